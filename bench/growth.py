"""What does a longer quiz cost? Time to show it, memory of the page, and time per click once all is answered."""

from contextlib import ExitStack, contextmanager
from itertools import chain
from statistics import median
from time import perf_counter, sleep

from bench.clicks import MEASURE, PARTS
from bench.lab import open_page, open_server
from bench.peers import QUIZZES, ask, write_notebook
from bench.table import p95, show, times
from tests.browser.conftest import SECOND

SIZES = (10, 100, 1000)  # questions
NOT_RUN = {("ipywidgets", 1000)}  # not there after 400 s, where 100 took 5 s
SHOWINGS = 3  # of each quiz, while they do not take longer than LONGEST
LONGEST = 6  # seconds
CLICKS = 20  # in one question of each quiz, with all of its questions answered
PATIENCE = 90 * SECOND

# jupyterquiz logs each click, which costs 4 ms while Playwright listens and little otherwise.
BEFORE = """
console.log = () => {};
window.sent = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
    window.sent += data.byteLength ?? data.length;
    return send.call(this, data);
};
"""
# The clock stops after the frame in which the first question can be seen; the last one may take longer.
SHOW = """
async ({ cell, question, n, patience }) => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = cell;
    const start = performance.now();
    window.jupyterapp.commands.execute("notebook:run-cell");
    let shown = null;
    while (performance.now() - start < patience) {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const found = document.querySelectorAll(question);
        if (found[0]?.checkVisibility()) shown ??= performance.now() - start;
        if (found.length === n) return shown;
    }
    throw new Error(`no ${n} questions`);
}
"""
# Choose the second option everywhere: the clicks that are measured begin with the first.
FILL = """
({ question, choose, press, next }) => {
    for (const root of document.querySelectorAll(question)) {
        for (const part of [choose, press, next]) {
            const found = part ? root.querySelectorAll(part) : [];
            (found[1] ?? found[0])?.click();
        }
    }
}
"""
FILLED = """
({ question, feedback }) => [...document.querySelectorAll(question)].every(
    (root) => root.querySelector(feedback).textContent.trim()
)
"""
# The kit shows one question at a time, unless a learner asks for all of them on one page.
NEXT = {"next": ":scope > .sg-row:last-child > button:last-child"}
ALL = "signaal, all on a page"
TO_QUESTION = "(n) => document.querySelectorAll('.sg-summary li button')[n].click()"
TO_ALL = "document.querySelector('.signaal .sg-plain').click()"


def _metrics(lab):
    return {each["name"]: each["value"] for each in lab.session.send("Performance.getMetrics")["metrics"]}


def _memory(lab):
    """Return the bytes of JavaScript and the DOM nodes that are in use."""
    for _ in range(2):  # what the first round finalizes, the second can collect
        sleep(0.5)
        lab.session.send("HeapProfiler.collectGarbage")
    metrics = _metrics(lab)
    return {"heap": metrics["JSHeapUsedSize"], "nodes": metrics["Nodes"]}


def _click(lab, where):
    """Return what CLICKS turns of choosing and checking cost.

    page and painted are ms until feedback, of each turn; busy is ms of the page's main thread in a turn, with all that
    follows the feedback; sent is bytes to the kernel in a turn.
    """
    lab.page.wait_for_timeout(500)
    busy, sent = _metrics(lab)["TaskDuration"], lab.page.evaluate("window.sent")
    turns = [lab.page.evaluate(MEASURE, where | {"patience": PATIENCE}) for _ in range(CLICKS)]
    lab.page.wait_for_timeout(500)
    return {
        "page": [turn["chosen"] + turn["change"] for turn in turns],
        "painted": [turn["frame"] for turn in turns],
        "busy": (_metrics(lab)["TaskDuration"] - busy) * SECOND / CLICKS,
        "sent": (lab.page.evaluate("window.sent") - sent) / CLICKS,
    }


@contextmanager
def _open(browser, address, folder, quiz):
    """Yield a page with a notebook in which `quiz` has been shown once: imports and libraries are not counted here."""
    write_notebook(folder / f"{quiz}.ipynb", [ask(quiz, n) for n in (1, *SIZES)])
    with open_page(browser, address, folder) as lab:
        lab.page.add_init_script(BEFORE)
        lab.open(f"{quiz}.ipynb")
        lab.session = lab.page.context.new_cdp_session(lab.page)
        lab.session.send("Performance.enable")
        _run(lab, quiz, 1, 1)
        yield lab


# What a cell showed comes back when its outputs are cleared and it says the same (labextension/stays.js): so for a moment
# it says nothing.
EMPTY = """async () => {
    const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells].filter((cell) => cell.outputs?.length);
    const sources = cells.map((cell) => cell.sharedModel.getSource());
    cells.forEach((cell) => cell.sharedModel.setSource(""));
    cells.forEach((cell) => cell.outputs.clear());
    await new Promise((done) => setTimeout(done, 50));
    cells.forEach((cell, n) => cell.sharedModel.setSource(sources[n]));
}"""


def _run(lab, quiz, cell, n):
    """Run a cell that shows `n` questions; return the ms until the first can be seen."""
    what = {"cell": cell, "question": PARTS[quiz]["question"], "n": n, "patience": PATIENCE}
    shown = lab.page.evaluate(SHOW, what)
    lab.idle()
    return shown


def _show(lab, quiz, n):
    """Show a quiz of `n` questions and answer them all; return what that took."""
    shown, begin = [], perf_counter()
    while len(shown) < SHOWINGS and (not shown or perf_counter() - begin < LONGEST):
        lab.page.evaluate(EMPTY)
        lab.page.locator(PARTS[quiz]["question"]).first.wait_for(state="detached")
        empty = _memory(lab)
        shown.append(_run(lab, quiz, SIZES.index(n) + 2, n))
    full = _memory(lab)
    lab.page.evaluate(FILL, PARTS[quiz] | (NEXT if quiz == "signaal" else {}))
    lab.page.wait_for_function(FILLED, arg=PARTS[quiz], timeout=PATIENCE)
    lab.idle()
    answered = _memory(lab)
    return {
        "showings": str(len(shown)),
        "ms": median(shown),
        "KiB": (full["heap"] - empty["heap"]) / 2**10,
        "answered": (answered["heap"] - empty["heap"]) / 2**10,
        "nodes": full["nodes"] - empty["nodes"],
    }


def _clicks(lab, quiz, n):
    """Return {way to show the quiz: what clicks in the middle question cost}."""
    where = PARTS[quiz] | {"at": n // 2}
    if quiz != "signaal":
        return {quiz: _click(lab, where)}
    lab.page.evaluate(TO_QUESTION, n // 2)
    one = _click(lab, where)
    lab.page.evaluate(TO_ALL)
    return {quiz: one, ALL: _click(lab, where)}


def measure(browser, folder):
    """Return ({(quiz, n): what showing cost}, {(way, n): what clicking cost})."""
    folder.mkdir()
    shows, clicks = {}, {}
    with open_server(folder) as address, ExitStack() as stack:
        labs = {quiz: stack.enter_context(_open(browser, address, folder, quiz)) for quiz in QUIZZES}
        for n in SIZES:
            for quiz, lab in labs.items():
                if (quiz, n) not in NOT_RUN:
                    shows[quiz, n] = _show(lab, quiz, n)
                    clicks |= {(way, n): costs for way, costs in _clicks(lab, quiz, n).items()}
    return shows, clicks


def _compared(shows, quiz, n, part):
    """Return as text: what `n` questions cost, how often that of the kit, and what each one more costs than in n / 10."""
    here = shows[quiz, n][part]
    fewer = shows.get((quiz, n // 10))
    more = f"{(here - fewer[part]) / (n - n // 10):,.2f}" if fewer else "-"
    return [f"{here:,.0f}", times(here, shows["signaal", n][part]), more]


def _show_rows(shows, *parts):
    for n in SIZES:
        for quiz in QUIZZES:
            name = f"{n:>4}  {quiz}"
            if (quiz, n) in NOT_RUN:
                yield [name, "not run"]
            else:
                cells = (_compared(shows, quiz, n, part) for part in parts)
                yield [name, shows[quiz, n]["showings"], *chain.from_iterable(cells)]


def _click_rows(clicks):
    for (way, n), costs in clicks.items():
        ours, fewest = clicks["signaal", n], clicks[way, SIZES[0]]
        row = [f"{n:>4}  {way}"]
        for part in ("page", "painted"):
            here = median(costs[part])
            row += [f"{here:,.1f}", f"{p95(costs[part]):,.1f}"]
            row += [times(here, median(fewest[part])), times(here, median(ours[part]))]
        yield [
            *row,
            f"{costs['busy']:,.0f}",
            times(costs["busy"], fewest["busy"]),
            f"{costs['sent'] / 2**10:,.1f}",
        ]


def report(browser, folder):
    """Measure and print."""
    shows, clicks = measure(browser, folder)
    each, growth = ["/ signaal", "+1"], f"/ {SIZES[0]}"
    print(
        "4. Showing a longer quiz in an open notebook, in ms; +1 is each question more than in the shorter one"
    )
    show(["questions", "runs", "first question", *each], _show_rows(shows, "ms"))
    print("5. What that adds to the memory of the page, in KiB of JavaScript and in DOM nodes")
    head = ["JavaScript", *each, "all answered", *each, "nodes", *each]
    show(["questions", "runs", *head], _show_rows(shows, "KiB", "answered", "nodes"))
    print(
        f"6. From click to feedback with all questions answered, in ms, median of {CLICKS}; {growth} is growth"
    )
    head = ["in the page", "p95", growth, "/ signaal", "painted", "p95", growth, "/ signaal"]
    show(["questions", *head, "busy", growth, "KiB sent"], list(_click_rows(clicks)))
