"""No number without a source: every number a learner reads is a figure with the right value, or a plain label."""

import re

import pytest
from walk import KIT, texts

from signaal.course.figure_links import SHARE, mistakes_in, values_named
from signaal.course.figures import load_figures, load_help_lines
from signaal.course.mistakes import Place
from signaal.course.numbers import read_number
from signaal.course.words import load_words

FIGURE_LINK = re.compile(r"\[([^\]]*)\]\((?:\.\./)*(?:notebooks/)?bronnen\.ipynb#cell-id=([\w-]+)\)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
SERIES = r"\d+(?:(?:,| en| of| tot en met| tot|–|-) ?\d+)*"  # 7 · 6 en 7 · 8 tot 18 · 0–4

LABELS = [
    r"\]\([^)]*\)",  # where a link goes
    r"`[^`]*`",  # code
    r"(?m)^(?:\| \*\*|\s*)\d(?:\.(?= )|(?=\*\* \|))|^\| \d(?= \|)",  # the number of a list item, or of a row in a table
    rf"\b\d{{1,2}} (?:{MONTH})(?: \d{{4}})?",
    r"(?<![\d-])(?:19|20)\d\d\b",
    r"\b\d{1,2}\.\d\d uur",
    rf"\b(?:stap|afweging|groep|klas|vraag|hint|besluit) \*{{0,2}}{SERIES}",
    r"\bE\d+[ab]?\b",
    r"\b0\d\b",  # a lesson
    rf"\b{SERIES} (?:jaar|minuten)\b",  # an age, or how long a lesson takes
    r"\b(?:1\.250|12,5)\b(?=.*of 12,5|\.$)",  # how to write a number, in the message about that
]

HELP_LINES = [
    rf"(?<![\d-]){re.escape(number)}(?![\d-])"
    for line in load_help_lines(KIT)
    for number in line.number.split(" of ")
]

QUOTED = re.compile(r"‘[^’]*’|“[^”]*”")  # what somebody says, or a saying the text is about


def loose_words(text):
    """Return the shares in words in `text` that are not part of a figure link."""
    return [match[0] for match in SHARE.finditer(QUOTED.sub("", FIGURE_LINK.sub("", text)))]


def loose_numbers(text):
    """Return the numbers in `text` that are neither part of a figure link nor a label."""
    text = FIGURE_LINK.sub("", text)
    if not NUMBER.search(text):
        return []
    for known in (*HELP_LINES, *LABELS):
        text = re.sub(known, "", text, flags=re.IGNORECASE)
    return NUMBER.findall(text)


def nearest(number):
    """Return the id and value of the figure whose value is nearest to `number`."""
    value = read_number(number).value
    figure = min(load_figures(KIT).values(), key=lambda figure: abs(figure.value - value))
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


def test_no_share_in_words_stands_loose():
    # In the exercises a share in words is what is reckoned, and their samples are tested; a chart names its figures.
    loose = [
        f"{place}: ‘{words}’ staat los; maak er een link naar een cijfer van"
        for place, text in texts()
        if not place.startswith(("exercises/", "data/exercises/", "data/charts/"))
        for words in loose_words(text)
    ]
    assert not loose, "\n".join(loose)


def test_every_link_to_a_figure_names_its_value_and_nothing_else():
    known, words, wrong = load_figures(KIT), load_words(KIT), []
    for place, text in texts():
        wrong += mistakes_in(text, Place(place), known, words)
        for said, id_ in FIGURE_LINK.findall(text):
            if id_ in known and not list(values_named(said, known[id_].unit)):
                wrong.append(f"{place}: in de link [{said}] naar {id_} staat geen getal")
    assert not wrong, "\n".join(wrong)


def test_the_walk_meets_the_whole_kit():
    places = {place.split(",")[0] for place, _ in texts()}
    assert {"notebooks/03_signalen_herkennen.ipynb", "data/quizzes/03_signalen_herkennen.toml",
            "data/scenarios/04_handelen.toml", "data/exercises/01_cijfers_lezen.toml", "data/strings.nl.toml"} <= places  # fmt: skip
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


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Acht van de tien kinderen kregen geen hulp.", ["Acht van de tien"]),
        ("[Acht van de tien](bronnen.ipynb#cell-id=ko-geen-hulp) kinderen kregen geen hulp.", []),
        ("Het is driekwart, of twee derde van de groep.", ["driekwart", "twee derde"]),
        ("Eén op de vijfentwintig kinderen.", ["Eén op de vijfentwintig"]),
        ("Een van de twee onderzoeken. Kies één van de zes. Een vierde groep.", []),
        ("De kop ‘acht van de tien’ klopt niet.", []),
    ],
)
def test_the_walk_tells_a_share_in_words_from_a_choice(text, loose):
    assert loose_words(text) == loose


@pytest.mark.parametrize(
    ("words", "unit", "values"),
    [
        ("acht van de tien", "procent", [80]),
        ("bijna twee derde", "procent", [200 / 3]),
        ("driekwart", "procent", [75]),
        ("1 op de 25", "procent", [4]),
        ("1 op de 25", "kinderen per duizend", [40]),
        ("vier procent", "procent", [4]),
        ("één kind per klas", "kind per klas", [1]),
        ("drie kinderen", "kinderen", [3]),
        ("drie gezinnen", "kinderen", []),
        ("ruim 33 duizend adviezen", "adviezen", [33_000]),
        ("90.000 tot 127.000", "kinderen", [90_000, 127_000]),
        ("12,5", "procent", [12.5]),
        ("dit onderzoek uit §1.2.3", "procent", []),
        ("nul op de nul", "procent", [0]),
    ],
)
def test_a_link_to_a_figure_names_values_in_digits_or_words(words, unit, values):
    assert [value for _, value in values_named(words, unit)] == pytest.approx(values)
