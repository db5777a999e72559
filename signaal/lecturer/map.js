// The map of a story: its moments in rows, from the beginning down, and the roads between them.

import { button, make } from "./browser/page.js";

const HEIGHT = 46;
const PITCH = 72; // from one row to the next
const WIDTH = 420;
const SIDE = 44; // room beside a row for roads that pass by
const LEAST = 84; // of a moment
const GAP = 10;

const svg = (tag, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

/** The places of a story in rows. A row comes after every row that leads to it, but for roads that go back. */
function rowsOf(content) {
  const next = new Map(content.passages.map(({ id, choices }) => [id, [...new Set(choices.map(({ to }) => to))]]));
  const order = [];
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    (next.get(id) ?? []).forEach(visit);
    order.unshift(id);
  };
  visit(content.start);
  const nth = new Map(order.map((id, n) => [id, n]));
  const depth = new Map(order.map((id) => [id, 0]));
  const from = new Map();
  for (const id of order) {
    for (const to of next.get(id) ?? []) {
      if (nth.get(to) <= nth.get(id)) continue;
      depth.set(to, Math.max(depth.get(to), depth.get(id) + 1));
      from.set(to, [...(from.get(to) ?? []), id]);
    }
  }
  const rows = [];
  for (const id of order) (rows[depth.get(id)] ??= []).push(id);
  // A moment stands below the middle of those that lead to it: fewer roads cross.
  const place = new Map();
  const middle = (id) => (from.get(id) ?? []).reduce((sum, each, _, all) => sum + place.get(each) / all.length, 0);
  for (const row of rows) {
    row.sort((a, b) => middle(a) - middle(b));
    row.forEach((id, n) => place.set(id, (n + 1) / (row.length + 1)));
  }
  return rows;
}

/**
 * Draw the map of a scenario's content; `choose` is called with the id of a passage that is pressed.
 *
 *   node   what to put on the page
 *   mark   (here, been) => show the id of where the reader is, and a Set of ids of where the reader was
 */
export function drawMap(content, choose) {
  const rows = rowsOf(content);
  const width = Math.max(Math.min(WIDTH, innerWidth - 90), Math.max(...rows.map((row) => row.length)) * (LEAST + GAP) + 2 * SIDE);
  const places = new Map([...content.passages, ...content.endings].map((place) => [place.id, place]));
  const at = new Map();
  const buttons = new Map();
  rows.forEach((row, depth) => {
    const pitch = (width - 2 * SIDE) / row.length;
    row.forEach((id, n) => at.set(id, { x: SIDE + (n + 0.5) * pitch, y: depth * PITCH + HEIGHT / 2, half: Math.min(pitch - GAP, 150) / 2, depth }));
  });
  for (const [id, { x, y, half }] of at) {
    const { title, choices, outcome } = places.get(id);
    const name = choices ? title : `Einde: ${title} (${outcome})`;
    const node = button("", () => choices && choose(id), { title: name, class: choices ? "" : "pv-ending", ...(choices ? {} : { "aria-disabled": "true" }) });
    node.append(make("span", {}, choices ? title : `${title}: ${outcome}`));
    Object.assign(node.style, { left: `${x - half}px`, top: `${y - HEIGHT / 2}px`, width: `${2 * half}px`, height: `${HEIGHT}px` });
    buttons.set(id, node);
  }
  const lines = svg("svg", { width, height: rows.length * PITCH, "aria-hidden": "true" });
  for (const { id, choices } of content.passages) {
    const roads = new Map();
    for (const choice of choices) roads.set(choice.to, [...(roads.get(choice.to) ?? []), choice]);
    for (const [to, these] of roads) if (at.has(id)) lines.append(svg("path", { d: road(at.get(id), at.get(to)), class: kindOf(these) }));
  }
  const list = make("ol", {}, ...[...buttons.values()].map((node) => make("li", {}, node)));
  const node = make("div", { class: "pv-map" }, lines, list);
  Object.assign(node.style, { width: `${width}px`, height: `${rows.length * PITCH - (PITCH - HEIGHT) + 8}px` });
  function mark(here, been) {
    const box = node.closest("aside");
    const { y } = at.get(here) ?? { y: 0 };
    if (box && Math.abs(y + node.offsetTop - box.scrollTop - box.clientHeight / 2) > box.clientHeight / 2 - HEIGHT) box.scrollTop = y + node.offsetTop - box.clientHeight / 2;
    for (const [id, each] of buttons) {
      each.classList.toggle("pv-been", been.has(id));
      if (id === here) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    }
  }
  return { node, mark };
}

const kindOf = (choices) =>
  choices.some(({ recommended }) => recommended) ? "pv-recommended" : choices.every(({ needs, unless }) => needs.length || unless.length) ? "pv-conditional" : "";

/** A road to the next row goes straight there; one that passes rows by goes round them on the left, one back on the right. */
function road(a, b) {
  const span = b.depth - a.depth;
  if (span === 1) {
    const [top, bottom] = [a.y + HEIGHT / 2, b.y - HEIGHT / 2];
    const bend = (bottom - top) / 2;
    return `M${a.x} ${top} C${a.x} ${top + bend} ${b.x} ${bottom - bend} ${b.x} ${bottom}`;
  }
  if (span > 1) {
    const out = Math.min(a.x - a.half, b.x - b.half) - 18 - 6 * Math.min(span, 6);
    const top = b.y - HEIGHT / 2;
    return `M${a.x - a.half} ${a.y} C${out} ${a.y} ${out} ${top - 24} ${b.x - b.half / 2} ${top}`;
  }
  const out = Math.max(a.x + a.half, b.x + b.half) + 24;
  return `M${a.x + a.half} ${a.y} C${out} ${a.y} ${out} ${b.y} ${b.x + b.half} ${b.y}`;
}
