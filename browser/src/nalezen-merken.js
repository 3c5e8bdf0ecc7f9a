// Marking words of the plan: by mouse, or with the arrows from a line that has the focus. What is marked goes into the
// form that adds, and stays what it is: a choice of lines and words, not a text that is sent anywhere else.
const plan = document.querySelector("#plan");
const form = document.querySelector("#toevoegen");

const regelVan = (node) => (node instanceof Element ? node : node?.parentElement)?.closest?.("[data-regel]");

// The words of a selection without numbers and signs in the margin.
function woordenVan(keuze) {
  const deel = keuze.getRangeAt(0).cloneContents();
  for (const rand of deel.querySelectorAll(".nummer, .merken, .alleen-voorlezen, .zegt")) rand.remove();
  return deel.textContent.replace(/\s+/gu, " ").trim();
}

function neemOver() {
  const keuze = document.getSelection();
  if (!keuze || keuze.isCollapsed || !plan.contains(keuze.anchorNode) || !plan.contains(keuze.focusNode)) return;
  const regels = [regelVan(keuze.getRangeAt(0).startContainer), regelVan(keuze.getRangeAt(0).endContainer)];
  const woorden = woordenVan(keuze);
  if (!regels[0] || !regels[1] || !woorden) return;
  form.van.value = regels[0].dataset.regel;
  form.tot.value = regels[1].dataset.regel;
  form.woorden.value = woorden.slice(0, 400);
  const toon = document.querySelector("#gemerkt");
  toon.hidden = false;
  toon.textContent = `Gemerkt: ${woorden.length > 160 ? `${woorden.slice(0, 160)}…` : woorden}`;
}

function naar(regel, begin = true) {
  regel.focus({ preventScroll: true });
  regel.scrollIntoView({ block: "nearest" });
  const tekst = regel.querySelector(".tekst");
  const knoop = begin ? eersteTekst(tekst) : laatsteTekst(tekst);
  if (knoop) document.getSelection().collapse(knoop, begin ? 0 : knoop.length);
}

const teksten = (element) => {
  const gang = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const gevonden = [];
  while (gang.nextNode()) gevonden.push(gang.currentNode);
  return gevonden;
};
const eersteTekst = (element) => teksten(element)[0];
const laatsteTekst = (element) => teksten(element).at(-1);

// Where every word of the lines begins and ends: [node, offset] pairs, over lines.
function woordgrenzen() {
  const grenzen = [];
  for (const tekst of plan.querySelectorAll(".tekst")) {
    for (const knoop of teksten(tekst)) {
      for (const woord of knoop.data.matchAll(/\S+/gu)) grenzen.push([knoop, woord.index, woord.index + woord[0].length]);
    }
  }
  return grenzen;
}

const voor = (knoop, plek, ander, dan) => (knoop === ander ? plek < dan : Boolean(knoop.compareDocumentPosition(ander) & Node.DOCUMENT_POSITION_FOLLOWING));

function woordVerder(heen) {
  const keuze = document.getSelection();
  const grenzen = woordgrenzen();
  if (!keuze.anchorNode || !grenzen.length) return;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = keuze;
  const doel = heen
    ? grenzen.find(([knoop, , eind]) => voor(focusNode, focusOffset, knoop, eind))
    : grenzen.findLast(([knoop, begin]) => voor(knoop, begin, focusNode, focusOffset));
  if (doel) keuze.setBaseAndExtent(anchorNode, anchorOffset, doel[0], heen ? doel[2] : doel[1]);
  regelVan(keuze.focusNode)?.scrollIntoView({ block: "nearest" });
  neemOver();
}

function loop(heen) {
  const keuze = document.getSelection();
  const grenzen = woordgrenzen();
  const { focusNode, focusOffset } = keuze;
  if (!focusNode) return;
  const doel = heen
    ? grenzen.find(([knoop, begin]) => voor(focusNode, focusOffset, knoop, begin))
    : grenzen.findLast(([knoop, begin]) => voor(knoop, begin, focusNode, focusOffset));
  if (!doel) return;
  keuze.collapse(doel[0], doel[1]);
  const regel = regelVan(doel[0]);
  if (regel !== document.activeElement) {
    regel.focus({ preventScroll: true });
    regel.scrollIntoView({ block: "nearest" });
    keuze.collapse(doel[0], doel[1]);
  }
}

function regelVerder(regel, heen, houdt) {
  const buur = heen ? regel.nextElementSibling : regel.previousElementSibling;
  if (!buur) return;
  if (!houdt) {
    naar(buur);
    return;
  }
  const keuze = document.getSelection();
  const knoop = heen ? laatsteTekst(buur.querySelector(".tekst")) : eersteTekst(buur.querySelector(".tekst"));
  const { anchorNode, anchorOffset } = keuze;
  buur.focus({ preventScroll: true });
  buur.scrollIntoView({ block: "nearest" });
  if (knoop && anchorNode) keuze.setBaseAndExtent(anchorNode, anchorOffset, knoop, heen ? knoop.length : 0);
  neemOver();
}

// From the keys: to the line of the item, ready for the arrows.
export function naarTekst() {
  const regel = plan?.querySelector(".erin") ?? plan?.querySelector("[data-regel]");
  if (regel) naar(regel);
  else plan?.focus();
}

export function merk() {
  if (!plan || !form) return;
  for (const regel of plan.querySelectorAll("[data-regel]")) regel.tabIndex = -1;
  document.addEventListener("pointerup", () => setTimeout(neemOver));
  plan.addEventListener("keydown", (event) => {
    const regel = event.target.closest?.("[data-regel]");
    if (event.target === plan && event.key === "Enter") {
      event.preventDefault();
      naarTekst();
      return;
    }
    if (!regel || event.target.closest("a") || event.ctrlKey || event.altKey || event.metaKey) return;
    const daad = {
      ArrowDown: () => regelVerder(regel, true, event.shiftKey),
      ArrowUp: () => regelVerder(regel, false, event.shiftKey),
      ArrowRight: () => (event.shiftKey ? woordVerder(true) : loop(true)),
      ArrowLeft: () => (event.shiftKey ? woordVerder(false) : loop(false)),
      Enter: () => {
        if (form.woorden.value) form.als.focus();
      },
      Escape: () => document.querySelector("#stuk")?.focus(),
    }[event.key];
    if (!daad) return;
    event.preventDefault();
    daad();
  });
}
