"""How does a table in data/ become rows, with every mistake in it named at once?"""

import csv
import re

from signaal.mistakes import ContentError
from signaal.reading import check_ids, shown

# A dot before just three digits would be read as a thousand by one and as a decimal by another; 0.125 is clear.
_MACHINE_NUMBER = re.compile(r"-?(?:0\.[0-9]+|[0-9]+(?:\.(?![0-9]{3}$)[0-9]+)?)")
_WORDS = {
    "certainty": ("A", "B", "C"),
    "region": ("europees", "caribisch", "beide"),
    "show_always": ("true", "false"),
    "group": ("onderbouw", "middenbouw", "bovenbouw", "alle"),
}
_NUMERIC = {"value_low": True, "value_high": True, "value": False}  # may it be empty?


def _read(cls, path, mistakes):
    """Return [(number of the row in the file, row)] for the rows that can be read; say in `mistakes` what cannot."""
    names = [a.name for a in cls.__attrs_attrs__]
    rows = []
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
                    [f"{shown(path)}: de kolommen kloppen niet. Ze moeten zijn: {','.join(names)}."]
                )
            table = list(reader)
    except FileNotFoundError:
        raise ContentError([f"{shown(path)}: dit bestand is er niet. Zet het terug."]) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ContentError(
            [f"{shown(path)}: dit is geen CSV in UTF-8 ({error}). Bewaar het zo opnieuw."]
        ) from None
    for number, raw in enumerate(table, 2):
        where = f"{shown(path)}, rij {number}"
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
        rows.append((number, cls(**values)))
    return rows


def load_table(cls, path, noun, *rules):
    """Return the rows of the table at `path`, or raise with every mistake in it.

    Args:
        cls: the attrs class of a row.
        path: the CSV file.
        noun: what a row is called in Dutch; rows without an id go by their number.
        rules: functions from a row to the sentences that say what is wrong with it.
    """
    mistakes = []
    rows = _read(cls, path, mistakes)
    keyed = hasattr(cls, "id")
    if keyed:
        check_ids([row for _, row in rows], shown(path), noun, mistakes)
    for number, row in rows:
        place = f'{noun} "{row.id}"' if keyed else f"rij {number}"
        mistakes += (f"{shown(path)}, {place}: {words}" for rule in rules for words in rule(row))
    if mistakes:
        raise ContentError(mistakes)
    return [row for _, row in rows]
