"""The same notebooks in Notebook 7, and as an HTML page that is opened from disk with no network."""

import subprocess
import sys
from pathlib import Path

import pytest
from acts import first_choice, pick
from conftest import QUIZ, ROOT, SECOND, STORY, TOKEN
from playwright.sync_api import expect
from samples import KIT

from signaal.course.scenarios import load_scenario

pytestmark = pytest.mark.browser
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."


def open_in_notebook(lab, path):
    lab.forgiven.append(
        "Cannot read properties of undefined (reading 'schema')"
    )  # Notebook's own, also without the kit
    lab.page.goto(f"{lab.address}/notebooks/{path}?token={TOKEN}")
    lab.page.locator(".jp-Notebook .jp-RenderedMarkdown h1").first.wait_for(timeout=60 * SECOND)
    lab.forgiven.append(
        "Cannot read properties of null (reading 'kernel')"
    )  # ipywidgets', as in conftest.Lab.open
    # Notebook gives the focus to the first cell when it has opened it, and mostly does so by itself: a test must not be
    # halfway an answer then.
    lab.page.locator(".signaal-stage .jp-RenderedMarkdown h1").first.click()
    lab.page.locator(".signaal-stage .jp-Notebook:focus-within").wait_for(timeout=60 * SECOND)


def test_quiz_and_scenario_work_in_notebook_7_before_a_cell_has_run(lab):
    open_in_notebook(lab, QUIZ)
    quiz = lab.page.locator(".signaal")
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    open_in_notebook(lab, STORY)
    story = lab.page.locator(".signaal")
    passage, choice = load_scenario("04_handelen", KIT).recommended_path()[0]
    expect(story.get_by_role("heading", name=passage.title, exact=True)).to_be_visible()
    pick(story, choice)
    expect(story.get_by_role("button", name="Ga verder")).to_be_focused()


def test_keys_stay_in_the_quiz_in_notebook_7(lab):
    open_in_notebook(lab, QUIZ)
    cells = len(lab.stored(QUIZ)["cells"])
    expect(lab.page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)
    radios = lab.page.locator(".signaal form").first.get_by_role("radio")
    radios.first.focus()
    for key in ("ArrowDown", "x", "b", "a", "m", "d", "d", "Shift+Enter"):
        lab.page.keyboard.press(key)
    expect(radios.nth(1)).to_be_focused()
    expect(lab.page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)


@pytest.fixture
def exported(tmp_path, browser):
    """Yield a function that exports a notebook and opens it from disk, in a browser without a network."""
    context = browser.new_context(offline=True)
    context.set_default_timeout(15 * SECOND)

    def show(path):
        command = [
            sys.executable,
            "-m",
            "nbconvert",
            "--to",
            "html",
            "--output-dir",
            str(tmp_path),
            str(ROOT / path),
        ]
        subprocess.run(command, check=True, capture_output=True)
        page = context.new_page()
        # Not all of the page: its formulas would come from the network that is not there.
        page.goto((tmp_path / f"{Path(path).stem}.html").as_uri(), wait_until="domcontentloaded")
        return page

    yield show
    context.close()


def test_an_exported_quiz_can_be_read_and_unfolded(exported):
    page = exported("notebooks/03_signalen_herkennen.ipynb")
    option = page.locator("summary", has_text=RIGHT)
    feedback = page.get_by_text("Precies. Je ziet een verandering")
    expect(feedback).to_be_hidden()
    option.click()
    expect(feedback).to_be_visible()


def test_an_exported_story_is_a_gamebook(exported):
    page = exported("notebooks/04_handelen.ipynb")
    first = page.locator("summary", has_text=first_choice("04_handelen"))
    first.click()
    expect(first.locator("..")).to_contain_text("Ga naar ")
