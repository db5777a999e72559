"""How long from a click to feedback? Measured in the page, with the kernel free and with the kernel busy."""

from math import inf
from statistics import median

from bench.lab import open_lab
from bench.peers import QUIZZES, ask, write_notebook
from bench.table import p95, show, times
from tests.browser.conftest import SECOND

FREE, BUSY = 50, 20  # rounds; in each round every quiz is clicked once
CELL = 20  # seconds that a busy cell takes
PATIENCE = {"patience": (CELL + 5) * SECOND}
CELLS = {
    "sleep": f"import time; time.sleep({CELL})",
    "loop": f"import time; end = time.time() + {CELL}\nwhile time.time() < end: pass",
}

# Where a learner chooses, presses, and reads, in each question. jupyterquiz has no button: choosing gives feedback.
PARTS = {
    "signaal": {
        "question": ".signaal form",
        "choose": "input",
        "press": ".sg-main",
        "feedback": ".sg-feedback",
    },
    "jupyterquiz": {"question": ".Quiz", "press": ".MCButton", "feedback": ".Feedback"},
    "ipywidgets": {
        "question": ".plain-question",
        "choose": "input",
        "press": "button",
        "feedback": ".plain-feedback",
    },
}

# Choose another option than last time, wait a moment, press; the clock stops when other feedback is there.
# Never is counted too: ipywidgets was seen to judge the earlier choice again, as if the press came first.
MEASURE = """
async ({ question, at, choose, press, feedback, patience }) => {
    const root = document.querySelectorAll(question)[at ?? 0];
    const turn = (root.turn = (root.turn ?? -1) + 1);
    const nth = (selector) => {
        const found = root.querySelectorAll(selector);
        return found[turn % found.length];
    };
    nth(press).scrollIntoView({ block: "center" });
    const choice = choose && nth(choose);
    const began = performance.now();
    choice?.click();
    const chosen = performance.now() - began;
    await new Promise((done) => setTimeout(done, 150));
    const button = nth(press);
    const region = root.querySelector(feedback);
    const before = region.textContent;
    return new Promise((done) => {
        const never = setTimeout(() => done({ chosen, change: Infinity, frame: Infinity }), patience);
        const observer = new MutationObserver(() => {
            if (!region.textContent.trim() || region.textContent === before) return;
            const change = performance.now() - start;
            observer.disconnect();
            clearTimeout(never);
            requestAnimationFrame(() => {
                setTimeout(() => done({ chosen, change, frame: performance.now() - start }));
            });
        });
        observer.observe(region, { childList: true, characterData: true, subtree: true });
        const start = performance.now();
        button.click();
    });
}
"""
# Not kernel.status: answers that reach Python in a subshell make it idle while the cell still runs.
RUN = """
async (code) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const cell = kernel.requestExecute({ code });
    window.running = true;
    cell.done.then(() => (window.running = false));
    await new Promise((begun) => {
        cell.onIOPub = (message) => message.header.msg_type === "execute_input" && begun();
    });
}
"""


def _rounds(page, quizzes, n, while_running=False):
    """Click each of `quizzes` in turn, `n` times or until the cell is done; return {quiz: measurements}."""
    taken = {quiz: [] for quiz in quizzes}
    for _ in range(n):
        for quiz in quizzes:
            measured = page.evaluate(MEASURE, PARTS[quiz] | PATIENCE)
            if while_running and not page.evaluate("window.running"):
                return taken
            taken[quiz].append(measured)
    return taken


def _while_busy(page, code):
    """As _rounds, while the kernel runs `code`; the quiz that waits for the kernel is clicked once, first."""
    page.evaluate(RUN, code)
    page.evaluate(f"parts => {{ window.waiting = ({MEASURE})(parts) }}", PARTS["ipywidgets"] | PATIENCE)
    page.wait_for_timeout(500)
    taken = _rounds(page, ("signaal", "jupyterquiz"), BUSY, while_running=True)
    taken["ipywidgets"] = [page.evaluate("window.waiting")]
    page.wait_for_function("!window.running")
    return taken


def measure(browser, folder):
    """Return {(state of the kernel, quiz): [{change, frame} in ms, …]}."""
    write_notebook(folder / "clicks.ipynb", [ask(quiz) for quiz in QUIZZES])
    with open_lab(browser, folder) as lab:
        lab.open("clicks.ipynb")
        lab.run_all()
        for parts in PARTS.values():
            lab.page.locator(f"{parts['question']} {parts['press']}").first.wait_for()
        # jupyterquiz logs each click, which costs 4 ms while Playwright listens and little otherwise.
        lab.page.evaluate("console.log = () => {}")
        states = {"free": _rounds(lab.page, QUIZZES, FREE)}
        for name, code in CELLS.items():
            lab.idle()
            states[name] = _while_busy(lab.page, code)
    return {(state, quiz): taken[quiz] for state, taken in states.items() for quiz in QUIZZES}


def report(browser, folder):
    """Measure and print."""
    taken, rows = measure(browser, folder), []
    middle = {
        key: {part: median(each[part] for each in values) for part in ("change", "frame")}
        for key, values in taken.items()
    }
    for (state, quiz), values in taken.items():
        never = sum(each["change"] == inf for each in values)
        row = [f"{state}  {quiz}", str(len(values)), str(never)]
        for part in ("change", "frame"):
            here, ours = middle[state, quiz][part], middle[state, "signaal"][part]
            row += [f"{here:,.1f}", f"{p95([each[part] for each in values]):,.1f}", times(here, ours)]
        rows.append(row)
    print("1. From click to feedback, in ms, in one page with one kernel, in turns")
    show(["kernel", "n", "never", "in the page", "p95", "/ signaal", "painted", "p95", "/ signaal"], rows)
