// Draws a lesson (quiz, scenario, exercise) or a panel from JSON, for every host that has a model and an element.
//
//   model   get(key), set(key, value), save_changes(), on(event, callback), off(event, callback)
//   content what to draw (signaal/show/payload.py); every text in it is HTML that markdown-it made with html=False
//   state   what the learner did; the only thing this module writes
//
// The page is always drawn from the state: a click writes the state, and every view of it follows.

import { onComplaint, openAnswers } from "./answers.js";
import { drawBooks } from "./books.js";
import { drawClassroom } from "./classroom.js";
import { drawExercise, exerciseState } from "./exercise.js";
import { make, proseWith } from "./page.js";
import { drawProgress } from "./progress.js";
import { drawQuiz } from "./quiz.js";
import { quizState, scenarioState, storyOf } from "./rules.js";
import { drawScenario } from "./scenario.js";

/** For each kind of lesson: the part of a stored state that its content can have, and how to draw it. */
const KINDS = {
  quiz: (content) => ({ sane: (state) => quizState(state, content.questions), draw: drawQuiz }),
  scenario: (content) => {
    const story = storyOf(content);
    return {
      sane: (state) => scenarioState(state, story),
      draw: (lesson, answers, el, prose) => drawScenario(lesson, answers, el, prose, story),
    };
  },
  exercise: () => ({ sane: exerciseState, draw: drawExercise }),
};

/** What has no answers: how to draw it. */
const PANELS = { progress: drawProgress, classroom: drawClassroom, books: drawBooks };

/** Draw the model's content in `el`. A host that cannot vouch for the content gives `clean`: HTML in, safe HTML out. */
function render({ model, el, clean = (html) => html }) {
  const content = model.get("content");
  const prose = proseWith(clean);
  if (content.kind in PANELS) return PANELS[content.kind](content, el, prose);
  const { sane, draw } = KINDS[content.kind](content);
  const answers = openAnswers(model, sane);
  let seed;
  let show;
  function update() {
    if (answers.seed !== seed) {
      seed = answers.seed; // another order of options: kept answers have come in
      show = draw(content, answers, el, prose);
    }
    show();
  }
  update();
  const stop = answers.follow(update);
  const silent = onComplaint(content.strings, (words) => el.prepend(make("p", { class: "signaal", role: "alert" }, words)));
  return () => {
    stop();
    silent();
  };
}

export default { render };
