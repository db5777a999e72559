// Which questions of earlier lessons come back, why, and when? The rules, without a page.
//
// An answer of a round is kept under its number and the question: "3/quiz:03_signalen_herkennen/sam-wordt-stil". So one and the
// same record says what is on the page now and what came back when; nothing is counted apart.

import { shuffled } from "./page.js";
import { quizState } from "./rules.js";

// Fixed gaps: research finds a large effect of coming back on another day, and none of making each gap longer than the last.
const WEEK = 7;
const MONTH = 28;
const MOST_QUESTIONS = 9; // and one moment from a story
const LEAST_QUESTIONS = 7;
const DAYS_RIGHT = 2; // on so many days right, and a question does not come back

/** What identifies a question of the pool, in a round and in what the course knows. */
export const poolKey = ({ of, id }) => `${of}/${id}`;

/** Today as this machine has it, like the days that are kept. */
export function localDay(now = new Date()) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day ?? "");

/** Days from one day to another; NaN where one is not known, as in a file of the first edition. */
const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Every time a question was in a round, the oldest first: key -> [{ day, outcome, sure }]; no outcome where it was skipped. */
function timesIn(own) {
  const all = Object.entries(own.answers ?? {}).map(([name, { day, first }]) => ({ n: parseInt(name, 10), key: name.slice(name.indexOf("/") + 1), day, ...first }));
  const times = new Map(all.map(({ key }) => [key, []]));
  for (const each of all.sort((a, b) => a.n - b.n)) times.get(each.key).push(each);
  return times;
}

function triesOf(item, kept, times) {
  const before = kept[item.of]?.answers?.[item.id];
  const first = before?.first ?? (["right", "partly", "wrong"].includes(before?.outcome) ? before : null);
  return [...(first ? [{ day: before.day, outcome: first.outcome, sure: first.sure }] : []), ...(times.get(poolKey(item)) ?? [])];
}

/** Days that an answer lets pass before its question comes back. */
const gapAfter = ({ outcome, sure }) => (outcome === "right" && sure !== "doubt" ? MONTH : WEEK);

function standing(item, kept, times, today) {
  const tries = triesOf(item, kept, times);
  const last = tries.at(-1);
  const judged = tries.findLast(({ outcome }) => outcome);
  const left = new Set(tries.filter(({ outcome }) => outcome === "right").map(({ day }) => day)).size >= DAYS_RIGHT;
  const passed = last ? daysBetween(last.day, today) : NaN;
  // A day that is not known or has yet to come (a clock that went back) keeps nothing waiting.
  const wait = last && passed >= 0 ? Math.max(gapAfter(last) - passed, 0) : 0;
  return { item, key: poolKey(item), tries, left, wait, why: last && reasonOf(judged), since: isDay(last?.day) ? last.day : "" };
}

const isDue = ({ tries, left, wait }) => tries.length > 0 && !left && wait === 0;

function reasonOf(judged) {
  if (!judged) return "skipped";
  const { outcome, sure } = judged;
  if (outcome === "right") return sure === "doubt" ? "doubt" : "right";
  return outcome === "wrong" && sure === "sure" ? "sure_wrong" : "wrong";
}

const ORDER = ["sure_wrong", "wrong", "doubt", "skipped"]; // after these: one right question a lesson
const REASONS = [...ORDER, "right", "editors", "transfer"];

const isMoment = ({ lesson }) => !lesson;

/**
 * Compose a round: [[key, why]], empty when nothing is due.
 *
 *   pool   the questions that may come back
 *   kept   { key: state } of what the learner keeps; {} for who keeps nothing
 *   own    the state of the rounds until now
 *   today  a day as localDay gives it
 *   seed   for the choice among what is equally good
 */
export function compose(pool, kept, own, today, seed) {
  const times = timesIn(own);
  const all = pool.filter((item) => !isMoment(item)).map((item) => standing(item, kept, times, today));
  const met = all.filter(({ tries }) => tries.length);
  const due = met.filter(isDue).sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  if (met.length && due.length === 0) return [];
  const chosen = ORDER.flatMap((why) => due.filter((each) => each.why === why)).slice(0, MOST_QUESTIONS);
  const known = due.filter(({ why }) => why === "right");
  const firstOfLesson = known.filter(({ item }, n) => known.findIndex((other) => other.item.lesson === item.lesson) === n);
  chosen.push(...firstOfLesson.slice(0, MOST_QUESTIONS - chosen.length));
  const begun = new Set(met.map(({ item }) => item.lesson));
  const marked = shuffled(all, seed, today).filter(({ item }) => item.review);
  const isEarlier = ({ item }) => begun.size === 0 || begun.has(item.lesson);
  const least = met.length ? LEAST_QUESTIONS : MOST_QUESTIONS;
  const count = ({ item }) => chosen.filter((other) => other.item.lesson === item.lesson).length;
  // A round that would be short: more that was right, then what the makers chose and this learner passed by.
  const more = [...known, ...marked.filter((each) => each.tries.length === 0 && isEarlier(each)).map((each) => ({ ...each, why: "editors" }))];
  while (chosen.length < least) {
    const rest = more.filter(({ key }) => !chosen.some((other) => other.key === key));
    if (rest.length === 0) break;
    chosen.push(rest.sort((a, b) => (a.why === b.why ? count(a) - count(b) : a.why === "right" ? -1 : 1))[0]);
  }
  const questions = apart(opened(chosen, marked.sort((a, b) => isEarlier(b) - isEarlier(a) || a.wait - b.wait || a.left - b.left)));
  return [...questions, ...moment(pool, kept, times, today, seed)].map(({ key, why }) => [key, why]);
}

/** A round for a group or for who keeps nothing: the keys of what the makers chose. */
export const mixOf = (pool, today) => compose(pool, {}, {}, today, 0).map(([key]) => key);

/** No heavy case first: a round opens with a question that the makers marked for it. */
function opened(chosen, marked) {
  const other = marked.slice(0, 1).map((each) => ({ ...each, why: isDue(each) ? each.why : "editors" }));
  const first = chosen.find(({ item }) => item.review) ?? other[0];
  return first ? [first, ...chosen.filter((each) => each !== first)].slice(0, MOST_QUESTIONS) : chosen;
}

/** Neighbours of different lessons, as far as that goes; the first stays the first. */
function apart(chosen) {
  const [first, ...rest] = chosen;
  const order = first ? [first] : [];
  while (rest.length) {
    const next = Math.max(rest.findIndex(({ item }) => item.lesson !== order.at(-1).item.lesson), 0);
    order.push(...rest.splice(next, 1));
  }
  return order;
}

/** One moment of a story that was not in a round this month; a story that was not read yet goes first. */
function moment(pool, kept, times, today, seed) {
  const found = shuffled(pool.filter(isMoment), seed, today)
    .map((item) => standing(item, {}, times, today))
    .filter(({ tries, since }) => !tries.length || !(daysBetween(since, today) < MONTH));
  const isRead = ({ item }) => Number(Boolean(kept[item.of]));
  found.sort((a, b) => a.tries.length - b.tries.length || isRead(a) - isRead(b));
  return found.slice(0, 1).map(({ key }) => ({ key, why: "transfer" }));
}

/** Days until something is due: 0 for now, null when nothing will be. */
export function nextIn(pool, kept, own, today) {
  const times = timesIn(own);
  const waits = pool.filter((item) => !isMoment(item)).map((item) => standing(item, kept, times, today)).filter(({ tries, left }) => tries.length && !left);
  return waits.length ? Math.min(...waits.map(({ wait }) => wait)) : null;
}

/** Does this question come back, after what was answered until now? "week", "month" or "never". */
export function comesBack(item, kept, own, today) {
  const { left, tries } = standing(item, kept, timesIn(own), today);
  if (left) return "never";
  return gapAfter(tries.at(-1)) === WEEK ? "week" : "month";
}

/** Why would this question come back, after what was answered until now? One of REASONS; "skipped" for what was not. */
export const whyBack = (item, kept, own) => reasonOf(triesOf(item, kept, timesIn(own)).findLast(({ outcome }) => outcome));

/** Has this learner met any of these questions? */
export function hasMet(pool, kept, own) {
  const times = timesIn(own);
  return pool.some((item) => !isMoment(item) && triesOf(item, kept, times).length > 0);
}

/** What begins a new round: the change to write. Whoever skips all of it has still had these questions today. */
export function newRound(items, own, today) {
  const numbers = Object.keys(own.answers ?? {}).map((name) => Number(name.split("/")[0]));
  const n = Math.max(0, own.round?.n ?? 0, ...numbers) + 1;
  const answers = items.map(([key]) => [`${n}/${key}`, { choice: null, outcome: null, attempts: 0, day: today }]);
  return { round: { n, items }, at: null, answers: Object.fromEntries(answers) };
}

/** The part of a stored state that this pool still has: questions that were renamed or removed are passed over. */
export function reviewState(state, content) {
  const known = new Map(content.questions.map((item) => [poolKey(item), item]));
  const stored = state.answers && typeof state.answers === "object" ? state.answers : {};
  const asked = Object.keys(stored).flatMap((name) => {
    const [, n, key] = /^(\d{1,9})\/(.*)$/.exec(name) ?? [];
    return n && known.has(key) ? [{ ...known.get(key), id: name }] : [];
  });
  const { answers, ...rest } = quizState(state, asked);
  for (const [name, answer] of Object.entries(answers)) if (isDay(stored[name].day)) answer.day = stored[name].day;
  const { n, items } = state.round ?? {};
  const here = Number.isInteger(n) && Array.isArray(items) ? items.filter((item) => Array.isArray(item) && known.has(item[0]) && REASONS.includes(item[1])) : [];
  return { answers, ...rest, ...(here.length && { round: { n, items: here } }) };
}
