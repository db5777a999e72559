"""How hard is the Dutch to read? Run by `make lint`: one line a file, and an error for what is too hard.

The measures are textstat's. Its reading ease is that of Flesch with Douma's weights for Dutch: higher is easier. No library
that we could install finds passive sentences in Dutch: the last column counts the words that make them (wordt, worden,
werd, werden), of which some do something else.
"""

import re
import sys
from collections import defaultdict

import textstat
from walk import texts

from bench.table import show

EASE, SENTENCE, PASSIVE = 70, 12, 1.0  # at least; words, at most on average; per hundred words, at most
LONG = 26  # words: no sentence may be longer


def sentences(text):
    """Return the sentences of Markdown: what a reader sees, a cell of a table or an item of a list for itself."""
    text = re.sub(r"\]\([^)]*\)|```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    parts = re.split(r"\n\s*\n|\n(?=[*\d#>|])|\|", text)
    plain = (" ".join(re.sub(r"[*_#>\[\]]+|^\s*\d+\.", " ", part).split()) for part in parts)
    return [s for part in plain for s in re.split(r"(?<=[.?!:;])[”’)]*\s+", part) if len(s.split()) > 2]


def report():
    """Return (rows for a table, [what is too hard])."""
    files = defaultdict(list)
    for place, text in texts():
        name = place.split(",")[0]
        files["exercises/solutions" if "solutions" in name else name] += [(s, place) for s in sentences(text)]
    rows, wrong = [], []
    for name, found in files.items():
        said = [s for s, _ in found]
        words = sum(len(s.split()) for s in said)
        if words < 100:
            continue
        ease = textstat.flesch_reading_ease(" ".join(s.rstrip(".?!:;") + "." for s in said))
        mean = words / len(said)
        passive = 100 * sum(len(re.findall(r"\b(?:wordt|worden|werd|werden)\b", s)) for s in said) / words
        rows.append([name, str(words), f"{mean:.1f}", f"{ease:.0f}", f"{passive:.1f}"])
        wrong += [f"{place}: {len(s.split())} words: {s}" for s, place in found if len(s.split()) > LONG]
        if ease < EASE or mean > SENTENCE or passive > PASSIVE:
            wrong.append(
                f"{name}: ease {ease:.0f}, {mean:.1f} words a sentence, {passive:.1f} passive words in a hundred"
            )
    return rows, wrong


if __name__ == "__main__":
    textstat.set_lang("nl")
    rows, wrong = report()
    show(["file", "words", "words a sentence", "ease", "passive words in 100"], rows)
    print("\n".join(wrong))
    sys.exit(bool(wrong))
