"""Keeping answers is a choice: nothing before it, everything after it, and nothing left once it is taken back.

What is kept is for another page: where a test says `fresh`, that page remembers nothing but what stands in the file.
"""

import json
import time

import pytest
from acts import FIRST_OUTCOME
from playwright.sync_api import expect

from signaal.jupyter.progress import SCHEMA

pytestmark = pytest.mark.browser
QUIZ = "notebooks/03_signalen_herkennen.ipynb"
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."


def kept(lab):
    path = lab.folder / ".home" / "data" / "signaal" / "voortgang.json"
    return json.loads(path.read_text(encoding="utf-8"))["kept"] if path.exists() else None


def until(true):
    """Wait until `true()` is: what the browser does with a file is no event on the page."""
    for _ in range(150):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true")


def answer(lab):
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    if kept(lab) is not None:
        until(lambda: '"outcome": "right"' in json.dumps(kept(lab)))
    return quiz


def keep(lab):
    """Have the choice to keep answers made: the file is there if and only if it was."""
    path = lab.folder / ".home" / "data" / "signaal" / "voortgang.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"schema": SCHEMA, "kept": {}}), encoding="utf-8")


def choose_to_keep(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    expect(panel.get_by_text("Je antwoorden worden bewaard.")).to_be_visible()
    return panel


def test_nothing_is_written_before_the_choice(lab):
    lab.open(QUIZ)
    lab.run_all()
    answer(lab)
    assert kept(lab) is None


def test_kept_answers_come_back_untrusted_without_a_kernel_and_for_python(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    assert kept(lab)["quiz:03_signalen_herkennen"]["answers"]["sam-wordt-stil"]["outcome"] == "right"
    lab.open(QUIZ, kernel=False, fresh=True)  # a new page: nothing of the old one is left
    quiz = lab.page.locator(".signaal")
    expect(quiz.get_by_label(RIGHT)).to_be_checked()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    lab.open(QUIZ, fresh=True)
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "goed"


def test_what_is_kept_can_be_seen_and_erased(lab):
    choose_to_keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    lab.open("notebooks/00_welkom.ipynb", kernel=False, fresh=True)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Toon wat er bewaard is").click()
    expect(panel.locator("pre")).to_contain_text("sam-wordt-stil")
    expect(panel.get_by_text("voortgang.json")).to_be_visible()
    panel.get_by_role("button", name="Stop en wis alles").click()
    panel.get_by_role("button", name="Ja, wis alles").click()
    expect(panel.get_by_text("Alles is gewist.")).to_be_visible()
    assert kept(lab) is None
    lab.open(QUIZ, kernel=False, fresh=True)
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).not_to_be_checked()


def test_a_damaged_file_is_set_aside_and_said_in_one_sentence(lab):
    folder = lab.folder / ".home" / "data" / "signaal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "voortgang.json").write_text('{"schema": 1, "kept": {"quiz', encoding="utf-8")
    lab.open(QUIZ, kernel=False, fresh=True)
    expect(lab.page.get_by_role("alert").filter(has_text="waren niet te lezen")).to_be_visible()
    answer(lab)
    assert "quiz:03_signalen_herkennen" in kept(lab)
    assert (folder / "voortgang-opzij-1.json").exists()


def test_answers_survive_a_restart_of_the_kernel_and_running_everything_again(lab):
    lab.open(QUIZ)
    lab.run_all()
    answer(lab)
    lab.restart_kernel()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "goed"


def test_the_same_quiz_twice_in_a_notebook_is_one_quiz(lab):
    path = lab.folder / QUIZ
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if "".join(c["source"]).startswith("quiz("))
    notebook["cells"].append(cell | {"id": "nog-een-keer"})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    lab.open(QUIZ, kernel=False)
    quizzes = lab.page.locator(".signaal")
    expect(quizzes).to_have_count(2)
    quizzes.first.get_by_label(RIGHT).check()
    expect(quizzes.last.get_by_label(RIGHT)).to_be_checked()
    assert (
        len(set(lab.page.evaluate("[...document.querySelectorAll('.signaal [id]')].map(n => n.id)")))
        == lab.page.locator(".signaal [id]").count()
    )


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(lab):
    folder = lab.folder / ".home" / "data" / "signaal"
    (folder / "voortgang.json").mkdir(parents=True)  # root may write anywhere, but not a file over a folder
    lab.open(QUIZ, kernel=False, fresh=True)
    alert = lab.page.get_by_role("alert").filter(has_text="Bewaren lukt nu niet.")
    expect(alert).to_be_visible()
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")


def test_beginning_again_lasts_also_when_a_cell_runs_once_more(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    lab.open(QUIZ, fresh=True)  # a page that begins with a kept answer
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    expect(quiz.get_by_label(RIGHT)).to_be_checked()
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    quiz.get_by_role("button", name="Begin opnieuw").click()
    quiz.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    expect(quiz.get_by_label(RIGHT)).not_to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".jp-Notebook .signaal").get_by_label(RIGHT)).not_to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "niet ingevuld"
