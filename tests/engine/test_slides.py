"""A lesson as slides: where one begins, that nothing of the lesson is lost on the way, and what the page needs."""

import re

import nbformat
import pytest
from exported import squeezed

from signaal import __main__ as command
from signaal.course.mistakes import ContentError
from signaal.lecturer.slides.cutting import cut, heading_after, slide_type
from signaal.lecturer.slides.showing import find_lesson, slides
from signaal.make.notebooks import normalise

LESSON = "03_signalen_herkennen"


def cell(source, kind="markdown", **more):
    return {"cell_type": kind, "source": source, "metadata": {}, **more}


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (cell("# Titel\n\ntekst"), "slide"),
        (cell("## Stuk"), "slide"),
        (cell("### Onderdeel"), "subslide"),
        (cell("**Doe dit.** Kijk."), "subslide"),
        (cell("**Voor je begint.**") | {"metadata": {"tags": ["care"]}}, "slide"),
        (cell("**Volgende stap:** [Handelen](04_handelen.ipynb)"), "skip"),
        (cell('from signaal import quiz\n\nquiz("x")', "code", outputs=[{}]), "subslide"),
        (cell('from signaal import sources\n\nsources("x")', "code", outputs=[{}]), "skip"),
        (cell("x = 1", "code", outputs=[]), "skip"),
    ],
)
def test_a_rule_says_where_a_slide_begins(given, kind):
    assert slide_type(given) == kind


def test_make_notebooks_writes_the_rule_in_every_notebook():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Titel"), nbformat.v4.new_markdown_cell("Meer.")]
    )
    found = [cell.metadata["slideshow"]["slide_type"] for cell in normalise(notebook, "les").cells]
    assert found == ["slide", "subslide"]


def test_one_idea_a_slide():
    source = "## Vijf dingen\n\n" + "\n\n".join(f"**Ding {n}.** {'Woorden genoeg. ' * 6}" for n in range(5))
    made = cut(source)
    assert len(made) == 5
    assert all(slide.startswith("## Vijf dingen\n\n**Ding") for slide in made)


def test_what_announces_a_list_stands_above_it():
    made = cut("## Kop\n\n" + "Veel woorden. " * 30 + "\n\nDrie vragen helpen:\n\n* Een\n* Twee\n* Drie")
    assert made[-1] == "## Kop\n\nDrie vragen helpen:\n\n* Een\n* Twee\n* Drie"


def test_a_long_table_has_its_head_on_every_slide():
    rows = "\n".join(f"| rij {n} | {'lang ' * 12} |" for n in range(12))
    made = cut(f"## Kop\n\n| a | b |\n|---|---|\n{rows}")
    assert len(made) > 2
    assert all("| a | b |\n|---|---|\n| rij" in slide for slide in made)


def test_what_has_no_heading_stands_under_the_last_one():
    assert heading_after("## Kop\n\ntekst\n\n### Onder\n\nmeer", "") == "### Onder".replace("###", "##")
    assert heading_after("gewoon", "## Kop") == "## Kop"
    assert heading_after("# Titel\n\ntekst", "## Kop") == "", "a title stands once"
    assert cut("gewoon", "## Kop") == ["## Kop\n\ngewoon"]


def test_no_word_of_a_lesson_is_lost(kit):
    for lesson in kit.lessons:
        for each in nbformat.read(kit.folder / lesson.notebook, as_version=4).cells:
            if each.cell_type == "markdown":
                marks = re.compile(r"(?m)^#+ .*$|^>|\|[-| ]+\||\|")
                there = squeezed(marks.sub("", "\n".join(cut(each.source))))
                for line in marks.sub("\n", each.source).split("\n"):
                    assert squeezed(line) in there, (lesson.id, line)


def test_the_page_needs_nothing_else(kit):
    page = slides(find_lesson(LESSON, kit), kit)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']*\.(?:js|css)""", page)
    assert ".ipynb" not in re.sub(r"(?s)<script.*?</script>", "", page), "a page that is not there on a wall"
    assert "from signaal import" not in page, "no code"
    assert "Bron bij 80%: " in page


def test_what_a_lecturer_chose_for_a_cell_counts(tmp_path, kit):
    cells = [nbformat.v4.new_markdown_cell(text) for text in ("# Titel", "Wel dit.", "Niet dit.")]
    cells[2].metadata["slideshow"] = {"slide_type": "skip"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "les.ipynb")
    page = slides(tmp_path / "les.ipynb", kit)
    assert "Wel dit." in page
    assert "Niet dit." not in page


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.delenv("SIGNAAL_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_one_page(here, capsys):
    assert command.main(["slides", "00_welkom"]) == 0
    assert (here / "meenemen" / "slides" / "00_welkom.html").is_file()
    assert "meenemen/slides/00_welkom.html" in capsys.readouterr().out.replace("\\", "/")
    (here / "meenemen" / "slides" / "00_welkom.html").write_text("van mij", encoding="utf-8")
    assert command.main(["slides", "00_welkom"]) == 0
    assert (here / "meenemen" / "slides" / "00_welkom.html").read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize("name", ["", "03_signalen_herkenen", "weg.ipynb"])
def test_a_lesson_that_is_not_there_is_said_in_one_sentence(here, capsys, name):
    assert command.main(["slides", name]) == 1
    said = capsys.readouterr().err
    assert "is er niet" in said
    assert said.count("\n") == 1


def test_a_file_that_is_no_notebook_is_said(tmp_path, kit):
    for text in ("geen notebook", "[]", '{"cells": 3}'):
        (tmp_path / "les.ipynb").write_text(text, encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            slides(tmp_path / "les.ipynb", kit)
        assert caught.value.mistakes[0].startswith("les.ipynb: ")
