"""A fresh clone, untrusted, nothing run, in a JupyterLab that lacks the kit's renderer: the page can be read and unfolded."""

import pytest
from acts import first_choice
from axe import look_in_every_theme
from conftest import QUIZ, STORY
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WITHOUT = ["signaal"]  # the renderer is what test_opened.py is about


def test_the_quiz_can_be_read_and_unfolded_without_a_kernel(lab):
    lab.open(QUIZ, kernel=False)
    page = lab.page
    expect(page.get_by_text("Bel", exact=False).first).to_be_attached()
    option = page.locator(
        "summary", has_text="Een signaal. Er is iets veranderd, en de oorzaak staat nog open."
    )
    feedback = page.get_by_text("Precies. Je ziet een verandering")
    expect(feedback).to_be_hidden()
    option.click()
    expect(feedback).to_be_visible()
    option.press("Enter")
    expect(feedback).to_be_hidden()
    option.press("Space")
    expect(feedback).to_be_visible()
    assert lab.kernels() == []
    assert page.evaluate(
        "window.jupyterapp.shell.currentWidget.content.widgets.every(cell => !cell.model.trusted || cell.model.type !== 'code')"
    )
    assert "Error displaying widget" not in page.locator(".jp-Notebook").text_content()


def test_the_scenario_is_a_gamebook_without_a_kernel(lab):
    lab.open(STORY, kernel=False)
    page = lab.page
    first = page.locator("summary", has_text=first_choice("04_handelen"))
    first.click()
    expect(first.locator("..")).to_contain_text("Ga naar ")
    assert lab.kernels() == []


def test_a_figure_in_the_text_leads_to_its_row(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    lab.page.get_by_role("link", name="90.000 tot 127.000").click()
    heading = lab.page.get_by_role("heading", name="geschat aantal kinderen dat in één jaar").first
    expect(heading).to_be_in_viewport()
    expect(lab.page.locator(".jp-Cell", has=heading)).to_contain_text("90.000 tot 127.000 kinderen")


def test_axe_finds_nothing_in_the_page_that_needs_no_script(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    summaries = lab.page.locator(".jp-OutputArea summary")
    expect(summaries.first).to_be_attached()
    for n in range(3):
        summaries.nth(n).click()
    look_in_every_theme(lab, ".jp-OutputArea")
