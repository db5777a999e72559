"""Where do a learner's answers stay, for whoever asks to keep them? In one JSON file that nobody else reads.

The file is there if and only if the learner chose to keep answers: nothing is written before that. It stands in
Jupyter's own data folder of this user, not beside the lesson: a folder that is shared, handed in or put in git must
not carry answers along.

    {"schema": 2, "period": "…", "kept": {"quiz:03_signalen_herkennen": {"at": …, "answers": {"sam-wordt-stil": {…}}}, …}}

`period` is new each time a learner starts to keep: a page that was left open from before does not bring back what was erased.
An answer has the day on which it was last changed, and no time. What changed last stands last.
"""

import json
import os
import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from secrets import token_hex

from attrs import frozen
from filelock import FileLock

from signaal.show.answers import merged

SCHEMA = 2
KEY = re.compile(r"(quiz|scenario|exercise|review|twice|own):[a-z0-9][a-z0-9_-]*")
# Bytes of JSON that one change may have; an answer has a few hundred.
LIMIT = 1_000_000
# Bytes of the whole file: 5,000 answers take one million.
FILE_LIMIT = 20_000_000
# What a file that is damaged or of a later version raises.
_DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
WAIT = 10  # seconds for another server that writes the same file


@frozen
class Progress:
    """What is kept: {key: state} and the period, or None and "" when nothing is kept.

    `aside` is the Path under which an unreadable file was set aside just now, or None.
    """

    kept: dict | None = None
    period: str = ""
    aside: Path | None = None


def progress_file():
    """Return the Path of the file, which need not be there."""
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir()) / "signaal" / "voortgang.json"


def read_progress(path):
    """Return the Progress in the file at `path`.

    A file that is damaged or of a later version is set aside, an empty one comes in its place, and `aside` says so.

    Raises:
        OSError: the file cannot be read, renamed or written.
    """
    with _locked(path):
        return _read(path)


def look(path):
    """Return {key: state} of what is kept in the file at `path`, and change nothing.

    None when nothing is kept, or when it cannot be read: who asks read_progress is told so, and must be the first to ask.
    """
    try:
        return _migrated(json.loads(path.read_text(encoding="utf-8")))[1]
    except (OSError, *_DAMAGED):
        return None


def start_keeping(path):
    """Make the file, if it is not there; return its Progress.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path):
        found = _read(path)
        return found if found.kept is not None else _write(path, Progress({}, token_hex(8)))


def keep(path, key, change, period):
    """Put a change in the file, if the learner keeps answers and still does so since the page heard of it.

    Args:
        path: the file.
        key: 'quiz:…', 'scenario:…', 'exercise:…', 'review:…', 'twice:…' or 'own:…' with the id of the lesson.
        change: what changed, as signaal.show.answers.merged takes it: a dict of JSON values.
        period: the period that the page knows.

    Returns:
        The Progress as it is now; with another period than `period`, nothing was changed.

    Raises:
        ValueError: this is no key or no change, or it is too long to be one.
        OSError: the file cannot be read or written.
    """
    if not isinstance(key, str) or not KEY.fullmatch(key) or not isinstance(change, dict):
        raise ValueError("no change of a lesson")
    answers = change.get("answers")
    if answers is not None and not (
        isinstance(answers, dict) and all(isinstance(answer, dict | None) for answer in answers.values())
    ):
        raise ValueError("no answers")
    if len(json.dumps(change, allow_nan=False)) > LIMIT:
        raise ValueError("too long")
    with _locked(path):
        found = _read(path)
        if found.kept is None or found.period != period:
            return found
        state = merged(found.kept.get(key, {}), _dated(change))
        others = {other: state for other, state in found.kept.items() if other != key}
        return _write(path, Progress(others | {key: state}, period, found.aside))


def erase(path):
    """Remove the file, what was set aside earlier, and what a broken write left; after this nothing is kept.

    Raises:
        OSError: a file cannot be removed.
    """
    with _locked(path):
        for file in (path, *path.parent.glob(f"{path.stem}-opzij-*.json"), *path.parent.glob("*.tmp")):
            file.unlink(missing_ok=True)
    _lock_file(path).unlink(missing_ok=True)


def _lock_file(path):
    return path.with_name(f"{path.name}.lock")


def _locked(path):
    """Return what keeps other servers of this learner from the file; where nothing is kept, nothing is made."""
    return FileLock(_lock_file(path), timeout=WAIT) if path.parent.is_dir() else nullcontext()


def _dated(change):
    today = date.today().isoformat()
    answers = change.get("answers")
    if answers is not None:
        return change | {
            "answers": {id_: answer and answer | {"day": today} for id_, answer in answers.items()}
        }
    return change | {"day": today} if change.keys() & {"path", "given"} else change


def _read(path):
    try:
        if path.stat().st_size > FILE_LIMIT:
            return _set_aside(path)
        found = json.loads(path.read_text(encoding="utf-8"))
        period, kept = _migrated(found)
    except FileNotFoundError:
        return Progress()
    except _DAMAGED:
        return _set_aside(path)
    return Progress(kept, period)


def _migrated(found):
    """Return (period, kept) of what a file of this or an earlier schema holds."""
    kept = found["kept"]
    if not all(isinstance(state, dict) for state in kept.values()):
        raise ValueError("no states")
    if found["schema"] == SCHEMA and isinstance(found["period"], str):
        return found["period"], kept
    if found["schema"] != 1:
        raise ValueError("another schema")
    # Schema 1 knew of a first try its outcome only; which choice it was, is known where there was no second.
    for state in kept.values():
        for answer in (state.get("answers") or {}).values():
            if isinstance(answer.get("first"), str):
                choice = answer.get("choice") if answer.get("attempts") == 1 else None
                first = {"choice": choice, "outcome": answer["first"], "sure": answer.get("sure")}
                answer["first"] = {name: value for name, value in first.items() if value is not None}
    return "1", kept


def _set_aside(path):
    number = 1
    while (aside := path.with_name(f"{path.stem}-opzij-{number}.json")).exists():
        number += 1
    path.rename(aside)
    return _write(path, Progress({}, token_hex(8), aside))


def _write(path, progress):
    # Beside the file and then in its place in one step: whatever happens, the old or the new file is there, whole. The
    # place is that of the file itself, where its name is a link to it.
    target = path.resolve()
    beside = target.with_suffix(".tmp")
    text = json.dumps(
        {"schema": SCHEMA, "period": progress.period, "kept": progress.kept}, ensure_ascii=False, indent=1
    )
    try:
        with beside.open("wb") as file:
            file.write(text.encode("utf-8", "replace"))  # half an emoji can be typed, and cannot be written
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)  # on a full disk it would keep the room that erasing makes
        raise
    return progress
