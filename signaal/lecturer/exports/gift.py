"""How does a quiz become GIFT, the questions of Moodle as plain text?"""

import re

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

_SPECIAL = re.compile(r"([\\~=#{}:])")


def write(quiz, course):
    """Return ({name of a file: bytes}, Losses): a Quiz of a Course as one GIFT file."""
    losses = Losses("gift")
    # Without braces it is a text that only has to be read.
    first = f"::{_escape(load_words(course).say('care', 'title'))}::[html]{_escape(beginning(quiz, course))}"
    parts = [f"$CATEGORY: $course$/top/Signaal/{printable(quiz.title).replace('/', '//')}", first]
    for n, question in enumerate(quiz.questions, 1):
        if question.type not in _WRITERS:
            losses.add("vraag-volgorde", question.id, line(question.text, course))
            continue
        if question.hint:
            losses.add("hint", question.id, line(question.hint, course))
        answers, items = _WRITERS[question.type](question, course, losses)
        after = f"    ####{_escape(explanation(question, course, *items))}"
        asked = f"::{n:02d} {_escape(question.id)}::[html]{_escape(question_text(question, course))}"
        parts.append(
            "\n".join([asked + "{" + ("#" if question.type == "number" else ""), *answers, after, "}"])
        )
    return {f"{quiz.id}.gift": ("\n\n".join(parts) + "\n").encode()}, losses


def _escape(text):
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _choice(question, course, losses):
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    if question.type == "multiple":
        losses.add("deels-goed", question.id)
        signs = {True: f"~%{100 / right:.7g}%", False: f"~%{-100 / wrong:.7g}%"}
    else:
        signs = {True: "=", False: "~"}
    return [
        f"    {signs[option.correct]}[html]{_escape(inline(option.text, course))}#[html]{_escape(html(option.feedback, course))}"
        for option in shuffled(question.options, question.id)
    ], ()


def _sort(question, course, losses):
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    categories = {category.id: _escape(line(category.text, course)) for category in question.categories}
    return [
        f"    =[html]{_escape(inline(item.text, course))} -> {categories[item.category]}"
        for item in shuffled(question.items, question.id)
    ], items_explained(question, course)


def _number(question, course, losses):
    losses.add("lijn", question.id)
    losses.add("deels-goed", question.id)
    guess, (low, high) = question.guess, bounds(question, course)
    width = 10 * (guess.highest - guess.lowest)
    return [
        f"    {sign}{number(middle)}:{number(reach)}#[html]{_escape(html(feedback, course))}"
        for sign, middle, reach, feedback in (
            ("=", (low + high) / 2, (high - low) / 2, guess.right),
            ("=%0%", low - width, width, guess.low),
            ("=%0%", high + width, width, guess.high),
        )
    ], ()


def _reflect(question, course, losses):
    return [], ()


# Putting in order belongs to GIFT only in a form that Moodle itself once could not read back.
_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "sort": _sort,
    "number": _number,
    "reflect": _reflect,
}
