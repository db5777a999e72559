"""Which course is this, where does its content lie, and what does it take from another?

A course is a folder with data/course.toml. What its own data/ has comes first; what it lacks comes from the course that it
extends. Everything that reads content asks a Course where it lies.
"""

import os
from functools import wraps
from pathlib import Path, PurePosixPath

from attrs import Factory, frozen

from signaal.course.mistakes import ContentError, Place, did_you_mean, say
from signaal.course.reading import read_content, shown

VARIABLE = "SIGNAAL_COURSE"
FILE = Path("data", "course.toml")
KIT = "signaal"  # the id of the course that comes with the package
_PACKAGE = Path(__file__).parents[1]


@frozen
class Lesson:
    """A notebook of a course, in the order of data/course.toml.

    `notebook` is its path from the course's folder and `about` what one does in it. `part` is the heading under which it
    stands in the list of lessons, with those before it of the same part. `minutes` is what it takes in all, of
    which `quiz` minutes for its quiz and role plays, and `together` what comes on top for whoever does it with others;
    None where no such time belongs to it.
    """

    id: str
    notebook: str
    title: str
    about: str = ""
    part: str = ""
    minutes: int | None = None
    quiz: int | None = None
    together: int | None = None


@frozen
class Head:
    """What data/course.toml says, beside its lessons."""

    schema: int
    id: str
    title: str
    language: str
    extends: str = ""
    lessons: list[Lesson] = Factory(list)


class Course:
    """A folder with content, and the course that it extends.

    Args:
        folder: the folder that holds data/course.toml.

    Attributes:
        folder: its Path. `data` is the folder data/ in it.
        id, title, language: as data/course.toml says them.
        lessons: its Lessons in order; empty for a course that does not name them.
        chain: this Course, then the one it extends, and so on: where something is looked for, in this order.
        found: what `until_changed` has looked up for this Course: for as long as it lives it does not look again.

    Raises:
        ContentError: data/course.toml is not there or is wrong, or what it extends cannot be found; one Dutch sentence a
            mistake.
    """

    def __init__(self, folder, *, _above=()):
        self.folder = Path(folder).resolve()
        self.data = self.folder / "data"
        self.found = {}
        path, mistakes = self.folder / FILE, []
        if not path.is_file():
            raise Place(str(self.folder)).error("no-course")
        draft = read_content(path, Head, {"lessons": Lesson}, mistakes, named_after_file=False)
        for place, lesson in draft.items["lessons"]:
            mistakes += _lesson_mistakes(lesson, place)
        if mistakes:
            raise ContentError(mistakes)
        head = draft.content
        self.id, self.title, self.language = head.id, head.title, head.language
        self.lessons = tuple(head.lessons)
        above = (*_above, self)
        self.chain = (self, *(_extended(head.extends, above).chain if head.extends else ()))

    def find(self, kind, name, suffix=".toml"):
        """Return the Path of data/<kind>/<name><suffix>, from the first course of the chain that has it.

        Raises:
            ContentError: none has it; one Dutch sentence that names what there is.
        """
        name, known = str(name), self.files(f"{kind}/*{suffix}")
        if name in known:
            return known[name]
        where = Place(shown(self.data / kind / f"{name}{suffix}"))
        there = ", ".join(sorted(known)) or "niets"
        raise where.error("no-such-file", near=did_you_mean(name, known), known=there)

    def files(self, pattern):
        """Return {stem: Path} of the files under data/ that match `pattern`; the first course of the chain wins."""
        found = {}
        for course in self.chain:
            for path in sorted(course.data.glob(pattern)):
                found.setdefault(path.name.partition(".")[0], path)
        return found


def _lesson_mistakes(lesson, where):
    path = PurePosixPath(lesson.notebook)
    if path.is_absolute() or ".." in path.parts or "\\" in lesson.notebook or path.suffix != ".ipynb":
        yield where.line_of("notebook").says("bad-notebook", notebook=lesson.notebook)
    for key in ("minutes", "quiz", "together"):
        if (value := getattr(lesson, key)) is not None and value <= 0:
            yield where.line_of(key).says("bad-minutes", key=key, value=value)


def kit_folder():
    """Return the folder of the course that comes with the package: packed in it, or in a clone beside it."""
    packed = _PACKAGE / "kit"
    return packed if (packed / FILE).is_file() else _PACKAGE.parent


def current_folder():
    """Return the folder of the course for whoever asks from the working folder, which for a notebook is its own.

    In this order: SIGNAAL_COURSE; the nearest folder upwards that holds data/course.toml; the course in the package.

    Raises:
        ContentError: none of these is a course; one Dutch sentence that says what was looked for.
    """
    if given := os.environ.get(VARIABLE):
        if not (Path(given) / FILE).is_file():
            raise ContentError([say("variable-no-course", variable=VARIABLE, path=given)])
        return Path(given)
    here = Path.cwd()
    for folder in (here, *here.parents, kit_folder()):
        if (folder / FILE).is_file():
            return folder
    raise ContentError([say("no-course-anywhere", variable=VARIABLE, here=here, kit=kit_folder())])


def current():
    """Return the Course of `current_folder`.

    Raises:
        ContentError: there is no course, or its data/course.toml is wrong.
    """
    return Course(current_folder())


def handout(course):
    """Return what a learner or lecturer gets of a Course: notebooks and what they lean on, as paths from its folder."""
    pages = [
        *course.folder.glob("docs/**/*.md"),
        *course.folder.glob("docs/sjablonen/data/**/*.toml"),
        *course.folder.glob("docent/*.ipynb"),
        *course.folder.glob("docent/voorbeeld/*.json"),
        *course.folder.glob("README.md"),
        *course.folder.glob("LICENSE*"),
    ]
    return [
        *(lesson.notebook for lesson in course.lessons),
        *sorted(path.relative_to(course.folder).as_posix() for path in pages),
    ]


def _extended(id_, above):
    """Return the Course with this id; `above` are those that lead to it, the last of which extends it."""
    last = above[-1]
    where = Place(shown(last.folder / FILE))
    if last.id == id_:
        raise where.error("extends-itself", id=id_)
    if id_ in [course.id for course in above]:
        road = " → ".join([*(course.id for course in above), id_])
        raise where.error("extends-in-circle", road=road)
    found = {kit_folder(): KIT} if id_ == KIT else _beside(last.folder)
    folders = [folder for folder, its_id in found.items() if its_id == id_]
    if not folders:
        near = did_you_mean(id_, [KIT, *found.values()])
        raise where.error("extends-unknown", id=id_, near=near, kit=KIT)
    if len(folders) > 1:
        places = " en ".join(str(folder) for folder in folders)
        raise where.error("two-courses", id=id_, places=places)
    return Course(folders[0], _above=above)


def _beside(folder):
    """Return {folder: id} of the courses in the folders beside `folder`, those that cannot be read left out."""
    found = {}
    for path in sorted(folder.parent.glob(f"*/{FILE.as_posix()}")):
        try:
            draft = read_content(path, Head, {"lessons": Lesson}, [], named_after_file=False)
        except ContentError:  # not the course that is looked for, as far as anybody can tell
            continue
        if path.parents[1] != folder:
            found[path.parents[1]] = draft.content.id
    return found


def until_changed(*names):
    """Let a loader read once, and for another Course again when a file that matches one of `names` in its chain has changed.

    A loader of one file is given its path before the Course; that file may not have changed either. Every verb asks for a
    Course anew, so that whoever mends a table sees it when a cell is run again, without starting Python anew. Within one
    Course nothing is looked at twice: where files are far away, as in a browser tab, each look takes milliseconds.
    """

    def decorate(load):
        kept = {}

        @wraps(load)
        def loader(*asked):
            *files, course = asked
            if (load, *files) in course.found:
                return course.found[load, *files]
            folders = tuple(part.data for part in course.chain)
            found = [
                path
                for folder in folders
                for name in (FILE.name, *names)
                for path in (sorted(folder.glob(name)) if "*" in name else [folder / name])
            ]
            stamps = [(path, path.stat().st_mtime_ns) for path in (*files, *found) if path.exists()]
            key = (folders, *files)
            if key not in kept or kept[key][0] != stamps:
                kept[key] = stamps, load(*asked)
            course.found[load, *files] = kept[key][1]
            return kept[key][1]

        return loader

    return decorate
