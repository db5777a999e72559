"""Kept answers read back as they were and are merged one by one; whatever happened to the file, nothing is lost unsaid."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaal.jupyter.progress import FILE_LIMIT, SCHEMA, Progress, erase, keep, read_progress, start_keeping
from signaal.show.answers import merged

KEY = "quiz:03_signalen_herkennen"
TODAY = date.today().isoformat()
VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
STATES = st.dictionaries(st.text().filter(lambda key: key not in ("answers", "first")), VALUES, max_size=4)
ANSWERS = st.dictionaries(
    st.sampled_from("abcd"), st.none() | st.fixed_dictionaries({"choice": st.integers()})
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "signaal" / "voortgang.json"


@pytest.fixture(scope="module")
def one_path(tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "voortgang.json"


def put(path, change, key=KEY):
    return keep(path, key, change, read_progress(path).period)


def test_nothing_is_written_before_the_learner_chooses_so(path):
    assert keep(path, KEY, {"at": "a"}, "") == Progress()
    assert read_progress(path) == Progress()
    assert not path.parent.exists()


@settings(deadline=None)  # it writes to disk, and another may be busy
@given(state=STATES)
def test_what_is_kept_reads_back_equal(one_path, state):
    start_keeping(one_path)
    erase(one_path)
    start_keeping(one_path)
    put(one_path, {"open": True}, "scenario:04_handelen")
    put(one_path, state)
    day = {"day": TODAY} if state.keys() & {"path", "given"} else {}
    assert read_progress(one_path).kept == {"scenario:04_handelen": {"open": True}, KEY: state | day}


def test_starting_twice_forgets_nothing(path):
    period = start_keeping(path).period
    put(path, {"at": "a"})
    assert start_keeping(path) == Progress({KEY: {"at": "a"}}, period)


# ----------------------------------------------------------------------------------------------------- merging


def test_answers_of_two_pages_are_put_together_and_get_their_day(path):
    start_keeping(path)
    put(path, {"answers": {"een": {"choice": ["a"], "outcome": "wrong"}}, "at": "een"})
    put(path, {"answers": {"twee": {"choice": ["b"], "outcome": "right"}}})
    put(path, {"at": "drie"})
    assert read_progress(path).kept[KEY] == {
        "at": "drie",
        "answers": {
            "een": {"choice": ["a"], "outcome": "wrong", "day": TODAY},
            "twee": {"choice": ["b"], "outcome": "right", "day": TODAY},
        },
    }


def test_what_was_first_stays_first():
    first = {"choice": ["a"], "outcome": "wrong", "sure": "sure"}
    state = merged({}, {"answers": {"een": {"choice": ["a"], "first": first}}})
    state = merged(
        state, {"answers": {"een": {"choice": ["b"], "first": {"choice": ["b"], "outcome": "right"}}}}
    )
    assert state["answers"]["een"] == {"choice": ["b"], "first": first}
    assert merged({"first": {"path": [1]}}, {"path": [2], "first": {"path": [2]}})["first"] == {"path": [1]}


def test_none_takes_away_and_first_is_also_a_name_a_question_may_have():
    state = {"at": "een", "answers": {"first": {"choice": 1}, "een": {"choice": 2, "outcome": "right"}}}
    assert merged(
        state, {"at": None, "answers": {"een": {"outcome": None, "choice": 3}, "first": {"choice": 9}}}
    ) == {"answers": {"first": {"choice": 9}, "een": {"choice": 3}}}
    assert merged(state, {"answers": {"een": None, "first": None}})["answers"] == {}


@given(state=ANSWERS, one=ANSWERS, other=ANSWERS)
def test_changes_to_other_questions_may_come_in_any_order(state, one, other):
    state = {"answers": {id_: answer for id_, answer in state.items() if answer}}
    other = {id_: answer for id_, answer in other.items() if id_ not in one}
    changes = {"answers": one}, {"answers": other}
    there = merged(merged(state, changes[0]), changes[1])
    assert there == merged(merged(state, changes[1]), changes[0])
    assert there == merged(merged(state, changes[0]), merged({}, {}) | changes[1])
    assert merged(there, changes[1]) == there, "once more changes nothing"


def test_a_page_from_before_everything_was_erased_brings_nothing_back(path):
    old = start_keeping(path).period
    erase(path)
    assert keep(path, KEY, {"at": "a"}, old) == Progress()
    assert not path.exists()
    new = start_keeping(path)
    assert new.period != old
    assert keep(path, KEY, {"at": "a"}, old) == new
    assert keep(path, KEY, {"at": "a"}, new.period).kept == {KEY: {"at": "a"}}


def test_many_servers_on_one_file_lose_nothing(path):
    period = start_keeping(path).period
    code = (
        "import sys; from pathlib import Path; from signaal.jupyter.progress import keep\n"
        "for n in range(20): keep(Path(sys.argv[1]), 'quiz:proef', {'answers': {f'q{sys.argv[3]}-{n}': {'choice': n}}}, sys.argv[2])"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, path, period, str(n)]) for n in range(4)]
    assert [process.wait(120) for process in running] == [0, 0, 0, 0]
    assert len(read_progress(path).kept["quiz:proef"]["answers"]) == 80


# ---------------------------------------------------------------------------------------------- what went wrong


def test_a_file_of_the_first_edition_is_taken_along(path):
    path.parent.mkdir()
    once = {"choice": ["a"], "outcome": "wrong", "attempts": 1, "first": "wrong", "sure": "doubt"}
    twice = {"choice": ["b"], "outcome": "right", "attempts": 2, "first": "wrong"}
    story = {"path": [{"passage": "p", "choice": "c"}], "notes": [], "open": False}
    kept = {KEY: {"at": 3, "answers": {"een": once, "twee": twice}}, "scenario:04_handelen": story}
    path.write_text(json.dumps({"schema": 1, "kept": kept}), encoding="utf-8")
    found = read_progress(path)
    assert found.aside is None
    assert found.kept[KEY]["answers"] == {
        "een": once | {"first": {"choice": ["a"], "outcome": "wrong", "sure": "doubt"}},
        "twee": twice | {"first": {"outcome": "wrong"}},
    }
    assert found.kept["scenario:04_handelen"] == story
    keep(path, KEY, {"at": "een"}, found.period)
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == SCHEMA
    assert read_progress(path).kept[KEY]["answers"].keys() == {"een", "twee"}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"5",
        b'{"schema": 2}',
        b'{"schema": 0, "kept": {}}',
        b'{"schema": 3, "kept": {}, "period": "a"}',
        b'{"schema": 2, "kept": {}, "period": 5}',
        b'{"schema": 2, "kept": [], "period": "a"}',
        b'{"schema": 2, "kept": {"quiz:a": 3}, "period": "a"}',
        b'{"schema": 1, "kept": {"quiz:a": {"answers": [3]}}}',
        b"[" * 100_000,
        b" " * (FILE_LIMIT + 1),
    ],
    ids=range(15),
)
def test_a_damaged_or_later_file_is_set_aside_whole_and_said_once(path, damage):
    path.parent.mkdir()
    path.write_bytes(damage)
    found = read_progress(path)
    assert found.kept == {}
    assert found.aside.read_bytes() == damage
    assert read_progress(path) == Progress({}, found.period)  # the learner goes on keeping
    path.write_bytes(damage)
    assert (
        keep(path, KEY, {"at": "a"}, found.period).aside != found.aside
    )  # also where a click is the first to meet it
    assert found.aside.exists()


def test_the_file_is_never_half_written_and_a_full_disk_does_not_get_fuller(path, monkeypatch):
    period = start_keeping(path).period
    keep(path, KEY, {"at": "a"}, period)

    def no_power(*_):
        raise OSError("weg")

    monkeypatch.setattr(os, "fsync", no_power)
    for _ in range(3):
        with pytest.raises(OSError, match="weg"):
            keep(path, KEY, {"at": "b"}, period)
    assert json.loads(path.read_text(encoding="utf-8"))["kept"] == {KEY: {"at": "a"}}
    assert not list(path.parent.glob("*.tmp"))


def test_half_an_emoji_does_not_keep_the_rest_from_being_kept(path):
    start_keeping(path)
    put(path, {"answers": {"denk": {"choice": "half \ud83d"}, "een": {"choice": ["a"]}}})
    answers = read_progress(path).kept[KEY]["answers"]
    assert answers["een"]["choice"] == ["a"]
    assert answers["denk"]["choice"].startswith("half ")


def test_a_link_to_the_file_stays_a_link(path, tmp_path):
    path.parent.mkdir()
    real = tmp_path / "elders.json"
    path.symlink_to(real)
    start_keeping(path)
    put(path, {"at": "a"})
    assert path.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["kept"] == {KEY: {"at": "a"}}


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("../etc", {}),
        ("quiz:", {}),
        ("quiz:A", {}),
        ("progress:x", {}),
        (3, {}),
        (KEY, []),
        (KEY, None),
        (KEY, {"answers": 3}),
        (KEY, {"answers": {"een": 3}}),
        (KEY, {"a": float("inf")}),
        (KEY, {"a": "x" * 1_000_001}),
    ],
)
def test_what_is_no_change_of_a_lesson_is_refused(path, key, change):
    period = start_keeping(path).period
    with pytest.raises(ValueError, match=r"no change|no answers|too long|JSON"):
        keep(path, key, change, period)
    assert read_progress(path) == Progress({}, period)


def test_erasing_leaves_nothing_behind(path):
    start_keeping(path)
    path.write_text("{", encoding="utf-8")
    read_progress(path)
    (path.parent / "half.tmp").write_text("x", encoding="utf-8")
    put(path, {"at": "a"})
    erase(path)
    assert list(path.parent.iterdir()) == []
    erase(path)  # and once more is no error
