"""What a website is made of: the right cells, links that lead somewhere, and nothing written where something is wrong."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from signaal.__main__ import main
from signaal.course.course import Course
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario
from signaal.make import cells as making
from signaal.make.cells import without_python
from signaal.make.roads import pictures
from signaal.make.site import HOME, LIST, dead_links, json_script, numbers, script, style, write_site
from signaal.show.pages import CONTENT, quiz_page
from signaal.show.payload import quiz_content, scenario_content

COURSE = """schema = 1
id = "proef"
title = "Proef"
language = "nl"
extends = "signaal"

[[lessons]]
id = "een"
notebook = "een.ipynb"
title = "Een"
"""


def live(quiz, course):
    """Return a cell that shows a quiz, as a notebook stores it."""
    content = quiz_content(load_quiz(quiz, course), course)
    data = {CONTENT: content, "text/html": quiz_page(content, course), "text/plain": "quiz"}
    return new_code_cell(
        f'quiz("{quiz}")', outputs=[new_output("execute_result", data=data, execution_count=1)]
    )


@pytest.fixture
def own(tmp_path, kit):
    """Return a function that makes a course of one lesson with these cells and gives its Course."""

    def make(*cells):
        folder = tmp_path / "proef"
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "data" / "course.toml").write_text(COURSE, encoding="utf-8")
        nbformat.write(
            new_notebook(cells=[new_markdown_cell("# Een", id="een"), *cells]), folder / "een.ipynb"
        )
        return Course(folder)

    return make


def refused(course, folder):
    with pytest.raises(ContentError) as error:
        write_site(course, folder)
    assert not (folder / HOME).exists()
    return error.value.mistakes


def test_a_course_of_a_lecturer_becomes_a_site(own, kit, tmp_path):
    course = own(
        new_markdown_cell(
            "Lees dit, [dan dit](een.ipynb), en [36%](bronnen.ipynb#cell-id=omstanders-niets)."
        ),
        live("00_welkom", kit),
    )
    files = write_site(course, tmp_path / "web")
    page = (tmp_path / "web" / "een.html").read_text(encoding="utf-8")
    assert 'href="een.html"' in page
    assert '<html lang="nl">' in page
    # A figure that the course takes from the kit has its note, and the page with all figures comes along.
    assert 'href="bronnen.html#omstanders-niets" data-figure="omstanders-niets"' in page
    assert "een.html" in files
    assert "bronnen.html" in files
    assert 'class="sg-live" id="quiz-00_welkom"' in page
    assert f"Signaal {json.loads((tmp_path / 'web' / LIST).read_text())['version']}" in (
        tmp_path / "web" / HOME
    ).read_text(encoding="utf-8")


def test_a_dead_link_is_one_sentence_and_nothing_is_written(own, tmp_path):
    [mistake] = refused(own(new_markdown_cell("Zie [dit](weg.ipynb).")), tmp_path / "web")
    assert (
        mistake
        == 'proef/een.ipynb: de link "weg.ipynb" leidt op de website nergens heen. Verbeter hem, of haal hem weg.'
    )
    on_screen, on_paper = refused(own(new_markdown_cell("Zie [dit](#nergens).")), tmp_path / "web")
    assert on_paper.startswith("papier-een.html")
    assert on_screen.startswith('een.html: de link "#nergens" leidt nergens heen.')


def test_links_between_files_are_followed_to_the_id():
    files = {
        "a.html": '<p id="x"></p><a href="b.html#y"></a><img src="c.svg"><script src="s.js"></script>',
        "b.html": '<p id="y">',
        "c.svg": "",
        "s.js": "",
    }
    assert list(dead_links(files)) == []
    assert len(list(dead_links(files | {"b.html": '<p id="z">'}))) == 1
    assert len(list(dead_links({"a.html": files["a.html"]}))) == 3


def test_a_lesson_that_was_not_run_is_named(own, tmp_path):
    cell = new_code_cell('quiz("00_welkom")', metadata={"jupyter": {"source_hidden": True}})
    [mistake] = refused(own(cell), tmp_path / "web")
    assert (
        mistake
        == "proef/een.ipynb: hier laten cellen niets zien (1). Open de les, kies Run All Cells, en sla haar op."
    )


def test_a_browser_asks_anew_for_what_has_changed(own, tmp_path):
    write_site(own(), tmp_path / "web")
    page = (tmp_path / "web" / "een.html").read_text(encoding="utf-8")
    marks = re.findall(r'(?:href|src)="signaal\.(?:css|js)\?([0-9a-f]{8})"', page)
    assert len(set(marks)) == 2


def test_a_folder_of_somebody_else_is_left_alone(own, tmp_path):
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "scriptie.docx").write_text("van mij")
    [mistake] = refused(own(), folder)
    assert mistake.endswith(
        "in deze map staat al iets anders dan een website van Signaal. Kies een lege map."
    )
    assert [path.name for path in folder.iterdir()] == ["scriptie.docx"]


def test_a_site_that_is_made_again_is_the_same_and_leaves_nothing_old(own, tmp_path):
    folder = tmp_path / "web"
    write_site(own(), folder)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    found = json.loads((folder / LIST).read_text(encoding="utf-8"))
    (folder / "oud.html").write_text("oud")
    (folder / "van-mij.txt").write_text("van mij")
    (folder / LIST).write_text(json.dumps(found | {"files": [*found["files"], "oud.html", "../buiten.html"]}))
    (tmp_path / "buiten.html").write_text("blijft")
    write_site(own(), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first | {"van-mij.txt": b"van mij"}
    assert (tmp_path / "buiten.html").exists()


def test_the_command_tells_a_mistake_without_a_traceback(own, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SIGNAAL_COURSE", str(own(new_markdown_cell("[weg](weg.ipynb)")).folder))
    assert main(["site", str(tmp_path / "web")]) == 1
    assert "weg.ipynb" in capsys.readouterr().err
    monkeypatch.setenv("SIGNAAL_COURSE", str(own().folder))
    assert main(["site", str(tmp_path / "web")]) == 0
    assert "Begin bij" in capsys.readouterr().out


# ---------------------------------------------------------------------------------------------------------- cells


def python(source="check('e01', 3)"):
    return new_code_cell(source)


def texts(cells):
    return [cell.source for cell in cells]


def test_what_asks_for_python_is_left_out_with_the_heading_that_leads_to_it(kit):
    shown = live("00_welkom", kit)
    cells = [new_markdown_cell("# Les"), shown, new_markdown_cell("### Extra"), python(), new_markdown_cell("Nu jij."), python(),
             new_markdown_cell("**Bespreek samen.**"), new_markdown_cell("## Verder"), new_markdown_cell("### Extra"), python(), new_markdown_cell("Slot.")]  # fmt: skip
    assert texts(without_python(cells, "Kan hier niet.")) == [
        "# Les", shown.source, "Kan hier niet.", "**Bespreek samen.**", "## Verder", "Slot.",
    ]  # fmt: skip


def test_a_section_that_also_shows_something_loses_only_the_python(kit):
    shown = live("00_welkom", kit)
    cells = [new_markdown_cell("# Les"), python(), new_markdown_cell("Kijk:"), shown]
    assert texts(without_python(cells, "Kan hier niet.")) == ["# Les", "Kijk:", shown.source]


def test_a_cell_that_shows_something_of_ours_stays_also_when_it_is_not_folded(own, tmp_path):
    source = new_code_cell(
        'figure("omstanders-niets")',
        outputs=[new_output("execute_result", data={"text/html": "<p>36 procent</p>"})],
    )
    assert texts(without_python([new_markdown_cell("# Les"), source], "Kan hier niet.")) == [
        "# Les",
        source.source,
    ]
    assert (
        "hier laten cellen niets zien (1)"
        in refused(own(new_code_cell('quiz("00_welkom")')), tmp_path / "web")[0]
    )


def test_other_words_take_the_place_of_a_passage(course, spoil):
    [lesson] = [lesson for lesson in course.lessons if lesson.id == "00_welkom"]
    cells = [new_markdown_cell("Open het *notebook* en klik.\n\nEinde."), new_code_cell("Open het")]
    passages = [
        (None, ["00_welkom"], "Open het…", "Tik."),
        (None, ["00_welkom"], "Einde.", ""),
        (None, ["07_afsluiting"], "Weg", ""),
    ]
    making.with_other_words(lesson, cells, passages)
    assert texts(cells) == ["Tik.\n\n", "Open het"]
    with pytest.raises(ContentError) as error:
        making.with_other_words(lesson, cells, [("data/web.toml:3", ["00_welkom"], "Nergens…", "")])
    assert error.value.mistakes == (
        'data/web.toml:3: in notebooks/00_welkom.ipynb staat nergens "Nergens…". Neem het over uit de les, of haal dit weg.',
    )


def test_a_passage_without_words_is_refused_with_its_line(course, spoil):
    spoil("web.toml", 'says = "Deze pagina heet een *notebook*…"', 'zegt = "Deze pagina"')
    with pytest.raises(ContentError) as error:
        making.other_words(course)
    assert re.match(r".*data/web\.toml:\d+, .*: hier horen lessons, says en text\.", error.value.mistakes[0])


# ---------------------------------------------------------------------------------------------------------- pieces


def test_numbers_call():
    assert numbers("0800-2000") == '<a href="tel:08002000">0800-2000</a>'
    assert numbers("911 of 112") == '<a href="tel:911">911</a> of <a href="tel:112">112</a>'
    assert numbers("0900 111 3111") == '<a href="tel:09001113111">0900 111 3111</a>'


def test_json_cannot_end_its_script_and_stays_the_same():
    value = {"html": "<p>a</script><!-- b -->é</p>"}
    text = json_script(value)
    assert "</" not in text
    assert "<!--" not in text
    assert json.loads(text) == value


def test_the_modules_are_one_classic_script():
    text = script()
    assert not re.search(r"(?m)^\s*(import|export)\b", text)
    assert "localStorage" in text


def test_the_colours_are_those_of_the_lessons_in_jupyterlab(kit):
    text = style()
    assert text.count("--sg-page: #fbf9f5") == 1
    assert re.search(r"@media \(prefers-color-scheme: dark\) \{ :root \{[^}]*--sg-page: #1b1d1b", text)


def test_every_road_of_every_story_is_in_its_picture(kit):
    for name in kit.files("scenarios/*.toml"):
        content = scenario_content(load_scenario(name, kit), kit)
        sheets = pictures(content)
        choices = sum(len(passage["choices"]) for passage in content["passages"])
        assert sheets[0][0].count('class="l"') == choices
        for n, place in enumerate(content["passages"] + content["endings"], 1):
            assert f">{n}. " in sheets[0][0], f"{name}: {place['title']} is missing"
        assert all(height <= 900 for _, _, height in sheets)
