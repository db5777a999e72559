"""How does an author hear that a content file is wrong? In Dutch, one sentence a mistake, all at once.

Every sentence stands in messages.toml, with an example that brings it about.
"""

import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from attrs import Factory, evolve, frozen

# Stands for a text that could not be read, in what is checked nevertheless.
UNREAD = "\0"

# What the parts of a content file are called in a message.
_NOUNS = {
    "questions": "vraag",
    "options": "optie",
    "items": "onderdeel",
    "categories": "vak",
    "passages": "passage",
    "choices": "keuze",
    "notes": "notitie",
    "endings": "einde",
    "extra": "extra tekst",
    "exercises": "oefening",
    "lessons": "les",
    "mistakes": "bekende fout",
    "also_right": "ook goed",
}


class ContentError(Exception):
    """Mistakes in a content file.

    Args:
        mistakes: Dutch sentences, each with the file, the item, what is wrong and what to do.
    """

    def __init__(self, mistakes):
        # One line each, whatever an author put in an id.
        self.mistakes = tuple(" ".join(mistake.split()) for mistake in mistakes)
        super().__init__("\n".join(self.mistakes))

    def _render_traceback_(self):
        # IPython shows this instead of a traceback: whoever edits content has no use for our call stack.
        return list(self.mistakes)


@cache
def messages():
    """Return messages.toml as {heading: {id: {"sentence": …, and its example}}}: read when the first mistake is found."""
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


@cache
def _sentences():
    return {id_: each["sentence"] for group in messages().values() for id_, each in group.items()}


def say(id_, **values):
    """Return the sentence with this id in messages.toml, with {names} in it filled from `values`.

    Raises:
        KeyError: there is no such sentence, or it asks for a value that was not given.
    """
    return _sentences()[id_].format(**values)


def nearest(word, known):
    """Return the one of `known` that is most like `word`, or None when nothing is near."""
    return next(iter(get_close_matches(str(word), list(known), n=1)), None)


def did_you_mean(word, known):
    """Return ' Bedoel je "…"?' for the nearest of `known`, or an empty string when nothing is near."""
    near = nearest(word, known)
    return f' Bedoel je "{near}"?' if near is not None else ""


@frozen
class Place:
    """Where something stands, as an author knows it; str gives 'data/quizzes/x.toml:12, vraag "y", optie "b"'.

    `file` is the name of the file in words, `lines` {keys: line} what signaal.course.reading.key_lines found in it,
    `keys` the way down from the top of the file, such as ("questions", 0, "options", 1).
    """

    file: str
    lines: dict = Factory(dict)
    keys: tuple = ()
    words: str = ""

    def __str__(self):
        known = (self.keys[:n] for n in range(len(self.keys), 0, -1))
        line = next((f":{self.lines[keys]}" for keys in known if keys in self.lines), "")
        return f"{self.file}{line}{self.words}"

    def item(self, key, index, name=None):
        """Return the Place of item `index` (from 0) in the list `key`; `name` is its id, if it has one."""
        called = index + 1 if name in (None, UNREAD) else f'"{" ".join(str(name).split())}"'
        return evolve(
            self, keys=(*self.keys, key, index), words=f"{self.words}, {_NOUNS.get(key, key)} {called}"
        )

    def items(self, key, parts):
        """Return [(Place, part), …] for the `parts` in the list `key`, each of which has an id."""
        return [(self.item(key, index, part.id), part) for index, part in enumerate(parts)]

    def line_of(self, key):
        """Return this Place with the line on which `key` stands in it."""
        return evolve(self, keys=(*self.keys, key))

    def key(self, name):
        """Return the Place of the key `name` of what stands here."""
        return evolve(self.line_of(name), words=f"{self.words}, {_NOUNS.get(name, name)}")

    def says(self, id_, **values):
        """Return what is wrong here: this place, and the sentence with this id, as `say` fills it."""
        return f"{self}: {say(id_, **values)}"

    def error(self, id_, **values):
        """Return the ContentError of one mistake here, as `says`."""
        return ContentError([self.says(id_, **values)])
