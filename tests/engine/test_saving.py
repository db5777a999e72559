import copy

import nbformat
import pytest

from signaal.jupyter.saving import WIDGET_STATE, WIDGET_VIEW, pre_save_hook
from signaal.make.notebooks import STUB, normalise, student_copy
from signaal.show.pages import CONTENT


def mock_notebook():
    """Return a notebook with a quiz of ours and a slider of somebody else, both with their state."""
    lesson = nbformat.v4.new_output(
        "display_data",
        data={WIDGET_VIEW: {"model_id": "x"}, "text/html": "<p>quiz</p>", CONTENT: {"kind": "quiz"}},
    )
    slider = nbformat.v4.new_output(
        "display_data", data={WIDGET_VIEW: {"model_id": "s"}, "text/plain": "IntSlider()"}
    )
    result = nbformat.v4.new_output("execute_result", data={"text/plain": "5"}, execution_count=7)
    cells = [
        nbformat.v4.new_markdown_cell("# Les"),
        nbformat.v4.new_code_cell("q", outputs=[lesson, slider, result], execution_count=7),
    ]
    models = {
        "x": {"model_name": "AnyModel", "state": {"layout": "IPY_MODEL_xl"}},
        "xl": {"model_name": "LayoutModel", "state": {}},
        "s": {"model_name": "IntSliderModel", "state": {"layout": "IPY_MODEL_sl", "value": 3}},
        "sl": {"model_name": "LayoutModel", "state": {}},
    }
    widgets = {WIDGET_STATE: {"version_major": 2, "version_minor": 0, "state": models}}
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"widgets": widgets, "kernelspec": {"name": "mijn", "display_name": "Mijn"}}
    )


def test_a_saved_notebook_keeps_the_page_and_loses_our_widget():
    model = {"type": "notebook", "content": mock_notebook()}
    pre_save_hook(model, path="les.ipynb", contents_manager=None)
    lesson = model["content"].cells[1].outputs[0]
    assert lesson.data == {"text/html": "<p>quiz</p>", CONTENT: {"kind": "quiz"}}


def test_a_widget_of_somebody_else_keeps_its_view_and_its_state():
    model = {"type": "notebook", "content": mock_notebook()}
    pre_save_hook(model)
    assert model["content"].cells[1].outputs[1].data == {
        WIDGET_VIEW: {"model_id": "s"},
        "text/plain": "IntSlider()",
    }
    assert model["content"].metadata.widgets[WIDGET_STATE]["state"].keys() == {"s", "sl"}


def test_where_only_ours_were_nothing_is_left():
    notebook = mock_notebook()
    del notebook.cells[1].outputs[1]
    models = notebook.metadata.widgets[WIDGET_STATE]["state"]
    del models["s"], models["sl"]
    pre_save_hook({"type": "notebook", "content": notebook})
    assert "widgets" not in notebook.metadata


@pytest.mark.parametrize(
    "model",
    [
        {"type": "file", "content": "tekst"},
        {"type": "directory", "content": None},
        {"type": "notebook", "content": None},
        {"type": "notebook", "content": {"cells": None, "metadata": None}},
        {
            "type": "notebook",
            "content": {"cells": [None, {"outputs": None}, {"outputs": [None, {"data": None}]}]},
        },
        {"type": "notebook", "content": {"cells": [], "metadata": {"widgets": {WIDGET_STATE: {"state": 3}}}}},
        {"type": "notebook", "content": {"cells": [], "metadata": {"widgets": [3]}}},
    ],
)
def test_anything_else_is_saved_as_it_is(model):
    before = copy.deepcopy(model)
    pre_save_hook(model)
    assert model == before


def test_normalising_twice_is_normalising_once():
    once = normalise(mock_notebook(), "03_les")
    assert normalise(copy.deepcopy(once), "03_les") == once
    assert [cell.id for cell in once.cells] == ["03-les-00", "03-les-01"]
    assert once.cells[1].execution_count == once.cells[1].outputs[2].execution_count == 1
    assert once.metadata.kernelspec.name == "python3"
    nbformat.validate(once)


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("stream", name="stderr", text="let op"),
        nbformat.v4.new_output("error", ename="E", evalue="stuk", traceback=[]),
    ],
)
def test_a_notebook_with_an_error_is_not_stored(output):
    notebook = mock_notebook()
    notebook.cells[1].outputs = [output]
    with pytest.raises(ValueError, match="cel 1"):
        normalise(notebook, "03_les")


def test_a_student_copy_has_the_question_but_not_the_answer():
    solution = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("Lees [de bron](../../notebooks/bronnen.ipynb#cell-id=x)."),
            nbformat.v4.new_code_cell(
                "a = 5\nantwoord = a + 1\ncheck('e01', antwoord)", metadata={"tags": ["solution"]}
            ),
            nbformat.v4.new_markdown_cell("Het antwoord is zes.", metadata={"tags": ["solution"]}),
            nbformat.v4.new_code_cell("exercise('e01')", metadata={"jupyter": {"source_hidden": True}}),
        ]
    )
    copied = student_copy(solution)
    assert [cell.source for cell in copied.cells] == [
        "Lees [de bron](../notebooks/bronnen.ipynb#cell-id=x).",
        f"{STUB}\ncheck('e01', antwoord)",
        "exercise('e01')",
    ]
    assert copied.cells[2].metadata == {"jupyter": {"source_hidden": True}}
    assert all("tags" not in cell.metadata for cell in copied.cells)


def test_a_solution_without_a_check_is_refused():
    cell = nbformat.v4.new_code_cell("antwoord = 5", metadata={"tags": ["solution"]})
    with pytest.raises(ValueError, match="no line that starts with check"):
        student_copy(nbformat.v4.new_notebook(cells=[cell]))
