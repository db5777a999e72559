"""How does a table in data/ become rows, with every mistake in it named at once?"""

import csv
import io
import re
from datetime import date

from signaal.course.mistakes import ContentError, Place, did_you_mean, say
from signaal.course.reading import check_ids, refuse_conflict, shown

# A dot before just three digits would be read as a thousand by one and as a decimal by another; 0.125 is clear.
_MACHINE_NUMBER = re.compile(r"-?(?:0\.[0-9]+|[0-9]+(?:\.(?![0-9]{3}$)[0-9]+)?)")
_WORDS = {
    "certainty": ("A", "B", "C"),
    "region": ("europees", "caribisch", "beide"),
    "show_always": ("true", "false"),
    "group": ("onderbouw", "middenbouw", "bovenbouw", "alle"),
}
# By what a course takes the rows of one thing in place of another course's; a table not named here it takes whole.
_KEYS = {
    "figures": "id",
    "sources": "id",
    "helplines": "id",
    "books": "id",
    "series": "series",
    "section_sources": "lesson",
    "weeks": "year",
}
_NUMERIC = {"value_low": True, "value_high": True, "value": False}  # may it be empty?
_DAYS = ("checked_on", "consulted")
_LONGEST = 131_072  # signs in a cell: what comes after a quotation mark that is never closed is longer
_MANY = 3  # rows that are wrong in the same way and each get a sentence of their own


def _read(cls, path, mistakes):
    """Return [(Place of the row, row)] for the rows that can be read; say in `mistakes` what cannot."""
    names = [a.name for a in cls.__attrs_attrs__]
    table = _lines(path, names)
    rows, found, empty = [], {}, []
    for line, raw in table:
        where = Place(f"{shown(path)}:{line}")
        if not any(raw.values()):
            empty.append(line)
            continue
        if None in raw or None in raw.values():
            found.setdefault("columns", []).append(where.says("wrong-row", columns=len(names)))
            continue
        wrong = {column: words for column, text in raw.items() if (words := _wrong(column, text))}
        for column, words in wrong.items():
            found.setdefault(column, []).append(f"{where}, kolom {column}: {words}")
        if not wrong:
            numbers = {
                column: float(raw[column]) if raw[column] else None for column in _NUMERIC.keys() & raw.keys()
            }
            rows.append((where, cls(**raw | numbers)))
    if empty:
        mistakes.append(Place(f"{shown(path)}:{empty[0]}").says("empty-rows", count=len(empty)))
    for sentences in found.values():
        # A table that another program saved is wrong in every row for one reason: one sentence is enough.
        if len(sentences) > _MANY:
            sentences = [f"{sentences[0]} {say('so-many-rows', count=len(sentences))}"]
        mistakes += sentences
    return rows


def _lines(path, names):
    """Return [(line of the file, row as a dict of texts)] of a CSV file with these columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Place(f"{shown(path)}:{line}").error("no-utf8") from None
    except OSError:
        raise Place(shown(path)).error("unreadable") from None
    refuse_conflict(text, shown(path))
    reader, rows = csv.DictReader(io.StringIO(text, newline="")), []
    before = csv.field_size_limit(
        _LONGEST
    )  # one limit for all of Python: another library may have changed it
    try:
        if reader.fieldnames != names:
            raise _wrong_head(Place(f"{shown(path)}:1"), reader.fieldnames or [], names)
        line = reader.line_num + 1
        for raw in reader:
            rows.append((line, raw))
            line = reader.line_num + 1  # a text may go on over several lines
    except csv.Error:
        raise Place(f"{shown(path)}:{reader.line_num}").error("no-csv") from None
    finally:
        csv.field_size_limit(before)
    return rows


def _wrong_head(where, found, names):
    right = ",".join(names)
    if len(found) == 1 and ";" in found[0]:
        return where.error("semicolons")
    if len(found) == 1 and found[0].replace("\t", ",") == right:
        return where.error("one-column")
    return where.error("wrong-columns", right=right)


def _is_day(text):
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong(column, text):
    """Return what is wrong with a value, in Dutch, or None."""
    if column in _NUMERIC and not (text == "" and _NUMERIC[column]) and not _MACHINE_NUMBER.fullmatch(text):
        return say("no-number", text=text)
    if column in _WORDS and text not in _WORDS[column]:
        return say("no-word", text=text, words=", ".join(_WORDS[column]))
    if column in _DAYS and text and not _is_day(text):
        return say("no-day", text=text)
    if column == "url" and text and not text.startswith(("https://", "http://")):
        return say("no-address")
    return None


def load_table(cls, course, name, noun, *rules):
    """Return the rows of data/<name>.csv as a list, or raise with every mistake in it.

    The rows of the course itself come first; of the courses it extends come those about something else.

    Args:
        cls: the attrs class of a row.
        course: the Course.
        name: the name of the table, without .csv.
        noun: what a row is called in Dutch; rows without an id go by their line.
        rules: functions from a row to the sentences that say what is wrong with it.

    Raises:
        ContentError: no course of the chain has this table, or a row is wrong; one Dutch sentence a mistake.
    """
    mistakes, rows, taken = [], [], set()
    for path in _paths(course, name):
        found = _read(cls, path, mistakes)
        if hasattr(cls, "id"):
            found = [(Place(f'{where}, {noun} "{row.id}"'), row) for where, row in found]
            check_ids(found, mistakes)
        mistakes += (f"{where}: {words}" for where, row in found for rule in rules for words in rule(row))
        mine = [row for _, row in found if getattr(row, _KEYS[name]) not in taken]
        taken.update(getattr(row, _KEYS[name]) for row in mine)
        rows += mine
    if mistakes:
        raise ContentError(mistakes)
    return rows


def _paths(course, name):
    """Return the Paths of a table, in the order of the course's chain."""
    paths = [path for part in course.chain if (path := part.data / f"{name}.csv").is_file()]
    if not paths:
        raise Place(shown(course.data / f"{name}.csv")).error("no-table-file")
    return paths


def table_frame(course, name):
    """Return a table of a Course as a pandas DataFrame, with the columns and the order of its CSV file.

    The rows of the course itself come first, as in `load_table`.

    Args:
        course: the Course.
        name: the name of a file in data/, without .csv.

    Raises:
        ContentError: there is no such table, or it is not a CSV file; one Dutch sentence.
    """
    import pandas as pd  # only here: showing a lesson must not wait for pandas

    name, known = str(name), course.files("*.csv")
    if name not in known:
        near = did_you_mean(name, known)
        raise ContentError([say("unknown-table", table=name, near=near, known=", ".join(sorted(known)))])
    key = _KEYS.get(name)
    frame = None
    for path in _paths(course, name):
        try:
            found = pd.read_csv(path)
            if found.columns.size == 1 and ";" in found.columns[0]:
                raise ValueError("semicolons")
            if frame is None:
                frame = found
            elif key:
                frame = pd.concat([frame, found[~found[key].isin(frame[key])]], ignore_index=True)
        except (ValueError, KeyError):  # what pandas says of a table that is none
            raise Place(shown(path)).error("no-table") from None
    return frame
