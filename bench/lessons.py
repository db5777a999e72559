"""What does checking the lessons cost? nbval beside running the same notebooks, and one check of an exercise."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.table import p95, show, times
from signaal.course.course import current
from signaal.course.exercises import judge, load_exercises
from signaal.show.pages import judgement_page

ROOT = Path(__file__).parent.parent
RUNS = 2
NOTEBOOKS = [
    path.relative_to(ROOT)
    for folder in ("notebooks", "exercises")
    for path in sorted((ROOT / folder).rglob("*.ipynb"))
    if path.parent.name != ".ipynb_checkpoints"
]
PLAIN = """
import sys, nbformat
from pathlib import Path
from nbclient import NotebookClient
for path in map(Path, sys.argv[1:]):
    resources = {"metadata": {"path": path.parent}}
    NotebookClient(nbformat.read(path, 4), kernel_name="python3", resources=resources).execute()
"""
COMMANDS = {
    "nbval, every cell compared": [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--nbval",
        "--nbval-current-env",
        *map(str, NOTEBOOKS),
    ],
    "the same notebooks, run only": [sys.executable, "-c", PLAIN, *map(str, NOTEBOOKS)],
}


def seconds(command):
    """Return how long a command took; it must succeed."""
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - start


def checks():
    """Return the ms that each check of a sample answer took, of all exercises, once the tables have been read."""
    took = []
    for _ in range(2):  # what is read once a session does not count
        took, course = [], current()
        for path in sorted((ROOT / "data" / "exercises").glob("*.toml")):
            for exercise in load_exercises(path.stem, course).exercises:
                for given in exercise.samples.accepted + exercise.samples.rejected:
                    start = perf_counter()
                    judgement_page(judge(exercise, given, course), course)
                    took.append((perf_counter() - start) * 1000)
    return took


def report():
    """Measure and print."""
    rounds = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(RUNS)]
    medians = {name: median(each[name] for each in rounds) for name in COMMANDS}
    base = medians["the same notebooks, run only"]
    print(f"8. {len(NOTEBOOKS)} notebooks, {RUNS} rounds in turns, in s")
    show(["", "median", "each", "/ run only"], [
        [name, f"{medians[name]:.1f}", " ".join(f"{each[name]:.1f}" for each in rounds), times(medians[name], base)]
        for name in COMMANDS
    ])  # fmt: skip
    took = checks()
    print("9. One check of an exercise with its feedback, in ms")
    show(
        ["", "checks", "median", "p95", "slowest"],
        [["all samples", str(len(took)), f"{median(took):.2f}", f"{p95(took):.2f}", f"{max(took):.2f}"]],
    )
