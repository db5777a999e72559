"""What did a group hand in? Files that learners made in Welkom (signaal/browser/handin.js), read as tables.

Such a file holds first attempts alone, and a code by which two files of one learner are known:

    {"signaal": "voor de docent", "schema": 1, "course": "signaal", "code": "…",
     "quizzes": {"03_signalen_herkennen": {"sam-wordt-stil": {"choice": ["a"], "outcome": "wrong", "sure": "sure"}}},
     "stories": {"04_handelen": [["maandag", "opschrijven"], …]}}
"""

import json
from collections import Counter
from pathlib import Path

import pandas as pd
from attrs import frozen

from signaal.course.quizzes import ChoiceQuestion, NumberQuestion, OrderQuestion, SortQuestion, load_quiz
from signaal.course.scenarios import load_scenario

MARK = "voor de docent"
SCHEMA = 1
LIMIT = 2_000_000  # bytes: a file with every quiz and story of the kit has 30,000
OUTCOMES = ("right", "partly", "wrong")
_BROKEN = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


@frozen
class HandIns:
    """What a folder held.

    `files` how many count. `answers` a DataFrame, a row an answer: learner (a number), quiz, question, choice (a list of ids,
    a number, a dict {item: category}, or None when it is not known), outcome ("right", "partly", "wrong") and sure ("sure",
    "doubt" or ""). `roads` a DataFrame, a row a turn of a story: learner, story, passage, choice. `left_out` Dutch
    sentences: which files do not count, and what of the others does not, and why.
    """

    files: int
    answers: pd.DataFrame
    roads: pd.DataFrame
    left_out: list[str]


def read_handins(folder, course):
    """Return the HandIns in a folder and in the folders in it, of learners of a Course; nothing is changed there.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(2, "no folder", str(folder))
    found, left_out = {}, []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_dir() or any(part.startswith(".") for part in name.parts):
            continue
        file, reason = _read(path, course)
        if file is None:
            left_out.append(f"{name}: {reason}")
            continue
        other = found.get(file["code"])
        if other is None or _size(file) > _size(other[1]):
            found[file["code"]] = name, file
        if other is not None:
            kept = found[file["code"]][0]
            dropped = other[0] if kept == name else name
            left_out.append(
                f"{dropped}: dit is van dezelfde persoon als {kept}, waar evenveel of meer in staat. Dat ene telt."
            )
    unknown = Counter()
    # Read once: a course looks at its files each time it is asked.
    quizzes = {stem: load_quiz(stem, course) for stem in course.files("quizzes/*.toml")}
    stories = {stem: load_scenario(stem, course) for stem in course.files("scenarios/*.toml")}
    files = [file for _, file in found.values()]
    answers = [row for n, file in enumerate(files) for row in _answers(n, file["quizzes"], quizzes, unknown)]
    roads = [row for n, file in enumerate(files) for row in _roads(n, file["stories"], stories, unknown)]
    left_out += [
        f"{what} Dat deel telt niet mee; het stond in {n} van de bestanden." for what, n in unknown.items()
    ]
    return HandIns(
        len(found),
        pd.DataFrame(answers, columns=["learner", "quiz", "question", "choice", "outcome", "sure"]),
        pd.DataFrame(roads, columns=["learner", "story", "passage", "choice"]),
        left_out,
    )


def _size(file):
    return sum(map(len, [*file["quizzes"].values(), *file["stories"].values()]))


def _read(path, course):
    """Return (the file, "") or (None, why it does not count)."""
    if path.suffix != ".json":
        return None, "dit is geen bestand dat Signaal voor een docent maakt."
    try:
        if path.stat().st_size > LIMIT:
            raise ValueError("too long")
        file = json.loads(path.read_text(encoding="utf-8-sig"))
        if "kept" in file and "period" in file:
            return None, (
                "dit is het eigen bestand van een student, en daar staat meer in dan een docent hoeft te zien. "
                "Gooi het weg, en vraag om het bestand dat in Welkom voor de docent wordt gemaakt."
            )
        if file["signaal"] != MARK:
            raise ValueError("another file")
        if file["schema"] != SCHEMA:
            return (
                None,
                "dit is gemaakt met een andere versie van Signaal. Zet hier de nieuwste versie, en probeer het opnieuw.",
            )
        if file["course"] != course.id:
            return (
                None,
                f'dit hoort bij een andere cursus ("{file["course"]}"). Open die cursus, en probeer het daar.',
            )
        good = (
            isinstance(file["code"], str)
            and all(
                isinstance(part, dict) for quiz in file["quizzes"].values() for part in (quiz, *quiz.values())
            )
            and all(
                isinstance(turn, list) and len(turn) == 2
                for path in file["stories"].values()
                for turn in path
            )
        )
        if not good:
            raise ValueError("another shape")
    except _BROKEN:
        return None, "dit is geen bestand dat Signaal voor een docent maakt, of het is beschadigd."
    return file, ""


def _answers(learner, given, quizzes, unknown):
    for stem, answers in given.items():
        if stem not in quizzes:
            unknown[f'De quiz "{stem}" is er in deze cursus niet.'] += 1
            continue
        questions = {question.id: question for question in quizzes[stem].questions}
        for id_, answer in answers.items():
            if id_ not in questions or answer.get("outcome") not in OUTCOMES:
                unknown[f'De vraag "{id_}" van quiz "{stem}" is er niet, of er staat geen uitkomst bij.'] += 1
                continue
            choice = answer.get("choice")
            if choice is not None and not _fits(questions[id_], choice):
                unknown[f'De vraag "{id_}" van quiz "{stem}" is veranderd sinds zij werd beantwoord.'] += 1
                continue
            sure = answer["sure"] if answer.get("sure") in ("sure", "doubt") else ""
            yield learner, stem, id_, choice, answer["outcome"], sure


def _fits(question, choice):
    """Can this be a choice at this question as it is now?"""
    if isinstance(question, ChoiceQuestion):
        known = {option.id for option in question.options}
        return isinstance(choice, list) and all(isinstance(id_, str) and id_ in known for id_ in choice)
    if isinstance(question, OrderQuestion):
        return isinstance(choice, list) and sorted(map(str, choice)) == sorted(
            item.id for item in question.items
        )
    if isinstance(question, SortQuestion):
        items, categories = {item.id for item in question.items}, {each.id for each in question.categories}
        return (
            isinstance(choice, dict)
            and choice.keys() <= items
            and {str(each) for each in choice.values()} <= categories
        )
    return isinstance(question, NumberQuestion) and isinstance(choice, int | float)


def _roads(learner, played, stories, unknown):
    for stem, path in played.items():
        if stem not in stories:
            unknown[f'Het verhaal "{stem}" is er in deze cursus niet.'] += 1
            continue
        known = {(passage.id, choice.id) for passage in stories[stem].passages for choice in passage.choices}
        if (
            not all(isinstance(id_, str) for turn in path for id_ in turn)
            or not {tuple(turn) for turn in path} <= known
        ):
            unknown[f'Het verhaal "{stem}" is veranderd sinds het werd gespeeld.'] += 1
            continue
        yield from ((learner, stem, passage, choice) for passage, choice in path)
