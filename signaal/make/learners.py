"""What would a group of learners hand in? Made-up files for docent/voorbeeld and for tests: nobody's answers."""

import json
from math import exp
from random import Random

from signaal.course.figures import load_figures
from signaal.course.quizzes import (
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    ReflectQuestion,
    SortQuestion,
    load_quiz,
)
from signaal.course.scenarios import load_scenario
from signaal.lecturer.handins import MARK, SCHEMA

SLIPS = 400  # turns after which a made-up learner gives up on a story


def made_up(course, count, quizzes, stories=(), seed=1):
    """Yield `count` hand-ins, dicts as signaal.lecturer.handins reads them, the same for the same seed.

    Each learner has a skill and each question a difficulty; who is more skilled is more often right and more often sure.

    Args:
        course: the Course whose quizzes and stories they did.
        count: how many learners.
        quizzes: names of files in data/quizzes.
        stories: names of files in data/scenarios.
        seed: for the random numbers.
    """
    random = Random(seed)
    read = {stem: load_quiz(stem, course).questions for stem in quizzes}
    hard = {question.id: random.gauss(-0.5, 1) for questions in read.values() for question in questions}
    for _ in range(count):
        skill = random.gauss(0, 1)
        yield {
            "signaal": MARK,
            "schema": SCHEMA,
            "course": course.id,
            "code": f"{random.getrandbits(64):016x}",
            "quizzes": {
                stem: {
                    question.id: _answer(question, skill - hard[question.id], course, random)
                    for question in questions
                    if not isinstance(question, ReflectQuestion) and random.random() < 0.95
                }
                for stem, questions in read.items()
            },
            "stories": {stem: _road(load_scenario(stem, course), random) for stem in stories},
        }


def write_made_up(folder, hand_ins):
    """Write hand-ins in a folder, one file each, in place of what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for hand_in in hand_ins:
        text = json.dumps(hand_in, ensure_ascii=False, indent=1)
        (folder / f"signaal-{hand_in['code'][:8]}.json").write_text(
            f"{text}\n", encoding="utf-8", newline="\n"
        )


def _answer(question, ease, course, random):
    right = random.random() < 1 / (1 + exp(-ease))
    outcome = "right" if right else "wrong"
    if isinstance(question, ChoiceQuestion):
        good = [option.id for option in question.options if option.correct]
        # What draws a learner who errs is not spread evenly.
        bad = [option.id for option in question.options if not option.correct]
        choice = good if right else [min(random.choices(bad, k=2))]
    elif isinstance(question, OrderQuestion):
        choice = [item.id for item in question.items]
        if not right:
            choice = choice[::-1]
    elif isinstance(question, SortQuestion):
        places = [category.id for category in question.categories]
        choice = {
            item.id: item.category if right or random.random() < 0.4 else random.choice(places)
            for item in question.items
        }
        good = sum(choice[item.id] == item.category for item in question.items)
        outcome = (
            "right"
            if good == len(question.items)
            else "partly"
            if good * 2 > len(question.items)
            else "wrong"
        )
    elif isinstance(question, NumberQuestion):
        low, high = load_figures(course)[question.guess.figure].ends
        choice = (
            round((low + high) / 2)
            if right
            else random.choice([question.guess.lowest, question.guess.highest])
        )
    sure = "sure" if random.random() < 1 / (1 + exp(-ease - 0.5)) else "doubt"
    return {"choice": choice, "outcome": outcome, "sure": sure}


def _road(story, random):
    passages = {passage.id: passage for passage in story.passages}
    at, flags, road = story.start, set(), []
    while at in passages and len(road) < SLIPS:
        choices = [choice for choice in passages[at].choices if choice.open_to(flags)]
        choice = random.choice([*choices, *(each for each in choices if each.recommended)])
        flags |= set(choice.sets)
        road.append([at, choice.id])
        at = choice.to
    return road
