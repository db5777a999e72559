// Which book fits? All books of the kit, by age group or by a word of the title or the writer.

import { fill, frame, list, make, newId } from "./page.js";

export function drawBooks(content, el, prose) {
  const { strings } = content;
  const root = frame(el, content);
  const groups = [...new Set(content.books.map(({ group }) => group))].filter((group) => group !== "alle");
  const [groupId, wordId] = [newId(), newId()];
  const options = ["every", ...groups].map((group) => make("option", { value: group }, strings[group]));
  const group = make("select", { id: groupId, change: () => show() }, ...options);
  const word = make("input", { type: "text", id: wordId, autocomplete: "off", input: () => show() });
  const status = make("p", { role: "status" });
  const found = make("ul", { class: "sg-books" });
  root.append(
    make("p", {}, make("label", { for: groupId }, strings.group), make("br"), group),
    make("p", {}, make("label", { for: wordId }, strings.search), make("br"), word),
    status,
    found,
    make("p", { class: "sg-note" }, strings.from),
    list(content.sources, prose),
  );

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function show() {
    // A book without an age fits every group.
    const fits = (book) => group.value === "every" || [group.value, "alle"].includes(book.group);
    const has = (book) => plain(`${book.title} ${book.authors}`).includes(plain(word.value.trim()));
    const books = content.books.filter((book) => fits(book) && has(book));
    status.textContent = books.length ? fill(strings.found, { n: books.length }) : strings.none;
    found.hidden = books.length === 0;
    found.replaceChildren(
      ...books.map((book) =>
        make("li", {}, make("strong", {}, book.title), `, ${book.authors} (${strings[book.group]})`, ...(book.note ? [prose("p", book.note, { class: "sg-note" })] : [])),
      ),
    );
  }
  show();
}
