"""How does an editor know what may stand in a content file? A JSON Schema for each kind, made from the classes that read it."""

import json
from types import UnionType
from typing import Literal, Union, get_args, get_origin

import attrs

from signaal.course.course import Head, Lesson
from signaal.course.exercises import Exercise, ExerciseSet, Remark
from signaal.course.quizzes import QUESTIONS, Guess, Question, Quiz
from signaal.course.reading import ID, SCHEMA
from signaal.course.scenarios import Note, Scenario

FOLDER = "schema"  # in data/
# What an editor says of a key; of one that means something else in one class, by (class, key).
_ABOUT = {
    "schema": "De versie van deze manier van schrijven: 1.",
    "id": "Kleine letters, cijfers, - en _. Verander hem niet meer: antwoorden van cursisten hangen eraan.",
    "title": "Wat een lezer erboven ziet.",
    "text": "Wat een lezer leest. Markdown mag.",
    "type": "De soort.",
    "feedback": "Wat iemand leert die dit kiest. Over de keuze, niet over de persoon.",
    "correct": "true als dit goed is; weglaten betekent: niet goed.",
    "category": "De id van het vak waar dit in hoort.",
    "figure": "Een id uit data/figures.csv; de eenheid en de bron komen daarvandaan.",
    "lowest": "Waar de lijn begint.",
    "highest": "Waar de lijn eindigt.",
    "step": "De stap van de meldcode waar deze keuze bij hoort.",
    (Guess, "step"): "Hoeveel de schuif per keer verspringt.",
    "tolerance": "Hoeveel het mag schelen.",
    "low": "Feedback voor wie te laag schat.",
    "right": "Feedback voor wie goed schat.",
    "high": "Feedback voor wie te hoog schat.",
    "explanation": "Waarom het zo zit. Verschijnt bij een goed antwoord, en anders als de lezer erom vraagt.",
    "sources": "Id's uit data/sources.csv.",
    "hint": "Een duwtje, geen antwoord.",
    "section": "De kop in het notebook waar een lezer dit terugvindt.",
    "options": "De antwoorden waaruit iemand kiest.",
    "items": "De onderdelen; bij order in de goede volgorde.",
    "categories": "De vakken.",
    "guess": "De lijn waarop iemand een cijfer schat.",
    "questions": "De vragen.",
    "intro": "Wat iemand eerst leest.",
    "confidence": "true om bij elke vraag te vragen hoe zeker iemand is.",
    "start": "De id van de eerste passage.",
    "discussion": "Vragen om na afloop met elkaar te bespreken.",
    "flags": "Wat het verhaal onthoudt: een naam, en de woorden na ‘Deze keuze is er, omdat …’.",
    "passages": "De momenten van het verhaal.",
    "endings": "Waar het verhaal kan eindigen.",
    "form": "Langs de meldcode, langs een eigen code, of een gesprek om te oefenen.",
    "minutes": "Hoe lang het ongeveer duurt.",
    "debrief": "Wat iemand bij de terugblik moet weten.",
    "choices": "Wat de lezer kan doen.",
    "ask": "Wat er staat in plaats van ‘Wat doe je?’.",
    "notes": "Wat de lezer kan opschrijven.",
    "extra": "Alinea's alleen voor wie eerder iets deed.",
    "mood": "Hoe open de ander is.",
    "to": "De id van de passage of het einde dat hierna komt.",
    "recommended": "true bij precies één keuze zonder voorwaarde.",
    "sets": "Vlaggen die hierdoor omhoog gaan.",
    "needs": "Alleen als al deze vlaggen omhoog staan.",
    "unless": "Alleen als geen van deze vlaggen omhoog staat.",
    "closed": "Wat er staat als deze keuze er niet is.",
    "review": "true als dit terug mag komen bij Later nog eens.",
    "also_right": "true als dit ook een goede weg is.",
    (Exercise, "also_right"): "Waarden die ook goed zijn, met een opmerking.",
    "kind": "Het soort zin in een gesprek.",
    (Note, "kind"): "Een feit of een duiding; de lezer zegt het eerst zelf.",
    "outcome": "Hoe het afloopt.",
    "next": "Wat iemand nu nog kan doen.",
    "exercises": "De oefeningen.",
    "question": "De vraag.",
    "unit": "Wat er achter het antwoord mag staan.",
    "figures": "Namen voor in een som, met een id uit data/figures.csv.",
    "answer": "Een som met de namen uit figures.",
    "decimals": "Hoeveel cijfers achter de komma {answer} toont.",
    "hints": "Duwtjes, in de volgorde waarin iemand ze krijgt.",
    "mistakes": "Bekende fouten, met eigen feedback.",
    "value": "Een som met de namen uit figures.",
    "samples": "Antwoorden om de oefening mee na te kijken.",
    "accepted": "Antwoorden die goed zijn.",
    "rejected": "Antwoorden die niet goed zijn.",
    "language": "De taal van de knoppen, zoals nl.",
    "extends": "De cursus waaruit komt wat hier ontbreekt: signaal, of die van een collega.",
    "lessons": "De notebooks, op volgorde.",
    "notebook": "Het pad van het notebook, vanaf de map van de cursus.",
    "about": "Wat iemand in deze les doet.",
    "part": "Het kopje waaronder de les staat.",
    "quiz": "Minuten voor de quiz.",
    "together": "Minuten erbij voor wie het samen doet.",
    (Remark, "feedback"): "Wat iemand leest die dit antwoord geeft.",
}
# What the checks of a file ask, as far as a schema can see it.
_LIMITS = {
    "schema": {"const": SCHEMA},
    "options": {"minItems": 2},
    "categories": {"minItems": 2},
    "questions": {"minItems": 1},
    "choices": {"minItems": 1},
    "hints": {"minItems": 1},
    "tolerance": {"minimum": 0},
    (Guess, "step"): {"exclusiveMinimum": 0},
    (Lesson, "minutes"): {"minimum": 1},
}
_NEEDED = {Quiz: ("questions",), Scenario: ("passages", "endings")}
_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}


def _type(kind):
    """Return the schema of a type."""
    if get_origin(kind) in (Union, UnionType):  # or None, which no TOML can say
        return _type(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if kind in _BY_TYPE:
        return {"type": "array", "items": {"oneOf": _BY_TYPE[kind]()}}
    if get_origin(kind) is list:
        return {"type": "array", "items": _type(get_args(kind)[0])}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _type(str)}
    if attrs.has(kind):
        return _table(kind)
    return {"type": _PLAIN[kind], **({"pattern": r"\S"} if kind is str else {})}


def _table(cls):
    """Return the schema of a table that becomes an attrs class."""
    keys = {
        field.name: {
            "description": _ABOUT.get((cls, field.name)) or _ABOUT[field.name],
            **_type(field.type),
            **({"pattern": f"^{ID}$"} if field.name == "id" else {}),
            **_LIMITS.get((cls, field.name), _LIMITS.get(field.name, {})),
        }
        for field in attrs.fields(cls)
    }
    required = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
    required += _NEEDED.get(cls, ())
    return {"type": "object", "properties": keys, "required": required, "additionalProperties": False}


def _of_type(cls, name, *required):
    """Return the schema of an item of one type, which needs more than its class says."""
    table = _table(cls)
    table["properties"]["type"] |= {"const": name}
    table["required"] += required
    return table


def _question(name):
    table = _of_type(QUESTIONS[name], name, *(() if name == "reflect" else ("sources",)))
    keys = table["properties"]
    if name != "reflect":
        keys["sources"] |= {"minItems": 1}
    if name == "order":
        keys["items"] |= {"minItems": 3}
        del keys["items"]["items"]["properties"]["category"]
    if name == "sort":
        keys["items"] |= {"minItems": 2}
        keys["items"]["items"]["required"].append("category")
    return table


_BY_TYPE = {
    list[Question]: lambda: [_question(name) for name in QUESTIONS],
    list[Exercise]: lambda: [
        _of_type(Exercise, "number", "answer"),
        _of_type(Exercise, "choice", "options"),
    ],
}


_FILES = {"quizzes": Quiz, "scenarios": Scenario, "exercises": ExerciseSet, "course": Head}


def schemas():
    """Return {name of a file in data/schema/: its JSON Schema as text}."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        f"{name}.json": json.dumps(head | _table(cls), ensure_ascii=False, indent=1) + "\n"
        for name, cls in _FILES.items()
    }


def _include(name):
    stem = name.removesuffix(".json")
    return "course.toml" if stem == "course" else f"{stem}/*.toml"


def write_schemas(course):
    """Write the schemas in data/schema/ of a Course, and tombi.toml beside data/ if there is none; return the Paths written.

    By tombi.toml an editor with tombi knows which schema belongs to which file.
    """
    found = {course.data / FOLDER / name: text for name, text in schemas().items()}
    if not (settings := course.folder / "tombi.toml").exists():
        found[settings] = "\n".join(
            f'[[schemas]]\npath = "data/{FOLDER}/{name}"\ninclude = ["data/{_include(name)}"]\n'
            for name in schemas()
        )
    (course.data / FOLDER).mkdir(exist_ok=True)
    for path, text in found.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(found)
