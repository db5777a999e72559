// A figure in the text of a lesson opens its note where it stands. The link leads to a page with all figures: who follows it
// loses the place, and the ear hears no more than a number.

import { button, fill, harmless, make } from "./browser/page.js";
import { isOurs, whenDrawn } from "./stage.js";

const figureOf = (link) => (/\/bronnen\.ipynb$/.test(link.pathname) ? link.hash.match(/^#cell-id=([\w-]+)$/)?.[1] : undefined);

/** What the server says of a figure: { html, words }; null where there is none, or no such figure. */
async function askFigure({ serviceManager }, id) {
  const { baseUrl } = serviceManager.serverSettings;
  const answer = await fetch(`${baseUrl}signaal/figure?${new URLSearchParams({ id })}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** The plugin. `course` is a promise of the list of lessons with its words, null where there is no server of ours. */
export const figuresPlugin = ({ INotebookTracker }, course) => ({
  id: "signaal:figures",
  autoStart: true,
  requires: [INotebookTracker],
  activate(app, notebooks) {
    course.then((content) => {
      if (!content) return; // a link is just a link
      const follow = (panel) => panel.context.ready.then(() => !panel.isDisposed && isOurs(panel) && openInPlace(app, panel, content.strings));
      notebooks.forEach(follow);
      notebooks.widgetAdded.connect((_, panel) => follow(panel));
    });
  },
});

function openInPlace(app, panel, strings) {
  const open = new WeakMap(); // link -> the box with its note
  const away = new WeakSet(); // links that are followed after all

  async function toggle(link, id) {
    const box = open.get(link);
    link.setAttribute("aria-expanded", String(!box));
    if (box) {
      box.remove();
      open.delete(link);
      return;
    }
    const note = make("div", { class: "signaal-note" });
    open.set(link, note);
    const figure = await askFigure(app, id);
    if (open.get(link) !== note) return; // closed again meanwhile
    const goOn = () => {
      away.add(link);
      link.click();
    };
    if (!figure) {
      open.delete(link);
      goOn();
      return;
    }
    note.append(make("p", {}, harmless(figure.html)), make("p", {}, button(strings.all_figures, goOn)));
    const place = link.closest("p, li, td, blockquote") ?? link;
    if (place.matches("p")) place.after(note);
    else place.append(note);
  }

  panel.node.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.(".jp-RenderedMarkdown a[href]");
      const id = link && figureOf(link);
      if (!id || event.ctrlKey || event.metaKey || event.shiftKey || away.delete(link)) return;
      event.preventDefault();
      event.stopPropagation();
      toggle(link, id);
    },
    true,
  );
  panel.node.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.role !== "button" || !event.target.matches?.(".jp-RenderedMarkdown a[href]")) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.click();
  }, true);

  /** What opens is a button, and says what opens: "36%" alone says nothing. */
  function name() {
    for (const link of panel.node.querySelectorAll(".jp-RenderedMarkdown a[href]:not([role])")) {
      if (!figureOf(link)) continue;
      link.role = "button";
      link.ariaExpanded = "false";
      link.ariaLabel = `${link.textContent}. ${fill(strings.open_figure, { value: link.textContent })}`;
    }
  }
  whenDrawn(panel, name);
}
