// What does a learner hand in? First attempts and nothing else: no name, no day, nothing that was typed. Nothing is made before
// the learner has chosen what goes along and has seen the very file. signaal/lecturer/handins.py reads it.

import { button, fill, focus, make, newId, row } from "./page.js";

const SCHEMA = 1;

/** Can this be a choice, and not a text that somebody typed? */
const isChoice = (choice) => typeof choice === "number" || (choice !== null && typeof choice === "object");

function quizPart({ answers = {} }) {
  const firsts = Object.entries(answers).flatMap(([id, answer]) => {
    if (!answer?.first) return []; // nor null, in a file that somebody edited
    const { choice, outcome, sure } = answer.first;
    return [[id, { ...(isChoice(choice) && { choice }), outcome, ...(sure && { sure }) }]];
  });
  return firsts.length ? Object.fromEntries(firsts) : null;
}

const storyPart = ({ first }) => (first?.path?.length ? first.path.map(({ passage, choice }) => [passage, choice]) : null);

const PARTS = { quiz: ["quizzes", quizPart], scenario: ["stories", storyPart] };

/** What of the kept states can be handed in: a list of { key, kind, id, part }. */
function handable(kept) {
  return Object.entries(kept).flatMap(([key, state]) => {
    const [kind, id] = key.split(":");
    const part = Object.hasOwn(PARTS, kind) ? PARTS[kind][1](state) : null;
    return part ? [{ key, kind, id, part }] : [];
  });
}

/** The file as an object. `code` says nothing of anybody: by it a lecturer sees that two files are of one learner. */
function handIn(course, code, chosen) {
  const file = { signaal: "voor de docent", schema: SCHEMA, course, code, quizzes: {}, stories: {} };
  for (const { kind, id, part } of chosen) file[PARTS[kind][0]][id] = part;
  return file;
}

/** The part of the panel that makes a file. `ask` resolves to what is kept: { period, kept }. */
export function drawHandIn({ strings, course_id: course, titles }, ask) {
  const node = make("div", { class: "sg-box", role: "region", "aria-label": strings.hand_in, hidden: true });
  const start = button(strings.hand_in, async () => {
    const { period, kept = {} } = await ask();
    node.replaceChildren(...fields(period, handable(kept)));
    node.hidden = false;
    focus(node);
  });

  function fields(code, parts) {
    if (parts.length === 0) return [make("p", {}, strings.hand_in_none)];
    const boxes = parts.map((part) => {
      const box = make("input", { type: "checkbox", change: show });
      const name = fill(strings[`kept_${part.kind}`], { id: titles[part.key] ?? part.id, n: Object.keys(part.part).length });
      return { part, box, node: make("div", { class: "sg-option" }, make("label", {}, box, make("span", {}, name))) };
    });
    const status = make("p", { role: "status" });
    const id = newId();
    const exactly = make("pre", { tabindex: "0", role: "region", "aria-labelledby": id });
    const preview = make("div", {}, make("p", { id }, strings.hand_in_exactly), exactly);
    const chosen = () => boxes.filter(({ box }) => box.checked).map(({ part }) => part);
    const text = () => JSON.stringify(handIn(course, code, chosen()), null, 1);
    function show() {
      preview.hidden = chosen().length === 0;
      exactly.textContent = text();
      status.textContent = "";
    }
    const save = button(strings.hand_in_save, () => {
      if (chosen().length === 0) return (status.textContent = strings.hand_in_empty);
      const name = `signaal-${code.slice(0, 8)}.json`;
      download(name, text());
      status.textContent = fill(strings.hand_in_saved, { name });
    }, { class: "sg-main" });
    show();
    const choose = make("fieldset", {}, make("legend", {}, strings.hand_in_choose), ...boxes.map((each) => each.node));
    return [make("p", {}, strings.hand_in_what), choose, preview, row(save), status, make("p", { class: "sg-note" }, strings.hand_in_way)];
  }
  return { node, start };
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // a browser may ask first where the file must go
}
