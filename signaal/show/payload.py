"""What does a front end get? A quiz, scenario or exercise as plain JSON, with every text already safe HTML."""

import json
import re
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from attrs import asdict

from signaal.course.exercises import known_numbers, load_exercises, names_of
from signaal.course.figures import find_figure, load_figures, load_sources
from signaal.course.materials import load_books
from signaal.course.numbers import read_unit
from signaal.course.quizzes import (
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    ReflectQuestion,
    SortQuestion,
    load_quiz,
)
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words
from signaal.show.text import figures_in, to_html, to_inline_html

# The outcome of a story as an author writes it, and as the interface calls it.
_OUTCOMES = {"goed": "right", "deels goed": "partly", "nog niet goed": "wrong"}


def figure_note(figure, course):
    """Return what a learner should know of a Figure of a Course, as HTML: value, meaning, source, certainty, caveat."""
    words = load_words(course)
    what = words.say(
        "figure",
        "what",
        value=figure.written(words),
        unit=figure.unit,
        indicator=figure.indicator,
        population=figure.population,
        period=figure.period,
        geography=figure.geography,
    )
    lines = [
        escape(what),
        source_line(figure.source, course),
        escape(words.say("figure", "certainty", word=words["figure"][figure.certainty])),
    ]
    return " ".join(lines + ([escape(figure.note)] if figure.note else []))


def source_line(id_, course):
    """Return the source with this id in a Course as HTML: who published what, with a link."""
    source = load_sources(course)[id_]
    text = escape(load_words(course).say("figure", "source", publisher=source.publisher, title=source.title))
    return f'<a href="{escape(source.url)}" target="_blank" rel="noopener">{text}</a>' if source.url else text


def _content(kind, id_, title, course, **own):
    """Return the JSON of something to draw, with the note of every figure that a text in it links to."""
    content = {"kind": kind, "id": id_, "title": title, "language": course.language, **own}
    content["strings"] = own_words(course, content["words"])
    known = load_figures(course)
    ids = figures_in(json.dumps(content, ensure_ascii=False).replace('\\"', '"'))
    return content | {"figures": {id_: figure_note(known[id_], course) for id_ in ids}}


def shuffled(parts, seed):
    """Return `parts` in an order that depends on `seed` only: the file's order must not give the answer away.

    A page without script shows this order, and nbval compares it; the front end shuffles again for each learner.
    """
    order = list(parts)
    Random(seed).shuffle(order)
    return order


# What each kind of page says: its own section of the words, over another section, with others under their own name.
_WORDS = {
    "quiz": ("quiz", "", ("outcome", "figure")),
    "scenario": ("scenario", "", ("steps", "kinds", "sentences", "figure")),
    # Where no steps of the meldcode belong, or where one practises a conversation, some words are other words.
    "own_code": ("scenario", "own_code", ("steps", "kinds", "sentences", "figure")),
    "conversation": ("scenario", "conversation", ("steps", "kinds", "sentences", "figure")),
    "exercise": ("exercise", "", ("outcome", "figure")),
    "review": ("quiz", "review", ("outcome", "figure")),
    "twice": ("quiz", "twice", ("outcome", "figure")),
    "own": ("own", "", ()),
    "progress": ("progress", "", ()),
    "classroom": ("classroom", "", ()),
    "books": ("books", "", ()),
    "group": ("group", "", ("outcome", "figure", "kinds")),
}
_FORMS = {"meldcode": "scenario", "eigen code": "own_code", "gesprek": "conversation"}


def page_words(kind, course):
    """Return {key: text}: everything that a page of this kind, as `content["words"]` names it, can say in a Course."""
    words, (section, over, more) = load_words(course), _WORDS[kind]
    # Any lesson may have to say that keeping answers goes wrong.
    keeping = {key: words["progress"][key] for key in ("aside", "failed", "unreachable")}
    return words[section] | keeping | (words[over] if over else {}) | {name: words[name] for name in more}


_MODULE = "// Written by `make notebooks` from data/strings.nl.toml.\nexport const PAGE_WORDS = "


def words_module(course):
    """Return the ES module signaal/browser/words.js: the words of every page of a Course, so that no notebook holds them."""
    pages = {kind: page_words(kind, course) for kind in _WORDS}
    table = json.dumps({course.language: pages}, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{_MODULE}{table};\n"


@cache
def _words_in_the_page(language):
    module = (Path(__file__).parents[1] / "browser" / "words.js").read_text(encoding="utf-8")
    return json.loads(module.removeprefix(_MODULE).rstrip(";\n")).get(language, {})


def own_words(course, kind):
    """Return which words a page of this Course says otherwise than those that the module on the page brings itself."""
    known = _words_in_the_page(course.language).get(kind, {})
    return {key: text for key, text in page_words(kind, course).items() if text != known.get(key)}


def _question(question, course):
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
            for option in shuffled(question.options, question.id)
        ]
    if isinstance(question, OrderQuestion | SortQuestion):
        own["items"] = [
            {"id": item.id, "text": to_inline_html(item.text), "feedback": to_html(item.feedback)}
            | ({"category": item.category} if item.category else {})
            for item in shuffled(question.items, question.id)
        ]
    if isinstance(question, OrderQuestion):
        own["right"] = [item.id for item in question.items]
    if isinstance(question, SortQuestion):
        own["categories"] = [
            {"id": category.id, "text": to_inline_html(category.text)} for category in question.categories
        ]
    if isinstance(question, NumberQuestion):
        own["guess"] = _guess(question.guess, course)
    return {
        "id": question.id,
        "type": question.type,
        "text": to_inline_html(question.text),
        "hint": to_html(question.hint),
        "explanation": to_html(question.explanation),
        "sources": [source_line(id_, course) for id_ in question.sources],
        "section": question.section,
    } | own


def _guess(guess, course):
    figure = load_figures(course)[guess.figure]
    low, high = figure.ends
    return {
        "lowest": guess.lowest,
        "highest": guess.highest,
        "step": guess.step,
        "tolerance": guess.tolerance,
        "low": low,
        "high": high,
        "unit": figure.unit,
        "value": f"{figure.written(load_words(course))} {figure.unit}",
        "note": figure_note(figure, course),
        "feedback": {"low": to_html(guess.low), "right": to_html(guess.right), "high": to_html(guess.high)},
    }


def quiz_content(quiz, course):
    """Return a Quiz of a Course as a dict of JSON values; the texts are HTML."""
    return _content(
        "quiz",
        quiz.id,
        quiz.title,
        course,
        intro=to_html(quiz.intro),
        confidence=quiz.confidence,
        questions=[_question(question, course) for question in quiz.questions],
        words="quiz",
    )


def scenario_content(scenario, course):
    """Return a Scenario of a Course as a dict of JSON values; the texts are HTML."""
    form = _FORMS[scenario.form]
    ask, outcomes = page_words(form, course)["ask"], load_words(course)["outcome"]
    return _content(
        "scenario",
        scenario.id,
        scenario.title,
        course,
        intro=to_html(scenario.intro),
        start=scenario.start,
        steps=scenario.form == "meldcode",
        flags={flag: to_inline_html(meaning) for flag, meaning in scenario.flags.items()},
        recommended=[
            {"passage": passage.id, "choice": choice.id} for passage, choice in scenario.recommended_path()
        ],
        debrief=to_html(scenario.debrief),
        discussion=[to_inline_html(question) for question in scenario.discussion],
        passages=[_passage(passage, ask, course) for passage in scenario.passages],
        endings=[
            {
                "id": ending.id,
                "title": ending.title,
                "outcome": outcomes[_OUTCOMES[ending.outcome]],
                "text": to_html(ending.text),
                "extra": _extra(ending),
                "next": to_html(ending.next),
            }
            for ending in scenario.endings
        ],
        words=form,
    )


def _extra(place):
    return [
        {"text": to_html(extra.text), "needs": extra.needs, "unless": extra.unless} for extra in place.extra
    ]


def _passage(passage, ask, course):
    return {
        "id": passage.id,
        "title": passage.title,
        "mood": passage.mood,
        "text": to_html(passage.text),
        "extra": _extra(passage),
        "ask": passage.ask or ask,
        "notes": [
            {
                "id": note.id,
                "text": to_inline_html(note.text),
                "kind": note.kind,
                "feedback": to_html(note.feedback),
                "sets": note.sets,
            }
            for note in shuffled(passage.notes, passage.id)
        ],
        "choices": [
            {
                "id": choice.id,
                "text": to_inline_html(choice.text),
                "to": choice.to,
                "step": choice.step,
                "recommended": choice.recommended,
                "feedback": to_html(choice.feedback),
                "sources": [source_line(id_, course) for id_ in choice.sources],
                "sets": choice.sets,
                "needs": choice.needs,
                "unless": choice.unless,
                "closed": to_inline_html(choice.closed),
                "also_right": choice.also_right,
                "kind": choice.kind,
            }
            for choice in shuffled(passage.choices, passage.id)
        ],
    }


def review_content(course):
    """Return everything that can come back in *Later nog eens* as a dict of JSON values; the texts are HTML.

    `questions`: what can be judged in the quizzes named after a lesson, then the passages with `review`, each as a question.
    `of` is the key under which answers to it are kept, and `lessons` {id: {title, notebook}} says where to read it again: there
    its sources stand too, which would be a fifth of all this.
    """
    lessons = {lesson.id: lesson for lesson in course.lessons}
    questions = []
    for stem in course.files("quizzes/*.toml"):
        if stem in lessons:
            questions += (
                _question(question, course)
                | {"sources": [], "of": f"quiz:{stem}", "lesson": stem, "review": question.review}
                for question in load_quiz(stem, course).questions
                if not isinstance(question, ReflectQuestion)
            )
    for stem in course.files("scenarios/*.toml"):
        scenario = load_scenario(stem, course)
        questions += (
            _moment(passage, scenario, course) | {"of": f"scenario:{stem}", "lesson": "", "review": True}
            for passage in scenario.passages
            if passage.review
        )
    used = {question["lesson"] for question in questions} - {""}
    return _content(
        "review",
        "later",
        load_words(course)["review"]["title"],
        course,
        lessons={
            id_: {"title": lesson.title, "notebook": lesson.notebook.rpartition("/")[2]}
            for id_, lesson in lessons.items()
            if id_ in used
        },
        questions=questions,
        words="review",
    )


def _moment(passage, scenario, course):
    """Return one passage of a story as a question: what would you do now?"""
    ask = passage.ask or page_words(_FORMS[scenario.form], course)["ask"]
    return {
        "id": passage.id,
        "type": "single",
        "text": to_inline_html("\n\n".join(part for part in (passage.mood, passage.text, ask) if part)),
        "hint": "",
        "explanation": f"<p>{escape(load_words(course).say('review', 'from_story', title=scenario.title))}</p>",
        "sources": [],
        "section": "",
        "options": [
            {
                "id": choice.id,
                "text": to_inline_html(choice.text),
                "correct": choice.recommended,
                "feedback": to_html(choice.feedback),
            }
            for choice in shuffled(passage.choices, passage.id)
        ],
    }


TWICE = "voor_en_na"  # the quiz that holds the situations asked twice
DARES = ("colleague", "parent", "call")
SCALE = 5  # words on the line of what one dares
PLAN = ("first", "other", "code", "call", "sentence", "child", "week")


def twice_content(quiz, again, course):
    """Return the questions of a Quiz that are asked at the start and at the end of a course, as a dict of JSON values.

    `situations` are pairs of questions: what do you see, and what do you do? Only a choice can be put beside another.
    `dares` are what a learner dares, on a line of words. With `again` it is the end, and only that makes the two times differ.
    """
    questions = [_question(each, course) for each in quiz.questions if isinstance(each, ChoiceQuestion)]
    return _content(
        "twice",
        quiz.id,
        page_words("twice", course)["title"],
        course,
        again=again,
        situations=[questions[n : n + 2] for n in range(0, len(questions), 2)],
        dares=list(DARES),
        scale=SCALE,
        words="twice",
    )


def own_content(course):
    """Return what a page for the learner must know of a Course, as a dict of JSON values: what can be done in it, and no answer.

    `lessons`, each with `id`, `title`, `notebook` (beside the page), `quizzes` {key: {id of a question: section}} and
    `exercises`, keys; `stories` {key: title}; `plan`, the lines to finish. A quiz belongs to the lesson with its name, or else to the first with its number.
    """
    known = {lesson.id: lesson for lesson in course.lessons}
    quizzes = {id_: {} for id_ in known}
    for stem in course.files("quizzes/*.toml"):
        number = re.match(r"\d+_", stem)
        lesson = (
            stem
            if stem in known
            else number and next((id_ for id_ in known if id_.startswith(number[0])), None)
        )
        if lesson:
            questions = load_quiz(stem, course).questions
            quizzes[lesson][f"quiz:{stem}"] = {question.id: question.section for question in questions}
    exercises = course.files("exercises/*.toml")
    return _content(
        "own",
        "blad",
        page_words("own", course)["title"],
        course,
        lessons=[
            {
                "id": id_,
                "title": lesson.title,
                "notebook": lesson.notebook.rpartition("/")[2],
                "quizzes": quizzes[id_],
                "exercises": [f"exercise:{each.id}" for each in load_exercises(id_, course).exercises]
                if id_ in exercises
                else [],
            }
            for id_, lesson in known.items()
        ],
        stories={
            f"scenario:{stem}": load_scenario(stem, course).title for stem in course.files("scenarios/*.toml")
        },
        plan=list(PLAN),
        words="own",
    )


def exercise_content(exercise, course):
    """Return an Exercise of a Course as a dict of JSON values; the texts are HTML.

    Every formula is worked out and every {answer} filled in: the page judges an answer without Python.
    """
    return _content(
        "exercise",
        exercise.id,
        exercise.title,
        course,
        type=exercise.type,
        question=to_inline_html(exercise.question),
        unit=exercise.unit,
        hints=[to_inline_html(hint) for hint in exercise.hints],
        options=[
            {
                "id": option.id,
                "text": to_inline_html(option.text),
                "names": names_of(option),
                "correct": option.correct,
                "feedback": to_html(option.feedback),
            }
            for option in shuffled(exercise.options, exercise.id)
        ],
        **(_numbers(exercise, course) if exercise.type == "number" else {}),
        words="exercise",
    )


def _numbers(exercise, course):
    """Return what an exercise with a number is judged by: the unit as it is read, and each number with its feedback."""
    known = known_numbers(exercise, course)
    return {
        "asked": asdict(read_unit(exercise.unit)),
        "known": [asdict(each) | {"feedback": to_html(each.feedback)} for each in known],
    }


def _panel(kind, course, **own):
    """Return the JSON of a panel, which has no answers, with the words of its own section."""
    words = load_words(course)[kind]
    return {
        "kind": kind,
        "id": kind,
        "title": words["title"],
        "language": course.language,
        **own,
        "words": kind,
        "strings": own_words(course, kind),
    }


def full_title(content):
    """Return the title of a Quiz or Scenario behind the number of its lesson, where its name has one."""
    return " ".join([*re.findall(r"^\d+", content.id), content.title])


def progress_content(course):
    """Return the choice to keep answers as a dict of JSON values, with the title of everything that can be kept."""
    loaders = {"quiz": ("quizzes", load_quiz), "scenario": ("scenarios", load_scenario)}
    titles = {
        f"{kind}:{stem}": full_title(load(stem, course))
        for kind, (folder, load) in loaders.items()
        for stem in course.files(f"{folder}/*.toml")
    }
    return _panel("progress", course, course_id=course.id, titles=titles)


def classroom_content(course):
    """Return the imaginary classes to try things with, as a dict of JSON values; a percentage as 3 for 3%."""
    return _panel(
        "classroom",
        course,
        classes=100,
        # The class of exercises E9 and E10, and the share they reckon with.
        size={"lowest": 5, "highest": 35, "step": 1, "start": 23},
        percent={
            "lowest": 0.5,
            "highest": 15,  # the self-reports that lesson 02 tells of come to 12
            "step": 0.5,
            "start": find_figure("drie-procent", course).value,
        },
    )


def books_content(course):
    """Return every book of a Course as a dict of JSON values; the notes and sources are HTML."""
    books = load_books(course)
    return _panel(
        "books",
        course,
        books=[
            {"title": book.title, "authors": book.authors, "group": book.group, "note": escape(book.note)}
            for book in books
        ],
        sources=[source_line(id_, course) for id_ in dict.fromkeys(book.source for book in books)],
    )
