"""Does the list for experts still quote what the lessons say, and does each child have a name of its own?"""

import re
from collections import defaultdict

from walk import KIT, ROOT, texts

from signaal.course.scenarios import load_scenario

POINTS = (ROOT / "docs" / "te-controleren.md").read_text(encoding="utf-8")


def plain(text):
    text = re.sub(r"\]\([^)]*\)|[*_“”‘’\"'\[]", " ", text)
    return " ".join(text.split()).lower().strip(" .,?!")


def test_every_quote_in_the_list_for_experts_stands_in_the_course():
    said = plain(" ".join(text for _, text in texts()))
    quoted = re.findall(r"(?m)^\* \*\*Wat er staat:\*\* (.*)$", POINTS)
    lost = [
        quote for line in quoted for quote in re.findall(r'"([^"]{12,})"', line) if plain(quote) not in said
    ]
    assert not lost, lost


LISTS = {
    r"\bA\b": "Aandachtsfunctionaris",
    r"\bJ\b": "Jurist",
    r"\bD\b": "Andere deskundige",
    "eilanden": "Iemand van de eilanden",
    "uitgeeft": "Wie het pakket uitgeeft",
}


def listed(who):
    """Return the numbers of the points that the page lists for somebody."""
    (line,) = re.findall(rf"(?m)^\* \*\*{who}.*$", POINTS)
    runs = re.findall(r"(\d+)(?: tot en met (\d+))?", line)
    return {number for first, last in runs for number in range(int(first), int(last or first) + 1)}


def test_every_point_says_who_looks_at_it_and_is_on_the_list_of_that_person():
    numbers = [int(number) for number in re.findall(r"(?m)^### (\d+)\. ", POINTS)]
    assert numbers == list(range(1, len(numbers) + 1))
    blocks = re.split(r"(?m)^### ", POINTS)[1:]
    who = [re.search(r"\*\*Wie:\*\* (\S.*)", block) for block in blocks]
    assert all(who) and all("* **Bevestigd:**" in block for block in blocks)
    for mark, name in LISTS.items():
        asked = {n for n, match in zip(numbers, who, strict=True) if re.search(mark, match[1])}
        assert listed(name) == asked, name


GROUP = r"(groep \d|klas \d)"
INTRODUCED = re.compile(rf"\b([A-Z][a-zë]+)\** \({GROUP}\)|\b([A-Z][a-zë]+) zit in (?:jouw )?{GROUP}")


def test_a_name_with_a_group_is_one_child():
    groups = defaultdict(set)
    for _, text in texts():
        for name, group, seated, seat in INTRODUCED.findall(text):
            groups[name or seated].add(group or seat)
    for stem in KIT.files("scenarios/*.toml"):
        name, _, rest = load_scenario(stem, KIT).title.partition(", ")
        groups[name] |= set(re.findall(GROUP, rest))
    assert len(groups) > 40
    assert not {name: found for name, found in groups.items() if len(found) > 1}
