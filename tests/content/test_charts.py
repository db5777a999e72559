"""The charts ask for data that is there, say in their title what that data says, and have their words beside them."""

import json
import re

import pytest
from walk import KIT, ROOT

from signaal.course.course import Course
from signaal.course.figures import load_figures, load_series
from signaal.course.mistakes import ContentError
from signaal.make.drawings import NARROW, WIDE, draw, states
from signaal.show.charts import _beside, load_chart

CHARTS = sorted(path.name.split(".")[0] for path in (ROOT / "data" / "charts").glob("*.vl.json"))
# Told apart in grey and by the colour-blind, next to a shape, a label or an outline; no red.
COLOURS = {"#0b5394", "#d9730d", "#e69138", "#f6b26b", "#9fc5e8", "#cfe2f3", "#7f3f00", "#ffffff", "#1f2328", "#4b5259", "#e3e6e8"}  # fmt: skip

every_chart = pytest.mark.parametrize("name", CHARTS)


def text_of(name):
    return (ROOT / "data" / "charts" / f"{name}.vl.json").read_text(encoding="utf-8")


def values(series, period):
    return {
        row.indicator: row.value for row in load_series(KIT) if (row.series, row.period) == (series, period)
    }


@every_chart
def test_a_chart_shows_its_data_with_its_words_beside_it(name):
    spec, rows = load_chart(name, KIT)
    about = spec["usermeta"]["signaal"]
    assert "/v5" in spec["$schema"], "JupyterLab 4 draws Vega-Lite 5"
    assert spec["data"]["values"] == rows
    assert rows
    assert spec["description"] == " ".join(spec["title"]["text"])  # the alternative text stands below it
    assert about["alt"].count(".") >= 2, "the text alternative is two sentences"
    assert about["source"].startswith("Bron: ")
    drawn = json.dumps(spec | {"usermeta": None}, ensure_ascii=False)
    assert about["source"] in drawn, "the source stands in the picture too"
    assert '"url"' not in drawn, "no data from elsewhere"
    assert '"container"' not in drawn, "JupyterLab hangs on a width that follows its container"


@every_chart
def test_a_chart_can_be_read_on_a_small_screen_in_grey_and_in_the_dark(name):
    spec = json.loads(text_of(name))
    assert spec["config"]["background"] == "#ffffff"
    assert len(spec["title"]["text"]) <= 2
    assert all(len(line) <= 90 for line in spec["title"]["subtitle"]), "a line does not fit in 600 pixels"
    assert all(int(size) >= 12 for size in re.findall(r'[fF]ontSize": (\d+)', text_of(name)))
    assert set(re.findall(r"#[0-9a-f]{6}\b", text_of(name))) <= COLOURS


@every_chart
def test_no_value_is_typed_twice(name):
    _, rows = load_chart(name, KIT)
    typed = re.findall(r"\d+(?:\.\d+)*", text_of(name))
    for value in (row["value"] for row in rows if row["value"] > 100 or row["value"] % 1):
        assert f"{value:g}" not in typed
        assert f"{value:,.0f}".replace(",", ".") not in typed or value < 1000


def test_only_the_demonstration_has_an_axis_that_may_be_cut_and_it_starts_at_zero():
    cut = [name for name in CHARTS if '"zero": false' in text_of(name)]
    assert cut == ["as_vanaf_nul"]
    spec = json.loads(text_of(cut[0]))
    assert {param["name"]: param["value"] for param in spec["params"]} == {"smal": False, "afknippen": False}
    assert any(line.startswith("Let op") for line in spec["title"]["subtitle"])


@every_chart
def test_the_order_of_bars_is_kept_by_the_vega_lite_of_jupyterlab(name):
    # Vega-Lite 5.6 drops "-x" when layers share an axis, and sorts by alphabet. {"field", "op", "order"} stays.
    assert not re.search(r'"sort": "-?[xy]"', text_of(name))


def share(series, group, without=()):
    """Return the share of one group in a series of 2023: of the total, or of the total without some groups."""
    found = values(series, "2023")
    return found[group] / (found["totaal"] - sum(found[other] for other in without))


def test_what_the_titles_say_follows_from_the_data():
    reports = {row.period: row.value for row in load_series(KIT) if row.series == "vt_meld_km"}
    assert 1 < reports["2024"] / reports["2020"] < 1.1, "as_vanaf_nul: a little more"
    estimate = values("npm_promille", "2017").values()
    assert load_figures(KIT)["een-op-25"].value * 10 > max(estimate), (
        "schatting_met_marge: more than the estimate"
    )
    for year in ("2005", "2010"):
        assert min(estimate) <= values("npm_promille", year)["schatting"] <= max(estimate)
    known = share("vt_eerder_2023", "hermelding") + share("vt_eerder_2023", "vervolgmelding")
    assert abs(known - 2 / 3) < 0.01, "soorten_meldingen: about two out of three"
    kinds = values("vt_aard_meld", "2025-H1")
    assert kinds["kindermishandeling"] == max(kinds.values())
    assert 45 <= kinds["kindermishandeling"] <= 55, "waar_meldingen_over_gaan: about half"
    asked, told = "vt_herkomst_2023_adv", "vt_herkomst_2023_meld"
    assert values(asked, "2023")["onderwijs"] > 2 * values(told, "2023")["onderwijs"]
    assert share(asked, "onderwijs") > share(told, "onderwijs")
    without = ["justitie en veiligheid"]
    assert share(asked, "onderwijs", without) < share(told, "onderwijs", without), "wie_vraagt_en_wie_meldt"
    forms = values("npm2017_vorm", "2017")
    neglect = forms["emotionele verwaarlozing"] + forms["fysieke verwaarlozing"]
    assert neglect > 50, "vormen_in_2017: more than half"
    assert forms["seksueel misbruik"] == min(forms.values())
    methods = [row.value for row in load_series(KIT) if row.series == "methoden"]
    assert max(methods) > 5 * min(methods), "manieren_van_meten: far apart"


@pytest.mark.parametrize("kind", ["eerste", "her", "vervolg", "niet-ingedeeld"])
def test_a_share_in_the_table_is_the_share_that_the_chart_draws(kind):
    figures = load_figures(KIT)
    drawn = figures[f"vt-eerder-2023-{kind}"].value / figures["vt-eerder-2023-totaal"].value * 100
    assert figures[f"vt-eerder-2023-{kind}-pct"].value == round(drawn, 1)


def test_the_table_behind_a_chart_has_the_columns_that_the_chart_asks_for():
    html = _beside(*load_chart("meldingen_en_adviezen", KIT), KIT).html
    assert re.findall(r"<th [^>]*>(.*?)</th>", html) == ["Soort", "Periode", "Aantal", "Status", "Gezien bij"]
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(<td>.*?)</tr>", html)]
    assert len(rows) == 13
    assert rows[0] == [
        "Meldingen",
        "1e halfjaar 2019",
        "64.960",
        "voorlopig",
        "Nederlands Jeugdinstituut (NJi)",
    ]


def test_a_figure_that_a_chart_draws_comes_after_the_series_with_a_name_for_readers():
    _, rows = load_chart("schatting_met_marge", KIT)
    assert [row["series"] for row in rows] == ["Onderzoek"] * 4 + ["Breuk zonder jaar"]
    assert rows[-1]["value"] == load_figures(KIT)["een-op-25"].value
    _, rows = load_chart("soorten_meldingen", KIT)
    assert [row["status"] for row in rows] == ["voorlopig"] * 5 + ["afgeleid"] * 4


ABOUT = {
    "series": ["vt_meld_tot"],
    "period_type": "halfjaar",
    "periods": ["2020-H1", "2020-H2"],
    "figure_rows": ["een-op-25"],
    "names": {"vt_meld_tot": "Meldingen"},
    "columns": {"series": "Soort", "value": "Aantal"},
    "alt": "Wat je ziet. En nog iets.",
    "source": "Bron: proef",
    "figures": ["een-op-25"],
}


def proof(data, about):
    """Write data/charts/proef.vl.json with these words about itself, and load it."""
    spec = {"title": {"text": ["Proef"]}, "usermeta": {"signaal": about}}
    (data / "charts" / "proef.vl.json").write_text(json.dumps(spec), encoding="utf-8")
    return load_chart("proef", Course(data.parent))


def test_the_example_of_these_tests_is_right(data):
    _, rows = proof(data, ABOUT)
    assert [row["period"] for row in rows] == ["2020-H1", "2020-H2", "geen jaar genoemd"]
    assert [row["label"] for row in rows][:2] == ["1e halfjaar 2020", "2e halfjaar 2020"]
    _, rows = proof(data, {key: ABOUT[key] for key in ("series", "columns", "alt", "source")})
    assert {row["series"] for row in rows} == {"meldingen bij Veilig Thuis"}, "without a name: the indicator"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"serie": ["vt_meld_tot"]}, ['"serie" ken ik niet', 'Bedoel je "series"?']),
        ({"series": "vt_meld_tot"}, ["series: hier hoort een lijst", "Zet er [ ] omheen"]),
        ({"series": ["vt_meld_tod"], "names": {}, "periods": []}, ['de reeks "vt_meld_tod"', 'Bedoel je "vt_meld_tot"?']),
        ({"figure_rows": ["een-op-26"]}, ['het cijfer "een-op-26"', 'Bedoel je "een-op-25"?']),
        ({"figures": ["een-op-26"]}, ['het cijfer "een-op-26"', "data/figures.csv"]),
        ({"figure_rows": ["npm-2017-schatting"]}, ['"npm-2017-schatting" heeft niet één waarde', "Kies een cijfer"]),
        ({"figure_rows": ["ko-deelnemers"]}, ['"ko-deelnemers" heeft niet één waarde']),
        ({"period_type": "maand", "periods": []}, ['de reeks "vt_meld_tot" heeft geen rij', "data/series.csv"]),
        ({"periods": ["2020-H1", "1999-H1"]}, ['de periode "1999-H1" heeft geen rij']),
        ({"periods": [2020]}, ["periods", "tekst tussen aanhalingstekens"]),
        ({"series": [], "figure_rows": [], "names": {}, "periods": []}, ["vraagt geen gegevens", "Vul series"]),
        ({"names": {"vt_meld_tod": "Meldingen"}}, ['names noemt "vt_meld_tod"', 'Bedoel je "vt_meld_tot"?']),
        ({"columns": {"serie": "Soort"}}, ['de kolom "serie" ken ik niet', 'Bedoel je "series"?', "Kies uit"]),
        ({"columns": {}}, ["columns is leeg"]),
        ({"columns": {"series": 3}}, ["columns", "tekst tussen aanhalingstekens"]),
        ({"columns": None}, ["columns", "niet de juiste vorm"]),
        ({"alt": " "}, ["alt: hier staat niets"]),
        ({"alt": ...}, ['"alt" ontbreekt']),
        ({"source": ...}, ['"source" ontbreekt']),
        ({"columns": ...}, ['"columns" ontbreekt']),
    ],
)  # fmt: skip
def test_a_mistake_in_what_a_chart_asks_for_is_one_sentence(data, change, words):
    about = {key: value for key, value in (ABOUT | change).items() if value is not ...}
    with pytest.raises(ContentError) as caught:
        proof(data, about)
    assert len(caught.value.mistakes) == 1, caught.value
    assert caught.value.mistakes[0].startswith("kopie/data/charts/proef.vl.json, usermeta.signaal")
    for word in words:
        assert word in caught.value.mistakes[0]


def test_all_mistakes_are_named_at_once(data):
    with pytest.raises(ContentError) as caught:
        proof(data, ABOUT | {"periods": ["1999"], "columns": {"soort": "Soort"}, "figures": ["niets"]})
    assert len(caught.value.mistakes) == 4  # the period is not there, and so the series has no row either


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": }', "vl.json:1: dit is geen geldige JSON"),
        ("", "vl.json:1: dit is geen geldige JSON"),
        ("[]", "usermeta.signaal ontbreekt"),
        ("{}", "usermeta.signaal ontbreekt"),
        ('{"usermeta": "tekst"}', "usermeta.signaal ontbreekt"),
        ('{"usermeta": {"signaal": []}}', "niet de juiste vorm"),
        ('{"titel": "é"}'.encode("latin-1"), "geen UTF-8"),
        (b"\xef\xbb\xbf{}", "usermeta.signaal ontbreekt"),
    ],
)
def test_a_damaged_chart_is_named(data, text, words):
    path = data / "charts" / "stuk.vl.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError, match=words) as caught:
        load_chart("stuk", Course(data.parent))
    assert len(caught.value.mistakes) == 1
    assert caught.value.mistakes[0].startswith("kopie/data/charts/stuk.vl.json")


def test_a_chart_that_is_not_there_is_named(data):
    with pytest.raises(ContentError, match="data/charts/niets"):
        load_chart("niets", Course(data.parent))


@every_chart
def test_a_chart_is_drawn_as_wide_as_a_phone_or_a_page_with_letters_that_can_be_read(name):
    spec, _ = load_chart(name, KIT)
    for state in states(spec)[1]:
        for (svg, width, _), wanted in zip(draw(state), (NARROW, WIDE), strict=True):
            assert wanted - 12 <= width <= wanted, (
                "a wider picture would be shown smaller, or scroll sideways"
            )
            sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
            assert sizes, "the words are words, not paths"
            assert min(sizes) >= 12
            assert "Bron: " not in svg, "the page says it as text"
