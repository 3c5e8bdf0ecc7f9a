// The editor of the Yasgui family on this server's own endpoint: completion from the graph's own terms, results as a table,
// as bars where there is a number, and as they came. Without this script the page has a plain text field.
import Yasqe from "@zazuko/yasqe";
import Yasr from "@zazuko/yasr";
import { Bars } from "./staven.js";
import { Fout } from "./fout.js";
import { Tabel } from "./tabel.js";
import { adres } from "./plek.js";

const plain = document.getElementById("kaal");
const place = document.getElementById("editor");
const terms = await (await fetch(adres("sparql-editor/termen.json"))).json();

const short = (iri) => {
  const prefix = Object.keys(terms.prefixes).find((name) => iri.startsWith(terms.prefixes[name]));
  return prefix ? `${prefix}:${iri.slice(terms.prefixes[prefix].length)}` : `<${iri}>`;
};
const meaning = new Map([...terms.klassen, ...terms.eigenschappen].map(([iri, name, definition]) => [short(iri), `${name}: ${definition}`]));

// Offers `vg:Maatregel` as it is written in a query, and says what it means.
function completer(name, list, fits) {
  const known = list.map(([iri]) => short(iri));
  return {
    name,
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => fits(yasqe),
    get: (_, token) => {
      const typed = (token?.autocompletionString ?? token?.string ?? "").trim().toLowerCase();
      return known.filter((term) => term.toLowerCase().includes(typed.replace(/^vg:/, "")) || term.toLowerCase().startsWith(typed));
    },
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${meaning.get(hint.text) ?? ""}`.slice(0, 110) })),
  };
}
const after = (yasqe, words) => {
  const cursor = yasqe.getDoc().getCursor();
  const before = yasqe.getDoc().getRange({ line: Math.max(0, cursor.line - 3), ch: 0 }, cursor);
  return words.test(before);
};
Yasqe.registerAutocompleter(completer("klassen", terms.klassen, (yasqe) => after(yasqe, /(\ba|rdf:type)\s+[\w:]*$/)), false);
Yasqe.registerAutocompleter(completer("eigenschappen", terms.eigenschappen, (yasqe) => after(yasqe, /([?$]\w+|;|[|/^(])\s+[\w:]*$|[|/^(][\w:]*$/) && !after(yasqe, /(\ba|rdf:type)\s+[\w:]*$/)), false);

class Antwoord extends Yasr.plugins.response { label = "Antwoord"; }
Yasr.registerPlugin("table", Tabel);
Yasr.registerPlugin("response", Antwoord);
Yasr.registerPlugin("staven", Bars);
const yasqe = new Yasqe(place, {
  value: plain.querySelector("textarea").value,
  persistenceId: null,
  autocompleters: ["variables", "klassen", "eigenschappen"],
  createShareableLink: (editor) => `${location.origin}/sparql-editor?query=${encodeURIComponent(editor.getValue())}`,
  consumeShareLink: null,
  prefixCcApi: null,
  resizeable: false,
  editorHeight: "24rem",
  showQueryButton: true,
  screenReaderLabel: "SPARQL-query",
  requestConfig: { endpoint: adres("sparql"), method: "POST", headers: {}, acceptHeaderSelect: "application/sparql-results+json", acceptHeaderGraph: "text/turtle" },
});
// The editor scrolls by itself: let the keyboard reach that too.
Object.assign(place.querySelector(".CodeMirror-scroll"), { tabIndex: 0, role: "region", ariaLabel: "Query" });
const run = place.querySelector(".yasqe_queryButton");
run.ariaLabel = run.title = "Voer uit";
const results = document.createElement("div");
results.id = "resultaat";
place.append(results);
const yasr = new Yasr(results, { persistenceId: null, prefixes: terms.prefixes, pluginOrder: ["table", "staven", "response"], defaultPlugin: "table", maxPersistentResponseSize: 0 });

// The server knows the prefixes; the editor wants them declared, and calls what is not an error.
const declare = () => {
  const known = yasqe.getPrefixesFromQuery();
  const used = Object.entries(terms.prefixes).filter(([name]) => !known[name] && new RegExp(`(^|[\\s({|/^;,.!])${name}:\\w`).test(yasqe.getValue()));
  if (used.length) yasqe.addPrefixes(Object.fromEntries(used));
};
const fout = new Fout(yasqe, results);
yasqe.on("change", declare);
yasqe.on("change", () => fout.clear());
yasqe.on("queryBefore", () => fout.clear());
yasqe.on("queryResponse", (_, response, duration) => {
  const failed = response instanceof Error;
  results.hidden = failed;
  if (failed) fout.show(response);
  else yasr.setResponse(response, duration);
});
plain.hidden = true;

document.getElementById("veld-vraag").addEventListener("change", (event) => {
  const example = terms.voorbeelden.find(({ naam }) => naam === event.target.value);
  if (example) yasqe.setValue(example.query);
});
