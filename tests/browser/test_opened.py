"""Live when opened: a fresh clone, untrusted, no cell run, no kernel. Quiz, scenario and exercise work all the same."""

import json

import pytest
from acts import FIRST_OUTCOME, pick
from conftest import QUIZ, STORY, TOKEN
from playwright.sync_api import expect
from samples import KIT

from signaal.course.scenarios import load_scenario

pytestmark = pytest.mark.browser
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."


def test_the_quiz_works_without_a_kernel(lab):
    lab.open(QUIZ, kernel=False, fresh=True)  # as the first thing that a learner sees
    quiz = lab.page.locator(".signaal")
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first.get_by_text("goed", exact=True)).to_be_visible()
    assert lab.kernels() == []
    assert (
        "summary"
        not in quiz.evaluate("node => [...node.parentNode.children].map(n => n.tagName).join()").lower()
    )


def test_an_exercise_is_judged_without_a_kernel(lab):
    lab.open("exercises/01_cijfers_lezen.ipynb", kernel=False)
    heading = lab.page.get_by_role("heading", name="Lees een tabel", exact=True)
    exercise = lab.page.locator(".signaal").filter(has=heading)
    field, status = exercise.get_by_label("Jouw antwoord"), exercise.get_by_role("status").last
    field.fill("151.205")
    field.press("Enter")
    expect(status).to_contain_text("Je hebt de twee aantallen opgeteld.")
    field.fill("18 665")
    field.press("Enter")
    expect(status.get_by_text("goed", exact=True)).to_be_visible()
    assert lab.kernels() == []


def test_the_scenario_works_without_a_kernel(lab):
    scenario = load_scenario("04_handelen", KIT)
    lab.open(STORY, kernel=False)
    story = lab.page.locator(".signaal")
    passage, choice = scenario.recommended_path()[0]
    expect(story.get_by_role("heading", name=passage.title, exact=True)).to_be_visible()
    pick(story, choice)
    story.get_by_role("button", name="Ga verder").click()
    expect(
        story.get_by_role("heading", name=scenario.recommended_path()[1][0].title, exact=True)
    ).to_be_focused()
    assert lab.kernels() == []


def test_two_views_of_one_output_agree(lab):
    lab.open(QUIZ, kernel=False)
    lab.page.locator(".signaal").get_by_label(RIGHT).check()
    lab.page.evaluate(
        "window.jupyterapp.shell.currentWidget.content.activeCellIndex = window.jupyterapp.shell.currentWidget.content.widgets.findIndex(c => c.model.sharedModel.source.includes('quiz('))"
    )
    lab.command("notebook:create-output-view")
    views = lab.page.locator(".signaal")
    expect(views).to_have_count(2)
    expect(views.last.get_by_label(RIGHT)).to_be_checked()
    views.last.get_by_role("button", name="Kijk na").click()
    for n in range(2):
        expect(views.nth(n).get_by_role("status").first).to_contain_text("goed")


def test_running_the_cell_brings_python_in(lab):
    lab.open(QUIZ)
    lab.run_all()
    quiz = lab.page.locator(".signaal")
    expect(quiz).to_have_count(1)
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    lab.prints(FIRST_OUTCOME, "goed")


def test_a_notebook_from_a_stranger_cannot_run_script(lab):
    path = lab.folder / QUIZ
    notebook = json.loads(path.read_text(encoding="utf-8"))
    bundles = [
        o["data"]
        for c in notebook["cells"]
        for o in c.get("outputs", ())
        if "application/vnd.signaal+json" in o["data"]
    ]
    evil = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script><b>tekst</b>'
    for bundle in bundles:
        content = bundle["application/vnd.signaal+json"]
        content["intro"] = evil
        for question in content["questions"]:
            question["text"] = evil
            for part in question.get("options", question.get("items", [])):
                part["text"] = part["feedback"] = evil
    assert bundles
    path.write_text(json.dumps(notebook), encoding="utf-8")
    lab.forgiven.append("Failed to load resource")  # the picture that is not there
    lab.open(QUIZ, kernel=False)
    quiz = lab.page.locator(".signaal")
    quiz.locator("form").first.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.locator("b").first).to_be_visible()
    assert lab.page.evaluate("window.harmed") is None
    assert quiz.locator("script, [onerror]").count() == 0


def test_an_update_of_the_kit_reaches_the_browser(lab):
    answer = lab.page.request.get(
        f"{lab.address}/lab/extensions/signaal/renderer/browser/quiz.js?token={TOKEN}"
    )
    assert answer.ok
    assert "no-cache" in answer.headers["cache-control"]
