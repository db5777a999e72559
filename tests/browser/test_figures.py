"""A figure in the text of a lesson opens its note where it stands, for eye, ear and keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LESSON = "notebooks/02_hoe_vaak_komt_het_voor.ipynb"
PATH = "window.jupyterapp.shell.currentWidget.context.path"


def test_a_figure_opens_and_closes_its_note_and_still_leads_to_the_page_with_all(lab):
    lab.open(LESSON, kernel=False)
    figure = lab.page.locator(".jp-RenderedMarkdown a[href*='#cell-id=omstanders-niets']").first
    expect(figure).to_have_attribute("aria-label", "36%. Waar komt 36% vandaan?")
    expect(figure).to_have_attribute("aria-expanded", "false")
    figure.click()
    note = lab.page.locator(".signaal-note")
    expect(note).to_contain_text("Zekerheid:")
    expect(figure).to_have_attribute("aria-expanded", "true")
    assert lab.page.evaluate(PATH) == LESSON
    figure.press(" ")
    expect(note).to_have_count(0)
    figure.press("Enter")
    note.get_by_role("button", name="Naar de pagina met alle cijfers").click()
    lab.page.wait_for_function(f"{PATH} === 'notebooks/bronnen.ipynb'")


def test_a_figure_that_the_course_does_not_know_is_a_link_as_before(lab):
    lab.open(LESSON, kernel=False)
    figure = lab.page.locator(".jp-RenderedMarkdown a[href*='#cell-id=omstanders-niets']").first
    expect(figure).to_have_attribute("aria-expanded", "false")
    figure.evaluate("link => { link.hash = '#cell-id=bestaat-niet'; }")
    figure = lab.page.locator(".jp-RenderedMarkdown a[href*='#cell-id=bestaat-niet']")
    lab.forgiven.append("Failed to load resource")
    figure.click()
    lab.page.wait_for_function(f"{PATH} === 'notebooks/bronnen.ipynb'")
