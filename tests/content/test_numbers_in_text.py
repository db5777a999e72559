"""No number without a source: every number a learner reads is a figure with the right value, or a plain label."""

import re

import pytest
from walk import texts

from signaal.figures import load_figures, load_help_lines
from signaal.numbers import read_number

FIGURE_LINK = re.compile(r"\[([^\]]*)\]\((?:\.\./)*(?:notebooks/)?bronnen\.ipynb#cell-id=([\w-]+)\)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
SERIES = r"\d+(?:(?:,| en| of| tot en met| tot|–|-) ?\d+)*"  # 7 · 6 en 7 · 8 tot 18 · 0–4

LABELS = [
    r"\]\([^)]*\)",  # where a link goes
    r"`[^`]*`",  # code
    r"(?m)^(?:\| \*\*|\s*)\d(?:\.(?= )|(?=\*\* \|))",  # the number of a list item, or of a row in a table
    rf"\b\d{{1,2}} (?:{MONTH})(?: \d{{4}})?",
    r"(?<![\d-])(?:19|20)\d\d\b",
    r"\b\d{1,2}\.\d\d uur",
    rf"\b(?:stap|afweging|groep|klas|vraag|hint|besluit) \*{{0,2}}{SERIES}",
    r"\bE\d+[ab]?\b",
    rf"\b{SERIES} (?:jaar|minuten)\b",  # an age, or how long a lesson takes
    r"\b(?:1\.250|12,5)\b(?=.*of 12,5|\.$)",  # how to write a number, in the message about that
]


def loose_numbers(text):
    """Return the numbers in `text` that are neither part of a figure link nor a label."""
    text = FIGURE_LINK.sub("", text)
    for line in load_help_lines():
        for number in re.split(r" of ", line.number):
            text = re.sub(rf"(?<![\d-]){re.escape(number)}(?![\d-])", "", text)
    for label in LABELS:
        text = re.sub(label, "", text, flags=re.IGNORECASE)
    return NUMBER.findall(text)


def nearest(number):
    """Return the id and value of the figure whose value is nearest to `number`."""
    value = read_number(number)
    figure = min(load_figures().values(), key=lambda figure: abs(figure.value - value))
    return f"{figure.id} ({figure})"


def readable(number):
    try:
        return read_number(number) is not None
    except ValueError:
        return False


def test_no_number_stands_loose():
    loose = [
        f"{place}: {number} staat los; dichtstbijzijnde cijfer: {nearest(number) if readable(number) else 'geen'}"
        for place, text in texts()
        for number in loose_numbers(text)
    ]
    assert not loose, "\n".join(loose)


def test_every_figure_in_the_text_has_the_value_of_its_row():
    figures, wrong = load_figures(), []
    for place, text in texts():
        for words, id_ in FIGURE_LINK.findall(text):
            if id_ not in figures:
                wrong.append(f"{place}: cijfer {id_} staat niet in data/figures.csv")
                continue
            figure = figures[id_]
            known = {figure.value_low, figure.value_high}
            for number in NUMBER.findall(words):
                if (
                    read_number(number, percent=figure.unit == "procent") not in known
                    and f"1 op de {number}" not in words
                ):
                    wrong.append(f"{place}: er staat {number}, maar {id_} is {figure}")
    assert not wrong, "\n".join(wrong)


def test_the_walk_meets_the_whole_kit():
    places = {place.split(",")[0] for place, _ in texts()}
    assert {"notebooks/03_signalen_herkennen.ipynb", "data/quizzes/03_signalen_herkennen.toml",
            "data/scenarios/04_handelen.toml", "data/exercises/01_cijfers_lezen.toml", "signaal/strings.toml"} <= places  # fmt: skip
    assert sum(len(FIGURE_LINK.findall(text)) for _, text in texts()) > 20


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Er waren 66.270 meldingen.", ["66.270"]),
        ("Er waren [66.270](bronnen.ipynb#cell-id=vt-meldingen-2025h1) meldingen.", []),
        ("Op 17 november 2025, in groep 7, om 9.10 uur, bij stap 3.", []),
        ("Kinderen van 8 tot 18 jaar.", []),
        ("Bel 0800-2000 of 112.", []),
        ("Bel 0800-2001.", ["0800", "2001"]),
        ("Bel 1125.", ["1125"]),
        ("Dat is 36% van 20.", ["36", "20"]),
    ],
)
def test_the_walk_tells_a_figure_from_a_label(text, loose):
    assert loose_numbers(text) == loose
