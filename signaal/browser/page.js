// Small things every lesson needs to make a page.

/** A name for a radio group or label that no other view on the page has: each widget loads this module anew, so it counts on the page. */
export const newId = () => `signaal-${(globalThis.signaalNames = (globalThis.signaalNames ?? 0) + 1)}`;

/** Make an element. Attributes that are functions are listeners; children are nodes or text. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else if (value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// What a text of a lesson is made of: markdown-it makes no more, and a page without script not either.
const TAGS = new Set(
  "a b blockquote br code details em h1 h2 h3 h4 h5 h6 hr i li ol p pre section span strong summary table tbody td th thead tr ul".split(" "),
);
const ATTRIBUTES = new Set(["href", "lang", "scope", "start"]);

/**
 * HTML as nodes of which none loads anything by itself or takes over this page: whoever wrote a notebook must not hear
 * that it is read. The host's own sanitizer lets pictures and styles through, and takes `target` away.
 */
export function harmless(html) {
  const inert = make("template");
  inert.innerHTML = html;
  for (const node of inert.content.querySelectorAll("*")) {
    if (!TAGS.has(node.localName)) {
      node.replaceWith(node.textContent);
      continue;
    }
    for (const { name, value } of [...node.attributes]) {
      if (!ATTRIBUTES.has(name) && !(name === "class" && value === "sg-par")) node.removeAttribute(name);
    }
    if (node.localName === "a" && !isFigureLink(node)) {
      if (/^(https?|mailto|tel):/i.test(node.getAttribute("href") ?? "")) Object.assign(node, { target: "_blank", rel: "noopener noreferrer" });
      else node.removeAttribute("href");
    }
  }
  return inert.content;
}

const isFigureLink = (link) => /^(\.\.\/)*(notebooks\/)?bronnen\.ipynb#cell-id=[\w-]+$/.test(link.getAttribute("href") ?? "");

/** How to make an element whose text is HTML from content, after `clean`. */
export const proseWith = (clean) => (tag, html, attributes = {}) => make(tag, attributes, harmless(clean(html)));

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

export const button = (text, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, text);

/** Fill the {names} in an interface text. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const row = (...children) => make("div", { class: "sg-row" }, ...children);

export const list = (items, prose) => make("ul", {}, ...items.map((html) => prose("li", html)));

/** Where a text has its statements from: a list, and nothing where there are none. */
export const sourcesOf = ({ sources }, prose) => (sources.length ? [list(sources, prose)] : []);

/** Something that folds open. */
export const fold = (title, ...children) => make("details", {}, make("summary", {}, title), ...children);

/** A word with an icon in front of it that a screen reader leaves out. */
export const withIcon = (icon, text) => [make("span", { "aria-hidden": "true" }, `${icon} `), make("span", {}, text)];

/** Show something new and bring the reader there. */
export function focus(node) {
  if (!node.hasAttribute("tabindex") && !node.matches("button, input, a")) node.tabIndex = -1;
  node.focus();
}

/** Words for the ear alone: the eye sees them by their place. */
export const unseen = (text) => make("span", { class: "sg-unseen" }, text);

/** The words of HTML, for a label. */
export const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

export const ICONS = { right: "✓", partly: "◐", wrong: "↺", empty: "○", neutral: "•" };

/** The outcome as a line of text: icon for the eye, word for everyone. */
export const outcomeLine = (outcome, strings) =>
  make("p", { class: "sg-outcome" }, ...withIcon(ICONS[outcome], strings.outcome[outcome]));

/** A button that asks "are you sure?" in its own place before it does what cannot be undone. */
export function sureButton(text, question, yes, no, doIt) {
  const first = button(text, () => ask(true));
  const words = make("p", {}, question);
  const second = button(yes, () => {
    ask(false);
    doIt();
  });
  const asked = make("div", { class: "sg-box", role: "group", "aria-label": question, hidden: true }, words, row(second, button(no, () => ask(false))));
  function ask(open) {
    asked.hidden = !open;
    first.hidden = open;
    focus(open ? words : first);
  }
  return make("div", {}, first, asked);
}

/** `parts` in an order that depends on `seed` and `id` alone: each learner has an order, and keeps it. */
export function shuffled(parts, seed, id) {
  let state = seed;
  for (const character of id) state = Math.imul(state ^ character.codePointAt(0), 0x9e3779b1);
  const next = () => {
    // mulberry32, a well-known small generator
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = [...parts];
  for (let n = order.length - 1; n > 0; n--) {
    const other = Math.floor(next() * (n + 1));
    [order[n], order[other]] = [order[other], order[n]];
  }
  return order;
}

/** Turn links to a figure into buttons that open the note of its source; a notebook output resolves no relative link. */
export function openFigures(root, content, prose) {
  for (const link of [...root.querySelectorAll("a[href]")].filter(isFigureLink)) {
    const id = link.hash.split("=")[1];
    const note = Object.hasOwn(content.figures, id) && content.figures[id];
    const text = link.textContent;
    if (!note || link.closest("label, button")) {
      link.replaceWith(text); // a button inside a button or label could not be reached
      continue;
    }
    const figure = button(text, () => toggle(), {
      class: "sg-figure",
      "aria-expanded": "false",
      "aria-label": `${text}. ${fill(content.strings.figure.open, { value: text })}`,
    });
    let box = null;
    function toggle() {
      if (box) box.remove();
      box = box ? null : prose("div", note, { class: "sg-box sg-note" });
      figure.setAttribute("aria-expanded", String(Boolean(box)));
      const place = figure.closest("p, li, legend, td") ?? figure;
      if (box && place.matches("li, td")) place.append(box); // a list and a row hold nothing but items and cells
      else if (box) place.after(box);
    }
    link.replaceWith(figure);
  }
}

// JupyterLab reads keys on a focused control as its own shortcuts: x would cut the cell, Ctrl+A and then Ctrl+Backspace
// would merge the notebook into one. Saving and running stay Lab's.
const isLabs = (event) => (event.ctrlKey || event.metaKey) && ["s", "S", "Enter"].includes(event.key);

// Notebook 7 listens on the document before the key reaches us: it passes over what carries this attribute. Once a page,
// not once a lesson.
if (!globalThis.signaalKeys) {
  globalThis.signaalKeys = true;
  const guard = (event) => {
    if (event.target.closest?.(".signaal")) event.target.toggleAttribute("data-lm-suppress-shortcuts", !isLabs(event));
  };
  addEventListener("keydown", guard, true);
}

/** The frame of every lesson: a named region in its language whose keys JupyterLab leaves alone. */
export function frame(el, content) {
  const id = newId();
  const root = make("section", { class: "signaal", lang: content.language, "aria-labelledby": id });
  root.append(make("h3", { id }, content.title));
  root.addEventListener("keydown", (event) => {
    if (!isLabs(event)) event.stopPropagation();
    // Holding Enter must not press the button that gets the focus next: its text would go by unread.
    if (event.repeat && event.key === "Enter" && !event.target.matches("textarea")) event.preventDefault();
  });
  el.replaceChildren(root);
  // Right under the title of a page its own title is of the second level: whoever goes by headings misses none.
  const above = [...document.querySelectorAll("h1, h2")].filter((heading) => heading.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (above.at(-1)?.tagName === "H1") root.firstChild.setAttribute("aria-level", "2");
  return root;
}

/** A heading within what `frame` drew: one level below its title. */
export const subheading = (root, text) => make("h4", root.firstChild.ariaLevel === "2" ? { "aria-level": "3" } : {}, text);

/** A link to a lesson beside this notebook, and to a section in it; for one that stands elsewhere its title. */
export function lessonLink({ id, title, notebook }, section) {
  const isBeside = /^[\w.-]+\.ipynb$/.test(notebook);
  return isBeside ? make("a", { href: notebook, target: "_blank", "data-lesson": id, "data-section": section }, title) : title;
}

/** A link that brings the reader to a heading of the notebook around it; where there is no such heading, plain text. */
export function sectionLink(root, title, text) {
  const find = () =>
    [...(root.closest(".jp-Notebook") ?? document).querySelectorAll("h1, h2, h3, h4")].find(
      (heading) => !heading.closest(".signaal") && words(heading).replace(/¶$/, "").trim() === title,
    );
  if (!find()) return make("span", {}, text);
  return button(text, () => {
    const heading = find();
    heading.scrollIntoView({ block: "start" });
    focus(heading);
  }, { class: "sg-plain" });
}
