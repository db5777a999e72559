"""What can a notebook ask for? A few verbs, each of which reads what it shows from the course of that notebook."""

from IPython.display import display

from signaal.course.course import Course, current, kit_folder
from signaal.course.exercises import find_exercise, judge
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz, only_questions
from signaal.course.scenarios import load_scenario
from signaal.course.tables import table_frame
from signaal.course.words import load_words
from signaal.show.charts import show_chart
from signaal.show.pages import (
    books_page,
    care_page,
    figure_page,
    judgement_page,
    message_page,
    own_sheet,
    panel_page,
    review_page,
    sources_page,
    twice_page,
    weeks_page,
)
from signaal.show.payload import (
    TWICE,
    books_content,
    classroom_content,
    own_content,
    progress_content,
    review_content,
    twice_content,
)
from signaal.show.text import plain, to_inline_html
from signaal.show.widgets import ExerciseWidget, QuizWidget, ScenarioWidget

_hints_given = {}


def quiz(name, only=None):
    """Return the quiz in data/quizzes/<name>.toml as a widget; `.results()` gives the outcomes as a DataFrame.

    Args:
        name: the name of the file, without .toml.
        only: a list of ids of questions, to show those alone and in that order.

    Raises:
        ContentError: the file or one of those questions is not there, or the file is wrong; one Dutch sentence a mistake.
    """
    course = current()
    found = load_quiz(name, course)
    return QuizWidget(found if only is None else only_questions(found, only), course)


def scenario(name):
    """Return the scenario in data/scenarios/<name>.toml as a widget; `.path()` gives the choices made.

    Raises:
        ContentError: the file is not there or is wrong; one Dutch sentence a mistake.
    """
    course = current()
    return ScenarioWidget(load_scenario(name, course), course)


def chart(name):
    """Show the chart data/charts/<name>.vl.json, and below it its text alternative, source and table.

    Raises:
        ContentError: there is no such chart, or something in its file is wrong; one Dutch sentence a mistake.
    """
    show_chart(name, current())


def figure(id_):
    """Return a figure of data/figures.csv as a Page: its value, what it means, where it comes from, how certain it is.

    Raises:
        ContentError: there is no such figure; one Dutch sentence.
    """
    return figure_page(id_, current())


def table(name):
    """Return a table in data/ as a pandas DataFrame, such as "series", "figures" or "class_sizes".

    Raises:
        ContentError: there is no such table, or it is damaged; one Dutch sentence.
    """
    return table_frame(current(), name)


def help_lines():
    """Return the content note and the help lines that are always shown, as a Page.

    Raises:
        ContentError: the course's own table is wrong; its mistakes come below the kit's own numbers.
    """
    course = current()
    try:
        return care_page(course)
    except ContentError:
        # Whoever needs a number must not wait until somebody has mended a table.
        display(care_page(Course(kit_folder())))
        raise


def progress():
    """Return the learner's choice to keep answers, as a Page: it comes alive where the kit's renderer is installed."""
    course = current()
    return panel_page(progress_content(course), course)


def later():
    """Return a round of questions from earlier lessons, as a Page: it is composed where the kit's renderer is installed.

    Raises:
        ContentError: a quiz or story of the course is wrong; one Dutch sentence a mistake.
    """
    course = current()
    return review_page(review_content(course), course)


def twice(again=False):
    """Return the situations that are asked at the start of the course, and with `again` at its end, as a Page.

    Raises:
        ContentError: data/quizzes/voor_en_na.toml is not there or is wrong; one Dutch sentence a mistake.
    """
    course = current()
    return twice_page(twice_content(load_quiz(TWICE, course), bool(again), course), course)


def own_page():
    """Return a page for the learner alone: what was done, what to look at again, a plan; as a Page.

    Raises:
        ContentError: a quiz, story or exercise of the course is wrong; one Dutch sentence a mistake.
    """
    course = current()
    return own_sheet(own_content(course), course)


def classroom():
    """Return a hundred imaginary classes to try things with, as a Page that comes alive in the kit's renderer."""
    course = current()
    return panel_page(classroom_content(course), course)


def books():
    """Return the books of data/books.csv as a Page: a chooser in the kit's renderer, elsewhere a list."""
    course = current()
    return books_page(books_content(course), course)


def weeks():
    """Return the Weeks against child abuse of data/weeks.csv as a Page with a table."""
    return weeks_page(current())


def sources(lesson):
    """Return where the statements of a lesson come from, per section, as a Page; `lesson` is a notebook's name.

    Raises:
        ContentError: data/section_sources.csv has no such lesson or is wrong; one Dutch sentence a mistake.
    """
    return sources_page(lesson, current())


def _with_exercise(id_, show):
    course = current()
    try:
        return show(find_exercise(id_, course), course)
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
    return _with_exercise(id_, lambda found, course: judgement_page(judge(found, answer, course), course))


def hint(id_):
    """Return the next hint of an exercise as a Page; after the last one it says so."""

    def show(found, course):
        say, given = load_words(course).say, _hints_given.get(found.id, 0)
        if given >= len(found.hints):
            return message_page(say("exercise", "no_hint"))
        _hints_given[found.id] = given + 1
        text = plain(to_inline_html(found.hints[given]))
        return message_page(f"{say('exercise', 'hint_n', n=given + 1)}: {text}")

    return _with_exercise(id_, show)
