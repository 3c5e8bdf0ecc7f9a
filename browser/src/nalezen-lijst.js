// All of a list at once, only when every row of it was on the screen.
export function lijst() {
  const form = document.querySelector("#alles");
  const vinkje = document.querySelector("#gelezen");
  if (!form || !vinkje) return;
  const over = new Set(document.querySelectorAll("[data-rij]"));
  const zegt = document.querySelector("#nog-te-lezen");
  const bij = () => {
    vinkje.disabled = over.size > 0;
    for (const knop of form.querySelectorAll(".aan-het-eind button")) knop.disabled = over.size > 0;
    zegt.textContent = over.size ? `Nog ${over.size} niet in beeld geweest.` : "Alles is in beeld geweest.";
  };
  const gezien = (rij) => {
    over.delete(rij);
    kijk.unobserve(rij);
  };
  const kijk = new IntersectionObserver((nu) => {
    for (const { target, isIntersecting } of nu) if (isIntersecting) gezien(target);
    bij();
  }, { threshold: 0.2 });
  // Who goes through with the Tab key brings each row on the screen, however fast.
  form.addEventListener("focusin", (event) => {
    const rij = event.target.closest("[data-rij]");
    if (!rij) return;
    gezien(rij);
    bij();
  });
  for (const rij of over) kijk.observe(rij);
  bij();
}
