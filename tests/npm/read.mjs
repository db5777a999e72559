// What do others read in what we write? Takes {gift: {name: text}, twee: {name: text}, qti: {name: [from, to]}} as JSON on
// stdin; gives {gift: {name: questions}, twee: {name: story}} on stdout, and writes each package of QTI 2.1 as QTI 3.
import { convertPackageFile } from "@citolab/qti-convert/qti-convert-node";
import { parseTwee } from "extwee";
import gift from "gift-pegjs";
import { readFileSync } from "node:fs";

const given = JSON.parse(readFileSync(0, "utf8"));
const each = (files, read) => Object.fromEntries(Object.entries(files).map(([name, text]) => [name, read(text)]));
const print = console.log;
console.log = () => {}; // the converter tells what it does

for (const [from, to] of Object.values(given.qti)) await convertPackageFile(from, to);
const story = (text) => {
  const { name, IFID, start, format, passages } = parseTwee(text);
  return { name, IFID, start, format, passages };
};
print(JSON.stringify({ gift: each(given.gift, (text) => gift.parse(text)), twee: each(given.twee, story) }));
