// What was answered, and where is it kept? One state per quiz, scenario or exercise on a page. Every view of it follows
// that state: two views of one output, the same quiz in two notebooks, the page before a cell has run and the widget
// after. So answers outlive a restart of the kernel. Nothing leaves the page's memory and the kernel, unless the
// learner chose to keep progress: then signaal/jupyter/progress.py keeps it in one file.
//
// What goes to the kernel and to the file is a change, never the whole: another page may know what this one does not.
// Kept answers come into, and are changed from, content that the course of this server knows, and no other: a notebook
// may come from anyone.

import { fill } from "./page.js";

const FIRST_WAIT = 2_000; // ms before a change that did not arrive is sent again; twice as long each time
const LAST_WAIT = 60_000;
const ALL = "*"; // what the server calls the whole of a scenario or exercise

// Not a variable of this module: JupyterLab's renderer and anywidget each load a copy of it. After an update those two
// may differ until the page is opened anew; another shape of this object gets another number.
const page = (globalThis.signaalAnswers2 ??= {
  entries: new Map(), // what makes content what it is -> { key, content, state, change, views, known, timer }
  seed: crypto.getRandomValues(new Uint32Array(1))[0], // the order of options, until something kept says another
  progress: null, // a promise of what the server says, asked once
  keeping: false,
  period: "", // the period of keeping that this page knows
  waiting: new Map(), // entry -> a change that the file does not have yet
  sending: false,
  wait: FIRST_WAIT,
  trouble: null, // { kind, path }: why keeping goes wrong now
  tellers: new Set(), // lessons that can say so on the page
  channel: openChannel(),
});

function openChannel() {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("signaal") : null;
  channel?.addEventListener("message", ({ data }) => heardFromOthers(data));
  return channel;
}

/** For JSON.stringify: a stored notebook has the keys of its JSON in another order than a kernel. */
export const inOrder = (_, value) =>
  value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

const isEmpty = (state) => Object.keys(state).length === 0;
const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** A state with a change in it: signaal/show/answers.py has the same rule. Null takes away; what was first stays first. */
export function merged(state, { answers, ...change }) {
  const withFirst = (old, now) => filled({ ...old, ...now, ...(old.first && now.first && { first: old.first }) });
  const own = (id) => (Object.hasOwn(state.answers ?? {}, id) && state.answers[id]) || {};
  if (!answers) return withFirst(state, change);
  const given = Object.entries(answers).map(([id, answer]) => [id, answer && withFirst(own(id), answer)]);
  const all = { ...state.answers, ...Object.fromEntries(given) };
  for (const [id, answer] of given) if (answer === null) delete all[id];
  return { ...withFirst(state, change), answers: all };
}

/** Two changes as one, the later one on top; what takes something away still does. */
const both = (earlier, later) => ({
  ...earlier,
  ...later,
  ...((earlier.answers ?? later.answers) && { answers: { ...earlier.answers, ...later.answers } }),
});

/**
 * Open the answers of the content that `model` holds.
 *
 *   sane    (state, change) => the part of it that this content can have; with a change, of a state that fits but for that
 *   state   what was answered
 *   seed    the number that a learner's order of options depends on
 *   write   (change) => put it in the state; every view follows at once, kernel and progress file a moment later
 *   known   () => a promise of a Set: which parts of the content this server's course has to the letter
 *   follow  (update) => call update after each change; returns how to stop
 */
export function openAnswers(model, sane) {
  const content = model.get("content");
  // The same id is not enough: another notebook may ask other questions under it.
  // Whether it is asked for the second time is no part of what it is: both times are one record.
  const { strings, figures, again, ...core } = content;
  const name = JSON.stringify(core, inOrder);
  if (!page.entries.has(name)) {
    const entry = { key: `${content.kind}:${content.id}`, content, state: {}, change: {}, views: new Set(), known: null, timer: 0 };
    page.entries.set(name, entry);
    // Once: what was kept when the page opened must not come back after the learner has begun again.
    askProgress().then(({ kept }) => page.keeping && adopt(entry, kept ?? {}));
  }
  const entry = page.entries.get(name);
  entry.fit = (state, change) => {
    const { seed } = state;
    return { ...sane(state, change), ...(Number.isInteger(seed) && { seed }) };
  };
  const given = model.get("state") ?? {};
  const whole = merged(given, entry.state);
  if (!isEmpty(whole)) entry.state = entry.fit(whole);
  // A kernel that was restarted, or that never heard of an earlier click.
  if (JSON.stringify(entry.state) !== JSON.stringify(given)) send(model, entry.state);

  return {
    get state() {
      return entry.state;
    },
    get seed() {
      return entry.state.seed ?? page.seed;
    },
    write: (change) => put(entry, { ...change, seed: entry.state.seed ?? page.seed }),
    known: () => knownIn(entry),
    follow(update) {
      const view = { model, update };
      entry.views.add(view);
      return () => entry.views.delete(view);
    },
  };
}

function put(entry, change) {
  entry.state = entry.fit(merged(entry.state, change), change);
  entry.change = both(entry.change, change);
  entry.views.forEach((view) => view.update());
  // A click shows its feedback first; telling the others can wait until after.
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => flush(entry), 0);
}

function flush(entry) {
  clearTimeout(entry.timer);
  entry.timer = 0;
  const { change } = entry;
  entry.change = {};
  if (isEmpty(change)) return;
  for (const { model } of entry.views) send(model, change);
  if (page.keeping) keep(entry, change);
}

/** Tell the kernel. Not by a value of the model: while a kernel is busy, ipywidgets keeps only the last one. */
function send(model, change) {
  try {
    model.send({ change });
  } catch {
    // a kernel that is gone hears everything when a cell runs again
  }
}

// ------------------------------------------------------------------------------------------------------ progress

/**
 * Let this browser keep the answers of this page, and not the Jupyter server: `store` answers what the server does, and `head`
 * is the item of localStorage that is there while answers are kept.
 */
export function keepIn(store, head) {
  page.store = store;
  page.channel?.close();
  page.channel = null;
  // A message could come before what the other page wrote can be read here; this comes after.
  addEventListener("storage", ({ key, newValue }) => key === head && heardFromOthers(newValue === null ? "erased" : "started"));
}

/** Ask whoever keeps the answers; null where there is nobody. */
const server = (...request) => (page.store ?? jupyter)(...request);

/** Ask the kit's part of the Jupyter server (signaal/jupyter/server.py); null where there is none. */
async function jupyter(method, path, body) {
  const settings = document.getElementById("jupyter-config-data");
  if (!settings) return null;
  const { baseUrl } = JSON.parse(settings.textContent);
  const xsrf = document.cookie.match(/(?:^|; ?)_xsrf=([^;]*)/)?.[1];
  const text = body && JSON.stringify(body);
  const answer = await fetch(`${baseUrl}signaal/${path}`, {
    method,
    keepalive: !text || text.length < 30_000, // a page that closes still sends the last click; browsers allow 64 KiB
    headers: { "Content-Type": "application/json", ...(xsrf && { "X-XSRFToken": xsrf }) },
    ...(text && { body: text }),
  });
  if (answer.status === 404) return null; // a server without the kit
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

/** What is kept, as a promise: { keeping, period, path, kept, aside }, or {} where nothing can be kept. */
export function askProgress() {
  page.progress ??= server("GET", "progress")
    .catch(() => {
      page.progress = null; // the server is away: ask again next time
      return null;
    })
    .then((progress) => hear(progress ?? {}));
  return page.progress;
}

/** Take in what the server says; returns it. */
function hear(progress) {
  if (progress.failed) complain("failed", progress.path);
  else if (progress.aside) complain("aside", progress.aside);
  else if ("keeping" in progress && page.trouble?.kind !== "aside") complain(null);
  if ("keeping" in progress && !progress.failed) {
    // A lesson may say whether it is kept; what it then asks for is there a moment later.
    if (progress.keeping !== page.keeping) queueMicrotask(() => page.entries.forEach(({ views }) => views.forEach((view) => view.update())));
    page.keeping = progress.keeping;
    page.period = progress.period;
  }
  return progress;
}

/** The ids of the questions in the content that this server's course has to the letter, or ["*"]: a promise of a Set. */
const knownParts = async (content) => new Set((await server("POST", "known", { content }))?.parts ?? []);

/** Does this server's course have this content to the letter? A promise; no where there is no such server. */
export const isKnown = (content) => knownParts(content).then((known) => known.has(ALL), () => false);

/** Asked once an entry; again when the server was away. */
function knownIn(entry) {
  entry.known ??= knownParts(entry.content).catch((error) => {
    entry.known = null;
    throw error;
  });
  return entry.known;
}

/** The part of a change that may be kept: of a quiz the answers to questions that are known. */
function knownPart(change, known) {
  if (known.has(ALL)) return change;
  if (known.size === 0) return {};
  const { answers, ...rest } = change;
  // In a round of review.js the number of the round stands before the question.
  const own = answers && Object.fromEntries(Object.entries(answers).filter(([id]) => known.has(id.replace(/^\d+\//, ""))));
  return { ...rest, ...(own && { answers: own }) };
}

/** Take over what was kept earlier, under what has been answered since; what this content does not know stays kept. */
async function adopt(entry, kept) {
  const known = await knownIn(entry).catch(() => new Set());
  if (!Object.hasOwn(kept, entry.key)) return;
  const state = entry.fit(merged(knownPart(kept[entry.key], known), entry.state));
  if (JSON.stringify(state) === JSON.stringify(entry.state)) return;
  entry.state = state;
  entry.views.forEach((view) => {
    send(view.model, state);
    view.update();
  });
}

function keep(entry, change) {
  page.waiting.set(entry, both(page.waiting.get(entry) ?? {}, change));
  deliver();
}

/** Send what waits, one lesson after the other; what does not arrive goes on waiting, and the page says why. */
async function deliver() {
  if (page.sending) return;
  page.sending = true;
  clearTimeout(page.timer);
  try {
    while (page.keeping && page.waiting.size) {
      const [entry, change] = page.waiting.entries().next().value;
      page.waiting.delete(entry);
      const { period } = page;
      let part = {};
      let answer = null;
      try {
        part = knownPart(change, await knownIn(entry));
        if (isEmpty(part)) continue;
        answer = await server("PUT", "progress", { key: entry.key, change: part, period });
        if (!answer) throw new Error("no server");
      } catch (error) {
        if (["400", "413"].includes(error.message)) continue; // it will never be taken
        complain("unreachable");
      }
      if (answer) hear(answer);
      // Another page has erased everything and begun to keep anew: what was clicked here after that belongs to it.
      const begunAnew = answer && !answer.failed && answer.keeping && answer.period !== period;
      if (answer && !answer.failed && !begunAnew) {
        page.wait = FIRST_WAIT;
        const { kept = {} } = (await page.progress) ?? {};
        kept[entry.key] = merged(kept[entry.key] ?? {}, part); // for what is opened later on this page
        continue;
      }
      page.waiting.set(entry, both(change, page.waiting.get(entry) ?? {}));
      if (!begunAnew) {
        page.timer = setTimeout(deliver, page.wait);
        page.wait = Math.min(2 * page.wait, LAST_WAIT);
        return;
      }
    }
    if (!page.keeping) page.waiting.clear();
  } finally {
    page.sending = false;
  }
}

/** Start keeping what is answered on this page, and all that follows; resolves to what the server says. */
export async function startKeeping() {
  const progress = await server("POST", "progress").catch(() => null);
  if (!progress) return noAnswer();
  page.progress = Promise.resolve(hear(progress));
  if (page.keeping) {
    keepAll();
    tellOthers("started");
  }
  return progress;
}

const keepAll = () => page.entries.forEach((entry) => isEmpty(entry.state) || keep(entry, entry.state));

/** What was known before the server did not answer. */
const noAnswer = async () => ({ ...(await page.progress), failed: true });

/** What is kept at this moment, read anew. */
export function readAgain() {
  page.progress = null;
  return askProgress();
}

/** Erase the file and what was answered on this page; if the file cannot be erased, both stay. */
export async function eraseAll() {
  const progress = await server("DELETE", "progress").catch(() => null);
  if (!progress) return noAnswer();
  if (progress.failed) return hear(progress);
  forgetAll();
  page.progress = Promise.resolve(hear(progress));
  tellOthers("erased");
  return progress;
}

function forgetAll() {
  page.keeping = false;
  page.waiting.clear();
  for (const entry of page.entries.values()) {
    const gone = Object.fromEntries(Object.keys(entry.state).map((key) => [key, null]));
    const answers = entry.state.answers && Object.fromEntries(Object.keys(entry.state.answers).map((id) => [id, null]));
    put(entry, { ...gone, ...(answers && { answers }) });
  }
}

// ------------------------------------------------------------------------------------------------- other pages

const tellOthers = (what) => page.channel?.postMessage(what);

/** Another page has started to keep or has erased: this one was opened before that. */
async function heardFromOthers(what) {
  if (what === "erased") forgetAll();
  await readAgain();
  if (what === "started" && page.keeping) keepAll();
}

// --------------------------------------------------------------------------------------------------- true words

/** Let a lesson say it when keeping goes wrong: `tell` gets a sentence, or "" when it is mended. Returns how to stop. */
export function onComplaint(strings, tell) {
  const teller = (trouble) => tell(trouble ? fill(strings[trouble.kind], { path: trouble.path }) : "");
  page.tellers.add(teller);
  sayTrouble();
  return () => {
    page.tellers.delete(teller);
    sayTrouble();
  };
}

function complain(kind, path = "") {
  if (page.trouble?.kind === kind && page.trouble?.path === path) return;
  page.trouble = kind && { kind, path };
  sayTrouble();
}

/** One lesson on the page says it. */
function sayTrouble() {
  [...page.tellers].forEach((teller, n) => teller(n === 0 ? page.trouble : null));
}

if (!page.listens) {
  page.listens = true;
  // A page that closes, or a phone that puts it away, loses nothing that was clicked.
  addEventListener("pagehide", () => page.entries.forEach((entry) => entry.timer && flush(entry)));
  addEventListener("online", deliver);
}
