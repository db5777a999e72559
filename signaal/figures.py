"""Which figures, sources and help lines does the kit have? Read from data/*.csv, without pandas."""

import csv
import re
from functools import partial

from attrs import field, frozen

from signaal.mistakes import ContentError, did_you_mean
from signaal.numbers import write_number
from signaal.reading import check_ids, shown, until_changed


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

    @property
    def ends(self):
        """The lowest and the highest value as floats in `unit`: the same one twice where the source gives only one."""
        return (
            self.value if self.value_low is None else self.value_low,
            self.value if self.value_high is None else self.value_high,
        )

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


def _source_mistakes(row, sources):
    if not row.source:
        yield "hier staat geen bron bij. Vul in de kolom source een id uit data/sources.csv in."
    elif row.source not in sources:
        near = did_you_mean(row.source, sources)
        yield f'de bron "{row.source}" staat niet in data/sources.csv.{near} Voeg de bron toe of verbeter de id.'


def _value_mistakes(figure):
    if figure.value is None:
        yield "er is geen waarde. Vul value_low, value_high of allebei in."
    elif None not in (figure.value_low, figure.value_high) and figure.value_low > figure.value_high:
        yield "value_low is groter dan value_high. Wissel ze om."


def _load(cls, path, noun, *rules):
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


@until_changed("sources.csv")
def load_sources(folder):
    """Return data/sources.csv as {id: Source}.

    Raises:
        ContentError: a row is malformed or an id stands twice.
    """
    return {source.id: source for source in _load(Source, folder / "sources.csv", "bron")}


@until_changed("figures.csv", "sources.csv")
def load_figures(folder):
    """Return data/figures.csv as {id: Figure}.

    Raises:
        ContentError: a row is malformed, has no value, has no known source, or its id stands twice.
    """
    source = partial(_source_mistakes, sources=load_sources(folder))
    figures = _load(Figure, folder / "figures.csv", "cijfer", source, _value_mistakes)
    return {figure.id: figure for figure in figures}


@until_changed("series.csv", "sources.csv")
def load_series(folder):
    """Return data/series.csv as a list of Observations, in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    source = partial(_source_mistakes, sources=load_sources(folder))
    return _load(Observation, folder / "series.csv", "rij", source)


@until_changed("helplines.csv", "sources.csv")
def load_help_lines(folder):
    """Return data/helplines.csv as a list of HelpLines, in the order of the file.

    Raises:
        ContentError: a row is malformed, has no known source, or its id stands twice.
    """
    source = partial(_source_mistakes, sources=load_sources(folder))
    return _load(HelpLine, folder / "helplines.csv", "hulplijn", source)
