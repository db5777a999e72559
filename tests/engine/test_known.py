"""Whose content is this? The course's own is known to the letter; whatever else a notebook holds is not."""

import copy
import json

import pytest

from signaal.course.course import VARIABLE, kit_folder
from signaal.course.exercises import find_exercise
from signaal.course.quizzes import load_quiz, only_questions
from signaal.course.scenarios import load_scenario
from signaal.jupyter.known import ALL, known_parts
from signaal.show.payload import (
    TWICE,
    exercise_content,
    own_content,
    progress_content,
    quiz_content,
    review_content,
    scenario_content,
    twice_content,
)


@pytest.fixture(autouse=True)
def the_kit(monkeypatch):
    monkeypatch.setenv(VARIABLE, str(kit_folder()))


def from_browser(content):
    return json.loads(json.dumps(content))


@pytest.fixture
def quiz(kit):
    return from_browser(quiz_content(load_quiz("03_signalen_herkennen", kit), kit))


def test_the_courses_own_content_is_known(kit, quiz):
    ids = [question["id"] for question in quiz["questions"]]
    assert known_parts(quiz) == ids
    few = only_questions(load_quiz("03_signalen_herkennen", kit), ids[3:5])
    assert known_parts(from_browser(quiz_content(few, kit))) == ids[3:5]
    assert known_parts(from_browser(scenario_content(load_scenario("04_handelen", kit), kit))) == [ALL]
    assert known_parts(from_browser(exercise_content(find_exercise("e01", kit), kit))) == [ALL]
    assert known_parts(from_browser(progress_content(kit))) == [ALL]
    assert known_parts(from_browser(own_content(kit))) == [ALL]


def test_the_situations_are_known_at_both_ends_and_nobody_elses_are(kit):
    for again in (False, True):
        content = from_browser(twice_content(load_quiz(TWICE, kit), again, kit))
        assert known_parts(content) == [ALL]
        content["situations"][0][0]["text"] = "Hoe heet je?"
        assert known_parts(content) == []
    del content["again"]
    assert known_parts(content) == []


def test_a_question_of_somebody_else_under_our_id_is_not_known(quiz):
    ids = [question["id"] for question in quiz["questions"]]
    quiz["questions"][0]["options"][0]["feedback"] = '<img src="https://voorbeeld.nl/1">'
    quiz["questions"].append({"id": "van-mij", "type": "reflect"})
    assert known_parts(quiz) == ids[1:]
    quiz["strings"]["next"] = "Wis alles"
    assert known_parts(quiz) == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("scenario", lambda content: content["passages"][0].update(text="Anders.")),
        ("scenario", lambda content: content["strings"].update(restart_yes="Verder")),
        ("exercise", lambda content: content.update(question="Anders?")),
        ("progress", lambda content: content["strings"].update(erase="Volgende vraag")),
        ("progress", lambda content: content.update(title="Volgende vraag", title_is_not_theirs=True)),
    ],
)
def test_one_word_that_is_not_ours_is_enough(kit, kind, change):
    content = {
        "scenario": lambda: scenario_content(load_scenario("04_handelen", kit), kit),
        "exercise": lambda: exercise_content(find_exercise("e01", kit), kit),
        "progress": lambda: progress_content(kit),
    }[kind]()
    content = copy.deepcopy(from_browser(content))
    change(content)
    assert known_parts(content) == []


@pytest.mark.parametrize(
    "content",
    [None, 3, [], {}, {"kind": "quiz"}, {"kind": "quiz", "id": 3, "questions": 5}, {"kind": "__class__", "id": "x"},
     {"kind": "quiz", "id": "../../etc", "questions": []}, {"kind": ["quiz"], "id": "a"}, {"kind": "exercise", "id": None},
     {"kind": "quiz", "id": "00_welkom", "questions": [3], "strings": {}}],
)  # fmt: skip
def test_no_content_at_all_is_not_known(content):
    assert known_parts(content) == []


def test_of_a_round_from_earlier_lessons_each_question_is_known_by_itself(kit):
    content = from_browser(review_content(kit))
    keys = [f"{part['of']}/{part['id']}" for part in content["questions"]]
    assert known_parts(content) == keys
    content["questions"][0]["explanation"] = "Anders."
    content["questions"][1]["id"] = "hernoemd"
    del content["questions"][2]
    assert known_parts(content) == keys[3:]
    content["lessons"]["00_welkom"]["notebook"] = "elders.ipynb"  # where its links lead
    assert known_parts(content) == []
