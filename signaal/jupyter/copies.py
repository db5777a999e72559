"""How do notebooks come into a learner's own folder, and stay the learner's?

What was put down is remembered in one hidden file there. A file that is still as it was put down may be replaced by a newer
one; a file that the learner changed stays, and the newer one comes beside it.
"""

import json
from hashlib import sha256
from pathlib import Path

from attrs import frozen

from signaal.jupyter.saving import strip_widgets

RECORD = ".signaal.json"


@frozen
class Left:
    """A file that stays as the learner changed it, and the Path of the newer one, None where there is none."""

    file: Path
    newer: Path | None


def put_files(source, names, folder, version):
    """Put files in a learner's folder, and never over one that the learner changed.

    Args:
        source: the folder they come from, a Path.
        names: their paths from there, with forward slashes.
        folder: the learner's folder, a Path; it is made when it is not there.
        version: the version of what is put down, a part of the name of what comes beside a changed file.

    Returns:
        A list of Left: every file that the learner changed.

    Raises:
        OSError: a file cannot be read or written.
    """
    record, left = _read_record(folder / RECORD), []
    for name in names:
        new, target = (source / name).read_bytes(), folder / name
        given = _digest(new, target.suffix)
        here = _digest(target.read_bytes(), target.suffix) if target.exists() else None
        if here in (None, record.get(name)) and here != given:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(new)
        elif here != given:
            newer = None
            if record.get(name) != given:
                newer = target.with_name(f"{target.stem} (versie {version}){target.suffix}")
                if not newer.exists():
                    newer.write_bytes(new)
            left.append(Left(target, newer))
            continue
        record[name] = given
    (folder / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    return left


def _read_record(path):
    """Return {name: digest of what was put down}; empty when it is not there or damaged, so that nothing is replaced."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(data, suffix):
    """Return a digest of what a learner could have changed: of a notebook not what opening and running it writes."""
    if suffix == ".ipynb":
        try:
            notebook = json.loads(data)
            strip_widgets(notebook)
            cells = [_cell(cell) for cell in notebook["cells"]]
            data = json.dumps(cells, sort_keys=True).encode()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            pass  # no notebook any more: then every byte counts
    return sha256(data).hexdigest()


def _cell(cell):
    kept = {
        key: value for key, value in cell.items() if key not in ("execution_count", "metadata", "outputs")
    }
    metadata = {key: value for key, value in cell["metadata"].items() if key not in ("execution", "trusted")}
    outputs = [
        {key: value for key, value in output.items() if key != "execution_count"}
        for output in cell.get("outputs", ())
    ]
    return kept | {"metadata": metadata, "outputs": outputs, "source": "".join(cell["source"])}
