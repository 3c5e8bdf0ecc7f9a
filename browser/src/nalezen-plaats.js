// Where the reader was: the words of the item come into view, and nothing else moves.
const PLEK = "nalezen-plan";

export const gemerkteWoorden = () => [...document.querySelectorAll("#plan mark, #plan .woordvlak")];
const eersteRegel = () => document.querySelector("#plan .erin, #plan .woordvlak");

// Whether the first of the words can be read where the plan is scrolled to.
export function inBeeld() {
  const plan = document.querySelector("#plan");
  const doel = gemerkteWoorden()[0] ?? eersteRegel();
  if (!plan || !doel) return !document.querySelector("#besluit");
  const rand = plan.getBoundingClientRect();
  const vak = doel.getBoundingClientRect();
  const boven = Math.max(rand.top, 0);
  const onder = Math.min(rand.bottom, innerHeight);
  return vak.top >= boven - 1 && vak.top + Math.min(vak.height, 20) <= onder + 1;
}

export function toonWoorden() {
  (gemerkteWoorden()[0] ?? eersteRegel())?.scrollIntoView({ block: "center" });
}

export function bewaarPlaats() {
  const plan = document.querySelector("#plan");
  if (!plan) return;
  addEventListener("pagehide", () => sessionStorage.setItem(PLEK, `${location.pathname} ${plan.scrollTop}`));
}

export function naarStuk() {
  const plan = document.querySelector("#plan");
  if (!plan) return;
  const asked = new URLSearchParams(location.search);
  const [pad, hoogte] = (sessionStorage.getItem(PLEK) ?? "").split(" ");
  if (pad === location.pathname) plan.scrollTop = Number(hoogte);
  const regel = asked.get("regel") && document.querySelector(`#r${CSS.escape(asked.get("regel"))}`);
  if (regel) regel.scrollIntoView({ block: "center" });
  else if (!inBeeld()) toonWoorden();
  if (asked.has("stuk") && !location.hash) document.querySelector("#stuk")?.focus({ preventScroll: true });
  for (const link of document.querySelectorAll("[data-naar-regel]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      toonWoorden();
      document.querySelector(`#r${link.dataset.naarRegel}`)?.focus({ preventScroll: true });
    });
  }
}
