import re
import subprocess
import sys

import judging
import pytest

import signaal
from signaal.course.scenarios import Choice, Ending, Extra, Passage, Scenario
from signaal.jupyter.saving import WIDGET_VIEW
from signaal.show import text, widgets
from signaal.show.pages import scenario_page
from signaal.show.payload import scenario_content


@pytest.fixture(autouse=True)
def fresh_kernel(monkeypatch):
    monkeypatch.setattr(widgets, "_kept", {})


def tell(widget, change):
    """Tell a widget what changed, as the page does."""
    widget._handle_custom_msg({"change": change}, [])


def shown(widget):
    data, _ = widget._repr_mimebundle_()
    return data


def test_neither_importing_nor_showing_a_quiz_loads_pandas():
    code = (
        "import signaal, sys; q = signaal.quiz('03_signalen_herkennen'); q._repr_mimebundle_();"
        "s = signaal.scenario('04_handelen'); s._repr_mimebundle_(); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "make",
    [
        lambda: signaal.quiz("03_signalen_herkennen"),
        lambda: signaal.scenario("04_handelen"),
        lambda: signaal.exercise("e01"),
    ],
)
def test_what_nbval_compares_is_the_same_every_time_and_holds_no_address(make):
    first, second = shown(make()), shown(make())
    assert first["text/html"] == second["text/html"]
    assert first["text/plain"] == second["text/plain"]
    assert "0x" not in first["text/plain"]
    assert WIDGET_VIEW in first


def test_the_page_of_a_quiz_holds_every_word_a_learner_can_meet():
    quiz = signaal.quiz("03_signalen_herkennen")
    page = shown(quiz)["text/html"]
    for question in quiz.content["questions"]:
        parts = question.get("options", question.get("items", []))
        for html in (question["text"], question["explanation"], *(part["feedback"] for part in parts)):
            assert text.plain(html)[:60] in text.plain(page)


def test_paragraphs_stand_apart_where_no_style_sheet_reaches():
    page = shown(signaal.quiz("voor_en_na"))["text/html"]
    assert '</span><br><br><span class="sg-par">' in page
    assert "</span><span" not in page


def test_the_page_of_a_scenario_is_a_gamebook_whose_numbers_lead_where_the_choice_leads():
    scenario = signaal.scenario("04_handelen")
    page = shown(scenario)["text/html"]
    places = scenario.content["passages"] + scenario.content["endings"]
    number = {place["id"]: n for n, place in enumerate(places, 1)}
    for passage in scenario.content["passages"]:
        section = page.split(f"<strong>{number[passage['id']]}. ")[1].split(
            f"<strong>{number[passage['id']] + 1}. "
        )[0]
        for choice in passage["choices"]:
            assert f"Ga naar {number[choice['to']]}." in section


def test_the_page_of_a_scenario_says_in_words_on_what_its_texts_depend(kit):
    choice = Choice(
        "a", "A", "slot", "f", recommended=True, kind="open", needs=[], sets=["zag"], also_right=False
    )
    later = Choice("b", "B", "slot", "f", kind="sturend", needs=["zag"], closed="Je zag niets.")
    extra = [Extra("Met blad.", needs=["zag"]), Extra("Zonder blad.", unless=["zag"])]
    passage = Passage("p", "Moment", "Tekst", [choice, later], extra=extra, mood="Ravi: stil")
    slot = Ending("slot", "Slot", "goed", "T", "N", extra=[Extra("Aan het eind.", needs=["zag"])])
    story = Scenario(
        1,
        "proef",
        "T",
        "I",
        "p",
        ["D"],
        {"zag": "je het zag"},
        [passage],
        [slot],
        "gesprek",
        None,
        "Twijfel.",
    )
    page = text.plain(scenario_page(scenario_content(story, kit), kit))
    for words in (
        "Ravi: stil",
        "Dit lees je alleen als je het zag: Met blad.",
        "Dit lees je niet als je het zag: Zonder blad.",
        "Deze keuze is er alleen als je het zag. In plaats van deze keuze staat er dan: Je zag niets.",
        "een sturende of gesloten zin",
        "Dit lees je alleen als je het zag: Aan het eind.",
        "Twijfel.",
    ):
        assert words in page


def test_results_have_a_row_per_question_in_words():
    quiz = signaal.quiz("03_signalen_herkennen")
    first, second, third = quiz._quiz.questions[:3]
    right = [option.id for option in first.options if option.correct]
    change = {
        "answers": {
            first.id: {"choice": right, "outcome": "right", "attempts": 2, "sure": "doubt"},
            second.id: {"choice": [second.options[0].id], "outcome": None, "attempts": 0},
            "een-vraag-van-vroeger": {"choice": ["a"], "outcome": "right", "attempts": 1},
        },
    }
    tell(quiz, change)
    table = quiz.results()
    assert list(table.columns) == ["vraag", "antwoord", "uitkomst", "pogingen", "zeker"]
    assert len(table) == len(quiz._quiz.questions)
    assert table.iloc[0].tolist()[2:] == ["goed", 2, "Ik twijfel"]
    assert table.iloc[0]["antwoord"]
    assert table.iloc[1].tolist() == [second.id, "", "niet ingevuld", 0, ""]  # chosen, but not checked
    assert table.iloc[2]["vraag"] == third.id


def test_running_the_cell_again_brings_the_answers_back():
    tell(signaal.quiz("00_welkom"), {"at": "b", "answers": {"a": {"choice": ["x"]}}})
    tell(signaal.quiz("00_welkom"), {"answers": {"b": {"choice": ["y"]}}})
    both = {"at": "b", "answers": {"a": {"choice": ["x"]}, "b": {"choice": ["y"]}}}
    assert signaal.quiz("00_welkom").state == both
    assert signaal.quiz("03_signalen_herkennen").state == {}


def test_a_click_tells_what_changed_and_nothing_is_told_back():
    quiz = signaal.quiz("00_welkom")
    told = []
    quiz.observe(lambda change: told.append(change["name"]), ["state", "content"])
    tell(quiz, {"answers": {"a": {"choice": ["x"]}}})
    assert told == []


@pytest.fixture
def cell(monkeypatch):
    """Return a function that begins a run of a cell, as JupyterLab names it to the kernel."""
    parent = {}

    class Shell:
        def get_parent(self):
            return parent

    def run(cell_id, number):
        parent.update(metadata={"cellId": cell_id} if cell_id else {}, header={"msg_id": str(number)})

    monkeypatch.setattr(widgets, "get_ipython", Shell)
    monkeypatch.setattr(widgets, "_last", {})
    return run


def test_a_cell_that_runs_again_leaves_no_widget_behind(cell):
    cell("a", 1)
    first, beside = signaal.quiz("00_welkom"), signaal.quiz("01_wat_is_kindermishandeling")
    cell("b", 2)
    other = signaal.quiz("00_welkom")
    cell("a", 3)
    again = signaal.quiz("00_welkom")
    assert [widget.comm is None for widget in (first, beside, other, again)] == [True, True, False, False]
    cell(None, 4)  # a front end that names no cell
    cell(None, 5)
    assert again.comm is not None


def test_the_modules_are_one_module_in_which_no_name_is_declared_twice():
    names = re.findall(r"(?m)^(?:async )?(?:const|let|function|class) (\w+)", widgets.one_module())
    assert len(names) > 100
    assert len(names) == len(set(names))


def test_what_is_shown_again_is_held_once():
    # IPython keeps every output until the kernel stops: else 200 runs of a cell take 30 MB.
    first, again = signaal.quiz("00_welkom"), signaal.quiz("00_welkom")
    assert first.content is again.content
    assert shown(first)["text/html"] is shown(again)["text/html"]


def test_the_path_of_a_scenario_comes_to_python():
    scenario = signaal.scenario("04_handelen")
    assert scenario.path() == []
    tell(scenario, {"path": [{"passage": "a", "choice": "b"}], "open": True})
    assert scenario.path() == [("a", "b")]


def test_what_was_given_in_a_field_comes_to_python_and_is_judged_as_check_does(kit):
    field = signaal.exercise("e01")
    assert field.outcome() == "niet ingevuld"
    for attempt, given in enumerate(["18.665", "151.205", "", "twaalf"], 1):
        tell(field, {"given": given, "attempt": attempt})
        assert repr(signaal.check("e01", given)).lower().startswith(field.outcome())


def test_a_page_without_script_shows_no_answer_and_no_feedback(kit):
    for exercise in judging.exercises():
        field = signaal.exercise(exercise.id)
        page = text.plain(shown(field)["text/html"])
        kept = text.plain(" ".join([field.content["question"], *field.content["hints"]]))
        told = field.content["options"] + field.content.get("known", [])
        for feedback in (text.plain(part["feedback"]) for part in told):
            assert feedback not in page
        # A figure that only the feedback links to would be listed below the question.
        listed = text.figures_in(
            field.content["question"]
            + "".join(field.content["hints"] + [o["text"] for o in field.content["options"]])
        )
        assert page.count("Zekerheid:") == len(listed), exercise.id
        assert kept[:40] in page
