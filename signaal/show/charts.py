"""How is a chart shown? A Vega-Lite 5 spec from data/charts, filled from data/*.csv, with its words beside it."""

import json
from html import escape

from attrs import Factory, frozen
from IPython.display import display

from signaal.course.figures import load_figures, load_series, load_sources
from signaal.course.mistakes import ContentError, Place, did_you_mean, say
from signaal.course.numbers import write_number
from signaal.course.reading import refuse_conflict, shown, structure
from signaal.course.words import load_words
from signaal.show.pages import Page

MIME = "application/vnd.vegalite.v5+json"  # what JupyterLab 4 draws by itself, offline and untrusted


@frozen
class About:
    """What a spec says under usermeta.signaal: the rows it asks for, and the words beside the chart.

    `series` are series of data/series.csv, all of it or only those of one `period_type` or of some `periods`;
    `figure_rows` are ids of data/figures.csv that the chart draws too. `names` {one of those: its name for readers}.
    `columns` {key of a row: heading in the table}. `figures` are ids of data/figures.csv that the chart is about.
    """

    alt: str
    source: str
    columns: dict[str, str]
    series: list[str] = Factory(list)
    period_type: str = ""
    periods: list[str] = Factory(list)
    figure_rows: list[str] = Factory(list)
    names: dict[str, str] = Factory(dict)
    figures: list[str] = Factory(list)


def period_label(period, words):
    """Return a period in Words: '2025-H1' -> '1e halfjaar 2025', '2020' -> '2020'."""
    year, _, half = period.partition("-H")
    return words.say("chart", "half_year", half=half, year=year) if half else year


def _read(path):
    where = Place(shown(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_conflict(text, where)
        spec = json.loads(text)
    except (OSError, RecursionError):
        raise where.error("unreadable") from None
    except UnicodeDecodeError:
        raise where.error("no-utf8") from None
    except json.JSONDecodeError as error:
        raise Place(f"{where}:{error.lineno}").error("no-json") from None
    try:
        return spec, spec["usermeta"]["signaal"]
    except (KeyError, TypeError):
        raise where.error("no-usermeta") from None


def _row(item, name, status, words):
    return {
        "series": name,
        "indicator": item.indicator,
        "period": item.period,
        "label": period_label(item.period, words),
        "value": item.value,
        "unit": item.unit,
        "population": item.population,
        "status": status,
        "source": item.source,
        "note": item.note,
    }


def _mistakes(about, series, figures, found, rows):
    """Yield what is wrong with what the chart asks for: one Dutch sentence a mistake."""
    known = {row.series for row in series}
    for id_ in (id_ for id_ in about.series if id_ not in known):
        yield say("unknown-series", series=id_, near=did_you_mean(id_, known))
    for id_ in (id_ for id_ in about.figure_rows + about.figures if id_ not in figures):
        yield say("unknown-figure", figure=id_, near=did_you_mean(id_, figures))
    for id_ in about.figure_rows:
        if id_ in figures and figures[id_].value_low != figures[id_].value_high:
            yield say("figure-with-range", figure=id_)
    if not about.series and not about.figure_rows:
        yield say("chart-without-data")
    for id_ in about.series:
        if any(row.series == id_ for row in series) and not any(row.series == id_ for row in found):
            yield say("series-without-row", series=id_)
    for period in about.periods:
        if not any(row.period == period for row in found):
            yield say("period-without-row", period=period)
    asked = about.series + about.figure_rows
    for id_ in (id_ for id_ in about.names if id_ not in asked):
        yield say("name-not-asked", name=id_, near=did_you_mean(id_, asked))
    if not about.columns:
        yield say("no-columns")
    for key in about.columns if rows else ():
        if key not in rows[0]:
            yield say("unknown-column", column=key, near=did_you_mean(key, rows[0]), known=", ".join(rows[0]))


def load_chart(name, course):
    """Return (spec, rows): the Vega-Lite spec of data/charts/<name>.vl.json of a Course with its values, and those values.

    The values are what the spec asks for under usermeta.signaal: rows of data/series.csv in the order of the file, then
    rows of data/figures.csv. Dicts with series (its name for readers, or else its indicator), indicator, period, label
    (the period in words), value (in `unit`), unit, population, status, source, note.

    Raises:
        ContentError: there is no such chart, its file is not JSON, or it asks for what is not there.
    """
    path = course.find("charts", name, ".vl.json")
    spec, raw = _read(path)
    where, mistakes = Place(f"{shown(path)}, usermeta.signaal"), []
    about = structure(raw, About, where, mistakes)
    if about is None:
        raise ContentError(mistakes)
    series, figures, words = load_series(course), load_figures(course), load_words(course)
    found = [
        row
        for row in series
        if row.series in about.series
        and about.period_type in ("", row.period_type)
        and (not about.periods or row.period in about.periods)
    ]
    rows = [_row(row, about.names.get(row.series, row.indicator), row.status, words) for row in found]
    for figure in (figures[id_] for id_ in about.figure_rows if id_ in figures):
        status = "afgeleid" if figure.certainty == "C" else ""  # only a series says how final a value is
        rows.append(_row(figure, about.names.get(figure.id, figure.indicator), status, words))
    mistakes = [f"{where}: {sentence}" for sentence in _mistakes(about, series, figures, found, rows)]
    if mistakes:
        raise ContentError(mistakes)
    # A screen reader hears the title as the name of the picture, and below it what one sees: not the same twice.
    return spec | {"description": _title(spec) or about.alt, "data": {"values": rows}}, rows


def _title(spec):
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else text


def _beside(spec, rows, course):
    """Return what stands below a chart as a Page: what one sees, the source, the table."""
    about, sources, words = spec["usermeta"]["signaal"], load_sources(course), load_words(course)
    written = {"value": write_number, "source": lambda id_: sources[id_].publisher}
    cells = "".join(
        "<tr>"
        + "".join(f"<td>{escape(written.get(key, str)(row[key]))}</td>" for key in about["columns"])
        + "</tr>"
        for row in rows
    )
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in about["columns"].values())
    return Page(
        f'<section lang="{course.language}"><p><strong>{escape(words.say("chart", "alt"))}.</strong> {escape(about["alt"])}</p>'
        f"<p>{escape(about['source'])}</p>"
        f"<details><summary>{escape(words.say('chart', 'table'))}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></details></section>",
        about["alt"],
    )


def show_chart(name, course):
    """Show the chart data/charts/<name>.vl.json of a Course, and below it its text alternative, source and table.

    Two outputs, because JupyterLab would prefer text/html in one bundle and never draw the chart.

    Raises:
        ContentError: there is no such chart, or something in its file is wrong.
    """
    spec, rows = load_chart(name, course)
    # Vega's own menu behind the chart has no name that a screen reader could say.
    options = {MIME: {"embed_options": {"actions": False}}}
    display({MIME: spec, "text/plain": spec["usermeta"]["signaal"]["alt"]}, metadata=options, raw=True)
    display(_beside(spec, rows, course))
