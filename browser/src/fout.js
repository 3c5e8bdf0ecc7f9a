// What is wrong with a query, in the sentence of the server, and the place of it marked in the text.
const PLACE = /^regel (\d+), kolom (\d+): /;

export class Fout {
  constructor(yasqe, before) {
    this.yasqe = yasqe;
    this.told = Object.assign(document.createElement("div"), { id: "fout", className: "melding", role: "alert", hidden: true });
    before.before(this.told);
    this.marks = [];
  }
  clear() {
    this.told.hidden = true;
    this.told.replaceChildren();
    for (const mark of this.marks.splice(0)) mark.clear();
  }
  // `error` carries the body of the answer: a problem (RFC 9457), or what a browser says of a server that is away.
  show(error) {
    this.clear();
    const { title = "De server gaf geen antwoord", detail = "controleer de verbinding en probeer het opnieuw" } = read(error.message);
    const place = detail.match(PLACE)?.slice(1).map(Number);
    this.told.append(Object.assign(document.createElement("strong"), { textContent: `${title}: ` }), document.createTextNode(`${detail}.`));
    if (place) {
      const from = this.mark(...place);
      const go = Object.assign(document.createElement("button"), { type: "button", className: "utrecht-button utrecht-button--html-button", textContent: `Naar regel ${place[0]}` });
      go.addEventListener("click", () => {
        this.yasqe.setCursor(from);
        this.yasqe.focus();
      });
      const line = document.createElement("p");
      line.append(go);
      this.told.append(line);
    }
    this.told.hidden = false;
  }
  // Columns of the server are characters, those of the editor units of UTF-16.
  mark(line, column) {
    const text = this.yasqe.getLine(line - 1) ?? "";
    const ch = [...text].slice(0, column - 1).join("").length;
    const from = { line: line - 1, ch };
    const word = text.slice(ch).match(/^(?:[?$]?[\w:.-]+|.)/u)?.[0] ?? "";
    if (word) this.marks.push(this.yasqe.markText(from, { line: line - 1, ch: ch + word.length }, { className: "fout-plek" }));
    return from;
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
