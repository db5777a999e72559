// The panel Lessen in the left bar of JupyterLab: signaal/browser/lessons.js, and how its links open a notebook.

import { readAgain } from "./browser/answers.js";
import { drawLessons } from "./browser/lessons.js";
import { NARROW } from "./stage.js";

const ID = "signaal-lessons";
// An open book; JupyterLab colours what has this class as its theme does.
const BOOK =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" viewBox="0 0 24 24"><path class="jp-icon3 jp-icon-selectable" fill="#616161" d="M12 6.2C10 4.8 7 4 3 4v14c4 0 7 .8 9 2.2 2-1.4 5-2.2 9-2.2V4c-4 0-7 .8-9 2.2zM11 17.4C9.3 16.6 7.3 16.1 5 16V6.1c2.5.2 4.5.8 6 1.8zm8-1.4c-2.3.1-4.3.6-6 1.4V7.900c1.5-1 3.5-1.6 6-1.8z"/></svg>';

/** Ask the server for the list of lessons; null where there is none. */
export async function askCourse({ serviceManager }, opened = "") {
  const { baseUrl } = serviceManager.serverSettings;
  const answer = await fetch(`${baseUrl}signaal/course?${new URLSearchParams({ opened })}`).catch(() => null);
  const content = answer?.ok ? await answer.json() : null;
  return content?.places ? withAnswers(content) : content;
}

/** In a lab without a server only this browser knows which lessons hold answers, and where the last was. */
async function withAnswers(content) {
  const { keeping, kept, last } = await readAgain();
  if (!keeping) return content;
  const begun = new Set(Object.keys(kept).map((key) => content.places[key]?.lesson));
  const lessons = content.lessons.map((lesson) => (begun.has(lesson.id) ? { ...lesson, state: "begun" } : lesson));
  return { ...content, lessons, last: content.places[last] ?? null };
}

/** The plugin. `first` is a promise of the first list, asked for when JupyterLab stands. */
export const lessonsPlugin = (lab, first) => ({
  id: "signaal:lessons",
  autoStart: true,
  requires: [lab.INotebookTracker],
  optional: [lab.ILabShell, lab.ILayoutRestorer],
  activate(app, notebooks, shell, restorer) {
    if (!shell) return; // Notebook 7 has no left bar
    const panel = new Panel(app, shell, notebooks, lab);
    shell.add(panel.widget, "left", { rank: 50 }); // above the list of files
    restorer?.add(panel.widget, ID);
    Promise.all([first, shell.restored]).then(([content, layout]) => {
      if (!content?.lessons.length) {
        panel.widget.dispose();
        return;
      }
      panel.draw(content);
      // Where nobody has chosen yet, this list is of more use than that of the files.
      if (layout.fresh && content.lessons.some(({ path }) => path !== null) && !matchMedia(NARROW).matches) shell.activateById(ID);
      panel.follow();
    });
  },
});

class Panel {
  constructor(app, shell, notebooks, { Widget, LabIcon }) {
    Object.assign(this, { app, shell, notebooks, widget: new Widget(), drawn: "", content: null });
    const { widget } = this;
    widget.id = ID;
    widget.addClass(ID);
    widget.title.icon = new LabIcon({ name: "signaal:lessons", svgstr: BOOK });
  }

  get path() {
    return this.notebooks.currentWidget?.context.path ?? "";
  }

  draw(content) {
    const drawn = JSON.stringify([content, this.path]);
    if (drawn === this.drawn) return;
    Object.assign(this, { drawn, content });
    this.widget.title.caption = content.strings.title;
    drawLessons(content, this.widget.node, {
      href: ({ path }) => `${this.app.serviceManager.serverSettings.baseUrl}lab/tree/${path.split("/").map(encodeURIComponent).join("/")}`,
      open: ({ path }, cell) => this.open(path, cell),
      isOpen: ({ path }) => path === this.path,
    });
  }

  /** The list as it is now: after another lesson was opened, an answer was given, keeping began or ended. */
  async renew() {
    const { path } = this;
    const content = await askCourse(this.app, path);
    if (!this.widget.isDisposed && path === this.path) this.draw(content ?? this.content);
  }

  follow() {
    const renew = () => this.widget.isVisible && this.renew();
    this.notebooks.currentChanged.connect(renew);
    this.widget.onAfterShow = renew; // Lumino calls it when the panel comes into sight
    // Answers go to the file without a word to anybody: whoever turns to the list gets it anew.
    for (const turn of ["pointerenter", "focusin"]) {
      this.widget.node.addEventListener(turn, ({ relatedTarget }) => this.widget.node.contains(relatedTarget) || renew());
    }
    document.addEventListener("click", (event) => this.followLink(event));
    new BroadcastChannel("signaal").addEventListener("message", renew); // signaal/browser/answers.js
    renew();
  }

  /** A link of Later nog eens to a section of a lesson opens it here: the browser would load JupyterLab anew. */
  followLink(event) {
    const { lesson: id, section } = event.target.closest?.(".signaal a[data-lesson]")?.dataset ?? {};
    const lesson = this.content?.lessons.find((each) => each.id === id && each.path !== null);
    if (!lesson || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const isSection = ({ model }) => model.type === "markdown" && model.sharedModel.getSource().split("\n").some((line) => /^#+ /.test(line) && line.replace(/^#+ /, "").trim() === section);
    this.open(lesson.path, isSection);
  }

  async open(path, cell) {
    const notebook = await this.app.commands.execute("docmanager:open", { path });
    if (matchMedia(NARROW).matches) this.shell.collapseLeft();
    if (!cell || !notebook) return;
    await notebook.context.ready;
    await notebook.revealed;
    const { content } = notebook;
    const index = content.widgets.findIndex(typeof cell === "function" ? cell : ({ model }) => model.id === cell);
    if (index < 0) return;
    content.activeCellIndex = index;
    await content.scrollToItem(index, "start");
    content.activeCell.node.focus();
    await stay(content, index);
  }
}

/** Scroll to a cell until it stays there: what is drawn above it later pushes it away. Whoever scrolls on is left alone. */
async function stay(content, index) {
  const { node } = content.widgets[index];
  let isLeft = false;
  content.node.addEventListener("wheel", () => (isLeft = true), { once: true });
  let before;
  for (let tries = 0, still = 0; tries < 30 && still < 3 && !isLeft; tries++) {
    await new Promise((done) => setTimeout(done, 100));
    if (content.isDisposed) return;
    await content.scrollToItem(index, "start");
    const { top } = node.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
  }
}
