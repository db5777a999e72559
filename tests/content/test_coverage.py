"""What the five documents say is taught where docs/dekking.md says, or left out with a reason."""

import csv
import re
import tomllib

from walk import ROOT, headings

TABLE = ROOT / "docs" / "dekking.md"
ROW = re.compile(r"\| (d\d-\d+) \| (\w+) \| (.+?) \| (?:\[[^\]]+\]\(\.\./([^)]+)\): (.+)|niet: (.+)) \|")
# How many statements each document holds: a row that gets lost is missed.
STATEMENTS = {"d0": 44, "d1": 57, "d2": 23, "d3": 23, "d4": 203}


def rows():
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if re.match(r"\| d\d-", line)]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match]
    return [match.groups() for match in found]


def sections(path):
    """Return what a row can point at in a file: headings of a notebook, ids of a table or a TOML file."""
    if path.suffix == ".ipynb":
        return headings(path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {row[0] for row in csv.reader(file)}
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        item["id"]
        for items in content.values()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict)
    }


def test_every_statement_of_the_documents_has_its_row():
    ids = [row[0] for row in rows()]
    assert len(set(ids)) == len(ids)
    assert {document: sum(id_.startswith(document) for id_ in ids) for document in STATEMENTS} == STATEMENTS


def test_every_row_points_at_a_place_that_exists():
    known, lost = {}, []
    for id_, _, _, place, section, _ in rows():
        if not place:
            continue
        path = ROOT / place
        if place not in known:
            known[place] = sections(path) if path.exists() else set()
        if section not in known[place]:
            lost.append(f"docs/dekking.md, {id_}: in {place} staat geen ‘{section}’")
    assert not lost, "\n".join(lost)


def test_every_recommendation_is_taught():
    recommendations = [(id_, place) for id_, kind, _, place, _, _ in rows() if kind == "aanbeveling"]
    assert len(recommendations) == 8  # 22a, b, d, g and h, of which three in two parts
    assert all(place for _, place in recommendations)
