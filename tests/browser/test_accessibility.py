"""axe-core finds nothing against WCAG 2.2 A and AA in a lesson: in every theme of JupyterLab, in every state."""

import nbformat
import pytest
from acts import bring_in_sight, pick
from axe import look_dressed, look_in_every_theme
from conftest import ROOT
from playwright.sync_api import expect
from samples import KIT

from signaal.course.exercises import find_exercise
from signaal.course.quizzes import load_quiz, only_questions
from signaal.course.scenarios import load_scenario
from signaal.show.payload import exercise_content, progress_content, quiz_content, scenario_content

pytestmark = pytest.mark.browser


def test_a_lesson_as_it_is_opened_in_jupyterlab(lab):
    """Of each thing that a lesson can hold one: axe takes long over a page of JupyterLab."""
    notebook = nbformat.read(ROOT / "notebooks" / "02_hoe_vaak_komt_het_voor.ipynb", as_version=4)
    lesson = [
        next(cell for cell in notebook.cells if word in cell.source)
        for word in ("# Hoe vaak", "quiz(", "chart(", "#cell-id=", "sources(")
    ]
    notebook.cells = list({cell.id: cell for cell in lesson}.values())
    nbformat.write(notebook, lab.folder / "notebooks" / "proef.ipynb")
    lab.open("notebooks/proef.ipynb", kernel=False)
    table = lab.page.locator("summary", has_text="Toon als tabel")
    bring_in_sight(table)
    table.click()
    look_in_every_theme(lab, ".jp-OutputArea", ".jp-RenderedMarkdown")


def test_the_quiz_untouched_wrong_right_and_summary(bare):
    # One question of each type: the nineteenth looks like the first.
    whole = load_quiz("03_signalen_herkennen", KIT)
    types = {question.type: question.id for question in whole.questions[::-1]}
    ids = ["sam-wordt-stil", *sorted(set(types.values()) - {"sam-wordt-stil"})]
    quiz = bare.show(quiz_content(only_questions(whole, ids), KIT))
    look_dressed(bare, ".signaal")
    first = quiz.locator("form").first
    first.locator("[value=conclusie]").check()
    first.get_by_role("button", name="Kijk na").click()
    first.get_by_role("button", name="Geef een hint").click()
    look_dressed(bare, ".signaal")
    first.locator("[value=signaal]").check()
    first.get_by_role("button", name="Kijk na").click()
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    for form in quiz.locator("form").all():
        for control in ("[type=radio]", "[type=checkbox]", ".sg-move"):
            for each in form.locator(control).locator("visible=true").all():
                each.click()
        if form.locator("[type=range]").count():
            form.locator("[type=range]").fill("5")
        form.locator(".sg-main").click()
    expect(quiz.get_by_role("heading", name="Lees dit nog eens")).to_be_visible()
    # Right and wrong, partly right, a figure beside a guess, the summary: each state that a question can be in.
    look_dressed(bare, ".signaal")


def test_the_scenario_at_its_start_after_a_choice_and_in_its_debrief(bare):
    scenario = load_scenario("04_handelen", KIT)
    story = bare.show(scenario_content(scenario, KIT))
    look_dressed(bare, ".signaal")
    story.get_by_role("button", name="Schrijf op").first.click()
    look_dressed(bare, ".signaal")
    story.get_by_role("button", name="duiding", exact=True).first.click()
    story.locator(".sg-notebook summary").click()
    for n, (_, choice) in enumerate(scenario.recommended_path()):
        pick(story, choice)
        if n == 0:
            look_dressed(bare, ".signaal")
        story.get_by_role("button", name="Ga verder").click()
    expect(story.get_by_role("table")).to_be_visible()
    story.get_by_text("De aanbevolen weg").click()
    look_dressed(bare, ".signaal")
    bare.page.set_viewport_size({"width": 320, "height": 800})
    wide = "root => [...root.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > innerWidth + 1).map(n => n.outerHTML.slice(0, 80))"
    assert story.evaluate(wide) == []


@pytest.mark.parametrize("id_", ["e01", "e03b"])
def test_an_exercise_with_its_hint_and_a_figure(bare, id_):
    exercise = bare.show(exercise_content(find_exercise(id_, KIT), KIT))
    if exercise.get_by_role("radio").count():
        exercise.get_by_role("radio").first.check()
    else:
        exercise.get_by_label("Jouw antwoord").fill("151.205")
    exercise.get_by_role("button", name="Kijk na").click()
    expect(exercise.get_by_role("status").last).not_to_be_empty()
    exercise.get_by_role("button", name="Geef een hint").click()
    exercise.locator("button.sg-figure").first.click()
    look_dressed(bare, ".signaal")


def test_the_choice_to_keep_answers(light):
    page = light()
    panel = page.show(progress_content(KIT))
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    panel.get_by_role("button", name="Toon wat er bewaard is").click()
    panel.get_by_role("button", name="Stop en wis alles").click()
    look_dressed(page, ".signaal")
