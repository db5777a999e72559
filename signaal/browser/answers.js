// What was answered, and where is it kept? One state per quiz, scenario or exercise on a page. Every view of it follows
// that state: two views of one output, the same quiz in two notebooks, the page before a cell has run and the widget
// after. So answers outlive a restart of the kernel. Nothing leaves the page's memory and the kernel, unless the
// learner chose to keep progress: then signaal/jupyter/progress.py keeps it in one file.

import { fill } from "./page.js";

// Not a variable of this module: JupyterLab's renderer and anywidget each load a copy of it. After an update those two
// may differ until the page is opened anew; another shape of this object gets another number.
const page = (globalThis.signaalAnswers1 ??= {
  entries: new Map(), // "quiz:03_signalen_herkennen" -> { state, views }
  seed: crypto.getRandomValues(new Uint32Array(1))[0], // the order of options, until something kept says another
  progress: null, // a promise of what the server says, asked once
  keeping: false,
  tellers: new Set(), // lessons that can say on the page that keeping goes wrong
  told: new Set(), // what was said already
});

/** Two states as one; what stands in `here` wins. */
function merged(here, there) {
  const answers = here.answers ?? there.answers ? { answers: { ...there.answers, ...here.answers } } : {};
  return { ...there, ...here, ...answers };
}

const isEmpty = (state) => Object.keys(state).length === 0;

/**
 * Open the answers of the content that `model` holds.
 *
 *   sane    (state) => the part of it that this content can have
 *   state   what was answered
 *   seed    the number that a learner's order of options depends on
 *   write   (change) => put it in the state; every view follows at once, kernel and progress file a moment later
 *   follow  (update) => call update after each change; returns how to stop
 */
export function openAnswers(model, sane) {
  const { kind, id } = model.get("content");
  const key = `${kind}:${id}`;
  if (!page.entries.has(key)) {
    page.entries.set(key, { key, state: {}, views: new Set(), timer: 0 });
    // Once: what was kept when the page opened must not come back after the learner has begun again.
    askProgress().then(({ kept }) => kept && Object.hasOwn(kept, key) && adopt(page.entries.get(key), kept[key]));
  }
  const entry = page.entries.get(key);
  entry.fit = (state) => {
    const { seed } = state;
    return { ...sane(state), ...(Number.isInteger(seed) && { seed }) };
  };
  const given = model.get("state") ?? {};
  const both = merged(entry.state, given);
  if (!isEmpty(both)) entry.state = entry.fit(both);
  if (JSON.stringify(entry.state) !== JSON.stringify(given)) send(model, entry);

  return {
    get state() {
      return entry.state;
    },
    get seed() {
      return entry.state.seed ?? page.seed;
    },
    write: (change) => put(entry, { ...entry.state, ...change, seed: entry.state.seed ?? page.seed }),
    follow(update) {
      const view = { model, update };
      const heard = () => {
        const state = model.get("state") ?? {};
        if (state === entry.state) return; // our own words
        entry.state = isEmpty(state) ? {} : entry.fit(state);
        entry.views.forEach((each) => each.update());
        later(entry);
      };
      entry.views.add(view);
      model.on("change:state", heard);
      return () => {
        entry.views.delete(view);
        model.off("change:state", heard);
      };
    },
  };
}

/** Take over what was kept earlier, under what has been answered since. */
function adopt(entry, kept) {
  const both = entry.fit(merged(entry.state, kept));
  if (JSON.stringify(both) !== JSON.stringify(entry.state)) put(entry, both);
}

function put(entry, state) {
  entry.state = state;
  entry.views.forEach((view) => view.update());
  later(entry);
}

// A click shows its feedback first; telling the others costs more the more there is to tell, and can wait until after.
function later(entry) {
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => flush(entry), 0);
}

function flush(entry) {
  entry.timer = 0;
  for (const { model } of entry.views) send(model, entry);
  if (page.keeping) keep(entry);
}

function send(model, entry) {
  if (model.get("state") === entry.state) return;
  model.set("state", entry.state);
  model.save_changes();
}

// ------------------------------------------------------------------------------------------------------ progress

/** Ask the kit's part of the Jupyter server (signaal/jupyter/server.py); null where there is none. */
async function server(method, body) {
  const settings = document.getElementById("jupyter-config-data");
  if (!settings) return null;
  const { baseUrl } = JSON.parse(settings.textContent);
  const xsrf = document.cookie.match(/(?:^|; ?)_xsrf=([^;]*)/)?.[1];
  const text = body && JSON.stringify(body);
  const answer = await fetch(`${baseUrl}signaal/progress`, {
    method,
    keepalive: !text || text.length < 30_000, // a page that closes still sends the last click; browsers allow 64 KiB
    headers: { "Content-Type": "application/json", ...(xsrf && { "X-XSRFToken": xsrf }) },
    ...(text && { body: text }),
  });
  return answer.ok ? answer.json() : null;
}

/** What is kept, as a promise: { keeping, path, kept, aside }, or {} where nothing can be kept. */
export function askProgress() {
  page.progress ??= server("GET")
    .catch(() => null)
    .then((progress) => {
      page.keeping = Boolean(progress?.keeping);
      if (progress?.aside) complain("aside", progress.aside);
      else if (progress?.failed) complain("failed", progress.path);
      return progress ?? {};
    });
  return page.progress;
}

/** Let a lesson say it when keeping goes wrong: `tell` gets a sentence, in one lesson on the page. Returns how to stop. */
export function onComplaint(strings, tell) {
  const teller = (kind, path) => tell(fill(strings[kind], { path }));
  page.tellers.add(teller);
  return () => page.tellers.delete(teller);
}

function complain(kind, path) {
  const [first] = page.tellers;
  if (!first || page.told.has(kind)) return;
  page.told.add(kind);
  first(kind, path);
}

async function keep(entry) {
  const answer = await server("PUT", { key: entry.key, state: entry.state }).catch(() => null);
  if (!answer || answer.failed) complain("failed", (answer ?? (await page.progress)).path);
}

/** What was known before the server did not answer. */
const noAnswer = async () => ({ ...(await page.progress), failed: true });

/** Start keeping what is answered on this page, and all that follows; resolves to what the server says. */
export async function startKeeping() {
  const progress = await server("POST").catch(() => null);
  if (!progress) return noAnswer();
  page.progress = Promise.resolve(progress);
  page.keeping = progress.keeping;
  if (page.keeping) await Promise.all([...page.entries.values()].filter(({ state }) => !isEmpty(state)).map(keep));
  return progress;
}

/** What is kept at this moment, read anew. */
export function readAgain() {
  page.progress = null;
  return askProgress();
}

/** Erase the file and what was answered on this page; if the file cannot be erased, both stay. */
export async function eraseAll() {
  const progress = await server("DELETE").catch(() => null);
  if (!progress) return noAnswer();
  if (progress.failed) return progress;
  page.keeping = false;
  page.progress = Promise.resolve(progress);
  for (const entry of page.entries.values()) put(entry, {});
  return progress;
}

// A page that closes, or a phone that puts it away, loses nothing that was clicked.
if (!page.flushes) {
  page.flushes = true;
  addEventListener("pagehide", () => page.entries.forEach((entry) => entry.timer && flush(entry)));
}
