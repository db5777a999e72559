"""axe-core finds nothing against WCAG 2.2 A and AA in a lesson in JupyterLab: in every theme, in every state."""

import pytest
from acts import bring_in_sight, pick
from axe import look_in_every_theme
from conftest import STORY
from playwright.sync_api import expect
from samples import KIT

from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_the_lesson_as_it_is_opened(lab):
    lab.open(STORY, kernel=False)
    bring_in_sight(lab.page.locator(".signaal"))
    look_in_every_theme(lab, ".jp-OutputArea")


def test_the_quiz_untouched_wrong_right_and_summary(lab):
    # One question of each type: the nineteenth looks like the first.
    types = {
        question.type: question.id for question in load_quiz("03_signalen_herkennen", KIT).questions[::-1]
    }
    cell = f'quiz("03_signalen_herkennen", only={["sam-wordt-stil", *sorted(set(types.values()) - {"sam-wordt-stil"})]})'
    lab.write("notebooks/proef.ipynb", f"from signaal import quiz\n\n{cell}")
    lab.open("notebooks/proef.ipynb")
    lab.run_all()
    quiz = lab.page.locator(".signaal")
    quiz.scroll_into_view_if_needed()
    look_in_every_theme(lab, ".signaal")
    first = quiz.locator("form").first
    first.locator("[value=conclusie]").check()
    first.get_by_role("button", name="Kijk na").click()
    first.get_by_role("button", name="Geef een hint").click()
    look_in_every_theme(lab, ".signaal")
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
    look_in_every_theme(lab, ".signaal")


def test_the_scenario_at_its_start_after_a_choice_and_in_its_debrief(lab):
    lab.open(STORY)
    lab.run_all()
    story = lab.page.locator(".signaal")
    story.scroll_into_view_if_needed()
    look_in_every_theme(lab, ".signaal")
    story.get_by_role("button", name="Schrijf op").first.click()
    look_in_every_theme(lab, ".signaal")
    story.get_by_role("button", name="duiding", exact=True).first.click()
    story.locator(".sg-notebook summary").click()
    for n, (_, choice) in enumerate(load_scenario("04_handelen", KIT).recommended_path()):
        pick(story, choice)
        if n == 0:
            look_in_every_theme(lab, ".signaal")
        story.get_by_role("button", name="Ga verder").click()
    expect(story.get_by_role("table")).to_be_visible()
    story.get_by_text("De aanbevolen weg").click()
    look_in_every_theme(lab, ".signaal")


def test_the_exercises_and_the_chart(lab):
    cells = ('exercise("e01")', 'exercise("e03b")', 'chart("meldingen_en_adviezen")')
    lab.write("exercises/proef.ipynb", "from signaal import chart, exercise", *cells)
    lab.open("exercises/proef.ipynb")
    lab.run_all()
    first = lab.page.locator(".signaal").first
    first.scroll_into_view_if_needed()
    first.get_by_label("Jouw antwoord").fill("151.205")
    first.get_by_role("button", name="Kijk na").click()
    expect(first.get_by_role("status").last).to_contain_text("nog niet goed")
    first.get_by_role("button", name="Geef een hint").click()
    first.locator("button.sg-figure").first.click()
    lab.page.locator("summary", has_text="Toon als tabel").click()
    look_in_every_theme(lab, ".jp-OutputArea")


def test_the_choice_to_keep_answers(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    panel.get_by_role("button", name="Toon wat er bewaard is").click()
    panel.get_by_role("button", name="Stop en wis alles").click()
    look_in_every_theme(lab, ".signaal")


def test_a_narrow_screen_needs_no_sideways_scrolling_inside_a_lesson(lab):
    lab.open(STORY, kernel=False)
    story = lab.page.locator(".signaal")
    for _, choice in load_scenario("04_handelen", KIT).recommended_path():
        pick(story, choice)
        story.get_by_role("button", name="Ga verder").click()
    # The lesson itself at this width, whatever room JupyterLab's side bars leave.
    for width in (400, 320):
        story.evaluate("(node, width) => { node.style.width = `${width}px`; }", width)
        wide = story.evaluate(
            "root => [...root.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > root.getBoundingClientRect().right + 1).map(n => n.outerHTML.slice(0, 80))"
        )
        assert wide == []
