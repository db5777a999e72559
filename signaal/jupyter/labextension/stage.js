// JupyterLab as the stage for a lesson: what it looks like, and what it does not do by itself, while one of our notebooks is
// open. Whoever rather has ordinary JupyterLab says so in the menu; that is remembered in this browser.
//
// Nothing here is a setting of JupyterLab. Those hold for every notebook of everybody on this server; what is here holds for
// a notebook that is ours, and is given back when another one is on the page.

import { fitCharts } from "./charts.js";

export const MIME = "application/vnd.signaal+json";
const PLAIN = "signaal.plain"; // in localStorage: the learner wants ordinary JupyterLab
const TAKEN = "signaal.taken"; // in sessionStorage, of this tab of the browser: what Stage has taken away
const STATUS_BAR = "jp-main-statusbar";
export const NARROW = "(max-width: 700px)";

/**
 * A notebook is ours when the kit wrote it (its metadata say so; see signaal/make/notebooks.py), or when it shows
 * something of ours: so a lecturer's own lesson is, without anything to fill in.
 */
export function isOurs(panel) {
  const model = panel.content?.model;
  if (!model) return false;
  if (model.getMetadata("signaal")) return true;
  return [...model.cells].some(
    ({ outputs }) => outputs && Array.from({ length: outputs.length }, (_, n) => outputs.get(n)).some(({ data }) => MIME in (data ?? {})),
  );
}

/** Call `act` now, and once after JupyterLab has drawn something in the panel: it draws a cell when that comes into sight. */
export function whenDrawn(panel, act) {
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  }).observe(panel.content.node, { childList: true, subtree: true });
  act();
}

/** The plugin. `course` is a promise of the list of lessons, null where there is no server of ours. */
export const stagePlugin = (lab, course) => ({
  id: "signaal:stage",
  autoStart: true,
  requires: [lab.INotebookTracker],
  optional: [lab.ILabShell, lab.IMainMenu, lab.ICommandPalette],
  activate(app, notebooks, shell, menu, palette) {
    const words = course.then((content) => content?.strings);
    let plain = localStorage.getItem(PLAIN) !== null;
    const stage = shell && new Stage(shell, (widget) => !plain && notebooks.has(widget) && isOurs(widget));

    function dress(panel) {
      panel.toggleClass("signaal-stage", !plain && isOurs(panel));
      stage?.arrange();
    }

    notebooks.widgetAdded.connect((_, panel) => {
      fitCharts(lab, panel); // before anything is drawn
      // As soon as its content is known, and before JupyterLab has asked for its checkpoints and starts a kernel.
      panel.context.ready.then(() => {
        if (panel.isDisposed) return;
        if (isOurs(panel)) {
          if (!plain && panel.context.sessionContext.kernelPreference.shouldStart !== false) letSleep(panel);
          tellKernel(panel);
          forgiveNoise(panel.context);
          nameFolds(panel, words);
          tellKeys(panel);
        }
        dress(panel);
      });
    });
    // It may have become ours: a lecturer has run a first quiz.
    notebooks.currentChanged.connect((_, panel) => panel?.context.isReady && dress(panel));
    shell?.layoutModified.connect(() => stage.arrange());
    const narrow = matchMedia(NARROW);
    const makeRoom = () => narrow.matches && shell?.collapseLeft(); // beside it a quiz would be one letter wide
    narrow.addEventListener("change", makeRoom);
    app.restored.then(() => {
      makeRoom();
      stage?.arrange();
    });

    words.then((texts) => {
      const command = "signaal:plain";
      app.commands.addCommand(command, {
        label: texts?.plain ?? "Gewone JupyterLab", // without our server it can still be switched off
        isToggled: () => plain,
        execute() {
          plain = !plain;
          if (plain) localStorage.setItem(PLAIN, "1");
          else localStorage.removeItem(PLAIN);
          notebooks.forEach(dress);
          stage?.arrange();
          app.commands.notifyCommandChanged(command);
        },
      });
      menu?.viewMenu.addGroup([{ command }], 1000);
      palette?.addItem({ command, category: "Signaal" });
    });
  },
});

/**
 * Takes the tabs, the title, the right side bar and the status bar away for as long as everything that is open is ours, and
 * gives back what it took: a notebook of somebody else beside a lesson would vanish from sight.
 */
class Stage {
  constructor(shell, isOnStage) {
    Object.assign(this, { shell, isOnStage, asked: false, on: false });
    // After a reload JupyterLab puts its layout back as it was, without what we took.
    this.taken = new Set(JSON.parse(sessionStorage.getItem(TAKEN) ?? "[]"));
  }

  /** Once, after whatever is going on now: a change of mode while JupyterLab lays things out would be a change too many. */
  arrange() {
    if (this.asked) return;
    this.asked = true;
    this.shell.restored.then(() =>
      requestAnimationFrame(() => {
        this.asked = false;
        const open = [...this.shell.widgets("main")].filter(({ id }) => !id.startsWith("launcher")); // it holds nothing of anybody
        this.set(open.length > 0 && open.every(this.isOnStage));
      }),
    );
  }

  /** Only when it changes: what a learner brings back stays. */
  set(on) {
    if (on === this.on && (on || this.taken.size === 0)) return;
    this.on = on;
    const furniture = Object.entries(this.furniture());
    // The title can be put back in single-document mode only.
    for (const [name, [isThere, change]] of on ? furniture : furniture.reverse()) {
      if (on && isThere()) {
        this.taken.add(name);
        change(false);
      } else if (!on && this.taken.has(name) && !isThere()) change(true);
    }
    if (!on) this.taken.clear();
    sessionStorage.setItem(TAKEN, JSON.stringify([...this.taken]));
  }

  /** For each thing: is it there, and how does it come and go? */
  furniture() {
    const { shell } = this;
    const bar = [...shell.widgets("bottom")].find(({ id }) => id === STATUS_BAR);
    return {
      tabs: [() => shell.mode === "multiple-document", (on) => (shell.mode = on ? "multiple-document" : "single-document")],
      title: [() => shell.isTopInSimpleModeVisible(), () => shell.toggleTopInSimpleModeVisibility()],
      right: [() => shell.isSideTabBarVisible("right"), () => shell.toggleSideTabBarVisibility("right")],
      status: [() => bar?.isVisible ?? true, (on) => bar?.setHidden(!on)],
    };
  }
}

/**
 * No lesson needs Python to be read or answered: a kernel starts when a cell is run or one is chosen, and not before.
 *
 * JupyterLab has an option for that, `shouldStart`. It then calls the session ready while it has no kernel, and ipywidgets
 * (seen in 8.1) never draws a widget in that notebook again. So the session is not told to begin before there is a reason.
 */
function letSleep(panel) {
  const session = panel.context.sessionContext;
  let waking;
  // A session that begins before JupyterLab has heard which kernels there are never gets one.
  const wake = () => (waking ??= session.specsManager.ready.then(() => {
    ["initialize", "startKernel", "changeKernel"].forEach((name) => delete session[name]); // back to those of its class
    return session.initialize();
  }));
  Object.assign(session, {
    async initialize() {
      const { sessionManager } = session;
      await sessionManager.ready;
      await sessionManager.refreshRunning();
      const runs = [...sessionManager.running()].some(({ path }) => path === session.path);
      return runs && wake();
    },
    startKernel: wake,
    async changeKernel(chosen) {
      session.kernelPreference = { ...session.kernelPreference, ...chosen };
      await wake();
      return session.session?.kernel ?? null;
    },
  });
}

/** Where there is no kernel, there is no need to tell of one (stage.css). */
function tellKernel(panel) {
  const session = panel.context.sessionContext;
  const tell = () => panel.toggleClass("signaal-no-kernel", !session.session?.kernel);
  session.kernelChanged.connect(tell);
  tell();
}

/**
 * A lesson that was only read has not changed: a kernel writes its name and language in it, and a chart that is drawn gets a
 * picture beside it. JupyterLab would ask whether to save that, and save it by itself after two minutes.
 */
function forgiveNoise(context) {
  const { model } = context;
  let before = substance(model); // what is in the file
  let saving = null;
  context.saveState.connect((_, state) => {
    if (state === "started") saving = substance(model); // a learner may go on typing meanwhile
    else {
      if (state.startsWith("completed")) before = saving;
      saving = null;
    }
  });
  context.fileChanged.connect(() => {
    if (saving === null) before = substance(model); // read from the file again
  });
  // Not at once: the change is still being told, and whoever tells it says last that the notebook is dirty.
  const look = () =>
    setTimeout(() => {
      if (!model.isDisposed && model.dirty && substance(model) === before) model.dirty = false;
    });
  model.stateChanged.connect((_, { name, newValue }) => name === "dirty" && newValue && look());
  look();
}

const isChart = (keys) => keys.some((key) => key.startsWith("application/vnd.vega"));

/** What a learner can have changed in a notebook; JupyterLab also changes the order of keys when it draws an output. */
function substance(model) {
  const { cells, metadata } = model.sharedModel.toJSON();
  const { language_info, kernelspec, ...more } = metadata;
  return JSON.stringify([cells, more, kernelspec?.name], (_, value) => {
    if (!value || typeof value !== "object" || Array.isArray(value)) return value;
    const keys = Object.keys(value).sort();
    return Object.fromEntries(keys.filter((key) => key !== "image/png" || !isChart(keys)).map((key) => [key, value[key]]));
  });
}

/**
 * A folded cell shows one word that opens it (stage.css). JupyterLab opens it with a mouse only: it becomes a button, with
 * that word as its name.
 */
function nameFolds(panel, words) {
  whenDrawn(panel, async () => {
    const texts = await words;
    for (const fold of panel.node.querySelectorAll(".jp-InputPlaceholder > .jp-Placeholder-content:not([role])")) {
      fold.role = "button";
      fold.tabIndex = 0;
      fold.ariaLabel = texts?.code ?? "code";
      fold.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        fold.click();
        panel.content.activeCell?.node.focus();
      });
    }
  });
}

/** A line marks the cell where one is, for whoever goes from cell to cell by keyboard; a reader with a mouse has no use for it. */
function tellKeys({ node }) {
  node.addEventListener("keydown", () => node.classList.add("signaal-keys"), true);
  node.addEventListener("pointerdown", () => node.classList.remove("signaal-keys"), true);
}
