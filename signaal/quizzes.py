"""What is a quiz, and is this one right?"""

import math
from typing import Literal

from attrs import Factory, frozen

from signaal.figures import load_figures, load_sources, unknown_sources
from signaal.mistakes import ContentError, did_you_mean
from signaal.reading import DATA, check_ids, read_content, shown


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

    `section` is the heading in the notebook of the same name where a learner can read it again.
    """

    id: str
    type: str
    text: str
    explanation: str
    sources: list[str] = Factory(list)
    hint: str = ""
    section: str = ""


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
    """Add a sentence to `mistakes` for each rule of docs/schrijven.md that the options of a question break."""
    _check_texts(options, where, "optie", mistakes)
    right = sum(option.correct for option in options)
    if len(options) < 2:
        mistakes.append(f"{where}: er zijn minder dan twee opties. Voeg er een toe met [[….options]].")
    elif right == 0:
        mistakes.append(f"{where}: er is geen goede optie. Zet correct = true bij een optie.")
    elif single and right > 1:
        mistakes.append(
            f'{where}: er zijn {right} goede opties. Laat er één over, of maak het type "multiple".'
        )
    elif not single and right == len(options):
        mistakes.append(f"{where}: alle opties zijn goed. Voeg een optie toe die niet past.")


def _check_texts(parts, where, noun, mistakes):
    check_ids(parts, where, noun, mistakes)
    seen = {}
    for part in parts:
        text = " ".join(part.text.split()).lower()
        if text in seen:
            mistakes.append(
                f'{where}, {noun} "{part.id}": deze tekst is dezelfde als die van "{seen[text]}". Maak er twee verschillende van.'
            )
        seen[text] = part.id


def _check_items(question, where, mistakes):
    _check_texts(question.items, where, "onderdeel", mistakes)
    least = 3 if question.type == "order" else 2
    if len(question.items) < least:
        mistakes.append(
            f"{where}: er zijn minder dan {least} onderdelen. Voeg er een toe met [[questions.items]]."
        )


def _check_order(question, where, mistakes):
    _check_items(question, where, mistakes)
    for item in question.items:
        if item.category:
            mistakes.append(
                f'{where}, onderdeel "{item.id}": category hoort bij type "sort". Haal hem weg, of verander het type.'
            )


def _check_sort(question, where, mistakes):
    _check_items(question, where, mistakes)
    _check_texts(question.categories, where, "vak", mistakes)
    known, used = {category.id for category in question.categories}, set()
    if len(known) < 2:
        mistakes.append(
            f"{where}: er zijn minder dan twee vakken. Voeg er een toe met [[questions.categories]]."
        )
    for item in question.items:
        used.add(item.category)
        if item.category not in known:
            mistakes.append(
                f'{where}, onderdeel "{item.id}": het vak "{item.category}" bestaat niet.{did_you_mean(item.category, known)} '
                "Zet category op de id van een vak."
            )
    for category in question.categories:
        if category.id not in used:
            mistakes.append(
                f'{where}, vak "{category.id}": er hoort geen onderdeel in. Voeg er een toe, of haal het vak weg.'
            )


def _check_guess(guess, where, mistakes, folder):
    known = load_figures(folder)
    numbers = (guess.lowest, guess.highest, guess.step, guess.tolerance)
    if guess.figure not in known:
        mistakes.append(
            f'{where}: het cijfer "{guess.figure}" staat niet in data/figures.csv.{did_you_mean(guess.figure, known)} '
            "Voeg het toe of verbeter de id."
        )
    elif not all(map(math.isfinite, numbers)) or not guess.lowest < guess.highest:
        mistakes.append(f"{where}: lowest moet kleiner zijn dan highest. Pas één van de twee aan.")
    elif guess.step <= 0 or guess.tolerance < 0:
        mistakes.append(f"{where}: step moet groter zijn dan 0 en tolerance niet kleiner dan 0. Pas ze aan.")
    else:
        figure = known[guess.figure]
        if not all(guess.lowest <= end <= guess.highest for end in figure.ends):
            mistakes.append(
                f"{where}: het cijfer ({figure}) ligt niet tussen lowest en highest. Maak de lijn langer."
            )


def check_sources(sources, where, mistakes, folder):
    """Add a sentence to `mistakes` for each id in `sources` that data/sources.csv does not have."""
    mistakes += (f"{where}: {words}" for words in unknown_sources(sources, load_sources(folder)))


def _check_question(question, where, mistakes, folder):
    if isinstance(question, ChoiceQuestion):
        check_options(question.options, where, single=question.type == "single", mistakes=mistakes)
    elif isinstance(question, OrderQuestion):
        _check_order(question, where, mistakes)
    elif isinstance(question, SortQuestion):
        _check_sort(question, where, mistakes)
    elif isinstance(question, NumberQuestion):
        _check_guess(question.guess, where, mistakes, folder)
    if not question.sources and not isinstance(question, ReflectQuestion):
        mistakes.append(f"{where}: er staat geen bron bij. Vul sources in met een id uit data/sources.csv.")
    check_sources(question.sources, where, mistakes, folder)


def load_quiz(name, folder=DATA):
    """Return the Quiz in data/quizzes/<name>.toml.

    Args:
        name: the name of the file, without .toml.
        folder: the data folder.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    path, mistakes = folder / "quizzes" / f"{name}.toml", []
    draft = read_content(path, Quiz, {"questions": (QUESTIONS, "vraag")}, mistakes)
    for question in draft.items["questions"]:
        _check_question(question, f'{shown(path)}, vraag "{question.id}"', mistakes, folder)
    if not draft.named and not mistakes:
        mistakes.append(f"{shown(path)}: er staat geen vraag in. Begin een vraag met [[questions]].")
    if mistakes:
        raise ContentError(mistakes)
    return draft.content
