"""Which pages outside the kit does it point to? One table, for whoever goes and looks whether they are still there."""

import re
from pathlib import Path

import nbformat

from signaal.course.course import Course
from signaal.course.figures import load_help_lines, load_sources

ROOT = Path(__file__).parents[2]
PAGE = "docs/links.md"
# A pair of brackets may stand in an address.
_LINK = re.compile(r"\]\((https?://(?:[^()\s]|\([^()\s]*\))+)\)")


def _prose():
    """Yield (file, text) for everything a person wrote in Markdown; what is made from the tables is not among it."""
    for path in [
        *sorted((ROOT / "notebooks").glob("*.ipynb")),
        *sorted((ROOT / "exercises").glob("*.ipynb")),
        *sorted((ROOT / "exercises" / "solutions").glob("*.ipynb")),
    ]:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown" and "generated" not in cell.metadata.get("tags", ()):
                yield path, cell.source
    for path in [
        *ROOT.glob("*.md"),
        *sorted((ROOT / "docs").glob("*.md")),
        *sorted((ROOT / "data").rglob("*.toml")),
    ]:
        if path != ROOT / PAGE:
            yield path, path.read_text(encoding="utf-8")


def links():
    """Return {address: [where it stands]}, sorted by address: the tables first, then the files."""
    found, course = {}, Course(ROOT)
    for source in load_sources(course).values():
        if source.url:
            found.setdefault(source.url, []).append(f"sources.csv: {source.id}")
    for line in load_help_lines(course):
        if line.url:
            found.setdefault(line.url, []).append(f"helplines.csv: {line.id}")
    for path, text in _prose():
        for url in _LINK.findall(text):
            where = path.relative_to(ROOT).as_posix()
            if where not in found.setdefault(url, []):
                found[url].append(where)
    return dict(sorted(found.items()))


def links_page():
    """Return docs/links.md as Markdown."""
    rows = "\n".join(f"| <{url}> | {', '.join(where)} |" for url, where in links().items())
    return f"""# Alle links naar buiten

Gemaakt door `make notebooks`; verander een link waar hij staat. Wij konden deze pagina's hier niet bezoeken: van de meeste
zagen wij een bewaarde kopie, op de dag die in `sources.csv` bij `consulted` staat.

| Adres | Waar |
|---|---|
{rows}
"""
