// A scenario: a story with choices, a notebook for what the learner saw, the step of the meldcode, and a debrief.

import { button, fill, focus, fold, frame, list, make, newId, openFigures, row, shuffled, sourcesOf, subheading, sureButton, withIcon } from "./page.js";
import { flagsAt, isFinished, isOpen, recommendedOf } from "./rules.js";

export function drawScenario(content, answers, el, prose, story) {
  const { strings } = content;
  const root = frame(el, content);
  const talk = content.words === "conversation";
  root.classList.toggle("sg-talk", talk);
  const steps = drawSteps();
  const stage = make("div");
  // The status region stays where it is while the passage around it changes; only its words are new.
  const feedback = make("div", { class: "sg-feedback", role: "status" });
  const on = row();
  const pad = drawNotebook();
  const backButton = button(strings.back, back);
  const restart = sureButton(strings.restart, strings.restart_sure, strings.restart_yes, strings.restart_no, () =>
    go({ path: [], notes: [], open: false }),
  );
  root.append(steps.node, stage, feedback, on, pad.node, row(backButton), restart);

  // The path is a list of {passage, choice}; `open` means the last choice's feedback is on the page. A note
  // {id, said, at} was written down after `at` turns.
  const state = () => ({ path: [], notes: [], open: false, ...answers.state });

  /** The choices of a passage that are open after `length` turns. */
  function openIn(passage, length) {
    const flags = flagsAt(story, state(), length);
    return passage.choices.filter((choice) => isOpen(choice, flags));
  }

  /** The text of a passage or ending, with what it adds for who did something in the `length` turns before. */
  function told(place, length, road = state()) {
    const flags = flagsAt(story, road, length);
    const extra = place.extra ?? []; // a notebook that an older Signaal stored has none
    return [place.text, ...extra.filter((each) => isOpen(each, flags)).map((each) => each.text)].map((html) => prose("div", html));
  }

  function go(change) {
    const now = { ...state(), ...change };
    answers.write({ ...change, ...(isFinished(story, now) && { first: { path: now.path, notes: now.notes } }) });
    focus(state().open ? on.querySelector("button") : stage.querySelector("h4"));
    // Feedback is read from its beginning, also on a small screen.
    if (state().open) [...stage.querySelectorAll(".sg-chosen")].at(-1).scrollIntoView({ block: "nearest" });
  }

  function back() {
    const { path, notes } = state();
    const at = path.length - 1;
    go({ path: path.slice(0, -1), notes: notes.filter((note) => note.at <= at), open: false });
  }

  /** The step of the meldcode that the last choice belongs to; a story begins at the first. */
  function drawSteps() {
    const now = make("p", { class: "sg-note" });
    const items = Object.entries(strings.steps).map(([n, step]) => make("li", { "data-step": n }, make("span", {}, step)));
    const node = make("div", { class: "sg-steps" }, now, make("ol", { "aria-label": strings.steps_title }, ...items));
    function show(step) {
      node.hidden = !step;
      if (!step) return; // what belongs to no step of the meldcode
      now.textContent = fill(strings.here, { n: step, step: strings.steps[step] });
      items.forEach((item) => {
        if (item.dataset.step === String(step)) item.setAttribute("aria-current", "step");
        else item.removeAttribute("aria-current");
      });
    }
    return { node, show };
  }

  function drawPassage(passage, turn) {
    const { path } = state();
    const mood = passage.mood ? [make("p", { class: "sg-mood" }, passage.mood)] : [];
    const before = turn ? path.length - 1 : path.length;
    const nodes = [subheading(root, passage.title), ...mood, ...spoken(told(passage, before))];
    if (before === 0) nodes.unshift(prose("div", content.intro));
    else if (talk) nodes.unshift(drawTalk(path.slice(0, before)));
    if (turn) return [...nodes, ...said(turn)];
    const ask = make("p", { id: newId(), class: "sg-ask" }, passage.ask);
    const open = openIn(passage, path.length);
    const shown = passage.choices.filter((choice) => open.includes(choice) || choice.closed);
    const choices = shuffled(shown, answers.seed, passage.id).map((choice) => {
      if (!open.includes(choice)) return prose("li", choice.closed, { class: "sg-note sg-closed" });
      const pick = () => go({ path: [...path, { passage: passage.id, choice: choice.id }], open: true });
      const node = prose("button", choice.text, { type: "button", class: "sg-choice", click: pick });
      for (const flag of choice.needs) node.append(prose("span", fill(strings.because, { reason: content.flags[flag] }), { class: "sg-par sg-note" }));
      return make("li", {}, node);
    });
    return [...nodes, ...drawNotes(passage), ask, make("ul", { class: "sg-choices", "aria-labelledby": ask.id }, ...choices)];
  }

  // --------------------------------------------------------------------------------------------- conversation

  /** In a conversation: what happens or is said to you, as one piece; and below it what you say. */
  const spoken = (nodes) => (talk ? [make("div", { class: "sg-bubble" }, ...nodes)] : nodes);

  function said(turn) {
    const nodes = [make("p", { class: "sg-note sg-chosen" }, strings.chosen), prose("p", story.choice(turn).text)];
    return talk ? [make("div", { class: "sg-bubble sg-mine" }, ...nodes)] : nodes;
  }

  /** What was said before, for who wants to read it again. */
  function drawTalk(turns) {
    const items = turns.map((turn, n) => make("li", {}, ...spoken(told(story.place(turn.passage), n)), ...said(turn)));
    return fold(fill(strings.earlier, { n: turns.length }), make("ol", { class: "sg-choices" }, ...items));
  }

  // ------------------------------------------------------------------------------------------------- notebook

  /** What can be written down here. Whoever writes says first: is it a fact, or what I make of it? */
  function drawNotes(passage) {
    const { notes, path } = state();
    const taken = (note) => notes.find(({ id }) => id === note.id);
    const here = passage.notes.filter((note) => !taken(note) || taken(note).at === path.length);
    if (here.length === 0) return [];
    const items = shuffled(here, answers.seed, passage.id).map((note) => {
      const said = taken(note)?.said;
      return said ? make("li", { "data-note": note.id }, prose("span", note.text), verdict(note, said)) : drawNote(note);
    });
    return [make("div", { class: "sg-notes" }, make("p", {}, strings.note_take), make("ul", { class: "sg-choices" }, ...items))];
  }

  function drawNote(note) {
    const item = make("li", { "data-note": note.id });
    const text = prose("span", note.text, { id: newId() });
    const add = button(strings.note_add, () => ask(true), { "aria-describedby": text.id });
    const question = make("p", {}, strings.note_ask);
    const asked = make(
      "div",
      { role: "group", "aria-label": strings.note_ask, hidden: true },
      question,
      row(
        ...Object.entries(strings.kinds).map(([kind, word]) => button(word, () => take(note, kind))),
        button(strings.note_undo, () => ask(false)),
      ),
    );
    function ask(open) {
      asked.hidden = !open;
      add.hidden = open;
      focus(open ? question : add);
    }
    item.append(text, " ", add, asked);
    return item;
  }

  function take(note, said) {
    const { notes, path } = state();
    answers.write({ notes: [...notes, { id: note.id, said, at: path.length }] });
    focus(stage.querySelector(`[data-note="${note.id}"] .sg-verdict`));
  }

  /** What the learner called a note, and what it is. */
  function verdict(note, said) {
    const kind = (id) => strings.kinds[id];
    const right = said === note.kind;
    return make(
      "div",
      { class: "sg-verdict sg-box" },
      make(
        "p",
        { class: "sg-outcome" },
        ...withIcon(right ? "✓" : "↺", `${fill(strings.note_said, { kind: kind(said) })} ${right ? strings.note_right : fill(strings.note_wrong, { kind: kind(note.kind) })}`),
      ),
      prose("div", note.feedback),
    );
  }

  function drawNotebook() {
    const title = make("summary");
    const body = make("div");
    const node = make("details", { class: "sg-notebook" }, title, body);
    let last;
    function show() {
      const { notes } = state();
      node.hidden = !content.passages.some((passage) => passage.notes.length);
      if (notes === last) return; // what is folded open stays so
      last = notes;
      title.textContent = fill(strings.notebook, { n: notes.length });
      body.replaceChildren(notes.length ? written() : make("p", { class: "sg-note" }, strings.notebook_empty));
    }
    return { node, show };
  }

  /** Everything written down, with what it is: a duiding stands in the notebook as a duiding. */
  function written() {
    const items = state().notes.map(({ id }) => {
      const note = story.note(id);
      return make("li", {}, make("strong", {}, `${strings.kinds[note.kind]}: `), prose("span", note.text));
    });
    return make("ul", {}, ...items);
  }

  // --------------------------------------------------------------------------------------------------- ending

  function drawEnding(ending) {
    return [
      subheading(root, ending.title),
      ...told(ending, state().path.length),
      make("p", { class: "sg-outcome" }, fill(strings.ending_outcome, { outcome: ending.outcome })),
      subheading(root, strings.next),
      prose("div", ending.next),
      subheading(root, strings.debrief),
      ...(content.debrief ? [prose("div", content.debrief)] : []),
      drawDebrief(),
      ...drawKinds(),
      drawRoad(),
      ...drawRoads(),
      subheading(root, strings.discussion),
      list(content.discussion, prose),
    ];
  }

  const stepName = (choice) => fill(strings.step_n, { n: choice.step });

  function drawDebrief() {
    const columns = [strings.moment, strings.choice, strings.why];
    // Roles in so many words: on a narrow screen the rows become blocks, and a browser then forgets they are a table.
    const cell = (n, ...nodes) => make("td", { role: "cell", "data-column": columns[n] }, ...nodes);
    const rows = state().path.map((turn, n) => {
      const passage = story.place(turn.passage);
      const chosen = story.choice(turn);
      const best = recommendedOf(openIn(passage, n));
      const step = chosen.step ? [make("p", { class: "sg-note" }, `${stepName(chosen)}: ${strings.steps[chosen.step]}`)] : [];
      const good = chosen.recommended ? strings.recommended : chosen.also_right && strings.also_right;
      const other = [make("p", { class: "sg-note" }, strings.instead), prose("div", best.text)];
      return make(
        "tr",
        { role: "row" },
        make("th", { scope: "row", role: "rowheader" }, passage.title, ...step),
        cell(1, prose("div", chosen.text)),
        cell(
          2,
          prose("div", chosen.feedback),
          ...(good ? [make("p", {}, ...withIcon("✓", good))] : other),
          ...sourcesOf(chosen, prose).map((sources) => fold(strings.sources, sources)),
        ),
      );
    });
    const head = columns.map((column) => make("th", { scope: "col", role: "columnheader" }, column));
    return make(
      "div",
      { class: "sg-wide" },
      make(
        "table",
        { role: "table" },
        make("caption", {}, strings.debrief_caption),
        make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)),
        make("tbody", { role: "rowgroup" }, ...rows),
      ),
    );
  }

  /** How many sentences of each kind were said, in a conversation whose sentences have one. */
  function drawKinds() {
    const said = state().path.map((turn) => story.choice(turn).kind).filter(Boolean);
    if (said.length === 0) return [];
    const items = Object.entries(strings.sentences)
      .map(([kind, words]) => [words, said.filter((each) => each === kind).length])
      .filter(([, n]) => n)
      .map(([words, n]) => make("li", {}, fill(strings.kind_count, { n, kind: words })));
    return [subheading(root, strings.kind_title), make("ul", { class: "sg-kinds" }, ...items), make("p", { class: "sg-note" }, strings.kind_note)];
  }

  /** The recommended road beside the one that was taken. */
  function drawRoad() {
    const { path } = state();
    const items = content.recommended.map((turn) => {
      const choice = story.choice(turn);
      const same = path.some(({ passage, choice }) => passage === turn.passage && choice === turn.choice);
      const where = [story.place(turn.passage).title, ...(choice.step ? [stepName(choice)] : [])].join(", ");
      const tick = same ? [make("span", { class: "sg-note" }, " ", ...withIcon("✓", strings.road_same))] : [];
      return make("li", {}, make("span", { class: "sg-note" }, `${where}: `), prose("span", choice.text), ...tick);
    });
    return fold(strings.road, make("p", { class: "sg-note" }, strings.road_caption), make("ol", {}, ...items));
  }

  /** The road that was taken beside one that was not, at the passage where they part. */
  function drawRoads() {
    const { path, notes } = state();
    const partings = path
      .map((turn, n) => ({ turn, n, others: openIn(story.place(turn.passage), n).filter(({ id }) => id !== turn.choice) }))
      .filter(({ others }) => others.length);
    if (partings.length === 0) return [];
    const isGood = ({ turn }) => story.choice(turn).recommended || story.choice(turn).also_right;
    const start = partings.find((parting) => !isGood(parting)) ?? partings[0];
    const id = newId();
    const roads = make("div", { class: "sg-roads" });
    const options = partings.map((parting) => make("option", { value: String(parting.n), selected: parting === start }, story.place(parting.turn.passage).title));
    const where = make("select", { id, change: () => show(partings.find(({ n }) => String(n) === where.value)) }, ...options);

    /** A choice, what it did, and what comes after it. */
    function branch(n, turn) {
      const choice = story.choice(turn);
      const road = { path: [...path.slice(0, n), turn], notes: notes.filter(({ at }) => at <= n) };
      const after = story.place(choice.to);
      return {
        road,
        nodes: [prose("div", choice.feedback), make("p", { class: "sg-note" }, fill(strings.roads_then, { title: after.title })), ...told(after, n + 1, road)],
      };
    }

    function show({ turn, n, others }) {
      const mine = make("section", {}, make("h5", {}, strings.roads_mine), prose("p", story.choice(turn).text, { class: "sg-ask" }), ...branch(n, turn).nodes);
      const best = recommendedOf(others) ?? others[0];
      const folds = others.map((choice) => {
        const { road, nodes } = branch(n, { passage: turn.passage, choice: choice.id });
        const play = button(strings.roads_play, () => go({ ...road, open: true }));
        return make("details", { open: choice === best }, prose("summary", choice.text), ...nodes, row(play));
      });
      roads.replaceChildren(mine, make("section", {}, make("h5", {}, strings.roads_other), ...folds));
      openFigures(roads, content, prose);
    }
    const folded = fold(strings.roads, make("p", { class: "sg-note" }, strings.roads_note), make("p", {}, make("label", { for: id }, strings.roads_where), " ", where), roads);
    // Drawn when it is asked for: it tells passages again.
    folded.addEventListener("toggle", () => roads.firstChild || show(start));
    return [folded];
  }

  return function update() {
    const { path, open } = state();
    const last = path.at(-1);
    const place = story.place(open ? last.passage : last ? story.choice(last).to : content.start);
    steps.show(last ? story.choice(last).step : content.steps && 1);
    stage.replaceChildren(...(place.choices ? drawPassage(place, open ? last : null) : drawEnding(place)));
    feedback.replaceChildren(...(open ? [prose("div", story.choice(last).feedback)] : []));
    on.replaceChildren(...(open ? [button(strings.on, () => go({ open: false }), { class: "sg-main" })] : []));
    pad.show();
    backButton.hidden = restart.hidden = path.length === 0;
    openFigures(root, content, prose);
  };
}
