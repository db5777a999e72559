// An exercise: a field to fill in. What an answer is worth, judge.js says.

import { optionFields } from "./fields.js";
import { judge } from "./judge.js";
import { frame, button, make, newId, openFigures, outcomeLine, row, shuffled } from "./page.js";

export function drawExercise(content, answers, el, prose) {
  const { strings } = content;
  judge(content, "0"); // what cannot be judged fails here, before a reader is asked to answer it
  const root = frame(el, content);
  const feedback = make("div", { class: "sg-feedback", role: "status" });
  const hints = make("ol", { hidden: true });
  const told = make("div", { "aria-live": "polite" }, hints); // each new hint is read aloud, not all of them again
  let next = 0;
  const hintButton = button(strings.hint, () => {
    hints.hidden = false;
    if (next < content.hints.length) hints.append(prose("li", content.hints[next++]));
    else hintStatus.textContent = strings.no_hint;
    openFigures(hints, content, prose);
    hintButton.textContent = strings.next_hint;
  });
  const hintStatus = make("p", { role: "status" });
  const question = prose("span", content.question);
  const id = newId();
  const input = make("input", { type: "text", id, autocomplete: "off", inputmode: "decimal", "aria-describedby": `${id}-question ${id}-unit` });
  const fields =
    content.type === "choice" ? optionFields(shuffled(content.options, answers.seed, content.id), "radio", prose) : null;
  const read = () => (fields ? (fields.selected()[0] ?? "") : input.value);
  const answer = fields
    ? make("fieldset", {}, make("legend", {}, question), ...fields.nodes)
    : make(
        "div", {}, make("p", { id: `${id}-question` }, question),
        make("p", {}, make("label", { for: id }, `${strings.label} `), make("br"), input, " ",
          make("span", { id: `${id}-unit` }, content.unit)),
      );
  const form = make(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        answers.write({ given: read(), attempt: (answers.state.attempt ?? 0) + 1 });
      },
    },
    answer,
    row(make("button", { class: "sg-main" }, strings.check), hintButton),
    told,
    hintStatus,
    feedback,
  );
  root.append(form);
  openFigures(form, content, prose);

  let shown = {};
  return function update() {
    const { given, attempt } = answers.state;
    if (attempt === shown.attempt && given === shown.given) return; // what is typed since then stays
    shown = { given, attempt }; // an answer handed in here, in another view, or before
    if (fields) fields.show([given]);
    else input.value = given ?? "";
    feedback.replaceChildren();
    if (!attempt) return;
    const { outcome, kind, text, html } = judge(content, given);
    if (kind === "hint") next ||= 1; // the first one is what a wrong answer is told
    feedback.append(outcomeLine(outcome, strings), html === undefined ? make("p", {}, text) : prose("div", html));
    feedback.dataset.outcome = outcome;
    openFigures(feedback, content, prose);
  };
}

/** The part of a stored state that an exercise can have. */
export const exerciseState = ({ given, attempt }) =>
  typeof given === "string" && Number.isInteger(attempt) ? { given, attempt } : {};
