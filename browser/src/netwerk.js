// Draws the table of the page as a network: the first column's link and the third column's link of each row are an edge.
// The table stays: it says the same to whoever cannot or will not look at a drawing.
import { drag } from "d3-drag";
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { select } from "d3-selection";
import { zoom } from "d3-zoom";

const table = document.getElementById("verbanden");
const place = document.getElementById("tekening");
const shapes = table?.dataset.vormen !== undefined;
const radius = (d) => 4 + Math.sqrt(d.degree) * 1.8;
if (table && place) draw();

function read() {
  const nodes = new Map();
  const node = (link, kind) => {
    const id = link.getAttribute("href");
    if (!nodes.has(id)) nodes.set(id, { id, name: link.textContent, kind, degree: 0 });
    nodes.get(id).degree += 1;
    return id;
  };
  const links = [...table.tBodies[0].rows].map((row) => ({
    source: node(row.cells[0].querySelector("a"), "partner"),
    target: node(row.cells[2].querySelector("a"), "thema"),
  }));
  return { nodes: [...nodes.values()], links: links.filter((link) => link.source !== link.target) };
}

function settle(nodes, links, width, height) {
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).id((d) => d.id).distance(110).strength(0.22))
    .force("charge", forceManyBody().strength(-520).distanceMax(700))
    .force("center", forceCenter(width / 2, height / 2))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength((0.09 * width) / height))
    .force("collide", forceCollide((d) => radius(d) + 9))
    .stop();
  simulation.tick(300);
}

// Names that can stand whole beside their point (right, left, above or below it) and over no other name; those
// with most ties first, and of these the largest always.
const LARGEST = 12;
function roomy(nodes, scale, low, high) {
  const kept = new Map();
  const apart = (a, b) => a.x > b.x + b.w || b.x > a.x + a.w || a.y > b.y + b.h || b.y > a.y + a.h;
  const points = nodes.map((d) => ({ id: d.id, x: d.x - radius(d), y: d.y - radius(d), w: 2 * radius(d), h: 2 * radius(d) }));
  nodes.toSorted((a, b) => b.degree - a.degree).forEach((d, rank) => {
    const w = d.name.length * 6.4 * scale + 8;
    const r = radius(d) + 3;
    const h = 16 * scale;
    const places = [["start", r, 0], ["end", -r, 0], ["middle", 0, -r - h / 2], ["middle", 0, r + h / 2]].map(([anchor, x, y]) => ({
      anchor, dx: x, dy: y, x: d.x + x - (anchor === "end" ? w : anchor === "middle" ? w / 2 : 0), y: d.y + y - h / 2, w, h,
    }));
    const clear = (box) => [...kept.values()].every((other) => apart(box, other));
    const free = (box) => points.every((point) => point.id === d.id || apart(box, point));
    const whole = places.filter((box) => box.x >= low[0] && box.x + box.w <= high[0]);
    const large = rank < LARGEST;
    const box = whole.find((one) => clear(one) && free(one)) ?? (large ? whole.find(clear) ?? whole[0] ?? places[0] : undefined);
    if (box) kept.set(d.id, box);
  });
  return kept;
}

function draw() {
  const { nodes, links } = read();
  if (!nodes.length) return;
  place.hidden = false;
  const svg = select(place.querySelector("svg"));
  const { width, height } = svg.node().getBoundingClientRect();
  settle(nodes, links, width, height);
  const edge = (pick, sign) => [0, 1].map((i) => pick(...nodes.map((d) => [d.x, d.y][i])) + sign * 30);
  const low = edge(Math.min, -1);
  const high = edge(Math.max, 1);
  high[0] += 120;
  svg.attr("viewBox", `${low[0]} ${low[1]} ${high[0] - low[0]} ${high[1] - low[1]}`);
  const room = svg.append("g");
  const line = room.append("g").selectAll("line").data(links).join("line");
  const node = room.append("g").selectAll("a").data(nodes).join("a")
    .attr("href", (d) => d.id)
    .attr("class", (d) => d.kind)
    .attr("aria-label", (d) => `${d.name}, ${d.degree} ${d.degree === 1 ? "verband" : "verbanden"}`);
  node.append((d) => document.createElementNS("http://www.w3.org/2000/svg", d.kind === "thema" && shapes ? "rect" : "circle"));
  node.select("circle").attr("r", radius);
  node.select("rect").attr("x", (d) => -radius(d)).attr("y", (d) => -radius(d)).attr("width", (d) => 2 * radius(d)).attr("height", (d) => 2 * radius(d));
  const named = roomy(nodes, (high[0] - low[0]) / width, low, high);
  const spot = (d) => named.get(d.id) ?? { anchor: "start", dx: radius(d) + 3, dy: 0 };
  const label = node.append("text").text((d) => d.name)
    .attr("text-anchor", (d) => spot(d).anchor).attr("x", (d) => spot(d).dx).attr("y", (d) => spot(d).dy).attr("dy", "0.35em")
    .style("font-size", `${12 * Math.max(1, (high[0] - low[0]) / width)}px`)
    .attr("visibility", (d) => (named.has(d.id) ? null : "hidden"));

  const move = () => {
    line.attr("x1", (d) => d.source.x).attr("y1", (d) => d.source.y).attr("x2", (d) => d.target.x).attr("y2", (d) => d.target.y);
    node.attr("transform", (d) => `translate(${d.x},${d.y})`);
  };
  const near = (d) => new Set([d.id, ...links.flatMap((l) => (l.source === d ? [l.target.id] : l.target === d ? [l.source.id] : []))]);
  const show = (d) => {
    const kept = d && near(d);
    node.classed("ver", (other) => kept && !kept.has(other.id));
    line.classed("ver", (l) => d && l.source !== d && l.target !== d);
    label.attr("visibility", (other) => ((kept ? kept.has(other.id) : named.has(other.id)) ? null : "hidden"));
  };
  walk(svg, node, nodes);
  node.on("mouseenter focus", (_, d) => show(d)).on("mouseleave blur", () => show(null));
  node.call(drag().on("drag", (event, d) => { d.x = event.x; d.y = event.y; move(); }));
  svg.call(zoom().scaleExtent([0.5, 6]).filter((event) => (event.type === "wheel" ? event.ctrlKey : !event.button && event.target === svg.node()))
    .on("zoom", (event) => room.attr("transform", event.transform)));
  move();
}

// One Tab comes into the drawing and the next leaves it; within it arrows go to the nearest point that way, Home and
// End to the one with most and with fewest ties.
function walk(svg, node, nodes) {
  const order = nodes.toSorted((a, b) => b.degree - a.degree);
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const reach = (d) => node.attr("tabindex", (other) => (other === d ? 0 : -1));
  const next = (from, [x, y]) => {
    const far = (d) => {
      const along = (d.x - from.x) * x + (d.y - from.y) * y;
      const aside = Math.abs((d.x - from.x) * y) + Math.abs((d.y - from.y) * x);
      return along > 0 ? along + 2 * aside : Infinity;
    };
    const best = nodes.reduce((a, b) => (far(b) < far(a) ? b : a));
    return far(best) < Infinity ? best : from;
  };
  reach(order[0]);
  node.on("keydown", (event, d) => {
    const to = ways[event.key] ? next(d, ways[event.key]) : { Home: order[0], End: order.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    reach(to);
    node.filter((other) => other === to).node().focus();
  });
}
