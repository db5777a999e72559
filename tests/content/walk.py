"""Every text a learner can read, with the place where it stands."""

import json
import re
import tomllib
from pathlib import Path

from signaal.course.course import Course

ROOT = Path(__file__).parents[2]
KIT = Course(ROOT)
# Keys of a content file that no learner reads as prose: names, formulas, and answers that a test gives.
SILENT = {"id", "schema", "type", "to", "start", "step", "recommended", "correct", "outcome", "sources", "figures",
          "answer", "value", "tolerance", "samples", "figure"}  # fmt: skip


def notebooks():
    """Return the path of every notebook in the kit; not the copies that a JupyterLab opened here leaves behind."""
    found = [
        path for folder in ("notebooks", "exercises") for path in sorted((ROOT / folder).rglob("*.ipynb"))
    ]
    return [path for path in found if path.parent.name != ".ipynb_checkpoints"]


def name(path):
    """Return a path as it is said in a message."""
    return path.relative_to(ROOT).as_posix()


def cells(path):
    """Return the cells of a notebook as dicts, with their source in one piece."""
    return [
        cell | {"source": "".join(cell["source"])}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]


def headings(path):
    """Return the texts of the headings in a notebook's prose, as a set."""
    prose = "\n".join(cell["source"] for cell in cells(path) if cell["cell_type"] == "markdown")
    return set(re.findall(r"(?m)^#{1,4} (.+?)\s*$", prose))


def _strings(value, place):
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for n, item in enumerate(value, 1):
            label = item.get("id", n) if isinstance(item, dict) else n
            yield from _strings(item, f"{place} {label}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in SILENT:
                yield from _strings(item, f"{place}, {key}")


def texts():
    """Yield (place, Markdown) for every text of the lessons: prose, content files, charts, interface, the lecturer's guide."""
    for path in notebooks():
        for n, cell in enumerate(cells(path)):
            if cell["cell_type"] == "markdown" and not {"generated", "care"} & set(
                cell["metadata"].get("tags", ())
            ):
                yield f"{name(path)}, cel {n}", cell["source"]
    for folder in ("quizzes", "scenarios", "exercises"):
        for path in sorted((ROOT / "data" / folder).glob("*.toml")):
            yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")), name(path))
    for path in sorted((ROOT / "data" / "charts").glob("*.vl.json")):
        spec = json.loads(path.read_text(encoding="utf-8"))
        yield f"{name(path)}, alt", spec["usermeta"]["signaal"]["alt"]
        yield from _strings(spec["title"], f"{name(path)}, title")
    guide = ROOT / "docs" / "docentenhandleiding.md"
    yield name(guide), guide.read_text(encoding="utf-8")
    words = ROOT / "data" / "strings.nl.toml"
    yield from _strings(tomllib.loads(words.read_text(encoding="utf-8")), name(words))


# Something to do in a lesson: a line of prose that begins with one of these, or a cell that shows one of these.
TO_DO = re.compile(r"\*\*(?:Doe dit|Bespreek samen|In tweetallen|Denk even na|Nu jij|Even nadenken)")
ACTS = re.compile(r"(?m)^(?:quiz|exercise|scenario|classroom|progress)\(")


def stretches(stem):
    """Return how many words come before each thing to do in a lesson; the content note, and a page to look things up in, are no part of it."""
    found, words = [], 0
    for cell in cells(ROOT / "notebooks" / f"{stem}.ipynb"):
        if {"generated", "care"} & set(cell["metadata"].get("tags", ())):
            continue
        parts = [cell["source"]] if cell["cell_type"] == "code" else cell["source"].split("\n\n")
        for part in parts:
            code = cell["cell_type"] == "code"
            words += 0 if code else len(re.sub(r"\]\([^)]*\)", "", part).split())
            if (ACTS if code else TO_DO).search(part):
                found.append(words)
                words = 0
    return [*found, words]
