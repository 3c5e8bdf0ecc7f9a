// Keys of one letter, off when the reader turns them off (WCAG 2.1.4) and never while he types.
import { inBeeld, toonWoorden } from "./nalezen-plaats.js";
import { naarTekst } from "./nalezen-merken.js";

const UIT = "nalezen-toetsen-uit";

function zeg(woorden) {
  const plek = document.querySelector("#gebeurd");
  if (plek) plek.textContent = woorden;
}

function druk(toets) {
  if (toets === "t") return naarTekst();
  if (toets === "s") return document.querySelector("#stuk")?.focus();
  const knop = document.querySelector(`[data-toets="${CSS.escape(toets)}"]`);
  if (!knop || knop.disabled) return undefined;
  knop.click();
  return undefined;
}

export function toetsen() {
  const vak = document.querySelector("#toetsen-aan");
  if (vak) {
    vak.checked = !localStorage.getItem(UIT);
    vak.addEventListener("change", () => (vak.checked ? localStorage.removeItem(UIT) : localStorage.setItem(UIT, "1")));
  }
  // What is accepted stands before the eyes: else the words come first, and the decision at a second press.
  document.querySelector("#besluit")?.addEventListener("submit", (event) => {
    if (event.submitter?.value === "accepteer" && !inBeeld()) {
      event.preventDefault();
      toonWoorden();
      zeg("De woorden stonden niet in beeld. Lees ze, en neem dan over.");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || localStorage.getItem(UIT)) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [role=option]")) {
      if (event.key === "Escape" && !event.defaultPrevented) document.querySelector("#stuk")?.focus();
      return;
    }
    if (event.key.length !== 1) return;
    const toets = event.key.toLowerCase();
    if (!/^[a-z?]$/u.test(toets)) return;
    druk(toets);
  });
}
