"""A learner goes through whole pages: every lesson by keyboard, the first exercises with nothing but the mouse."""

import json

import pytest
from acts import bring_in_sight
from axe import look
from conftest import ROOT
from playwright.sync_api import expect
from samples import KIT

from signaal.course.exercises import load_exercises
from signaal.show.pages import CONTENT

pytestmark = [pytest.mark.browser, pytest.mark.long]
# What Tab stops at: one radio button of a group counts for all of them.
STOPS = """lesson => {
    const open = [...lesson.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex="0"]')]
        .filter(node => node.checkVisibility() && !node.disabled && node.tabIndex >= 0);
    const radios = new Set();
    return open.filter(node => node.type !== 'radio' || (!radios.has(node.name) && radios.add(node.name))).length;
}"""
FOCUS = """lesson => {
    const node = document.activeElement;
    const style = getComputedStyle(node);
    return [lesson.contains(node), node.outerHTML.slice(0, 90), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""


def live(path):
    """Return the content of each thing that comes alive in a notebook when it is opened."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [output["data"][CONTENT] for output in outputs if CONTENT in output.get("data", {})]


LIVE = {
    path.relative_to(ROOT).as_posix(): found
    for folder in ("notebooks", "exercises")
    for path in sorted((ROOT / folder).glob("*.ipynb"))
    if (found := live(path))
}


def walk(lesson, page):
    """Go through a lesson with Tab: everything that can be used is met, can be seen, and is left again."""
    stops = lesson.evaluate(STOPS)
    lesson.locator("button, input, select, textarea, summary").locator("visible=true").first.focus()
    seen = 0
    for _ in range(stops + 3):
        inside, node, visible = lesson.evaluate(FOCUS)
        if not inside:
            break
        seen += 1
        assert visible, f"nobody can see the focus on {node}"
        page.keyboard.press("Tab")
    else:
        raise AssertionError("Tab does not leave the lesson: a key trap")
    assert seen == stops


@pytest.mark.parametrize("name", LIVE)
def test_everything_in_a_notebook_by_keyboard_and_for_axe(light, name):
    page = light()
    for content in LIVE[name]:
        page.show(content, beside=True)
    lessons = page.page.locator(".signaal")
    expect(lessons).to_have_count(len(LIVE[name]))
    # Somewhere to go after the last.
    page.page.evaluate(
        "document.body.append(Object.assign(document.createElement('button'), { textContent: 'Einde' }))"
    )
    for lesson in lessons.all():
        walk(lesson, page.page)
    look(page.page, "main")


def test_a_lesson_in_jupyterlab_by_keyboard(lab):
    name = "notebooks/03_signalen_herkennen.ipynb"
    lab.open(name, kernel=False)
    lessons = lab.page.locator(".jp-Notebook .signaal")
    expect(lessons).to_have_count(len(LIVE[name]))
    for lesson in lessons.all():
        bring_in_sight(lesson)
        walk(lesson, lab.page)


def test_who_has_never_programmed_finishes_the_first_exercises_by_clicking(lab):
    """Only fields and buttons, nothing is run; every answer is one that the exercise says it accepts."""
    lab.open("exercises/01_cijfers_lezen.ipynb", kernel=False)
    exercises = load_exercises("01_cijfers_lezen", KIT).exercises
    cards = lab.page.locator(".jp-Notebook .signaal")
    expect(cards).to_have_count(len(exercises), timeout=60_000)
    lab.rest()
    for exercise in exercises:
        card = cards.filter(has=lab.page.get_by_role("heading", name=exercise.title, exact=True))
        bring_in_sight(card)
        answer = exercise.samples.accepted[0]
        if exercise.options:
            card.locator(f"input[value='{answer}']").check()
        else:
            card.get_by_label("Jouw antwoord").fill(answer)
        card.get_by_role("button", name="Kijk na").click()
        expect(card.get_by_role("status").last.get_by_text("goed", exact=True)).to_be_visible()
