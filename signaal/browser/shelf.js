// Where do answers stay when there is no server? In this browser, for whoever asks to keep them. A shelf answers what
// signaal/jupyter/server.py answers, and keeps what signaal/jupyter/progress.py keeps: schema 2, {period, kept}.
//
// In localStorage there is one item for the head {schema, period}, and one for each lesson: two tabs that write at the same
// moment do not write over each other. Nothing is there until the learner chooses to keep.

import { merged } from "./answers.js";
import { isObject } from "./page.js";

const KEPT_SCHEMA = 2;

/** What the shelf cannot do now: it is full, it is shut, or a newer page has kept something that this one does not know. */
class Unable extends Error {}

/** An answer has the day on which it was last changed, and no time. */
function dated(change) {
  const day = new Date().toLocaleDateString("sv"); // Swedes write 2026-11-28
  const { answers } = change;
  if (answers) return { ...change, answers: Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, answer && { ...answer, day }])) };
  return "path" in change || "given" in change ? { ...change, day } : change;
}

// Words that say where answers stay are other words here; in a lesson those of them that say that it goes wrong.
const TROUBLE = ["aside", "failed", "unreachable"];

/** Content with the words for a shelf in place of those for a server; what a course says itself comes first. */
export function withShelfWords(content, words) {
  const own = Object.entries(words).filter(([key]) => content.kind === "progress" || TROUBLE.includes(key));
  return { ...content, strings: { ...Object.fromEntries(own), ...content.strings } };
}

/** Everything on a website was made with it. */
const allKnown = async () => ({ parts: ["*"] });

/**
 * The shelf of a course: (method, path, body) => a promise of an answer, null where this browser keeps nothing. `known` says
 * which parts of some content the course has: ({content}) => a promise of {parts}.
 */
export function shelfOf(course, known = allKnown) {
  const head = `signaal.${course}`;
  const lessons = `${head}.kept.`;
  const last = `${head}.last`;
  const apart = `${head}.opzij.`;

  function storage() {
    try {
      localStorage.getItem(head);
      return localStorage;
    } catch {
      return null; // private mode, or the reader has forbidden it
    }
  }

  function write(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      throw new Unable();
    }
  }

  const names = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));

  /** What stands under `name`; what cannot be read is set aside, and `aside` tells of it. */
  function read(name, aside) {
    const text = localStorage.getItem(name);
    if (text === null) return null;
    try {
      const found = JSON.parse(text);
      if (isObject(found)) return found;
    } catch {
      // as anything else that is no object
    }
    const place = `${apart}${names(apart).length + 1}`;
    write(place, text);
    localStorage.removeItem(name);
    aside.push(place);
    return null;
  }

  /** The period of keeping, null where nothing is kept. */
  function period(aside) {
    const found = read(head, aside);
    if (found && found.schema > KEPT_SCHEMA) throw new Unable();
    if (typeof found?.period === "string") return found.period;
    if (aside.length === 0 && found === null) return null;
    return begin(); // it was kept, and cannot be read any more
  }

  function begin() {
    const started = crypto.getRandomValues(new Uint32Array(2)).join("");
    write(head, JSON.stringify({ schema: KEPT_SCHEMA, period: started }));
    return started;
  }

  const kept = (aside) => Object.fromEntries(names(lessons).map((name) => [name.slice(lessons.length), read(name, aside)]).filter(([, state]) => state));

  function keep({ key, change, period: known }, aside) {
    const now = period(aside);
    if (now !== known) return now;
    const name = `${lessons}${key}`;
    write(name, JSON.stringify(merged(read(name, aside) ?? {}, dated(change))));
    write(last, key);
    return now;
  }

  function erase() {
    [head, ...names(`${head}.`)].forEach((name) => localStorage.removeItem(name));
    return null;
  }

  const acts = {
    GET: (_, aside) => period(aside),
    POST: (_, aside) => period(aside) ?? begin(),
    PUT: keep,
    DELETE: erase,
  };

  return async function answer(method, path, body) {
    if (path === "known") return known(body);
    if (!storage()) return null;
    const aside = [];
    try {
      const now = acts[method](body, aside);
      const states = method === "GET" || method === "POST" ? { kept: now === null ? {} : kept(aside), last: localStorage.getItem(last) } : {};
      return { keeping: now !== null, period: now ?? "", path: "", aside: aside[0] ?? null, failed: false, ...states };
    } catch (error) {
      if (!(error instanceof Unable)) throw error;
      return { keeping: false, period: "", path: "", aside: null, failed: true };
    }
  };
}
