"""Kept answers read back as they were; whatever happened to the file, nothing crashes and nothing is lost."""

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaal.jupyter.progress import erase, keep, read_progress, start_keeping

KEY = "quiz:03_signalen_herkennen"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "signaal" / "voortgang.json"


@pytest.fixture(scope="module")
def one_path(tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "voortgang.json"


def test_nothing_is_written_before_the_learner_chooses_so(path):
    keep(path, KEY, {"at": 1})
    assert read_progress(path) == (None, None)
    assert not path.parent.exists()


@settings(deadline=None)  # it writes to disk, and another may be busy
@given(state=st.dictionaries(st.text(), VALUES, max_size=4))
def test_what_is_kept_reads_back_equal(one_path, state):
    start_keeping(one_path)
    keep(one_path, "scenario:04_handelen", {"path": []})
    keep(one_path, KEY, state)
    kept, aside = read_progress(one_path)
    assert kept == {"scenario:04_handelen": {"path": []}, KEY: state}
    assert aside is None


def test_starting_twice_forgets_nothing(path):
    start_keeping(path)
    keep(path, KEY, {"at": 1})
    start_keeping(path)
    assert read_progress(path) == ({KEY: {"at": 1}}, None)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"5",
        b'{"schema": 1}',
        b'{"schema": 0, "kept": {}}',
        b'{"schema": 2, "kept": {}}',
        b'{"schema": 1, "kept": []}',
        b'{"schema": 1, "kept": {"quiz:a": 3}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_or_older_file_is_set_aside_whole(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    kept, aside = read_progress(path)
    assert kept == {}
    assert aside.read_bytes() == damage
    assert read_progress(path) == ({}, None)  # said once; the learner goes on keeping
    path.write_bytes(damage)
    assert read_progress(path)[1] != aside  # an earlier one is not written over
    assert aside.exists()


def test_the_file_is_never_half_written(path, monkeypatch):
    start_keeping(path)
    keep(path, KEY, {"at": 1})

    def no_power(*_):
        raise OSError("weg")

    monkeypatch.setattr(os, "fsync", no_power)
    with pytest.raises(OSError, match="weg"):
        keep(path, KEY, {"at": 2})
    assert json.loads(path.read_text(encoding="utf-8"))["kept"] == {KEY: {"at": 1}}


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("../etc", {}),
        ("quiz:", {}),
        ("quiz:A", {}),
        (3, {}),
        (KEY, []),
        (KEY, None),
        (KEY, {"a": "x" * 1_000_001}),
    ],
)
def test_what_is_no_state_of_a_lesson_is_refused(path, key, state):
    start_keeping(path)
    with pytest.raises(ValueError, match=r"no state|too long"):
        keep(path, key, state)
    assert read_progress(path) == ({}, None)


def test_erasing_leaves_nothing_behind(path):
    start_keeping(path)
    path.write_text("{", encoding="utf-8")
    read_progress(path)
    (path.parent / "half.tmp").write_text("x", encoding="utf-8")
    keep(path, KEY, {"at": 1})
    erase(path)
    assert list(path.parent.iterdir()) == []
    erase(path)  # and once more is no error
