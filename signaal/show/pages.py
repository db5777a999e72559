"""What is shown where no script runs? The same quiz, scenario or exercise as plain HTML: level 1 of the design."""

import json
from html import escape

from signaal.course.exercises import Outcome
from signaal.course.figures import find_figure, load_help_lines, load_section_sources, load_sources
from signaal.course.materials import load_weeks
from signaal.course.words import load_words
from signaal.show.payload import figure_note, page_words, source_line
from signaal.show.text import apart, figures_in, plain, to_html, without_figure_links

CONTENT = "application/vnd.signaal+json"  # what the kit's JupyterLab renderer draws


class Page:
    """Something to show in a notebook: HTML where that can be drawn, text elsewhere.

    Args:
        html: the HTML of the page.
        text: one line that says the same in a terminal, and that nbval compares.
        content: JSON for the kit's renderer, if the page comes alive there.
    """

    def __init__(self, html, text, content=None):
        self.html, self.text, self.content = html, text, content

    def _repr_mimebundle_(self, **kwargs):
        live = {CONTENT: self.content} if self.content else {}
        return {"text/plain": self.text, "text/html": self.html, **live}

    def __repr__(self):
        return self.text


def _list(items, tag="ul"):
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>" if items else ""


def _fold(summary, body):
    # The line below it keeps one fold from the next: a finger must be able to choose, and no style sheet reaches this.
    return f"<details><summary>{summary}</summary>{body}</details><br>"


def _section(language, html):
    return f'<section lang="{escape(language)}">{html}</section>'


def _page(content, words, *blocks):
    figures = content["figures"].values()
    notes = _fold(escape(words.say("figure", "list")), _list(figures)) if figures else ""
    title = f"<p><strong>{escape(content['title'])}</strong></p>"
    return apart(without_figure_links(_section(content["language"], title + "".join(blocks) + notes)))


def _choice_blocks(question, words):
    return [
        _fold(
            option["text"],
            f"<p><em>{escape(words.say('outcome', 'right' if option['correct'] else 'wrong'))}</em></p>{option['feedback']}",
        )
        for option in question["options"]
    ]


def _order_blocks(question, words):
    items = {item["id"]: item for item in question["items"]}
    right = _list([items[id_]["text"] + items[id_]["feedback"] for id_ in question["right"]], "ol")
    return [
        _list([item["text"] for item in question["items"]]),
        _fold(escape(words.say("quiz", "static_order")), right),
    ]


def _sort_blocks(question, words):
    categories = {category["id"]: category["text"] for category in question["categories"]}
    return [
        f"<p>{' / '.join(categories.values())}</p>",
        *(
            _fold(item["text"], f"<p><em>{categories[item['category']]}</em></p>{item['feedback']}")
            for item in question["items"]
        ),
    ]


def _number_blocks(question, words):
    guess = question["guess"]
    return [
        _fold(
            escape(words.say("quiz", "static_number")), f"<p>{guess['note']}</p>{guess['feedback']['right']}"
        )
    ]


_BLOCKS = {
    "single": _choice_blocks,
    "multiple": _choice_blocks,
    "order": _order_blocks,
    "sort": _sort_blocks,
    "number": _number_blocks,
    "reflect": lambda question, words: [],
}


def quiz_page(content, course):
    """Return a quiz as questions whose options unfold to their feedback.

    Args:
        content: what signaal.show.payload.quiz_content returns.
        course: the Course whose words are used.
    """
    words = load_words(course)
    total = len(content["questions"])
    questions = []
    for n, question in enumerate(content["questions"], 1):
        hint = _fold(escape(words.say("quiz", "static_hint")), question["hint"]) if question["hint"] else ""
        explanation = _fold(
            escape(words.say("quiz", "explanation")), question["explanation"] + _list(question["sources"])
        )
        # Without script nothing can be moved.
        how = words.say("quiz", "static_order_how" if question["type"] == "order" else question["type"])
        questions.append(
            f"<p><strong>{escape(words.say('quiz', 'question', n=n, total=total))}</strong><br>{question['text']}</p>"
            f"<p>{escape(how)}</p>" + "".join(_BLOCKS[question["type"]](question, words)) + hint + explanation
        )
    return _page(
        content, words, content["intro"], f"<p>{escape(words.say('quiz', 'static'))}</p>", *questions
    )


def review_page(content, course):
    """Return *Later nog eens* as one question of each lesson: without script nobody knows what a learner answered before.

    Args:
        content: what signaal.show.payload.review_content returns.
        course: the Course whose words are used.
    """
    words, first = load_words(course), {}
    for question in content["questions"]:
        if question["review"] and question["lesson"]:
            first.setdefault(question["lesson"], question)
    named = figures_in(json.dumps(list(first.values()), ensure_ascii=False).replace('\\"', '"'))
    shown = {
        "questions": list(first.values()),
        "intro": f"<p>{escape(words.say('review', 'static'))}</p>",
        "figures": {id_: content["figures"][id_] for id_ in named},
    }
    page = quiz_page(content | shown, course)
    return Page(page, words.say("review", "repr", n=len(content["questions"])), content)


_BOX = "☐ "


def twice_page(content, course):
    """Return the situations as something to print and fill in; at the end with the explanation below each, folded.

    Args:
        content: what signaal.show.payload.twice_content returns.
        course: the Course whose words are used.
    """
    words, say = load_words(course), page_words("twice", course)
    sure = f"<p>{escape(say['sure'])} {_BOX}{escape(say['sure_doubt'])} {_BOX}{escape(say['sure_sure'])}</p>"
    blocks = []
    for questions in content["situations"]:
        for question, why in zip(questions, ("why_see", "why_do"), strict=False):
            options = _list([_BOX + option["text"] for option in question["options"]])
            blocks.append(
                f"<p><strong>{question['text']}</strong></p><p>{escape(say[question['type']])}</p>{options}"
            )
            if content["again"]:
                told = "".join(_choice_blocks(question, words)) + question["explanation"]
                blocks.append(_fold(escape(say[why]), told + _list(question["sources"])))
        blocks.append(sure)
    line = " ".join(_BOX + escape(say[f"scale_{n}"]) for n in range(1, content["scale"] + 1))
    dares = _list([f"{escape(say[f'dare_{dare}'])}<br>{line}" for dare in content["dares"]])
    html = _page(
        content,
        words,
        *(
            f"<p>{escape(say[key])}</p>"
            for key in (("intro_end", "static_end") if content["again"] else ("intro_start", "static_start"))
        ),
        *blocks,
        f"<p><strong>{escape(say['dares'])}</strong></p><p>{escape(say['dares_note'])}</p>{dares}<p>{escape(say['measures'])}</p>",
    )
    count = sum(map(len, content["situations"]))
    return Page(html, words.say("twice", "repr", n=count), content)


_LINE = "<p>" + "_" * 60 + "</p>"


def own_sheet(content, course):
    """Return the page for the learner alone as lines to fill in on paper: without script nobody knows what was done.

    Args:
        content: what signaal.show.payload.own_content returns.
        course: the Course whose words are used.
    """
    say = load_words(course)["own"]
    lines = "".join(f"<p>{escape(say[f'plan_{line}'])}</p>{_LINE}" for line in content["plan"])
    html = (
        f"<p><strong>{escape(content['title'])}</strong></p><p>{escape(say['static'])}</p>"
        f"<p>{escape(say['static_look'])}</p>{_LINE * 2}"
        f"<p><strong>{escape(say['plan'])}</strong></p><p>{escape(say['plan_note'])}</p>{lines}"
    )
    return Page(_section(content["language"], html), say["repr"], content)


def _conditions(part, flags, words, only="only_if", not_="not_if"):
    lines = [words.say("scenario", only, reason=flags[flag]) for flag in part["needs"]]
    lines += [words.say("scenario", not_, reason=flags[flag]) for flag in part["unless"]]
    if part.get("closed"):
        lines.append(words.say("scenario", "closed", reason=part["closed"]))
    return "".join(f"<p><em>{line}</em></p>" for line in lines)


def _extra(place, flags, words):
    return "".join(
        _conditions(extra, flags, words, "extra_if", "extra_not_if") + extra["text"]
        for extra in place["extra"]
    )


def _kind(choice, words):
    return f"<p><em>{escape(words.say('sentences', choice['kind']))}</em></p>" if choice["kind"] else ""


def _notes(passage, words):
    if not passage["notes"]:
        return ""
    notes = [
        _fold(note["text"], f"<p><em>{escape(words.say('kinds', note['kind']))}</em></p>{note['feedback']}")
        for note in passage["notes"]
    ]
    return f"<p>{escape(words.say('scenario', 'note_static'))}</p>" + "".join(notes)


def scenario_page(content, course):
    """Return a scenario as a numbered gamebook.

    Args:
        content: what signaal.show.payload.scenario_content returns.
        course: the Course whose words are used.
    """
    words = load_words(course)
    places = content["passages"] + content["endings"]
    number = {place["id"]: n for n, place in enumerate(places, 1)}
    blocks = []
    for place in places:
        block = f"<p><strong>{number[place['id']]}. {escape(place['title'])}</strong></p>"
        if place.get("mood"):
            block += f"<p><em>{escape(place['mood'])}</em></p>"
        block += place["text"] + _extra(place, content["flags"], words)
        if "choices" in place:
            block += _notes(place, words) + f"<p>{escape(place['ask'])}</p>"
            block += "".join(
                _fold(
                    choice["text"],
                    _conditions(choice, content["flags"], words)
                    + _kind(choice, words)
                    + choice["feedback"]
                    + _list(choice["sources"])
                    + f"<p><strong>{escape(words.say('scenario', 'go_to', n=number[choice['to']]))}</strong></p>",
                )
                for choice in place["choices"]
            )
        else:
            outcome = escape(words.say("scenario", "ending_outcome", outcome=place["outcome"]))
            block += f"<p>{outcome}</p><p>{escape(words.say('scenario', 'next'))}</p>{place['next']}"
        blocks.append(block)
    discussion = f"<p><strong>{escape(words.say('scenario', 'discussion'))}</strong></p>" + _list(
        content["discussion"]
    )
    return _page(
        content,
        words,
        content["intro"],
        f"<p>{escape(page_words(content['words'], course)['static'])}</p>",
        *blocks,
        content["debrief"],
        discussion,
    )


def exercise_page(content, course):
    """Return an exercise as its question, options and hints. What an answer is worth, it does not say.

    Args:
        content: what signaal.show.payload.exercise_content returns.
        course: the Course whose words are used.
    """
    words = load_words(course)
    hints = _fold(escape(words.say("exercise", "hints")), _list(content["hints"], "ol"))
    options = _list([option["text"] for option in content["options"]])
    static = f"<p>{escape(words.say('exercise', 'static'))}</p>"
    # A figure that only the feedback names may be the answer.
    named = figures_in(content["question"] + options + hints)
    content = content | {"figures": {id_: content["figures"][id_] for id_ in named}}
    return _page(content, words, f"<p>{content['question']}</p>", options, hints, static)


_OUTCOME_ICONS = {Outcome.RIGHT: "✓", Outcome.WRONG: "↺", Outcome.EMPTY: "○"}


def judgement_page(judgement, course):
    """Return a Judgement (signaal.course.exercises) as a Page: the outcome in words, then the feedback."""
    icon = _OUTCOME_ICONS[judgement.outcome]
    word = load_words(course)["outcome"][judgement.outcome].capitalize()
    feedback = without_figure_links(to_html(judgement.feedback))
    html = f'<p><span aria-hidden="true">{icon}</span> <strong>{word}.</strong></p>{feedback}'
    return Page(html, f"{word}. {plain(feedback)}")


def message_page(text):
    """Return one sentence for a learner as a Page."""
    return Page(f"<p>{escape(text)}</p>", text)


def figure_page(id_, course):
    """Return a figure of a Course as a Page: its value, what it means, where it comes from and how certain it is.

    Raises:
        ContentError: the course has no such figure; one Dutch sentence.
    """
    note = figure_note(find_figure(id_, course), course)
    return Page(_section(course.language, f"<p>{note}</p>"), plain(note))


def _regions(course):
    """Return [(where, [HelpLine])] of what is always shown."""
    words, lines = load_words(course), [line for line in load_help_lines(course) if line.show_always]
    return [
        (words.say("care", region), [line for line in lines if line.region in (region, "beide")])
        for region in ("europees", "caribisch")
    ]


def _for_whom(line):
    return ", ".join(part for part in (line.audience, line.hours, line.cost) if part)


def always_shown(course):
    """Return [(where, [(HelpLine, for whom and when)])] of the help lines of a Course that are always shown.

    Raises:
        ContentError: the table with help lines is wrong; one Dutch sentence a mistake.
    """
    return [(place, [(line, _for_whom(line)) for line in lines]) for place, lines in _regions(course)]


def care_markdown(course):
    """Return the content note and the help lines of a Course that are always shown, as Markdown.

    First every number in a line a region; who it is for, and when, is in a fold.

    Raises:
        ContentError: the table with help lines is wrong; one Dutch sentence a mistake.
    """
    words, numbers, folded = load_words(course), [], []
    for place, lines in _regions(course):
        numbers.append(f"{place}: " + " · ".join(f"**{line.number}** {line.name}" for line in lines))
        folded += [f"**{place}**", "\n".join(f"* {line.name}: {_for_whom(line)}" for line in lines)]
    return "\n\n".join(
        [
            f"**{words.say('care', 'title')}.** {words.say('care', 'note')}",
            *numbers,
            f"<details><summary>{words.say('care', 'more')}</summary>",
            *folded,
            "</details>",
        ]
    )


def care_page(course):
    """Return the content note and the help lines of a Course that are always shown, as a Page.

    Raises:
        ContentError: as `care_markdown`.
    """
    words, parts, names = load_words(course), [], []
    for place, lines in _regions(course):
        items = [
            f"<strong>{escape(line.number)}</strong> {escape(line.name)} ({escape(_for_whom(line))})"
            for line in lines
        ]
        names += [f"{line.name} {line.number}" for line in lines]
        parts.append(f"<p>{escape(place)}</p>{_list(items)}")
    note = words.say("care", "note")
    html = f"<p><strong>{escape(words.say('care', 'title'))}</strong></p><p>{escape(note)}</p>"
    return Page(
        _section(course.language, html + "".join(parts)), f"{note} {'; '.join(dict.fromkeys(names))}."
    )


def panel_page(content, course):
    """Return what only lives in the browser as a Page; without the kit's renderer it says in words where it works.

    Args:
        content: what signaal.show.payload.progress_content or classroom_content returns.
        course: the Course whose words are used.
    """
    words = load_words(course)[content["kind"]]
    html = f"<p><strong>{escape(content['title'])}</strong></p><p>{escape(words['away'])}</p>"
    return Page(_section(content["language"], html), words["repr"], content)


def books_page(content, course):
    """Return the books as a Page: a chooser where the kit's renderer is installed, elsewhere a list per group.

    Args:
        content: what signaal.show.payload.books_content returns.
        course: the Course whose words are used.
    """
    words, blocks = load_words(course)["books"], []
    for group in dict.fromkeys(book["group"] for book in content["books"]):
        items = [
            f"<em>{escape(book['title'])}</em>, {escape(book['authors'])}"
            + (f"<br>{book['note']}" if book["note"] else "")
            for book in content["books"]
            if book["group"] == group
        ]
        blocks.append(_fold(escape(words[group].capitalize()), _list(items)))
    html = "".join(
        [
            f"<p><strong>{escape(content['title'])}</strong></p>",
            *blocks,
            f"<p>{escape(words['from'])}</p>",
            _list(content["sources"]),
        ]
    )
    return Page(_section(content["language"], html), words["repr"].format(n=len(content["books"])), content)


def weeks_page(course):
    """Return the Weeks against child abuse of a Course as a Page with a list, the newest first."""
    words = load_words(course)
    weeks = sorted(load_weeks(course), key=lambda week: week.year, reverse=True)
    items = []
    for week in weeks:
        lines = [
            f"<strong>{week.year}: {escape(week.theme)}</strong>",
            escape(words.say("weeks", "item", start=week.start, organisers=week.organisers)),
            source_line(week.source, course),
        ]
        items.append("<br>".join(lines + ([escape(week.note)] if week.note else [])))
    html = f"<p><strong>{escape(words.say('weeks', 'title'))}</strong></p>{_list(items)}"
    return Page(_section(course.language, html), words.say("weeks", "repr", n=len(weeks)))


def sources_page(lesson, course):
    """Return where a lesson has its statements from, as a Page: per section a list of sources.

    Args:
        lesson: the name of a notebook, as in data/section_sources.csv.
        course: the Course.

    Raises:
        ContentError: the table has no such lesson, or is wrong.
    """
    words, known, blocks = load_words(course), load_sources(course), []
    for row in load_section_sources(lesson, course):
        lines = [
            f"{source_line(id_, course)} {escape(words.say('sources', 'consulted', day=known[id_].consulted))}"
            for id_ in row.sources.split()
        ]
        blocks.append(f"<p><strong>{escape(row.section)}</strong></p>{_list(lines)}")
    title, note = (escape(words.say("sources", key)) for key in ("title", "note"))
    html = _fold(title, f"<p>{note}</p>" + "".join(blocks))
    return Page(_section(course.language, html), words.say("sources", "repr", n=len(blocks)))
