"""What stays of a lesson: outputs that are cleared, a kernel without Signaal, a widget whose kernel is gone."""

import json
import sys

import pytest
from conftest import ROOT
from playwright.sync_api import expect

from signaal.jupyter.saving import WIDGET_VIEW
from signaal.show.pages import CONTENT

pytestmark = pytest.mark.browser
EXERCISES = "exercises/04_kop_controleren.ipynb"
LESSON = "notebooks/06_in_de_klas.ipynb"
# A kernel in which `import signaal` says what it says where the kit was never installed.
BARE_KERNEL = """
import sys
class NotHere:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] == 'signaal':
            raise ModuleNotFoundError("No module named 'signaal'", name='signaal')
sys.meta_path.insert(0, NotHere())
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""


def alive(path):
    return (ROOT / path).read_text(encoding="utf-8").count(f'"{CONTENT}"')


def change(lab, path, change):
    file = lab.folder / path
    notebook = json.loads(file.read_text(encoding="utf-8"))
    change(notebook)
    file.write_text(json.dumps(notebook), encoding="utf-8")


def contents(notebook):
    return [
        output["data"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if CONTENT in output.get("data", {})
    ]


def test_clearing_every_output_leaves_every_question(lab):
    lab.open(EXERCISES, kernel=False)
    cards = lab.page.locator(".jp-Notebook .signaal")
    expect(cards).to_have_count(alive(EXERCISES))
    lab.command("notebook:clear-all-cell-outputs")
    lab.page.wait_for_function("window.jupyterapp.shell.currentWidget.context.model.dirty")
    expect(cards).to_have_count(alive(EXERCISES))
    cards.first.get_by_role("button", name="Kijk na").click()
    expect(cards.first.get_by_role("status").last).to_contain_text("niet ingevuld")
    lab.save()
    assert len(contents(lab.stored(EXERCISES))) == alive(EXERCISES)


def test_what_somebody_wrote_in_its_place_is_cleared(lab):
    lab.open(LESSON, kernel=False)
    cards = lab.page.locator(".jp-Notebook .signaal")
    lab.page.evaluate(
        """() => {
            const { cells } = window.jupyterapp.shell.currentWidget.content.model;
            [...cells].filter(cell => cell.type === 'code').forEach(cell => cell.sharedModel.setSource('1 + 1'));
        }"""
    )
    lab.command("notebook:clear-all-cell-outputs")
    expect(cards).to_have_count(0)
    lab.page.wait_for_timeout(300)  # nothing comes back
    expect(cards).to_have_count(0)


def test_a_kernel_without_signaal_costs_no_question_and_says_so_in_dutch(lab):
    folder = lab.folder / ".home" / "data" / "kernels" / "leeg"
    folder.mkdir(parents=True, exist_ok=True)
    start = [sys.executable, "-c", BARE_KERNEL, "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(
        json.dumps({"argv": start, "display_name": "Leeg", "language": "python"}), encoding="utf-8"
    )
    change(lab, LESSON, lambda notebook: notebook["metadata"]["kernelspec"].update(name="leeg"))
    lab.open(LESSON, fresh=True)
    lab.command("notebook:run-all-cells")
    expect(
        lab.page.get_by_role("alert").filter(has_text="waarin Signaal niet is geïnstalleerd")
    ).to_be_visible(timeout=60_000)
    lab.idle()
    expect(lab.page.locator(".jp-Notebook .signaal").last).to_be_attached()  # others may be out of sight
    expect(lab.page.get_by_text("ModuleNotFoundError")).to_have_count(0)
    lab.save()
    assert len(contents(lab.stored(LESSON))) == alive(LESSON)


def test_a_widget_that_a_session_left_behind_is_drawn_by_the_page(lab):
    # As jupyter-collaboration keeps it: the kernel that had this widget is gone.
    view = {"model_id": "weg", "version_major": 2, "version_minor": 0}
    change(lab, LESSON, lambda notebook: [data.update({WIDGET_VIEW: view}) for data in contents(notebook)])
    lab.open(LESSON, kernel=False)
    expect(lab.page.locator(".jp-Notebook .signaal")).to_have_count(alive(LESSON))
    expect(lab.page.get_by_text("Error displaying widget")).to_have_count(0)
