"""Lessons made for a test: one of each kind of question, and a story with a flag and a notebook."""

from signaal.course.course import current
from signaal.course.quizzes import (
    Category,
    ChoiceQuestion,
    Guess,
    Item,
    NumberQuestion,
    Option,
    OrderQuestion,
    Quiz,
    ReflectQuestion,
    SortQuestion,
)
from signaal.course.scenarios import Choice, Ending, Extra, Note, Passage, Scenario
from signaal.show.payload import quiz_content, scenario_content

KIT = current()


def options(*ids, right=("a",), text="Keuze {id}", feedback="Over keuze {id}."):
    """Return Options with these ids."""
    return [Option(id_, text.format(id=id_), feedback.format(id=id_), id_ in right) for id_ in ids]


def single(id_="kies", **more):
    """Return a question with one right option."""
    return ChoiceQuestion(
        id=id_,
        type="single",
        text="Kies er een.",
        explanation="Daarom.",
        options=options("a", "b", "c"),
        **more,
    )


def multiple(id_="kies-meer", **more):
    """Return a question with two right options of four."""
    return ChoiceQuestion(
        id=id_,
        type="multiple",
        text="Kies er meer.",
        explanation="Daarom.",
        options=options("a", "b", "c", "d", right=("a", "b")),
        **more,
    )


def order(id_="volgorde", n=5, **more):
    """Return a question to put `n` items in order."""
    items = [Item(f"i{k}", f"Onderdeel {k}", f"Over onderdeel {k}.") for k in range(n)]
    return OrderQuestion(
        id=id_, type="order", text="Zet op volgorde.", explanation="Daarom.", items=items, **more
    )


def sort(id_="vakken", **more):
    """Return a question with four items in two categories."""
    items = [
        Item(f"i{k}", f"Onderdeel {k}", f"Over onderdeel {k}.", "feit" if k < 2 else "duiding")
        for k in range(4)
    ]
    categories = [Category("feit", "Feit"), Category("duiding", "Duiding")]
    return SortQuestion(
        id=id_,
        type="sort",
        text="Leg in een vak.",
        explanation="Daarom.",
        items=items,
        categories=categories,
        **more,
    )


def number(id_="schat", figure="omstanders-niets", tolerance=5.0, **more):
    """Return a question to guess a figure (36 percent) on a line from 0 to 100."""
    guess = Guess(figure, 0.0, 100.0, 1.0, tolerance, "Het is meer.", "Dat klopt aardig.", "Het is minder.")
    return NumberQuestion(id=id_, type="number", text="Schat.", explanation="Daarom.", guess=guess, **more)


def reflect(id_="denk", **more):
    """Return a question without right or wrong."""
    return ReflectQuestion(id=id_, type="reflect", text="Wat denk je?", explanation="Een gedachte.", **more)


def quiz(*questions, **more):
    """Return the content of a quiz with these questions, or with one of every type."""
    questions = questions or (single(hint="Een duwtje."), multiple(), order(), sort(), number(), reflect())
    return quiz_content(Quiz(1, "proef", "Een proef", list(questions), "Een inleiding.", **more), KIT)


def story():
    """Return the content of a scenario: writing down opens a choice, a promise closes one."""
    passages = [
        Passage(
            "begin",
            "Het begin",
            "Er is iets.",
            [
                Choice("verder", "Verder", "midden", "Goed zo.", 1, recommended=True),
                Choice("beloof", "Beloof iets", "midden", "Dat bindt je.", 1, sets=["beloofd"]),
            ],
            notes=[
                Note("zag", "De trommel bleef dicht.", "feit", "Dat zag je zelf.", sets=["zag"]),
                Note("vond", "Het kind was verdrietig.", "duiding", "Dat maak je ervan."),
            ],
        ),
        Passage(
            "midden",
            "Het midden",
            "Nu verder.",
            [
                Choice(
                    "overleg",
                    "Overleg",
                    "slot",
                    "Samen zie je meer.",
                    2,
                    recommended=True,
                    unless=["beloofd"],
                ),
                Choice(
                    "voorlezen",
                    "Lees voor wat je zag",
                    "slot",
                    "Dat helpt.",
                    2,
                    recommended=True,
                    needs=["zag"],
                    closed="Voorlezen kan niet: je schreef niets op.",
                ),
                Choice("wacht", "Wacht", "los", "Dan gebeurt er niets.", 2),
                Choice("vraag", "Vraag het eerst na", "slot", "Dat mag ook.", 2, also_right=True),
                Choice("bel", "Bel", "slot", "Iemand denkt mee.", 4, recommended=True),
            ],
            extra=[
                Extra("Je hebt je blad bij je.", needs=["zag"]),
                Extra("Je handen zijn leeg.", unless=["zag"]),
            ],
        ),
    ]
    endings = [
        Ending(
            "slot",
            "Het slot",
            "goed",
            "Het komt goed.",
            "Bel gerust nog eens.",
            extra=[Extra("Over je belofte praat je nog.", needs=["beloofd"])],
        ),
        Ending("los", "Losgelaten", "nog niet goed", "Er gebeurt niets.", "Begin morgen opnieuw."),
    ]
    flags = {"zag": "je opschreef wat je zag", "beloofd": "je iets beloofde"}
    return scenario_content(
        Scenario(
            1,
            "proef",
            "Een verhaal",
            "Je bent leraar.",
            "begin",
            ["Wat vond je?"],
            flags,
            passages,
            endings,
            debrief="Hierover denken deskundigen verschillend.",
        ),
        KIT,
    )


def talk():
    """Return the content of a conversation whose sentences have a kind, and whose passages say how open the other is."""
    passages = [
        Passage(
            f"p{n}",
            f"Moment {n}",
            "Het is stil.",
            [
                Choice(
                    "open",
                    "Vertel eens.",
                    f"p{n + 1}" if n < 3 else "slot",
                    "Ruim.",
                    recommended=True,
                    kind="open",
                ),
                Choice("waarom", "Waarom?", f"p{n + 1}" if n < 3 else "slot", "Scherp.", kind="sturend"),
            ],
            mood=f"Ravi: op een kier, {n}",
        )
        for n in range(1, 4)
    ]
    slot = Ending("slot", "Het slot", "goed", "Het komt goed.", "Bel gerust nog eens.")
    return scenario_content(
        Scenario(
            1,
            "praat",
            "Een gesprek",
            "Je bent leraar.",
            "p1",
            ["Wat vond je?"],
            {},
            passages,
            [slot],
            form="gesprek",
        ),
        KIT,
    )
