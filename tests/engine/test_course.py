"""A course is a folder: which one it is, what it takes from another, and what it says when something is not there."""

import pytest

import signaal
from signaal.course import course as module
from signaal.course.course import FILE, KIT, VARIABLE, Course, current, current_folder, kit_folder
from signaal.course.exercises import find_exercise
from signaal.course.figures import load_figures, load_help_lines, load_series, load_sources
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz, only_questions
from signaal.course.reading import key_lines
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words

OWN = 'schema = 1\nid = "mijn-cursus"\ntitle = "Mijn cursus"\nlanguage = "nl"\nextends = "signaal"\n'
LESSON = '"signaal"\n\n[[lessons]]\nid = "les"\nnotebook = "les.ipynb"\ntitle = "Les"\n'
QUIZ = """schema = 1
id = "mijn_quiz"
title = "Mijn quiz"

[[questions]]
id = "een"
type = "single"
text = "Hoeveel mensen deden niets? [36%](bronnen.ipynb#cell-id=omstanders-niets)"
explanation = "Uitleg"
sources = ["doc0"]
options = [
  { id = "a", text = "A", feedback = "Over a.", correct = true },
  { id = "b", text = "B", feedback = "Over b." },
]
"""


@pytest.fixture(autouse=True)
def no_course_named(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def own(tmp_path):
    """Return the folder of a lecturer's course with one quiz."""
    return make(tmp_path / "mijn cursus", OWN, {"quizzes/mijn_quiz.toml": QUIZ})


def make(folder, head, files=None):
    for name, text in {FILE.name: head, **(files or {})}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def sentence(call, *arguments):
    """Return the one sentence with which `call` refuses."""
    with pytest.raises(ContentError) as caught:
        call(*arguments)
    assert len(caught.value.mistakes) == 1, caught.value.mistakes
    return caught.value.mistakes[0]


# ------------------------------------------------------------------------------------------------ which course


def test_the_nearest_folder_upwards_is_the_course_then_the_kit(own, monkeypatch, tmp_path):
    deep = own / "lessen" / "week 1"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert current().id == "mijn-cursus"
    monkeypatch.chdir(tmp_path)
    assert current().id == KIT
    assert current_folder() == kit_folder()


def test_the_environment_goes_before_the_folder(own, monkeypatch, tmp_path):
    other = make(tmp_path / "ander", OWN.replace("mijn-cursus", "ander"))
    monkeypatch.chdir(own)
    monkeypatch.setenv(VARIABLE, str(other))
    assert current().id == "ander"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "weg"))
    words = sentence(current)
    assert VARIABLE in words
    assert str(tmp_path / "weg") in words


def test_where_there_is_no_course_one_sentence_says_what_was_looked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "signaal")
    monkeypatch.chdir(tmp_path)
    words = sentence(current)
    for part in (VARIABLE, str(tmp_path), "data/course.toml"):
        assert part in words


def test_in_a_wheel_the_packed_course_counts_and_in_a_clone_its_own_folders(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "clone" / "signaal")
    assert kit_folder() == tmp_path / "clone"
    make(tmp_path / "clone" / "signaal" / "kit", OWN.replace("extends", "# extends"))
    assert kit_folder() == tmp_path / "clone" / "signaal" / "kit"


# ------------------------------------------------------------------------------------------- own first, then the kit


def test_a_course_shows_its_own_quiz_and_the_kits_quiz_story_exercise_figure_and_help_lines(own, kit):
    course = Course(own)
    assert load_quiz("mijn_quiz", course).title == "Mijn quiz"
    assert load_quiz("03_signalen_herkennen", course) == load_quiz("03_signalen_herkennen", kit)
    assert load_scenario("04_handelen", course) == load_scenario("04_handelen", kit)
    assert find_exercise("e01", course) == find_exercise("e01", kit)
    assert load_figures(course) == load_figures(kit)
    assert load_help_lines(course) == load_help_lines(kit)
    assert load_words(course) == load_words(kit)


def test_the_verbs_of_a_notebook_read_the_course_around_it(own, monkeypatch):
    monkeypatch.chdir(own)
    assert "vragen: 1" in repr(signaal.quiz("mijn_quiz"))
    assert "36 procent" in repr(signaal.figure("omstanders-niets"))
    # The figures beside a quiz are those of its own course.
    head = (kit_folder() / "data" / "figures.csv").read_text(encoding="utf-8").splitlines()
    row = next(line for line in head if line.startswith("omstanders-niets,"))
    (own / "data" / "figures.csv").write_text(
        f"{head[0]}\n{row.replace('36,36', '41,41')}\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match="staat 36, maar dat cijfer is 41 procent"):
        signaal.quiz("mijn_quiz")
    mine = own / "data" / "quizzes" / "mijn_quiz.toml"
    mine.write_text(QUIZ.replace("36%", "41%"), encoding="utf-8")
    assert "41 procent" in signaal.quiz("mijn_quiz").content["figures"]["omstanders-niets"]
    kits = signaal.quiz("03_signalen_herkennen").content  # its text is not the lecturer's to change
    assert "41 procent" in kits["figures"]["omstanders-niets"]
    assert "41 procent" in repr(signaal.figure("omstanders-niets"))
    assert len(load_figures(current())) == len(load_figures(Course(kit_folder())))


def test_own_rows_come_first_and_take_the_place_of_the_kits(own, kit):
    header, first, *_ = (kit.data / "helplines.csv").read_text(encoding="utf-8").splitlines()
    mine = "decaan,De decaan,010-0000000,studenten,,,europees,,ro-hg,2026-11-22,true"
    (own / "data" / "helplines.csv").write_text(
        f"{header}\n{mine}\n{first.replace('Politie', 'Bel de politie')}\n", encoding="utf-8"
    )
    lines = load_help_lines(Course(own))
    assert [line.id for line in lines][:2] == ["decaan", "nood"]
    assert lines[1].name.startswith("Bel de politie")
    assert len(lines) == len(load_help_lines(kit)) + 1
    rows = (kit.data / "series.csv").read_text(encoding="utf-8").splitlines()
    (own / "data" / "series.csv").write_text("\n".join(rows[:2]), encoding="utf-8")
    series = load_series(Course(own))
    assert len([row for row in series if row.series == "vt_meld_tot"]) == 1, "a series is taken whole"
    assert {row.series for row in series} == {row.series for row in load_series(kit)}


def test_a_table_asked_for_by_name_has_the_same_rows(own, monkeypatch, kit):
    monkeypatch.chdir(own)
    assert list(signaal.table("figures")["id"]) == list(load_figures(kit))
    rows = (kit.data / "figures.csv").read_text(encoding="utf-8").splitlines()
    (own / "data" / "figures.csv").write_text("\n".join([rows[0], rows[5]]), encoding="utf-8")
    table = signaal.table("figures")
    assert table["id"].is_unique
    assert sorted(table["id"]) == sorted(load_figures(kit))
    assert table["id"][0] == rows[5].split(",")[0]
    (own / "data" / "klas.csv").write_text("naam,aantal\na,3\n", encoding="utf-8")
    assert signaal.table("klas")["aantal"].tolist() == [3]
    assert 'Bedoel je "series"?' in sentence(signaal.table, "serie")
    (own / "data" / "klas.csv").write_text('a,b\n"1,2\n', encoding="utf-8")
    assert "mijn cursus/data/klas.csv" in sentence(signaal.table, "klas")


def test_courses_may_stand_on_each_other(own, tmp_path):
    upper = make(
        tmp_path / "klas 3b", OWN.replace("mijn-cursus", "klas-3b").replace('"signaal"', '"mijn-cursus"')
    )
    course = Course(upper)
    assert [part.id for part in course.chain] == ["klas-3b", "mijn-cursus", KIT]
    assert load_quiz("mijn_quiz", course).title == "Mijn quiz"


def test_a_few_questions_come_without_the_introduction_to_all_of_them(kit):
    whole = load_quiz("07_afsluiting", kit)
    ids = [question.id for question in whole.questions]
    assert "Vijftien vragen" in whole.intro
    assert only_questions(whole, ids[:2]).intro == ""
    assert only_questions(whole, ids[::-1]).intro == whole.intro


def test_a_few_questions_of_a_quiz():
    quiz = signaal.quiz("03_signalen_herkennen", only=["drie-soorten", "sam-wordt-stil"])
    assert [question["id"] for question in quiz.content["questions"]] == ["drie-soorten", "sam-wordt-stil"]
    assert list(quiz.results()["vraag"]) == ["drie-soorten", "sam-wordt-stil"]
    words = sentence(lambda: signaal.quiz("03_signalen_herkennen", only=["sam-wrdt-stil"]))
    assert 'Bedoel je "sam-wordt-stil"?' in words
    for wrong in ("sam-wordt-stil", [], 3, [3], [None], {"een": 1}):
        assert "only=[" in sentence(lambda wrong=wrong: signaal.quiz("03_signalen_herkennen", only=wrong))


def test_a_course_in_another_language_is_a_folder_and_a_file_of_words(own, kit):
    make(own, OWN.replace('"nl"', '"en"'))
    words = sentence(load_words, Course(own))
    assert "mijn cursus/data/strings.en.toml" in words
    text = (kit.data / "strings.nl.toml").read_text(encoding="utf-8")
    english = text.replace('check = "Kijk na"', 'check = "Check"').replace(
        'right = "goed"', 'right = "right"'
    )
    (own / "data" / "strings.en.toml").write_text(english, encoding="utf-8")
    from signaal.show.pages import judgement_page
    from signaal.show.payload import quiz_content

    content = quiz_content(load_quiz("mijn_quiz", Course(own)), Course(own))
    assert content["strings"]["check"] == "Check"
    assert content["language"] == "en"
    from signaal.course.exercises import judge

    judgement = judge(find_exercise("e01", Course(own)), 18665, Course(own))
    assert repr(judgement_page(judgement, Course(own))).startswith("Right.")


def test_words_that_are_missing_are_named_all_at_once(own, kit):
    text = (kit.data / "strings.nl.toml").read_text(encoding="utf-8")
    english = text.replace('check = "Kijk na"\n', "", 1).replace(
        "Vraag {n} van {total}", "Question {n} of {all}", 1
    )
    make(own, OWN.replace('"nl"', '"en"'), {"strings.en.toml": english})
    with pytest.raises(ContentError) as caught:
        load_words(Course(own))
    assert [words.split(": ", 1)[1] for words in caught.value.mistakes] == [
        "in [quiz] question horen deze namen tussen accolades: {n} {total}. Neem ze precies zo over.",
        "[quiz] check ontbreekt, of er staat geen tekst. Vul de tekst in.",
    ]


# ------------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "mijn-cursus"', 'id = "signaal"', ['extends = "signaal" is deze cursus zelf']),
        ('"signaal"', '"mijn-cursus"', ["is deze cursus zelf"]),
        ('"signaal"', '"signal"', ['extends = "signal" is er niet', 'Bedoel je "signaal"?']),
        ("extends", "extend", ['de sleutel "extend" ken ik niet', 'Bedoel je "extends"?']),
        ('id = "mijn-cursus"', 'id = "Mijn cursus"', ["course.toml:2, id", "kleine letters"]),
        ('title = "Mijn cursus"', 'title = "Mijn cursus', ["course.toml:3", "klopt de schrijfwijze niet"]),
        ('language = "nl"\n', "", ['"language" ontbreekt']),
        ("schema = 1", "schema = 9", ["course.toml:1", "Zet schema = 1"]),
        ('"signaal"\n', '"signaal"\nlessons = 3\n', ["lessons moet een lijst zijn"]),
        (
            '"signaal"\n',
            LESSON.replace("les.ipynb", "/etc/les.ipynb"),
            ['notebook = "/etc/les.ipynb" kan niet'],
        ),
        ('"signaal"\n', LESSON.replace("les.ipynb", "../les.ipynb"), ['notebook = "../les.ipynb" kan niet']),
        ('"signaal"\n', LESSON + "minutes = -4\n", ["course.toml:11", "minutes = -4 kan niet"]),
    ],
)
def test_a_course_file_that_is_wrong_is_one_sentence_that_names_its_folder(own, old, new, words):
    make(own, OWN.replace(old, new, 1))
    found = sentence(Course, own)
    assert found.startswith("mijn cursus/data/course.toml")
    for word in words:
        assert word in found


def test_courses_in_a_circle(own, tmp_path):
    make(own, OWN.replace('"signaal"', '"ander"'))
    make(tmp_path / "ander", OWN.replace("mijn-cursus", "ander").replace('"signaal"', '"mijn-cursus"'))
    assert "kring (mijn-cursus → ander → mijn-cursus)" in sentence(Course, own)


def test_two_courses_with_one_id(own, tmp_path):
    for name in ("a", "b"):
        make(tmp_path / name, OWN.replace("mijn-cursus", "dubbel"))
    make(own, OWN.replace('"signaal"', '"dubbel"'))
    words = sentence(Course, own)
    assert 'twee cursussen heten "dubbel"' in words
    assert all(str(tmp_path / name) in words for name in ("a", "b"))


def test_a_folder_that_is_no_course(tmp_path):
    assert "hier staat geen data/course.toml" in sentence(Course, tmp_path)


def test_a_mistake_in_an_own_quiz_names_the_folder_and_the_line(own):
    path = own / "data" / "quizzes" / "mijn_quiz.toml"
    path.write_text(QUIZ.replace("omstanders-niets", "omstanders-iets"), encoding="utf-8")
    words = sentence(load_quiz, "mijn_quiz", Course(own))
    assert words.startswith(
        'mijn cursus/data/quizzes/mijn_quiz.toml:8, vraag "een", text: het cijfer "omstanders-iets"'
    )
    assert 'Bedoel je "omstanders-niets"?' in words


@pytest.mark.parametrize(
    "link",
    [
        "./bronnen.ipynb#cell-id=omstanders-niets",
        "Bronnen.ipynb#cell-id=omstanders-niets",
        "bronnen.ipynb#omstanders-niets",
        "bronnen.ipynb",
        'bronnen.ipynb#cell-id=omstanders-niets "titel"',
        "<bronnen.ipynb#cell-id=omstanders niets>",
        "../docs/bronnen.ipynb#cell-id=omstanders-niets",
    ],
)
def test_a_link_to_a_figure_in_another_form_is_refused(own, link):
    path = own / "data" / "quizzes" / "mijn_quiz.toml"
    path.write_text(
        QUIZ.replace("bronnen.ipynb#cell-id=omstanders-niets", link.replace('"', '\\"')), encoding="utf-8"
    )
    assert "leidt niet naar een cijfer" in sentence(load_quiz, "mijn_quiz", Course(own))


def test_a_table_that_no_course_of_the_chain_has(tmp_path):
    course = Course(make(tmp_path / "los", OWN.replace('extends = "signaal"\n', "")))
    words = sentence(load_sources, course)
    assert words.startswith("los/data/sources.csv: dit bestand is er niet")
    assert "extends" in words


def test_a_course_that_is_mended_is_read_again_without_a_new_kernel(own, monkeypatch):
    monkeypatch.chdir(own)
    make(own, OWN.replace('"signaal"', '"signal"'))
    with pytest.raises(ContentError):
        signaal.quiz("mijn_quiz")
    make(own, OWN)
    assert signaal.quiz("mijn_quiz").content["title"] == "Mijn quiz"


def test_a_broken_course_beside_this_one_does_not_matter(own, tmp_path):
    make(tmp_path / "a-rommel", "rommel = [")
    upper = make(
        tmp_path / "klas 3b", OWN.replace("mijn-cursus", "klas-3b").replace('"signaal"', '"mijn-cursus"')
    )
    assert Course(upper).chain[1].id == "mijn-cursus"


@pytest.mark.parametrize("row", ["mijn,,010,,,,europees,,ro-hg,,true", "mijn,Wij,,,,,europees,,ro-hg,,true"])
def test_a_help_line_that_nobody_can_call_is_refused(own, kit, row):
    header = (kit.data / "helplines.csv").read_text(encoding="utf-8").splitlines()[0]
    (own / "data" / "helplines.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert "hier ontbreekt een naam of nummer" in sentence(load_help_lines, Course(own))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[[ questions ]]\nid = 'a'\n[[ questions . options ]]\nid = 'x'\n[[questions.options]]\nid = 'y'\n",
            5,
        ),
        ("[[questions]]\noptions = [\n  {id = 'x'}, # {\n\n  {id = '''{\n[[a]]'''},\n]\n", 5),
        ("[[questions]]\noptions = [{id = 'x'}, {id = 'y'}]\n", 2),
        (
            "[[questions]]\ntext = '''\n[[questions]]\noptions = 3'''\n[[questions.options]]\n[[questions.options]]\n",
            6,
        ),
    ],
)
def test_where_the_second_option_stands(text, line):
    assert key_lines(text)["questions", 0, "options", 1] == line


def test_a_dotted_key_has_its_line():
    assert (
        key_lines("[[questions]]\nguess . step = 1\nguess.figure = 'a'\n")["questions", 0, "guess", "figure"]
        == 3
    )


def test_the_kits_numbers_stand_above_the_mistakes_in_a_table_of_help_lines(own, kit, monkeypatch, capsys):
    (own / "data" / "helplines.csv").write_text("id;name\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(own))
    assert "helplines.csv" in sentence(signaal.help_lines)
    assert "0800-2000" in capsys.readouterr().out  # where no script runs, display() prints
