"""What does a class do to the class server? Students who open, answer, keep and run pandas, all at once, through the real hub.

`make load` takes ten; STUDENTS=30 takes thirty. Everything stays on this machine and stops by itself.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.students import Student, start_hub

LESSON, PANDAS = (
    "notebooks/03_signalen_herkennen.ipynb",
    "from signaal import table; print(len(table('series')))",
)
ANSWERS = ["sam-wordt-stil", "verklaring", "signaal"]  # names alone: the server keeps what a page says
PATIENCE = 400
BARE = (  # what anybody has: JupyterLab without the kit, in a home without lessons
    f"--Spawner.cmd={Path(sys.executable).with_name('jupyterhub-singleuser')}",
    "--Spawner.default_url=/lab",
    "--Spawner.notebook_dir=~",
    "--Spawner.args=--ServerApp.jpserver_extensions={'signaal.jupyter.server': False}",
    *(["--Spawner.args=--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
)


def visit(student, begin, kernel, bare):
    """Be one student; return (seconds until a lesson could be read, seconds for all of it, answers kept)."""
    student.come_in()
    student.start(PATIENCE)
    if not bare:
        student.read(LESSON)
    ready = time.perf_counter() - begin
    kept = 0
    if not bare:
        student.json("GET", f"signaal/course?opened={LESSON}")
        period = student.start_keeping()
        for answer in ANSWERS:
            kept += student.keep(answer, "a", period)
    if kernel:
        student.run("import pandas; print(1)" if bare else PANDAS, patience=PATIENCE)
    return ready, time.perf_counter() - begin, kept


def memory(folder):
    """Return (MiB of the servers, MiB of the kernels): shared pages are divided over who shares them (PSS)."""
    found = [0, 0]
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if not (place / "cwd").resolve().is_relative_to(folder):
                continue
            command = (place / "cmdline").read_bytes()
            pss = next(
                line for line in (place / "smaps_rollup").read_text().splitlines() if line.startswith("Pss:")
            )
        except (OSError, StopIteration):
            continue
        if b"ipykernel" in command:
            found[1] += int(pss.split()[1])
        elif b"signaal.jupyter.hub" in command or b"singleuser" in command:
            found[0] += int(pss.split()[1])
    return [kib / 1024 for kib in found]


def measure(count, kernel, bare):
    """Let `count` students come at once; print one line of the table."""
    with tempfile.TemporaryDirectory(prefix="k", dir="/tmp") as temp:
        folder = Path(temp).resolve()
        hub = start_hub(folder, options=BARE if bare else ())
        students = [Student(f"klas-{n:02}", hub) for n in range(1, count + 1)]
        begin, done, failed, complete = time.perf_counter(), [], [], 0
        try:
            with ThreadPoolExecutor(count) as pool:
                visits = [pool.submit(visit, student, begin, kernel, bare) for student in students]
                for student, each in zip(students, visits, strict=True):
                    try:
                        done.append(each.result())
                    except Exception as error:  # whatever it is: it is counted, and said
                        failed.append(f"{student.name}: {type(error).__name__}: {error}")
            if not bare:  # what was said to be kept is asked for again, when all have done
                complete = sum(len(student.kept()) for student in students[: len(done)])
            servers, kernels = memory(folder)
        finally:
            hub.close(students)
    said = sum(kept for _, _, kept in done)
    row = ["bare JupyterLab" if bare else "Signaal", "yes" if kernel else "no", str(count)]
    row += _spread([ready for ready, _, _ in done]) + _spread([whole for _, whole, _ in done])
    row += [
        "-" if bare else f"{complete} of {said}",
        f"{servers / count:.0f}",
        f"{kernels / count:.0f}" if kernel else "-",
    ]
    print("| " + " | ".join([*row, str(len(failed))]) + " |", flush=True)
    for sentence in failed:
        print(f"  {sentence[:200]}")
    return not failed and complete == said


def _spread(seconds):
    if not seconds:
        return ["-", "-"]
    ordered = sorted(seconds)
    return [f"{statistics.median(ordered):.0f}", f"{ordered[round(0.95 * (len(ordered) - 1))]:.0f}"]


def main():
    """Measure what the command line asks; the exit code is 1 when a student failed or an answer was lost."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("students", type=int, nargs="?", default=10)
    parser.add_argument("--only", choices=["kernels", "reading", "bare"], help="one line of the table")
    given = parser.parse_args()
    print(
        f"{date.today()}, {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print(", ".join(f"{name} {version(name)}" for name in ("jupyterhub", "jupyterlab", "jupyter_server")))
    print(
        f"Load before: {' '.join(f'{each:.1f}' for each in os.getloadavg())} (other work on this machine counts too)\n"
    )
    print(
        "| server | kernels | students | ready s: p50 | p95 | all done s: p50 | p95 | kept | MiB a server | MiB a kernel | failed |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    kinds = {"reading": (False, False), "kernels": (True, False), "bare": (True, True)}
    good = [measure(given.students, *kind) for name, kind in kinds.items() if given.only in (None, name)]
    print(
        "\nReady: from the click on the button until the lesson is there, all at the same moment. Memory is PSS."
    )
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
