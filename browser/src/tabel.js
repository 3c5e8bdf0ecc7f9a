// A result as an accessible table: our own things link to their page, other addresses to where they are.
import { adres } from "./plek.js";

const PAGE = 500;
const OWN = "https://w3id.org/veiligheidsgraaf/id/";

export class Tabel {
  priority = 10;
  label = "Tabel";
  constructor(yasr) {
    this.yasr = yasr;
  }
  canHandleResults() {
    const results = this.yasr.results;
    return Boolean(results?.getVariables()?.length);
  }
  getIcon() {
    return Object.assign(document.createElement("span"), { textContent: "▦", ariaHidden: "true" });
  }
  download(filename) {
    return { contentType: "text/csv", getData: () => this.yasr.results?.asCsv() ?? "", filename: `${filename || "antwoord"}.csv`, title: "Opslaan als CSV" };
  }
  cell(value) {
    const cell = document.createElement("td");
    if (value?.type === "uri") {
      const own = value.value.startsWith(OWN) && !value.value.includes("#");
      const link = Object.assign(document.createElement("a"), { className: "nl-link", textContent: this.shorten(value.value) });
      link.href = own ? adres(`doc/${value.value.slice(OWN.length)}`) : /^https?:/.test(value.value) ? value.value : "#";
      cell.append(link);
    } else if (value) {
      cell.textContent = value.value;
    }
    return cell;
  }
  shorten(iri) {
    if (iri.startsWith(OWN)) return iri.slice(OWN.length);
    const found = Object.entries(this.yasr.getPrefixes()).find(([, base]) => iri.startsWith(base));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }
  draw() {
    const variables = this.yasr.results.getVariables();
    const rows = this.yasr.results.getBindings() ?? [];
    const table = Object.assign(document.createElement("table"), { className: "utrecht-table utrecht-table--html-table" });
    const caption = Object.assign(document.createElement("caption"), { textContent: rows.length > PAGE ? `De eerste ${PAGE} van ${rows.length} rijen` : `${rows.length} ${rows.length === 1 ? "rij" : "rijen"}` });
    const head = document.createElement("tr");
    head.append(...variables.map((name) => Object.assign(document.createElement("th"), { scope: "col", textContent: name })));
    const body = document.createElement("tbody");
    for (const row of rows.slice(0, PAGE)) {
      const line = document.createElement("tr");
      line.append(...variables.map((name) => this.cell(row[name])));
      body.append(line);
    }
    const top = document.createElement("thead");
    top.append(head);
    table.append(caption, top, body);
    const roll = Object.assign(document.createElement("div"), { className: "rol", tabIndex: 0, role: "region", ariaLabel: "Antwoord" });
    roll.append(table);
    this.yasr.resultsEl.replaceChildren(roll);
  }
}
