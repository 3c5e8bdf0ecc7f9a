// Suggestions below the question box: a combobox with a list (WAI-ARIA 1.2). Without this the box works as it is.
const WAIT = 120;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form.vraagvak")) {
  const input = form.querySelector("input[type=search]");
  const list = Object.assign(document.createElement("ul"), { id: `${input.id}-suggesties`, className: "suggesties", hidden: true });
  const told = Object.assign(document.createElement("p"), { className: "alleen-voorlezen" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggesties");
  told.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  form.append(list, told);

  let chosen = -1;
  let timer = 0;
  let asking = new AbortController();
  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    asking.abort();
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    told.textContent = "";
  };

  const point = (at) => {
    const all = options();
    all[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    all[at]?.setAttribute("aria-selected", "true");
    all[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", all[at].id);
  };

  const take = (option) => {
    input.value = option.dataset.tekst;
    close();
    form.requestSubmit();
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ tekst, soort }, at) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${at}`, textContent: tekst });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.tekst = tekst;
        option.append(" ", Object.assign(document.createElement("span"), { className: "zacht klein", textContent: soort }));
        return option;
      }),
    );
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    input.removeAttribute("aria-activedescendant");
    told.textContent = found.length ? `${found.length} ${found.length === 1 ? "suggestie" : "suggesties"}` : "";
  };

  const ask = async () => {
    const said = input.value.trim();
    if (said.length < SHORTEST) return close();
    asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.action}/suggesties?q=${encodeURIComponent(said)}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).suggesties);
    } catch {
      // Typed on, or no network: the box works without.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (last >= 0 && event.key === "ArrowDown") {
      event.preventDefault();
      point(chosen < last ? chosen + 1 : -1);
    } else if (last >= 0 && event.key === "ArrowUp") {
      event.preventDefault();
      point(chosen < 0 ? last : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(options()[chosen]);
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      take(option);
    }
  });
}
