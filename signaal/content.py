"""What does a front end get? A quiz, scenario or exercise as plain JSON, with every text already safe HTML."""

import json
from html import escape
from random import Random

from signaal.figures import load_figures, load_sources
from signaal.materials import load_books
from signaal.mistakes import ContentError, did_you_mean
from signaal.quizzes import ChoiceQuestion, NumberQuestion, OrderQuestion, SortQuestion
from signaal.strings import say, strings
from signaal.text import figures_in, to_html, to_inline_html


def figure_note(figure):
    """Return what a learner should know of a Figure, as HTML: value, meaning, source, certainty, caveat."""
    source = load_sources()[figure.source]
    what = say(
        "figure",
        "what",
        value=str(figure),
        unit=figure.unit,
        indicator=figure.indicator,
        population=figure.population,
        period=figure.period,
        geography=figure.geography,
    )
    lines = [
        escape(what),
        source_line(source),
        escape(say("figure", "certainty", word=say("figure", figure.certainty))),
    ]
    return " ".join(lines + ([escape(figure.note)] if figure.note else []))


def source_line(source):
    """Return a Source as HTML: who published what, with a link."""
    text = escape(say("figure", "source", publisher=source.publisher, title=source.title))
    return f'<a href="{escape(source.url)}" target="_blank" rel="noopener">{text}</a>' if source.url else text


def _sources(ids):
    known = load_sources()
    return [source_line(known[id_]) for id_ in ids]


def _with_figures(content):
    """Add the note of every figure that a text in `content` links to, and refuse a link to no figure."""
    known = load_figures()
    ids = figures_in(json.dumps(content, ensure_ascii=False).replace('\\"', '"'))
    unknown = [id_ for id_ in ids if id_ not in known]
    if unknown:
        raise ContentError(
            f'{content["kind"]} "{content["id"]}": het cijfer "{id_}" staat niet in data/figures.csv.'
            f"{did_you_mean(id_, known)} Verbeter de link of voeg het cijfer toe."
            for id_ in unknown
        )
    content["figures"] = {id_: figure_note(known[id_]) for id_ in ids}
    return content


def _shuffled(parts, seed):
    """Return `parts` in an order that depends on `seed` only: the file's order must not give the answer away.

    A page without script shows this order, and nbval compares it; the front end shuffles again for each learner.
    """
    order = list(parts)
    Random(seed).shuffle(order)
    return order


def _words(section, *more):
    """Return the interface texts of a section, with those of other sections under their own name."""
    # Any lesson may have to say that keeping answers goes wrong.
    keeping = {key: strings()["progress"][key] for key in ("aside", "failed")}
    return strings()[section] | keeping | {name: strings()[name] for name in more}


def _question(question):
    """Return a question as JSON; what its type needs stands beside what every question has."""
    own = {}
    if isinstance(question, ChoiceQuestion):
        own["options"] = [
            {
                "id": option.id,
                "text": to_inline_html(option.text),
                "correct": option.correct,
                "feedback": to_html(option.feedback),
            }
            for option in _shuffled(question.options, question.id)
        ]
    if isinstance(question, OrderQuestion | SortQuestion):
        own["items"] = [
            {"id": item.id, "text": to_inline_html(item.text), "feedback": to_html(item.feedback)}
            | ({"category": item.category} if item.category else {})
            for item in _shuffled(question.items, question.id)
        ]
    if isinstance(question, OrderQuestion):
        own["right"] = [item.id for item in question.items]
    if isinstance(question, SortQuestion):
        own["categories"] = [
            {"id": category.id, "text": to_inline_html(category.text)} for category in question.categories
        ]
    if isinstance(question, NumberQuestion):
        own["guess"] = _guess(question.guess)
    return {
        "id": question.id,
        "type": question.type,
        "text": to_inline_html(question.text),
        "hint": to_html(question.hint),
        "explanation": to_html(question.explanation),
        "sources": _sources(question.sources),
        "section": question.section,
    } | own


def _guess(guess):
    figure = load_figures()[guess.figure]
    low, high = figure.ends
    return {
        "lowest": guess.lowest,
        "highest": guess.highest,
        "step": guess.step,
        "tolerance": guess.tolerance,
        "low": low,
        "high": high,
        "unit": figure.unit,
        "value": f"{figure} {figure.unit}",
        "note": figure_note(figure),
        "feedback": {"low": to_html(guess.low), "right": to_html(guess.right), "high": to_html(guess.high)},
    }


def quiz_content(quiz):
    """Return a Quiz as a dict of JSON values; the texts are HTML."""
    return _with_figures(
        {
            "kind": "quiz",
            "id": quiz.id,
            "title": quiz.title,
            "intro": to_html(quiz.intro),
            "confidence": quiz.confidence,
            "questions": [_question(question) for question in quiz.questions],
            "strings": _words("quiz", "outcome", "figure"),
        }
    )


# Where no steps of the meldcode belong, or where one practises a conversation, some words are other words.
_FORMS = {"meldcode": "scenario", "eigen code": "own_code", "gesprek": "conversation"}


def scenario_content(scenario):
    """Return a Scenario as a dict of JSON values; the texts are HTML."""
    words = _words("scenario", "steps", "kinds", "figure") | strings()[_FORMS[scenario.form]]
    return _with_figures(
        {
            "kind": "scenario",
            "id": scenario.id,
            "title": scenario.title,
            "intro": to_html(scenario.intro),
            "start": scenario.start,
            "steps": scenario.form == "meldcode",
            "flags": {flag: to_inline_html(words) for flag, words in scenario.flags.items()},
            "recommended": [
                {"passage": passage.id, "choice": choice.id}
                for passage, choice in scenario.recommended_path()
            ],
            "discussion": [to_inline_html(question) for question in scenario.discussion],
            "passages": [
                {
                    "id": passage.id,
                    "title": passage.title,
                    "text": to_html(passage.text),
                    "ask": passage.ask or words["ask"],
                    "notes": [
                        {
                            "id": note.id,
                            "text": to_inline_html(note.text),
                            "kind": note.kind,
                            "feedback": to_html(note.feedback),
                            "sets": note.sets,
                        }
                        for note in _shuffled(passage.notes, passage.id)
                    ],
                    "choices": [
                        {
                            "id": choice.id,
                            "text": to_inline_html(choice.text),
                            "to": choice.to,
                            "step": choice.step,
                            "recommended": choice.recommended,
                            "feedback": to_html(choice.feedback),
                            "sources": _sources(choice.sources),
                            "sets": choice.sets,
                            "needs": choice.needs,
                            "unless": choice.unless,
                        }
                        for choice in _shuffled(passage.choices, passage.id)
                    ],
                }
                for passage in scenario.passages
            ],
            "endings": [
                {
                    "id": ending.id,
                    "title": ending.title,
                    "outcome": ending.outcome,
                    "text": to_html(ending.text),
                    "next": to_html(ending.next),
                }
                for ending in scenario.endings
            ],
            "strings": words,
        }
    )


def exercise_content(exercise):
    """Return an Exercise as a dict of JSON values; the texts are HTML. The answer stays in Python."""
    return _with_figures(
        {
            "kind": "exercise",
            "id": exercise.id,
            "title": exercise.title,
            "type": exercise.type,
            "question": to_inline_html(exercise.question),
            "unit": exercise.unit,
            "hints": [to_inline_html(hint) for hint in exercise.hints],
            "options": [
                {"id": option.id, "text": to_inline_html(option.text)}
                for option in _shuffled(exercise.options, exercise.id)
            ],
            "strings": _words("exercise", "outcome", "figure"),
        }
    )


def progress_content():
    """Return the choice to keep answers as a dict of JSON values."""
    words = strings()["progress"]
    return {"kind": "progress", "id": "progress", "title": words["title"], "strings": words}


def classroom_content():
    """Return the imaginary classes to try things with, as a dict of JSON values; a percentage as 3 for 3%."""
    words = strings()["classroom"]
    return {
        "kind": "classroom",
        "id": "classroom",
        "title": words["title"],
        "classes": 100,
        # The class of exercises E9 and E10, and the share they reckon with.
        "size": {"lowest": 5, "highest": 35, "step": 1, "start": 23},
        "percent": {"lowest": 0.5, "highest": 10, "step": 0.5, "start": load_figures()["drie-procent"].value},
        "strings": words,
    }


def books_content():
    """Return every book of data/books.csv as a dict of JSON values; the notes and sources are HTML."""
    words, known, books = strings()["books"], load_sources(), load_books()
    return {
        "kind": "books",
        "id": "books",
        "title": words["title"],
        "books": [
            {"title": book.title, "authors": book.authors, "group": book.group, "note": escape(book.note)}
            for book in books
        ],
        "sources": [source_line(known[id_]) for id_ in dict.fromkeys(book.source for book in books)],
        "strings": words,
    }
