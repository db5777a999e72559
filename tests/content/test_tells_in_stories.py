"""Can somebody who knows nothing of the subject guess the best choice by its style, and do choices lead anywhere?

A machine that has never seen a story, and knows from all the others only which words and sentence shapes their best
choices have, picks one in every passage. It may hardly be better than chance.
"""

import math
import re
from collections import Counter

from walk import KIT

from signaal.course.scenarios import load_scenario

STORIES = {stem: load_scenario(stem, KIT) for stem in KIT.files("scenarios/*.toml")}
WORD = re.compile(r"[a-zà-ÿ']+")


def shape(text):
    """Return what the machine sees of a choice: its words, and how its sentences are built."""
    sentences = [part for part in re.split(r"(?<=[.!?])[”’]?\s+", text) if WORD.search(part.lower())]
    seen = {f"word {word}" for word in WORD.findall(text.lower())}
    seen |= {f"begins {WORD.search(part.lower())[0]} {n}" for n, part in enumerate(sentences[:2])}
    seen |= {f"sentences {min(len(sentences), 4)}", f"commas {min(text.count(','), 3)}"}
    seen |= {f"asks {'?' in text}", f"said {'“' in text}"}
    seen |= {f"short {all(len(part.split()) <= 9 for part in sentences)}"}
    return seen


def learn(passages):
    """Return how much each thing seen speaks for a choice being the best, as {thing: log odds}."""
    counts, totals = {True: Counter(), False: Counter()}, Counter()
    for choices in passages:
        for choice in choices:
            counts[good(choice)].update(shape(choice.text))
            totals[good(choice)] += 1
    return {
        thing: math.log((counts[True][thing] + 0.5) / (totals[True] + 1))
        - math.log((counts[False][thing] + 0.5) / (totals[False] + 1))
        for thing in counts[True] | counts[False]
        if counts[True][thing] + counts[False][thing] > 1
    }


def good(choice):
    return choice.recommended or choice.also_right


def passages_of(story):
    return [passage.choices for passage in story.passages if len(passage.choices) > 1]


def test_style_does_not_give_the_best_choice_away():
    hits, chance = 0, 0
    for stem, story in STORIES.items():
        odds = learn(choices for other in STORIES if other != stem for choices in passages_of(STORIES[other]))
        for choices in passages_of(story):
            picked = max(choices, key=lambda choice: sum(odds.get(thing, 0) for thing in shape(choice.text)))
            hits += good(picked)
            chance += sum(map(good, choices)) / len(choices)
    assert hits <= 1.3 * chance, f"{hits} best choices guessed; chance gives {chance:.0f}"


def test_choices_lead_to_different_places():
    passages = [passage for story in STORIES.values() for passage in story.passages]
    meet = [passage.id for passage in passages if len({choice.to for choice in passage.choices}) == 1]
    assert len(meet) <= len(passages) / 10, meet
