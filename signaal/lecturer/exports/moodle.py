"""How does a quiz become Moodle XML?"""

from xml.etree import ElementTree as ET

from signaal.course.words import load_words
from signaal.lecturer.exports.losses import Losses
from signaal.lecturer.exports.texts import (
    beginning,
    bounds,
    explanation,
    html,
    inline,
    items_explained,
    line,
    number,
    printable,
    question_text,
)
from signaal.show.payload import shuffled


def write(quiz, course):
    """Return ({name of a file: bytes}, Losses): a Quiz of a Course as one category of a question bank."""
    losses = Losses("moodle")
    root = ET.Element("quiz")
    category = _question(root, "category")
    # A slash would begin a category in a category.
    _text(category, "category", f"$course$/top/Signaal/{printable(quiz.title).replace('/', '//')}")
    _text(category, "info", beginning(quiz, course), format="html")
    _text(category, "idnumber", None, plain=quiz.id)
    first = _question(root, "description", load_words(course).say("care", "title"), beginning(quiz, course))
    _text(first, "idnumber", None, plain=f"{quiz.id}--begin")
    for n, question in enumerate(quiz.questions, 1):
        _WRITERS[question.type](root, n, question, quiz, course, losses)
    ET.indent(root)
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return {f"{quiz.id}.xml": data}, losses


def _question(root, type_, name=None, text=None):
    question = ET.SubElement(root, "question", type=type_)
    if name is not None:
        _text(question, "name", name)
        _text(question, "questiontext", text, format="html")
    return question


def _text(parent, tag, text, *, plain=None, **attributes):
    """Add <tag><text>…</text></tag>, or <tag>plain</tag>; return the element."""
    element = ET.SubElement(parent, tag, attributes)
    if plain is not None:
        element.text = plain
    else:
        ET.SubElement(element, "text").text = text
    return element


def _common(root, type_, n, question, quiz, course, *items):
    """Return a question with what those of every type have."""
    # The name is what a lecturer finds it by in the question bank: the number keeps them in order.
    node = _question(root, type_, f"{n:02d} {question.id}", question_text(question, course))
    _text(node, "generalfeedback", explanation(question, course, *items), format="html")
    _text(node, "defaultgrade", None, plain="0" if type_ == "essay" else "1")
    _text(node, "idnumber", None, plain=f"{quiz.id}--{question.id}")
    return node


def _hint(node, question, course):
    if question.hint:
        _text(node, "hint", html(question.hint, course), format="html")


def _choice(root, n, question, quiz, course, losses):
    node = _common(root, "multichoice", n, question, quiz, course)
    single = question.type == "single"
    _text(node, "single", None, plain="true" if single else "false")
    _text(node, "shuffleanswers", None, plain="true")
    _text(node, "answernumbering", None, plain="none")
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    if not single:
        losses.add("deels-goed", question.id)
    for option in shuffled(question.options, question.id):
        # Who ticks everything has nothing.
        worth = 100 / right if option.correct else 0 if single else -100 / wrong
        answer = _text(node, "answer", inline(option.text, course), fraction=f"{worth:.7g}", format="html")
        _text(answer, "feedback", html(option.feedback, course), format="html")
    _hint(node, question, course)


def _order(root, n, question, quiz, course, losses):
    node = _common(root, "ordering", n, question, quiz, course, *items_explained(question, course))
    for tag, value in {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }.items():
        _text(node, tag, None, plain=value)
    for place, item in enumerate(question.items, 1):
        # Of this type the fraction is the place, counted from 1.
        _text(node, "answer", inline(item.text, course), fraction=f"{place}", format="html")
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    _hint(node, question, course)


def _sort(root, n, question, quiz, course, losses):
    node = _common(root, "matching", n, question, quiz, course, *items_explained(question, course))
    _text(node, "shuffleanswers", None, plain="true")
    categories = {category.id: line(category.text, course) for category in question.categories}
    for item in shuffled(question.items, question.id):
        pair = _text(node, "subquestion", inline(item.text, course), format="html")
        _text(pair, "answer", categories[item.category])
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    _hint(node, question, course)


def _number(root, n, question, quiz, course, losses):
    node = _common(root, "numerical", n, question, quiz, course)
    guess, (low, high) = question.guess, bounds(question, course)
    # Moodle takes the first that fits. What is typed may lie beyond our line, so those at the sides are wide.
    width = 10 * (guess.highest - guess.lowest)
    for middle, reach, worth, feedback in (
        ((low + high) / 2, (high - low) / 2, 100, guess.right),
        (low - width, width, 0, guess.low),
        (high + width, width, 0, guess.high),
    ):
        answer = _text(node, "answer", number(middle), fraction=f"{worth}", format="moodle_auto_format")
        _text(answer, "feedback", html(feedback, course), format="html")
        _text(answer, "tolerance", None, plain=number(reach))
    losses.add("lijn", question.id)
    losses.add("deels-goed", question.id)
    _hint(node, question, course)


def _reflect(root, n, question, quiz, course, losses):
    node = _common(root, "essay", n, question, quiz, course)
    _text(node, "responseformat", None, plain="editor")
    _text(node, "responserequired", None, plain="0")
    _text(node, "graderinfo", html(question.explanation, course), format="html")
    _hint(node, question, course)


_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "order": _order,
    "sort": _sort,
    "number": _number,
    "reflect": _reflect,
}
