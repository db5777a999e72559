// The learner's own choice: keep my answers, show them to me, erase them, make a file for my lecturer.

import { askProgress, eraseAll, readAgain, startKeeping } from "./answers.js";
import { drawHandIn } from "./handin.js";
import { button, fill, focus, fold, frame, make, row, sureButton } from "./page.js";

export function drawProgress(content, el) {
  const { strings } = content;
  const root = frame(el, content);
  const status = make("div", { role: "status" });
  const start = button(
    strings.start,
    async () => {
      tell(await startKeeping());
      focus(status); // the button is gone
    },
    { class: "sg-main" },
  );
  const kept = make("div", { class: "sg-box", role: "region", "aria-label": strings.show, hidden: true });
  const show = button(strings.show, async () => {
    const { kept: states = {} } = await readAgain();
    kept.hidden = false;
    kept.replaceChildren(...(Object.keys(states).length ? whatIsKept(states) : [make("p", {}, strings.empty)]));
    focus(kept);
  });
  function whatIsKept(states) {
    const lines = Object.entries(states).map(([key, state]) => {
      const [kind, id] = key.split(":");
      const answered = Object.keys(state.answers ?? {}).length;
      const n = { quiz: answered, review: answered, twice: answered, own: answered, scenario: state.path?.length ?? 0 }[kind] ?? 1;
      return make("li", {}, fill(strings[`kept_${kind}`] ?? "{id}", { id: content.titles[key] ?? id, n }));
    });
    const exactly = make("pre", { tabindex: "0", role: "region", "aria-label": strings.exactly }, JSON.stringify(states, null, 2));
    return [make("ul", {}, ...lines), fold(strings.exactly, exactly)];
  }
  const erase = sureButton(strings.erase, strings.erase_sure, strings.erase_yes, strings.erase_no, async () => {
    const progress = await eraseAll();
    tell(progress, progress.failed ? "" : strings.erased);
    kept.hidden = hand.node.hidden = true;
    focus(status);
  });
  const hand = drawHandIn(content, readAgain);
  const buttons = row(start, show, hand.start, erase);
  root.append(status, buttons, kept, hand.node);

  function tell(progress, also = "") {
    const here = "keeping" in progress;
    const lines = [also];
    if (!here) lines.push(strings.away);
    else {
      if (progress.failed) lines.push(fill(strings.failed, progress));
      lines.push(progress.keeping ? strings.on : strings.off, fill(strings.where, { path: progress.path }));
    }
    status.replaceChildren(...lines.filter(Boolean).map((line) => make("p", {}, line)));
    buttons.hidden = !here;
    start.hidden = Boolean(progress.keeping);
    show.hidden = hand.start.hidden = erase.hidden = !progress.keeping;
  }
  buttons.hidden = true;
  askProgress().then((progress) => tell(progress));
}
