// What stays of a lesson when its outputs are cleared, when a cell fails, or when the kernel has no Signaal? A question is no
// result of a cell, but part of the lesson: as long as the cell says the same, what it showed comes back.

import { MIME } from "./stage.js";

const VIEW = "application/vnd.jupyter.widget-view+json";
const MANY = 20; // a cell of ours has one output or a few; nobody waits for us to look through those of a long loop

const isOurs = ({ data }) => Boolean(data && Object.hasOwn(data, MIME));
const lacksSignaal = ({ output_type, ename, evalue }) =>
  output_type === "error" && ename === "ModuleNotFoundError" && /'signaal(\.|')/.test(evalue);

/** Without the widget of a kernel that may be gone: our renderer draws what is left. */
const withoutView = (output) => {
  if (!isOurs(output)) return output;
  const { [VIEW]: view, ...data } = output.data;
  return { ...output, data };
};

/** The plugin. `course` is a promise of the list of lessons with its words, null where there is no server of ours. */
export const staysPlugin = ({ INotebookTracker, NotebookActions, Notification }, course) => ({
  id: "signaal:stays",
  autoStart: true,
  requires: [INotebookTracker],
  activate(_, notebooks) {
    const running = new WeakSet();
    const stored = new WeakMap(); // model of a cell -> { source, outputs }
    let told = null;

    function remember(cell) {
      const { outputs } = cell;
      if (!outputs || outputs.length > MANY) return;
      const shown = outputs.toJSON();
      if (shown.some(isOurs)) stored.set(cell, { source: cell.sharedModel.getSource(), outputs: shown.map(withoutView) });
      else if (outputs.length === 0) setTimeout(() => outputs.length === 0 && !running.has(cell) && restore(cell));
    }

    function restore(cell) {
      const stays = stored.get(cell);
      if (stays?.source !== cell.sharedModel.getSource()) return false;
      cell.outputs.fromJSON(stays.outputs);
      return true;
    }

    function follow(cell) {
      if (cell.type !== "code" || stored.has(cell)) return;
      // A widget that another session left in the notebook has no kernel behind it: jupyter-collaboration keeps those.
      const shown = cell.outputs.toJSON();
      if (shown.some((output) => isOurs(output) && Object.hasOwn(output.data, VIEW))) cell.outputs.fromJSON(shown.map(withoutView));
      remember(cell);
      cell.outputs.changed.connect(() => remember(cell));
    }

    notebooks.widgetAdded.connect((_, panel) => {
      panel.context.ready.then(() => {
        if (panel.isDisposed) return;
        const { cells } = panel.content.model;
        for (const cell of cells) follow(cell);
        cells.changed.connect((_, { type, newValues }) => type === "add" && newValues.forEach(follow));
      });
    });
    NotebookActions.executionScheduled.connect((_, { cell }) => running.add(cell.model));
    NotebookActions.executed.connect((_, { cell, success }) => {
      running.delete(cell.model);
      const { outputs } = cell.model;
      if (!success && outputs?.length === 0) restore(cell.model); // given up, because a cell before it failed
      if (!outputs || outputs.length > MANY || !outputs.toJSON().some(lacksSignaal)) return;
      course.then((content) => {
        if (!content) return;
        const words = content.strings.no_kit;
        if (!restore(cell.model)) outputs.fromJSON([{ output_type: "stream", name: "stdout", text: `${words}\n` }]);
        // One is enough, however many cells ran.
        if (told) Notification.dismiss(told);
        told = Notification.warning(words, { autoClose: false });
      });
    });
  },
});
