"""Where do a learner's answers stay, for whoever asks to keep them? In one JSON file that nobody else reads.

The file is there if and only if the learner chose to keep answers: nothing is written before that. It stands in
Jupyter's own data folder of this user, not beside the lesson: a folder that is shared, handed in or put in git must
not carry answers along.
"""

import json
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

SCHEMA = 1
KEY = re.compile(r"(quiz|scenario|exercise):[a-z0-9][a-z0-9_-]*")
# Characters of JSON that one lesson may keep; a quiz of a thousand questions takes 0.1 million.
LIMIT = 1_000_000


def progress_file():
    """Return the Path of the file, which need not be there."""
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir()) / "signaal" / "voortgang.json"


def read_progress(path):
    """Return what is kept and whether an unreadable file had to be set aside.

    Args:
        path: the file.

    Returns:
        ({key: state}, None) as it was kept; ({}, Path) when the file was damaged or of another version: it was
        renamed to that Path and an empty one stands in its place; (None, None) when nothing is kept.

    Raises:
        OSError: the file cannot be read, renamed or written.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, None
    except UnicodeDecodeError:
        return {}, _set_aside(path)
    try:
        found = json.loads(text)
        kept = found["kept"] if found["schema"] == SCHEMA else None
        right = isinstance(kept, dict) and all(isinstance(state, dict) for state in kept.values())
    except (ValueError, TypeError, KeyError, RecursionError):
        right = False
    return (kept, None) if right else ({}, _set_aside(path))


def _set_aside(path):
    number = 1
    while (aside := path.with_name(f"{path.stem}-opzij-{number}.json")).exists():
        number += 1
    path.rename(aside)
    _write(path, {})
    return aside


def _write(path, kept):
    # Beside the file and then in its place in one step: whatever happens, the old or the new file is there, whole.
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False) as file:
        json.dump({"schema": SCHEMA, "kept": kept}, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def start_keeping(path):
    """Make the file, if it is not there.

    Raises:
        OSError: it cannot be written.
    """
    if not path.exists():
        _write(path, {})


def keep(path, key, state):
    """Put the state of one lesson in the file, if the learner keeps answers.

    Args:
        path: the file.
        key: 'quiz:…', 'scenario:…' or 'exercise:…' with the id of the lesson.
        state: what the front end made of it, a dict of JSON values.

    Raises:
        ValueError: this is no key or no state, or the state is too long to be one.
        OSError: the file cannot be read or written.
    """
    if not isinstance(key, str) or not KEY.fullmatch(key) or not isinstance(state, dict):
        raise ValueError("no state of a lesson")
    if len(json.dumps(state)) > LIMIT:
        raise ValueError("too long")
    kept, _ = read_progress(path)
    if kept is not None:
        _write(path, kept | {key: state})


def erase(path):
    """Remove the file, what was set aside earlier, and what a broken write left; after this nothing is kept.

    Raises:
        OSError: a file cannot be removed.
    """
    for file in (path, *path.parent.glob(f"{path.stem}-opzij-*.json"), *path.parent.glob("*.tmp")):
        file.unlink(missing_ok=True)
