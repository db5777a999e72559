"""What data/course.toml says of the lessons is what README, Welkom, the lessons and the stories say."""

import re

import pytest
from walk import KIT, ROOT, cells, notebooks, stretches

from signaal.course.scenarios import load_scenario

LESSONS = {lesson.id: lesson for lesson in KIT.lessons}
STORIES = [load_scenario(stem, KIT) for stem in KIT.files("scenarios/verhaal_*.toml")]
every_lesson = pytest.mark.parametrize("lesson", KIT.lessons, ids=lambda lesson: lesson.id)


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def row(text, notebook):
    """Return the cells of the row of a Markdown table that links to a notebook."""
    (line,) = [line for line in text.splitlines() if line.startswith("|") and f"]({notebook})" in line]
    return [cell.strip() for cell in line.strip("|").split("|")]


def minutes(lesson):
    """Return the minutes of a lesson in the order in which a text names them; of the stories the shortest and longest."""
    if lesson.id == "verhalen":
        times = [story.minutes for story in STORIES]
        return [min(times), max(times)]
    parts = [lesson.minutes - (lesson.quiz or 0)] if lesson.minutes else []
    return parts + [more for more in (lesson.quiz, lesson.together) if more]


def prose(stem):
    return [
        cell["source"]
        for cell in cells(ROOT / "notebooks" / f"{stem}.ipynb")
        if cell["cell_type"] == "markdown"
    ]


def test_every_notebook_is_a_lesson_of_the_course():
    listed = {lesson.notebook for lesson in KIT.lessons}
    assert listed == {
        path.relative_to(ROOT).as_posix() for path in notebooks() if path.parent.name != "solutions"
    }
    assert all(lesson.notebook.endswith(f"/{lesson.id}.ipynb") for lesson in KIT.lessons)


@every_lesson
def test_readme_names_the_lesson_with_its_time(lesson):
    title, about, time = row((ROOT / "README.md").read_text(encoding="utf-8"), lesson.notebook)
    assert re.sub(r"^\d\d ", "", title.partition("]")[0].strip("[")) == lesson.title
    assert about == lesson.about
    assert numbers(time) == minutes(lesson)


@every_lesson
def test_the_lesson_itself_names_its_time(lesson):
    prose = [cell["source"] for cell in cells(ROOT / lesson.notebook) if cell["cell_type"] == "markdown"]
    first = "\n".join(prose).split("\n## ")[0]  # the care cell and the goals, too
    time = re.search(r"\*\*Tijd:\*\* (.*)", first)
    if time or lesson.minutes:
        assert numbers(re.sub(r"E\d+", "", time[1])) == minutes(lesson)


@every_lesson
def test_welkom_names_the_whole_time(lesson):
    if lesson.id in ("00_welkom", "woordenlijst", "bronnen"):
        return
    (table,) = [text for text in prose("00_welkom") if text.startswith("## Alle lessen")]
    target = lesson.notebook.removeprefix("notebooks/").replace("exercises/", "../exercises/")
    assert numbers(row(table, target)[-1]) == ([lesson.minutes] if lesson.minutes else minutes(lesson))


@pytest.mark.parametrize("stem", [path.stem for path in sorted((ROOT / "notebooks").glob("0[0-4]_*.ipynb"))])
def test_a_lesson_opens_with_something_to_do_and_never_only_reads_for_long(stem):
    assert stretches(stem)[0] <= 90
    assert max(stretches(stem)) <= 500


def test_the_ways_through_the_course_add_up():
    (ways,) = [text for text in prose("00_welkom") if text.startswith("## Kies jouw weg")]
    times = {lesson.title.rstrip("?"): lesson.minutes for lesson in KIT.lessons if lesson.minutes}
    times |= {re.match(r"\w+", story.title)[0]: story.minutes for story in STORIES}
    parts = re.findall(r"([^|*]+)\*\*(\d+) minuten\*\*", ways)
    assert len(parts) >= 15
    for words, total in parts:
        assert sum(time for name, time in times.items() if re.search(rf"\b{name}\b", words)) == int(total), (
            words
        )
