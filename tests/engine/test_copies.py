"""A learner's own copy of the lessons: what was changed there stays, what was only opened is replaced by what is newer."""

import json

import pytest

from signaal.jupyter.copies import RECORD, Left, put_files

CELL = {
    "cell_type": "code",
    "id": "a",
    "metadata": {},
    "source": ["1 + 1"],
    "execution_count": 1,
    "outputs": [],
}
NOTEBOOK = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
NAMES = ["notebooks/les.ipynb", "docs/lees.md"]


@pytest.fixture
def source(tmp_path):
    for name in NAMES:
        (tmp_path / "pakket" / name).parent.mkdir(parents=True)
    write(tmp_path / "pakket" / NAMES[0], NOTEBOOK)
    (tmp_path / "pakket" / NAMES[1]).write_text("Lees dit.\n", encoding="utf-8")
    return tmp_path / "pakket"


@pytest.fixture
def folder(tmp_path, source):
    """Return a learner's folder in which the files were just put."""
    assert put_files(source, NAMES, tmp_path / "mijn map", "1") == []
    return tmp_path / "mijn map"


def write(path, notebook):
    path.write_text(json.dumps(notebook), encoding="utf-8")


def newer(source):
    """Write a newer edition of both files."""
    write(source / NAMES[0], NOTEBOOK | {"cells": [CELL | {"source": ["2 + 2"]}]})
    (source / NAMES[1]).write_text("Lees dit nu.\n", encoding="utf-8")


def test_the_files_come_as_they_are(folder, source):
    for name in NAMES:
        assert (folder / name).read_bytes() == (source / name).read_bytes()


def test_what_nobody_changed_is_replaced(folder, source):
    newer(source)
    assert put_files(source, NAMES, folder, "2") == []
    for name in NAMES:
        assert (folder / name).read_bytes() == (source / name).read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}},
        {
            "cells": [
                CELL | {"execution_count": 7, "metadata": {"execution": {"iopub": "x"}, "trusted": True}}
            ]
        },
        {"cells": [CELL | {"source": "1 + 1"}]},
    ],
)
def test_what_was_only_opened_or_run_is_replaced(folder, source, change):
    write(folder / NAMES[0], NOTEBOOK | change)
    newer(source)
    assert put_files(source, NAMES, folder, "2") == []
    assert (folder / NAMES[0]).read_bytes() == (source / NAMES[0]).read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(NOTEBOOK | {"cells": [CELL | {"source": ["antwoord = 3"]}]}),
        json.dumps(NOTEBOOK | {"cells": [CELL, CELL | {"id": "b"}]}),
        json.dumps(NOTEBOOK | {"cells": [CELL | {"outputs": [{"output_type": "stream", "text": "2"}]}]}),
        json.dumps(NOTEBOOK | {"cells": []}),
        json.dumps(NOTEBOOK | {"cells": 3}),
        json.dumps([1]),
        "niet eens JSON",
        "",
    ],
)
def test_what_a_learner_changed_stays_and_the_newer_one_comes_beside_it(folder, source, text):
    changed = folder / NAMES[0]
    changed.write_text(text, encoding="utf-8")
    assert put_files(source, NAMES, folder, "1") == [Left(changed, None)], "there is no newer one"
    newer(source)
    beside = folder / "notebooks" / "les (versie 2).ipynb"
    assert put_files(source, NAMES, folder, "2") == [Left(changed, beside)]
    assert changed.read_text(encoding="utf-8") == text
    assert beside.read_bytes() == (source / NAMES[0]).read_bytes()
    beside.write_text("ook daarin gewerkt", encoding="utf-8")
    assert put_files(source, NAMES, folder, "2") == [Left(changed, beside)]
    assert beside.read_text(encoding="utf-8") == "ook daarin gewerkt"


@pytest.mark.parametrize("record", [None, "", "[]", '{"notebooks/les.ipynb": 3}'])
def test_without_a_record_nothing_that_differs_is_replaced(folder, source, record):
    if record is None:
        (folder / RECORD).unlink()
    else:
        (folder / RECORD).write_text(record, encoding="utf-8")
    assert put_files(source, NAMES, folder, "1") == [], "what is the same is known again"
    (folder / RECORD).unlink()
    newer(source)
    assert [left.file.name for left in put_files(source, NAMES, folder, "2")] == ["les.ipynb", "lees.md"]
    assert (folder / NAMES[1]).read_text(encoding="utf-8") == "Lees dit.\n"


def test_a_file_of_somebody_else_with_the_same_name_stays(tmp_path, source):
    there = tmp_path / "map" / NAMES[1]
    there.parent.mkdir(parents=True)
    there.write_text("van mij", encoding="utf-8")
    (left,) = put_files(source, NAMES, tmp_path / "map", "1")
    assert left.newer.name == "lees (versie 1).md"
    assert there.read_text(encoding="utf-8") == "van mij"


def test_a_deleted_lesson_comes_back(folder, source):
    (folder / NAMES[0]).unlink()
    put_files(source, NAMES, folder, "1")
    assert (folder / NAMES[0]).exists()
