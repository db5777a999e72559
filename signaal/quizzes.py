"""What is a quiz, and is this one right?"""

from typing import Literal

from attrs import Factory, frozen

from signaal.figures import load_sources
from signaal.mistakes import ContentError, did_you_mean
from signaal.reading import DATA, check_ids, read_content, shown


@frozen
class Option:
    """One answer a learner can choose, with the feedback that belongs to it."""

    id: str
    text: str
    feedback: str
    correct: bool = False


@frozen
class Question:
    """One question. Texts are Markdown; `sources` are ids of data/sources.csv."""

    id: str
    type: Literal["single", "multiple"]
    text: str
    explanation: str
    options: list[Option]
    sources: list[str]
    hint: str = ""


@frozen
class Quiz:
    """A quiz: a file in data/quizzes/."""

    schema: int
    id: str
    title: str
    questions: list[Question] = Factory(list)
    intro: str = ""


def check_options(options, where, *, single, mistakes):
    """Add a sentence to `mistakes` for each rule of docs/schrijven.md that the options of a question break."""
    check_ids(options, where, "optie", mistakes)
    right = sum(option.correct for option in options)
    if len(options) < 2:
        mistakes.append(f"{where}: er zijn minder dan twee opties. Voeg er een toe met [[….options]].")
    elif right == 0:
        mistakes.append(f"{where}: er is geen goede optie. Zet correct = true bij een optie.")
    elif single and right > 1:
        mistakes.append(
            f'{where}: er zijn {right} goede opties. Laat er één over, of maak het type "multiple".'
        )
    elif not single and right == len(options):
        mistakes.append(f"{where}: alle opties zijn goed. Voeg een optie toe die niet past.")


def check_sources(sources, where, mistakes, folder):
    """Add a sentence to `mistakes` for each id in `sources` that data/sources.csv does not have."""
    known = load_sources(folder)
    for source in sources:
        if source not in known:
            mistakes.append(
                f'{where}: de bron "{source}" staat niet in data/sources.csv.{did_you_mean(source, known)}'
                " Voeg de bron toe of verbeter de id."
            )


def load_quiz(name, folder=DATA):
    """Return the Quiz in data/quizzes/<name>.toml.

    Args:
        name: the name of the file, without .toml.
        folder: the data folder.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    path, mistakes = folder / "quizzes" / f"{name}.toml", []
    draft = read_content(path, Quiz, {"questions": (Question, "vraag")}, mistakes)
    for question in draft.items["questions"]:
        where = f'{shown(path)}, vraag "{question.id}"'
        check_options(question.options, where, single=question.type == "single", mistakes=mistakes)
        if not question.sources:
            mistakes.append(
                f"{where}: er staat geen bron bij. Vul sources in met een id uit data/sources.csv."
            )
        check_sources(question.sources, where, mistakes, folder)
    if not draft.named and not mistakes:
        mistakes.append(f"{shown(path)}: er staat geen vraag in. Begin een vraag met [[questions]].")
    if mistakes:
        raise ContentError(mistakes)
    return draft.content
