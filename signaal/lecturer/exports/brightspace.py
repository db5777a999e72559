"""How does a quiz become a CSV for the Question Library of Brightspace?"""

import csv
from io import StringIO

from signaal.lecturer.exports.losses import Losses
from signaal.lecturer.exports.texts import (
    explanation,
    html,
    items_explained,
    line,
    lines,
    question_text,
)
from signaal.show.payload import shuffled

# What marks the file as UTF-8, for Brightspace and for Excel.
_BOM = b"\xef\xbb\xbf"
_COLUMNS = 5


def write(quiz, course):
    """Return ({name of a file: bytes}, Losses): a Quiz of a Course as rows that Brightspace imports."""
    losses, rows = Losses("brightspace"), []
    for n, question in enumerate(quiz.questions, 1):
        write_rows = _WRITERS.get(question.type)
        if write_rows is None:
            losses.add("vraag-getal", question.id, line(question.text, course))
            continue
        kind, own = write_rows(question, course, losses)
        rows += [
            ("NewQuestion", kind),
            ("ID", f"{quiz.id}--{question.id}"),
            ("Title", f"{n:02d} {question.id}"),
            ("QuestionText", question_text(question, course), "HTML"),
            # Zero points for what has no right answer.
            ("Points", "0" if question.type == "reflect" else "1"),
            ("Difficulty", "1"),
            *own,
            *([("Hint", line(question.hint, course))] if question.hint else []),
            ("Feedback", _after(question, course)),
            (),
        ]
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([*row, *[""] * (_COLUMNS - len(row))] for row in rows)
    return {f"{quiz.id}.csv": _BOM + text.getvalue().encode()}, losses


def _after(question, course):
    """Return what is read after a question as one line of text."""
    items = items_explained(question, course) if question.type == "sort" else []
    return " ".join(lines(explanation(question, course, *items)).replace("\n* ", "\n– ").split("\n"))


def _choice(question, course, losses):
    if question.type == "multiple":
        losses.add("deels-goed", question.id)
        worth, scoring = 1, [("Scoring", "RightMinusWrong")]
    else:
        worth, scoring = 100, []
    return "MC" if question.type == "single" else "MS", [
        *scoring,
        *(
            (
                "Option",
                str(worth if option.correct else 0),
                line(option.text, course),
                "",
                line(option.feedback, course),
            )
            for option in shuffled(question.options, question.id)
        ),
    ]


def _order(question, course, losses):
    losses.add("deels-goed", question.id)
    return "O", [
        ("Scoring", "EquallyWeighted"),
        *(
            ("Item", line(item.text, course), "NOT HTML", line(item.feedback, course))
            for item in question.items
        ),
    ]


def _sort(question, course, losses):
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    number = {category.id: str(n) for n, category in enumerate(question.categories, 1)}
    return "M", [
        ("Scoring", "EquallyWeighted"),
        *(("Choice", number[category.id], line(category.text, course)) for category in question.categories),
        *(
            ("Match", number[item.category], line(item.text, course))
            for item in shuffled(question.items, question.id)
        ),
    ]


def _reflect(question, course, losses):
    return "WR", [
        ("InitialText", ""),
        ("AnswerKey", lines(html(question.explanation, course)).replace("\n", " ")),
    ]


# Brightspace imports no question with a number.
_WRITERS = {"single": _choice, "multiple": _choice, "order": _order, "sort": _sort, "reflect": _reflect}
