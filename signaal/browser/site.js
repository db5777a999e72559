// A lesson as a web page: what does a reader get beside the page without script? Each quiz, story, exercise and panel where
// its page stands, the note of a figure below its sentence, and on the first page what was done.

import { askProgress, keepIn } from "./answers.js";
import { fill, harmless, make } from "./page.js";
import { shelfOf, withShelfWords } from "./shelf.js";
import lesson from "./widget.js";

// signaal/make/site.py writes it: { course, words, figures, keeping }.
const pageOfSite = JSON.parse(document.getElementById("signaal-page").textContent);

keepIn(shelfOf(pageOfSite.course), `signaal.${pageOfSite.course}`);

// ------------------------------------------------------------------------------------------------ what is alive

function modelFor(content) {
  const values = { content, state: {} };
  return { get: (name) => values[name], send() {} };
}

function enliven(host) {
  const [json, plain] = host.children;
  const model = modelFor(withShelfWords(JSON.parse(json.textContent), pageOfSite.keeping));
  lesson.render({ model, el: host, page: plain.innerHTML });
  host.classList.add("sg-alive");
}

// One after the other: what stands first can be clicked while the rest is drawn.
const waiting = [...document.querySelectorAll(".sg-live")];

function enlivenNext() {
  if (waiting.length) enliven(waiting.shift());
  if (waiting.length) setTimeout(enlivenNext);
}

function enlivenAll() {
  while (waiting.length) enliven(waiting.shift());
}

addEventListener("beforeprint", () => {
  enlivenAll();
  for (const fold of document.querySelectorAll(".sg-page details")) fold.open = true;
});
if (location.hash) {
  // What is drawn above the place that was asked for would move it.
  enlivenAll();
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} else enlivenNext();

// A lesson that a question leads to is a page here.
addEventListener("click", ({ target }) => {
  const link = target.closest?.(".signaal a[data-lesson]");
  if (link) link.href = link.getAttribute("href").replace(/\.ipynb$/, ".html");
}, true);

// ------------------------------------------------------------------------------------------------------ figures

const openNotes = new WeakMap(); // link -> the box with its note

for (const link of document.querySelectorAll("a[data-figure]")) {
  link.role = "button";
  link.ariaExpanded = "false";
  link.ariaLabel = `${link.textContent}. ${fill(pageOfSite.words.open_figure, { value: link.textContent })}`;
}

function toggleNote(link) {
  const there = openNotes.get(link);
  link.ariaExpanded = String(!there);
  if (there) {
    there.remove();
    openNotes.delete(link);
    return;
  }
  const all = make("a", { href: link.getAttribute("href") }, pageOfSite.words.all_figures);
  const note = make("div", { class: "signaal-note", role: "status" });
  const place = link.closest("p, li, td, blockquote") ?? link;
  if (place.matches("p")) place.after(note);
  else place.append(note);
  note.append(make("p", {}, harmless(pageOfSite.figures[link.dataset.figure])), make("p", {}, all)); // filled when it stands: then it is read aloud
  openNotes.set(link, note);
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-figure]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  toggleNote(link);
});
addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("a[data-figure]")) return;
  event.preventDefault();
  toggleNote(event.target);
});

// ------------------------------------------------------------------------------------------------- the first page

/** Which lessons hold answers of this reader, and where was the last? */
async function tellWhatIsKept() {
  const { keeping, kept, last } = await askProgress();
  if (!keeping) return;
  for (const item of document.querySelectorAll("[data-keys]")) {
    const keys = item.dataset.keys.split(" ");
    if (keys.some((key) => Object.hasOwn(kept, key))) item.querySelector("small").append(make("span", { class: "sg-state" }, pageOfSite.words.has_answers));
    if (!keys.includes(last)) continue;
    const { title, page } = item.dataset;
    document.querySelector(".sg-begin").prepend(make("a", { href: `${page}#${last.replace(":", "-")}` }, fill(pageOfSite.words.onward, { title })));
  }
}
if (document.querySelector("[data-keys]")) tellWhatIsKept();

// An old browser knows no popover: there the numbers stand at the end of the page.
for (const opener of document.querySelectorAll("[popovertarget]")) {
  if ("popover" in HTMLElement.prototype) break;
  opener.addEventListener("click", () => document.getElementById(opener.getAttribute("popovertarget")).scrollIntoView());
}

// From a disk that lab does not start: it asks a web server for its files.
if (location.protocol === "file:") document.querySelector(".sg-lab")?.remove();

/** What is too wide scrolls in itself, also for whoever has no mouse or finger. */
function reachWhatScrolls() {
  for (const node of document.querySelectorAll(".sg-page :is(table, pre)")) {
    if (node.scrollWidth > node.clientWidth) node.tabIndex = 0;
    else if (node.tabIndex === 0) node.removeAttribute("tabindex");
  }
}
reachWhatScrolls();
addEventListener("resize", reachWhatScrolls);
addEventListener("toggle", reachWhatScrolls, true); // a table that was folded away
