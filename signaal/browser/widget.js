// Draws a lesson (quiz, scenario, exercise) or a panel from JSON, for every host that has a model and an element.
//
//   model   get(key) of the two below, and send({change}), which tells the host what a learner did
//   content what to draw (signaal/show/payload.py); every text in it is HTML that markdown-it made with html=False. Of the
//           words on buttons and labels it holds what is not in words.js
//   state   what the learner did when this began; from then on it lives in answers.js
//
// The page is always drawn from the state: a click writes the state, and every view of it follows.

import { isKnown, onComplaint, openAnswers } from "./answers.js";
import { drawBooks } from "./books.js";
import { drawClassroom } from "./classroom.js";
import { drawExercise, exerciseState } from "./exercise.js";
import { harmless, make, proseWith } from "./page.js";
import { drawLater } from "./later.js";
import { drawOwn, ownState } from "./own.js";
import { drawProgress } from "./progress.js";
import { drawQuiz } from "./quiz.js";
import { reviewState } from "./review.js";
import { quizState, scenarioState, storyOf } from "./rules.js";
import { drawScenario } from "./scenario.js";
import { drawTwice, twiceState } from "./twice.js";
import { PAGE_WORDS } from "./words.js";

/** For each kind of lesson: the part of a stored state that its content can have, and how to draw it. */
const KINDS = {
  quiz: (content) => ({ sane: (state, change) => quizState(state, content.questions, change), draw: drawQuiz }),
  scenario: (content) => {
    const story = storyOf(content);
    return {
      sane: (state) => scenarioState(state, story),
      draw: (lesson, answers, el, prose) => drawScenario(lesson, answers, el, prose, story),
    };
  },
  exercise: () => ({ sane: exerciseState, draw: drawExercise }),
  review: (content) => ({ sane: (state) => reviewState(state, content), draw: drawLater }),
  twice: (content) => ({ sane: (state) => twiceState(state, content), draw: drawTwice }),
  own: (content) => ({ sane: (state) => ownState(state, content), draw: drawOwn }),
};

/** What has no answers: how to draw it. */
const PANELS = { classroom: drawClassroom, books: drawBooks };

/**
 * Draw the model's content in `el`.
 *
 * A host that cannot vouch for the content gives `clean`, HTML in, safe HTML out, and the page without script as `page`: that
 * is shown where this module cannot draw the content, because it is of another version or of somebody else.
 */
function render({ model, el, clean = (html) => html, page = "" }) {
  const plain = () => el.replaceChildren(harmless(clean(page)));
  try {
    return draw(model, el, clean, plain);
  } catch (error) {
    if (!page) throw error;
    plain();
  }
}

/** The content with every word that its page says. */
export function withWords(content) {
  const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : {});
  return { ...content, strings: { ...own(own(PAGE_WORDS, content.language), content.words), ...content.strings } };
}

function draw(model, el, clean, plain) {
  const stored = model.get("content");
  const content = withWords(stored);
  const prose = proseWith(clean);
  if (Object.hasOwn(PANELS, content.kind)) return PANELS[content.kind](content, el, prose);
  // Its buttons erase: they must say what the kit has them say.
  if (content.kind === "progress") {
    plain();
    isKnown(stored).then((known) => known && drawProgress(content, el));
    return;
  }
  if (!Object.hasOwn(KINDS, content.kind)) throw new Error(`no lesson of kind ${content.kind}`);
  const { sane, draw: drawLesson } = KINDS[content.kind](content);
  const answers = openAnswers(model, sane);
  const alert = make("p", { class: "signaal", role: "alert" });
  const stage = make("div");
  el.replaceChildren(stage);
  let seed;
  let show;
  function update() {
    if (answers.seed !== seed) {
      seed = answers.seed; // another order of options: kept answers have come in
      show = drawLesson(content, answers, stage, prose);
    }
    show();
  }
  update();
  const stop = answers.follow(update);
  const silent = onComplaint(content.strings, (words) => {
    alert.textContent = words;
    if (words) el.prepend(alert);
    else alert.remove();
  });
  return () => {
    stop();
    silent();
  };
}

export default { render };
