"""How do the stored notebooks come about? Run by `make notebooks` and `make exercises`; needs the test extra.

* signaal/browser/words.js is written from data/strings.nl.toml.
* A cell tagged `care`, with the content note and the help lines, is written from data/helplines.csv: it stays when
  outputs are cleared and when no cell can run.
* notebooks/bronnen.ipynb is written from data/figures.csv and data/sources.csv.
* exercises/*.ipynb are written from exercises/solutions/*.ipynb: a cell tagged `solution` loses its answer.
* docent/voorbeeld/*.json are what a made-up group hands in: nobody's answers (signaal/make/learners.py).
* docs/kaarten/*.md, a map of each scenario for its author, are written from data/scenarios/.
* docs/links.md, every address outside the kit, is written from all the rest.
* Every notebook is run and saved in one shape, so that a diff shows what a reader would see change.
"""

import argparse
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from signaal.course.course import Course
from signaal.course.figures import load_figures, load_sources
from signaal.course.mistakes import ContentError
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words
from signaal.jupyter.saving import strip_widgets
from signaal.lecturer.check import check_course
from signaal.make.learners import made_up, write_made_up
from signaal.make.links import PAGE, links_page
from signaal.show.maps import map_page
from signaal.show.pages import care_markdown
from signaal.show.payload import words_module

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "signaal" / "browser" / "words.js"
SOLUTION = "solution"
GENERATED = "generated"
CARE = "care"
STUB = "antwoord = None  # typ hier je antwoord of je berekening"
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
           "language_info": {"name": "python"}}  # fmt: skip


def normalise(notebook, stem):
    """Bring `notebook` into the one shape in which the kit stores it, in place.

    No widget view or state, no kernel or Python version, execution counts from 1. Its metadata say that it is a lesson of
    the kit: by that JupyterLab knows which notebooks get our look (signaal/jupyter/labextension/stage.js). A cell's id comes from the name of
    the notebook and the place of the cell; a generated cell keeps its own, because links lead to it.

    Raises:
        ValueError: a cell wrote to stderr or raised an error; such a notebook must not be stored.
    """
    strip_widgets(notebook)
    notebook.metadata = nbformat.from_dict(_KERNEL | {"signaal": {"lesson": stem}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for n, cell in enumerate(notebook.cells):
        if GENERATED not in cell.metadata.get("tags", ()):
            cell.id = re.sub(r"[^a-z0-9-]", "-", f"{stem}-{n:02d}".lower())
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "error" or output.get("name") == "stderr":
                raise ValueError(f"{stem}, cel {n}: {output.get('evalue') or output.get('text')}")
            if output.output_type == "execute_result":
                output.execution_count = count
    return notebook


def run(path, notebook=None):
    """Run a notebook in the folder of `path` and save it there normalised; print its name and whether it changed.

    Args:
        path: where it is stored.
        notebook: the notebook, if it is another than what is stored there.

    Raises:
        CellExecutionError: a cell raised an error.
        ValueError: as `normalise`.
    """
    notebook = with_care(notebook or nbformat.read(path, as_version=4))
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        coalesce_streams=True,  # a kernel may flush one print in two pieces
        resources={"metadata": {"path": path.parent}},
        extra_arguments=[
            "--IPKernelApp.log_level=40"
        ],  # errors only: it warns at each start that it listens to this machine
    ).execute()
    _write(normalise(notebook, path.stem), path)
    changed = "veranderd" if path.read_text(encoding="utf-8") != before else "zoals het was"
    print(f"{path.relative_to(ROOT).as_posix()}: {changed}", flush=True)


def _run_all(pairs):
    """Run notebooks, (path, notebook) as for `run`, two at a time: half of it is waiting for a kernel."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(lambda pair: run(*pair), pairs))


def with_care(notebook):
    """Write the content note and the help lines anew in every cell tagged `care`, in place; return `notebook`."""
    for cell in notebook.cells:
        if CARE in cell.metadata.get("tags", ()):
            cell.source = care_markdown(Course(ROOT))
    return notebook


def _write(notebook, path):
    # nbformat writes the line endings of the platform; a notebook must be the same file everywhere.
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def student_copy(solution):
    """Return the student's notebook for a solution notebook.

    A code cell tagged `solution` keeps its lines from the first check(…) on, behind a line to fill in, and before that
    what it imports from the kit, so that it runs by itself. A Markdown cell tagged `solution` is left out. Paths become
    one folder shorter.
    """
    cells = []
    for cell in solution.cells:
        source = cell.source
        if SOLUTION in cell.metadata.get("tags", ()):
            if cell.cell_type != "code":
                continue
            lines = source.splitlines()
            start = next((n for n, line in enumerate(lines) if line.startswith("check(")), None)
            if start is None:
                raise ValueError(f"a cell tagged {SOLUTION} has no line that starts with check(:\n{source}")
            imports = [line for line in lines[:start] if line.startswith("from signaal import ")]
            source = "\n".join([*imports, *([""] if imports else []), STUB, *lines[start:]])
        source = source.replace("../../", "../")
        new = (
            nbformat.v4.new_code_cell(source)
            if cell.cell_type == "code"
            else nbformat.v4.new_markdown_cell(source)
        )
        new.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k != "tags"})
        tags = [tag for tag in cell.metadata.get("tags", ()) if tag != SOLUTION]
        if tags:
            new.metadata["tags"] = tags
        cells.append(new)
    return nbformat.v4.new_notebook(cells=cells, metadata=solution.metadata)


def _figure_cell(figure, course):
    source, words = load_sources(course)[figure.source], load_words(course)
    rows = [
        ("Waarde", f"{figure.written(words)} {figure.unit}"),
        ("Wat", figure.indicator),
        ("Over wie", figure.population),
        ("Wanneer", figure.period),
        ("Waar", figure.geography),
        ("Bron", _source_link(source)),
        ("Zekerheid", f"{figure.certainty}: {words.say('figure', figure.certainty)}"),
        ("Let op", figure.note or "niets bijzonders"),
        ("Nagekeken op", figure.checked_on),
        ("Naam in de bestanden", figure.id),
    ]
    table = "\n".join(f"| {name} | {value.replace('|', '/')} |" for name, value in rows)
    return figure.id, f"### {figure.indicator}, {figure.period}\n\n| Onderdeel | Inhoud |\n|---|---|\n{table}"


def _source_link(source):
    words = ", ".join(part for part in (source.publisher, source.title, source.published) if part)
    return f"[{words}]({source.url})" if source.url else words


def sources_notebook(stored):
    """Return bronnen.ipynb with its generated cells written anew: one per figure, one with all sources.

    Args:
        stored: the notebook as it is; its cells without the tag `generated` are hand-written and stay.
    """
    course = Course(ROOT)
    figures = [_figure_cell(figure, course) for figure in load_figures(course).values()]
    sources = "\n".join(f"* {_source_link(source)}" for source in load_sources(course).values())
    made = [("cijfers", "## De cijfers"), *figures, ("bronnen", f"## De bronnen\n\n{sources}")]
    # JupyterLab finds a cell by its id at once; a heading it only finds when the page happened to be open already.
    generated = [
        nbformat.v4.new_markdown_cell(text, id=id_, metadata={"tags": [GENERATED]}) for id_, text in made
    ]
    is_generated = [GENERATED in cell.metadata.get("tags", ()) for cell in stored.cells]
    start = is_generated.index(True) if True in is_generated else len(stored.cells)
    hand = [cell for cell, skip in zip(stored.cells, is_generated, strict=True) if not skip]
    return nbformat.v4.new_notebook(
        cells=[*hand[:start], *generated, *hand[start:]], metadata=stored.metadata
    )


def build_exercises():
    """Write exercises/*.ipynb from exercises/solutions/*.ipynb, and run both."""
    solutions = sorted((ROOT / "exercises" / "solutions").glob("*.ipynb"))
    _run_all([(path, None) for path in solutions])
    _run_all(
        [
            (ROOT / "exercises" / path.name, student_copy(nbformat.read(path, as_version=4)))
            for path in solutions
        ]
    )


def maps():
    """Return {file name: Markdown} of the maps of all scenarios."""
    course = Course(ROOT)
    return {f"{stem}.md": map_page(load_scenario(stem, course)) for stem in course.files("scenarios/*.toml")}


def build_notebooks():
    """Write the generated pages and cells, run every notebook of the lesson, then build the exercises."""
    # First: what a page says itself, a notebook does not hold.
    WORDS.write_text(words_module(Course(ROOT)), encoding="utf-8", newline="\n")
    for name, text in maps().items():
        (ROOT / "docs" / "kaarten" / name).write_text(text, encoding="utf-8", newline="\n")
    example = made_up(Course(ROOT), 18, ["03_signalen_herkennen"], ["gesprek_met_een_kind"])
    write_made_up(ROOT / "docent" / "voorbeeld", example)
    sources = ROOT / "notebooks" / "bronnen.ipynb"
    paths = sorted([*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "docent").glob("*.ipynb")])
    _run_all(
        [
            (path, sources_notebook(nbformat.read(path, as_version=4)) if path == sources else None)
            for path in paths
        ]
    )
    build_exercises()
    (ROOT / PAGE).write_text(links_page(), encoding="utf-8", newline="\n")


def main(arguments=None):
    """Build what is asked for; return the exit code, 1 when the content or a notebook is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["notebooks", "exercises"])
    what = parser.parse_args(arguments).what
    try:
        # First: a mistake in a content file would come back as a failing cell, with our call stack around it.
        if mistakes := check_course(Course(ROOT)):
            raise ContentError(mistakes)
        {"notebooks": build_notebooks, "exercises": build_exercises}[what]()
    except ContentError as error:
        print("\n".join(error.mistakes), file=sys.stderr)
    except (CellExecutionError, ValueError) as error:
        print(f"Een notebook loopt niet: {error}", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
