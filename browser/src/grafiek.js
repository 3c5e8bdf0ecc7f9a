// Point at a row of a figure's table, and the chart beside it shows which point it is; and the other way round.
for (const figure of document.querySelectorAll(".cijfer")) {
  const points = [...figure.querySelectorAll("[data-punt]")];
  const rows = [...figure.querySelectorAll("tbody tr")];
  const text = (point) => point.querySelector("title").textContent;
  const pairs = rows.map((row) => {
    const [year, kind, value] = [...row.cells].map((cell) => cell.textContent.trim());
    return [row, points.find((point) => text(point).startsWith(`${year}: ${value}`) && text(point).includes("streefwaarde") === (kind === "streefwaarde"))];
  });
  for (const [row, point] of pairs) {
    if (!point) continue;
    const set = (on) => () => { point.classList.toggle("gericht", on); row.classList.toggle("gericht", on); };
    for (const element of [row, point]) {
      element.addEventListener("mouseenter", set(true));
      element.addEventListener("mouseleave", set(false));
    }
    row.addEventListener("focusin", set(true));
    row.addEventListener("focusout", set(false));
  }
}
