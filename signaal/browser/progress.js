// The learner's own choice: keep my answers, show them to me, erase them.

import { askProgress, eraseAll, readAgain, startKeeping } from "./answers.js";
import { button, fill, focus, frame, make, row, sureButton } from "./page.js";

export function drawProgress(content, el) {
  const { strings } = content;
  const root = frame(el, content);
  const status = make("div", { role: "status" });
  const start = button(strings.start, async () => tell(await startKeeping()), { class: "sg-main" });
  const kept = make("pre", { tabindex: "0", "aria-label": strings.show, hidden: true });
  const show = button(strings.show, async () => {
    const progress = await readAgain();
    kept.hidden = false;
    kept.textContent = Object.keys(progress.kept ?? {}).length ? JSON.stringify(progress.kept, null, 2) : strings.empty;
    focus(kept);
  });
  const erase = sureButton(strings.erase, strings.erase_sure, strings.erase_yes, strings.erase_no, async () => {
    const progress = await eraseAll();
    tell(progress, progress.failed ? "" : strings.erased);
    kept.hidden = true;
    focus(status);
  });
  const buttons = row(start, show, erase);
  root.append(status, buttons, kept);

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
    show.hidden = erase.hidden = !progress.keeping;
  }
  buttons.hidden = true;
  askProgress().then((progress) => tell(progress));
}
