"""Somebody who knows about tests and nothing about children gets no further with the quizzes than by chance."""

import math
import re
from collections import Counter

import pytest
from walk import KIT, ROOT

from signaal.course.quizzes import load_quiz

TIMES = 1.3  # how much more often than by chance a rule of thumb may pick the right option
REASON = re.compile(r"\b(?:want|omdat|dus)\b")
RULES = {
    "the longest": lambda text, lengths: len(text) == max(lengths),
    "one of middle length": lambda text, lengths: min(lengths) < len(text) < max(lengths),
    "talks it over": lambda text, _: bool(re.search(r"\b(?:overleg|collega|advies|meedenk)", text)),
    "writes it down": lambda text, _: bool(re.search(r"schrij|schreef|noteer|\bzag\b|woorden", text)),
    "most hedged": lambda text, _: len(
        re.findall(
            r"\b(?:misschien|kan|kun|kunnen|zou|hoeft?|meestal|vaak|soms|nog niet|niet zeker|waarschijnlijk|twijfel)\b",
            text,
        )
    ),
    "gives no reason": lambda text, _: not REASON.search(text),
    "gives a reason": lambda text, _: bool(REASON.search(text)),
}


def singles():
    """Return (name of the quiz, options) of every question with one right answer."""
    return [
        (path.stem, question.options)
        for path in sorted((ROOT / "data" / "quizzes").glob("*.toml"))
        for question in load_quiz(path.stem, KIT).questions
        if question.type == "single"
    ]


def gain(scored):
    """Return how many times more often than by chance the best score is the right option.

    Args:
        scored: a list for each question, of (score, right?) for each option; ties are broken by lot, and a question in
            which all options score the same says nothing.
    """
    hits = chance = 0
    for options in scored:
        best = [right for score, right in options if score == max(score for score, _ in options)]
        if len(best) < len(options):
            hits += sum(best) / len(best)
            chance += 1 / len(options)
    return hits / chance


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_of_thumb_does_not_pick_the_right_option(rule):
    scored = [
        [(RULES[rule](o.text.lower(), [len(p.text) for p in options]), o.correct) for o in options]
        for _, options in singles()
    ]
    assert gain(scored) <= TIMES, f"{rule}: {gain(scored):.2f} times chance"


def words(text):
    return set(re.findall(r"[a-zà-ÿ]+", text.lower()))


def weights(options):
    """Return how much each word, met in these options, speaks for a right one: naive Bayes."""
    seen = {right: [words(o.text) for o in options if o.correct == right] for right in (True, False)}
    counts = {right: Counter(word for text in texts for word in text) for right, texts in seen.items()}

    def log_share(right, word):
        return math.log((counts[right][word] + 1) / (len(seen[right]) + 2))

    common = [word for word, n in (counts[True] + counts[False]).items() if n >= 3]
    return {word: log_share(True, word) - log_share(False, word) for word in common}


def test_what_is_learnt_from_the_other_quizzes_does_not_pick_the_right_option():
    scored = []
    for name in {name for name, _ in singles()}:
        weight = weights([o for other, options in singles() if other != name for o in options])
        scored += [
            [(sum(weight.get(word, 0) for word in sorted(words(o.text))), o.correct) for o in options]
            for quiz, options in singles()
            if quiz == name
        ]
    assert gain(scored) <= TIMES, f"{gain(scored):.2f} times chance"


def test_the_longest_option_is_not_right_more_often_than_others_where_several_are():
    found = [
        question.options
        for path in sorted((ROOT / "data" / "quizzes").glob("*.toml"))
        for question in load_quiz(path.stem, KIT).questions
        if question.type == "multiple"
    ]
    longest = sum(max(options, key=lambda o: len(o.text)).correct for options in found)
    chance = sum(sum(o.correct for o in options) / len(options) for options in found)
    assert longest <= TIMES * chance
