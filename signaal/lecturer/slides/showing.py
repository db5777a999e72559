"""How does a lesson become one page with slides, that needs no network and in which questions and stories live?"""

import json
import re
import sys
from html import escape
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter

from signaal.course.figure_links import LINK
from signaal.course.figures import load_figures, load_sources
from signaal.course.mistakes import ContentError, did_you_mean
from signaal.course.words import load_words
from signaal.lecturer.slides.cutting import cut, heading_after, slide_type
from signaal.show.pages import CONTENT
from signaal.show.widgets import BROWSER, one_module

_HERE = Path(__file__).parent
_SECTION = re.compile(r"(</?)section\b")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")


def _reveal():
    """Return the folder with reveal.js: pyreveal brings it along as its makers published it. Nothing of pyreveal is run."""
    found = find_spec("pyreveal")
    if found is None:
        install = f"{sys.executable} -m pip install pyreveal"
        raise ContentError([f"Dia's kan ik niet maken: pyreveal ontbreekt. Typ: {install}"])
    return Path(found.origin).parent / "revealjs" / "dist"


def find_lesson(name, course):
    """Return the Path of a notebook: that of a lesson of a Course by its name, or a file.

    Raises:
        ContentError: there is no such lesson and no such file; one Dutch sentence.
    """
    known = {Path(lesson.notebook).stem: course.folder / lesson.notebook for lesson in course.lessons}
    path = known.get(
        Path(name).stem if name.endswith(".ipynb") and not Path(name).is_file() else name, Path(name)
    )
    if path.suffix == ".ipynb" and path.is_file():
        return path
    raise ContentError(
        [f"De les {name} is er niet.{did_you_mean(name, known)} Er is wel: {', '.join(known) or 'niets'}."]
    )


def slides(path, course):
    """Return the page with the slides of a notebook, as HTML.

    Args:
        path: the notebook. What a cell is in the show stands in its metadata (slideshow); where that is empty, the rule decides.
        course: the Course whose figures it names.

    Raises:
        ContentError: it is no notebook that can be read; one Dutch sentence.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat lets whatever goes wrong in reading through
        raise ContentError(
            [f"{path.name}: dit is geen notebook dat ik kan lezen. Zet een eerdere versie terug."]
        ) from error
    live, cells, heading = [], [], ""
    for cell in notebook.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type") or slide_type(cell)
        if kind not in ("skip", "notes"):
            made = _texts(cell, heading, course) if cell.cell_type == "markdown" else [_shown(cell, live)]
            for n, each in enumerate(made):
                each.metadata["slideshow"] = {"slide_type": "subslide" if n and kind != "-" else kind}
                cells.append(each)
        if cell.cell_type == "markdown":
            heading = heading_after(cell.source, heading)
    if not cells:
        raise ContentError([f"{path.name}: hier staat niets om te laten zien. Kies een andere les."])
    # The first is a slide whatever it says: nothing stands above it.
    cells[0].metadata["slideshow"] = {"slide_type": "slide"}
    exporter = SlidesExporter(
        template_name="template",
        extra_template_basedirs=[str(_HERE)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    page, _ = exporter.from_notebook_node(
        nbformat.v4.new_notebook(cells=cells),
        {"metadata": {"name": path.stem}, "slides": _parts(cells, live)},
    )
    return page


def _texts(cell, heading, course):
    return [nbformat.v4.new_markdown_cell(_alone(text, course)) for text in cut(cell.source, heading)]


def _alone(text, course):
    """Return Markdown without links to pages that are not there on a wall; a figure says below where it comes from."""
    figures, sources, notes = load_figures(course), load_sources(course), {}

    def words(match):
        said, address = match.groups()
        link = LINK.fullmatch(address)
        if link and link[1] in figures:
            source = sources[figures[link[1]].source]
            notes[said] = load_words(course).say(
                "export", "figure", value=said, publisher=source.publisher, title=source.title
            )
        return match[0] if "://" in address else said

    text = _LINK.sub(words, text)
    return "\n\n".join([text, *(f'<p class="from">{escape(note)}</p>' for note in notes.values())])


def _shown(cell, live):
    """Return a cell without its code; what can live is marked with its place in `live`, which grows."""
    given = [output.data for output in cell.get("outputs", ()) if "data" in output]
    # A chart is drawn by JupyterLab; what stands beside it says the same in words and a table.
    given = [data for data in given if "text/html" in data] or given
    outputs = []
    for data in given:
        html = _SECTION.sub(r"\1div", data.get("text/html", ""))
        if CONTENT in data:
            html = f'<div class="live" data-live="{len(live)}">{html}</div>'
            live.append(data[CONTENT])
        outputs.append(nbformat.v4.new_output("display_data", {"text/html": html} if html else data))
    return nbformat.v4.new_code_cell("", outputs=outputs)


def _parts(cells, live):
    """Return what the template puts in the page: its title, styles and scripts."""

    def text(folder, name):
        return (folder / name).read_text(encoding="utf-8")

    reveal = _reveal()
    title = next((line[2:] for line in cells[0].source.split("\n") if line.startswith("# ")), "Signaal")
    module = one_module().replace("export default", "const lesson =")
    # To reveal.js a section is a slide; and a script ends where it says so, even within a text.
    module = module.replace('make("section", {', 'make("div", { role: "region",').replace(
        "</script", "<\\/script"
    )
    return {
        "title": title,
        "css": "\n".join(
            [
                text(reveal, "reset.css"),
                text(reveal, "reveal.css"),
                text(BROWSER, "widget.css"),
                text(_HERE, "slides.css"),
            ]
        ),
        "reveal": text(reveal, "reveal.js").replace("</script", "<\\/script"),
        "module": module,
        "live": json.dumps(live, ensure_ascii=False).replace("<", "\\u003c"),
    }
