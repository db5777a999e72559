"""Which figures, sources and help lines does the kit have? Read from data/*.csv, without pandas."""

from functools import partial

from attrs import field, frozen

from signaal.mistakes import ContentError, did_you_mean
from signaal.numbers import write_number
from signaal.reading import DATA, until_changed
from signaal.tables import load_table


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
class SectionSources:
    """Where a section of a lesson has its statements from: a row of data/section_sources.csv.

    `sources` are ids of data/sources.csv with spaces between them, the most important first.
    """

    lesson: str
    section: str
    sources: str


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


def unknown_sources(ids, sources):
    """Yield a Dutch sentence for each of `ids` that is not in `sources`, which is what load_sources returns."""
    for id_ in ids:
        if id_ not in sources:
            near = did_you_mean(id_, sources)
            yield f'de bron "{id_}" staat niet in data/sources.csv.{near} Voeg de bron toe of verbeter de id.'


def source_mistakes(row, sources):
    """Yield what is wrong with the source of a row, in Dutch; `sources` is what load_sources returns."""
    if not row.source:
        yield "hier staat geen bron bij. Vul in de kolom source een id uit data/sources.csv in."
    else:
        yield from unknown_sources([row.source], sources)


def _value_mistakes(figure):
    if figure.value is None:
        yield "er is geen waarde. Vul value_low, value_high of allebei in."
    elif None not in (figure.value_low, figure.value_high) and figure.value_low > figure.value_high:
        yield "value_low is groter dan value_high. Wissel ze om."


@until_changed("sources.csv")
def load_sources(folder):
    """Return data/sources.csv as {id: Source}.

    Raises:
        ContentError: a row is malformed or an id stands twice.
    """
    return {source.id: source for source in load_table(Source, folder / "sources.csv", "bron")}


@until_changed("figures.csv", "sources.csv")
def load_figures(folder):
    """Return data/figures.csv as {id: Figure}.

    Raises:
        ContentError: a row is malformed, has no value, has no known source, or its id stands twice.
    """
    source = partial(source_mistakes, sources=load_sources(folder))
    figures = load_table(Figure, folder / "figures.csv", "cijfer", source, _value_mistakes)
    return {figure.id: figure for figure in figures}


@until_changed("series.csv", "sources.csv")
def load_series(folder):
    """Return data/series.csv as a list of Observations, in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    source = partial(source_mistakes, sources=load_sources(folder))
    return load_table(Observation, folder / "series.csv", "rij", source)


@until_changed("helplines.csv", "sources.csv")
def load_help_lines(folder):
    """Return data/helplines.csv as a list of HelpLines, in the order of the file.

    Raises:
        ContentError: a row is malformed, has no known source, or its id stands twice.
    """
    source = partial(source_mistakes, sources=load_sources(folder))
    return load_table(HelpLine, folder / "helplines.csv", "hulplijn", source)


@until_changed("section_sources.csv", "sources.csv")
def _section_sources(folder):
    known = load_sources(folder)
    return load_table(
        SectionSources,
        folder / "section_sources.csv",
        "rij",
        lambda row: unknown_sources(row.sources.split(), known),
    )


def load_section_sources(lesson, folder=DATA):
    """Return the rows of data/section_sources.csv about a lesson, in the order of the file.

    Raises:
        ContentError: a row is malformed or names an unknown source, or there is no row about this lesson.
    """
    rows = [row for row in _section_sources(folder) if row.lesson == lesson]
    if not rows:
        lessons = sorted({row.lesson for row in _section_sources(folder)})
        raise ContentError(
            [
                f'data/section_sources.csv: er is geen rij over "{lesson}".{did_you_mean(lesson, lessons)} Er is wel: {", ".join(lessons)}.'
            ]
        )
    return rows
