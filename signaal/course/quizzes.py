"""What is a quiz, and is this one right?"""

import math
from functools import partial
from typing import Literal

from attrs import Factory, evolve, frozen

from signaal.course.course import until_changed
from signaal.course.figure_links import check_figure_links
from signaal.course.figures import load_figures, load_sources, unknown_sources
from signaal.course.mistakes import UNREAD, ContentError, did_you_mean, say
from signaal.course.reading import check_ids, read_content
from signaal.course.words import load_words


@frozen
class Option:
    """One answer a learner can choose, with the feedback that belongs to it."""

    id: str
    text: str
    feedback: str
    correct: bool = False


@frozen
class Item:
    """One thing to put in order or in a category; `category` is for type sort only."""

    id: str
    text: str
    feedback: str
    category: str = ""


@frozen
class Category:
    """A place to sort items into."""

    id: str
    text: str


@frozen
class Guess:
    """A line from `lowest` to `highest`, in the unit of `figure`, on which a learner guesses that figure.

    Right is within `tolerance` of the figure's value or range; `low`, `right` and `high` are the feedback.
    """

    figure: str
    lowest: float
    highest: float
    step: float
    tolerance: float
    low: str
    right: str
    high: str


@frozen(kw_only=True)
class Question:
    """What questions of every type have. Texts are Markdown; `sources` are ids of data/sources.csv.

    `section` is the heading in the notebook of the same name where a learner can read it again. `review` puts it in the mix
    that the makers choose for *Later nog eens*, where it may also open a round: no heavy case.
    """

    id: str
    type: str
    text: str
    explanation: str
    sources: list[str] = Factory(list)
    hint: str = ""
    section: str = ""
    review: bool = False


@frozen(kw_only=True)
class ChoiceQuestion(Question):
    """Choose one option, or several."""

    type: Literal["single", "multiple"]
    options: list[Option]


@frozen(kw_only=True)
class OrderQuestion(Question):
    """Put items in order; the order in the file is the right one."""

    items: list[Item]


@frozen(kw_only=True)
class SortQuestion(Question):
    """Put each item in its category."""

    categories: list[Category]
    items: list[Item]


@frozen(kw_only=True)
class NumberQuestion(Question):
    """Guess a figure on a line, then see it."""

    guess: Guess


@frozen(kw_only=True)
class ReflectQuestion(Question):
    """Think or write; there is no right or wrong."""


QUESTIONS = {
    "single": ChoiceQuestion,
    "multiple": ChoiceQuestion,
    "order": OrderQuestion,
    "sort": SortQuestion,
    "number": NumberQuestion,
    "reflect": ReflectQuestion,
}


@frozen
class Quiz:
    """A quiz: a file in data/quizzes/. With `confidence` each question also asks how sure the learner is."""

    schema: int
    id: str
    title: str
    questions: list[Question] = Factory(list)
    intro: str = ""
    confidence: bool = False


def check_options(options, where, *, single, mistakes):
    """Add a sentence to `mistakes` for each rule of docs/schrijven.md that the options of a question break.

    Args:
        options: Options.
        where: the Place of the question.
        single: may only one be right?
        mistakes: a list that grows.
    """
    _check_texts(where.items("options", options), mistakes)
    right = sum(option.correct for option in options)
    if len(options) < 2:
        mistakes.append(where.says("few-options"))
    elif right == 0:
        mistakes.append(where.says("no-right-option"))
    elif single and right > 1:
        mistakes.append(where.says("many-right-options", count=right))
    elif not single and right == len(options):
        mistakes.append(where.says("all-right-options"))


def _check_texts(parts, mistakes):
    check_ids(parts, mistakes)
    seen = {}
    for where, part in parts:
        text = " ".join(part.text.split()).lower()
        if text in seen and text != UNREAD:
            mistakes.append(where.line_of("text").says("same-text", other=seen[text]))
        seen[text] = part.id


def _check_items(question, where, mistakes):
    _check_texts(where.items("items", question.items), mistakes)
    least = 3 if question.type == "order" else 2
    if len(question.items) < least:
        mistakes.append(where.says("few-items", least=least))


def _check_order(question, where, mistakes):
    _check_items(question, where, mistakes)
    for place, item in where.items("items", question.items):
        if item.category:
            mistakes.append(place.says("category-in-order"))


def _check_sort(question, where, mistakes):
    _check_items(question, where, mistakes)
    categories = where.items("categories", question.categories)
    _check_texts(categories, mistakes)
    known, used = {category.id for category in question.categories}, set()
    if len(known) < 2:
        mistakes.append(where.says("few-categories"))
    for place, item in where.items("items", question.items):
        used.add(item.category)
        if not {item.category, *known}.isdisjoint({UNREAD}):
            continue
        if not item.category:
            mistakes.append(place.says("no-category"))
        elif item.category not in known:
            near = did_you_mean(item.category, known)
            mistakes.append(
                place.line_of("category").says("unknown-category", category=item.category, near=near)
            )
    for place, category in categories:
        if category.id not in used and used and used <= known:
            mistakes.append(place.says("empty-category"))


def _check_guess(guess, where, mistakes, course):
    known = load_figures(course)
    numbers = (guess.lowest, guess.highest, guess.step, guess.tolerance)
    if guess.figure not in known:
        near = did_you_mean(guess.figure, known)
        mistakes.append(where.key("figure").says("unknown-figure", figure=guess.figure, near=near))
    elif not all(map(math.isfinite, numbers)) or not guess.lowest < guess.highest:
        mistakes.append(where.says("no-line"))
    elif guess.step <= 0 or guess.tolerance < 0:
        mistakes.append(where.says("no-step"))
    else:
        figure = known[guess.figure]
        if not all(guess.lowest <= end <= guess.highest for end in figure.ends):
            mistakes.append(where.says("figure-off-line", value=figure.written(load_words(course))))


def check_sources(sources, where, mistakes, course):
    """Add a sentence to `mistakes` for each id in `sources`, which stands at the Place `where`, that the Course does not have."""
    mistakes += (f"{where}: {words}" for words in unknown_sources(sources, load_sources(course)))


def _check_question(question, where, mistakes, course):
    if isinstance(question, ChoiceQuestion):
        check_options(question.options, where, single=question.type == "single", mistakes=mistakes)
    elif isinstance(question, OrderQuestion):
        _check_order(question, where, mistakes)
    elif isinstance(question, SortQuestion):
        _check_sort(question, where, mistakes)
    elif isinstance(question, NumberQuestion) and question.guess:
        _check_guess(question.guess, where.key("guess"), mistakes, course)
    if question.review and isinstance(question, ReflectQuestion):
        mistakes.append(where.line_of("review").says("review-no-outcome"))
    if not question.sources and not isinstance(question, ReflectQuestion):
        mistakes.append(where.says("no-source"))
    check_sources(question.sources, where.key("sources"), mistakes, course)


def load_quiz(name, course):
    """Return the Quiz in data/quizzes/<name>.toml of a Course, or of the course it extends.

    Args:
        name: the name of the file, without .toml.
        course: the Course.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    return _quiz(course.find("quizzes", name), course)


@until_changed("figures.csv", "sources.csv")
def _quiz(path, course):
    mistakes = []
    draft = read_content(path, Quiz, {"questions": QUESTIONS}, mistakes)
    draft.check("questions", partial(_check_question, course=course), mistakes)
    check_figure_links(draft, path, mistakes, course)
    if not draft.named and not mistakes:
        mistakes.append(draft.where.says("no-questions"))
    if mistakes:
        raise ContentError(mistakes)
    return draft.content


def only_questions(quiz, ids):
    """Return the Quiz with only the questions that have these ids, in the order of `ids`; its introduction is about all of them.

    Raises:
        ContentError: the quiz has no question with one of these ids, or none is asked for; one Dutch sentence a mistake.
    """
    known = {question.id: question for question in quiz.questions}
    if not isinstance(ids, list | tuple) or not ids or not all(isinstance(id_, str) for id_ in ids):
        raise ContentError([say("only-no-list", first=quiz.questions[0].id)])
    unknown = [id_ for id_ in ids if id_ not in known]
    if unknown:
        raise ContentError(
            say("only-unknown", quiz=quiz.id, id=id_, near=did_you_mean(id_, known), known=", ".join(known))
            for id_ in unknown
        )
    chosen = [known[id_] for id_ in dict.fromkeys(ids)]
    return evolve(quiz, questions=chosen, intro=quiz.intro if len(chosen) == len(known) else "")
