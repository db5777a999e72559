"""The course that docs/eigen-cursus.md has a lecturer make: made from that page, it shows, checks and passes nbval."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from walk import ROOT

from signaal.__main__ import main
from signaal.jupyter.saving import strip_widgets

PAGE = (ROOT / "docs" / "eigen-cursus.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"\*\*`([^`]+)`\*\*\n\n```toml\n(.*?)```", PAGE, re.DOTALL))
CELLS = re.findall(r"```python\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return the folder of the course, with its notebook run and stored as JupyterLab stores it."""
    folder = tmp_path_factory.mktemp("mijn-cursus")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS])
    NotebookClient(lesson, resources={"metadata": {"path": folder}}).execute()
    strip_widgets(lesson)
    nbformat.write(lesson, folder / "mijn_les.ipynb")
    return folder


def test_the_page_has_a_lecturer_make_a_course_a_quiz_of_two_questions_and_a_notebook():
    assert list(FILES) == ["data/course.toml", "data/quizzes/mijn_quiz.toml"]
    assert FILES["data/quizzes/mijn_quiz.toml"].count("[[questions]]") == 2
    for verb in ('quiz("mijn_quiz")', "only=[", "scenario(", "figure(", "help_lines()"):
        assert any(verb in code for code in CELLS)


def test_the_notebook_shows_own_questions_and_those_of_the_kit_its_story_and_its_figure(course):
    lesson = nbformat.read(course / "mijn_les.ipynb", as_version=4)
    shown = [output["data"]["text/plain"] for cell in lesson.cells for output in cell.outputs]
    assert "Quiz “Mijn quiz”, vragen: 2" in shown
    assert "Quiz “Signalen herkennen”, vragen: 2" in shown
    assert any(text.startswith("Scenario “Mees, groep 2”") for text in shown)
    assert any(text.startswith("36 procent") for text in shown)


def test_the_course_is_right(course, monkeypatch, capsys):
    monkeypatch.chdir(course)
    assert main(["check"]) == 0, capsys.readouterr().out


@pytest.mark.slow
def test_nbval_passes_on_it_and_sees_a_changed_question(course):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
        "-p",
        "no:randomly",  # a cell needs those before it
        "--nbval", "--nbval-current-env", "mijn_les.ipynb"]
    env = {key: value for key, value in os.environ.items() if key != "SIGNAAL_COURSE"}
    done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert f"{len(CELLS)} passed" in done.stdout
    quiz = course / "data" / "quizzes" / "mijn_quiz.toml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("Samen zie je meer", "Samen weet je meer"), encoding="utf-8")
    done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert "1 failed" in done.stdout
