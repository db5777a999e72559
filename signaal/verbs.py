"""What can a notebook ask for? A few verbs, each of which reads what it shows from data/."""

from signaal.charts import chart as chart
from signaal.content import books_content, classroom_content, progress_content
from signaal.exercises import find_exercise, judge
from signaal.pages import (
    books_page,
    care_page,
    judgement_page,
    message_page,
    panel_page,
    sources_page,
    weeks_page,
)
from signaal.quizzes import load_quiz
from signaal.scenarios import load_scenario
from signaal.strings import say
from signaal.text import plain, to_inline_html
from signaal.widgets import ExerciseWidget, QuizWidget, ScenarioWidget

_hints_given = {}


def quiz(name):
    """Return the quiz in data/quizzes/<name>.toml as a widget; `.results()` gives the outcomes as a DataFrame.

    Raises:
        ContentError: the file is not there or is wrong; one Dutch sentence a mistake.
    """
    return QuizWidget(load_quiz(name))


def scenario(name):
    """Return the scenario in data/scenarios/<name>.toml as a widget; `.path()` gives the choices made.

    Raises:
        ContentError: the file is not there or is wrong; one Dutch sentence a mistake.
    """
    return ScenarioWidget(load_scenario(name))


def help_lines():
    """Return the content note and the help lines that are always shown, as a Page."""
    return care_page()


def progress():
    """Return the learner's choice to keep answers, as a Page: it comes alive where the kit's renderer is installed."""
    return panel_page(progress_content())


def classroom():
    """Return a hundred imaginary classes to try things with, as a Page that comes alive in the kit's renderer."""
    return panel_page(classroom_content())


def books():
    """Return the books of data/books.csv as a Page: a chooser in the kit's renderer, elsewhere a list."""
    return books_page(books_content())


def weeks():
    """Return the Weeks against child abuse of data/weeks.csv as a Page with a table."""
    return weeks_page()


def sources(lesson):
    """Return where the statements of a lesson come from, per section, as a Page; `lesson` is a notebook's name.

    Raises:
        ContentError: data/section_sources.csv has no such lesson or is wrong; one Dutch sentence a mistake.
    """
    return sources_page(lesson)


def _with_exercise(id_, show):
    try:
        return show(find_exercise(id_))
    except KeyError as error:
        return message_page(error.args[0])


def exercise(id_):
    """Return the exercise with this id as a field to fill in. An unknown id gives one Dutch sentence."""
    return _with_exercise(id_, ExerciseWidget)


def check(id_, answer):
    """Return what the answer to an exercise turned out to be, with feedback, as a Page.

    Args:
        id_: the id of an exercise, such as "e01".
        answer: a number or text in Dutch notation; for a choice the id or text of an option. Nothing raises: an
            empty, wrong or strange answer gets a sentence.
    """
    return _with_exercise(id_, lambda found: judgement_page(judge(found, answer)))


def hint(id_):
    """Return the next hint of an exercise as a Page; after the last one it says so."""

    def show(found):
        given = _hints_given.get(found.id, 0)
        if given >= len(found.hints):
            return message_page(say("exercise", "no_hint"))
        _hints_given[found.id] = given + 1
        text = plain(to_inline_html(found.hints[given]))
        return message_page(f"{say('exercise', 'hint_n', n=given + 1)}: {text}")

    return _with_exercise(id_, show)
