// What does a learner fill in? For each type of question:
//
//   nodes   what to put in the form
//   show    (choice) => let the fields show it
//   tell    (choice, outcome) => nodes that say, part by part, what the choice is worth
//   answer  nodes that give the answer away, for beside the explanation
//
// `choose` is called with each new choice; signaal/browser/rules.js says what a choice is worth.

import { button, fill, make, newId, shuffled, withIcon, words } from "./page.js";

/** Radios or checkboxes, one per option, in a group that is named by its legend. */
export function optionFields(options, type, prose, choose = () => {}) {
  const name = newId();
  const inputs = new Map();
  const nodes = options.map((option) => {
    const input = make("input", { type, name, value: option.id, change: () => choose(selected()) });
    inputs.set(option.id, input);
    return make("div", { class: "sg-option" }, make("label", {}, input, prose("span", option.text)));
  });
  const selected = () => [...inputs].filter(([, input]) => input.checked).map(([id]) => id);
  const show = (ids) => inputs.forEach((input, id) => (input.checked = ids.includes(id)));
  return { nodes, show, selected };
}

function options(question, { seed, strings, prose, choose }) {
  const single = question.type === "single";
  const order = shuffled(question.options, seed, question.id);
  const { nodes, show } = optionFields(order, single ? "radio" : "checkbox", prose, choose);
  function tell(choice, outcome) {
    const chosen = order.filter((option) => choice.includes(option.id));
    const said = chosen.map((option) =>
      single
        ? prose("div", option.feedback)
        : make("div", {}, prose("p", option.text, { class: "sg-note" }), prose("div", option.feedback)),
    );
    const missed = outcome === "partly" && chosen.every((option) => option.correct);
    return [...said, ...(missed ? [make("p", {}, strings.more)] : again(outcome, strings))];
  }
  return { nodes, show, tell, answer: [] };
}

function order(question, { seed, strings, prose, choose }) {
  const byId = new Map(question.items.map((item) => [item.id, item]));
  // The first order a learner sees is never the right one: nothing moved must not mean right.
  let start = shuffled(question.items, seed, question.id).map((item) => item.id);
  if (start.join() === question.right.join()) start = [...start.slice(1), start[0]];
  let now = start;
  const status = make("p", { role: "status", class: "sg-note" });
  const rows = new Map(question.items.map((item) => [item.id, drawRow(item)]));
  const items = make("ol", { class: "sg-order" }, ...start.map((id) => rows.get(id)));
  let dragged = null;

  function drawRow(item) {
    const text = prose("span", item.text);
    const label = words(text);
    const by = (step) => () => move(item.id, now.indexOf(item.id) + step);
    const keys = (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      by(step)();
    };
    const mover = (icon, name, step) =>
      button(icon, by(step), { class: "sg-move", "aria-label": fill(name, { item: label }), keydown: keys });
    return make(
      "li",
      {
        draggable: "true",
        dragstart: (event) => {
          dragged = item.id;
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", label);
        },
        dragover: (event) => dragged && event.preventDefault(),
        drop: (event) => {
          event.preventDefault();
          if (dragged) move(dragged, now.indexOf(item.id));
        },
        dragend: () => (dragged = null),
      },
      make("div", { class: "sg-movable" }, text, make("span", { class: "sg-moves" }, mover("↑", strings.up, -1), mover("↓", strings.down, 1))),
    );
  }

  function move(id, to) {
    if (to < 0 || to >= now.length) return;
    const without = now.filter((each) => each !== id);
    choose([...without.slice(0, to), id, ...without.slice(to)]);
    const item = words(rows.get(id).querySelector("span"));
    status.textContent = fill(strings.moved, { item, n: to + 1, total: now.length });
  }

  function show(choice) {
    now = choice ?? start;
    withoutVerdicts(rows);
    const active = document.activeElement;
    items.replaceChildren(...now.map((id) => rows.get(id)));
    if (items.contains(active)) active.focus(); // a moved button loses the focus
  }

  function tell(choice, outcome) {
    const places = choice.map((id, n) => ({ item: byId.get(id), fits: question.right[n] === id }));
    const count = fill(strings.in_place, { n: places.filter(({ fits }) => fits).length, total: places.length });
    for (const { item, fits } of places) if (!fits || outcome === "right") rows.get(item.id).append(verdict(item, fits, strings, prose));
    return [make("p", {}, count), make("p", {}, strings.beside), ...again(outcome, strings)];
  }
  const right = make("ol", {}, ...question.right.map((id) => prose("li", byId.get(id).text)));
  return { nodes: [items, status], show, tell, answer: [make("p", { class: "sg-note" }, strings.right_order), right] };
}

const again = (outcome, strings) => (outcome === "right" ? [] : [make("p", {}, strings.again)]);

/** What one part of an answer is worth, inside that part: a word with an icon, and its feedback. */
function verdict(item, fits, strings, prose) {
  const word = make("p", { class: "sg-outcome" }, ...withIcon(fits ? "✓" : "↺", fits ? strings.fits : strings.fits_not));
  return make("div", { class: "sg-verdict", "data-fits": String(fits) }, word, prose("div", item.feedback));
}

/** A new choice takes what was said of the old one back. */
const withoutVerdicts = (parts) => parts.forEach((node) => node.querySelector(".sg-verdict")?.remove());

function sort(question, { seed, strings, prose, choose }) {
  const items = shuffled(question.items, seed, question.id);
  const inputs = [];
  const fieldsets = new Map();
  const nodes = items.map((item) => {
    const name = newId();
    const radios = question.categories.map((category) => {
      const input = make("input", { type: "radio", name, value: category.id, change: () => choose(selected()) });
      inputs.push({ item: item.id, category: category.id, input });
      return make("label", {}, input, prose("span", category.text));
    });
    const fieldset = make("fieldset", { class: "sg-item" }, make("legend", {}, prose("span", item.text)), make("div", { class: "sg-row" }, ...radios));
    fieldsets.set(item.id, fieldset);
    return fieldset;
  });
  const selected = () =>
    Object.fromEntries(inputs.filter(({ input }) => input.checked).map(({ item, category }) => [item, category]));
  function show(choice) {
    inputs.forEach(({ item, category, input }) => (input.checked = choice[item] === category));
    withoutVerdicts(fieldsets);
  }
  function tell(choice, outcome) {
    const placed = items.filter((item) => Object.hasOwn(choice, item.id));
    const fits = (item) => choice[item.id] === item.category;
    for (const item of placed) fieldsets.get(item.id).append(verdict(item, fits(item), strings, prose));
    const count = fill(strings.in_place, { n: placed.filter(fits).length, total: items.length });
    return [make("p", {}, count), make("p", {}, strings.beside), ...again(outcome, strings)];
  }
  const answer = question.categories.flatMap((category) => [
    prose("p", category.text, { class: "sg-note" }),
    make("ul", {}, ...items.filter((item) => item.category === category.id).map((item) => prose("li", item.text))),
  ]);
  return { nodes, show, tell, answer };
}

function number({ guess }, { strings, language, prose, choose }) {
  const id = newId();
  const say = (value) => `${value.toLocaleString(language)} ${guess.unit}`;
  const said = make("span"); // not an output: that would be announced at each step, and aria-valuetext is already
  const line = make("input", {
    type: "range", id, min: guess.lowest, max: guess.highest, step: guess.step,
    input: () => choose(Number(line.value)),
  });
  const ends = make("div", { class: "sg-ends", "aria-hidden": "true" }, make("span", {}, say(guess.lowest)), make("span", {}, say(guess.highest)));
  function show(choice) {
    if (Number(line.value) !== choice) line.value = choice ?? (guess.lowest + guess.highest) / 2;
    const text = choice === null ? strings.no_guess : say(choice);
    line.setAttribute("aria-valuetext", text);
    said.textContent = text;
  }
  show(null);
  /** The figure and the guess on the same line, for the eye; the words say it too. */
  function picture(choice) {
    const at = (value) => `${((value - guess.lowest) / (guess.highest - guess.lowest)) * 100}%`;
    const band = make("span", { class: "sg-band" });
    band.style.insetInlineStart = at(guess.low);
    band.style.inlineSize = `calc(${at(guess.high)} - ${at(guess.low)} + 4px)`;
    const dot = make("span", { class: "sg-dot" });
    dot.style.insetInlineStart = at(choice);
    return make("div", { class: "sg-line", "aria-hidden": "true" }, band, dot);
  }
  function tell(choice, outcome) {
    const side = choice < guess.low ? "low" : "high";
    return [
      make("p", {}, fill(strings.your_guess, { value: say(choice) }), " ", make("strong", {}, fill(strings.the_figure, { value: guess.value }))),
      picture(choice),
      prose("div", guess.feedback[outcome === "right" ? "right" : side]),
      prose("p", guess.note, { class: "sg-note" }),
    ];
  }
  const nodes = [make("p", {}, make("label", { for: id }, `${strings.line}: `), said), line, ends];
  return { nodes, show, tell, answer: [] };
}

function reflect(question, { strings, choose }) {
  const id = newId();
  const text = make("textarea", { id, rows: "4", input: () => box.checked && choose(text.value) });
  const box = make("input", {
    type: "checkbox", "aria-describedby": `${id}-note`, change: () => choose(box.checked ? text.value : null),
  });
  function show(choice) {
    box.checked = choice !== null;
    if (choice !== null && text.value !== choice) text.value = choice;
  }
  const nodes = [
    make("p", {}, make("label", { for: id }, strings.your_words)),
    text,
    make("p", { class: "sg-option" }, make("label", {}, box, make("span", {}, strings.keep_words))),
    make("p", { id: `${id}-note`, class: "sg-note" }, strings.keep_words_note),
  ];
  return { nodes, show, tell: () => [], answer: [] };
}

export const FIELDS = { single: options, multiple: options, order, sort, number, reflect };
