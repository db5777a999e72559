// A lesson with a group, on the screen of a room: what can be chosen in the notebook that is open, over the whole window.

import { drawGroup, isForGroup } from "./browser/group.js";
import { button, make, proseWith, row, words } from "./browser/page.js";
import { withWords } from "./browser/widget.js";
import { MIME } from "./stage.js";

const CARDS = "ABCDEF";

/** The plugin. `course` is a promise of the list of lessons with its words, null where there is no server of ours. */
export const groupPlugin = ({ INotebookTracker, IMainMenu, ICommandPalette, Sanitizer }, course) => ({
  id: "signaal:group",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [IMainMenu, ICommandPalette],
  activate(app, notebooks, menu, palette) {
    const sanitizer = new Sanitizer();
    const prose = proseWith((html) => sanitizer.sanitize(html)); // a notebook may come from anyone
    const sessions = new Map(); // what is being done with a group, for as long as this page is open
    course.then((content) => {
      if (!content) return;
      const say = withWords({ words: "group", language: content.language, strings: content.group });
      const command = "signaal:group";
      app.commands.addCommand(command, {
        label: say.strings.command,
        isEnabled: () => Boolean(notebooks.currentWidget),
        execute: () => open(lessonsIn(notebooks.currentWidget), say, sessions, prose),
      });
      menu?.viewMenu.addGroup([{ command }], 999);
      palette?.addItem({ command, category: "Signaal" });
    });
  },
});

/** The quizzes and stories that a notebook shows, each once. */
function lessonsIn(panel) {
  const found = new Map();
  for (const { outputs } of panel.content.model.cells) {
    for (let n = 0; n < (outputs?.length ?? 0); n++) {
      const content = outputs.get(n).data[MIME];
      if (content && isForGroup(content)) found.set(JSON.stringify([content.kind, content.id, content.questions?.map(({ id }) => id)]), content);
    }
  }
  return [...found];
}

function open(lessons, say, sessions, prose) {
  const { strings, language } = say;
  const stage = make("div");
  const other = button(strings.other, choose);
  const bar = row(other, button(strings.close, () => dialog.close()));
  const dialog = make("dialog", { class: "signaal-group signaal", lang: language, "aria-label": strings.command }, bar, stage);
  // JupyterLab hears keys on the document.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());

  function choose() {
    other.hidden = true;
    const heading = make("h2", { tabindex: "-1" }, strings.pick);
    // What a lesson is about goes before its single questions, which have no title of their own.
    const isAlone = ({ questions }) => questions?.length === 1;
    const items = lessons.toSorted(([, a], [, b]) => isAlone(a) - isAlone(b)).map(([name, content]) => {
      const start = button(isAlone(content) ? beginOf(content.questions[0].text, prose) : content.title, () => begin(name, content));
      return make("li", {}, start, " ", make("span", { class: "sg-note" }, strings[`kind_${isAlone(content) ? "question" : content.kind}`]));
    });
    stage.replaceChildren(
      heading,
      ...(items.length ? [make("p", {}, strings.pick_note), make("ul", { class: "sg-pick" }, ...items)] : [make("p", {}, strings.none)]),
      make("p", {}, strings.cards_note),
      row(button(strings.cards, printCards)),
    );
    heading.focus();
  }

  function begin(name, content) {
    other.hidden = false;
    if (!sessions.has(name)) sessions.set(name, {});
    drawGroup({ ...withWords({ ...content, words: say.words, strings: say.strings }) }, sessions.get(name), stage, prose);
  }

  document.body.append(dialog);
  dialog.showModal();
  choose();
}

/** The first words of a question, to choose it by. */
function beginOf(html, prose) {
  const all = words(prose("span", html));
  return all.length > 70 ? `${all.slice(0, all.lastIndexOf(" ", 70))} …` : all;
}

/** One sheet for one person: a letter a card. */
function printCards() {
  const cards = make("div", { class: "signaal-cards" }, ...[...CARDS].map((letter) => make("div", {}, letter)));
  document.body.append(cards);
  addEventListener("afterprint", () => cards.remove(), { once: true });
  print();
}
