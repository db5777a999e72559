"""Which figures, sources and help lines does a course have? Read from data/*.csv, without pandas."""

from functools import partial

from attrs import field, frozen

from signaal.course.course import until_changed
from signaal.course.mistakes import UNREAD, ContentError, Place, did_you_mean, say
from signaal.course.numbers import write_number
from signaal.course.tables import load_table


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

    def written(self, words):
        """Return the value in Words: '66.270', '90.000 tot 127.000', 'meer dan 7.000', 'minder dan 33,3'."""
        low, high = (None if end is None else write_number(end) for end in (self.value_low, self.value_high))
        if high is None:
            return words.say("numbers", "more", low=low)
        if low is None:
            return words.say("numbers", "less", high=high)
        return low if low == high else words.say("numbers", "range", low=low, high=high)


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
        if id_ != UNREAD and id_ not in sources:
            yield say("unknown-source", source=id_, near=did_you_mean(id_, sources))


def source_mistakes(row, sources):
    """Yield what is wrong with the source of a row, in Dutch; `sources` is what load_sources returns."""
    if not row.source:
        yield say("row-without-source")
    else:
        yield from unknown_sources([row.source], sources)


def _value_mistakes(figure):
    if figure.value is None:
        yield say("no-value")
    elif None not in (figure.value_low, figure.value_high) and figure.value_low > figure.value_high:
        yield say("values-swapped")


@until_changed("sources.csv")
def load_sources(course):
    """Return the sources of a Course, data/sources.csv, as {id: Source}.

    Raises:
        ContentError: a row is malformed or an id stands twice.
    """
    return {source.id: source for source in load_table(Source, course, "sources", "bron")}


@until_changed("figures.csv", "sources.csv")
def load_figures(course):
    """Return the figures of a Course, data/figures.csv, as {id: Figure}.

    Raises:
        ContentError: a row is malformed, has no value, has no known source, or its id stands twice.
    """
    source = partial(source_mistakes, sources=load_sources(course))
    figures = load_table(Figure, course, "figures", "cijfer", source, _value_mistakes)
    return {figure.id: figure for figure in figures}


def find_figure(id_, course):
    """Return the Figure with this id in a Course.

    Raises:
        ContentError: the course has no such figure, or a table is wrong; one Dutch sentence a mistake.
    """
    id_, known = str(id_), load_figures(course)
    if id_ not in known:
        raise ContentError([say("no-such-figure", figure=id_, near=did_you_mean(id_, known))])
    return known[id_]


@until_changed("series.csv", "sources.csv")
def load_series(course):
    """Return the series of a Course, data/series.csv, as a list of Observations in the order of the file.

    Raises:
        ContentError: a row is malformed or has no known source.
    """
    source = partial(source_mistakes, sources=load_sources(course))
    return load_table(Observation, course, "series", "rij", source)


def _help_line_mistakes(line):
    if not line.name.strip() or (line.show_always and not line.number.strip()):
        yield say("help-line-without-number")


@until_changed("helplines.csv", "sources.csv")
def load_help_lines(course):
    """Return the help lines of a Course, data/helplines.csv, as a list of HelpLines in the order of the file.

    Raises:
        ContentError: a row is malformed, has no known source, or its id stands twice.
    """
    source = partial(source_mistakes, sources=load_sources(course))
    return load_table(HelpLine, course, "helplines", "hulplijn", source, _help_line_mistakes)


@until_changed("section_sources.csv", "sources.csv")
def load_all_section_sources(course):
    """Return the sources per section of a Course, data/section_sources.csv, as a list in the order of the file.

    Raises:
        ContentError: a row is malformed or names an unknown source.
    """
    known = load_sources(course)
    return load_table(
        SectionSources,
        course,
        "section_sources",
        "rij",
        lambda row: unknown_sources(row.sources.split(), known),
    )


def load_section_sources(lesson, course):
    """Return the rows of data/section_sources.csv about a lesson of a Course, in the order of the file.

    Raises:
        ContentError: a row is malformed or names an unknown source, or there is no row about this lesson.
    """
    rows = [row for row in load_all_section_sources(course) if row.lesson == lesson]
    if not rows:
        lessons = sorted({row.lesson for row in load_all_section_sources(course)})
        near = did_you_mean(lesson, lessons)
        where = Place("data/section_sources.csv")
        raise where.error("no-section-sources", lesson=lesson, near=near, known=", ".join(lessons))
    return rows
