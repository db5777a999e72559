"""Does a link to a figure lead to one, and does its text name the value that the figure has?"""

import re
from contextlib import suppress
from urllib.parse import urlsplit

import attrs
from markdown_it import MarkdownIt

from signaal.course.figures import load_figures
from signaal.course.mistakes import did_you_mean
from signaal.course.numbers import read_number, read_unit
from signaal.course.words import load_words

# How a text links to a figure: the page of sources beside the lesson, and the id of the figure.
LINK = re.compile(r"(?:\.\./)*(?:notebooks/)?bronnen\.ipynb#cell-id=([a-z0-9_-]+)")
_markdown = MarkdownIt("commonmark")

_COUNTS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
_WORDS = {word: n for n, word in enumerate(_COUNTS)} | {"vijfentwintig": 25, "dertig": 30, "honderd": 100}
_PARTS = {"kwart": 4, "derde": 3, "vierde": 4, "vijfde": 5, "tiende": 10}
_COUNT, _PART = "|".join([*_WORDS, "één", "eén"]), "|".join(_PARTS)
# A share in words, or as one number of another. Not ‘een van de twee onderzoeken’: that is a choice.
SHARE = re.compile(
    rf"\b(?:(?P<quarters>drie)kwart|(?P<parts>{_COUNT}) (?P<part>{_PART})(?= van| deel|$)"
    rf"|(?P<some>{_COUNT}|\d+) op de (?P<all>{_COUNT}|\d+)|(?!e|é)(?P<few>{_COUNT}) van de (?P<many>{_COUNT})"
    rf"|(?P<percent>{_COUNT}) procent)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?: (?:duizend|miljoen|mln)\b)?")


def _share(match):
    """Return the percentage that a match of SHARE stands for."""

    def number(name):
        word = match[name].lower().replace("é", "e")
        return float(word) if word.isdigit() else _WORDS[word]

    if match["quarters"]:
        return 75.0
    if match["percent"]:
        return number("percent")
    if match["part"]:
        return 100 * number("parts") / _PARTS[match["part"].lower()]
    some, all_ = ("some", "all") if match["some"] else ("few", "many")
    return 100 * number(some) / (number(all_) or 1)


def values_named(text, unit):
    """Yield (words, value) of each number in the text of a link to a figure, in digits or in words: '66.270', 'twee derde'.

    Args:
        text: of the link.
        unit: of the figure, as a row of data/figures.csv has it; the values are floats in it.
    """
    asked = read_unit(unit)
    scale = 10 if asked.measure == "permille" else 1
    for match in SHARE.finditer(text):
        yield match[0], scale * _share(match)
    rest = SHARE.sub("", text)
    for words in _NUMBER.findall(rest):
        with suppress(ValueError):  # a date, or the number of a section
            yield words, read_number(words, asked).value
    if asked.nouns:
        nouns = "|".join(map(re.escape, asked.nouns))
        for match in re.finditer(rf"\b({_COUNT}) (?:{nouns})\b", rest, re.IGNORECASE):
            yield match[0], float(_WORDS[match[1].lower().replace("é", "e")])


def _is(value, words, end):
    """Is the value that `words` name this end of a figure? A share in words is as precise as the figure: a third is 33 or 33,3."""
    if end is None or not SHARE.fullmatch(words):
        return value == end
    return round(value, len(f"{end:.9g}".partition(".")[2])) == end


def mistakes_in(text, place, known, words):
    """Yield a Dutch sentence for each link in a Markdown text that leads to no figure, or names another value than it has.

    Args:
        text: the Markdown.
        place: its Place.
        known: the figures of the course, as load_figures returns them.
        words: its Words.
    """
    for address, _, said in _links(text):
        if link := LINK.fullmatch(address):
            yield from _mistakes(link[1], said, place, known, words)


def _mistakes(id_, said, place, known, words):
    """Yield what is wrong with a link that says `said` and leads to the figure with this id, as `mistakes_in` does."""
    figure = known.get(id_)
    if figure is None:
        yield place.says("unknown-figure", figure=id_, near=did_you_mean(id_, known))
        return
    for named, value in values_named(said, figure.unit):
        if not any(_is(value, named, end) for end in (figure.value_low, figure.value_high)):
            is_ = f"{figure.written(words)} {figure.unit}"
            yield place.says("other-value", words=named, figure=figure.id, value=is_)


def check_figure_links(draft, path, mistakes, course):
    """Add to `mistakes` what `mistakes_in` would say of the texts in the Draft (signaal.course.reading) of a file at `path`.

    There a link to the page of sources can only be to a figure. The figures are those that the file was written with: whoever
    has another value in a course of their own can do nothing about a text of the course that it extends.
    """
    written_in = next(part for part in course.chain if path.is_relative_to(part.data))
    known, words = load_figures(written_in), load_words(written_in)
    parts = [part for parts in draft.items.values() for part in parts]
    parts.append((draft.where, attrs.evolve(draft.content, **{key: [] for key in draft.items})))
    for place, text in (found for where, part in parts for found in _texts(part, where)):
        for address, title, said in _links(text):
            if not urlsplit(address).path.lower().endswith("bronnen.ipynb"):
                continue
            link = LINK.fullmatch(address)
            if link is None or title:
                mistakes.append(place.says("bad-link", address=address))
            else:
                mistakes.extend(_mistakes(link[1], said, place, known, words))


def _texts(part, where):
    """Yield (Place, text) for every text in an attrs object."""
    for name in (a.name for a in attrs.fields(type(part))):
        value, place = getattr(part, name), where.key(name)
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield where.item(name, index), item
                elif attrs.has(type(item)):
                    yield from _texts(item, where.item(name, index, getattr(item, "id", None)))
        elif attrs.has(type(value)):
            yield from _texts(value, place)


def _links(text):
    """Yield (address, title, words) of every link in a Markdown text."""
    if "](" not in text and "]:" not in text:
        return
    for block in _markdown.parse(text):
        link, words = None, []
        for token in block.children or ():
            if token.type == "link_open":
                link, words = token.attrs, []
            elif token.type == "link_close":
                yield link["href"], link.get("title"), "".join(words)
            elif token.type in ("softbreak", "hardbreak"):
                words.append(" ")
            else:
                words.append(token.content)
