// The preview of a content file: draws it anew when it was saved, at the place where one was.
//
// What it draws and its mistakes come from signaal/lecturer/preview.py, over server-sent events. A lesson is drawn by the
// very modules that a student has; only what stands beside it is of this page.

import { openAnswers } from "./browser/answers.js";
import { button, fill, make, words, proseWith } from "./browser/page.js";
import { SUMMARY, flagsAt, quizState, scenarioState, storyOf } from "./browser/rules.js";
import lesson from "./browser/widget.js";
import { drawMap } from "./map.js";

const WORDS = {
  mistakes: "Fouten: {n}",
  last: "Hieronder staat de laatste versie zonder fouten.",
  none: "Zodra het bestand klopt, staat hier wat een cursist ziet.",
  drawn: "Getekend om {time}",
  gone: "De voorvertoning is gestopt. Typ in de terminal opnieuw signaal preview: dan gaat er een nieuwe pagina open.",
  question_gone: "De vraag waar je was, “{id}”, is er niet meer. Je staat nu bij de vraag op die plek.",
  choice_gone: "De keuze “{choice}” in “{passage}” is er niet meer, of hij is nu dicht. Je staat weer bij “{title}”.",
  passage_gone: "De passage “{passage}” is er niet meer of staat ergens anders. Je staat nu bij “{title}”.",
  trial_gone: "De passage “{passage}” waar je begon, is er niet meer. Het verhaal staat weer aan het begin.",
  map: "Kaart van het verhaal",
  legend: "Een dikke lijn is aanbevolen. Een stippellijn is er alleen voor wie eerder iets deed. Kies een passage om daar te beginnen.",
  questions: "Vragen",
  exercises: "Oefeningen",
  summary: "Overzicht",
  from: "Probeer vanaf",
  flags: "Vlaggen die dan omhoog staan",
  up: "staat nu omhoog",
  try: "Probeer vanaf hier",
  begin: "Terug naar het begin van het verhaal",
  trial: "Je probeert vanaf “{title}”",
  trial_flags: "Deze vlaggen staan omhoog: {flags}.",
  trial_none: "Er staat geen vlag omhoog.",
  trial_ask: "Klaar?",
  trial_begin: "Begin hier",
};
const TRIAL = "*"; // no author can give an id that name
const TITLE = 60; // characters of a question in the list

const [mistakes, notice, stage, side, status, title] = ["mistakes", "notice", "lesson", "side", "status"]
  .map((id) => document.getElementById(id))
  .concat(document.querySelector("h1"));
const prose = proseWith((html) => html);
let views = 0; // each view is a lesson of its own: what an older one remembers must not come back
let trial = null; // { from, flags }: the passage where one tries, and the ids of the flags that are up there
let drawn = new Map(); // id -> { content, answers, stop }
let last = "";
let latest;

// ------------------------------------------------------------------------------------------------- what is on the page

function draw(view) {
  latest = view;
  title.textContent = view.file;
  document.title = `${view.mistakes.length ? `(${view.mistakes.length}) ` : ""}${view.file.split("/").at(-1)}`;
  status.textContent = fill(WORDS.drawn, { time: new Date().toLocaleTimeString("nl") });
  drawMistakes(view);
  const now = JSON.stringify(view.contents);
  if (now === last) return; // the same lesson: nothing on it moves
  last = now;
  drawLessons();
}

function drawMistakes(view) {
  mistakes.hidden = view.mistakes.length === 0;
  mistakes.replaceChildren(
    make("h2", {}, fill(WORDS.mistakes, { n: view.mistakes.length })),
    make("ol", { tabindex: "0" }, ...view.mistakes.map((sentence) => make("li", {}, sentence.replace(view.file, view.file.split("/").at(-1))))),
    make("p", {}, view.contents.length ? WORDS.last : WORDS.none),
  );
}

function say(words) {
  notice.textContent = words;
  notice.hidden = !words;
}

function drawLessons(states = new Map([...drawn].map(([id, { answers }]) => [id, answers.state]))) {
  say("");
  const { scrollY } = window;
  const before = drawn;
  drawn.forEach(({ stop }) => stop());
  drawn = new Map();
  views += 1;
  const nodes = latest.contents.map((content) => drawLesson(content, states.get(content.id) ?? {}, before.get(content.id)?.content));
  stage.replaceChildren(...nodes);
  drawSide();
  scrollTo(0, scrollY);
}

function drawLesson(stored, state, before) {
  const kind = KINDS[stored.kind];
  const content = { ...kind.prepare(stored), preview: views };
  const kept = kind.keep(content, state, before);
  const values = { content, state: kept };
  const model = { get: (key) => values[key], send() {} };
  const el = make("div", { id: `lesson-${stored.id}` });
  const stop = lesson.render({ model, el });
  const answers = openAnswers(model, kind.sane(content));
  drawn.set(stored.id, { content, answers, stop });
  return el;
}

// ------------------------------------------------------------------------------------------------- the place one was at

const titleOf = (content, id) => storyOf(content).place(id)?.title ?? id;

/** What of a state a lesson can have, the lesson as it is drawn, and the state that belongs to it now. */
const KINDS = {
  quiz: {
    prepare: (content) => content,
    sane: (content) => (state) => quizState(state, content.questions),
    keep(content, state, before) {
      const { at } = state;
      if (!before || at === undefined || at === SUMMARY || content.questions.some(({ id }) => id === at)) return state;
      say(fill(WORDS.question_gone, { id: at }));
      const n = before.questions.findIndex(({ id }) => id === at);
      return { ...state, at: content.questions[Math.min(n, content.questions.length - 1)].id };
    },
  },
  scenario: {
    prepare(content) {
      if (trial && !content.passages.some(({ id }) => id === trial.from)) {
        say(fill(WORDS.trial_gone, { passage: trial.from }));
        trial = null;
      }
      return trial ? trialOf(content) : content;
    },
    sane: (content) => (state) => scenarioState(state, storyOf(content)),
    keep(content, state, before) {
      const path = state.path ?? [];
      const fits = scenarioState(state, storyOf(content));
      const lost = path[fits.path.length];
      if (!lost || !before || lost.passage === TRIAL) return state;
      const story = storyOf(content);
      const here = fits.path.length ? story.choice(fits.path.at(-1)).to : content.start;
      const known = here === lost.passage;
      const named = { choice: lost.choice, passage: known ? titleOf(content, lost.passage) : lost.passage, title: titleOf(content, here) };
      say(fill(known ? WORDS.choice_gone : WORDS.passage_gone, named));
      return { ...fits, open: false };
    },
  },
  exercise: { prepare: (content) => content, sane: () => (state) => state, keep: (content, state) => state },
};

/** A story that begins at a passage of one's choice: a moment before it puts the flags up. */
function trialOf(content) {
  const { from } = trial;
  const flags = (trial.flags = trial.flags.filter((flag) => Object.hasOwn(content.flags, flag)));
  const choice = { id: TRIAL, text: WORDS.trial_begin, to: from, step: null, recommended: true, feedback: "", sources: [], sets: flags, needs: [], unless: [], closed: "", also_right: false, kind: null };
  const text = `<p>${flags.length ? fill(WORDS.trial_flags, { flags: flags.join(", ") }) : WORDS.trial_none}</p>`;
  const moment = { id: TRIAL, title: fill(WORDS.trial, { title: titleOf(content, from) }), mood: "", text, extra: [], ask: WORDS.trial_ask, notes: [], choices: [choice] };
  return { ...content, intro: "", start: TRIAL, passages: [moment, ...content.passages] };
}

function tryFrom(from, flags) {
  trial = from && { from, flags };
  drawLessons(new Map(latest.contents.map(({ id }) => [id, trial ? { path: [{ passage: TRIAL, choice: TRIAL }] } : {}])));
  scrollTo(0, 0);
}

// ------------------------------------------------------------------------------------------------- beside the lesson

function drawSide() {
  const parts = latest.contents.length ? SIDES[latest.contents[0].kind]() : [];
  side.hidden = parts.length === 0;
  side.replaceChildren(...parts);
}

const short = (text) => (text.length > TITLE ? `${text.slice(0, TITLE).replace(/\s+\S*$/, "")}…` : text);
const pressList = (buttons) => make("ol", { class: "pv-list" }, ...buttons.map((node) => make("li", {}, node)));
const current = (node, is) => (is ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current"));

const SIDES = {
  quiz() {
    const [{ content, answers }] = drawn.values();
    const buttons = content.questions.map((question, n) => [
      question.id,
      button(`${n + 1}. ${short(words(prose("span", question.text)))} (${question.type})`, () => answers.write({ at: question.id, all: null })),
    ]);
    buttons.push([SUMMARY, button(WORDS.summary, () => answers.write({ at: SUMMARY, all: null }))]);
    const mark = () => buttons.forEach(([id, node]) => current(node, id === (answers.state.at ?? content.questions[0].id)));
    answers.follow(mark);
    mark();
    return [make("h2", {}, WORDS.questions), pressList(buttons.map(([, node]) => node))];
  },

  exercise() {
    const buttons = latest.contents.map(({ id, title }) => button(`${id}. ${title}`, () => document.getElementById(`lesson-${id}`).scrollIntoView()));
    return [make("h2", {}, WORDS.exercises), pressList(buttons)];
  },

  scenario() {
    const [{ content, answers }] = drawn.values();
    const [stored] = latest.contents;
    const story = storyOf(content);
    const from = make("select", { id: "from" }, ...stored.passages.map(({ id, title }) => make("option", { value: id }, title)));
    const flags = Object.entries(stored.flags).map(([id, meaning]) => {
      const box = make("input", { type: "checkbox", value: id, checked: Boolean(trial?.flags.includes(id)) });
      const up = make("strong");
      return { id, box, up, node: make("label", {}, box, make("span", {}, `${id}: `, prose("span", meaning), " ", up)) };
    });
    if (trial) from.value = trial.from;
    const map = drawMap(stored, (id) => {
      from.value = id;
      from.focus();
    });
    const ticked = () => flags.filter(({ box }) => box.checked).map(({ id }) => id);
    function mark() {
      const { path, notes, open } = { path: [], notes: [], ...answers.state };
      const turn = path.at(-1);
      map.mark(open ? turn.passage : turn ? story.choice(turn).to : content.start, new Set(path.map(({ passage }) => passage)));
      const up = flagsAt(story, { path, notes }, path.length);
      flags.forEach((flag) => (flag.up.textContent = up.has(flag.id) ? `(${WORDS.up})` : ""));
    }
    answers.follow(mark);
    mark();
    return [
      make("h2", {}, make("label", { for: "from" }, WORDS.from)),
      from,
      ...(flags.length ? [make("fieldset", {}, make("legend", {}, WORDS.flags), ...flags.map(({ node }) => node))] : []),
      make("div", { class: "sg-row" }, button(WORDS.try, () => tryFrom(from.value, ticked()), { class: "sg-main" }), button(WORDS.begin, () => tryFrom(null))),
      make("h2", {}, WORDS.map),
      map.node,
      make("p", { class: "sg-note" }, WORDS.legend),
    ];
  },
};

// ------------------------------------------------------------------------------------------------- the file, as it changes

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (document.documentElement.dataset.jpThemeLight = String(!dark.matches));
dark.addEventListener("change", theme);
theme();

const server = new EventSource("views");
server.onmessage = ({ data }) => draw(JSON.parse(data));
server.onerror = () => (status.textContent = WORDS.gone);
// The server is back, or the page was asleep: it says what there is, and that counts.
server.onopen = () => (status.textContent = "");
