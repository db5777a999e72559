// What is right, and where does a story go? The rules, without a page. docs/schrijven.md says them for authors.

// ---------------------------------------------------------------------------------------------------------- quiz

const ids = (parts) => parts.map((part) => part.id);
const isId = (parts) => (id) => parts.some((part) => part.id === id);

const choiceOfOptions = {
  none: [],
  sane: (question, choice) => (Array.isArray(choice) ? choice.filter(isId(question.options)) : []),
  outcome(question, choice) {
    if (choice.length === 0) return "empty";
    const right = ids(question.options.filter((option) => option.correct));
    const hits = choice.filter((id) => right.includes(id)).length;
    const misses = choice.length - hits;
    if (misses === 0 && hits === right.length) return "right";
    return question.type === "multiple" && hits > misses ? "partly" : "wrong";
  },
};

/** How many pairs of items stand the right way round in `order`, of how many. */
function pairs(order, right) {
  let good = 0;
  let all = 0;
  for (let a = 0; a < order.length; a++) {
    for (let b = a + 1; b < order.length; b++, all++) good += right.indexOf(order[a]) < right.indexOf(order[b]);
  }
  return good / all;
}

const TYPES = {
  single: choiceOfOptions,
  multiple: choiceOfOptions,
  order: {
    none: null,
    sane: (question, choice) =>
      Array.isArray(choice) && [...choice].sort().join() === [...question.right].sort().join() ? choice : null,
    outcome(question, choice) {
      if (!choice) return "empty";
      const good = pairs(choice, question.right);
      return good === 1 ? "right" : good >= 0.75 ? "partly" : "wrong";
    },
  },
  sort: {
    none: {},
    sane: (question, choice) =>
      Object.fromEntries(
        Object.entries(choice && typeof choice === "object" ? choice : {}).filter(
          ([item, category]) => isId(question.items)(item) && isId(question.categories)(category),
        ),
      ),
    outcome(question, choice) {
      if (Object.keys(choice).length === 0) return "empty";
      const right = question.items.filter((item) => choice[item.id] === item.category).length;
      if (right === question.items.length) return "right";
      return right > question.items.length / 2 ? "partly" : "wrong";
    },
  },
  number: {
    none: null,
    sane: ({ guess }, choice) => (choice >= guess.lowest && choice <= guess.highest && Number.isFinite(choice) ? choice : null),
    outcome({ guess }, choice) {
      if (choice === null) return "empty";
      const off = distance(guess, choice);
      return off <= guess.tolerance ? "right" : off <= 3 * guess.tolerance ? "partly" : "wrong";
    },
  },
  reflect: {
    none: null,
    sane: (question, choice) => (typeof choice === "string" ? choice : null),
    outcome: () => "neutral",
  },
};

/** How far a guess lies from a figure or from the range of a figure; 1e-9 forgives binary rounding. */
function distance(guess, choice) {
  return Math.max(guess.low - choice, choice - guess.high, 0) - 1e-9 * Math.max(1, Math.abs(choice));
}

/** What a learner has given before anything was given. */
export const noChoice = (question) => TYPES[question.type].none;

/** The one rule of a quiz: what is this choice worth? right, partly, wrong, empty or neutral. */
export const quizOutcome = (question, choice) => TYPES[question.type].outcome(question, choice);

const COUNTS = ["right", "partly", "wrong"];
const SURE = ["doubt", "sure"];

/** The part of a stored answer that fits its question, with no outcome that the rule would not give now. */
function answerThatFits(question, stored) {
  const choice = TYPES[question.type].sane(question, stored.choice);
  const outcome = stored.outcome === quizOutcome(question, choice) ? stored.outcome : null;
  const answer = { choice, outcome, attempts: Number.isInteger(stored.attempts) ? stored.attempts : 0 };
  if (SURE.includes(stored.sure)) answer.sure = stored.sure;
  if (COUNTS.includes(stored.first?.outcome)) {
    const { choice, outcome, sure } = stored.first;
    answer.first = { choice: TYPES[question.type].sane(question, choice), outcome, ...(SURE.includes(sure) && { sure }) };
  }
  return answer;
}

const found = new WeakMap(); // questions -> { id: question }

function byId(questions) {
  if (!found.has(questions)) found.set(questions, new Map(questions.map((question) => [question.id, question])));
  return found.get(questions);
}

/**
 * The part of a stored state that fits these questions. Of a state that fits but for a change in it, `change` says what to look
 * at: in a quiz of a thousand one answer is looked at, and the others stay the same objects.
 */
export function quizState(state, questions, change = null) {
  const stored = state.answers ?? {};
  const answers = change ? stored : {};
  for (const id of Object.keys(change ? (change.answers ?? {}) : stored)) {
    const question = byId(questions).get(id);
    if (question && stored[id] && typeof stored[id] === "object") answers[id] = answerThatFits(question, stored[id]);
    else delete answers[id];
  }
  const at = placeOf(state.at, questions);
  return { answers, ...(at !== undefined && { at }), ...(state.all === true && { all: true }) };
}

export const SUMMARY = ""; // the place after the last question; a question has an id

/** Where a learner was, as the id of a question or SUMMARY; undefined when these questions do not have that place. */
function placeOf(at, questions) {
  if (Number.isInteger(at)) return questions[at]?.id ?? SUMMARY; // as it was kept until the second edition
  return at === SUMMARY || byId(questions).has(at) ? at : undefined;
}

// ------------------------------------------------------------------------------------------------------ scenario

/** May a learner with these flags, a Set, make this choice? signaal/course/scenarios.py proves stories with the same rule. */
export const isOpen = (choice, flags) =>
  choice.needs.every((flag) => flags.has(flag)) && !choice.unless.some((flag) => flags.has(flag));

/** The recommended one of `choices` that are open: one that a flag has opened goes first. */
export const recommendedOf = (choices) =>
  choices.find((choice) => choice.recommended && (choice.needs.length || choice.unless.length)) ??
  choices.find((choice) => choice.recommended);

/** The flags that are up after the first `length` turns, with what was written down until then. */
export function flagsAt(story, { path, notes }, length) {
  const flags = new Set();
  for (const turn of path.slice(0, length)) story.choice(turn).sets.forEach((flag) => flags.add(flag));
  for (const { id, at } of notes) if (at <= length) story.note(id).sets.forEach((flag) => flags.add(flag));
  return flags;
}

/** A scenario's content with its parts found by id. */
export function storyOf(content) {
  const places = new Map([...content.passages, ...content.endings].map((place) => [place.id, place]));
  const notes = new Map(
    content.passages.flatMap((passage) => passage.notes.map((note) => [note.id, { ...note, passage: passage.id }])),
  );
  return {
    start: content.start,
    place: (id) => places.get(id),
    note: (id) => notes.get(id),
    choice: ({ passage, choice }) => places.get(passage).choices.find(({ id }) => id === choice),
  };
}

/** The part of a stored state that this story still has: from its start to the first turn that leads nowhere. */
export function scenarioState(state, story) {
  const stored = Array.isArray(state.path) ? state.path : [];
  const taken = Array.isArray(state.notes) ? state.notes : [];
  const sane = { path: [], notes: [], open: false };
  let at = story.start;
  for (let n = 0; ; n++) {
    const place = story.place(at);
    for (const { id, said, at: when } of taken.filter((note) => note?.at === n)) {
      const fits = story.note(id)?.passage === at && ["feit", "duiding"].includes(said);
      if (fits && !sane.notes.some((note) => note.id === id)) sane.notes.push({ id, said, at: when });
    }
    const turn = stored[n];
    const choice = place.choices?.find(({ id }) => id === turn?.choice);
    if (turn?.passage !== at || !choice || !isOpen(choice, flagsAt(story, sane, n))) break;
    sane.path.push({ passage: at, choice: choice.id });
    at = choice.to;
  }
  sane.open = state.open === true && sane.path.length > 0 && sane.path.length === stored.length;
  const first = state.first && scenarioState({ path: state.first.path, notes: state.first.notes }, story);
  if (first && isFinished(story, first)) sane.first = { path: first.path, notes: first.notes };
  return sane;
}

/** Has this path come to an ending? */
export const isFinished = (story, { path, open }) => path.length > 0 && !open && !story.place(story.choice(path.at(-1)).to).choices;

