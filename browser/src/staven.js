// A result as bars: for rows with exactly one column of numbers; the columns before it name each bar.
const MOST = 60;

export class Bars {
  priority = 4;
  label = "Staven";
  constructor(yasr) {
    this.yasr = yasr;
  }
  rows() {
    const variables = this.yasr.results?.getVariables() ?? [];
    const bindings = this.yasr.results?.getBindings() ?? [];
    const isNumber = (name) => bindings.length > 0 && bindings.every((row) => row[name] && row[name].type !== "uri" && row[name].value.trim() !== "" && Number.isFinite(Number(row[name].value)));
    const [number, ...more] = variables.filter(isNumber);
    const names = variables.filter((name) => name !== number);
    if (!number || more.length || !names.length || bindings.length > MOST) return [];
    const short = (value) => (value ?? "").replace(/^.*[/#]/, "");
    return bindings.map((row) => ({ name: names.map((name) => short(row[name]?.value)).filter(Boolean).join(", "), value: Number(row[number].value) }));
  }
  canHandleResults() {
    return this.rows().length > 0;
  }
  getIcon() {
    const icon = document.createElement("span");
    icon.textContent = "▤";
    icon.ariaHidden = "true";
    return icon;
  }
  draw() {
    const rows = this.rows();
    const most = Math.max(...rows.map(({ value }) => Math.abs(value)), 1);
    const list = document.createElement("dl");
    list.className = "staven";
    for (const { name, value } of rows) {
      const term = Object.assign(document.createElement("dt"), { textContent: name });
      const meter = Object.assign(document.createElement("meter"), { min: 0, max: most, value: Math.abs(value), ariaLabel: name });
      const text = Object.assign(document.createElement("span"), { textContent: value.toLocaleString("nl-NL") });
      const data = document.createElement("dd");
      data.append(meter, text);
      list.append(term, data);
    }
    this.yasr.resultsEl.replaceChildren(list);
  }
}
