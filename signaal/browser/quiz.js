// A quiz: one question at a time or all on one page, and a summary that leads back to what is worth reading again.

import { FIELDS, optionFields } from "./fields.js";
import { ICONS, button, fill, focus, fold, frame, make, openFigures, outcomeLine, row, sectionLink, sourcesOf, subheading, sureButton, unseen, withIcon, words } from "./page.js";
import { SUMMARY, noChoice, quizOutcome } from "./rules.js";

const TITLE = 70; // characters of a question in the overview

/** `beside` gives what stands under a question besides: (question, answer or null) => nodes. */
export function drawQuiz(content, answers, el, prose, beside = () => []) {
  const { strings, questions } = content;
  const root = frame(el, content);
  const intro = prose("div", content.intro);
  const layout = button("", () => {
    answers.write({ all: !answers.state.all });
    focus(layout);
  }, { class: "sg-plain" });
  const steps = questions.map(lazily);
  const summary = drawSummary();
  const pages = [...steps, summary];
  const ids = questions.map(({ id }) => id);
  const numbers = new Map(ids.map((id, n) => [id, n]));
  pages.forEach((page) => (page.node.hidden = true));
  // Where one is, for the eye: the legend of the question says it for everyone.
  const marks = questions.map(() => make("li", { "data-outcome": "" }));
  const line = make("ol", { class: "sg-marks", "aria-hidden": "true" }, ...marks);
  root.append(intro, line, row(layout), ...pages.map((page) => page.node));
  line.hidden = layout.parentNode.hidden = questions.length < 2;

  const answerOf = (id, { answers: given = {} } = answers.state) => (Object.hasOwn(given, id) ? given[id] : null);
  const answerTo = ({ id }) => answerOf(id);
  /** The number of the page that a learner is at; the summary comes after the last question. */
  function place() {
    const { at } = answers.state;
    return at === SUMMARY ? steps.length : (numbers.get(at) ?? 0);
  }

  function writeAnswer(question, change) {
    const answer = answerTo(question) ?? { choice: noChoice(question), outcome: null, attempts: 0 };
    answers.write({ answers: { [question.id]: { ...answer, ...change } } });
  }

  function go(at) {
    answers.write({ at: questions[at]?.id ?? SUMMARY });
    focus(at < steps.length ? steps[at].draw().legend : summary.heading);
  }

  /** A question that is drawn when it is first shown: drawing a thousand at once would keep every click waiting. */
  function lazily(question, n) {
    // The fieldset names the question: a landmark without a name beside it would only be in the way.
    const step = { n, node: make("form", { role: "none" }), drawn: null };
    step.draw = () => (step.drawn ??= drawQuestion(question, n, step.node));
    step.update = () => step.draw().update(answerTo(question));
    return step;
  }

  // On paper every question is there, also those that nobody has looked at yet.
  function drawAll() {
    if (root.isConnected) steps.forEach((step) => step.update());
    else removeEventListener("beforeprint", drawAll);
  }
  addEventListener("beforeprint", drawAll);

  function drawQuestion(question, n, form) {
    const reflect = question.type === "reflect";
    const count = fill(strings.question, { n: n + 1, total: questions.length });
    const where = questions.length > 1 ? [make("span", { class: "sg-count" }, count)] : [];
    const legend = make("legend", { class: "sg-question" }, ...where, prose("span", question.text));
    // A new choice takes the outcome back: it belonged to the old one.
    const choose = (choice) =>
      writeAnswer(question, { choice, outcome: reflect ? (answerTo(question)?.outcome ?? null) : null });
    const fields = FIELDS[question.type](question, { seed: answers.seed, strings, language: content.language, prose, choose });
    const certainty = content.confidence && !reflect ? drawSure(question, count) : null;
    const feedback = make("div", { class: "sg-feedback", role: "status" });
    const explanation = fold(strings.show_explanation, ...fields.answer, prose("div", question.explanation), ...sourcesOf(question, prose));
    // Filled when it is asked for, so that it is read aloud.
    const hint = make("div", { "aria-live": "polite" });
    const hintButton = button(strings.hint, () => {
      const open = !hint.firstChild;
      hintButton.setAttribute("aria-expanded", String(open));
      hint.replaceChildren(...(open ? [prose("div", question.hint, { class: "sg-box" })] : []));
      openFigures(hint, content, prose);
    }, { "aria-expanded": "false", hidden: !question.hint });
    const next = button(n + 1 < questions.length ? strings.next : strings.to_summary, () => go(n + 1));
    // One question alone has nothing before or after it, and no overview.
    const turns = questions.length < 2 ? row() : row(button(strings.previous, () => go(n - 1), { hidden: n === 0 }), next);
    const aside = make("div", { class: "sg-note" });
    const check = make("button", { class: "sg-main" }, reflect ? strings.done : strings.check);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { choice, attempts, first, sure } = answerTo(question) ?? { choice: noChoice(question), attempts: 0 };
      const outcome = quizOutcome(question, choice);
      const counts = outcome !== "empty";
      writeAnswer(question, {
        outcome,
        attempts: attempts + counts,
        ...(counts && !reflect && { first: first ?? { choice, outcome, ...(sure && { sure }) } }),
      });
    });
    form.append(
      make("fieldset", {}, legend, make("p", { class: "sg-note" }, strings[question.type]), ...fields.nodes),
      ...(certainty ? [certainty.node] : []),
      row(check, hintButton),
      hint,
      feedback,
      explanation,
      aside,
      turns,
    );
    openFigures(form, content, prose);

    let last;
    function update(answer) {
      if (answer === last) return; // a status region that is filled again is read aloud again
      const outcome = answer?.outcome ?? null;
      const same = last && last.outcome === outcome && last.choice === answer?.choice && last.attempts === answer?.attempts;
      last = answer;
      if (same) return certainty?.show(answer);
      aside.replaceChildren(...beside(question, answer));
      fields.show(answer?.choice ?? noChoice(question));
      certainty?.show(answer);
      feedback.replaceChildren(...(outcome ? feedbackOn(answer) : []));
      feedback.dataset.outcome = outcome ?? "";
      openFigures(feedback, content, prose);
      explanation.hidden = !outcome || outcome === "empty";
      const done = outcome === "right" || outcome === "neutral";
      explanation.open = done;
      // The one button that stands out is what one does now.
      check.classList.toggle("sg-main", !done);
      next.classList.toggle("sg-main", done);
    }
    explanation.hidden = true;

    function feedbackOn({ choice, outcome }) {
      const line = outcomeLine(outcome, strings);
      if (outcome === "empty") return [line, make("p", {}, strings[`empty_${question.type}`] ?? strings.empty)];
      return [line, ...fields.tell(choice, outcome)];
    }
    return { legend, turns, update };
  }

  /** How sure are you? Asked before the feedback: after it, nobody knows any more. */
  function drawSure(question, count) {
    const levels = ["doubt", "sure"].map((id) => ({ id, text: strings[`sure_${id}`] }));
    const { nodes, show } = optionFields(levels, "radio", prose, ([sure]) => writeAnswer(question, { sure }));
    const node = make("fieldset", { class: "sg-sure" }, make("legend", {}, unseen(`${count}. `), strings.sure), make("div", { class: "sg-row" }, ...nodes));
    return {
      node,
      show(answer) {
        show([answer?.sure]);
        node.hidden = Boolean(answer?.first);
      },
    };
  }

  function drawSummary() {
    const heading = subheading(root, strings.summary);
    const scores = make("div");
    const doubt = make("div");
    const again = make("div");
    const lines = questions.map((question, n) => {
      const outcome = make("span", { class: "sg-mark" });
      const text = words(prose("span", question.text));
      const title = text.length > TITLE ? `${text.slice(0, TITLE).replace(/\s+\S*$/, "")}…` : text;
      const to = button(fill(strings.to_question, { n: n + 1, title }), () => go(n), { class: "sg-plain" });
      return { outcome, node: make("li", {}, outcome, to) };
    });
    const back = button(strings.previous, () => go(steps.length - 1));
    const node = make(
      "div", { class: "sg-summary" }, heading, scores, doubt, again, make("ol", {}, ...lines.map((line) => line.node)), row(back),
      sureButton(strings.clear, strings.clear_sure, strings.clear_yes, strings.clear_no, () => {
        answers.write({ at: null, answers: Object.fromEntries(questions.map(({ id }) => [id, null])) });
        focus(steps[0].draw().legend);
      }),
    );
    let seen = [];
    let sections = "";
    function update() {
      const given = questions.map(answerTo);
      const outcomes = given.map((answer) => answer?.outcome ?? "empty");
      outcomes.forEach((outcome, n) => {
        if (outcome !== seen[n]) lines[n].outcome.replaceChildren(...withIcon(ICONS[outcome], `${strings.outcome[outcome]} `));
      });
      seen = outcomes;
      back.parentNode.hidden = Boolean(answers.state.all);
      scores.replaceChildren(make("p", {}, score(outcomes).join(" ")));
      doubt.replaceChildren(...(content.confidence ? aboutDoubt(given) : []).map((line) => make("p", {}, line)));
      const weak = questions.filter(({ section }, n) => section && ["partly", "wrong"].includes(outcomes[n]));
      if (sections !== weak.map(({ id }) => id).join()) again.replaceChildren(...readAgain(weak));
      sections = weak.map(({ id }) => id).join();
    }
    return { node, heading, update };
  }

  function score(outcomes) {
    const judged = outcomes.filter((_, n) => questions[n].type !== "reflect");
    const count = (outcome) => judged.filter((each) => each === outcome).length;
    const lines = [fill(strings.score, { right: count("right"), total: judged.length })];
    for (const outcome of ["partly", "wrong", "empty"]) {
      if (count(outcome)) lines.push(fill(strings[`score_${outcome}`], { n: count(outcome) }));
    }
    if (judged.length < outcomes.length) lines.push(fill(strings.score_reflect, { n: outcomes.length - judged.length }));
    return lines;
  }

  /** How often was a doubtful answer right, the first time, and what does that mean? */
  function aboutDoubt(given) {
    const first = (sure) => given.filter((answer) => answer?.first?.sure === sure).map((answer) => answer.first.outcome);
    const doubtful = first("doubt");
    const good = doubtful.filter((outcome) => outcome !== "wrong").length;
    const surely = first("sure").filter((outcome) => outcome === "wrong").length;
    const lines = [];
    if (doubtful.length) {
      lines.push(fill(strings.doubt, { n: doubtful.length, right: good }));
      lines.push(good * 2 >= doubtful.length ? strings.doubt_right : strings.doubt_wrong);
    }
    if (surely) lines.push(fill(strings.sure_wrong, { n: surely }));
    return lines;
  }

  const links = new Map(); // section -> what leads to it
  function readAgain(weak) {
    if (weak.length === 0) return [];
    const titles = [...new Set(weak.map(({ section }) => section))];
    const items = titles.map((section) => {
      const of = weak.filter((question) => question.section === section).map(({ id }) => numbers.get(id) + 1);
      // To find a heading takes a look at the whole page.
      if (!links.has(section)) links.set(section, sectionLink(root, section, ""));
      links.get(section).textContent = fill(strings.read_again_for, { section, n: of.join(", ") });
      return make("li", {}, links.get(section));
    });
    return [subheading(root, strings.read_again), make("ul", {}, ...items)];
  }

  let open = null;
  let drawnAll;
  let here;
  let seen = ids.map(() => null);
  return function update() {
    const all = Boolean(answers.state.all);
    // A question that is not answered now must cost nothing, and there may be a thousand of them.
    const { state } = answers;
    const given = ids.map((id) => answerOf(id, state));
    const changed = steps.filter((_, n) => given[n] !== seen[n]);
    for (const { n } of changed) marks[n].dataset.outcome = given[n]?.outcome ?? "";
    seen = given;
    const mark = all ? undefined : marks[place()];
    if (mark !== here) {
      here?.removeAttribute("data-here");
      mark?.setAttribute("data-here", "");
      here = mark;
    }
    if (all !== drawnAll) {
      layout.textContent = all ? strings.one : strings.all;
      pages.forEach((page) => (page.node.hidden = !all));
      if (all) steps.forEach((step) => step.update());
      steps.forEach(({ drawn }) => drawn && (drawn.turns.hidden = all));
      open = null;
      drawnAll = all;
    }
    if (all) {
      intro.hidden = false;
      changed.forEach((step) => step.update());
      summary.update();
      return;
    }
    const now = pages[place()] ?? pages[0];
    if (open !== now) {
      if (open) open.node.hidden = true;
      now.node.hidden = false;
      open = now;
    }
    intro.hidden = now !== pages[0];
    now.update();
  };
}
