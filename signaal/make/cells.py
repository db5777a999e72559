"""Which cells of a stored notebook come on a website, and in which words? Python runs in JupyterLab only, and some words hold there only."""

import re

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from signaal.course.mistakes import ContentError
from signaal.course.reading import read_toml, shown
from signaal.show.charts import MIME as CHART
from signaal.show.pages import CONTENT

_HEADING = re.compile(r"#{1,6} ")
# The verbs (signaal/show/verbs.py) that show what belongs to a lesson.
_SHOWS = re.compile(
    r"(?<![.\w])(quiz|scenario|exercise|chart|figure|help_lines|progress|classroom|books|weeks|sources)\("
)


def _outputs(cell, mime):
    return [output["data"][mime] for output in cell.get("outputs", ()) if mime in output.get("data", ())]


def contents(cell):
    """Return the JSON of everything in a cell that comes alive."""
    return _outputs(cell, CONTENT)


def _is_python(cell):
    """Tell a cell that a learner runs from one that shows something of ours: that one is folded, or calls one of our verbs."""
    folded = cell.metadata.get("jupyter", {}).get("source_hidden")
    ours = folded or contents(cell) or _outputs(cell, CHART) or _SHOWS.search(cell.source)
    return cell.cell_type == "code" and not ours


def is_heading(cell):
    """Tell whether a cell begins with a heading."""
    return cell.cell_type == "markdown" and _HEADING.match(cell.source) is not None


def without_python(cells, note):
    """Return `cells` without what asks for Python: a cell to run, with the heading and the text that lead to it.

    Args:
        cells: of a notebook.
        note: Markdown that stands once in their place, under the heading that is left out.
    """
    starts = [n for n, cell in enumerate(cells) if is_heading(cell)] or [0]
    kept, said = list(cells[: starts[0]]), False
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        section = cells[start:end]
        python = [n for n, cell in enumerate(section) if _is_python(cell)]
        if not python:
            kept += section
            continue
        if any(cell.cell_type == "code" and not _is_python(cell) for cell in section):
            kept += [cell for cell in section if not _is_python(cell)]
            continue
        if not said:
            kept.append(nbformat.v4.new_markdown_cell(note, id=section[0].id))
        said = True
        kept += section[python[-1] + 1 :]
    return kept


def other_words(course):
    """Return [(Place, lessons, says, text)] of data/web.toml: what a lesson says in other words on a site."""
    found = []
    for part in course.chain:
        path = part.data / "web.toml"
        if not path.is_file():
            continue
        table, top = read_toml(path)
        for n, passage in enumerate(table.get("passages", ())):
            place = top.item("passages", n)
            says, text, lessons = (passage.get(key) for key in ("says", "text", "lessons"))
            if not (
                isinstance(says, str)
                and says.strip("… ")
                and isinstance(text, str)
                and isinstance(lessons, list)
            ):
                raise ContentError(
                    [f"{place}: hier horen lessons, says en text. Neem ze over van een passage ernaast."]
                )
            found.append((place, lessons, says, text))
    return found


def with_other_words(lesson, cells, passages):
    """Put the words of a site in the cells of a Lesson, in place.

    Args:
        lesson: a Lesson of a course.
        cells: those of its notebook.
        passages: what other_words returns.

    Raises:
        ContentError: the lesson does not say what is to be replaced; one Dutch sentence.
    """
    for place, lessons, says, text in passages:
        if lesson.id not in lessons:
            continue
        pattern = re.escape(says.removesuffix("…")) + (r"[^\n]*" if says.endswith("…") else "")
        count = 0
        for cell in cells:
            if cell.cell_type == "markdown":
                cell.source, times = re.subn(pattern, lambda _, text=text: text, cell.source)
                count += times
        if count == 0:
            raise ContentError(
                [
                    f'{place}: in {lesson.notebook} staat nergens "{says}". Neem het over uit de les, of haal dit weg.'
                ]
            )


def read_notebook(path):
    """Return the notebook at `path`.

    Raises:
        ContentError: it is none; one Dutch sentence.
    """
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        raise ContentError(
            [f"{shown(path)}: dit is geen notebook dat ik kan lezen. Zet een eerdere versie terug."]
        ) from None


def unrun(path, cells):
    """Yield a sentence when a lesson was saved without what its cells show."""
    empty = [
        cell
        for cell in cells
        if cell.cell_type == "code" and cell.source.strip() and not _is_python(cell) and not cell.outputs
    ]
    if empty:
        yield (
            f"{shown(path)}: hier laten cellen niets zien ({len(empty)}). Open de les, kies Run All Cells, en sla haar op."
        )


def to_page(markdown):
    """Return Markdown as HTML, as nbconvert makes it of a cell."""
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(
        markdown
    )
