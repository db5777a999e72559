// A quiz or story with a group: one vote alone, talk, vote again, and only then what is worth what. Nothing of it is kept:
// it lives in `session`, an object of the host, for as long as the page is open.
//
// Nobody may see before the second vote what others chose or what is right: counts are typed unseen and shown when asked for,
// and feedback comes in the last phase. The order of options is that of the file's page, the same for everyone.

import { button, fill, focus, fold, frame, list, make, openFigures, outcomeLine, row, sourcesOf, subheading, unseen } from "./page.js";
import { localDay, mixOf, poolKey } from "./review.js";
import { flagsAt, isOpen, storyOf } from "./rules.js";

const PHASES = ["vote", "talk", "again", "why"];
const LETTER = (n) => String.fromCharCode(65 + n);
const MOST = 999; // people in a group

// What lies open for a vote: a question, one item of a sort question, or the passage where a story is.
//
//   now    what it is: { id, title, ask, options, several, nodes, why, choose, after }
//   moves  where one can go from here: [{ text, go }]
const KINDS = { quiz: quizTurns, scenario: scenarioTurns, review: reviewTurns };

/** Can this content be done with a group? */
export const isForGroup = ({ kind }) => Object.hasOwn(KINDS, kind);

/** Draw the content in `el`. `session` is {} the first time; `strings` are the words of this page. */
export function drawGroup(content, session, el, prose) {
  const { strings } = content;
  const root = frame(el, content);
  root.classList.add("signaal-vote");
  const stage = make("div");
  root.append(stage);
  Object.assign(session, { votes: {}, phases: {}, shown: {}, open: {}, ...session });
  const turns = KINDS[content.kind](content, session, prose);

  /** Draw it all anew, and bring the reader to the first that `target` selects, or to the heading. */
  function draw(target) {
    const turn = turns.now();
    const phase = turn.options.length ? (session.phases[turn.id] ?? 0) : PHASES.length - 1;
    const heading = subheading(root, turn.title);
    const node = turn.options.length ? drawVote(turn, phase) : make("div");
    const last = phase === PHASES.length - 1;
    stage.replaceChildren(
      heading,
      ...turn.nodes(draw),
      node,
      ...(last ? turn.after(draw) : []),
      drawTurns(),
    );
    openFigures(stage, content, prose);
    focus((target && stage.querySelector(target)) || heading);
  }

  function drawVote(turn, phase) {
    const votes = (session.votes[turn.id] ??= [{}, {}]);
    const shown = Boolean(session.shown[turn.id]);
    const status = make("p", { role: "status", class: "sg-note" });
    const rounds = phase < 2 ? [0] : [0, 1];
    const typed = () => votes.some((round) => Object.keys(round).length);
    const show = button(shown ? strings.hide : strings.show, () => {
      if (!typed()) return (status.textContent = strings.nothing);
      session.shown[turn.id] = !shown;
      draw(".sg-show");
    }, { class: "sg-show", "aria-pressed": String(shown) });
    const items = turn.options.map((option, n) => {
      const text = make("div", { class: "sg-said" }, make("strong", { class: "sg-letter" }, LETTER(n)), unseen(". "), prose("span", option.text));
      const counts = rounds.map((round) => (shown ? bar(votes[round], option, round) : field(turn, option, n, round, status)));
      return make("li", {}, text, make("div", { class: "sg-counts" }, ...counts), ...(phase === 3 ? because(turn, option, n) : []));
    });
    const to = (next) => () => {
      session.phases[turn.id] = next;
      session.shown[turn.id] = false;
      draw();
    };
    const forward = phase < 3 ? [button(strings[`to_${PHASES[phase + 1]}`], to(phase + 1), { class: "sg-main" })] : [];
    const back = phase > 0 ? [button(strings.back, to(phase - 1))] : [];
    const skip = phase < 2 ? [button(strings.skip, to(3), { class: "sg-plain" })] : [];
    return make(
      "div",
      {},
      drawPhases(phase),
      make("p", { class: "sg-ask" }, turn.ask),
      make("p", {}, strings[`do_${PHASES[phase]}`]),
      ...(turn.several ? [make("p", { class: "sg-note" }, strings.several)] : []),
      make("ol", { class: "sg-ballot" }, ...items),
      status,
      row(...forward, show, ...back, ...skip),
    );
  }

  function drawPhases(phase) {
    const items = PHASES.map((name, n) => make("li", n === phase ? { "aria-current": "step" } : {}, strings[`phase_${name}`]));
    return make("ol", { class: "sg-phases", "aria-label": strings.phases }, ...items);
  }

  /** A count is typed while the class looks on: nobody can read it. */
  function field(turn, option, n, round, status) {
    const votes = session.votes[turn.id][round];
    const input = make("input", {
      type: "text", inputmode: "numeric", autocomplete: "off", class: "sg-secret",
      "aria-label": fill(strings.count, { letter: LETTER(n), round: round + 1 }),
      input: () => {
        const text = input.value.trim();
        const good = text === "" || (/^\d+$/.test(text) && Number(text) <= MOST);
        input.setAttribute("aria-invalid", String(!good));
        status.textContent = good ? "" : strings.no_count;
        if (text === "") delete votes[option.id];
        else if (good) votes[option.id] = Number(text);
      },
    });
    input.value = votes[option.id] ?? "";
    return make("label", { class: "sg-count" }, `${fill(strings.round, { n: round + 1 })} `, input);
  }

  function bar(votes, option, round) {
    const count = votes[option.id] ?? 0;
    const most = Math.max(1, ...Object.values(votes));
    const line = make("span", { class: "sg-bar", "aria-hidden": "true" });
    line.style.inlineSize = `${(count / most) * 100}%`;
    return make("div", { class: "sg-tally" }, make("span", { class: "sg-note" }, fill(strings.round, { n: round + 1 })), make("strong", {}, String(count)), line);
  }

  /** What one option is worth, for who asks. */
  function because(turn, option, n) {
    const key = `${turn.id} ${option.id}`;
    const open = Boolean(session.open[key]);
    const toggle = button(fill(open ? strings.why_hide : strings.why_show, { letter: LETTER(n) }), () => {
      session.open[key] = !open;
      draw(`[data-why="${n}"]`);
    }, { "aria-expanded": String(open), "data-why": String(n) });
    return [row(toggle, ...turn.choose(option, n, draw)), ...(open ? [make("div", { class: "sg-box" }, ...turn.why(option))] : [])];
  }

  function drawTurns() {
    const moves = turns.moves().map(({ text, go }) => button(text, () => {
      go();
      draw();
    }));
    return row(...moves);
  }

  draw();
}

// ------------------------------------------------------------------------------------------------------ quiz

function quizTurns(quiz, session, prose) {
  const { strings } = quiz;
  const all = quiz.questions.flatMap((question, n) => {
    const title = fill(strings.question, { n: n + 1, total: quiz.questions.length });
    const one = (own) => ({
      id: question.id, title, ask: "", options: [], several: false, choose: () => [],
      nodes: () => [prose("p", question.text, { class: "sg-question" })],
      after: () => [explanation(question)],
      why: () => [],
      ...own,
    });
    if (question.options) {
      const why = (option) => [outcomeLine(option.correct ? "right" : "wrong", strings), prose("div", option.feedback)];
      return [one({ options: question.options, several: question.type === "multiple", why })];
    }
    if (question.type !== "sort") return [one({ nodes: () => [prose("p", question.text, { class: "sg-question" }), ...parts(question)], after: () => answer(question) })];
    return question.items.map((item, m) => one({
      id: `${question.id} ${item.id}`,
      title: `${title} ${fill(strings.item, { n: m + 1, total: question.items.length })}`,
      options: question.categories,
      nodes: () => [prose("p", question.text), prose("p", item.text, { class: "sg-question" })],
      why: (category) => [outcomeLine(category.id === item.category ? "right" : "wrong", strings), prose("div", item.feedback)],
      after: () => (m === question.items.length - 1 ? [explanation(question)] : []),
    }));
  });
  const at = () => Math.min(session.at ?? 0, all.length - 1);
  return {
    now: () => all[at()],
    moves: () => [
      ...(at() > 0 ? [{ text: strings.previous, go: () => (session.at = at() - 1) }] : []),
      ...(at() < all.length - 1 ? [{ text: strings.next, go: () => (session.at = at() + 1) }] : []),
    ],
  };

  function explanation(question) {
    return fold(strings.explanation, prose("div", question.explanation), ...sourcesOf(question, prose));
  }
  /** What has no options to vote on is talked about; what it comes to is folded. */
  function parts({ items = [] }) {
    return [...(items.length ? [list(items.map(({ text }) => text), prose)] : []), make("p", {}, strings.discuss)];
  }
  function answer(question) {
    const { guess, right, items } = question;
    const told = [];
    if (right) told.push(make("ol", {}, ...right.map((id) => prose("li", items.find((item) => item.id === id).text))));
    if (guess) told.push(make("p", {}, fill(strings.figure_is, { value: guess.value })), prose("div", guess.feedback.right), prose("p", guess.note, { class: "sg-note" }));
    return [fold(strings.explanation, ...told, prose("div", question.explanation), ...sourcesOf(question, prose))];
  }
}

/** The makers' mix, to open a meeting with: another one each day, the same one as long as this page is open. */
function reviewTurns(content, session, prose) {
  session.mix ??= mixOf(content.questions, localDay());
  const questions = session.mix.map((key) => content.questions.find((item) => poolKey(item) === key));
  return quizTurns({ ...content, questions }, session, prose);
}

// ----------------------------------------------------------------------------------------------------- story

function scenarioTurns(scenario, session, prose) {
  const { strings } = scenario;
  const story = storyOf(scenario);
  Object.assign(session, { path: [], notes: [], ...session });
  const flags = () => flagsAt(story, session, session.path.length);
  const here = () => {
    const last = session.path.at(-1);
    return story.place(last ? story.choice(last).to : scenario.start);
  };
  const told = (place) =>
    [place.text, ...(place.extra ?? []).filter((each) => isOpen(each, flags())).map(({ text }) => text)].map((html) => prose("div", html));

  function passageTurn(passage) {
    const options = passage.choices.filter((choice) => isOpen(choice, flags()));
    const closed = passage.choices.filter((choice) => !options.includes(choice) && choice.closed);
    const intro = session.path.length ? [] : [prose("div", scenario.intro)];
    const mood = passage.mood ? [make("p", { class: "sg-mood" }, passage.mood)] : [];
    return {
      id: passage.id,
      title: passage.title,
      ask: passage.ask,
      options,
      nodes: (draw) => [...intro, ...mood, ...told(passage), ...drawNotes(passage, draw), ...closed.map((choice) => prose("p", choice.closed, { class: "sg-note" }))],
      why: (choice) => [prose("div", choice.feedback)],
      choose: (choice, n, draw) => [button(fill(strings.go_on, { letter: LETTER(n) }), () => {
        session.path = [...session.path, { passage: passage.id, choice: choice.id }];
        draw();
      })],
      after: () => [],
    };
  }

  function endingTurn(ending) {
    return {
      id: ending.id, title: ending.title, ask: "", options: [],
      nodes: () => [
        ...told(ending),
        make("p", { class: "sg-outcome" }, fill(strings.ending_outcome, { outcome: ending.outcome })),
        prose("div", ending.next),
        ...(scenario.debrief ? [prose("div", scenario.debrief)] : []),
        make("h4", {}, strings.discussion),
        list(scenario.discussion, prose),
      ],
      after: () => [],
    };
  }

  /** What the group could write down here: they say first whether it is a fact. */
  function drawNotes({ notes }, draw) {
    if (notes.length === 0) return [];
    const taken = (note) => session.notes.some(({ id }) => id === note.id);
    const items = notes.map((note, n) => {
      const text = prose("span", note.text);
      if (taken(note)) return make("li", {}, text, " ", make("strong", {}, strings.kinds[note.kind]), prose("div", note.feedback, { class: "sg-note" }));
      const add = button(strings.write_down, () => {
        session.notes = [...session.notes, { id: note.id, at: session.path.length }];
        draw(`[data-note="${n}"]`);
      });
      return make("li", {}, text, " ", add);
    });
    items.forEach((item, n) => item.setAttribute("data-note", n));
    const folded = fold(strings.notes, make("ul", {}, ...items));
    folded.open = notes.some(taken);
    return [folded];
  }

  return {
    now: () => (here().choices ? passageTurn(here()) : endingTurn(here())),
    moves: () => session.path.map(({ passage }, n) => ({
      text: fill(strings.back_to, { title: story.place(passage).title }),
      go() {
        session.path = session.path.slice(0, n);
        session.notes = session.notes.filter(({ at }) => at <= n);
      },
    })),
  };
}
