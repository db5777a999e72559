"""What does the panel with lessons show? The course in order, and for whoever keeps answers what was done and where one was.

Of what was kept it tells one word a lesson, and no answer.
"""

import json
from functools import lru_cache
from pathlib import Path, PurePosixPath

from signaal.course.course import current
from signaal.course.exercises import Outcome, find_exercise, judge
from signaal.course.mistakes import ContentError
from signaal.course.words import load_words
from signaal.show.pages import CONTENT
from signaal.show.payload import own_words

# What can be answered; a panel cannot.
_KINDS = ("quiz", "scenario", "exercise")
_WRONG = ("wrong", "partly")


def lessons_content(root, kept=None, opened=""):
    """Return the list of lessons as a dict of JSON values.

    Args:
        root: the Path of the folder that the server shows, or None when it shows none.
        kept: {key: state} of what a learner keeps, in the order in which it last changed; None when nothing is kept.
        opened: the path from `root` of a notebook that is open: the lessons may stand in the folder of that one.

    Returns:
        `title`, `language`, `strings`, `keeping`; `group`, what this course says otherwise with a group; `lessons`, each with `id`, `title`, `about`, `part`, `minutes`, `path` from
        `root` (None when it is not there) and `state` (a key of the words, None where there is nothing to answer or nothing
        is kept); `last`, {lesson, cell}: where the learner last changed something, or None.

    Raises:
        ContentError: there is no course, or its words or data/course.toml are wrong.
    """
    course = current()
    words = load_words(course)
    folders = _folders(course, root, opened)
    lessons, places = [], {}
    for lesson in course.lessons:
        file = next(
            (folder / lesson.notebook for folder in folders if (folder / lesson.notebook).is_file()), None
        )
        parts = parts_of(file, file.stat().st_mtime_ns) if file else ()
        lessons.append(
            {
                "id": lesson.id,
                "title": lesson.title,
                "about": lesson.about,
                "part": lesson.part,
                "minutes": lesson.minutes,
                "path": file.relative_to(root).as_posix() if file else None,
                "state": _state(parts, kept, course) if parts and kept is not None else None,
            }
        )
        places |= {key: {"lesson": lesson.id, "cell": cell} for key, cell, _ in parts}
    return {
        "title": course.title,
        "language": course.language,
        "strings": words["lessons"],
        "group": own_words(course, "group"),
        "keeping": kept is not None,
        "lessons": lessons,
        "last": next((places[key] for key in reversed(kept or {}) if key in places), None),
    }


def _folders(course, root, opened):
    """Return the folders in which the lessons may stand, as far as the server shows them."""
    if root is None:
        return []
    found = [Path.cwd(), course.folder, root]
    for lesson in course.lessons:
        # On a class server the lessons stand in a folder of the learner's home, and the course in the package.
        if f"/{opened}".endswith(f"/{lesson.notebook}") and ".." not in PurePosixPath(opened).parts:
            found.insert(0, root / opened.removesuffix(lesson.notebook))
    return [folder for folder in found if folder.is_relative_to(root)]


@lru_cache(maxsize=64)
def parts_of(file, stamp):
    """Return (key, id of the cell, ids of the questions) of all that can be answered in a notebook; () when it cannot be read."""
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        found = [
            (output["data"][CONTENT], cell.get("id"))
            for cell in cells
            for output in cell.get("outputs", ())
            if CONTENT in output.get("data", ())
        ]
        return tuple(
            (
                f"{content['kind']}:{content['id']}",
                cell,
                tuple(question["id"] for question in content.get("questions", ())),
            )
            for content, cell in found
            if content["kind"] in _KINDS
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()  # the learner's own file, in whatever state


def _state(parts, kept, course):
    """Return "todo", "busy", "done" or "again": all of it done, and something not right yet."""
    done, wrong, begun = [], False, False
    for key, _, questions in parts:
        state = kept.get(key) or {}
        begun = begun or bool(state.keys() - {"seed"})
        finished, not_right = _outcome(key, state, questions, course)
        done.append(finished)
        wrong = wrong or not_right
    if not begun:
        return "todo"
    if not all(done):
        return "busy"
    return "again" if wrong else "done"


def _outcome(key, state, questions, course):
    """Return whether this quiz, story or exercise is done, and whether something in it is not right yet."""
    kind, _, id_ = key.partition(":")
    if kind == "scenario":
        return "first" in state, False  # a story was once read to an ending; it is never wrong
    if kind == "exercise":
        if not state.get("attempt"):
            return False, False
        try:
            return True, judge(
                find_exercise(id_, course), state.get("given"), course
            ).outcome is Outcome.WRONG
        except (KeyError, ContentError):  # an exercise of another course
            return True, False
    answers = state.get("answers") or {}
    given = [answers[question] for question in questions if isinstance(answers.get(question), dict)]
    # Skipping is allowed: whoever came to the overview (its place is "") has done the quiz.
    finished = state.get("at") == "" or len(given) == len(questions)
    return finished, any(answer.get("outcome") in _WRONG for answer in given)
