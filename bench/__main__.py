"""Which machine is this, and what did it measure? Each measurement has its own module."""

import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from bench import clicks, growth, imports, lessons, startup, stored
from bench.lab import open_chromium

PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "jupyterquiz", "playwright")
LIMITS = """\
Limits: one machine, one run. Differences under 2x in all but 3 and 7, and under 1.3x in 3, may be noise.
Clicks are DOM .click(), without mouse or keyboard; painted is the next animation frame and a task after it.
Painted waits for a frame, so it hardly tells quizzes apart that change the page sooner than that.
Every quiz runs in one environment with the kit's Jupyter settings on; files come from a warm disk cache.
While a cell runs ipywidgets waits for it (here {cell} s): its ratio says how long the cell was, no more.
The ipywidgets quiz is one plain design, whose answers are judged in Python; the others judge in the browser.
4 and 5 grow linearly where +1 stays the same, 6 is flat where its growth stays 1x.
4: libraries were loaded before. 5: JavaScript is without what the browser keeps for each node.
6 clicks in the middle of a quiz. Busy is the main thread in a turn: JupyterLab and the measuring are in it.
7: jupyterquiz stores its script with every quiz, as it does by default; ipywidgets stores state to be seen.\
"""


def load():
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def main():
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as temp, open_chromium() as browser:
        print(f"{platform.platform()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}")
        print(", ".join(f"{name} {version(name)}" for name in PACKAGES) + f", Chromium {browser.version}")
        print(f"Load before: {load()}\n", flush=True)
        folder = Path(temp)
        clicks.report(browser, folder)
        startup.report(browser, folder)
        imports.report()
        growth.report(browser, folder / "growth")
        stored.report(folder)
        lessons.report()
    print(f"Load after: {load()}; {time.perf_counter() - begin:.0f} s in all")
    print(LIMITS.format(cell=clicks.CELL))


if __name__ == "__main__":
    main()
