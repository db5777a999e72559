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

/**
 * A widget that another session left in the notebook, as jupyter-collaboration does, has no kernel behind it here: our renderer
 * draws it. The notebook itself is not touched: others may have it open, with that widget alive.
 */
function drawLeftWidgets({ context, content: { rendermime } }) {
  const id = (data) => data?.[VIEW]?.model_id;
  const prefer = rendermime.preferredMimeType.bind(rendermime);
  const shown = () => [...context.model.cells].flatMap(({ outputs }) => outputs?.toJSON() ?? []);
  let left = null; // what was there when the notebook had come in; nothing has run before that
  context.ready.then(() => (left = new Set(shown().filter(isOurs).map(({ data }) => id(data)))));
  rendermime.preferredMimeType = (data, safe) => (MIME in data && id(data) && (left?.has(id(data)) ?? true) ? MIME : prefer(data, safe));
}

/** The plugin. `course` is a promise of the list of lessons with its words, null where there is no server of ours. */
export const staysPlugin = ({ INotebookTracker, NotebookActions, Notification }, course) => ({
  id: "signaal:stays",
  autoStart: true,
  requires: [INotebookTracker],
  activate(_, notebooks) {
    const running = new WeakSet();
    const stored = new WeakMap(); // model of a cell -> { source, outputs }
    const shared = new WeakSet(); // models of cells in a notebook that is worked on together
    let told = null;

    function remember(cell) {
      const { outputs } = cell;
      if (!outputs || outputs.length > MANY) return;
      const shown = outputs.toJSON();
      if (shown.some(isOurs)) stored.set(cell, { source: cell.sharedModel.getSource(), outputs: shown.map(withoutView) });
      else if (outputs.length === 0) setTimeout(() => outputs.length === 0 && !running.has(cell) && restore(cell));
    }

    function restore(cell) {
      // Of a notebook that others have open too, a cell that is empty here is one that somebody else is running.
      if (shared.has(cell)) return false;
      const stays = stored.get(cell);
      if (stays?.source !== cell.sharedModel.getSource()) return false;
      cell.outputs.fromJSON(stays.outputs);
      return true;
    }

    function follow(cell, collaborative) {
      if (cell.type !== "code" || stored.has(cell)) return;
      if (collaborative) shared.add(cell);
      remember(cell);
      cell.outputs.changed.connect(() => remember(cell));
    }

    notebooks.widgetAdded.connect((_, panel) => {
      drawLeftWidgets(panel);
      panel.context.ready.then(() => {
        if (panel.isDisposed) return;
        const { cells, collaborative } = panel.content.model;
        for (const cell of cells) follow(cell, collaborative);
        cells.changed.connect((_, { type, newValues }) => type === "add" && newValues.forEach((cell) => follow(cell, collaborative)));
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
