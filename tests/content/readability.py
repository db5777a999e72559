"""How hard is the Dutch to read? Run by `make lint`: one line a file, and an error for what is too hard.

The measures are textstat's. Its reading ease is that of Flesch with Douma's weights for Dutch: higher is easier. No library
that we could install finds passive sentences in Dutch: the last column counts the words that make them (wordt, worden,
werd, werden), of which some do something else.

Adults read joined sentences with less effort than stumps: so it shows too how many short sentences follow each other in one
paragraph, and for a lesson how many words a reader gets before there is something to do again.
"""

import re
import sys
from collections import defaultdict

import textstat
from walk import ROOT, name, notebooks, stretches, texts

from bench.table import show

EASE, SENTENCE, PASSIVE = 65, 15, 1.0  # at least; words, at most on average; per hundred words, at most
SHORT, RUN = 9, 4  # a sentence of fewer words is short; at most so many of them one after the other
STRETCH = 500  # words at most before there is something to do
LONG = 26  # words: no sentence may be longer


def paragraphs(text):
    """Return the paragraphs of Markdown as lists of sentences; a cell of a table or an item of a list is one for itself."""
    text = re.sub(r"</?(?:details|summary)>", "\n\n", text)
    text = re.sub(r"\]\([^)]*\)|```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    parts = re.split(r"\n\s*\n|\n(?=[*\d#>|])|\|", text)
    plain = (" ".join(re.sub(r"[*_#>\[\]]+|^\s*\d+\.", " ", part).split()) for part in parts)
    found = [re.split(r"(?<=[.?!:;])[”’)]*\s+", part) for part in plain]
    return [[s for s in part if len(s.split()) > 2] for part in found]


def longest_run(paragraph):
    """Return how many short sentences follow each other at most; a sentence in somebody's mouth does not count."""
    run = longest = 0
    for sentence in paragraph:
        run = run + 1 if len(sentence.split()) < SHORT and "“" not in sentence else 0
        longest = max(longest, run)
    return longest


def report():
    """Return (rows for a table, [what is too hard])."""
    files, runs = defaultdict(list), defaultdict(int)
    lessons = {
        name(path): max(stretches(path.stem)) for path in notebooks() if path.parent == ROOT / "notebooks"
    }
    rows, wrong = [], []
    for place, text in texts():
        file = place.split(",")[0]
        file = "exercises/solutions" if "solutions" in file else file
        for paragraph in paragraphs(text):
            files[file] += [(s, place) for s in paragraph]
            run = longest_run(paragraph)
            runs[file] = max(runs[file], run)
            if run > RUN and file in lessons:
                wrong.append(f"{place}: {run} short sentences in a row: {' '.join(paragraph)[:90]}")
    for file, found in files.items():
        said = [s for s, _ in found]
        words = sum(len(s.split()) for s in said)
        if words < 100:
            continue
        ease = textstat.flesch_reading_ease(" ".join(s.rstrip(".?!:;") + "." for s in said))
        mean = words / len(said)
        passive = 100 * sum(len(re.findall(r"\b(?:wordt|worden|werd|werden)\b", s)) for s in said) / words
        stretch = lessons.get(file)
        rows.append(
            [
                file,
                str(words),
                f"{mean:.1f}",
                str(runs[file]),
                str(stretch or "–"),
                f"{ease:.0f}",
                f"{passive:.1f}",
            ]
        )
        if stretch and stretch > STRETCH and re.search(r"/0\d_", file):
            wrong.append(f"{file}: {stretch} words without something to do")
        wrong += [f"{place}: {len(s.split())} words: {s}" for s, place in found if len(s.split()) > LONG]
        if ease < EASE or mean > SENTENCE or passive > PASSIVE:
            wrong.append(
                f"{file}: ease {ease:.0f}, {mean:.1f} words a sentence, {passive:.1f} passive words in a hundred"
            )
    return rows, wrong


if __name__ == "__main__":
    textstat.set_lang("nl")
    rows, wrong = report()
    show(
        [
            "file",
            "words",
            "words a sentence",
            "short in a row",
            "words between tasks",
            "ease",
            "passive words in 100",
        ],
        rows,
    )
    print("\n".join(wrong))
    sys.exit(bool(wrong))
