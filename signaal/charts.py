"""How is a chart shown? A Vega-Lite 5 spec from data/charts, filled from series.csv, with its words beside it."""

import json
from html import escape

from IPython.display import display

from signaal.figures import load_series, load_sources
from signaal.mistakes import ContentError
from signaal.numbers import write_number
from signaal.pages import Page
from signaal.reading import DATA, shown
from signaal.strings import say

MIME = "application/vnd.vegalite.v5+json"  # what JupyterLab 4 draws by itself, offline and untrusted


def period_label(period):
    """Return a period in words: '2025-H1' -> '1e halfjaar 2025', '2020' -> '2020'."""
    year, _, half = period.partition("-H")
    return f"{half}e halfjaar {year}" if half else year


def load_chart(name, folder=DATA):
    """Return (spec, rows): the Vega-Lite spec of data/charts/<name>.vl.json with its values, and those values.

    The values are the rows of data/series.csv that the spec asks for under usermeta.signaal: dicts with series (its
    name for readers), period, label, value (in `unit`), unit, status, source.

    Raises:
        ContentError: there is no such chart, or its file is not JSON.
    """
    path = folder / "charts" / f"{name}.vl.json"
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            [f"{shown(path)}: deze grafiek is er niet. Kijk in data/charts welke er zijn."]
        ) from None
    except json.JSONDecodeError as error:
        raise ContentError(
            [f"{shown(path)}, regel {error.lineno}: dit is geen geldige JSON. Kijk naar komma's en haakjes."]
        ) from None
    try:
        about = spec["usermeta"]["signaal"]
        names = {id_: about["names"][id_] for id_ in about["series"]}
    except (KeyError, TypeError):
        raise ContentError(
            [
                f"{shown(path)}: usermeta.signaal met series en names ontbreekt. Neem het over uit een andere grafiek."
            ]
        ) from None
    rows = [
        {
            "series": names[row.series],
            "period": row.period,
            "label": period_label(row.period),
            "value": row.value,
            "unit": row.unit,
            "status": row.status,
            "source": row.source,
        }
        for row in load_series(folder)
        if row.series in names and row.period_type == about["period_type"]
    ]
    spec["data"] = {"values": rows}
    return spec, rows


def _words(spec, rows):
    about, sources = spec["usermeta"]["signaal"], load_sources()
    cells = "".join(
        f"<tr><td>{escape(row['series'])}</td><td>{escape(row['label'])}</td><td>{write_number(row['value'])}</td>"
        f"<td>{escape(row['status'])}</td><td>{escape(sources[row['source']].publisher)}</td></tr>"
        for row in rows
    )
    head = "".join(
        f'<th scope="col">{word}</th>' for word in ("Soort", "Periode", "Aantal", "Status", "Gezien bij")
    )
    return Page(
        f'<section lang="nl"><p><strong>{escape(say("chart", "alt"))}.</strong> {escape(about["alt"])}</p>'
        f"<p>{escape(about['source'])}</p>"
        f"<details><summary>{escape(say('chart', 'table'))}</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></details></section>",
        about["alt"],
    )


def chart(name):
    """Show the chart data/charts/<name>.vl.json, and below it its text alternative, source and table.

    Two outputs, because JupyterLab would prefer text/html in one bundle and never draw the chart.

    Raises:
        ContentError: there is no such chart, or its file is not JSON.
    """
    spec, rows = load_chart(name)
    # Vega's own menu behind the chart has no name that a screen reader could say.
    options = {MIME: {"embed_options": {"actions": False}}}
    display({MIME: spec, "text/plain": spec["usermeta"]["signaal"]["alt"]}, metadata=options, raw=True)
    display(_words(spec, rows))
