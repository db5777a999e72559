"""What nbval passes in silence: looked at without a kernel."""

import ast
import json
import re
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import signaal
from signaal.course.exercises import load_exercises
from signaal.jupyter.saving import WIDGET_VIEW
from signaal.make import notebooks as making
from signaal.show.pages import care_markdown
from signaal.show.payload import words_module

from walk import KIT, ROOT, cells, name, notebooks

TAGS = {"solution", "generated", "care", "raises-exception"}
LESSONS = [path for path in notebooks() if path.name not in ("bronnen.ipynb", "woordenlijst.ipynb")]  # to look things up in
# What nbval cannot compare, or what is different every time: see docs/CONTRIBUTING.md.
BANNED = {
    r"\bwith out\b": "an Output widget is not captured",
    r"\binteract\(": "its output is not captured",
    r"\bclear_output\(": "it is not applied",
    r"\bdisplay_id\b|\bupdate_display\(": "it is not applied",
    r";\s*$": "a trailing semicolon fails under nbval",
    r"\bshuffle\(|\brandom\b": "chance belongs in the engine, seeded",
    r"\.style\b": "its ids are random",
    r"\bNBVAL_": "a check may not be loosened in a comment",
}

# Each lesson leads to the next: a renamed or forgotten one breaks a test, not a student.
ROAD = ["00_welkom", "01_wat_is_kindermishandeling", "02_hoe_vaak_komt_het_voor", "03_signalen_herkennen", "04_handelen",
        "05_in_gesprek", "06_in_de_klas", "07_afsluiting", "verhalen", "00_welkom"]  # fmt: skip

every_notebook = pytest.mark.parametrize("path", notebooks(), ids=name)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=name)


def code(path):
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def test_the_kit_has_notebooks():
    assert {"00_welkom", "03_signalen_herkennen", "04_handelen", "bronnen", "01_cijfers_lezen"} <= {p.stem for p in notebooks()}


@every_notebook
def test_every_code_cell_is_stored_run_and_in_order(path):
    counts = [cell["execution_count"] for cell in code(path)]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_a_notebook_is_stored_in_the_one_shape(path):
    stored = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(stored, as_version=4)
    making.normalise(notebook, path.stem)
    assert nbformat.writes(notebook) + "\n" == stored, "run `make notebooks`"
    assert WIDGET_VIEW not in stored
    assert "widgets" not in notebook.metadata


@every_notebook
def test_no_check_is_loosened_and_no_tag_is_unknown(path):
    for cell in cells(path):
        assert set(cell["metadata"].get("tags", [])) <= TAGS
        assert set(cell["metadata"]) <= {"tags", "jupyter", "slideshow"}


@every_notebook
def test_code_has_nothing_that_nbval_cannot_compare(path):
    for cell in code(path):
        for pattern, reason in BANNED.items():
            assert not re.search(pattern, cell["source"], re.MULTILINE), reason


@every_notebook
def test_no_output_names_a_place_in_memory_or_on_a_machine(path):
    for cell in code(path):
        outputs = json.dumps(cell["outputs"])
        assert not re.search(r"\bat 0x[0-9a-f]{6,}", outputs)
        assert not re.search(r"/(home|Users|root|tmp|work)/|[A-Z]:\\\\", outputs + cell["source"])


@every_notebook
def test_a_code_cell_is_short_and_comes_after_prose(path):
    kinds = [cell["cell_type"] for cell in cells(path)]
    assert kinds[0] == "markdown"
    for cell in code(path):
        assert len(cell["source"].splitlines()) <= 10


@every_lesson
def test_a_lesson_opens_with_what_for_how_long_and_what_you_need(path):
    # A lesson may open with a scene and a question: then the goals come after that, before the first section.
    first = "\n".join(cell["source"] for cell in cells(path) if cell["cell_type"] == "markdown").split("\n## ")[0]
    assert first.startswith("# ")
    for words in ("kun je", "**Tijd", "minuten", "**Nodig"):
        assert words in first


@every_lesson
def test_the_help_lines_come_before_anything_that_runs_and_are_no_output(path):
    kinds = ["care" if "care" in cell["metadata"].get("tags", []) else cell["cell_type"] for cell in cells(path)]
    assert kinds.count("care") == 1
    assert kinds.index("care") < kinds.index("code")
    text = cells(path)[kinds.index("care")]["source"]
    assert text == care_markdown(KIT), "run `make notebooks`"
    for number in ("112", "0800-2000", "0800-1414", "918"):
        assert f"**{number}**" in text


def test_a_page_says_the_words_of_the_table():
    assert making.WORDS.read_text(encoding="utf-8") == words_module(KIT), "run `make notebooks`"


@every_notebook
def test_a_cell_imports_the_verbs_that_it_calls(path):
    for cell in code(path):
        nodes = list(ast.walk(ast.parse(cell["source"])))
        called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        imported = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert called & set(signaal.__all__) <= imported, cell["source"]


@every_lesson
def test_a_lesson_ends_with_something_to_remember_and_one_next_step(path):
    prose = [cell["source"] for cell in cells(path) if cell["cell_type"] == "markdown"]
    assert any(text.startswith("## Onthoud") for text in prose)
    assert len(re.findall(r"\]\([^)]*\.ipynb[^)]*\)", prose[-1])) == 1


def test_every_lesson_leads_to_the_next():
    for stem, following in pairwise(ROAD):
        last = cells(ROOT / "notebooks" / f"{stem}.ipynb")[-1]["source"]
        assert f"]({following}.ipynb)" in last, stem


@every_notebook
def test_headings_do_not_skip_a_level(path):
    prose = "\n".join(cell["source"] for cell in cells(path) if cell["cell_type"] == "markdown")
    levels = [len(marks) for marks in re.findall(r"(?m)^(#{1,6}) ", prose)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("path", sorted((ROOT / "exercises" / "solutions").glob("*.ipynb")), ids=name)
def test_the_students_copy_is_what_the_solution_gives(path):
    made = making.student_copy(nbformat.read(path, as_version=4))
    stored = nbformat.read(ROOT / "exercises" / path.name, as_version=4)
    assert [cell.source for cell in stored.cells] == [cell.source for cell in made.cells], "run `make exercises`"


def is_answer(cell):
    """Is this a code cell in which a student answers: does it end in check(…)?"""
    return cell["cell_type"] == "code" and cell["source"].splitlines()[-1].startswith("check(")


def checks(path):
    """Return the stored outputs of the cells that end in check(…)."""
    return [json.dumps(cell["outputs"], ensure_ascii=False) for cell in code(path) if is_answer(cell)]


@every_notebook
def test_a_slip_may_stop_an_answer_and_nothing_else(path):
    for cell in cells(path):
        assert ("raises-exception" in cell["metadata"].get("tags", [])) == is_answer(cell)


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*.ipynb")), ids=name)
def test_an_answer_cell_runs_without_any_other_cell(path):
    for cell in filter(is_answer, code(path)):
        exec(cell["source"], {})


def test_in_a_fresh_kernel_an_answer_cell_works_alone_and_a_slip_in_one_costs_that_cell():
    stored = nbformat.read(ROOT / "exercises" / "04_kop_controleren.ipynb", as_version=4)
    first, *others = [cell for cell in stored.cells if is_answer(cell)]
    slip = nbformat.from_dict(first)
    slip.source = slip.source.replace("None", "50%")
    alone = nbformat.v4.new_notebook(cells=[slip, *others[:2]], metadata=stored.metadata)
    NotebookClient(alone, kernel_name="python3", extra_arguments=["--IPKernelApp.log_level=40"]).execute()
    kinds = [[output.output_type for output in cell.outputs] for cell in alone.cells]
    assert kinds == [["error"], ["execute_result"], ["execute_result"]]
    assert [cell.outputs[0].data for cell in alone.cells[1:]] == [cell.outputs[0].data for cell in others[:2]]


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*.ipynb")), ids=name)
def test_an_untouched_student_notebook_says_that_nothing_was_filled_in(path):
    assert len(checks(path)) == len(load_exercises(path.stem, KIT).exercises)
    assert all("Niet ingevuld." in output for output in checks(path))


@pytest.mark.parametrize("path", sorted((ROOT / "exercises" / "solutions").glob("*.ipynb")), ids=name)
def test_a_solution_is_right_and_does_not_stand_in_the_line_that_stays(path):
    assert len(checks(path)) == len(load_exercises(path.stem, KIT).exercises)
    assert all('"Goed. ' in output for output in checks(path))
    for cell in code(path):
        last = cell["source"].splitlines()[-1]
        assert not last.startswith("check(") or last.endswith(", antwoord)"), last


def test_the_page_with_sources_says_what_the_tables_say():
    stored = nbformat.read(ROOT / "notebooks" / "bronnen.ipynb", as_version=4)
    made = making.sources_notebook(stored)
    assert [cell.source for cell in made.cells] == [cell.source for cell in stored.cells], "run `make notebooks`"


def test_the_map_of_a_scenario_is_what_the_scenario_gives():
    for file, text in making.maps().items():
        assert (ROOT / "docs" / "kaarten" / file).read_text(encoding="utf-8") == text, "run `make notebooks`"
