"""No number without a source: every number a learner reads is a figure with the right value, or a plain label."""

import re

import pytest
from walk import KIT, texts

from signaal.course.figures import load_figures, load_help_lines
from signaal.course.numbers import read_number, read_unit
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

# Figures in words. Not ‘een van de twee onderzoeken’: that is a choice, not a share.
COUNTS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
WORDS = {word: n for n, word in enumerate(COUNTS)} | {"vijfentwintig": 25, "dertig": 30, "honderd": 100}
PARTS = {"kwart": 4, "derde": 3, "vierde": 4, "vijfde": 5, "tiende": 10}
COUNT, PART = "|".join([*WORDS, "één", "eén"]), "|".join(PARTS)
SHARE = re.compile(
    rf"\b(?:(?P<quarters>drie)kwart|(?P<parts>{COUNT}) (?P<part>{PART})(?= van| deel|$)"
    rf"|(?P<some>{COUNT}|\d+) op de (?P<all>{COUNT}|\d+)|(?!e|é)(?P<few>{COUNT}) van de (?P<many>{COUNT})"
    rf"|(?P<percent>{COUNT}) procent)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"‘[^’]*’|“[^”]*”")  # what somebody says, or a saying the text is about


def share_of(match):
    """Return the percentage that a match of SHARE stands for."""

    def number(name):
        word = match[name].lower().replace("é", "e")
        return float(word) if word.isdigit() else WORDS[word]

    if match["quarters"]:
        return 75.0
    if match["percent"]:
        return number("percent")
    if match["part"]:
        return 100 * number("parts") / PARTS[match["part"].lower()]
    some, all_ = ("some", "all") if match["some"] else ("few", "many")
    return 100 * number(some) / number(all_)


def values_in(words, unit):
    """Return the values that the text of a figure link names, in digits or in words."""
    shares = [round(share_of(match), 1) for match in SHARE.finditer(words)]  # two thirds is 66,7
    digits = [read_number(n, read_unit(unit)).value for n in NUMBER.findall(SHARE.sub("", words))]
    return shares + digits + ([1.0] if words.lower().startswith(("één kind", "eén kind")) else [])


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


def test_every_figure_in_the_text_has_the_value_of_its_row():
    figures, wrong = load_figures(KIT), []
    for place, text in texts():
        for words, id_ in FIGURE_LINK.findall(text):
            if id_ not in figures:
                wrong.append(f"{place}: cijfer {id_} staat niet in data/figures.csv")
                continue
            figure = figures[id_]
            known = [value for value in (figure.value_low, figure.value_high) if value is not None]
            values = values_in(words, figure.unit)
            if not values:
                wrong.append(f"{place}: in de link [{words}] naar {id_} staat geen getal")
            for value in values:
                if value not in known:
                    wrong.append(
                        f"{place}: er staat {words}, maar {id_} is {figure.written(load_words(KIT))}"
                    )
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
    ("words", "values"),
    [("acht van de tien", [80]), ("bijna twee derde", [66.7]), ("driekwart", [75]), ("1 op de 25", [4]),
     ("vier procent", [4]), ("één kind per klas", [1])],
)  # fmt: skip
def test_a_figure_in_words_has_a_value(words, values):
    assert values_in(words, "procent") == pytest.approx(values)
