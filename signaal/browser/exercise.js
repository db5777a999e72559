// An exercise: a field to fill in. Whether the answer is right, Python says: it is the rule that check() uses too.

import { optionFields } from "./fields.js";
import { frame, button, make, newId, openFigures, outcomeLine, row, shuffled } from "./page.js";

const SILENCE = 5000; // ms without an answer before we say that Python may have stopped

export function drawExercise(content, answers, el, prose, model) {
  const { strings } = content;
  const root = frame(el, content);
  const feedback = make("div", { class: "sg-feedback", role: "status" });
  const hints = make("ol", { hidden: true });
  const hintButton = button(strings.hint, () => {
    const shown = hints.children.length;
    hints.hidden = false;
    if (shown < content.hints.length) hints.append(prose("li", content.hints[shown]));
    else hintStatus.textContent = strings.no_hint;
    openFigures(hints, content, prose);
    hintButton.textContent = strings.next_hint;
  });
  const hintStatus = make("p", { role: "status" });
  const question = prose("span", content.question);
  const id = newId();
  const input = make("input", { type: "text", id, autocomplete: "off", inputmode: "decimal", "aria-describedby": `${id}-unit` });
  const fields =
    content.type === "choice" ? optionFields(shuffled(content.options, answers.seed, content.id), "radio", prose) : null;
  const read = () => (fields ? (fields.selected()[0] ?? "") : input.value);
  const answer = fields
    ? make("fieldset", {}, make("legend", {}, question), ...fields.nodes)
    : make(
        "div", {}, make("div", {}, question),
        make("p", {}, make("label", { for: id }, `${strings.label} `), make("br"), input, " ",
          make("span", { id: `${id}-unit` }, content.unit)),
      );
  let timer;
  const form = make(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        feedback.replaceChildren(make("p", {}, strings.waiting));
        clearTimeout(timer);
        timer = setTimeout(() => feedback.replaceChildren(make("p", {}, strings.silent)), SILENCE);
        answers.write({ given: read(), attempt: (answers.state.attempt ?? 0) + 1 });
      },
    },
    answer,
    row(make("button", { class: "sg-main" }, strings.check), hintButton),
    hints,
    hintStatus,
    feedback,
  );
  root.append(form);
  openFigures(form, content, prose);

  let shown;
  return function update() {
    const { given, attempt } = answers.state;
    const judgement = model.get("judgement");
    if (attempt !== shown) {
      shown = attempt; // an answer handed in here, in another view, or before; what is typed since then stays
      if (fields) fields.show([given]);
      else input.value = given ?? "";
      if (!attempt) feedback.replaceChildren();
    }
    if (!judgement.outcome || judgement.attempt !== attempt) return;
    clearTimeout(timer);
    feedback.replaceChildren(outcomeLine(judgement.outcome, strings), prose("div", judgement.feedback));
    feedback.dataset.outcome = judgement.outcome;
    openFigures(feedback, content, prose);
  };
}

/** The part of a stored state that an exercise can have. */
export const exerciseState = ({ given, attempt }) =>
  typeof given === "string" && Number.isInteger(attempt) ? { given, attempt } : {};
