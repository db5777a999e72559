// Later nog eens: a round of questions from earlier lessons, composed on the learner's own machine. A round is an ordinary quiz;
// under each question stands why it is here.

import { readAgain } from "./answers.js";
import { button, fill, focus, frame, lessonLink, make, row } from "./page.js";
import { drawQuiz } from "./quiz.js";
import { comesBack, compose, hasMet, localDay, newRound, nextIn, poolKey } from "./review.js";

export function drawLater(content, answers, el, prose) {
  const { strings, questions } = content;
  const top = make("div");
  const stage = make("div");
  const root = frame(top, content);
  el.replaceChildren(top, stage);
  const status = make("div", { role: "status" });
  const start = button("", begin, { class: "sg-main" });
  root.append(make("p", {}, strings.intro), status, row(start));
  // What the learner keeps, of what this course knows to the letter; null until the server has answered.
  let history = null;
  let drawn = null;
  let showQuiz = () => {};
  look();

  async function look() {
    const first = !history;
    const { keeping, kept = {} } = await readAgain();
    const known = keeping ? await answers.known().catch(() => new Set()) : new Set();
    history = { keeping: Boolean(keeping), kept, pool: keeping ? questions.filter((item) => known.has(poolKey(item))) : questions };
    if (first) drawn = null; // what stands under a question that was answered earlier, hangs on it
    update();
  }

  /** What is due now. Who keeps nothing gets another mix each time. */
  function due() {
    const { keeping, kept, pool } = history;
    const n = answers.state.round?.n ?? 0;
    return keeping ? compose(pool, kept, answers.state, localDay(), answers.seed) : compose(pool, {}, {}, localDay(), answers.seed + n);
  }

  async function begin() {
    await look(); // what was answered in another lesson since
    const items = due();
    if (items.length) answers.write(newRound(items, answers.state, localDay()));
    focus(items.length ? stage.querySelector("legend") : status);
  }

  function told() {
    if (questions.length === 0) return [strings.no_questions];
    if (!history) return [];
    const { keeping, kept, pool } = history;
    if (!keeping) return [strings.off];
    if (!hasMet(pool, kept, answers.state)) return [strings.first];
    const days = nextIn(pool, kept, answers.state, localDay());
    if (days === null) return [strings.finished];
    return [days === 0 ? strings.ready : fill(strings.not_now, { when: days > 7 ? strings.month : strings.week })];
  }

  /** The questions of the round, as those of a quiz: an answer belongs to this round. */
  function quizOf({ n, items }) {
    const byKey = new Map(questions.map((item) => [poolKey(item), item]));
    const section = ({ section, lesson }) => section && fill(strings.section_in, { section, lesson: content.lessons[lesson].title });
    return {
      ...content,
      title: strings.round,
      intro: "",
      confidence: true,
      questions: items.map(([key, why]) => ({ ...byKey.get(key), id: `${n}/${key}`, section: section(byKey.get(key)), item: byKey.get(key), why })),
    };
  }

  function beside({ item, why }, answer) {
    const nodes = [make("p", {}, strings[`why_${why}`])];
    if (!answer?.outcome || answer.outcome === "empty") return nodes;
    if (item.lesson) nodes.push(make("p", {}, ...readIn(item)));
    if (item.lesson && history?.keeping) nodes.push(make("p", {}, strings[`back_${comesBack(item, history.kept, answers.state, localDay())}`]));
    return nodes;
  }

  function readIn({ lesson, section }) {
    const [before, after] = strings.read.split("{lesson}");
    return [before, lessonLink({ id: lesson, ...content.lessons[lesson] }, section), after, section ? fill(strings.read_under, { section }) : "", "."];
  }

  /** The answers of this round as a quiz has them; each says on which day it was given. */
  const ofRound = {
    get state() {
      return answers.state;
    },
    get seed() {
      return answers.seed;
    },
    write(change) {
      if (!change.answers) return answers.write(change);
      const blank = { choice: null, outcome: null, attempts: 0 };
      const given = Object.entries(change.answers).map(([id, answer]) => [id, { ...(answer ?? blank), day: localDay() }]);
      answers.write({ ...change, answers: Object.fromEntries(given) });
    },
  };

  function update() {
    const lines = told();
    if (status.textContent !== lines.join("")) status.replaceChildren(...lines.map((line) => make("p", {}, line)));
    const { round } = answers.state;
    start.textContent = round ? strings.new : strings.start;
    start.hidden = !history || due().length === 0;
    start.classList.toggle("sg-main", !round);
    const name = JSON.stringify(round);
    if (name !== drawn) {
      drawn = name;
      stage.replaceChildren();
      showQuiz = round ? drawQuiz(quizOf(round), ofRound, stage, prose, beside) : () => {};
    }
    showQuiz();
  }
  return update;
}
