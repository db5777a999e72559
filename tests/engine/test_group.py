"""What was handed in, and the picture of a group: what counts, what is left out and why, and what is never shown."""

import json
from statistics import correlation

import pytest

from signaal.__main__ import main
from signaal.course.course import Course, kit_folder
from signaal.course.quizzes import load_quiz
from signaal.lecturer.group import group_picture, picture_of, write_picture
from signaal.lecturer.handins import read_handins
from signaal.make.learners import made_up, write_made_up

KIT = Course(kit_folder())
QUIZ, STORY = "03_signalen_herkennen", "gesprek_met_een_kind"
QUESTION = load_quiz(QUIZ, KIT).questions[0]
WRONG = [option for option in QUESTION.options if not option.correct]
RIGHT = next(option for option in QUESTION.options if option.correct)


def file(code, choice=None, outcome="right", sure="", **more):
    """Return one hand-in with one answer."""
    answer = {"choice": choice or [RIGHT.id], "outcome": outcome} | ({"sure": sure} if sure else {})
    whole = {"signaal": "voor de docent", "schema": 1, "course": "signaal", "code": code}
    return whole | {"quizzes": {QUIZ: {QUESTION.id: answer}}, "stories": {}} | more


def put(folder, **files):
    folder.mkdir(exist_ok=True, parents=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def picture(folder):
    return group_picture(read_handins(folder, KIT), KIT)


def test_five_files_give_a_picture_and_four_do_not(tmp_path):
    put(tmp_path, **{f"f{n}": file(f"c{n}") for n in range(4)})
    assert not picture(tmp_path).enough
    assert "Er is nog geen beeld" in repr(picture(tmp_path))
    assert picture(tmp_path).questions.empty
    put(tmp_path, f4=file("c4"))
    assert picture(tmp_path).enough
    assert "5 van 5 goed (100%)" in repr(picture(tmp_path))


def test_it_counts_first_tries_what_drew_most_and_who_was_sure_and_wrong(tmp_path):
    a, b = WRONG[:2]
    given = [
        file("1"),
        file("2"),
        file("3", [a.id], "wrong", "sure"),
        file("4", [a.id], "wrong", "doubt"),
        file("5", [b.id], "wrong", "sure"),
    ]
    put(tmp_path, **{f"f{n}": each for n, each in enumerate(given)})
    (row,) = picture(tmp_path).questions.itertuples()
    assert (row.answered, row.right, row.wrong, row.drew_n, row.sure_wrong) == (5, 2, 3, 2, 2)
    assert a.text.startswith(row.drew.rstrip("…"))
    words = picture(tmp_path).words()
    assert words[2].startswith("Zeker, en toch niet goed")
    assert "2 van de 5 kozen fout en waren vrij zeker" in words[3]
    assert any(QUESTION.section in line and "minder dan de helft" in line for line in words)


def test_a_question_with_fewer_than_five_answers_is_not_shown(tmp_path):
    put(tmp_path, **{f"f{n}": file(f"c{n}") for n in range(5)})
    other = load_quiz(QUIZ, KIT).questions[1]
    lonely = file("x")
    lonely["quizzes"][QUIZ][other.id] = {"outcome": "wrong"}
    put(tmp_path, f5=lonely)
    assert list(picture(tmp_path).questions.question) == [QUESTION.id]


def test_roads_come_from_ten_files_and_a_passage_counts_once_a_learner(tmp_path):
    write_made_up(tmp_path, made_up(KIT, 9, [], [STORY]))
    assert picture(tmp_path).roads.empty
    write_made_up(tmp_path, made_up(KIT, 10, [], [STORY]))
    roads = picture(tmp_path).roads
    assert not roads.empty
    for _, rows in roads.groupby("passage"):
        assert rows.n.sum() == rows.of.iloc[0] <= 10


def test_discrimination_comes_from_thirty_and_is_a_correlation_with_the_rest(tmp_path):
    hand_ins = list(made_up(KIT, 60, [QUIZ]))
    write_made_up(tmp_path, hand_ins[:29])
    assert picture(tmp_path).questions.discrimination.isna().all()
    write_made_up(tmp_path, hand_ins)
    found = picture(tmp_path)
    questions = set(found.questions.question)
    worth = {"right": 1.0, "partly": 0.5, "wrong": 0.0}
    whole = [each["quizzes"][QUIZ] for each in hand_ins if questions <= each["quizzes"][QUIZ].keys()]
    row = found.questions.iloc[0]
    assert len(whole) >= 30 or row.discrimination != row.discrimination
    if len(whole) >= 30:
        own = [worth[each[row.question]["outcome"]] for each in whole]
        rest = [
            sum(worth[answer["outcome"]] for answer in each.values()) - own[n] for n, each in enumerate(whole)
        ]
        assert row.discrimination == pytest.approx(correlation(own, rest))
        assert -1 < row.low < row.discrimination < row.high < 1


def test_whatever_else_lies_in_the_folder_is_named_and_left_out(tmp_path):
    put(
        tmp_path,
        **{f"goed{n}": file(f"c{n}") for n in range(5)},
        kapot="{",
        leeg="",
        lijst="[1, 2]",
        anders=file("x", course="andere-cursus"),
        nieuwer=file("y", schema=2),
        vreemd=json.dumps({"signaal": "voor de docent"}),
        eigen=json.dumps({"schema": 2, "period": "p", "kept": {"quiz:a": {}}}),
        vorm=file("z", quizzes={QUIZ: [1]}),
        tekst=file("t", quizzes={QUIZ: {QUESTION.id: {"choice": "Ik vind dat …", "outcome": "right"}}}),
        onbekend=file("u", quizzes={"99_iets": {"a": {"outcome": "right"}}}),
    )  # fmt: skip
    (tmp_path / "foto.png").write_bytes(b"x")
    put(tmp_path / "map", dubbel=file("c0"))
    read = read_handins(tmp_path, KIT)
    said = {sentence.split(":")[0]: sentence for sentence in read.left_out}
    names = [
        "kapot.json",
        "leeg.json",
        "lijst.json",
        "anders.json",
        "nieuwer.json",
        "vreemd.json",
        "eigen.json",
        "vorm.json",
    ]
    for name in [*names, "foto.png"]:
        assert name in said, name
    assert 'andere cursus ("andere-cursus")' in said["anders.json"]
    assert "andere versie" in said["nieuwer.json"]
    assert "eigen bestand van een student" in said["eigen.json"]
    assert any("dubbel.json" in sentence and "dezelfde persoon" in sentence for sentence in read.left_out)
    assert any("99_iets" in sentence for sentence in read.left_out)
    assert any("is veranderd sinds" in sentence for sentence in read.left_out)
    assert read.files == 7  # five, and two of which nothing that counts was left
    assert len(read.answers) == 5
    assert "Ik vind" not in repr(picture(tmp_path)) + picture(tmp_path).html()
    assert all(line.count("\n") == 0 for line in read.left_out)


def test_of_two_files_of_one_learner_the_fuller_one_counts(tmp_path):
    fuller = file("c0", [WRONG[0].id], "wrong")
    fuller["quizzes"][QUIZ][load_quiz(QUIZ, KIT).questions[1].id] = {"outcome": "right"}
    put(tmp_path, a_eerst=file("c0"), b_later=fuller)
    read = read_handins(tmp_path, KIT)
    assert read.files == 1
    assert set(read.answers.outcome) == {"wrong", "right"}
    assert read.left_out[0].startswith("a_eerst.json")


def test_the_command_writes_tables_that_a_dutch_spreadsheet_reads(tmp_path, capsys):
    write_made_up(tmp_path / "in", made_up(KIT, 40, [QUIZ], [STORY]))
    assert main(["group", str(tmp_path / "in"), "--csv", str(tmp_path / "uit")]) == 0
    said = capsys.readouterr().out
    assert "Bestanden die tellen: 40." in said
    text = (tmp_path / "uit" / "vragen.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("quiz;question;text;answered;")
    assert len(text.splitlines()) == 1 + len(picture(tmp_path / "in").questions)
    page = (tmp_path / "uit" / "groepsbeeld.html").read_text(encoding="utf-8")
    assert "<html lang=" in page
    assert "kozen fout en waren vrij zeker" in page


@pytest.mark.parametrize("arguments", [["group"], ["group", "a", "b"], ["group", "er-is-niets"]])
def test_a_command_that_cannot_be_done_says_so(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    said = "".join(capsys.readouterr())
    assert code in (1, 2)
    assert said
    assert "Traceback" not in said


def test_a_file_that_cannot_be_written_is_an_error_with_its_name(tmp_path):
    write_made_up(tmp_path / "in", made_up(KIT, 6, [QUIZ]))
    (tmp_path / "bezet").write_text("een bestand", encoding="utf-8")
    with pytest.raises(OSError, match="bezet"):
        write_picture(picture_of(tmp_path / "in"), tmp_path / "bezet")


def test_a_folder_that_is_not_there_is_said_to_be_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["group", "nergens"]) == 1
    assert capsys.readouterr().err == "nergens: dit is er niet. Kijk de naam na.\n"
