"""Is the content of a course right? Every mistake in a file, or in a whole course, as a sentence with file and line."""

import json
from pathlib import Path

from signaal.course.course import FILE, Course
from signaal.course.exercises import load_exercises
from signaal.course.figures import (
    load_all_section_sources,
    load_figures,
    load_help_lines,
    load_series,
    load_sources,
)
from signaal.course.materials import load_books, load_weeks
from signaal.course.mistakes import ContentError
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
# What describes or tries the tables and rules, and is no content; web.toml is read when a site is made.
_OTHERS = ("datapackage.json", "cases/*.toml", "web.toml")
# Where a file must stand to be read.
_WHERE = (
    "In data/ horen course.toml, strings.*.toml en *.csv, en verder "
    + ", ".join(f"{folder}/{pattern}" for folder, (pattern, _) in _FOLDERS.items())
    + "."
)
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
            yield f"{shown(path)}: dit bestand leest niemand. Verbeter de naam of de map, of haal het weg. {_WHERE}"


def check_files(paths):
    """Return what is wrong in content files, as a list of Dutch sentences, each once; empty when they are right.

    Args:
        paths: files in data/ of a course, or its notebooks.
    """
    return list(dict.fromkeys(sentence for path in paths for sentence in _mistakes(path)))


def check_course(course):
    """Return what is wrong in the files of a Course itself, as `check_files` does."""
    return [*check_files(course_files(course)), *stray_files(course)]


def _mistakes(path):
    path = Path(path).resolve()
    folder = next(
        (up.parent for up in path.parents if up.name == "data" and (up.parent / FILE).is_file()), None
    )
    if path.is_dir():
        return [
            f"{path}: dit is een map. Noem een bestand, of typ signaal check zonder iets erachter voor de hele cursus."
        ]
    if not path.is_file():
        return [f"{path}: dit bestand is er niet. Kijk naar de naam en de map."]
    if path.suffix == ".ipynb":
        return list(_open_merges(path))
    if folder is None:
        return [
            f"{path}: dit bestand hoort bij geen cursus. Zet het in de map data van een cursus, naast course.toml."
        ]
    try:
        course = Course(folder)
        if path == folder / FILE:
            load_words(course)
            return list(_lost_lessons(course))
        _load(path, course)
    except ContentError as error:
        return list(error.mistakes)
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
        raise ContentError([f"{shown(path)}: dit soort bestand kijk ik niet na. {_WHERE}"])


def _open_merges(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_conflict(text, shown(path))
        cells = json.loads(text)["cells"]
    except ContentError as error:
        yield from error.mistakes
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        yield f"{shown(path)}: dit is geen notebook dat ik kan lezen. Zet een eerdere versie terug."
        return
    for number, cell in enumerate(cells, 1):
        try:
            refuse_conflict("".join(cell["source"]), f"{shown(path)}, cel {number}")
        except ContentError as error:
            yield from error.mistakes


def _lost_lessons(course):
    top = read_toml(course.folder / FILE)[1]
    for place, lesson in top.items("lessons", course.lessons):
        if not (course.folder / lesson.notebook).is_file():
            yield f"{place.key('notebook')}: {lesson.notebook} is er niet. Verbeter de naam, of haal de les weg."
