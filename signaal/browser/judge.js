// Is this answer to an exercise right? The same rule as signaal/course/exercises.py, which `check` uses, so that a page
// needs no Python. data/cases/exercises.toml and a property test compare the two.
//
// How a number is read in Dutch is the rule of signaal/course/numbers.py: a dot groups thousands, a comma is the decimal
// sign. A course in another language needs another plainSigns … writeAnswer, and another numbers.py.

import { fill } from "./page.js";

const SCALES = { honderd: 100, duizend: 1_000, miljoen: 1_000_000, mln: 1_000_000 };
// Signs and words before a number that change nothing, such as those of a calculator; and signs after it.
const LEAD = /^(?:(?:\+\/-|[=≈~±€]|circa|ongeveer|(?:ca|ong|plm)\.?) ?)+/;
const TAIL = /(?: |€|,-+)+$/;
const NUMBER =
  /^(?<before>[^0-9]*?)(?<sign>[+-]?) ?(?<digits>[.,]?[0-9][0-9., ]*)(?:(?<scale>honderd|duizend|miljoen|mln)\.?(?= |$))?(?<after>.*)$/;
const FRACTION = /^(?:\/|(?:op|van)(?: de| elke| iedere)? ) ?(?<bottom>[0-9]+) ?(?<after>.*)$/;
const OF = "(?:per|op|van)(?: de| elke| iedere)? ";
// How much of what, as it is typed. Two of these are never the same; what is counted (kinderen) stands beside it.
const UNIT = new RegExp(
  "^(?:(?<lead>.+?) )?(?:" +
    `(?<permille>${OF}(?:1000|1[. ]000|duizend)|‰|promille)` +
    "|(?<point>(?:procent|%|pct\\.?) ?-?punt(?:en)?|p\\.?p\\.?)" +
    `|(?<percent>${OF}(?:100|honderd)|%|procent(?:en)?|percent|pct\\.?)` +
    "|(?<times>keer|maal|x)" +
    "|(?<euro>euro|eur)" +
    ")(?: (?<trail>.+))?$",
);
const MEASURES = ["permille", "point", "percent", "times", "euro"];
const WORDS = /^[\p{L} .'%]*$/u;

/** `text` in the signs of a plain keyboard: one kind of space, dash and quote, digits 0 to 9, nothing that takes no room. */
function plainSigns(text) {
  let signs = "";
  for (let sign of text.normalize("NFC")) {
    if (sign >= "\uff01" && sign <= "\uff5e") sign = String.fromCharCode(sign.charCodeAt(0) - 0xfee0); // full-width ASCII
    if (/\p{Cf}/u.test(sign)) continue;
    if (/[\p{Z}\p{Cc}]/u.test(sign)) signs += " ";
    else if (/[\p{Pd}−⁻₋˗]/u.test(sign)) signs += "-";
    else if (/[\p{Pi}\p{Pf}"'`´„‚′″]/u.test(sign)) signs += "'";
    else if (/\p{Nd}/u.test(sign)) signs += digitOf(sign);
    else if (/\p{No}/u.test(sign) && sign.normalize("NFKC").includes("\u2044")) signs += ` ${sign.normalize("NFKC").replace("\u2044", "/")}`;
    else if (/[\u2044\u2215]/.test(sign)) signs += "/";
    else signs += sign === "×" ? "x" : sign;
  }
  return signs;
}

/** Digits stand in Unicode in rows from 0 to 9: how far from the start of its row? */
function digitOf(sign) {
  const code = sign.codePointAt(0);
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return (code - start) % 10;
}

/** What does a text say? null for nothing, undefined when it is not one number, else { value, words, unit, mark, meant }. */
function readAnswer(given, asked) {
  let text = plainSigns(given).toLowerCase().replace(/ +/g, " ").replace(/^[ ']+/, "").replace(/[ '.!?]+$/, "");
  if (!text) return null;
  text = text.replace(LEAD, "").replace(TAIL, "");
  const match = text.match(NUMBER)?.groups;
  if (!match) return undefined;
  const digits = match.digits.replace(/[ .,]+$/, "");
  let after = match.after.trim();
  let { words, unit } = readAfter(after, asked);
  const fraction = words && !match.scale ? after.match(FRACTION)?.groups : null;
  if (fraction) {
    after = fraction.after;
    ({ words, unit } = readAfter(after, asked));
  }
  const number = fraction ? readFraction(digits, fraction.bottom) : readDecimal(digits, ["percent", "point"].includes(asked.measure));
  if (!number || !WORDS.test(match.before) || (words && !WORDS.test(after))) return undefined;
  const times = (SCALES[match.scale] ?? 1) * (match.sign === "-" ? -1 : 1);
  const value = number.value * times;
  if (!Number.isFinite(value)) return undefined;
  return { value, words: words || match.before.trim() !== "", unit, mark: number.mark, meant: number.meant * times };
}

/** What follows a number: are there other words than a unit, and the unit as typed where another is asked. */
function readAfter(text, { measure, nouns }) {
  if (!text || nouns.includes(text)) return { words: false, unit: "" };
  const match = text.match(UNIT)?.groups;
  if (!match || ![match.lead, match.trail].every((noun) => noun === undefined || nouns.includes(noun))) return { words: true, unit: "" };
  const typed = MEASURES.find((name) => match[name]);
  return { words: false, unit: typed === measure ? "" : match[typed] };
}

function readDecimal(digits, small) {
  if (digits.includes(" ")) {
    if (!/^[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?$/.test(digits)) return null;
    digits = digits.replaceAll(" ", "");
  }
  if (/^[.,]/.test(digits)) digits = `0${digits}`;
  const mark = digits.match(/^[1-9][0-9]{0,2}([.,])[0-9]{3}$/)?.[1] ?? "";
  const thousands = /^[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?$/.test(digits) && !(small && mark);
  const plain = (thousands ? digits.replaceAll(".", "") : digits).replaceAll(",", ".");
  if (!/^[0-9]+(\.[0-9]+)?$/.test(plain)) return null;
  if (!mark || (small && mark === ".")) return { value: Number(plain), mark: "" };
  return { value: Number(plain), mark, meant: Number(mark === "." ? digits : digits.replace(",", "")) };
}

function readFraction(digits, below) {
  const match = digits.match(/^(?:([0-9]+) )?([0-9]+)$/);
  if (!match) return null;
  const [whole, top, bottom] = [Number(match[1] ?? 0), Number(match[2]), Number(below)];
  if (bottom === 0 || (match[1] && top >= bottom)) return null;
  return { value: whole + top / bottom, mark: "" };
}

const writeAnswer = (value) => value.toLocaleString("nl-NL", { maximumFractionDigits: 6 });

// The last term forgives binary rounding (0.1 + 0.2), nothing a learner could type.
const isNear = (value, known) => Math.abs(value - known.value) <= known.tolerance + 1e-9 * Math.max(1, Math.abs(known.value));

function judgeNumber({ asked, known, hints, strings, ...content }, given) {
  const say = (kind, values = {}) => ({ outcome: "wrong", kind, text: fill(strings[kind], values) });
  const reading = readAnswer(given, asked);
  if (reading === null) return { ...say("empty"), outcome: "empty" };
  if (reading === undefined) return say("no_number");
  const { value, unit: typed, mark, meant } = reading;
  const read = writeAnswer(value);
  const unit = content.unit || strings.number;
  if (reading.words) return say("words", { value: read });
  // What is asked in another unit is not right, whatever the number; why it is a mistake is still true.
  const found = known.find((each) => isNear(value, each) && (each.kind === "mistake" || !typed));
  if (found) return { outcome: found.kind === "mistake" ? "wrong" : "right", kind: found.kind, html: found.feedback };
  if (typed) return say("other_unit", { typed, unit });
  if (mark && known.some((each) => each.kind !== "mistake" && isNear(meant, each)))
    return say(mark === "." ? "point" : "comma", { value: read, meant: writeAnswer(meant) });
  for (const [times, word] of [[100, strings.hundred], [1000, strings.thousand]]) {
    if (isNear(value * times, known[0])) return say("too_small", { value: read, times: word, unit });
    if (isNear(value / times, known[0])) return say("too_large", { value: read, times: word, unit });
  }
  return { outcome: "wrong", kind: "hint", html: hints[0] };
}

function judgeChoice({ options, strings }, given) {
  const name = plainSigns(given).toLowerCase().replace(/[ ']/g, "").replace(/^\.+|\.+$/g, "");
  if (!name) return { outcome: "empty", kind: "empty", text: strings.empty };
  const option = options.find(({ names }) => names.includes(name));
  if (option) return { outcome: option.correct ? "right" : "wrong", kind: option.correct ? "right" : "mistake", html: option.feedback };
  const ids = options.map(({ id }) => `"${id}"`).sort();
  return { outcome: "wrong", kind: "no_option", text: fill(strings.no_option, { options: ids.join(", ") }) };
}

/** What is this answer, a text, worth? { outcome, kind, and text or html }: see Judgement in signaal/course/exercises.py. */
export const judge = (content, given) => (content.type === "choice" ? judgeChoice : judgeNumber)(content, given);
