"""What is an exercise, and is this answer right?

The rule stands twice, on purpose: here for `check`, and in signaal/browser/judge.js for the field on a page, which works
without Python. data/cases/exercises.toml and a property test compare the two.
"""

import ast
import math
import re
from enum import StrEnum
from functools import partial
from typing import Literal

from attrs import Factory, evolve, frozen
from simpleeval import DEFAULT_OPERATORS, InvalidExpression, NameNotDefined, SimpleEval

from signaal.course.course import until_changed
from signaal.course.figure_links import check_figure_links
from signaal.course.figures import load_figures
from signaal.course.mistakes import UNREAD, ContentError, Place, did_you_mean, say
from signaal.course.numbers import only_value, plain_signs, read_number, read_unit, write_number
from signaal.course.quizzes import Option, check_options
from signaal.course.reading import check_ids, read_content, shown
from signaal.course.words import load_words

# What a formula may be made of: a sum, and nothing else that Python can say.
_SUM = (ast.Expression, ast.Expr, ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp)
LONGEST = 300  # characters of a formula
LARGEST = 1000  # the exponent of a power
# How many times an answer can be off when the unit is not the one asked for, with the word for it.
_TIMES = {100: "hundred", 1000: "thousand"}
# What may stand in the text of an option as Markdown, and is not typed.
_LINK, _MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)"), re.compile(r"[*`]")


class Outcome(StrEnum):
    """What an answer turned out to be; the values are keys of the words under [outcome]."""

    RIGHT = "right"
    WRONG = "wrong"
    EMPTY = "empty"


@frozen
class Judgement:
    """What an answer turned out to be, with the feedback that goes with it (Markdown).

    `kind` says which rule it was: right, also_right, mistake or hint, or the key of a sentence under [exercise].
    """

    outcome: Outcome
    kind: str
    feedback: str


@frozen
class Known:
    """A number with feedback of its own (Markdown). `kind`: right, also_right or mistake."""

    kind: str
    value: float
    tolerance: float
    feedback: str


@frozen
class Remark:
    """A value that deserves its own feedback: a formula over the figures, and what to say."""

    value: str
    feedback: str


@frozen
class Samples:
    """Answers that a test gives, as a learner would type them."""

    accepted: list[str]
    rejected: list[str]


@frozen
class Exercise:
    """One exercise. `answer` and the values of remarks are formulas over `figures` {name: id in data/figures.csv}.

    `decimals` is how many digits {answer} shows at most.
    """

    id: str
    title: str
    type: Literal["number", "choice"]
    question: str
    hints: list[str]
    feedback: str = ""
    unit: str = ""
    figures: dict[str, str] = Factory(dict)
    answer: str = ""
    tolerance: float = 0.0
    decimals: int = 3
    also_right: list[Remark] = Factory(list)
    mistakes: list[Remark] = Factory(list)
    options: list[Option] = Factory(list)
    samples: Samples = Samples([], [])


@frozen
class ExerciseSet:
    """A file in data/exercises/."""

    schema: int
    id: str
    title: str
    exercises: list[Exercise] = Factory(list)


def formula(text, exercise, course):
    """Return the value of the formula `text` over the figures of `exercise`, which a Course has: a float.

    Raises:
        ValueError: the formula cannot be worked out, or is more than a sum.
    """
    figures = load_figures(course)
    names = {name: figures[id_].value for name, id_ in exercise.figures.items()}
    evaluator = SimpleEval(operators=DEFAULT_OPERATORS | {ast.Pow: _power}, names=names, functions={})
    evaluator.nodes = {kind: work for kind, work in evaluator.nodes.items() if kind in _SUM}
    try:
        if ";" in text:
            raise ValueError(say("sum-semicolon", sum=text))
        if len(text) > LONGEST:
            raise ValueError(say("sum-long", most=LONGEST))
        value = evaluator.eval(" ".join(text.split()))  # a long sum may go on on the next line
        if isinstance(value, bool):
            raise ValueError(say("no-sum", sum=text))
        if not math.isfinite(value):
            raise ValueError(say("sum-no-number", sum=text))
    except NameNotDefined as error:
        near = did_you_mean(error.name, names)
        raise ValueError(say("sum-unknown-name", sum=text, name=error.name, near=near)) from None
    except ZeroDivisionError:
        raise ValueError(say("sum-zero", sum=text)) from None
    except OverflowError:
        raise ValueError(say("sum-power", sum=text)) from None
    except (InvalidExpression, SyntaxError, TypeError, RecursionError):
        raise ValueError(say("no-sum", sum=text)) from None
    return float(value)


def _power(base, exponent):
    # No exercise needs more; a slip such as 3999999**3999999 would keep the computer busy for a minute.
    if abs(exponent) > LARGEST or abs(base) > LARGEST**3:
        raise OverflowError
    return base**exponent


def known_numbers(exercise, course):
    """Return a Known for each number that an exercise has feedback for, worked out: the right one goes first."""
    right = formula(exercise.answer, exercise, course)
    answer = write_number(round(right, exercise.decimals))
    found = [Known("right", right, exercise.tolerance, exercise.feedback)]
    for kind, remarks in (("also_right", exercise.also_right), ("mistake", exercise.mistakes)):
        for remark in remarks:
            value = formula(remark.value, exercise, course)
            # A wide tolerance around a small mistake would catch answers that are wrong in another way.
            found.append(Known(kind, value, min(exercise.tolerance, abs(value) / 100), remark.feedback))
    return [evolve(known, feedback=known.feedback.replace("{answer}", answer)) for known in found]


def _near(value, known):
    # The last term forgives binary rounding (0.1 + 0.2), nothing a learner could type.
    return abs(value - known.value) <= known.tolerance + 1e-9 * max(1.0, abs(known.value))


def _judge_number(exercise, given, course):
    say = load_words(course).say

    def wrong(key, **values):
        return Judgement(Outcome.WRONG, key, say("exercise", key, **values))

    try:
        reading = read_number(given, read_unit(exercise.unit))
    except ValueError:
        return wrong("no_number")
    if reading is None:
        return Judgement(Outcome.EMPTY, "empty", say("exercise", "empty"))
    value, read = reading.value, write_number(reading.value, most=6)
    if reading.words:
        return wrong("words", value=read)
    unit, known = exercise.unit or say("exercise", "number"), known_numbers(exercise, course)
    for each in known:
        # What is asked in another unit is not right, whatever the number; why it is a mistake is still true.
        if _near(value, each) and (each.kind == "mistake" or not reading.unit):
            outcome = Outcome.WRONG if each.kind == "mistake" else Outcome.RIGHT
            return Judgement(outcome, each.kind, each.feedback)
    if reading.unit:
        return wrong("other_unit", typed=reading.unit, unit=unit)
    if reading.mark and any(_near(reading.meant, each) for each in known if each.kind != "mistake"):
        return wrong(
            "point" if reading.mark == "." else "comma", value=read, meant=write_number(reading.meant, most=6)
        )
    for times, word in _TIMES.items():
        for key, other in (("too_small", value * times), ("too_large", value / times)):
            if _near(other, known[0]):
                return wrong(key, value=read, times=say("exercise", word), unit=unit)
    return Judgement(Outcome.WRONG, "hint", exercise.hints[0])


def _words(given):
    """Return what a learner gave as text, whatever it is."""
    try:
        given = only_value(given)
        return "" if given is None or given is Ellipsis else str(given).strip()
    except Exception:  # an object that cannot say what it is
        return type(given).__name__


def bare_words(text):
    """Return `text` without what two people type differently: spaces, quotes, capitals, kinds of dashes, a full stop."""
    return re.sub("[ ']", "", plain_signs(text).lower()).strip(".")


def names_of(option):
    """Return how an Option may be called, as `bare_words` gives it: by its id and by what it says."""
    return [bare_words(option.id), bare_words(_MARKS.sub("", _LINK.sub(r"\1", option.text)))]


def _judge_choice(exercise, given, course):
    say = load_words(course).say
    text = bare_words(_words(given))
    if not text:
        return Judgement(Outcome.EMPTY, "empty", say("exercise", "empty"))
    for option in exercise.options:
        if text in names_of(option):
            kind = "right" if option.correct else "mistake"
            return Judgement(Outcome.RIGHT if option.correct else Outcome.WRONG, kind, option.feedback)
    options = ", ".join(sorted(f'"{option.id}"' for option in exercise.options))
    return Judgement(Outcome.WRONG, "no_option", say("exercise", "no_option", options=options))


def judge(exercise, given, course):
    """Return the Judgement of what a learner gave. Never just "wrong".

    In this order: empty; not a number; words around it; a number with feedback of its own; another unit than was asked;
    a dot or comma meant the other way round; a hundred or a thousand times off; and else the first hint.

    Args:
        exercise: an Exercise.
        given: text or a number; for a choice the id or the text of an option. Anything else is answered, not raised.
        course: the Course that has the figures.
    """
    if exercise.type == "choice":
        return _judge_choice(exercise, given, course)
    return _judge_number(exercise, given, course)


def _check_number(exercise, where, mistakes, course):
    known = load_figures(course)
    unknown = [id_ for id_ in exercise.figures.values() if id_ not in known]
    for id_ in unknown:
        mistakes.append(
            where.key("figures").says("unknown-figure", figure=id_, near=did_you_mean(id_, known))
        )
    if unknown:
        return
    remarks = [
        (where.item(key, index), remark.value)
        for key in ("also_right", "mistakes")
        for index, remark in enumerate(getattr(exercise, key))
    ]
    for place, text in [(where.key("answer"), exercise.answer), *remarks]:
        try:
            if text != UNREAD:
                formula(text, exercise, course)
        except ValueError as error:
            mistakes.append(f"{place}: {error}")


def _check_exercise(exercise, where, mistakes, course):
    if not exercise.hints:
        mistakes.append(where.says("no-hint"))
    if exercise.type == "choice":
        check_options(exercise.options, where, single=True, mistakes=mistakes)
    elif exercise.type == "number" and UNREAD not in exercise.figures:
        _check_number(exercise, where, mistakes, course)
    if exercise.tolerance is not None and not 0 <= exercise.tolerance < math.inf:
        mistakes.append(where.key("tolerance").says("bad-tolerance", given=exercise.tolerance))


def load_exercises(name, course):
    """Return the ExerciseSet in data/exercises/<name>.toml of a Course, or of the course it extends.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    return _exercises(course.find("exercises", name), course)


@until_changed("figures.csv", "sources.csv", "strings.*.toml")
def _exercises(path, course):
    mistakes = []
    draft = read_content(path, ExerciseSet, {"exercises": Exercise}, mistakes)
    draft.check("exercises", partial(_check_exercise, course=course), mistakes)
    check_figure_links(draft, path, mistakes, course)
    if mistakes:
        raise ContentError(mistakes)
    return draft.content


@until_changed("exercises/*.toml", "*.csv")
def _all_exercises(course):
    """Return {id: Exercise} of a Course; an exercise of its own goes before one with the same id of a course it extends."""
    sets = {path.stem: path for path in course.files("exercises/*.toml").values()}
    found, mistakes = {}, []
    for part in course.chain:
        mine = []
        for stem, path in sets.items():
            if path.is_relative_to(part.data):
                where = Place(shown(path))
                mine += where.items("exercises", load_exercises(stem, course).exercises)
        check_ids(mine, mistakes)
        found = {exercise.id: exercise for _, exercise in mine} | found
    if mistakes:
        raise ContentError(mistakes)
    return found


def find_exercise(id_, course):
    """Return the Exercise with this id, from whichever file of the Course it stands in.

    Raises:
        KeyError: no exercise has this id; the argument is one Dutch sentence for the learner.
        ContentError: a file with exercises is wrong.
    """
    exercises = _all_exercises(course)
    id_ = _words(id_).lower()
    if id_ not in exercises:
        raise KeyError(
            load_words(course).say(
                "exercise", "unknown", id=id_, near=did_you_mean(id_, exercises), ids=", ".join(exercises)
            )
        )
    return exercises[id_]
