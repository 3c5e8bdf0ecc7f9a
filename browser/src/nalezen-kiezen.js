// Search as one types: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) over the names of the graph.
const HOME = `/${location.pathname.split("/")[1]}`;
const WACHT = 120;

class Kiezer {
  constructor(veld) {
    this.veld = veld;
    this.invoer = veld.querySelector("input[name^='n-']");
    this.gekozen = veld.querySelector(".gekozen");
    this.zegt = veld.querySelector("[role=status]");
    this.lijst = Object.assign(document.createElement("ul"), { className: "voorstellen", hidden: true, id: `${this.invoer.id}-lijst` });
    this.lijst.setAttribute("role", "listbox");
    this.lijst.setAttribute("aria-label", "Gevonden namen");
    this.invoer.after(this.lijst);
    this.plek = -1;
    this.vraag = 0;
    for (const [naam, waarde] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", this.lijst.id], ["aria-autocomplete", "list"]]) this.invoer.setAttribute(naam, waarde);
    this.invoer.addEventListener("input", () => this.straks());
    this.invoer.addEventListener("keydown", (event) => this.toets(event));
    this.invoer.addEventListener("blur", () => setTimeout(() => this.sluit(), 150));
    this.lijst.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const keus = event.target.closest("li");
      if (keus) this.kies(keus);
    });
  }
  straks() {
    clearTimeout(this.wekker);
    this.wekker = setTimeout(() => this.zoek(), WACHT);
  }
  async zoek() {
    const tekst = this.invoer.value.trim();
    const nummer = ++this.vraag;
    if (!tekst) return this.sluit();
    const adres = `${HOME}/kies?${new URLSearchParams({ soort: this.veld.dataset.soorten, q: tekst })}`;
    try {
      const antwoord = await fetch(adres, { headers: { Accept: "application/json" } });
      if (!antwoord.ok || nummer !== this.vraag) return undefined;
      this.toon(await antwoord.json());
    } catch {
      this.zegt.textContent = "Zoeken lukt nu niet; vul de hele naam in.";
    }
    return undefined;
  }
  toon(gevonden) {
    this.lijst.replaceChildren(...gevonden.map((ding, nummer) => {
      const keus = Object.assign(document.createElement("li"), { id: `${this.lijst.id}-${nummer}` });
      keus.setAttribute("role", "option");
      keus.setAttribute("aria-selected", "false");
      keus.dataset.iri = ding.iri;
      keus.dataset.naam = ding.naam;
      keus.append(ding.naam);
      if (ding.uitleg) keus.append(" ", Object.assign(document.createElement("small"), { textContent: ding.uitleg }));
      return keus;
    }));
    this.plek = -1;
    this.invoer.removeAttribute("aria-activedescendant");
    this.lijst.hidden = !gevonden.length;
    this.invoer.setAttribute("aria-expanded", String(Boolean(gevonden.length)));
    this.zegt.textContent = gevonden.length ? `${gevonden.length} gevonden, kies met pijltjes` : "Niets gevonden; bij bewaren wordt gevraagd of het nieuw is.";
  }
  toets(event) {
    const keuzen = [...this.lijst.children];
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && keuzen.length && !this.lijst.hidden) {
      event.preventDefault();
      const stap = event.key === "ArrowDown" ? 1 : -1;
      this.plek = (this.plek + stap + keuzen.length + (this.plek < 0 && stap < 0 ? 1 : 0)) % keuzen.length;
      keuzen.forEach((keus, nummer) => keus.setAttribute("aria-selected", String(nummer === this.plek)));
      this.invoer.setAttribute("aria-activedescendant", keuzen[this.plek].id);
      keuzen[this.plek].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && this.plek >= 0 && !this.lijst.hidden) {
      event.preventDefault();
      this.kies(keuzen[this.plek]);
    } else if (event.key === "Escape" && !this.lijst.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.sluit();
    }
  }
  kies(keus) {
    if (this.veld.hasAttribute("data-een")) this.gekozen.replaceChildren();
    const er = [...this.gekozen.querySelectorAll("input")].find((vak) => vak.value === keus.dataset.iri);
    if (er) er.checked = true;
    else {
      const vak = Object.assign(document.createElement("input"), { type: "checkbox", name: `v-${this.veld.dataset.naam}`, value: keus.dataset.iri, checked: true });
      const regel = document.createElement("li");
      const naam = document.createElement("label");
      naam.append(vak, ` ${keus.dataset.naam}`);
      regel.append(naam);
      this.gekozen.append(regel);
    }
    this.invoer.value = "";
    this.sluit();
    this.zegt.textContent = `${keus.dataset.naam} gekozen`;
  }
  sluit() {
    this.vraag += 1;
    this.lijst.hidden = true;
    this.plek = -1;
    this.invoer.setAttribute("aria-expanded", "false");
    this.invoer.removeAttribute("aria-activedescendant");
  }
}

export function kiezers() {
  for (const veld of document.querySelectorAll(".dingen")) new Kiezer(veld);
}
