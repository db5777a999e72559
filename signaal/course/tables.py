"""How does a table in data/ become rows, with every mistake in it named at once?"""

import csv
import re

from signaal.course.mistakes import ContentError, Place, did_you_mean
from signaal.course.reading import check_ids, shown

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


def _read(cls, path, mistakes):
    """Return [(Place of the row, row)] for the rows that can be read; say in `mistakes` what cannot."""
    names = [a.name for a in cls.__attrs_attrs__]
    table = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames != names:
                if ";" in (reader.fieldnames or [""])[0]:
                    raise ContentError(
                        [
                            f"{shown(path)}: er staan puntkomma's tussen de kolommen. Bewaar het bestand met komma's."
                        ]
                    )
                raise ContentError(
                    [f"{shown(path)}:1: de kolommen kloppen niet. Ze moeten zijn: {','.join(names)}."]
                )
            line = reader.line_num + 1
            for raw in reader:
                table.append((line, raw))
                line = reader.line_num + 1  # a text may go on over several lines
    except (UnicodeDecodeError, csv.Error) as error:
        raise ContentError(
            [f"{shown(path)}: dit is geen CSV in UTF-8 ({error}). Bewaar het zo opnieuw."]
        ) from None
    except OSError as error:
        raise ContentError(
            [f"{shown(path)}: dit bestand kan ik niet lezen ({error}). Zet het terug."]
        ) from None
    rows = []
    for line, raw in table:
        where = Place(f"{shown(path)}:{line}")
        if None in raw or None in raw.values():
            mistakes.append(
                f"{where}: deze rij heeft niet {len(names)} kolommen. Kijk naar komma's en aanhalingstekens."
            )
            continue
        values = dict(raw)
        for column in _NUMERIC.keys() & values.keys():
            text = values[column]
            if text == "" and _NUMERIC[column]:
                values[column] = None
            elif _MACHINE_NUMBER.fullmatch(text):
                values[column] = float(text)
            else:
                values[column] = None
                mistakes.append(
                    f'{where}, kolom {column}: "{text}" is geen getal. Schrijf 66270 of 8.6, zonder duizendpunt.'
                )
        for column in _WORDS.keys() & values.keys():
            if values[column] not in _WORDS[column]:
                words = ", ".join(_WORDS[column])
                mistakes.append(f'{where}, kolom {column}: "{values[column]}" kan niet. Kies uit: {words}.')
        if values.get("url") and not values["url"].startswith(("https://", "http://")):
            mistakes.append(f"{where}, kolom url: dit is geen adres. Begin met https://.")
        rows.append((where, cls(**values)))
    return rows


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
        raise ContentError(
            [
                f"{shown(course.data / f'{name}.csv')}: dit bestand is er niet. Zet het terug, of laat de cursus voortbouwen op "
                "een andere met extends in data/course.toml."
            ]
        )
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
        raise ContentError(
            [
                f'De tabel "{name}" ken ik niet.{did_you_mean(name, known)} Deze zijn er: {", ".join(sorted(known))}.'
            ]
        )
    key = _KEYS.get(name)
    frame = None
    for path in _paths(course, name):
        try:
            found = pd.read_csv(path)
            if frame is None:
                frame = found
            elif key:
                frame = pd.concat([frame, found[~found[key].isin(frame[key])]], ignore_index=True)
        except (ValueError, KeyError) as error:  # what pandas says of a table that is none
            raise ContentError(
                [
                    f"{shown(path)}: dit is geen tabel die ik kan lezen ({error}). Bewaar het opnieuw als CSV in UTF-8."
                ]
            ) from None
    return frame
