"""axe-core finds nothing against WCAG 2.2 A and AA in the outputs of a lesson, light and dark, in the states a learner meets."""

import pytest
from axe import THEMES, look
from playwright.sync_api import expect

from signaal.scenarios import load_scenario

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", THEMES)
def test_the_lesson_as_it_is_opened(lab, theme):
    lab.open("notebooks/04_handelen.ipynb", kernel=False)
    lab.theme(theme)
    look(lab.page, ".jp-OutputArea")


@pytest.mark.parametrize("theme", THEMES)
def test_the_quiz_untouched_wrong_right_and_summary(lab, theme):
    lab.open("notebooks/03_signalen_herkennen.ipynb")
    lab.theme(theme)
    lab.run_all()
    quiz = lab.page.locator(".signaal")
    quiz.scroll_into_view_if_needed()
    look(lab.page, ".signaal")
    for option in quiz.locator("form").first.get_by_role("radio").all():
        option.check()
        quiz.get_by_role("button", name="Kijk na").click()
        look(lab.page, ".signaal")
    quiz.get_by_role("button", name="Geef een hint").click()
    look(lab.page, ".jp-OutputArea")
    for _ in range(quiz.locator("form").count() - 1):
        quiz.get_by_role("button", name="Volgende").click()
    quiz.get_by_role("button", name="Naar het overzicht").click()
    look(lab.page, ".signaal")


@pytest.mark.parametrize("theme", THEMES)
def test_the_scenario_at_its_start_after_a_choice_and_in_its_debrief(lab, theme):
    lab.open("notebooks/04_handelen.ipynb")
    lab.theme(theme)
    lab.run_all()
    story = lab.page.locator(".signaal")
    story.scroll_into_view_if_needed()
    look(lab.page, ".signaal")
    for n, (_, choice) in enumerate(load_scenario("04_handelen").recommended_path()):
        story.get_by_role("button", name=" ".join(choice.text.split()), exact=True).click()
        if n == 0:
            look(lab.page, ".signaal")
        story.get_by_role("button", name="Ga verder").click()
    expect(story.get_by_role("table")).to_be_visible()
    look(lab.page, ".signaal")


@pytest.mark.parametrize("theme", THEMES)
def test_the_exercises_and_the_chart(lab, theme):
    lab.open("exercises/01_cijfers_lezen.ipynb")
    lab.theme(theme)
    lab.run_all()
    first = lab.page.locator(".signaal").first
    first.scroll_into_view_if_needed()
    first.get_by_label("Jouw antwoord").fill("151.205")
    first.get_by_role("button", name="Kijk na").click()
    expect(first.get_by_role("status").last).to_contain_text("nog niet goed")
    first.get_by_role("button", name="Geef een hint").click()
    first.locator("button.sg-figure").first.click()
    lab.page.locator("summary", has_text="Toon als tabel").click()
    look(lab.page, ".jp-OutputArea")


@pytest.mark.parametrize("width", [400, 320])
def test_a_narrow_screen_needs_no_sideways_scrolling_inside_a_lesson(lab, width):
    lab.open("notebooks/04_handelen.ipynb")
    lab.run_all()
    story = lab.page.locator(".signaal")
    for _, choice in load_scenario("04_handelen").recommended_path():
        story.get_by_role("button", name=" ".join(choice.text.split()), exact=True).click()
        story.get_by_role("button", name="Ga verder").click()
    # The lesson itself at this width, whatever room JupyterLab's side bars leave.
    story.evaluate("(node, width) => { node.style.width = `${width}px`; }", width)
    wide = story.evaluate(
        "node => [...node.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > node.getBoundingClientRect().right + 1).map(n => n.outerHTML.slice(0, 80))"
    )
    assert wide == []
