"""What goes to a school's own system comes back as it was, read by others; and what is lost stands on the list."""

import pytest
from exported import bare, brightspace, gift, moodle, qti, read_by_others, squeezed
from test_course import OWN, QUIZ, make

from signaal import __main__ as command
from signaal.course.course import Course
from signaal.course.figures import load_figures, load_sources
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz
from signaal.course.words import load_words
from signaal.lecturer.exports.losses import FORMATS, LOSSES, Losses
from signaal.lecturer.exports.page import PAGE, page
from signaal.lecturer.exports.taking import _WRITERS, LOST, README, put, take
from signaal.show.pages import care_page
from signaal.show.text import plain, to_html

QUIZZES = ["moodle", "brightspace", "qti", "gift"]
READERS = {"moodle": moodle, "brightspace": brightspace, "qti": qti}
# By type of ours, what it is there.
TYPES = {
    "moodle": {
        "single": "multichoicetrue",
        "multiple": "multichoicefalse",
        "order": "ordering",
        "sort": "matching",
        "number": "numerical",
        "reflect": "essay",
    },
    "brightspace": {"single": "MC", "multiple": "MS", "order": "O", "sort": "M", "reflect": "WR"},
    "qti": {
        "single": "choice1",
        "multiple": "choice0",
        "order": "order",
        "sort": "match",
        "number": "textEntry",
        "reflect": "extendedText",
    },
    "gift": {
        "single": "MC",
        "multiple": "MC",
        "sort": "Matching",
        "number": "Numerical",
        "reflect": "Essay",
    },
}


@pytest.fixture(scope="module")
def written(kit):
    """Return {format: {name: (Quiz, bytes, Losses)}} of every quiz of the kit."""
    quizzes = {name: load_quiz(name, kit) for name in kit.files("quizzes/*.toml")}
    found = {}
    for format in QUIZZES:
        found[format] = {}
        for name, quiz in quizzes.items():
            files, losses = _WRITERS[format](quiz, kit)
            found[format][name] = quiz, files[f"{name}{FORMATS[format].suffix}"], losses
    return found


@pytest.fixture(scope="module")
def returned(written):
    """Return {format: {name: (what stands before, [Read])}}, as others read them."""
    texts = {name: data.decode() for name, (_, data, _) in written["gift"].items()}
    read = {"gift": {name: gift(each) for name, each in read_by_others(gift=texts)["gift"].items()}}
    for format, reader in READERS.items():
        read[format] = {name: reader(data) for name, (_, data, _) in written[format].items()}
    return read


def pairs(format, written, returned):
    """Yield (Question, its Read or None, Losses) for every question of every quiz."""
    for name, (quiz, _, losses) in written[format].items():
        read = {each.id: each for each in returned[format][name][1]}
        assert read.keys() <= {question.id for question in quiz.questions}
        for question in quiz.questions:
            yield question, read.get(question.id), losses


def told(question, kit):
    """Yield (id of the loss that would excuse it, text) for all that a learner can read of a question in the kit."""
    say = load_words(kit).say
    yield None, question.text
    yield None, question.explanation
    yield "hint", question.hint
    if question.section:
        yield None, question.section
    for id_ in question.sources:
        source = load_sources(kit)[id_]
        yield None, source.title
        yield None, source.publisher
    for part in (*getattr(question, "options", ()), *getattr(question, "items", ())):
        yield None, part.text
        yield None, part.feedback
    for category in getattr(question, "categories", ()):
        yield None, category.text
    if question.type == "number":
        figure = load_figures(kit)[question.guess.figure]
        yield from ((None, text) for text in (question.guess.low, question.guess.right, question.guess.high))
        yield from ((None, text) for text in (figure.unit, figure.indicator, figure.note))
        yield None, say("figure", figure.certainty)


@pytest.mark.parametrize("format", QUIZZES)
def test_every_question_and_every_text_comes_back(format, written, returned, kit):
    asked = came = 0
    for question, read, losses in pairs(format, written, returned):
        lost = losses.ids(question.id)
        asked += 1
        if read is None:
            assert any(id_.startswith("vraag-") for id_ in lost), (
                f"{question.id} is gone, and nothing says so"
            )
            continue
        came += 1
        assert not any(id_.startswith("vraag-") for id_ in lost)
        assert read.type == TYPES[format][question.type]
        there = read.everything
        for excuse, text in told(question, kit):
            if text:
                gone = squeezed(plain(to_html(text))) not in there
                assert gone == (excuse in lost), f"{question.id}: {text}"
    left_out = {"brightspace": "number", "gift": "order"}.get(format)
    expected = [
        question
        for quiz, _, _ in written[format].values()
        for question in quiz.questions
        if question.type != left_out
    ]
    assert came == len(expected)
    assert asked > 100


def same(text, expected):
    return bare(text).startswith(squeezed(plain(to_html(expected))))


@pytest.mark.parametrize("format", QUIZZES)
def test_what_is_right_and_what_follows_on_it_comes_back(format, written, returned, kit):
    for question, read, _ in pairs(format, written, returned):
        if read is None:
            continue
        options = {
            squeezed(plain(to_html(option.text))): option for option in getattr(question, "options", ())
        }
        assert len(read.answers) == len(options)
        for text, worth, feedback in read.answers:
            option = next(option for key, option in options.items() if bare(text).startswith(key))
            assert (worth > 0) == option.correct, question.id
            assert same(feedback, option.feedback), question.id
        if question.type == "multiple":
            worths = [worth for _, worth, _ in read.answers if worth > 0]
            # A few hundredths of a percent: a third, three times.
            assert format in ("brightspace", "qti") or abs(sum(worths) - 100) < 0.1
        if question.type == "order":
            assert all(
                same(*each) for each in zip(read.order, (item.text for item in question.items), strict=True)
            )
        if question.type == "sort":
            places = {category.id: category.text for category in question.categories}
            assert len(read.pairs) == len(question.items)
            for text, place in read.pairs:
                item = next(item for item in question.items if same(text, item.text))
                assert bare(place) == squeezed(places[item.category]), question.id
        if question.type == "number":
            low, high = load_figures(kit)[question.guess.figure].ends
            right = low - question.guess.tolerance, high + question.guess.tolerance
            assert read.ranges[0][:2] == pytest.approx(right)
            for value, feedback in (
                (question.guess.lowest, question.guess.low),
                (right[0], question.guess.right),
                (right[1], question.guess.right),
                (question.guess.highest, question.guess.high),
            ):
                first = next(row for row in read.ranges if row[0] <= value <= row[1])
                assert same(first[3], feedback), (question.id, value)
                assert (first[2] > 0) == (feedback == question.guess.right)


@pytest.mark.parametrize("format", QUIZZES)
def test_what_comes_before_is_there_or_on_the_list(format, written, returned, kit):
    care = squeezed(plain(care_page(kit).html))
    practice = squeezed(load_words(kit).say("export", "practice"))
    for name, (begin, _) in returned[format].items():
        losses = written[format][name][2]
        if "begin" in losses.found:
            assert not begin
        else:
            assert care in bare(begin)
            assert practice in bare(begin)
        quiz = written[format][name][0]
        readme = take(format, [name], kit)[name][README].decode("utf-8-sig")
        assert practice in squeezed(readme)
        for block in (care_page(kit).html, to_html(quiz.intro)):
            assert squeezed(plain(block)) in squeezed(readme.replace("\n* ", "\n"))


@pytest.mark.parametrize("format", QUIZZES)
def test_nothing_leads_to_a_page_that_is_only_here(format, written):
    for _, data, _ in written[format].values():
        if format != "qti":
            assert ".ipynb" not in data.decode()


@pytest.mark.slow
def test_cito_converts_every_package_and_loses_nothing(written, tmp_path, kit):
    for name, (_, data, _) in written["qti"].items():
        (tmp_path / f"{name}.zip").write_bytes(data)
    paths = {name: (tmp_path / f"{name}.zip", tmp_path / f"{name}-3.zip") for name in written["qti"]}
    read_by_others(qti={name: [str(path) for path in both] for name, both in paths.items()})
    for name, both in paths.items():
        old, new = (qti(path.read_bytes()) for path in both)
        assert bare(old[0]) == bare(new[0])
        assert [each.everything for each in old[1]] == [each.everything for each in new[1]], name
        for one, two in zip(old[1], new[1], strict=True):
            assert [row[1] for row in one.answers] == [row[1] for row in two.answers]
            assert [tuple(map(bare, pair)) for pair in one.pairs] == [
                tuple(map(bare, pair)) for pair in two.pairs
            ]


# ---------------------------------------------------------------------------------------------------- losses


def test_a_loss_that_is_not_on_the_list_is_refused():
    with pytest.raises(KeyError):
        Losses("moodle").add("hint", "een")


def test_every_loss_on_a_list_is_one_that_happens(written, kit):
    for format in QUIZZES:
        found = {id_ for _, _, losses in written[format].values() for id_ in losses.found}
        assert found == set(FORMATS[format].losses), format
    twee = [_WRITERS["twee"](story, kit)[1] for story in stories(kit).values()]
    assert {id_ for losses in twee for id_ in losses.found} == set(FORMATS["twee"].losses)
    assert {id_ for kind in FORMATS.values() for id_ in kind.losses} == LOSSES.keys()


def stories(kit):
    from signaal.course.scenarios import load_scenario

    return {name: load_scenario(name, kit) for name in kit.files("scenarios/*.toml")}


def test_the_page_is_written_from_the_list(kit):
    stored = (kit.folder / PAGE).read_text(encoding="utf-8")
    assert stored == page(), "make notebooks writes it anew"


def test_what_did_not_come_along_stands_beside_the_file(kit):
    files = take("gift", ["02_hoe_vaak_komt_het_voor"], kit)["02_hoe_vaak_komt_het_voor"]
    said = files[LOST].decode("utf-8-sig")
    assert "- van-kind-naar-kop: Voordat iets in een kop over meldingen staat" in said
    assert "- een-in-mijn-klas: Denk aan de honderd denkbeeldige klassen." in said, (
        "a hint that is lost can be told"
    )
    assert "niet geprobeerd" in said


# ------------------------------------------------------------------------------------------------ odd content


ODD = """schema = 1
id = "vreemd"
title = "Wat? ~ = # { } : // <b> & \\"x\\" \\u0007"
intro = "Een ~ = # { } : \\\\ -> `code` <script>alert(1)</script>"

[[questions]]
id = "een"
type = "single"
text = "A ~ = # { } : \\\\ \\\\n -> `x` <b>b</b> & 'q' \\"r\\" ½ 😀 \\u0007 [weg](00_welkom.ipynb) **vet**_schuin_"
explanation = "%50% ::x:: =5 // $5"
sources = ["doc0"]
options = [
  { id = "1", text = "=1 -> 2 #feedback ]]> ]]", feedback = "~%50%", correct = true },
  { id = "2", text = "{}", feedback = "[[x|y]] <<if>> $v, \\"a\\"; 'b'" },
]
"""


def test_signs_that_mean_something_to_a_format_come_back_as_they_were(tmp_path):
    course = Course(make(tmp_path / "cursus", OWN, {"quizzes/vreemd.toml": ODD}))
    quiz = load_quiz("vreemd", course)
    files = {format: take(format, ["vreemd"], course)["vreemd"] for format in QUIZZES}
    data = {format: each[f"vreemd{FORMATS[format].suffix}"] for format, each in files.items()}
    read = {format: READERS[format](data[format])[1] for format in READERS}
    read["gift"] = gift(read_by_others(gift={"x": data["gift"].decode()})["gift"]["x"])[1]
    (question,) = quiz.questions
    for format, (each,) in read.items():
        for text in (question.text, question.explanation, *(part.text for part in question.options),
                     *(part.feedback for part in question.options)):  # fmt: skip
            assert squeezed(plain(to_html(text)).replace("\x07", "")) in each.everything, (format, text)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_content_is_the_same_file(format, kit):
    name = "04_handelen"
    assert take(format, [name], kit) == take(format, [name], Course(kit.folder))


def test_the_right_answer_does_not_stand_first_where_nobody_shuffles(written, returned):
    firsts = [
        read.answers[0][1] > 0
        for question, read, _ in pairs("brightspace", written, returned)
        if question.type == "single"
    ]
    assert 0.1 < sum(firsts) / len(firsts) < 0.5


# ------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.delenv("SIGNAAL_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_puts_a_folder_for_each_quiz(here, capsys):
    assert command.main(["export", "moodle", "00_welkom", "07_afsluiting"]) == 0
    assert {
        path.relative_to(here / "meenemen" / "moodle").as_posix()
        for path in here.rglob("*.*")
        if path.is_file()
    } == {
        f"{name}/{file}"
        for name in ("00_welkom", "07_afsluiting")
        for file in (f"{name}.xml", README, LOST, ".signaal.json")
    }
    assert "00_welkom, 07_afsluiting" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["export"], 2, "Kies een vorm: moodle, brightspace, qti, gift, twee."),
        (["export", "modle"], 2, 'Bedoel je "moodle"?'),
        (["export", "moodle", "00_welkm"], 1, 'Bedoel je "00_welkom"?'),
        (["export", "moodle", "verhaal_mbo"], 1, "verhaal_mbo is een verhaal, en in Moodle XML past alleen een quiz."),
        (["export", "twee", "00_welkom"], 1, "00_welkom is een quiz"),
        (["export", "moodle", "--snel"], 2, "Deze opdracht begrijp ik niet."),
        (["export", "moodle", "00_welkom", "--map", "bestand"], 1, "hier kan ik niet lezen of schrijven"),
    ],
)  # fmt: skip
def test_a_slip_is_one_dutch_sentence(here, capsys, arguments, code, words):
    (here / "bestand").write_text("", encoding="utf-8")
    try:
        ended = command.main(arguments)
    except SystemExit as error:
        ended = error.code
    said = capsys.readouterr()
    assert (ended, said.out) == (code, "")
    assert words in said.err
    assert said.err.count("\n") == 1
    assert [path.name for path in here.iterdir()] == ["bestand"]


def test_a_quiz_of_which_nothing_fits_is_refused_and_nothing_is_written(here, capsys):
    number = QUIZ.replace('"single"', '"number"')
    number = number[: number.index("options =")] + (
        'guess = { figure = "omstanders-niets", lowest = 0, highest = 100, step = 1, tolerance = 3, low = "L", right = "R", high = "H" }'
    )
    folder = make(here / "cursus", OWN, {"quizzes/mijn_quiz.toml": number})
    with pytest.raises(ContentError) as caught:
        take("brightspace", ["mijn_quiz"], Course(folder))
    assert caught.value.mistakes == (
        "mijn_quiz: van deze quiz past geen enkele vraag in Brightspace CSV. Dit kan er niet in: Vragen waarbij je een getal schat. Kies een andere vorm.",
    )
    assert take("moodle", ["mijn_quiz"], Course(folder))


def test_what_somebody_else_made_or_changed_stays(tmp_path, kit):
    taken = take("gift", ["00_welkom"], kit)
    theirs = tmp_path / "00_welkom" / README
    theirs.parent.mkdir()
    theirs.write_text("van mij", encoding="utf-8")
    (left,) = put(taken, tmp_path)
    assert left.file == theirs
    assert theirs.read_text(encoding="utf-8") == "van mij"
    assert left.newer.read_bytes() == taken["00_welkom"][README]
    newer = {"00_welkom": taken["00_welkom"] | {"00_welkom.gift": b"nieuw"}}
    put(newer, tmp_path)
    assert (tmp_path / "00_welkom" / "00_welkom.gift").read_bytes() == b"nieuw", "ours may be replaced"
    assert theirs.read_text(encoding="utf-8") == "van mij"


def test_a_mistake_in_a_quiz_is_said_with_its_line_and_nothing_is_written(here, monkeypatch, capsys):
    folder = make(here / "cursus", OWN, {"quizzes/mijn_quiz.toml": QUIZ.replace(", correct = true", "")})
    monkeypatch.chdir(folder)
    assert command.main(["export", "qti"]) == 1
    assert "mijn_quiz.toml:5" in capsys.readouterr().err
    assert not (folder / "meenemen").exists()
