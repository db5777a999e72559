// Which lessons are there, what did I do, and where was I? A list of links, drawn from JSON (signaal/jupyter/lessons.py).

import { fill, make, newId, withIcon } from "./page.js";

const ICONS = { todo: "○", begun: "◐", busy: "◐", done: "✓", again: "↺" };

/**
 * Draw the list in `el`.
 *
 *   href    (lesson) => the address of a lesson, for a reader who opens it in a new tab; null when it is not there
 *   open    (lesson, cell) => open it here, at that cell when one is given; without `open` a link is just a link
 *   isOpen  (lesson) => is this the one that is being read?
 */
export function drawLessons(content, el, { href, open, isOpen }) {
  const { lessons, last, strings, language } = content;
  const focused = el.contains(document.activeElement) && document.activeElement.id;
  const id = newId();
  const nav = make("nav", { "aria-labelledby": id, lang: language });
  nav.append(make("h2", { id }, strings.title));

  /** A link to a lesson; the id keeps the focus on it when the list is drawn again. */
  const link = (lesson, name, cell, ...children) =>
    make("a", {
      id: `signaal-lesson-${name}`,
      href: href(lesson),
      click(event) {
        if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(lesson, cell);
      },
    }, ...children);

  const place = last && lessons.find(({ id, path }) => id === last.lesson && path !== null);
  if (place) {
    nav.append(
      make("p", { class: "sg-onward" }, link(place, "onward", last.cell, make("strong", {}, strings.onward), make("span", {}, place.title))),
    );
  }

  let part;
  let list;
  lessons.forEach((lesson, n) => {
    if (n === 0 || lesson.part !== part) {
      part = lesson.part;
      const heading = part && part !== strings.title ? make("h3", { id: newId() }, part) : null;
      list = make("ol", { "aria-labelledby": heading?.id });
      nav.append(...(heading ? [heading] : []), list);
    }
    list.append(make("li", { "data-state": lesson.state ?? undefined }, row(lesson)));
  });

  function row(lesson) {
    const about = [];
    if (lesson.minutes) about.push(make("span", {}, fill(strings.minutes, { n: lesson.minutes })));
    if (lesson.state) about.push(make("span", { class: "sg-state" }, ...withIcon(ICONS[lesson.state], strings[lesson.state])));
    if (lesson.path === null) about.push(make("span", {}, strings.gone));
    // Within the link: a screen reader tells all of it, from a list of links too.
    const words = [make("span", { class: "sg-name" }, lesson.title), ...(about.length ? [" ", make("small", {}, ...about)] : [])];
    if (lesson.path === null) return make("span", {}, ...words);
    const a = link(lesson, lesson.id, undefined, ...words);
    if (isOpen(lesson)) a.setAttribute("aria-current", "page");
    return a;
  }

  if (lessons.some(({ state }) => state === "again")) nav.append(make("p", { class: "sg-note" }, strings.again_note));
  el.replaceChildren(nav);
  if (focused) document.getElementById(focused)?.focus();
}
