// Draws a quiz, a scenario or an exercise from JSON, for every host that has a model and an element.
//
//   model   get(key), set(key, value), save_changes(), on(event, callback), off(event, callback)
//   content what to draw (signaal/content.py); every text in it is HTML that markdown-it made with html=False
//   state   what the learner did; the only thing this module writes
//
// The page is always drawn from the state: a click writes the state, and every view of the model follows it.

let drawn = 0; // radio groups and labels need names that no other view on the page has

/** Make an element. Attributes that are functions are listeners; children are nodes or text. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else if (value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** How to make an element whose text is HTML from content: the one place that uses innerHTML, after `clean`. */
const proseWith = (clean) => (tag, html, attributes = {}) => {
  const node = make(tag, attributes);
  node.innerHTML = clean(html);
  return node;
};

const button = (text, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, text);

/** Fill the {names} in an interface text. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Show something new and bring the reader there. */
function focus(node) {
  if (!node.hasAttribute("tabindex") && !node.matches("button, input, a")) node.tabIndex = -1;
  node.focus();
}

/** Turn links to a figure into buttons that open the note of its source; a notebook output resolves no relative link. */
function openFigures(root, content, prose) {
  for (const link of root.querySelectorAll('a[href*="bronnen.ipynb#cell-id="]')) {
    const id = link.hash.split("=")[1];
    const note = Object.hasOwn(content.figures, id) && content.figures[id];
    const text = link.textContent;
    if (!note || link.closest("label, button")) {
      link.replaceWith(text); // a button inside a button or label could not be reached
      continue;
    }
    const figure = button(text, () => toggle(), {
      class: "sg-figure",
      "aria-expanded": "false",
      "aria-label": `${text}. ${fill(content.strings.figure.open, { value: text })}`,
    });
    let box = null;
    function toggle() {
      if (box) box.remove();
      box = box ? null : prose("div", note, { class: "sg-box sg-note" });
      figure.setAttribute("aria-expanded", String(Boolean(box)));
      const place = figure.closest("p, li, legend, td") ?? figure;
      if (box && place.matches("li, td")) place.append(box); // a list and a row hold nothing but items and cells
      else if (box) place.after(box);
    }
    link.replaceWith(figure);
  }
}

/** The frame of every lesson: a named region in Dutch whose keys JupyterLab leaves alone. */
function frame(el, content) {
  const id = `signaal-${++drawn}`;
  const root = make("section", { class: "signaal", lang: "nl", "aria-labelledby": id });
  root.append(make("h3", { id }, content.title));
  // JupyterLab reads keys on a focused control as its own shortcuts: x would cut the cell, Ctrl+A and then
  // Ctrl+Backspace would merge the notebook into one. Saving and running stay Lab's.
  root.addEventListener("keydown", (event) => {
    const labs = (event.ctrlKey || event.metaKey) && ["s", "S", "Enter"].includes(event.key);
    if (!labs) event.stopPropagation();
    // Holding Enter must not press the button that gets the focus next: its text would go by unread.
    if (event.repeat && event.key === "Enter") event.preventDefault();
  });
  el.replaceChildren(root);
  return root;
}

/** Radios or checkboxes, one per option, in a group that is named by its legend. */
function optionFields(options, type, prose, choose = () => {}) {
  const name = `signaal-options-${++drawn}`;
  const inputs = new Map();
  const rows = options.map((option) => {
    const input = make("input", { type, name, value: option.id, change: () => choose(selected()) });
    inputs.set(option.id, input);
    return make("div", { class: "sg-option" }, make("label", {}, input, prose("span", option.text)));
  });
  const selected = () => [...inputs].filter(([, input]) => input.checked).map(([id]) => id);
  const select = (ids) => inputs.forEach((input, id) => (input.checked = ids.includes(id)));
  return { rows, select, selected };
}

/** Put a state that this content can have in the model. What an older version of the content left is dropped. */
function repair(model, sane) {
  const state = model.get("state");
  if (Object.keys(state ?? {}).length === 0 || JSON.stringify(state) === JSON.stringify(sane)) return;
  model.set("state", sane);
  model.save_changes();
}

const ICONS = { right: "✓", partly: "◐", wrong: "↺", empty: "○" };

/** The outcome as a line of text: icon for the eye, word for everyone. */
const outcomeLine = (outcome, strings) =>
  make("p", { class: "sg-outcome" }, make("span", { "aria-hidden": "true" }, `${ICONS[outcome]} `), make("span", {}, strings.outcome[outcome]));

const list = (items, prose) => make("ul", {}, ...items.map((html) => prose("li", html)));

// ---------------------------------------------------------------------------------------------------------- quiz

/** The one rule of a quiz: what is a choice of options worth? Described for authors in docs/schrijven.md. */
export function quizOutcome(question, choice) {
  if (choice.length === 0) return "empty";
  const right = question.options.filter((option) => option.correct).map((option) => option.id);
  const hits = choice.filter((id) => right.includes(id)).length;
  const misses = choice.length - hits;
  if (misses === 0 && hits === right.length) return "right";
  return question.type === "multiple" && hits > misses ? "partly" : "wrong";
}

/** The part of a stored state that fits these questions, with no outcome that the rule would not give now. */
function quizState(state, questions) {
  const answers = {};
  for (const question of questions) {
    const stored = Object.hasOwn(state?.answers ?? {}, question.id) && state.answers[question.id];
    if (!Array.isArray(stored?.choice)) continue;
    const choice = stored.choice.filter((id) => question.options.some((option) => option.id === id));
    const outcome = stored.outcome === quizOutcome(question, choice) ? stored.outcome : null;
    answers[question.id] = { choice, outcome, attempts: Number.isInteger(stored.attempts) ? stored.attempts : 0 };
  }
  const at = Number.isInteger(state?.at) ? Math.min(Math.max(state.at, 0), questions.length) : 0;
  return { at, answers };
}

function drawQuiz(model, el, prose) {
  const content = model.get("content");
  repair(model, quizState(model.get("state"), content.questions));
  const { strings, questions } = content;
  const root = frame(el, content);
  const intro = prose("div", content.intro);
  const steps = questions.map((question, n) => drawQuestion(question, n));
  const summary = drawSummary();
  root.append(intro, ...steps.map((step) => step.node), summary.node);

  const state = () => ({ at: 0, answers: {}, ...model.get("state") });
  const UNTOUCHED = { choice: [], outcome: null, attempts: 0 };
  const answerTo = ({ id }) => {
    const { answers } = state();
    const answer = Object.hasOwn(answers ?? {}, id) ? answers[id] : null;
    return Array.isArray(answer?.choice) ? answer : UNTOUCHED;
  };

  function write(change) {
    model.set("state", { ...state(), ...change });
    model.save_changes();
  }
  const writeAnswer = (question, change) =>
    write({ answers: { ...state().answers, [question.id]: { ...answerTo(question), ...change } } });

  function go(at) {
    write({ at });
    focus(at < steps.length ? steps[at].legend : summary.heading);
  }

  function drawQuestion(question, n) {
    const count = fill(strings.question, { n: n + 1, total: questions.length });
    const legend = make("legend", {}, make("span", { class: "sg-count" }, count), prose("span", question.text));
    // A new choice takes the outcome back: it belonged to the old one.
    const fields = optionFields(question.options, question.type === "single" ? "radio" : "checkbox", prose, (choice) =>
      writeAnswer(question, { choice, outcome: null }),
    );
    const feedback = make("div", { class: "sg-feedback", role: "status" });
    const explanation = make("details", { hidden: true }, make("summary", {}, strings.show_explanation));
    explanation.append(prose("div", question.explanation), list(question.sources, prose));
    const hint = prose("div", question.hint, { class: "sg-box", hidden: true });
    const hintButton = button(strings.hint, () => {
      hint.hidden = !hint.hidden;
      hintButton.setAttribute("aria-expanded", String(!hint.hidden));
      hintButton.textContent = hint.hidden ? strings.hint : strings.hide_hint;
    }, { "aria-expanded": "false", hidden: !question.hint });
    const form = make(
      "form",
      {
        submit: (event) => {
          event.preventDefault();
          const { choice, attempts } = answerTo(question);
          const outcome = quizOutcome(question, choice);
          writeAnswer(question, { outcome, attempts: attempts + (outcome === "empty" ? 0 : 1) });
        },
      },
      make("fieldset", {}, legend, make("p", { class: "sg-note" }, strings[question.type]), ...fields.rows),
      make("div", { class: "sg-row" }, make("button", { class: "sg-main" }, strings.check), hintButton),
      hint,
      feedback,
      explanation,
      make(
        "div",
        { class: "sg-row" },
        button(strings.previous, () => go(n - 1), { hidden: n === 0 }),
        button(n + 1 < questions.length ? strings.next : strings.to_summary, () => go(n + 1)),
      ),
    );
    openFigures(form, content, prose);

    let last;
    function update(answer) {
      if (answer === last) return; // a status region that is filled again is read aloud again
      last = answer;
      fields.select(answer.choice);
      feedback.replaceChildren(...(answer.outcome ? feedbackOn(question, answer) : []));
      feedback.dataset.outcome = answer.outcome ?? "";
      openFigures(feedback, content, prose);
      explanation.hidden = !answer.outcome || answer.outcome === "empty";
      explanation.open = answer.outcome === "right";
    }
    return { node: form, legend, update };
  }

  function feedbackOn(question, { choice, outcome }) {
    const line = outcomeLine(outcome, strings);
    if (outcome === "empty") return [line, make("p", {}, strings.empty)];
    const chosen = question.options.filter((option) => choice.includes(option.id));
    const words = chosen.map((option) =>
      question.type === "single"
        ? prose("div", option.feedback)
        : make("div", {}, prose("p", option.text, { class: "sg-note" }), prose("div", option.feedback)),
    );
    const missed = outcome === "partly" && chosen.every((option) => option.correct);
    const last = missed ? strings.more : outcome === "right" ? "" : strings.again;
    return [line, ...words, ...(last ? [make("p", {}, last)] : [])];
  }

  function drawSummary() {
    const heading = make("h4", {}, strings.summary);
    const scores = make("div");
    const links = make("ol");
    const node = make(
      "div", {}, heading, scores, links,
      make("div", { class: "sg-row" }, button(strings.previous, () => go(steps.length - 1))),
    );
    function update() {
      const outcomes = questions.map((question) => answerTo(question).outcome ?? "empty");
      const count = (outcome) => outcomes.filter((each) => each === outcome).length;
      const lines = [fill(strings.score, { right: count("right"), total: outcomes.length })];
      for (const outcome of ["partly", "wrong", "empty"]) {
        if (count(outcome)) lines.push(fill(strings[`score_${outcome}`], { n: count(outcome) }));
      }
      scores.replaceChildren(...lines.map((line) => make("p", {}, line)));
      links.replaceChildren(
        ...outcomes.map((outcome, n) =>
          make("li", {}, `${strings.outcome[outcome]}. `, button(fill(strings.to_question, { n: n + 1 }), () => go(n))),
        ),
      );
    }
    return { node, heading, update };
  }

  const pages = [...steps, summary];
  pages.forEach((page) => (page.node.hidden = true));
  let open = pages[0];

  return function update() {
    const { at } = state();
    open.node.hidden = true;
    open = pages[at] ?? pages[0];
    open.node.hidden = false;
    intro.hidden = at > 0;
    if (open === summary) summary.update();
    else open.update(answerTo(questions[pages.indexOf(open)]));
  };
}

// ------------------------------------------------------------------------------------------------------ scenario

/** The part of a stored path that this story still has, from its start to the first turn that leads nowhere. */
function scenarioState(state, start, places) {
  const path = [];
  let at = start;
  for (const turn of Array.isArray(state?.path) ? state.path : []) {
    const choice = places.get(at).choices?.find(({ id }) => id === turn?.choice);
    if (turn?.passage !== at || !choice) break;
    path.push({ passage: at, choice: choice.id });
    at = choice.to;
  }
  return { path, open: state?.open === true && path.length > 0 && path.length === state.path.length };
}

function drawScenario(model, el, prose) {
  const content = model.get("content");
  const { strings } = content;
  const places = new Map([...content.passages, ...content.endings].map((place) => [place.id, place]));
  const state = () => scenarioState(model.get("state"), content.start, places);
  repair(model, state());
  const root = frame(el, content);
  const stage = make("div");
  // The status region stays where it is while the passage around it changes; only its words are new.
  const feedback = make("div", { class: "sg-feedback", role: "status" });
  const on = make("div", { class: "sg-row" });
  const backButton = button(strings.back, () => go(turns().slice(0, -1), false));
  const restartButton = button(strings.restart, () => go([], false));
  root.append(stage, feedback, on, make("div", { class: "sg-row" }, backButton, restartButton));

  // The path is a list of {passage, choice}; `open` means the last choice's feedback is on the page.
  const turns = () => state().path;
  const choiceOf = ({ passage, choice }) => places.get(passage).choices.find(({ id }) => id === choice);

  function go(path, open) {
    model.set("state", { path, open });
    model.save_changes();
    focus(open ? on.querySelector("button") : stage.querySelector("h4"));
  }

  function drawPassage(passage, turn) {
    const nodes = [make("h4", {}, passage.title), prose("div", passage.text)];
    if (turns().length === (turn ? 1 : 0)) nodes.unshift(prose("div", content.intro));
    if (turn) return [...nodes, make("p", { class: "sg-note" }, strings.chosen), prose("p", choiceOf(turn).text)];
    const ask = make("p", { id: `signaal-${++drawn}` }, passage.ask);
    const choices = passage.choices.map((choice) => {
      const pick = () => go([...turns(), { passage: passage.id, choice: choice.id }], true);
      const node = prose("button", choice.text, { type: "button", class: "sg-choice", click: pick });
      return make("li", {}, node);
    });
    return [...nodes, ask, make("ul", { class: "sg-choices", "aria-labelledby": ask.id }, ...choices)];
  }

  function drawEnding(ending) {
    return [
      make("h4", {}, ending.title),
      prose("div", ending.text),
      make("p", { class: "sg-outcome" }, fill(strings.ending_outcome, { outcome: ending.outcome })),
      make("p", {}, make("strong", {}, strings.next)),
      prose("div", ending.next),
      make("h4", {}, strings.debrief),
      drawDebrief(),
      make("h4", {}, strings.discussion),
      list(content.discussion, prose),
    ];
  }

  function drawDebrief() {
    const columns = [strings.moment, strings.choice, strings.why];
    // Roles in so many words: on a narrow screen the rows become blocks, and a browser then forgets they are a table.
    const cell = (n, ...nodes) => make("td", { role: "cell", "data-column": columns[n] }, ...nodes);
    const rows = turns().map((turn) => {
      const passage = places.get(turn.passage);
      const chosen = choiceOf(turn);
      const best = passage.choices.find((choice) => choice.recommended);
      const step = `${fill(strings.step_n, { n: chosen.step })}: ${strings.steps[chosen.step]}`;
      const other = [make("p", { class: "sg-note" }, strings.instead), prose("div", best.text)];
      return make(
        "tr",
        { role: "row" },
        make("th", { scope: "row", role: "rowheader" }, passage.title, make("p", { class: "sg-note" }, step)),
        cell(1, prose("div", chosen.text)),
        cell(
          2,
          prose("div", chosen.feedback),
          ...(chosen === best ? [make("p", {}, make("span", { "aria-hidden": "true" }, "✓ "), strings.recommended)] : other),
          ...(chosen.sources.length ? [make("details", {}, make("summary", {}, strings.sources), list(chosen.sources, prose))] : []),
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

  return function update() {
    const { path, open } = state();
    const last = path.at(-1);
    const place = places.get(open ? last.passage : last ? choiceOf(last).to : content.start);
    stage.replaceChildren(...(place.choices ? drawPassage(place, open ? last : null) : drawEnding(place)));
    feedback.replaceChildren(...(open ? [prose("div", choiceOf(last).feedback)] : []));
    on.replaceChildren(...(open ? [button(strings.on, () => go(turns(), false), { class: "sg-main" })] : []));
    backButton.hidden = restartButton.hidden = path.length === 0;
    openFigures(root, content, prose);
  };
}

// ------------------------------------------------------------------------------------------------------ exercise

const SILENCE = 5000; // ms without an answer before we say that Python may have stopped

function drawExercise(model, el, prose) {
  const content = model.get("content");
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
  const id = `signaal-${++drawn}`;
  const input = make("input", { type: "text", id, autocomplete: "off", inputmode: "decimal", "aria-describedby": `${id}-unit` });
  const fields = content.type === "choice" ? optionFields(content.options, "radio", prose) : null;
  const read = () => (fields ? (fields.selected()[0] ?? "") : input.value);
  const answer = fields
    ? make("fieldset", {}, make("legend", {}, question), ...fields.rows)
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
        const attempt = (model.get("state")?.attempt ?? 0) + 1;
        feedback.replaceChildren(make("p", {}, strings.waiting));
        clearTimeout(timer);
        timer = setTimeout(() => feedback.replaceChildren(make("p", {}, strings.silent)), SILENCE);
        model.set("state", { given: read(), attempt });
        model.save_changes();
      },
    },
    answer,
    make("div", { class: "sg-row" }, make("button", { class: "sg-main" }, strings.check), hintButton),
    hints,
    hintStatus,
    feedback,
  );
  root.append(form);
  openFigures(form, content, prose);

  const OUTCOMES = Object.fromEntries(Object.entries(strings.outcome).map(([key, word]) => [word, key]));

  let shown;
  return function update() {
    const state = model.get("state") ?? {};
    const judgement = model.get("judgement");
    if (state.attempt !== shown) {
      shown = state.attempt; // an answer handed in here, in another view, or before; what is typed since then stays
      if (fields) fields.select([state.given]);
      else input.value = state.given;
    }
    if (!judgement.outcome || judgement.attempt !== state.attempt) return;
    clearTimeout(timer);
    const outcome = OUTCOMES[judgement.outcome];
    feedback.replaceChildren(outcomeLine(outcome, strings), prose("div", judgement.feedback));
    feedback.dataset.outcome = outcome;
    openFigures(feedback, content, prose);
  };
}

// ---------------------------------------------------------------------------------------------------------- host

const DRAW = { quiz: drawQuiz, scenario: drawScenario, exercise: drawExercise };

/** Draw the model's content in `el`. A host that cannot vouch for the content gives `clean`: HTML in, safe HTML out. */
function render({ model, el, clean = (html) => html }) {
  const update = DRAW[model.get("content").kind](model, el, proseWith(clean));
  update();
  model.on("change:state", update);
  model.on("change:judgement", update);
  return () => {
    model.off("change:state", update);
    model.off("change:judgement", update);
  };
}

export default { render };
