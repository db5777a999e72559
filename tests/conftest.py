"""What tests share: their order, the course of the kit, and a copy of it to spoil."""

import shutil
from pathlib import Path

import pytest

from signaal.course.course import Course

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def kit():
    """Return the Course of the kit, as it stands in this clone."""
    return Course(ROOT)


def pytest_collection_modifyitems(items):
    """Leave what takes minutes until last: a mistake in a text or in the engine is found first.

    Of that the longest files come first, so that none of the processes of `make test` waits for another at the end.
    """

    def place(item):
        marks = {mark.name for mark in item.iter_markers()}
        return "browser" in marks, "browser" in marks and "long" not in marks

    items.sort(key=place)


@pytest.fixture
def data(tmp_path):
    """Return a copy of the data folder that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "kopie" / "data"))


@pytest.fixture
def course(data):
    """Return the Course that holds that copy."""
    return Course(data.parent)


@pytest.fixture
def spoil(data):
    """Return a function that replaces a piece of text in a file of `data`, and refuses when the piece is not there."""

    def replace(name, old, new, count=1):
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return replace
