"""How long from starting JupyterLab until the first question can be read? A new server each time."""

from statistics import median
from time import perf_counter

from bench.clicks import PARTS
from bench.lab import open_lab
from bench.peers import ask, write_notebook
from bench.table import show, times
from tests.browser.conftest import SECOND, TOKEN

RUNS = 3
QUIZZES = ("signaal", "ipywidgets")


def start(browser, folder, quiz):
    """Return the seconds from the start of the process to each of four moments."""
    folder.mkdir()
    write_notebook(folder / "quiz.ipynb", [ask(quiz)])
    begin, moments = perf_counter(), {}
    with open_lab(browser, folder) as lab:
        moments["server"] = perf_counter() - begin
        lab.page.goto(f"{lab.address}/lab/tree/quiz.ipynb?token={TOKEN}")
        lab.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60 * SECOND)
        moments["notebook"] = perf_counter() - begin
        lab.idle()
        moments["kernel"] = perf_counter() - begin
        lab.command("notebook:run-all-cells")
        lab.page.locator(f"{PARTS[quiz]['question']} {PARTS[quiz]['choose']}").first.wait_for()
        moments["question"] = perf_counter() - begin
    return moments


def report(browser, folder):
    """Measure and print. The quiz that starts first changes each round."""
    taken = {quiz: [] for quiz in QUIZZES}
    for n in range(RUNS):
        for quiz in QUIZZES[:: -1 if n % 2 else 1]:
            taken[quiz].append(start(browser, folder / f"{quiz}-{n}", quiz))
    rows = []
    for quiz, runs in taken.items():
        middle = [f"{median(run[moment] for run in runs):.1f}" for moment in runs[0]]
        totals = {name: [run["question"] for run in taken[name]] for name in QUIZZES}
        ratio = times(median(totals[quiz]), median(totals["signaal"]))
        rows.append([quiz, *middle, ratio, "  ".join(f"{total:.1f}" for total in totals[quiz])])
    print(
        f"2. From starting JupyterLab, in s: median of {RUNS} runs in turns, each with a new server and cache"
    )
    show(["", "server answers", "notebook", "kernel idle", "first question", "/ signaal", "each run"], rows)
