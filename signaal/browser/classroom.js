// A hundred imaginary classes: what "on average one in a class" promises, and what chance does with it.

import { button, fill, frame, make, newId, row } from "./page.js";

/** The chances, as parts of one, of 0, 1, 2 and of 3 or more children in a class: the binomial distribution. */
export function chances(size, percent) {
  const p = percent / 100;
  const none = (1 - p) ** size;
  const one = size * p * (1 - p) ** (size - 1);
  const two = ((size * (size - 1)) / 2) * p ** 2 * (1 - p) ** (size - 2);
  return [none, one, two, Math.max(0, 1 - none - one - two)];
}

export function drawClassroom(content, el, prose) {
  const { strings, classes, language } = content;
  const written = (value, digits) => value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const root = frame(el, content);
  const size = drawSlider(strings.size, content.size, (value) => String(value));
  const percent = drawSlider(strings.percent, content.percent, (value) => `${written(value, 1)}%`);
  const expected = make("p");
  const rows = make("tbody");
  const tiles = make("ul", { class: "sg-tiles", "aria-hidden": "true" }); // the table says the same
  const status = make("p", { role: "status" });
  const head = [strings.children, strings.chance, strings.drawn].map((word) => make("th", { scope: "col" }, word));
  const table = make("table", {}, make("caption", {}, strings.caption), make("thead", {}, make("tr", {}, ...head)), rows);
  const again = button(strings.again, () => draw(true), { class: "sg-main" });
  const about = make("p", { class: "sg-note", "aria-hidden": "true" }, strings.tiles);
  root.append(prose("p", strings.intro), size.node, percent.node, expected, table, row(again), status, tiles, about);

  function drawSlider(text, { lowest, highest, step, start }, say) {
    const id = newId();
    const said = make("span"); // not an output: that would be announced at each step, and aria-valuetext is already
    const line = make("input", {
      type: "range", id, min: lowest, max: highest, step, value: start,
      input: () => draw(false),
      change: () => (status.textContent = expected.textContent),
    });
    return {
      node: make("div", { class: "sg-slider" }, make("p", {}, make("label", { for: id }, `${text}: `), said), line),
      read() {
        said.textContent = say(line.valueAsNumber);
        line.setAttribute("aria-valuetext", said.textContent);
        return line.valueAsNumber;
      },
    };
  }

  /** Draw the classes anew; `aloud` says it to a screen reader too: at each step of a slider that would be a torrent. */
  function draw(aloud) {
    const [pupils, share] = [size.read(), percent.read()];
    const drawn = Array.from({ length: classes }, () => Array.from({ length: pupils }, () => Math.random() < share / 100).filter(Boolean).length);
    const counts = [0, 1, 2, 3].map((count) => drawn.filter((children) => Math.min(children, 3) === count).length);
    expected.textContent = fill(strings.expected, { n: written((pupils * share) / 100, 2) });
    rows.replaceChildren(
      ...chances(pupils, share).map((chance, count) => {
        const bar = make("span", { class: "sg-bar", "aria-hidden": "true" });
        bar.style.inlineSize = `${chance * 100}%`;
        return make(
          "tr",
          {},
          make("th", { scope: "row" }, strings[`count_${count}`]),
          make("td", {}, `${written(chance * 100, 1)}%`, bar),
          make("td", {}, fill(strings.of, { n: counts[count], total: classes })),
        );
      }),
    );
    tiles.replaceChildren(...drawn.map((children) => make("li", { "data-children": Math.min(children, 3) }, children ? String(children) : "")));
    status.textContent = aloud ? fill(strings.told, { none: counts[0], total: classes }) : "";
  }
  draw(false);
}
