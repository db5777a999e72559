"""Every sentence in which an author hears of a mistake has an id, and an example that brings about exactly that sentence."""

import ast
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import signaal
from signaal.__main__ import main
from signaal.course.course import VARIABLE, Course
from signaal.course.mistakes import ContentError, messages
from signaal.lecturer.check import check_course, check_files
from signaal.make.messages import PAGE, messages_page

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "docs" / "sjablonen"
EXAMPLES = {id_: each for group in messages().values() for id_, each in group.items()}
MANY = "9" * 200_000


def pattern(id_):
    """Return what the sentence with this id looks like, whatever is filled in."""
    parts = re.split(r"(\{\w+\})", EXAMPLES[id_]["sentence"])
    return re.compile("".join(".*" if part.startswith("{") else re.escape(part) for part in parts))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("meldingen") / "plek"


@pytest.fixture
def folder(place, monkeypatch):
    """Return the folder of a copy of the templates, always the same: what was read of the kit's tables is read once."""
    monkeypatch.delenv(VARIABLE, raising=False)
    shutil.rmtree(place, ignore_errors=True)
    folder = Path(shutil.copytree(TEMPLATES, place / "sjablonen"))
    monkeypatch.chdir(folder)
    return folder


def brought_about(example, folder, capsys, monkeypatch):
    """Return the sentences that come of an example."""
    for name, text in example.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{many}", MANY).lstrip("\n"), encoding=example.get("encoding", "utf-8"))
    if "file" in example:
        path = folder / "data" / example["file"]
        text = path.read_text(encoding="utf-8")
        for old, new in [(example["old"], example["new"]), *example.get("more", ())]:
            assert text.count(old) >= 1, old
            text = text.replace(old, new.replace("{many}", MANY), 1)
        path.write_text(text, encoding="utf-8")
    if "file" in example:
        return check_files([path])
    if "code" not in example:
        try:
            return check_course(Course(folder))
        except ContentError as error:
            return list(error.mistakes)
    names = {name: getattr(signaal, name) for name in signaal.__all__}
    names |= {"Course": Course, "ContentError": ContentError, "command": lambda *words: main(list(words))}
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for module in ("course", "words"):
        monkeypatch.setattr(f"signaal.course.{module}.kit_folder", signaal.course.course.kit_folder)
    try:
        exec(example["code"], names)
    except ContentError as error:
        return list(error.mistakes)
    said = capsys.readouterr()
    return [line for line in (said.out + said.err).splitlines() if not line.startswith("Bestanden nagekeken")]


@pytest.mark.parametrize("id_", EXAMPLES)
def test_an_example_brings_about_exactly_its_sentence(id_, folder, capsys, monkeypatch):
    found = brought_about(EXAMPLES[id_], folder, capsys, monkeypatch)
    assert len(found) == 1, found
    assert pattern(id_).search(found[0]), found


def test_the_templates_are_right(folder):
    assert check_course(Course(folder)) == []
    kinds = {
        kind
        for path in folder.glob("data/*/*.toml")
        for kind in re.findall(r'^(?:type|form) = "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert kinds == {"single", "multiple", "order", "sort", "number", "reflect", "choice", "gesprek"}
    story = (folder / "data" / "scenarios" / "verhaal.toml").read_text(encoding="utf-8")
    assert story.count("[[passages]]") == 5


BLOCKS = re.findall(
    r"```toml\n(schema = 1\n.*?)```", (ROOT / "docs" / "schrijven.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(
    ("n", "kind", "missing"),
    [(0, "quizzes", None), (1, "scenarios", "unknown-place"), (2, "exercises", None)],
)
def test_what_schrijven_md_shows_is_right_but_for_the_rest_of_the_story(n, kind, missing, folder):
    text = BLOCKS[n]
    assert len(BLOCKS) == 3
    stem = re.search('id = "([^"]+)"', text)[1]
    path = folder / "data" / kind / f"{stem}.toml"
    path.write_text(text, encoding="utf-8")
    wrong = [
        sentence
        for sentence in check_files([path])
        if missing is None or not pattern(missing).search(sentence)
    ]
    assert wrong == []


def asked(path):
    """Yield (name of the function, id) of each sentence that a module asks for."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
        if isinstance(node, ast.Call) and name in ("says", "error", "say") and node.args:
            yield name, getattr(node.args[0], "value", None)


# What looks at what an author writes.
AUTHORS = [
    *(ROOT / "signaal" / "course").glob("*.py"),
    *(ROOT / "signaal" / name for name in ("lecturer/check.py", "lecturer/preview.py", "show/charts.py")),
]


def test_every_sentence_is_asked_for_and_every_one_that_is_asked_for_is_there():
    found = [each for path in AUTHORS if path.name != "mistakes.py" for each in asked(path)]
    assert {id_ for name, id_ in found if name != "say"} <= EXAMPLES.keys()
    assert {id_ for _, id_ in found if id_ in EXAMPLES} == EXAMPLES.keys()


@pytest.mark.parametrize("path", AUTHORS, ids=lambda path: path.name)
def test_no_sentence_about_a_mistake_stands_in_the_code(path):
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    # What is wrong, and then what to do.
    typed = [text for text in texts if re.search(r"\. [A-Z]\w+ .*\.$", text) and text not in docstrings]
    assert typed == []


TWENTY = """schema = 1
id = "vakken"
title = "In vakken leggen"

[[questions]]
id = "Feit of duiding"
type = "srot"
tekst = "Wat is een feit, en wat is een duiding?"
hint = 3
kleur = "rood"
sources = ["hp-doos", "nij-sig"]

[[questions.categories]]
id = "feit"
text = "Feit"

[[questions.categories]]
id = "duiding"
text = "feit"

[[questions.items]]
id = "brood"
text = "Noor had drie dagen geen brood bij zich."
category = "fiet"
feedback = "Je kunt het tellen: [3](bronnen.ipynb#cell-id=vt-meldingen-2025)."

[[questions.items]]
id = "brood"
text = ""
category = "feit"
feedbak = "Iedereen kon het zien."

[[questions.items]]
id = "arm"
text = "Noor had drie dagen geen brood bij zich."
category = "weg"
feedback = "Dat maak je ervan."
volgorde = 1

[[questions.items]]
text = "Noors vader praat hard."
category = 2
feedback = ["Dat hoor je."]

[[questions.items]]
id = "Jas!"
text = "Noor hield haar jas aan."
feedback = "Zie [de cijfers](../bronnen.ipynb)."
"""


def test_twenty_mistakes_in_one_question_are_twenty_sentences_with_their_lines(folder):
    (folder / "data" / "quizzes" / "vakken.toml").write_text(TWENTY, encoding="utf-8")
    found = check_course(Course(folder))
    lines = [int(re.match(r"sjablonen/data/quizzes/vakken\.toml:(\d+), vraag ", line)[1]) for line in found]
    # In the order of the file: an id, what is missing, a type, …, a link to no figure.
    wrong = [5, 5, 7, 8, 9, 10, 11, 11, 19, 24, 25, 27, 29, 31, 35, 36, 38, 40, 42, 43, 45, 45, 48]
    assert lines == wrong, "\n".join(found)


SPOILED = {
    'title = "Maandagochtend"': 'titel = "Maandagochtend"',
    'kind = "feit"': 'kind = "feiten"',
    'to = "pauze"\nstep = 1\nrecommended': 'to = "puaze"\nstep = 7\nrecommended',
    'feedback = "Dat kan. Zonder': 'feedbak = "Dat kan. Zonder',
    'needs = ["opgeschreven"]\ntext': "text",
    'id = "vertellen"': 'id = "Vertellen"',
    "also_right = true": 'also_right = true\nrecommended = "ja"',
    'text = "Daans vader': 'tekst = "Daans vader',
    "step = 3\nrecommended = true": "step = 3",
    'text = "Voor Daan is vooral hulp nodig, en snel."': 'text = ""',
    'outcome = "goed"': 'outcome = "prima"',
    'start = "maandag"': "start = 3",
    "discussion = [": "discussie = [",
}


def test_the_mistakes_of_a_story_are_told_at_once_and_no_slip_makes_something_else_look_wrong(folder):
    path = folder / "data" / "scenarios" / "verhaal.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in SPOILED.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    found = check_files([path])
    # Each is one mistake; the line with puaze and step has two.
    assert len(found) == len(SPOILED) + 1, "\n".join(found)
    assert all(re.match(r"sjablonen/data/scenarios/verhaal\.toml:\d+", sentence) for sentence in found)


WORDS = ["3", "true", '"x"', "[]", '["x"]', "{}", "[{}]", '""', "[3]", '{ x = "y" }', "1.5", "inf"]


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_sentences(folder, data):
    path = data.draw(st.sampled_from(sorted(TEMPLATES.glob("data/*/*.toml"))))
    lines = path.read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        n = data.draw(st.integers(1, len(lines) - 1))
        key, sign, _ = lines[n].partition(" = ")
        lines[n] = f"{key} = {data.draw(st.sampled_from(WORDS))}" if sign else ""
    copy = folder / path.relative_to(TEMPLATES)
    copy.write_text("\n".join(lines), encoding="utf-8")
    for sentence in check_files([copy]):
        assert sentence.startswith("sjablonen/data/"), sentence
        assert "\0" not in sentence
        assert "\n" not in sentence


def test_the_page_of_all_messages_is_written_from_them():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == messages_page(), "make notebooks writes it"
