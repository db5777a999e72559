// A page for the learner alone, at the end: what was done, in words; what is worth another look; a plan in the learner's own
// words; and paper. No mark and no score. It reads what was kept of the lessons, and writes only its own part.

import { readAgain } from "./answers.js";
import { button, fill, frame, isObject, lessonLink, make, newId, row, subheading } from "./page.js";
import { whyBack } from "./review.js";

const LONGEST = 2000; // characters of one line of a plan
const LOOK = ["sure_wrong", "wrong", "doubt"]; // reasons of review.js, the first the most worth

/** Lessons in which something can be looked at again. */
const withSomething = ({ lessons }) => lessons.filter(({ quizzes, exercises }) => Object.keys(quizzes).length || exercises.length);

/** The part of a stored state that this page has: what a learner ticked, and lines of a plan that were asked to be kept. */
export function ownState(state, content) {
  const stored = isObject(state.answers) ? state.answers : {};
  const of = (name) => (Object.hasOwn(stored, name) ? stored[name]?.choice : undefined);
  const keep = state.keep === true;
  const ticks = withSomething(content).map(({ id }) => `look/${id}`).filter((name) => of(name) === true);
  const lines = content.plan.map((line) => `plan/${line}`).filter((name) => keep && typeof of(name) === "string");
  const answers = [...ticks.map((name) => [name, { choice: true }]), ...lines.map((name) => [name, { choice: of(name).slice(0, LONGEST) }])];
  return { answers: Object.fromEntries(answers), ...(keep && { keep }) };
}

export function drawOwn(content, answers, el) {
  const { strings } = content;
  const root = frame(el, content);
  const did = make("div");
  const look = make("div");
  const ticks = withSomething(content).map(drawTick);
  const lines = content.plan.map(drawLine);
  const keep = make("input", { type: "checkbox", "aria-describedby": newId(), change: () => keepPlan(keep.checked) });
  root.append(
    make("p", {}, strings.intro),
    subheading(root, strings.did), did,
    subheading(root, strings.look), look,
    make("fieldset", { class: "sg-own" }, make("legend", {}, strings.choose), make("div", {}, ...ticks.map(({ node }) => node))),
    subheading(root, strings.plan),
    make("p", {}, strings.plan_note),
    ...lines.map(({ node }) => node),
    make("p", { class: "sg-option" }, make("label", {}, keep, make("span", {}, strings.keep))),
    make("p", { id: keep.getAttribute("aria-describedby"), class: "sg-note" }, strings.keep_note),
    row(button(strings.print, () => printAlone(root), { class: "sg-main" })),
  );
  let drawn;
  lookAgain();
  // What was answered in another lesson since: when this page comes into sight, not under the finger that clicks.
  new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && lookAgain()).observe(root);

  // ------------------------------------------------------------------------------------------------ what was kept

  async function lookAgain() {
    const { keeping, kept = {} } = await readAgain();
    // A notebook may come from anyone: what was kept is shown only where the course of this server is.
    const known = keeping ? await answers.known().catch(() => new Set()) : new Set();
    const states = known.size ? kept : null;
    const none = states ? strings.nothing : keeping === false ? strings.off : strings.away;
    const text = JSON.stringify([none, states]);
    if (text === drawn) return;
    drawn = text;
    const done = states ? doneIn(states) : [];
    did.replaceChildren(...(done.length ? [make("ul", {}, ...done.map((line) => make("li", {}, line)))] : [make("p", {}, none)]));
    look.replaceChildren(...(done.length ? worthALook(states) : []));
  }

  const answersIn = (states, key) => (isObject(states[key]?.answers) ? states[key].answers : {});

  const roundsIn = (states) => Object.fromEntries(Object.entries(answersIn(states, "review:later")).filter(([name, answer]) => /^\d+\//.test(name) && isObject(answer)));

  /** What a learner did, a line a lesson: no score, and nothing of a question that is no longer there. */
  function doneIn(states) {
    const isAnswered = (answer) => ![undefined, null, "empty"].includes(answer?.outcome);
    const ofLesson = ({ title, quizzes, exercises }) => {
      const asked = Object.entries(quizzes).flatMap(([key, questions]) => Object.keys(questions).map((id) => answersIn(states, key)[id]));
      const counts = { did_lesson: asked.filter(isAnswered).length, did_exercises: exercises.filter((key) => states[key]?.attempt).length };
      return Object.entries(counts).filter(([, n]) => n).map(([key, n]) => fill(strings[key], { title, n }));
    };
    const stories = Object.entries(content.stories).filter(([key]) => isObject(states[key]) && (states[key].first || states[key].path?.length));
    const rounds = new Set(Object.keys(roundsIn(states)).map((name) => name.split("/")[0])).size;
    return [
      ...content.lessons.flatMap(ofLesson),
      ...stories.map(([key, title]) => fill(states[key].first ? strings.did_story : strings.begun_story, { title })),
      ...(rounds ? [fill(strings.did_rounds, { n: rounds })] : []),
    ];
  }

  /** Sections to read again, each once, under what is the best reason for it. */
  function worthALook(states) {
    const own = { answers: roundsIn(states) };
    const found = content.lessons.flatMap((lesson) =>
      Object.entries(lesson.quizzes).flatMap(([of, questions]) =>
        Object.entries(questions).map(([id, section]) => ({ lesson, section, why: whyBack({ of, id }, { [of]: { answers: answersIn(states, of) } }, own) })),
      ),
    );
    const seen = new Set();
    const nodes = LOOK.flatMap((why) => {
      const here = found.filter((each) => each.why === why).filter(({ lesson, section }) => {
        const name = `${lesson.id}/${section}`;
        return !seen.has(name) && seen.add(name);
      });
      const items = here.map(({ lesson, section }) => make("li", {}, lessonLink(lesson, section), section ? fill(strings.look_under, { section }) : ""));
      return items.length ? [make("p", {}, strings[`look_${why}`]), make("ul", {}, ...items)] : [];
    });
    return nodes.length ? nodes : [make("p", {}, strings.look_none)];
  }

  // ------------------------------------------------------------------------------------------------ what a learner fills in

  const answerTo = (name) => answers.state.answers?.[name]?.choice;

  function drawTick({ id, title }) {
    const name = `look/${id}`;
    const input = make("input", { type: "checkbox", change: () => answers.write({ answers: { [name]: input.checked ? { choice: true } : null } }) });
    return { node: make("div", { class: "sg-option" }, make("label", {}, input, make("span", {}, title))), update: () => (input.checked = answerTo(name) === true) };
  }

  function drawLine(line) {
    const name = `plan/${line}`;
    const id = newId();
    const input = make("textarea", { id, rows: "2", maxlength: String(LONGEST), input: () => keep.checked && answers.write({ answers: { [name]: { choice: input.value } } }) });
    return {
      name, input,
      node: make("div", { class: "sg-plan" }, make("label", { for: id }, strings[`plan_${line}`]), input),
      update() {
        const text = answerTo(name);
        if (text !== undefined && input.value !== text) input.value = text;
      },
    };
  }

  /** What a learner writes stays in its fields, until the learner says that it may be kept; and then goes again as it came. */
  function keepPlan(kept) {
    const given = lines.map(({ name, input }) => [name, kept ? { choice: input.value } : null]);
    answers.write({ keep: kept || null, answers: Object.fromEntries(given) });
  }

  return function update() {
    const kept = Boolean(answers.state.keep);
    // Erased, and not unticked here: what was kept goes from the page too.
    if (keep.checked && !kept) lines.forEach(({ input }) => (input.value = ""));
    keep.checked = kept;
    ticks.forEach((tick) => tick.update());
    lines.forEach((line) => line.update());
  };
}

/** Print one part of the page, on white: what was not ticked stays away, and what was typed stands there as text. */
function printAlone(root) {
  const sheet = root.cloneNode(true);
  const fields = (node) => [...node.querySelectorAll("textarea")];
  fields(sheet).forEach((field, n) => field.replaceWith(make("p", { class: "sg-written" }, fields(root)[n].value || "\u00a0")));
  const boxes = (node) => [...node.querySelectorAll(".sg-own input")];
  const ticked = boxes(root).map(({ checked }) => checked);
  boxes(sheet).forEach((box, n) => box.closest(".sg-option").toggleAttribute("hidden", !ticked[n]));
  sheet.querySelector(".sg-own").toggleAttribute("hidden", !ticked.includes(true));
  const paper = make("div", { class: "signaal-paper" }, sheet);
  document.body.append(paper);
  addEventListener("afterprint", () => paper.remove(), { once: true });
  print();
}
