"""What StatLine says now against what the kit says; never run against CBS itself: here is no network.

The answers below were written by hand in the shape that the client's own code reads: {"value": […]} for each of the
addresses it asks, with Key, Title and Type for a column and Key and Title for what a dimension can be.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import cbsodata
import pytest

from signaal.course.course import current
from signaal.course.figures import load_series
from signaal.make import statline
from signaal.make.statline import Cell, compare, fetch, period_of

TABLE = "84849NED"
ANSWERS = {
    "": [
        {"name": n, "url": n}
        for n in ("TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "RegioS", "Perioden")
    ],
    "TableInfos": [{"ID": 0, "Identifier": TABLE, "Title": "Huiselijk geweld; Veilig Thuis, regio"}],
    "DataProperties": [
        {"Key": "RegioS", "Title": "Regio's", "Type": "GeoDimension"},
        {"Key": "Perioden", "Title": "Perioden", "Type": "TimeDimension"},
        {"Key": "TotaalAdviezen_1", "Title": "Totaal adviezen", "Type": "Topic"},
        {"Key": "TotaalMeldingen_2", "Title": "Totaal meldingen", "Type": "Topic"},
    ],
    "RegioS": [{"Key": "NL01  ", "Title": "Nederland"}, {"Key": "LD01  ", "Title": "Noord-Nederland (LD)"}],
    "Perioden": [{"Key": "2023JJ00", "Title": "2023*"}, {"Key": "2025HJ01", "Title": "2025 1e halfjaar"}],
    "TypedDataSet": [
        {"RegioS": "NL01  ", "Perioden": "2023JJ00", "TotaalAdviezen_1": 143210, "TotaalMeldingen_2": 127340},
        {"RegioS": "NL01  ", "Perioden": "2025HJ01", "TotaalAdviezen_1": 84940, "TotaalMeldingen_2": None},
    ],
}

KIT = current()


@pytest.fixture
def cbs(monkeypatch):
    """Yield the filters that the client asked for; it asks a server on this machine."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            url = urlsplit(self.path)
            table, _, name = url.path.removeprefix("/ODataFeed/odata/").partition("/")
            asked.extend(parse_qs(url.query).get("$filter", []))
            answer = ANSWERS.get(name) if table == TABLE else None
            body = json.dumps({"odata.metadata": self.path, "value": answer}).encode()
            self.send_response(404 if answer is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(cbsodata.options, "use_https", False)
    with cbsodata.catalog(f"127.0.0.1:{server.server_port}"):
        yield asked
    server.shutdown()


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2023", ("2023", False)),
        ("2023*", ("2023", True)),
        ("2025 1e halfjaar", ("2025-H1", False)),
        ("2025 1e halfjaar*", ("2025-H1", True)),
        ("2025 1e kwartaal", (None, False)),
    ],
)
def test_a_period_is_read_as_the_kit_writes_it(title, period):
    assert period_of(title) == period


def test_a_table_is_asked_for_the_whole_country_only(cbs):
    assert Cell(TABLE, "Totaal meldingen", "2023", True, 127340.0) in fetch(TABLE)
    assert cbs == ["RegioS eq 'NL01  '"]


def test_what_has_changed_is_said_and_what_is_the_same_is_counted(cbs):
    ours = [
        row
        for row in load_series(KIT)
        if row.series in ("vt_meld_tot", "vt_adv_tot") and row.source == "cbs-84849ned"
    ]
    changed, new, same = compare(ours, fetch(TABLE))
    assert any("84.935" in line and "84.940 (Totaal adviezen)" in line for line in changed)
    assert same == 2  # both figures of 2023
    assert new == []
    _, new, _ = compare([row for row in ours if row.period == "2023"], fetch(TABLE))
    assert new == ["84849NED heeft ook: 2025-H1."]


def test_a_figure_that_is_no_longer_provisional_is_said():
    row = next(row for row in load_series(KIT) if row.source == "cbs-84849ned" and row.status == "voorlopig")
    changed, _, same = compare([row], [Cell(TABLE, "x", row.period, False, row.value)])
    assert same == 0
    assert "definitief" in changed[0]


def test_a_table_that_does_not_answer_is_named_and_nothing_is_written(cbs, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert statline.main([]) == 1
    printed = capsys.readouterr().out
    assert "84851NED: hier komt geen antwoord" in printed
    assert "Rijen die nog hetzelfde zijn: " in printed
    assert list(tmp_path.iterdir()) == []


def test_the_tables_are_kept_when_asked(cbs, tmp_path):
    statline.main(["--keep", str(tmp_path / "cbs")])
    kept = (tmp_path / "cbs" / f"{TABLE}.csv").read_text(encoding="utf-8")
    assert kept.splitlines()[1] == "Nederland,2023*,143210,127340"
