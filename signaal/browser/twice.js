// The same situations at the start and at the end of a course: what did a learner choose then, what now, and what changed? Only
// the learner sees it. What fits, and why, is told after the second time: else the first would be practice for the second.
//
// Both times are one record. An answer is kept under its time and the question: "start/pelle-zien", "end/dare-call".

import { askProgress } from "./answers.js";
import { optionFields } from "./fields.js";
import { button, fill, focus, fold, frame, make, openFigures, row, shuffled, sourcesOf, subheading, sureButton, unseen, words } from "./page.js";
import { quizState } from "./rules.js";

const TIMES = ["start", "end"];
const dareKey = (dare) => `dare-${dare}`;
const placesOf = ({ scale }) => Array.from({ length: scale }, (_, n) => String(n + 1));

/** Everything that is asked each time, as questions of a quiz: of a sentence about daring, its words are the options. */
const askedOf = (content) => [
  ...content.situations.flat(),
  ...content.dares.map((dare) => ({ id: dareKey(dare), type: "single", options: placesOf(content).map((id) => ({ id })) })),
];

/** The part of a stored state that is still asked, and which times were finished. */
export function twiceState(state, content) {
  const asked = TIMES.flatMap((time) => askedOf(content).map((question) => ({ ...question, id: `${time}/${question.id}` })));
  const { answers } = quizState({ answers: state.answers }, asked);
  const finished = TIMES.filter((time) => state[time] === true).map((time) => [time, true]);
  return { answers, ...Object.fromEntries(finished) };
}

export function drawTwice(content, answers, el, prose) {
  const { strings, situations, dares } = content;
  const now = content.again ? "end" : "start";
  const answerTo = (id, time = now) => answers.state.answers?.[`${time}/${id}`] ?? null;
  const chosen = (id, time) => answerTo(id, time)?.choice ?? [];
  const has = (time) => askedOf(content).some(({ id }) => chosen(id, time).length || answerTo(id, time)?.sure);
  const writeAnswer = (id, change) =>
    answers.write({ answers: { [`${now}/${id}`]: { choice: [], outcome: null, attempts: 0, ...answerTo(id), ...change } } });

  const root = frame(el, content);
  const status = make("p", { role: "status" });
  const steps = [...situations.map(drawSituation), drawDares(), content.again ? drawComparison() : drawDone()];
  const last = steps.length - 1;
  const start = button(strings.start, () => go(0), { class: "sg-main" });
  root.append(
    make("p", {}, content.again ? strings.intro_end : strings.intro_start),
    make("p", {}, strings.private),
    status,
    row(start),
    ...steps.map(({ node }) => node),
  );
  let at = answers.state[now] ? last : null; // null: not begun on this page

  function go(to) {
    at = to;
    if (at === last && !answers.state[now]) answers.write({ [now]: true });
    update();
    focus(at === null ? start : steps[at].heading);
  }

  async function tell() {
    const { keeping, failed } = await askProgress();
    const known = keeping ? await answers.known().catch(() => new Set()) : new Set();
    let line;
    if (content.again) line = has("start") ? strings.start_there : strings.start_gone;
    else if (failed) line = ""; // the lesson says so itself
    else line = known.size ? strings.kept : keeping === false ? strings.not_kept : strings.cannot_keep;
    if (status.textContent !== line) status.textContent = line;
  }

  // ------------------------------------------------------------------------------------------------ what is asked

  /** A step: a heading, what one fills in, and where one can go. */
  function drawStep(n, title, nodes, onward) {
    const heading = subheading(root, title);
    const back = n > 0 ? [button(strings.previous, () => go(n - 1))] : [];
    const node = make("form", { role: "none", hidden: true }, heading, ...nodes, row(...back, make("button", { class: "sg-main" }, onward)));
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      go(n + 1);
    });
    return { node, heading };
  }

  function drawSituation(questions, n) {
    const title = fill(strings.situation, { n: n + 1, total: situations.length });
    const parts = questions.map((question) => {
      const order = shuffled(question.options, answers.seed, question.id); // the same order both times
      const type = question.type === "single" ? "radio" : "checkbox";
      const { nodes, show } = optionFields(order, type, prose, (choice) => writeAnswer(question.id, { choice }));
      const legend = make("legend", { class: "sg-question" }, prose("span", question.text));
      const node = make("fieldset", {}, legend, make("p", { class: "sg-note" }, strings[question.type]), ...nodes);
      return { node, update: () => show(chosen(question.id, now)) };
    });
    const { id } = questions.at(-1);
    const levels = ["doubt", "sure"].map((sure) => ({ id: sure, text: strings[`sure_${sure}`] }));
    const sure = optionFields(levels, "radio", prose, ([level]) => writeAnswer(id, { sure: level }));
    const certainty = make("fieldset", { class: "sg-sure" }, make("legend", {}, unseen(`${title}. `), strings.sure), row(...sure.nodes));
    const step = drawStep(n, title, [...parts.map(({ node }) => node), certainty], strings.next);
    openFigures(step.node, content, prose);
    const update = () => {
      parts.forEach((part) => part.update());
      sure.show([answerTo(id)?.sure]);
    };
    return { ...step, update };
  }

  function drawDares() {
    const places = placesOf(content).map((id) => ({ id, text: strings[`scale_${id}`] }));
    const parts = dares.map((dare) => {
      const { nodes, show } = optionFields(places, "radio", prose, (choice) => writeAnswer(dareKey(dare), { choice }));
      const node = make("fieldset", {}, make("legend", { class: "sg-question" }, strings[`dare_${dare}`]), make("div", { class: "sg-scale" }, ...nodes));
      return { node, update: () => show(chosen(dareKey(dare), now)) };
    });
    const nodes = [make("p", {}, strings.dares_note), ...parts.map(({ node }) => node)];
    const step = drawStep(situations.length, strings.dares, nodes, content.again ? strings.to_compare : strings.to_done);
    return { ...step, update: () => parts.forEach((part) => part.update()) };
  }

  function drawEnd(heading, ...nodes) {
    const clear = sureButton(strings.clear, strings.clear_sure, strings.clear_yes, strings.clear_no, () => {
      const gone = askedOf(content).map(({ id }) => [`${now}/${id}`, null]);
      answers.write({ [now]: null, answers: Object.fromEntries(gone) });
      go(0);
    });
    return make("div", { hidden: true }, heading, ...nodes, row(button(strings.previous, () => go(last - 1))), clear);
  }

  function drawDone() {
    const heading = subheading(root, strings.done);
    return { heading, node: drawEnd(heading, make("p", {}, strings.done_note)), update() {} };
  }

  // ------------------------------------------------------------------------------------------------ side by side

  function drawComparison() {
    const heading = subheading(root, strings.compare);
    const stage = make("div");
    let drawn;
    function update() {
      const text = JSON.stringify(answers.state);
      if (at !== last || text === drawn) return;
      drawn = text;
      heading.textContent = has("start") ? strings.compare : strings.compare_only;
      stage.replaceChildren(
        ...(TIMES.some(has) ? [] : [make("p", {}, strings.nothing)]),
        make("p", {}, strings.measures),
        ...situations.flatMap(besideEachOther),
        make("h5", {}, strings.dares),
        table(strings.dares, dares.map((dare) => [strings[`dare_${dare}`], (time) => [wordOf(dare, time)]])),
        ...(dares.some(isLess) ? [make("p", {}, strings.less_dare)] : []),
      );
      openFigures(stage, content, prose);
    }
    return { heading, node: drawEnd(heading, stage), update };
  }

  const wordOf = (dare, time) => {
    const [place] = chosen(dareKey(dare), time);
    return place ? strings[`scale_${place}`] : strings.skipped;
  };
  const isLess = (dare) => Number(chosen(dareKey(dare), "end")[0]) < Number(chosen(dareKey(dare), "start")[0]);

  /** A table with a column for each time; `rows` are [name, (time) => nodes]. Without a start there is nothing to put beside. */
  function table(name, rows) {
    const times = has("start") ? TIMES : ["end"];
    const head = times.map((time) => make("th", { scope: "col" }, strings[`column_${time}`]));
    const body = rows.map(([title, cell]) =>
      make("tr", {}, make("th", { scope: "row" }, title), ...times.map((time) => make("td", { "data-column": strings[`column_${time}`] }, ...cell(time)))),
    );
    const caption = make("caption", { class: "sg-unseen" }, name);
    return make("div", { class: "sg-wide" }, make("table", {}, caption, make("thead", {}, make("tr", {}, make("td"), ...head)), make("tbody", {}, ...body)));
  }

  function besideEachOther(questions, n) {
    const title = fill(strings.situation, { n: n + 1, total: situations.length });
    const [about] = questions;
    const { id } = questions.at(-1);
    const rows = questions.map((question, m) => [m === 0 ? strings.row_see : strings.row_do, (time) => optionsOf(question, time)]);
    const sureWord = (time) => (answerTo(id, time)?.sure ? strings[`sure_${answerTo(id, time).sure}`] : strings.skipped);
    const table_ = table(title, [...rows, [strings.row_sure, (time) => [sureWord(time)]]]);
    const [before, after] = TIMES.map((time) => answerTo(id, time)?.sure);
    const changes = questions.flatMap(changesIn);
    if (before && after && before !== after) changes.push(make("li", {}, fill(strings.changed_sure, { before: sureWord("start"), now: sureWord("end") })));
    const none = questions.some(isTwice) ? strings.changed_none : strings.changed_skipped;
    const told = has("start") ? [make("p", {}, make("strong", {}, strings.changed)), changes.length ? make("ul", {}, ...changes) : make("p", {}, none)] : [];
    return [
      make("h5", {}, title),
      prose("p", about.text, { class: "sg-note" }),
      table_,
      ...told,
      ...questions.map((question, m) => fold(m === 0 ? strings.why_see : strings.why_do, ...explanationOf(question))),
    ];
  }

  const picked = (question, time) => question.options.filter((option) => chosen(question.id, time).includes(option.id));
  const fits = ({ correct }) => (correct ? strings.fits : strings.fits_not);

  function optionsOf(question, time) {
    const options = picked(question, time);
    return options.length ? [make("ul", {}, ...options.map((option) => prose("li", option.text)))] : [strings.skipped];
  }

  const isTwice = (question) => TIMES.every((time) => picked(question, time).length);

  /** What was chosen one time and not the other; of a question that was skipped once, nothing can be said. */
  function changesIn(question) {
    if (!isTwice(question)) return [];
    const [before, after] = TIMES.map((time) => picked(question, time));
    const line = (key, option) => make("li", {}, fill(strings[key], { option: words(prose("span", option.text)), fits: fits(option) }));
    return [
      ...after.filter((option) => !before.includes(option)).map((option) => line("changed_new", option)),
      ...before.filter((option) => !after.includes(option)).map((option) => line("changed_gone", option)),
    ];
  }

  function explanationOf(question) {
    const parts = question.options.map((option) =>
      make("li", {}, prose("div", option.text), make("p", { class: "sg-outcome" }, fits(option)), prose("div", option.feedback)),
    );
    return [make("ul", {}, ...parts), prose("div", question.explanation), ...sourcesOf(question, prose)];
  }

  function update() {
    steps.forEach((step, n) => {
      step.node.hidden = n !== at;
      step.update();
    });
    start.parentNode.hidden = at !== null;
    tell();
  }
  return update;
}
