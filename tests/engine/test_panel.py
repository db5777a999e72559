"""The list of lessons in JupyterLab: the course in order, one word for what was done, and the last place."""

import json

import pytest

from signaal.course.course import Course, kit_folder
from signaal.course.exercises import find_exercise
from signaal.jupyter.lessons import lessons_content
from signaal.jupyter.progress import keep, look, read_progress, start_keeping

KIT = kit_folder()
QUIZ = "quiz:00_welkom"
ID = "00_welkom"


@pytest.fixture(autouse=True)
def in_the_kit(monkeypatch):
    monkeypatch.delenv("SIGNAAL_COURSE", raising=False)
    monkeypatch.chdir(KIT)


def of(content, id_):
    return next(lesson for lesson in content["lessons"] if lesson["id"] == id_)


def state(id_, kept):
    return of(lessons_content(KIT, kept), id_)["state"]


def questions(stem):
    notebook = json.loads((KIT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))
    contents = [
        output["data"].get("application/vnd.signaal+json", {})
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
    ]
    return [
        question["id"]
        for content in contents
        if content.get("id") == stem
        for question in content.get("questions", ())
    ]


def test_the_course_in_its_own_order_with_minutes_and_paths_that_are_there():
    content = lessons_content(KIT)
    lessons = Course(KIT).lessons
    assert [lesson["id"] for lesson in content["lessons"]] == [lesson.id for lesson in lessons]
    assert [lesson["minutes"] for lesson in content["lessons"]] == [lesson.minutes for lesson in lessons]
    assert all((KIT / lesson["path"]).is_file() for lesson in content["lessons"])
    assert content["strings"]["plain"] == "Gewone JupyterLab"


def test_without_keeping_there_is_the_list_and_nothing_about_the_learner():
    content = lessons_content(KIT)
    assert content["keeping"] is False
    assert content["last"] is None
    assert {lesson["state"] for lesson in content["lessons"]} == {None}


def test_a_quiz_is_begun_done_or_worth_another_look():
    along = {"quiz:00_onderweg": {"answers": {}, "at": ""}}  # the question the lesson opens with, skipped
    right = {id_: {"choice": [], "outcome": "right", "attempts": 1} for id_ in questions(ID)}
    first, *_ = right
    assert state(ID, {}) == "todo"
    assert state(ID, {QUIZ: {"seed": 3}}) == "todo"  # an order of options is no answer
    assert state(ID, {QUIZ: {"answers": {first: right[first]}}}) == "busy"
    assert state(ID, along | {QUIZ: {"answers": right}}) == "done"
    assert state(ID, along | {QUIZ: {"answers": right | {first: {"outcome": "wrong"}}}}) == "again"
    assert (
        state(ID, along | {QUIZ: {"answers": {first: right[first]}, "at": ""}}) == "done"
    )  # skipping is allowed


def test_a_story_is_done_once_it_was_read_to_an_ending():
    key = "scenario:04_handelen"
    assert state("04_handelen", {key: {"path": [{"passage": "a", "choice": "b"}]}}) == "busy"
    quizzes = {f"quiz:{stem}": {"answers": {}, "at": ""} for stem in ("04_handelen", "04_onderweg")}
    assert state("04_handelen", quizzes | {key: {"path": [], "first": {"path": [], "notes": []}}}) == "done"
    assert state("verhalen", {"scenario:verhaal_mbo": {"first": {}}}) == "busy"  # one of six


def test_exercises_are_judged_by_the_one_rule():
    course = Course(KIT)
    notebook = json.loads((KIT / "exercises" / "04_kop_controleren.ipynb").read_text(encoding="utf-8"))
    ids = [
        output["data"]["application/vnd.signaal+json"]["id"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if "application/vnd.signaal+json" in output["data"]
    ]
    wrong = {f"exercise:{id_}": {"given": "123456789", "attempt": 1} for id_ in ids}
    assert all(find_exercise(id_, course) for id_ in ids)
    assert state("04_kop_controleren", wrong) == "again"
    assert state("04_kop_controleren", dict(list(wrong.items())[:1])) == "busy"


def test_what_has_nothing_to_answer_gets_no_word():
    assert state("woordenlijst", {QUIZ: {"at": ""}}) is None


def test_the_last_place_is_the_last_and_not_the_furthest(tmp_path):
    path = tmp_path / "signaal" / "voortgang.json"
    start_keeping(path)
    period = read_progress(path).period
    for key in (QUIZ, "quiz:03_signalen_herkennen", "quiz:of_somebody_else", QUIZ):
        keep(path, key, {"at": "a"}, period)
    last = lessons_content(KIT, look(path))["last"]
    assert last["lesson"] == "00_welkom"
    cells = json.loads((KIT / "notebooks" / "00_welkom.ipynb").read_text(encoding="utf-8"))["cells"]
    assert last["cell"] in [cell["id"] for cell in cells]


def test_to_look_at_what_is_kept_changes_nothing(tmp_path):
    path = tmp_path / "voortgang.json"
    assert look(path) is None
    path.write_text("{", encoding="utf-8")
    assert look(path) is None
    assert [file.name for file in tmp_path.iterdir()] == ["voortgang.json"]
    assert read_progress(path).aside  # whoever reads it is the one to be told


def test_lessons_that_stand_elsewhere_are_found_beside_the_one_that_is_open(tmp_path, monkeypatch):
    """A class server: the course in the package, the lessons in a folder of the learner's home."""
    home = tmp_path / "home"
    (home / "lessen" / "notebooks").mkdir(parents=True)
    for name in ("00_welkom", "01_wat_is_kindermishandeling"):
        (home / "lessen" / "notebooks" / f"{name}.ipynb").write_bytes(
            (KIT / "notebooks" / f"{name}.ipynb").read_bytes()
        )
    monkeypatch.chdir(home)
    paths = [lesson["path"] for lesson in lessons_content(home)["lessons"]]
    assert set(paths) == {None}
    found = lessons_content(home, None, "lessen/notebooks/00_welkom.ipynb")
    assert [lesson["path"] for lesson in found["lessons"]][:3] == [
        "lessen/notebooks/00_welkom.ipynb",
        "lessen/notebooks/01_wat_is_kindermishandeling.ipynb",
        None,
    ]
    outside = lessons_content(home, None, "../../notebooks/00_welkom.ipynb")
    assert {lesson["path"] for lesson in outside["lessons"]} == {None}


def test_a_notebook_in_any_state_breaks_nothing(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "course.toml").write_text(
        'schema = 1\nid = "eigen"\ntitle = "Eigen"\nlanguage = "nl"\nextends = "signaal"\n'
        '[[lessons]]\nid = "een"\nnotebook = "een.ipynb"\ntitle = "Een"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    for text in ("", "[]", '{"cells": [{"outputs": [{"data": {"application/vnd.signaal+json": 3}}]}]}'):
        (tmp_path / "een.ipynb").write_text(text, encoding="utf-8")
        assert lessons_content(tmp_path, {})["lessons"][0]["state"] is None
