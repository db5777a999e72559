"""Which figures, sources and help lines does the kit have? Read from data/*.csv, without pandas."""

import csv
import re

from attrs import field, frozen

from signaal.mistakes import ContentError, did_you_mean
from signaal.numbers import write_number
from signaal.reading import ID, shown, until_changed


@frozen
class Source:
    """Who published something, when and where: a row of data/sources.csv."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    consulted: str
    licence: str


@frozen
class Figure:
    """A figure: a row of data/figures.csv.

    `value_low` and `value_high` are floats in `unit`; equal for one value, different for a range, None where the
    source gives only a bound ('meer dan': no high, 'bijna': no low).
    """

    id: str
    indicator: str
    value_low: float | None
    value_high: float | None
    unit: str
    population: str
    period: str
    geography: str
    source: str
    certainty: str
    note: str
    checked_on: str

    @property
    def value(self):
        """The one value of this figure: a float, in `unit`. For a range or a bound: the end that is known."""
        return self.value_low if self.value_low is not None else self.value_high

    def __str__(self):
        """Return the value in Dutch: '66.270', '90.000 tot 127.000', 'meer dan 7.000', 'minder dan 33,3'."""
        low, high = self.value_low, self.value_high
        if high is None:
            return f"meer dan {write_number(low)}"
        if low is None:
            return f"minder dan {write_number(high)}"
        return write_number(low) if low == high else f"{write_number(low)} tot {write_number(high)}"


@frozen
class HelpLine:
    """Somebody to call: a row of data/helplines.csv."""

    id: str
    name: str
    number: str
    audience: str
    hours: str
    cost: str
    region: str
    url: str
    source: str
    checked_on: str
    show_always: bool = field(converter=lambda text: text == "true")


@frozen
class Observation:
    """One value of a series: a row of data/series.csv. `value` is a float in `unit`."""

    series: str
    indicator: str
    period: str
    period_type: str
    value: float
    unit: str
    population: str
    status: str
    certainty: str
    source: str
    note: str


# A dot before just three digits would be read as a thousand by one and as a decimal by another; 0.125 is clear.
_MACHINE_NUMBER = re.compile(r"-?(?:0\.[0-9]+|[0-9]+(?:\.(?![0-9]{3}$)[0-9]+)?)")
_WORDS = {
    "certainty": ("A", "B", "C"),
    "region": ("europees", "caribisch", "beide"),
    "show_always": ("true", "false"),
}
_NUMERIC = {"value_low": True, "value_high": True, "value": False}  # may it be empty?


def _read(cls, path):
    names = [a.name for a in cls.__attrs_attrs__]
    mistakes, rows = [], []
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
        rows.append(cls(**values))
    if mistakes:
        raise ContentError(mistakes)
    return rows


def _keyed(rows, path, mistakes):
    table = {}
    for number, row in enumerate(rows, 2):
        if not ID.fullmatch(row.id):
            mistakes.append(
                f'{shown(path)}, rij {number}: de id "{row.id}" kan niet. Gebruik kleine letters, cijfers, - en _.'
            )
        if row.id in table:
            mistakes.append(
                f'{shown(path)}, rij {number}: de id "{row.id}" staat er twee keer. Geef er één een andere id.'
            )
        table[row.id] = row
    return table


def _known_source(row, where, sources, mistakes):
    if not row.source:
        mistakes.append(
            f"{where}: hier staat geen bron bij. Vul in de kolom source een id uit data/sources.csv in."
        )
    elif row.source not in sources:
        mistakes.append(
            f'{where}: de bron "{row.source}" staat niet in data/sources.csv.{did_you_mean(row.source, sources)}'
            " Voeg de bron toe of verbeter de id."
        )


@until_changed("sources.csv")
def load_sources(folder):
    """Return data/sources.csv as {id: Source}.

    Raises:
        ContentError: a row is malformed or an id stands twice.
    """
    mistakes = []
    table = _keyed(_read(Source, folder / "sources.csv"), folder / "sources.csv", mistakes)
    if mistakes:
        raise ContentError(mistakes)
    return table


@until_changed("figures.csv", "sources.csv")
def load_figures(folder):
    """Return data/figures.csv as {id: Figure}.

    Raises:
        ContentError: a row is malformed, has no value, has no known source, or its id stands twice.
    """
    path, sources, mistakes = folder / "figures.csv", load_sources(folder), []
    table = _keyed(_read(Figure, path), path, mistakes)
    for figure in table.values():
        where = f'{shown(path)}, cijfer "{figure.id}"'
        _known_source(figure, where, sources, mistakes)
        if figure.value is None:
            mistakes.append(f"{where}: er is geen waarde. Vul value_low, value_high of allebei in.")
        elif None not in (figure.value_low, figure.value_high) and figure.value_low > figure.value_high:
            mistakes.append(f"{where}: value_low is groter dan value_high. Wissel ze om.")
    if mistakes:
        raise ContentError(mistakes)
    return table


@until_changed("series.csv", "sources.csv")
def load_series(folder):
    """Return data/series.csv as a tuple of Observations, in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    path, sources, mistakes = folder / "series.csv", load_sources(folder), []
    rows = _read(Observation, path)
    for number, row in enumerate(rows, 2):
        _known_source(row, f"{shown(path)}, rij {number}", sources, mistakes)
    if mistakes:
        raise ContentError(mistakes)
    return tuple(rows)


@until_changed("helplines.csv", "sources.csv")
def load_help_lines(folder):
    """Return data/helplines.csv as a tuple of HelpLines, in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    path, sources, mistakes = folder / "helplines.csv", load_sources(folder), []
    rows = _read(HelpLine, path)
    _keyed(rows, path, mistakes)
    for row in rows:
        _known_source(row, f'{shown(path)}, hulplijn "{row.id}"', sources, mistakes)
    if mistakes:
        raise ContentError(mistakes)
    return tuple(rows)
