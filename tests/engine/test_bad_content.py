"""Whoever edits content gets one Dutch sentence a mistake: file, item, what is wrong, what to do."""

import csv
import re

import pytest

from signaal.course.course import Course, kit_folder
from signaal.course.exercises import load_exercises
from signaal.course.figures import (
    load_figures,
    load_help_lines,
    load_section_sources,
    load_series,
    load_sources,
)
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words
from signaal.lecturer.check import check_files
from signaal.show.charts import load_chart
from signaal.show.payload import quiz_content

QUIZ = """schema = 1
id = "proef"
title = "Proef"

[[questions]]
id = "een"
type = "single"
text = "Vraag"
explanation = "Uitleg"
sources = ["nji-sig"]
options = [
  { id = "a", text = "A", feedback = "a", correct = true },
  { id = "b", text = "B", feedback = "b" },
]
"""

SCENARIO = (
    """schema = 1
id = "proef"
title = "Proef"
intro = "Intro"
start = "p1"
discussion = ["Wat vond je?"]
"""
    + "".join(
        f"""
[[passages]]
id = "p{n}"
title = "Moment {n}"
text = "Tekst"
choices = [{{ id = "a", text = "A", to = "{f"p{n + 1}" if n < 5 else "slot"}", step = {n}, recommended = true, feedback = "f" }}]
"""
        for n in range(1, 6)
    )
    + """
[[endings]]
id = "slot"
title = "Slot"
outcome = "goed"
text = "Tekst"
next = "Verder"
"""
)


def mistakes(load, course):
    with pytest.raises(ContentError) as caught:
        load("proef", course)
    return caught.value.mistakes


def written(course, kind, text):
    (course.data / kind / "proef.toml").write_text(text, encoding="utf-8")
    return course


def test_the_examples_of_these_tests_are_right(course):
    assert load_quiz("proef", written(course, "quizzes", QUIZ)).questions
    assert load_scenario("proef", written(course, "scenarios", SCENARIO)).passages


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('text = "Vraag"', 'text = "Vraag', ["proef.toml:8: ", "klopt de schrijfwijze niet", "aanhalingsteken"]),
        ('text = "Vraag"', 'tekst = "Vraag"', ['"tekst" ken ik niet', 'Bedoel je "text"?']),
        ('explanation = "Uitleg"\n', "", ['vraag "een"', '"explanation" ontbreekt', "Voeg"]),
        ('type = "single"', 'type = "singel"', ['het type "singel" ken ik niet', 'Bedoel je "single"?', "single, multiple"]),
        (', correct = true', "", ["geen goede optie", "correct = true"]),
        ('feedback = "b" }', 'feedback = "b", correct = true }', ["2 goede opties", "multiple"]),
        ('correct = true', 'correct = "ja"', ["optie 1", "true of false", "'ja'"]),
        ('id = "b"', 'id = "a"', ['optie "a"', "twee keer"]),
        ('text = "B"', 'text = " a "', ['optie "b"', 'dezelfde als die van "a"']),
        ('type = "single"\n', "", ["type ontbreekt", "single, multiple, order, sort, number, reflect"]),
        ('type = "single"', 'type = ["single"]', ["ken ik niet"]),
        ('type = "single"', 'type = "reflect"', ['de sleutel "options" ken ik niet']),
        ('id = "een"', 'id = "Één"', ["kleine letters"]),
        ('id = "proef"', 'id = "ander"', ["bestandsnaam", '"proef"']),
        ("schema = 1", "schema = 2", ["proef.toml:1, schema: 2 ken ik niet", "Zet schema = 1"]),
        ('"nji-sig"', '"nij-sig"', ['de bron "nij-sig"', 'Bedoel je "nji-sig"?']),
        ('["nji-sig"]', "[]", ["geen bron"]),
        ('text = "Vraag"', "text = 5", ["tekst tussen aanhalingstekens"]),
        ('text = "Vraag"', 'text = " "', ["text: hier staat niets"]),
        ('["nji-sig"]', '"nji-sig"', ["sources: hier hoort een lijst", "Zet er [ ] omheen"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_quiz_is_one_sentence(course, old, new, words):
    assert old in QUIZ
    found = mistakes(load_quiz, written(course, "quizzes", QUIZ.replace(old, new, 1)))
    assert len(found) == 1
    assert found[0].startswith("kopie/data/quizzes/proef.toml")
    for word in words:
        assert word in found[0]


ORDER = """schema = 1
id = "proef"
title = "Proef"

[[questions]]
id = "een"
type = "order"
text = "Vraag"
explanation = "Uitleg"
sources = ["nji-sig"]
items = [
  { id = "a", text = "A", feedback = "a" },
  { id = "b", text = "B", feedback = "b" },
  { id = "c", text = "C", feedback = "c" },
]
"""
SORT = (
    ORDER.replace('"order"', '"sort"').replace('"a" }', '"a", category = "x" }').replace('"b" }', '"b", category = "y" }')
    .replace('"c" }', '"c", category = "y" }')
    + 'categories = [{ id = "x", text = "X" }, { id = "y", text = "Y" }]\n'
)  # fmt: skip
NUMBER = (
    ORDER[: ORDER.index("items")].replace('"order"', '"number"')
    + """[questions.guess]
figure = "omstanders-niets"
lowest = 0
highest = 100
step = 1
tolerance = 5
low = "Het is meer."
right = "Dat klopt."
high = "Het is minder."
"""
)
REFLECT = ORDER[: ORDER.index("items")].replace('"order"', '"reflect"').replace('sources = ["nji-sig"]\n', "")


@pytest.mark.parametrize("text", [ORDER, SORT, NUMBER, REFLECT])
def test_the_examples_of_the_other_types_are_right(course, text):
    assert quiz_content(load_quiz("proef", written(course, "quizzes", text)), course)["questions"]


@pytest.mark.parametrize(
    ("text", "old", "new", "words"),
    [
        (ORDER, '  { id = "c", text = "C", feedback = "c" },\n', "", ["minder dan 3 onderdelen"]),
        (ORDER, 'text = "C"', 'text = "B"', ['onderdeel "c"', "dezelfde"]),
        (ORDER, ', feedback = "c"', "", ["onderdeel 3", '"feedback" ontbreekt']),
        (ORDER, '"c" }', '"c", category = "x" }', ['onderdeel "c"', 'category hoort bij type "sort"']),
        (SORT, 'category = "x"', 'category = "z"', ['onderdeel "a"', 'het vak "z" bestaat niet']),
        (SORT, 'category = "x"', 'category = "y"', ['vak "x"', "geen onderdeel in"]),
        (NUMBER, "omstanders-niets", "omstanders-iets", ['het cijfer "omstanders-iets"', 'Bedoel je "omstanders-niets"?']),
        (NUMBER, "highest = 100", "highest = 30", ["het cijfer (36) ligt niet tussen"]),
        (NUMBER, "highest = 100", "highest = 0", ["lowest moet kleiner zijn dan highest"]),
        (NUMBER, "highest = 100", "highest = inf", ["lowest moet kleiner zijn dan highest"]),
        (NUMBER, "step = 1", "step = 0", ["step moet groter zijn dan 0"]),
        (NUMBER, "tolerance = 5", 'tolerance = "5"', ["guess, tolerance", "een getal"]),
        (NUMBER, "[questions.guess]", "[questions.gues]", ['de sleutel "gues" ken ik niet', "guess"]),
        (REFLECT, 'explanation = "Uitleg"', 'explanation = "Uitleg"\nreview = true', ["zonder goed of fout kan review niet"]),
        (REFLECT, 'explanation = "Uitleg"', 'explanation = "Uitleg"\nsources = ["nij-sig"]', ['Bedoel je "nji-sig"?']),
    ],
)  # fmt: skip
def test_a_mistake_in_a_question_of_another_type_is_a_sentence(course, text, old, new, words):
    assert old in text
    found = mistakes(load_quiz, written(course, "quizzes", text.replace(old, new, 1)))
    assert all(re.match(r'kopie/data/quizzes/proef\.toml:\d+, vraag "een"', line) for line in found)
    for word in words:
        assert any(word in line for line in found), found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('title = "Zij zei "help" tegen mij"', "staat nog een aanhalingsteken"),
        ('title = "Hij zei: "Nee""', "staat nog een aanhalingsteken"),
        ('title = ""Nee", zei hij"', "staat nog een aanhalingsteken"),
        ('title = "Wat zeg je: "ja", "nee" of niets?"', "staat nog een aanhalingsteken"),
        ('title = "Proef" intro = "Tekst"', "klopt de schrijfwijze niet"),
        ('title = ["Proef" "Tekst"]', "klopt de schrijfwijze niet"),
        ('title = "Proef', "klopt de schrijfwijze niet"),
        ("title = Proef", "klopt de schrijfwijze niet"),
    ],
)
def test_a_quotation_mark_inside_a_text_is_told_from_another_slip(course, typed, words):
    text = re.sub("(?m)^title = .*$", lambda _: typed, QUIZ, count=1)
    (sentence,) = mistakes(load_quiz, written(course, "quizzes", text))
    assert words in sentence


def test_all_mistakes_of_a_file_come_at_once(course):
    second = QUIZ[QUIZ.index("[[questions]]") :].replace(", correct = true", "")
    text = QUIZ.replace('explanation = "Uitleg"\n', "").replace('"Proef"', '"Proef"\nkleur = "rood"') + second
    found = mistakes(load_quiz, written(course, "quizzes", text))
    assert len(found) == 4
    assert any("explanation" in line for line in found)
    assert any("kleur" in line for line in found)
    assert any("geen goede optie" in line for line in found)
    assert any("staat er twee keer" in line for line in found)


def test_two_questions_with_one_id(course):
    text = QUIZ + QUIZ[QUIZ.index("[[questions]]") :]
    assert mistakes(load_quiz, written(course, "quizzes", text)) == (
        'kopie/data/quizzes/proef.toml:15, vraag "een": deze id staat er twee keer. Geef één van de twee een andere id.',
    )


def test_an_empty_quiz(course):
    (found,) = mistakes(load_quiz, written(course, "quizzes", QUIZ[: QUIZ.index("[[questions]]")]))
    assert "geen vraag" in found


def test_a_file_that_is_not_there(course):
    with pytest.raises(ContentError, match=r'dit bestand is er niet. Bedoel je "03_signalen_herkennen"\?'):
        load_quiz("03_signalen_herkenen", course)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('to = "p3"', 'to = "p33"', ['passage "p2", keuze "a"', '"p33" bestaat niet', "Bedoel je"]),
        ('to = "slot"', 'to = "p1"', ["niet zeker bij een einde"]),
        ('start = "p1"', 'start = "p2"', ['passage "p1"', "geen keuze leidt hierheen"]),
        ('start = "p1"', 'start = "begin"', ['het begin "begin" is geen passage']),
        ("step = 3", "step = 2", ["ontbreekt van de meldcode stap 3"]),
        ("step = 3", "step = 3.0", ["3.0 kan hier niet"]),
        ("step = 3", "step = 6", ["6 kan hier niet", "1, 2, 3, 4, 5"]),
        ('outcome = "goed"', 'outcome = "deels goed"', ["geen goed einde"]),
        ("recommended = true", "recommended = false", ["0 aanbevolen keuzes"]),
        ('id = "slot"\ntitle', 'id = "p1"\ntitle', ["een einde heeft dezelfde id"]),
        ('id = "p4"', 'id = "p3"', ["twee keer"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_scenario_is_a_sentence(course, old, new, words):
    assert old in SCENARIO
    found = mistakes(load_scenario, written(course, "scenarios", SCENARIO.replace(old, new, 1)))
    assert all(line.startswith("kopie/data/scenarios/proef.toml") for line in found)
    for word in words:
        assert any(word in line for line in found), found


FLAGS = (
    SCENARIO.replace('start = "p1"', 'start = "p1"\nflags = { gezien = "je het zag" }')
    .replace('text = "Tekst"\nchoices', 'text = "Tekst"\nnotes = [{ id = "n", text = "N", kind = "feit", feedback = "f", sets = ["gezien"] }]\nchoices', 1)
    .replace('feedback = "f" }]\n\n[[passages]]\nid = "p3"', 'feedback = "f" }, { id = "b", text = "B", to = "p3", step = 2, feedback = "f", needs = ["gezien"] }]\n\n[[passages]]\nid = "p3"')
)  # fmt: skip


def test_a_story_with_a_flag_is_right(course):
    story = load_scenario("proef", written(course, "scenarios", FLAGS))
    assert story.passages[1].choices[1].needs == ["gezien"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('needs = ["gezien"]', 'needs = ["gezin"]', ['de vlag "gezin" staat niet bij flags', 'Bedoel je "gezien"?']),
        ('sets = ["gezien"]', "sets = []", ['vlag "gezien"', "zet hem met sets"]),
        ('needs = ["gezien"]', "needs = []", ['vlag "gezien"', "geen keuze of extra tekst kijkt ernaar"]),
        ('kind = "feit"', 'kind = "feiten"', ["notitie 1, kind", "'feiten' kan hier niet"]),
        ('flags = { gezien = "je het zag" }', "flags = { gezien = 3 }", ["tekst tussen aanhalingstekens"]),
        ('flags = { gezien = "je het zag" }', "flags = 3", ["niet de juiste vorm"]),
        # the only way on is one that a flag closes
        ('step = 3, recommended = true', 'step = 3, recommended = true, needs = ["gezien"]', ["0 aanbevolen keuzes zonder needs"]),
        ('step = 2, feedback = "f", needs', 'step = 2, feedback = "f", recommended = true, unless', []),
    ],
)  # fmt: skip
def test_a_mistake_in_a_flag_is_a_sentence(course, old, new, words):
    assert old in FLAGS
    text = written(course, "scenarios", FLAGS.replace(old, new, 1))
    if not words:  # two recommended choices are right, if a flag opens one of them
        assert load_scenario("proef", text).recommended_path()
        return
    found = mistakes(load_scenario, text)
    for word in words:
        assert any(word in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('needs = ["gezien"] }', 'needs = ["gezien"], closed = "Omdat je niets zag." }', []),
        ('recommended = true, feedback', 'closed = "Weg.", recommended = true, feedback', ['passage "p1", keuze "a": deze keuze is er altijd']),
        ('recommended = true, feedback', 'also_right = true, recommended = true, feedback', ['passage "p1", keuze "a": deze keuze is al aanbevolen']),
        ('title = "Moment 2"', 'title = "Moment 2"\nextra = [{ text = "T", unless = ["gezien"] }]', []),
        ('title = "Moment 2"', 'title = "Moment 2"\nreview = true', ['deze passage kan niet los terugkomen']),
        ('title = "Moment 2"', 'title = "Moment 2"\nextra = [{ text = "T" }]', ['passage "p2", extra tekst 1: iedereen leest dit']),
        ('title = "Slot"', 'title = "Slot"\nextra = [{ text = "T", needs = ["gezin"] }]', ['einde "slot", extra tekst 1', 'de vlag "gezin" staat niet']),
        ('step = 1, recommended', 'step = 1, kind = "open", recommended', ['passage "p1", keuze "a": kind hoort bij een gesprek']),
        ('step = 1, recommended', 'step = 1, kind = "opne", recommended', ["'opne' kan hier niet", 'Bedoel je "open"?']),
    ],
)  # fmt: skip
def test_what_depends_on_something_done_before_is_proved_too(course, old, new, words):
    assert old in FLAGS
    text = written(course, "scenarios", FLAGS.replace(old, new, 1))
    if not words:
        assert load_scenario("proef", text).passages
        return
    found = mistakes(load_scenario, text)
    for word in words:
        assert any(word in line for line in found), found


def test_in_a_conversation_every_sentence_has_a_kind_or_none_has(course):
    talk = re.sub(r"step = \d, ", 'kind = "open", ', SCENARIO).replace(
        'start = "p1"', 'start = "p1"\nform = "gesprek"'
    )
    assert load_scenario("proef", written(course, "scenarios", talk)).passages[0].choices[0].kind == "open"
    written(course, "scenarios", talk.replace('kind = "open", ', "", 1))
    (found,) = mistakes(load_scenario, Course(course.folder))
    assert 'passage "p1", keuze "a": kind ontbreekt' in found


def test_a_passage_that_only_a_flag_nobody_can_have_leads_to(course):
    extra = """[[passages]]
id = "p6"
title = "T"
text = "T"
choices = [{ id = "a", text = "A", to = "slot", step = 1, recommended = true, feedback = "f", sets = ["later"] }]

[[endings]]"""
    text = FLAGS.replace("[[endings]]", extra, 1).replace(
        'je het zag"', 'je het zag", later = "het later is"'
    )
    text = text.replace('to = "p3", step = 2, feedback = "f", needs = ["gezien"]', 'to = "p6", step = 2, feedback = "f", needs = ["gezien", "later"]')  # fmt: skip
    found = mistakes(load_scenario, written(course, "scenarios", text))
    assert any('passage "p6"' in line and "geen keuze leidt hierheen" in line for line in found)


def test_a_slip_in_one_passage_does_not_make_others_look_wrong(course):
    text = SCENARIO.replace('title = "Moment 3"', 'titel = "Moment 3"')
    found = mistakes(load_scenario, written(course, "scenarios", text))
    assert len(found) == 1, found  # not also: "p3 bestaat niet"
    assert 'passage "p3"' in found[0]


def test_a_loop_without_a_way_out(course):
    loop = 'choices = [{ id = "a", text = "A", to = "p2", step = 1, recommended = true, feedback = "f" }]'
    text = SCENARIO.replace(
        "[[endings]]",
        f'[[passages]]\nid = "p6"\ntitle = "T"\ntext = "T"\n{loop.replace("p2", "p6")}\n[[endings]]',
    )
    found = mistakes(load_scenario, written(course, "scenarios", text))
    assert any('passage "p6"' in line and "niet zeker bij een einde" in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'answer = "adviezen - meldingen"',
            'answer = "adviezen - melding"',
            ['oefening "e01", answer', "lukt niet"],
        ),
        ('answer = "adviezen - meldingen"', "answer = \"__import__('os')\"", ["lukt niet"]),
        ('answer = "adviezen - meldingen"', 'answer = "adviezen > meldingen"', ["lukt niet"]),
        ('answer = "adviezen - meldingen"', 'answer = "adviezen; meldingen"', ["er staat een ; in"]),
        ('answer = "adviezen - meldingen"', 'answer = "1e999"', ["er komt geen getal uit"]),
        ("tolerance = 0\n", "tolerance = -1\n", ["tolerance: -1.0 kan niet"]),
        ('"vt-adviezen-2025h1"', '"vt-adviezen-2025"', ['het cijfer "vt-adviezen-2025"', "Bedoel je"]),
    ],
)
def test_a_mistake_in_an_exercise_is_one_sentence(course, spoil, old, new, words):
    spoil("exercises/01_cijfers_lezen.toml", old, new)
    with pytest.raises(ContentError) as caught:
        load_exercises("01_cijfers_lezen", course)
    assert len(caught.value.mistakes) == 1
    for word in words:
        assert word in caught.value.mistakes[0]


@pytest.mark.parametrize(
    ("name", "load", "old", "new", "words"),
    [
        ("figures.csv", load_figures, "cbs-84849ned", "cbs-848", ["staat niet in data/sources.csv", "Bedoel je"]),
        ("figures.csv", load_figures, "66270,66270", "66.270,66.2x70", ["figures.csv:", "kolom value_high", "geen getal"]),
        ("figures.csv", load_figures, "90000,127000", ",", ["geen waarde"]),
        ("figures.csv", load_figures, "90000,127000", "127000,90000", ["groter dan"]),
        ("figures.csv", load_figures, "id,indicator", "id,naam", ["de kolommen kloppen niet"]),
        ("figures.csv", load_figures, "66270,66270", "66.270,66.270", ["kolom value_low", "zonder duizendpunt"]),
        ("figures.csv", load_figures, "66270,66270", "nan,66270", ["kolom value_low"]),
        ("figures.csv", load_figures, "vt-meldingen-2025h1,", "VT meldingen,", ["kleine letters"]),
        ("figures.csv", load_figures, ",A,", ",Z,", ["kolom certainty", "A, B, C"]),
        ("sources.csv", load_sources, "https://", "javascript:", ["kolom url", "https://"]),
        ("helplines.csv", load_help_lines, ",europees,", ",Europees,", ["kolom region"]),
        ("helplines.csv", load_help_lines, ",true", ",WAAR", ["kolom show_always"]),
        ("series.csv", load_series, "64960", "veel", ["series.csv:2, kolom value", '"veel"']),
        ("sources.csv", load_sources, "id,title", "id,titel", ["de kolommen kloppen niet"]),
        ("helplines.csv", load_help_lines, "id,name", "id,naam", ["de kolommen kloppen niet"]),
    ],
)  # fmt: skip
def test_a_damaged_table_is_refused_with_its_place(course, spoil, name, load, old, new, words):
    spoil(name, old, new)
    with pytest.raises(ContentError) as caught:
        load(course)
    for word in [f"data/{name}", *words]:
        assert word in str(caught.value)


def test_a_table_saved_by_a_spreadsheet(course):
    path = course.data / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8-sig")
    assert load_sources(course)
    path = course.data / "figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",", ";"), encoding="utf-8")
    with pytest.raises(ContentError, match="puntkomma's tussen de kolommen"):
        load_figures(course)
    path.write_text(text, encoding="utf-16")
    with pytest.raises(ContentError, match="geen UTF-8"):
        load_figures(course)


def test_a_link_to_a_figure_that_is_not_there(course):
    text = QUIZ.replace('"Vraag"', '"Er waren [5](bronnen.ipynb#cell-id=vt-meldingen-2025) meldingen."')
    with pytest.raises(
        ContentError, match=r'"vt-meldingen-2025" staat niet in .*Bedoel je "vt-meldingen-2025h1"'
    ):
        quiz_content(load_quiz("proef", written(course, "quizzes", text)), course)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[63%](bronnen.ipynb#cell-id=omstanders-niets)", "staat 63, maar dat cijfer is 36 procent."),
        ("[bijna een\nderde](bronnen.ipynb#cell-id=omstanders-niets)", "staat een derde, maar dat cijfer is 36"),
        ("[*Acht* van de tien][x]\n\n[x]: bronnen.ipynb#cell-id=omstanders-niets", "staat Acht van de tien, maar"),
        ("[90.000 tot 172.000](bronnen.ipynb#cell-id=npm-2017-schatting)", "staat 172.000, maar dat cijfer is 90.000 tot 127.000 kinderen"),
        ("[36% in 2024](bronnen.ipynb#cell-id=omstanders-niets)", "staat 2024, maar dat cijfer is 36 procent. Zet in de link alleen het cijfer"),
    ],
)  # fmt: skip
def test_a_link_to_a_figure_that_says_another_number(text, said, course):
    [sentence] = mistakes(load_quiz, written(course, "quizzes", QUIZ.replace('"Vraag"', f'"""{text}"""')))
    assert 'vraag "' in sentence
    assert said in sentence


@pytest.mark.parametrize(
    "text",
    [
        "[ruim 36 procent](bronnen.ipynb#cell-id=omstanders-niets)",
        "[90 duizend](bronnen.ipynb#cell-id=npm-2017-schatting)",
        "[dit onderzoek](bronnen.ipynb#cell-id=omstanders-niets)",
        "`[5](bronnen.ipynb#cell-id=omstanders-niets)`",
    ],
)
def test_a_link_that_says_its_figure_in_another_form_or_names_none(text, course):
    load_quiz("proef", written(course, "quizzes", QUIZ.replace('"Vraag"', f'"""{text}"""')))


@pytest.mark.parametrize(("value", "right"), [("33", True), ("33.3", True), ("33.4", False), ("34", False)])
def test_a_share_in_words_is_as_precise_as_its_figure(value, right, course, spoil):
    spoil("figures.csv", "een kind,36,36,", f"een kind,{value},{value},")
    text = "[Een derde](bronnen.ipynb#cell-id=omstanders-niets)"
    path = written(course, "quizzes", QUIZ.replace('"Vraag"', f'"{text}"')).data / "quizzes" / "proef.toml"
    assert (check_files([path]) == []) == right


def test_a_recommended_road_that_ends_badly(course):
    other = SCENARIO[SCENARIO.index("[[endings]]") :]
    bad = other.replace('"slot"', '"mis"').replace('"goed"', '"nog niet goed"')
    text = SCENARIO.replace('to = "slot"', 'to = "mis"') + bad
    extra = '{ id = "b", text = "B", to = "slot", step = 1, feedback = "f" }, '
    text = text.replace("choices = [{", f"choices = [{extra}{{", 1)
    assert mistakes(load_scenario, written(course, "scenarios", text)) == (
        "kopie/data/scenarios/proef.toml: de aanbevolen weg komt niet goed uit. Laat hem naar een goed einde leiden.",
    )


def test_a_figure_without_a_source(course):
    path = course.data / "figures.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    cells = rows[1].split(",")
    source = next(s for s in load_sources(course) if s in cells)
    rows[1] = rows[1].replace(f",{source},", ",,", 1)
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ContentError, match="hier staat geen bron bij"):
        load_figures(course)


def test_in_a_notebook_a_mistake_shows_no_traceback(course):
    error = ContentError(["één zin.", "nog een."])
    assert error._render_traceback_() == ["één zin.", "nog een."]


def test_a_mended_table_is_read_again_without_a_new_kernel(course, spoil):
    spoil("figures.csv", ",A,", ",Z,")
    with pytest.raises(ContentError):
        load_figures(course)
    spoil("figures.csv", ",Z,", ",A,")
    before = load_figures(course)
    assert load_figures(Course(course.folder)) is before
    spoil("figures.csv", "66270,66270", "66271,66271")
    now = load_figures(Course(course.folder))
    assert now["vt-meldingen-2025h1"].value == before["vt-meldingen-2025h1"].value + 1
    assert load_figures(course) is before


@pytest.mark.parametrize("form", ["gesprek", "eigen code"])
def test_where_no_meldcode_holds_a_step_is_refused(course, form):
    text = SCENARIO.replace('start = "p1"', f'start = "p1"\nform = "{form}"', 1)
    assert any(
        f'bij form = "{form}" horen geen stappen van de meldcode. Haal step weg' in line
        for line in mistakes(load_scenario, written(course, "scenarios", text))
    )


def test_a_section_with_a_source_that_is_not_there(course, spoil):
    spoil("section_sources.csv", "nji-sig", "nji-sgi")
    with pytest.raises(ContentError, match=r'de bron "nji-sgi" staat niet .* Bedoel je "nji-sig"'):
        load_section_sources("03_signalen_herkennen", course)


def test_a_lesson_without_sources(course):
    with pytest.raises(ContentError, match='geen rij over "08_meer"'):
        load_section_sources("08_meer", course)


# ------------------------------------------------------------------------------------------- merges, tables of Excel


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> andere-tak"])
@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("quizzes/03_signalen_herkennen.toml", lambda course: load_quiz("03_signalen_herkennen", course)),
        ("figures.csv", load_figures),
        ("charts/soorten_meldingen.vl.json", lambda course: load_chart("soorten_meldingen", course)),
        ("strings.nl.toml", load_words),
        ("course.toml", lambda course: Course(course.folder)),
    ],
)
def test_a_merge_left_open_is_refused_in_every_content_file(course, name, load, mark):
    path = course.data / name
    lines = path.read_text(encoding="utf-8").splitlines()
    # Also inside a text of several lines, where the file itself stays valid.
    at = next((n + 1 for n, line in enumerate(lines) if line.endswith('"""')), 3)
    path.write_text("\n".join([*lines[:at], mark, *lines[at:]]), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(course)
    assert caught.value.mistakes == (
        f"kopie/data/{name}:{at + 1}: hier staat nog een samenvoeging van git open ({mark[:7]}). Kies één van de twee versies "
        "en haal de tekens weg.",
    )


def test_a_line_under_a_heading_is_no_merge(course):
    text = QUIZ.replace('"Vraag"', '"""\nVraag\n========\n<<<<<<<<\n"""')
    assert load_quiz("proef", written(course, "quizzes", text)).questions


def excel(course, change):
    """Write figures.csv as a spreadsheet would, and return the sentences that come of it."""
    path = course.data / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        change(rows, file)
    with pytest.raises(ContentError) as caught:
        load_figures(course)
    return caught.value.mistakes


# Each of these mistakes is made in every row, and told once.
FIGURES = len(load_figures(Course(kit_folder())))


def dutch_days(rows, file):
    days = [[*row[:-1], "-".join(reversed(row[-1].split("-")))] for row in rows[1:]]
    csv.writer(file).writerows([rows[0], *days])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (dutch_days, ["figures.csv:2, kolom checked_on", f"Schrijf het jaar eerst: 2026-11-22. Zo zijn er {FIGURES} rijen."]),
        (lambda rows, file: csv.writer(file).writerows([*rows, *([[""] * 12] * 40)]), ["hier staan lege rijen (40)"]),
        (lambda rows, file: csv.writer(file, delimiter=";").writerows(rows), ["puntkomma's"]),
        (lambda rows, file: csv.writer(file).writerows([[",".join(row)] for row in rows]), ["alles staat in één kolom"]),
        (lambda rows, file: csv.writer(file, delimiter="\t").writerows(rows), ["alles staat in één kolom"]),
        (lambda rows, file: csv.writer(file).writerows([rows[0], *([*r[:2], r[2].replace(".", ",") + ",5", *r[3:]] for r in rows[1:])]),
         ["kolom value_low", "geen getal", f"Zo zijn er {FIGURES} rijen."]),
    ],
)  # fmt: skip
def test_a_table_that_a_spreadsheet_saved_gets_one_sentence_for_one_cause(course, change, words):
    found = excel(course, change)
    assert len(found) == 1, found
    for word in words:
        assert word in found[0]


def test_the_line_is_that_of_the_file_also_after_a_text_of_several_lines(course):
    path = course.data / "figures.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    several = rows[1].replace(",A,", ',A,"een\ntwee\ndrie ""vier""",', 1).rsplit(",", 2)
    path.write_text(
        "\n".join(
            [
                rows[0],
                f'{several[0].rsplit(",A,", 1)[0]},A,"een\ntwee",2026-11-22',
                rows[2].replace("36,36", "veel,36"),
            ]
        ),
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        load_figures(course)
    assert caught.value.mistakes[0].startswith("kopie/data/figures.csv:4, kolom value_low")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("3999999**3999999", "de macht is te groot"),
        ("2**2**2**2**2**2", "de macht is te groot"),
        ("-" * 100_000 + "1", "langer dan 300 tekens"),
        ("1**" * 5_000 + "1", "langer dan 300 tekens"),
        ("9" * 300, None),
    ],
)
def test_a_formula_that_would_keep_the_computer_busy_is_refused(spoil, course, answer, words):
    spoil("exercises/01_cijfers_lezen.toml", '"adviezen - meldingen"', f'"{answer}"')
    if words is None:
        load_exercises("01_cijfers_lezen", course)
        return
    with pytest.raises(ContentError, match=words):
        load_exercises("01_cijfers_lezen", course)


def test_a_number_of_thousands_of_digits_is_one_sentence(course):
    (found,) = mistakes(
        load_quiz, written(course, "quizzes", QUIZ.replace("schema = 1", f"schema = {'9' * 5000}"))
    )
    assert "een getal in dat te lang is" in found


def test_an_id_with_a_line_break_is_still_one_line(course):
    found = mistakes(load_quiz, written(course, "quizzes", QUIZ.replace('id = "een"', 'id = "e\\nen"')))
    assert all("\n" not in line for line in found)
