"""The verbs in a terminal: what they print, what they leave alone, and with which code they end."""

import json
import subprocess
import sys

import pytest
from test_course import OWN, QUIZ, make

from signaal import __main__ as command
from signaal.course.course import VARIABLE, kit_folder
from signaal.jupyter import lab


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def opened(monkeypatch):
    """Return a list that gets (folder, first notebook, options) of each JupyterLab that would start."""
    calls = []
    monkeypatch.setattr(lab, "open_lab", lambda *arguments: calls.append(arguments))
    return calls


# --------------------------------------------------------------------------------------------------------- check


def test_the_whole_kit_is_right(capsys):
    assert command.main(["check"]) == 0
    assert capsys.readouterr().out.strip().endswith("Fouten: 0.")


def test_mistakes_come_with_file_and_line_and_each_once(capsys, tmp_path, monkeypatch):
    folder = make(
        tmp_path / "mijn cursus",
        OWN + '\n[[lessons]]\nid = "les"\nnotebook = "les.ipynb"\ntitle = "Les"\n',
        {
            "quizzes/mijn_quiz.toml": QUIZ.replace('text = "A"', 'tekst = "A"').replace(
                '"B"', '"B", correct = true'
            )
        },
    )
    monkeypatch.chdir(folder)
    assert command.main(["check"]) == 1
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == f"Cursus: Mijn cursus, in {folder}"
    assert lines[:-1] == [
        'mijn cursus/data/course.toml:9, les "les", notebook: les.ipynb is er niet. Verbeter de naam, of haal de les weg.',
        'mijn cursus/data/quizzes/mijn_quiz.toml:12, vraag "een", optie 1: de sleutel "tekst" ken ik niet. Bedoel je "text"? '
        "Haal hem weg of verbeter de naam.",
    ]
    assert lines[-1] == "Bestanden nagekeken: 2. Fouten: 2."
    assert command.main(["check", str(folder / "data" / "course.toml")]) == 1
    (folder / "les.ipynb").write_text("{}", encoding="utf-8")
    assert command.main(["check", str(folder / "data" / "course.toml")]) == 0


def test_every_kind_of_content_file_of_the_kit_can_be_checked(capsys):
    data = kit_folder() / "data"
    files = ["course.toml", "strings.nl.toml", "figures.csv", "class_sizes.csv", "quizzes/00_welkom.toml",
             "scenarios/04_handelen.toml", "exercises/01_cijfers_lezen.toml", "charts/soorten_meldingen.vl.json"]  # fmt: skip
    assert command.main(["check", *(str(data / name) for name in files)]) == 0
    assert "Bestanden nagekeken: 8. Fouten: 0." in capsys.readouterr().out


def test_where_no_course_is_it_says_that_the_kit_is_looked_at(capsys):
    command.main(["check"])
    assert (
        "In deze map en hoger staat geen data/course.toml; daarom kijk ik deze cursus na."
        in capsys.readouterr().out
    )


def test_a_file_with_a_slip_in_its_name_or_place_is_said(capsys, tmp_path, monkeypatch):
    names = ["quizzes/een.toml.txt", "quiz/een.toml", "een.toml", "charts/een.json"]
    monkeypatch.chdir(make(tmp_path / "cursus", OWN, dict.fromkeys(names, "")))
    assert command.main(["check"]) == 1
    said = capsys.readouterr().out
    assert all(f"cursus/data/{name}: dit bestand leest niemand." in said for name in names)


def test_a_course_in_a_language_without_words_is_not_right(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(make(tmp_path / "cursus", OWN.replace('"nl"', '"en"')))
    assert command.main(["check"]) == 1
    assert "cursus/data/strings.en.toml is er niet" in capsys.readouterr().out


def test_a_merge_left_open_in_a_notebook_is_said(capsys, tmp_path, monkeypatch):
    folder = make(tmp_path / "cursus", OWN)
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["Tekst\n", "<<<<<<< HEAD\n", "a"]}
    (folder / "les.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    (folder / "kapot.ipynb").write_text('{"cells": [\n<<<<<<< HEAD\n', encoding="utf-8")
    (folder / "leeg.ipynb").write_text("[]", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert command.main(["check"]) == 1
    said = capsys.readouterr().out
    for words in (
        "les.ipynb, cel 1:2: hier staat nog",
        "kapot.ipynb:2: hier staat nog",
        "leeg.ipynb: dit is geen notebook",
    ):
        assert words in said


def test_a_figure_in_a_lesson_that_is_not_there_or_says_another_number_is_said(capsys, tmp_path, monkeypatch):
    folder = make(tmp_path / "cursus", OWN)
    texts = [
        "[36%](bronnen.ipynb#cell-id=omstanders-niets), [meer](bronnen.ipynb#boeken), [alles](bronnen.ipynb)",
        "[63%](bronnen.ipynb#cell-id=omstanders-niets), [41%](../notebooks/bronnen.ipynb#cell-id=omstanders-niks)",
    ]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    (folder / "les.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    monkeypatch.chdir(folder)
    assert command.main(["check"]) == 1
    first, second = [line for line in capsys.readouterr().out.splitlines() if "les.ipynb, cel 2: " in line]
    assert "staat 63, maar dat cijfer is 36 procent" in first
    assert '"omstanders-niks" staat niet in data/figures.csv. Bedoel je "omstanders-niets"?' in second


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cursus", "dit is een map"),
        ("weg.toml", "dit bestand is er niet"),
        ("los.toml", "hoort bij geen cursus"),
        ("cursus/data/plaatje.png", "dit soort bestand kijk ik niet na"),
        ("cursus/data/quizzes/x/diep.toml", "dit soort bestand kijk ik niet na"),
        ("cursus/data/kapot.csv", "cursus/data/kapot.csv"),
    ],
)
def test_a_file_that_cannot_be_checked_is_said(capsys, tmp_path, name, words):
    make(tmp_path / "cursus", OWN)
    if not name.startswith("weg") and name != "cursus":
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b'a,b\n"\xff')
    assert command.main(["check", name]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["chek"], ["check", "--snel"], []])
def test_a_command_that_is_not_understood_ends_with_two(arguments, opened, capsys):
    try:
        code = command.main(arguments)
    except SystemExit as error:
        code = error.code
    assert (code, opened) == (2, [])
    said = "".join(capsys.readouterr())
    assert "signaal" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["lab", "-h"]])
def test_help_is_dutch(arguments, capsys, opened):
    assert command.main(arguments) == 0
    assert "cursus" in capsys.readouterr().out
    assert not opened


def test_the_command_itself_runs():
    done = subprocess.run(
        [sys.executable, "-m", "signaal", "check", "weg.toml"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == ""


# ----------------------------------------------------------------------------------------------------------- lab


def test_elsewhere_the_lessons_come_in_a_folder_of_the_learner(opened, tmp_path, capsys):
    assert command.main(["lab", "--no-browser"]) == 0
    folder = tmp_path / "signaal-lessen"
    assert opened == [(folder, "notebooks/00_welkom.ipynb", ["--no-browser"])]
    assert (folder / "notebooks" / "03_signalen_herkennen.ipynb").exists()
    assert (folder / "docs" / "docentenhandleiding.md").exists(), "Welkom links to it"
    assert not list(folder.rglob("solutions")), "the answers stay in the package"
    changed = folder / "exercises" / "01_cijfers_lezen.ipynb"
    changed.write_text("mijn werk", encoding="utf-8")
    command.main(["lab", "--port", "8900"])
    assert opened[1] == (folder, "notebooks/00_welkom.ipynb", ["--port", "8900"])
    assert "veranderd" not in capsys.readouterr().out, "there is nothing newer"
    assert changed.read_text(encoding="utf-8") == "mijn werk"


def test_in_a_course_of_ones_own_that_course_opens_and_nothing_is_put_there(opened, tmp_path, monkeypatch):
    lesson = '\n[[lessons]]\nid = "les"\nnotebook = "les.ipynb"\ntitle = "Les"\n'
    folder = make(tmp_path / "cursus", OWN + lesson, {"../les.ipynb": "{}"})
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    assert command.main(["lab"]) == 0
    assert opened == [(folder, "les.ipynb", [])]
    monkeypatch.chdir(tmp_path)
    command.main(["lab", "cursus"])
    command.main(["lab", "cursus", "--port", "8900"])
    assert opened[1:] == [opened[0], (folder, "les.ipynb", ["--port", "8900"])]
    assert sorted(folder.rglob("*")) == before


def test_in_a_clone_the_clone_opens(opened, monkeypatch):
    monkeypatch.chdir(kit_folder() / "notebooks")
    assert command.main(["lab"]) == 0
    assert opened == [(kit_folder(), "notebooks/00_welkom.ipynb", [])]


@pytest.mark.parametrize("place", ["bestand/map", "bestand"])
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(opened, tmp_path, capsys, place):
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    assert command.main(["lab", place]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "hier kan ik niet lezen of schrijven" in said
    assert not opened


def test_a_course_that_is_wrong_does_not_open(opened, tmp_path, capsys):
    make(tmp_path / "cursus", OWN.replace("schema = 1", "schema = 2"))
    assert command.main(["lab", "cursus"]) == 1
    assert "Zet schema = 1" in capsys.readouterr().err
    assert not opened
