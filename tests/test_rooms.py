"""The rooms of the package: a room knows only those below it, and the first line of a module asks the question it answers."""

import ast
from pathlib import Path

import pytest

import signaal

PACKAGE = Path(signaal.__file__).parent
# Which rooms a room may import from, besides itself.
BELOW = {
    "course": set(),
    "show": {"course"},
    "jupyter": {
        "course",
        "show",
    },  # known.py: is this content the course's own? lessons.py: which lessons are there?
    "lecturer": {"course", "show", "jupyter"},
    "lecturer/exports": {"course", "show", "jupyter", "lecturer"},
    "lecturer/slides": {"course", "show", "lecturer"},
    "make": {"course", "show", "jupyter", "lecturer"},
    "": {"course", "show", "jupyter", "lecturer", "make"},  # __init__ and __main__
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path):
    return path.relative_to(PACKAGE).as_posix()


def room(path):
    return path.parent.relative_to(PACKAGE).as_posix().strip(".")


def imported(path):
    """Return the rooms that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("signaal.")}
    return found


def test_every_room_has_its_rule():
    assert {room(path) for path in MODULES} == BELOW.keys()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_arrows_go_down_only(path):
    assert imported(path) <= BELOW[room(path)] | {room(path)}


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=name)
def test_a_module_asks_the_question_it_answers(path):
    assert "?" in ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).split("\n")[0]
