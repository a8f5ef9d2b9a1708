// Lets charts follow the filters of the table on their page, and shows what a mark is.
"use strict";
(() => {
  const figures = [...document.querySelectorAll("figure.chart")];
  const tables = [...document.querySelectorAll("table[data-filtered]")];
  const marks = figures.flatMap((figure) => [...figure.querySelectorAll(".drawing a.m")]);

  // Lanes without a mark take no room.
  const settle = (drawing) => {
    const lanes = [...drawing.querySelectorAll("svg.lane")];
    if (!lanes.length || !drawing.classList.contains("beside")) return;
    let top = (drawing.dataset.top ??= lanes[0].getAttribute("y")) | 0;
    const end = (drawing.dataset.end ??= Math.max(...lanes.map((lane) => lane.y.baseVal.value + lane.height.baseVal.value)));
    for (const lane of lanes) {
      const gone = !lane.querySelector("a.m:not(.out)");
      lane.classList.toggle("gone", gone);
      lane.setAttribute("y", top);
      if (!gone) top += lane.height.baseVal.value;
    }
    drawing.setAttribute("height", (drawing.dataset.whole ??= drawing.getAttribute("height")) - end + top);
    for (const label of drawing.querySelectorAll(":scope > text.x")) {
      const at = (label.dataset.y ??= label.getAttribute("y"));
      if (at > end) label.setAttribute("y", at - end + top);
    }
    for (const line of drawing.querySelectorAll(":scope > line.grid")) line.setAttribute("y2", top);
  };

  // Of a list in several pages, marks whose rows are on another page are not among the rows that a filter finds here.
  const inParts = document.querySelector("nav.pager") !== null;
  const follow = () => {
    const hidden = new Map();
    for (const row of tables.flatMap((table) => [...table.tBodies[0].rows]))
      for (const link of row.querySelectorAll("th a")) hidden.set(link.getAttribute("href"), row.hidden);
    const elsewhere = inParts && [...hidden.values()].includes(true);
    for (const mark of marks) mark.classList.toggle("out", hidden.get(mark.getAttribute("href")) ?? elsewhere);
    for (const figure of figures) settle(figure.querySelector(".drawing"));
  };
  for (const table of tables)
    new MutationObserver(follow).observe(table.tBodies[0], { subtree: true, attributes: true, attributeFilter: ["hidden"] });
  follow();

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  const hide = () => tip.remove();
  for (const mark of marks) {
    const show = () => {
      const box = mark.getBoundingClientRect();
      tip.textContent = mark.getAttribute("aria-label");
      mark.closest("figure").append(tip);
      tip.style.left = `${Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 4))}px`;
      tip.style.top = `${box.top > tip.offsetHeight + 12 ? box.top - tip.offsetHeight - 8 : box.bottom + 8}px`;
    };
    for (const [name, act] of [["mouseenter", show], ["focus", show], ["mouseleave", hide], ["blur", hide]]) mark.addEventListener(name, act);
  }
})();
