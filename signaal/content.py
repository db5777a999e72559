"""What does a front end get? A quiz, scenario or exercise as plain JSON, with every text already safe HTML."""

import json
from html import escape
from random import Random

from signaal.figures import load_figures, load_sources
from signaal.mistakes import ContentError, did_you_mean
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


def _options(options, seed):
    """Return options in an order that depends on `seed` only: the file's order must not give the answer away."""
    order = list(options)
    Random(seed).shuffle(order)
    return order


def quiz_content(quiz):
    """Return a Quiz as a dict of JSON values; the texts are HTML."""
    return _with_figures(
        {
            "kind": "quiz",
            "id": quiz.id,
            "title": quiz.title,
            "intro": to_html(quiz.intro),
            "questions": [
                {
                    "id": question.id,
                    "type": question.type,
                    "text": to_inline_html(question.text),
                    "hint": to_html(question.hint),
                    "explanation": to_html(question.explanation),
                    "sources": _sources(question.sources),
                    "options": [
                        {
                            "id": option.id,
                            "text": to_inline_html(option.text),
                            "correct": option.correct,
                            "feedback": to_html(option.feedback),
                        }
                        for option in _options(question.options, question.id)
                    ],
                }
                for question in quiz.questions
            ],
            "strings": strings()["quiz"]
            | {"outcome": strings()["outcome"]}
            | {"figure": strings()["figure"]},
        }
    )


def scenario_content(scenario):
    """Return a Scenario as a dict of JSON values; the texts are HTML."""
    return _with_figures(
        {
            "kind": "scenario",
            "id": scenario.id,
            "title": scenario.title,
            "intro": to_html(scenario.intro),
            "start": scenario.start,
            "discussion": [to_inline_html(question) for question in scenario.discussion],
            "passages": [
                {
                    "id": passage.id,
                    "title": passage.title,
                    "text": to_html(passage.text),
                    "ask": passage.ask or say("scenario", "ask"),
                    "choices": [
                        {
                            "id": choice.id,
                            "text": to_inline_html(choice.text),
                            "to": choice.to,
                            "step": choice.step,
                            "recommended": choice.recommended,
                            "feedback": to_html(choice.feedback),
                            "sources": _sources(choice.sources),
                        }
                        for choice in _options(passage.choices, passage.id)
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
            "strings": strings()["scenario"]
            | {"steps": strings()["steps"]}
            | {"figure": strings()["figure"]},
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
                for option in _options(exercise.options, exercise.id)
            ],
            "strings": strings()["exercise"]
            | {"outcome": strings()["outcome"]}
            | {"figure": strings()["figure"]},
        }
    )
