"""How does a text of the course travel to where our lessons are not? As HTML or as plain text that needs nothing of ours."""

import re
from html import escape, unescape

from signaal.course.figure_links import LINK
from signaal.course.figures import load_figures, load_sources
from signaal.course.numbers import write_number
from signaal.course.words import load_words
from signaal.show.pages import care_page
from signaal.show.payload import figure_note, source_line
from signaal.show.text import apart, plain, to_html, to_inline_html

_ANCHOR = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"</?(\w+)\b[^>]*>")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {"p", "ul", "ol", "li", "br", "div", "section", "details", "summary"}


def _elsewhere(html, course):
    """Return (HTML without the links that lead to a page of ours, [where the number of each such link comes from])."""
    notes = {}

    def anchor(match):
        address, text = match.groups()
        if found := LINK.fullmatch(unescape(address)):
            source = load_sources(course)[load_figures(course)[found[1]].source]
            notes[text] = load_words(course).say(
                "export", "figure", value=text, publisher=escape(source.publisher), title=escape(source.title)
            )
        # What stands on the web is also there.
        return match[0] if address.startswith(("https:", "http:", "mailto:", "tel:")) else text

    return _ANCHOR.sub(anchor, printable(html)), list(notes.values())


def printable(text):
    """Return `text` on one line, without the signs that no XML can hold."""
    return " ".join(_UNFIT.sub("", text).split())


def html(text, course):
    """Return Markdown `text` as HTML blocks on one line; under them the source of each figure, which we link to and others cannot."""
    blocks, notes = _elsewhere(to_html(text), course)
    return blocks + "".join(f"<p>{note}.</p>" for note in notes)


def inline(text, course):
    """Return Markdown `text` as HTML that may stand in a line, with the source of each figure behind it."""
    said, notes = _elsewhere(apart(to_inline_html(text)), course)
    return said + "".join(f" ({note})" for note in notes)


def line(text, course):
    """Return Markdown `text` as plain text on one line."""
    return plain(html(text, course))


def lines(html):
    """Return HTML as plain text, a line for each paragraph and item; the address of a link stands behind it."""
    text = _ANCHOR.sub(lambda match: f"{match[2]} {match[1]}", html)
    text = _TAG.sub(lambda match: "\n* " if match[0] == "<li>" else "\n" if match[1] in _BREAKS else "", text)
    rows = (" ".join(row.split()) for row in unescape(text).split("\n"))
    return "\n".join(row for row in rows if row and row != "*")


def unordered(items):
    """Return HTML `items` as a list, empty for none."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def explanation(question, course, *items):
    """Return everything that a learner may read after a question, as HTML: explanation, items, where to read, sources.

    Args:
        question: a Question.
        course: its Course.
        items: [(HTML of an item, HTML of its feedback), …] where the format has no place of its own for it.
    """
    say = load_words(course).say
    blocks = [html(question.explanation, course)]
    if items:
        blocks.append(f"<p><strong>{escape(say('export', 'items'))}</strong></p>")
        blocks.append(unordered([f"<strong>{text}</strong> {feedback}" for text, feedback in items]))
    if question.type == "number":
        blocks.append(f"<p>{figure_note(load_figures(course)[question.guess.figure], course)}</p>")
    if question.section:
        blocks.append(f"<p>{escape(say('export', 'section', heading=printable(question.section)))}</p>")
    if question.sources:
        blocks.append(f"<p><strong>{escape(say('export', 'sources'))}</strong></p>")
        blocks.append(unordered([source_line(id_, course) for id_ in question.sources]))
    return "".join(block for block in blocks if block)


def items_explained(question, course):
    """Return [(HTML of an item, HTML of its feedback), …] of an OrderQuestion or SortQuestion, in the right order."""
    return [(inline(item.text, course), inline(item.feedback, course)) for item in question.items]


def question_text(question, course):
    """Return what is asked as HTML blocks; of a number also between which bounds and in which unit."""
    asked = html(question.text, course)
    if question.type == "number":
        guess = question.guess
        bounds = load_words(course).say(
            "export",
            "guess",
            lowest=write_number(guess.lowest),
            highest=write_number(guess.highest),
            unit=load_figures(course)[guess.figure].unit,
        )
        asked += f"<p>{escape(bounds)}</p>"
    return asked


def number(value):
    """Return a number as a file of these systems has it: a dot as decimal sign, no groups, no needless zero."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def bounds(question, course):
    """Return the lowest and the highest answer that is right, of a NumberQuestion."""
    low, high = load_figures(course)[question.guess.figure].ends
    return low - question.guess.tolerance, high + question.guess.tolerance


def beginning(quiz, course):
    """Return what comes before a quiz or story as HTML: the content note, the help lines, and what it is for."""
    say = load_words(course).say
    care = care_page(course).html
    return f"{care}<p><strong>{escape(say('export', 'practice'))}</strong></p>{html(quiz.intro, course)}"
