"""Is the content of a course right? Every mistake in a file, or in a whole course, as a sentence with file and line."""

import json
import re
from pathlib import Path

from signaal.course.course import FILE, Course
from signaal.course.exercises import load_exercises
from signaal.course.figure_links import mistakes_in
from signaal.course.figures import (
    load_all_section_sources,
    load_figures,
    load_help_lines,
    load_series,
    load_sources,
)
from signaal.course.materials import load_books, load_weeks
from signaal.course.mistakes import ContentError, Place
from signaal.course.quizzes import load_quiz
from signaal.course.reading import read_toml, refuse_conflict, shown
from signaal.course.scenarios import load_scenario
from signaal.course.tables import table_frame
from signaal.course.words import load_words
from signaal.show.charts import load_chart

# By folder under data/: what its files are called, and how one is read.
_FOLDERS = {
    "quizzes": ("*.toml", load_quiz),
    "scenarios": ("*.toml", load_scenario),
    "exercises": ("*.toml", load_exercises),
    "charts": ("*.vl.json", load_chart),
}
# What describes or tries the content, and is none; web.toml is read when a site is made.
_OTHERS = ("datapackage.json", "cases/*.toml", "schema/*.json", "web.toml")
# Where a file must stand to be read.
_WHERE = ", ".join(f"{folder}/{pattern}" for folder, (pattern, _) in _FOLDERS.items())
_TABLES = {
    "sources": load_sources,
    "figures": load_figures,
    "series": load_series,
    "helplines": load_help_lines,
    "books": load_books,
    "weeks": load_weeks,
    "section_sources": load_all_section_sources,
}


def course_files(course):
    """Return the Paths of the files of a Course itself that can be checked; those that others lean on come first."""
    found = [
        course.folder / FILE,
        *sorted(course.data.glob("strings.*.toml")),
        *sorted(course.data.glob("*.csv")),
    ]
    for folder, (pattern, _) in _FOLDERS.items():
        found += sorted((course.data / folder).glob(pattern))
    places = (
        "*.ipynb",
        "notebooks/*.ipynb",
        "exercises/*.ipynb",
        "exercises/solutions/*.ipynb",
        "docent/*.ipynb",
    )
    return found + sorted(path for place in places for path in course.folder.glob(place))


def stray_files(course):
    """Yield a Dutch sentence for each file in data/ of a Course that nobody reads: one with a slip in its name or place."""
    known = {*course_files(course), *(path for name in _OTHERS for path in course.data.glob(name))}
    for path in sorted(course.data.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(course.data).parts)
        if path.is_file() and path not in known and not hidden:
            yield Place(shown(path)).says("stray-file", where=_WHERE)


def check_files(paths):
    """Return what is wrong in content files, as a list of Dutch sentences, each once; empty when they are right.

    Args:
        paths: files in data/ of a course, or its notebooks.
    """
    return list(dict.fromkeys(sentence for path in paths for sentence in _mistakes(path)))


def check_course(course):
    """Return what is wrong in the files of a Course itself, as `check_files` does."""
    return [*check_files(course_files(course)), *stray_files(course)]


def course_of(path):
    """Return the Course that a content file stands in.

    Args:
        path: its resolved Path.

    Raises:
        ContentError: it is not there or in no course, or its course is wrong; one Dutch sentence a mistake.
    """
    if path.is_dir():
        raise Place(str(path)).error("folder")
    if not path.is_file():
        raise Place(str(path)).error("no-file")
    for up in path.parents:
        if up.name == "data" and (up.parent / FILE).is_file():
            return Course(up.parent)
    raise Place(str(path)).error("in-no-course")


def in_order(mistakes):
    """Return sentences in the order in which one meets them: by file and line."""

    def place(sentence):
        found = re.match(r"([^:,]*)(?::(\d+))?", sentence)
        return found[1], int(found[2] or 0)

    return sorted(mistakes, key=place)


def _mistakes(path):
    path = Path(path).resolve()
    if path.suffix == ".ipynb" and path.is_file():
        return _notebook_mistakes(path)
    try:
        course = course_of(path)
        if path == course.folder / FILE:
            load_words(course)
            return list(_lost_lessons(course))
        _load(path, course)
    except ContentError as error:
        return in_order(error.mistakes)
    return []


def _load(path, course):
    name, kind = path.name.partition(".")[0], path.parent.name
    if path.parent.parent == course.data and kind in _FOLDERS and path.match(_FOLDERS[kind][0]):
        _FOLDERS[kind][1](name, course)
    elif path.parent == course.data and path.match("strings.*.toml"):
        load_words(course)
    elif path.parent == course.data and path.suffix == ".csv":
        _TABLES.get(name, lambda course: table_frame(course, name))(course)
    else:
        raise Place(shown(path)).error("unknown-file", where=_WHERE)


def _notebook_mistakes(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_conflict(text, shown(path))
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]
    except ContentError as error:
        return list(error.mistakes)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return [Place(shown(path)).says("no-notebook")]
    places = [(Place(f"{shown(path)}, cel {number}"), *cell) for number, cell in enumerate(cells, 1)]
    found = []
    for place, _, source in places:
        try:
            refuse_conflict(source, str(place))
        except ContentError as error:
            found += error.mistakes
    folder = next((up for up in path.parents if (up / FILE).is_file()), None)
    if folder:  # a notebook may lie anywhere, and then there are no figures to look up
        try:
            course = Course(folder)
            known, words = load_figures(course), load_words(course)
            for place, kind, source in places:
                if kind == "markdown":
                    found += mistakes_in(source, place, known, words)
        except ContentError as error:
            found += error.mistakes
    return found


def _lost_lessons(course):
    top = read_toml(course.folder / FILE)[1]
    for place, lesson in top.items("lessons", course.lessons):
        if not (course.folder / lesson.notebook).is_file():
            yield place.key("notebook").says("lost-lesson", notebook=lesson.notebook)
