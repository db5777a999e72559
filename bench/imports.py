"""What do an import and a first widget cost? Time and memory, in fresh processes."""

import subprocess
import sys
from statistics import median

from bench.table import show, times

RUNS = 7
CODE = {
    "signaal, the quiz": "import signaal; from bench.peers import signaal_quiz; signaal_quiz()",
    "signaal, quiz and results (pandas)": "import signaal; from bench.peers import signaal_quiz; signaal_quiz().results()",
    "ipywidgets, the quiz": "import ipywidgets; from bench.peers import ipywidgets_quiz; ipywidgets_quiz()",
    "ipywidgets, one widget": "import ipywidgets; ipywidgets.RadioButtons(options=['a', 'b'])",
    "Python alone": "pass",
}
# ru_maxrss is in KiB on Linux, in bytes on macOS.
WRAP = """
import resource, sys, time
start = time.perf_counter()
{code}
unit = 2**20 if sys.platform == "darwin" else 2**10
print((time.perf_counter() - start) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


def run(code):
    """Return (ms, MiB) of `code` in a fresh Python.

    The shell in between matters: on Linux a child begins with the peak memory of the process that
    started it, and this one holds Playwright.
    """
    command = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", WRAP.format(code=code)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return tuple(map(float, out.split()))


def report():
    """Measure and print. One round more than is counted: the first may have to compile and read from disk."""
    rounds = [{name: run(code) for name, code in CODE.items()} for _ in range(RUNS + 1)][1:]
    ours = tuple(median(each["signaal, the quiz"][n] for each in rounds) for n in (0, 1))
    rows = []
    for name in CODE:
        ms, mib = (median(each[name][n] for each in rounds) for n in (0, 1))
        spread = sorted(each[name][0] for each in rounds)
        rows.append([name, f"{ms:,.0f}", f"{spread[0]:,.0f}-{spread[-1]:,.0f}", times(ms, ours[0])])
        rows[-1] += [f"{mib:.0f}", times(mib, ours[1])]
    print(f"3. Import and first widget, {RUNS} fresh processes in turns, median")
    show(["", "ms", "range", "/ signaal", "peak MiB", "/ signaal"], rows)
