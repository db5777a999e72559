// JupyterLab in a browser tab, without a server: who keeps the answers there, and which content may they go into?

import { inOrder, keepIn } from "./browser/answers.js";
import { shelfOf, withShelfWords } from "./browser/shelf.js";

const QUESTIONS = ["quiz", "review"]; // what is known question by question; anything else is known as a whole
const AROUND = ["questions", "title", "language", "figures"]; // may differ: signaal/jupyter/known.py has the same rule

const text = (value) => JSON.stringify(value, inOrder);
const core = (content) => text(Object.fromEntries(Object.entries(content).filter(([key]) => !AROUND.includes(key))));
const nameOf = ({ of, id }) => (of ? `${of}/${id}` : id);

/** The ids of the questions in some content that the lessons of this lab have to the letter, or ["*"]. */
export function knownParts(content, lessons) {
  const same = lessons.filter((each) => core(each) === core(content));
  if (!QUESTIONS.includes(content.kind)) return same.length ? ["*"] : [];
  const ours = new Set(same.flatMap(({ questions }) => questions.map(text)));
  return content.questions.filter((question) => ours.has(text(question))).map(nameOf);
}

/** Keep answers in this browser, on the shelf that the website beside this lab has too. `lessons` is the address of what they show. */
export function keepInTab({ course, words }, lessons) {
  let asked;
  const known = async ({ content }) => {
    // With the words that the renderer puts in what a page draws.
    asked ??= fetch(lessons).then(async (answer) => (await answer.json()).map((each) => withShelfWords(each, words)));
    return { parts: knownParts(content, await asked) };
  };
  keepIn(shelfOf(course, known), `signaal.${course}`);
}
