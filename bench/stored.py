"""How many bytes do quizzes take in a saved notebook? Ten of three questions, each in a cell of its own."""

from copy import deepcopy
from subprocess import DEVNULL

import nbformat
from nbclient import NotebookClient

from bench.peers import QUIZZES, ask, write_notebook
from bench.table import show, times
from signaal.jupyter.saving import strip_widgets
from signaal.show.pages import CONTENT

CELLS = 10
PARTS = {"HTML page": "text/html", "JSON": CONTENT, "line of text": "text/plain"}


def size(notebook):
    return len(nbformat.writes(notebook).encode())


def run(folder, quiz):
    """Return the notebook as JupyterLab would save it by itself: with its outputs and the state of its widgets.

    The ten cells are the same, which changes nothing in what is stored.
    """
    path = folder / f"stored-{quiz}.ipynb"
    write_notebook(path, [ask(quiz)] * CELLS)
    client = NotebookClient(nbformat.read(path, as_version=4), store_widget_state=True)
    return client.execute(stderr=DEVNULL)  # the kernel warns that it is not encrypted


def without(notebook, mime):
    """Return a copy of `notebook` whose outputs lack `mime`."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(mime, None)
    return copy


def measure(folder):
    """Return {what is stored: bytes}."""
    taken = {}
    for quiz in QUIZZES:
        notebook = run(folder, quiz)
        if quiz != "signaal":
            taken[quiz] = size(notebook)
            continue
        live = size(notebook)
        strip_widgets(notebook)  # the kit's hook does this on every save
        taken[quiz] = size(notebook)
        taken |= {f"  {part}": taken[quiz] - size(without(notebook, mime)) for part, mime in PARTS.items()}
        taken["signaal without that hook"] = live
    return taken


def report(folder):
    """Measure and print."""
    taken = measure(folder)
    rows = [
        [name, f"{each:,}", f"{each / CELLS:,.0f}", times(each, taken["signaal"])]
        for name, each in taken.items()
    ]
    print(f"7. Bytes in a saved notebook with {CELLS} quizzes of three questions")
    show(["", "bytes", "per quiz", "/ signaal"], rows)
