"""How does a TOML file become attrs objects, with every mistake in it named at once?"""

import re
import tomllib
from functools import wraps
from pathlib import Path
from typing import Literal, get_args, get_origin

import attrs
from cattrs import Converter, transform_error
from cattrs.cols import list_structure_factory
from cattrs.errors import ForbiddenExtraKeysError

from signaal.mistakes import ContentError, did_you_mean

DATA = Path(__file__).parent.parent / "data"
SCHEMA = 1
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_KINDS = {
    str: "tekst tussen aanhalingstekens",
    bool: "true of false",
    int: "een heel getal",
    float: "een getal",
}
# What the parts of an item are called in a message.
_NOUNS = {
    "options": "optie",
    "items": "onderdeel",
    "categories": "vak",
    "choices": "keuze",
    "notes": "notitie",
    "mistakes": "bekende fout",
    "also_right": "ook goed",
}


def shown(path):
    """Return `path` as an author knows it: from the folder that holds data/ down, with forward slashes."""
    parts = Path(path).parts
    start = len(parts) - 1 - parts[::-1].index("data") if "data" in parts else -2
    return "/".join(parts[start:])


def until_changed(*names):
    """Let a loader read once, and again when a file that matches one of `names` in its folder has changed.

    Whoever mends a table sees it when a cell is run again, without starting Python anew.
    """

    def decorate(load):
        kept = {}

        @wraps(load)
        def loader(folder=DATA):
            stamps = [(path, path.stat().st_mtime_ns) for name in names for path in sorted(folder.glob(name))]
            if folder not in kept or kept[folder][0] != stamps:
                kept[folder] = stamps, load(folder)
            return kept[folder][1]

        return loader

    return decorate


def read_toml(path):
    """Return the content of a TOML file as a dict.

    Raises:
        ContentError: the file is not there, is not UTF-8, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        others = [p.stem for p in path.parent.glob("*.toml")]
        raise ContentError(
            [
                f"{shown(path)}: dit bestand is er niet.{did_you_mean(path.stem, others)} Er is wel: {', '.join(sorted(others))}."
            ]
        ) from None
    except (OSError, RecursionError) as error:
        raise ContentError(
            [f"{shown(path)}: dit bestand kan ik niet lezen ({error}). Zet het terug."]
        ) from None
    except UnicodeDecodeError:
        raise ContentError([f"{shown(path)}: dit bestand is geen UTF-8. Sla het op als UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"regel {line[1]}" if line else "het einde van het bestand"
        raise ContentError(
            [
                f"{shown(path)}, {where}: dit is geen geldige TOML ({error}). "
                "Kijk op die regel en de regel erboven of er een aanhalingsteken, haakje of = ontbreekt."
            ]
        ) from None


def _strict(kind):
    def structure(value, _):
        if kind is str and isinstance(value, str) and not value.strip():
            raise ValueError("hier staat niets. Vul het in, of laat de sleutel weg")
        number = kind is float and isinstance(value, int) and not isinstance(value, bool)
        if not number and type(value) is not kind:
            raise ValueError(f"hier hoort {_KINDS[kind]}, er staat {value!r}. Pas de waarde aan")
        return kind(value)

    return structure


def _literal(value, kind):
    allowed = get_args(kind)
    if value not in allowed or type(value) not in map(type, allowed):
        words = ", ".join(str(a) for a in allowed)
        raise ValueError(
            f"{value!r} kan hier niet.{did_you_mean(value, map(str, allowed))} Kies uit: {words}"
        )
    return value


# Strict on purpose: cattrs would turn 3 into "3" and "false" into True, and hide a slip of the author.
_converter = Converter(forbid_extra_keys=True)
for _kind in _KINDS:
    _converter.register_structure_hook(_kind, _strict(_kind))
_converter.register_structure_hook_func(lambda t: get_origin(t) is Literal, _literal)


@_converter.register_structure_hook_factory(lambda t: get_origin(t) is list)
def _list(kind, converter):
    items = list_structure_factory(kind, converter)

    def structure(value, kind):
        if not isinstance(value, list):
            raise ValueError("hier hoort een lijst. Zet er [ ] omheen")
        return items(value, kind)

    return structure


def _sentence(error, kind):
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        keys = sorted(error.extra_fields)
        return " ".join(
            f'de sleutel "{key}" ken ik niet.{did_you_mean(key, known)} Haal hem weg of verbeter de naam.'
            for key in keys
        )
    if isinstance(error, KeyError):
        return f'"{error.args[0]}" ontbreekt. Voeg {error.args[0]} = … toe.'
    if isinstance(error, ValueError):
        return f"{error.args[0]}."
    return "dit onderdeel heeft niet de juiste vorm. Kijk in docs/schrijven.md hoe het hoort."


def _place(path):
    """'$.options[2].text' -> ', optie 3, text'."""
    parts = []
    for name, index in re.findall(r"\.?(\w+)(?:\[(\d+)\])?", path.removeprefix("$")):
        noun = _NOUNS.get(name, name)
        parts.append(f"{noun} {int(index) + 1}" if index else noun)
    return "".join(f", {part}" for part in parts)


def structure(raw, cls, where, mistakes):
    """Return `raw` as an instance of the attrs class `cls`, or None after adding to `mistakes` what is wrong.

    Args:
        raw: what the TOML says, a dict if the author wrote a table.
        cls: an attrs class.
        where: the start of each sentence, such as 'data/quizzes/x.toml, vraag "y"'.
        mistakes: a list that grows with one Dutch sentence a mistake.
    """
    if not isinstance(raw, dict):
        mistakes.append(
            f"{where}: dit onderdeel heeft niet de juiste vorm. Kijk in docs/schrijven.md hoe het hoort."
        )
        return None
    try:
        return _converter.structure(raw, cls)
    except Exception as error:  # cattrs collects what its hooks raise in groups of several types
        lines = [line.rpartition(" @ ")[::2] for line in transform_error(error, format_exception=_sentence)]
    # A misspelt key is both an unknown and a missing one; one sentence is enough.
    misspelt = re.findall(r'Bedoel je "(\w+)"', " ".join(sentence for sentence, _ in lines))
    for sentence, path in lines:
        missing = re.match(r'"(\w+)" ontbreekt', sentence)
        if missing and missing[1] in misspelt:
            continue
        mistakes.append(
            f"{where}{_place(path.removesuffix(f'.{missing[1]}') if missing else path)}: {sentence}"
        )
    return None


def _structure_item(raw, cls, where, mistakes):
    if isinstance(cls, dict) and isinstance(raw, dict):
        kind = raw.get("type")
        if not isinstance(kind, str) or kind not in cls:
            there = (
                f'het type "{kind}" ken ik niet.{did_you_mean(kind, cls)}'
                if "type" in raw
                else "type ontbreekt."
            )
            mistakes.append(f"{where}: {there} Kies uit: {', '.join(cls)}.")
            return None
        cls = cls[kind]
    return structure(raw, cls, where, mistakes)


def check_ids(items, where, noun, mistakes):
    """Add a sentence to `mistakes` for each id in `items` that is malformed or used twice."""
    seen = set()
    for item in items:
        if not _ID.fullmatch(item.id):
            mistakes.append(
                f'{where}, {noun} "{item.id}": deze id kan niet. Gebruik kleine letters, cijfers, - en _.'
            )
        if item.id in seen:
            mistakes.append(
                f'{where}, {noun} "{item.id}": deze id staat er twee keer. Geef één van de twee een andere id.'
            )
        seen.add(item.id)


@attrs.frozen
class Draft:
    """What could be read of a content file.

    `content` is an instance of the file's class, or None if the top of the file is wrong; `items` are the readable
    items {key: list}; `named` are the ids of all items, those that could not be read too.
    """

    content: object
    items: dict
    named: set


def read_content(path, cls, lists, mistakes):
    """Read a content file whose items stand in lists of tables.

    Each item is read on its own, so that a slip in one does not hide a slip in another.

    Args:
        path: the TOML file.
        cls: attrs class of the whole file; it must have `schema` and `id`.
        lists: {key: (attrs class of an item, what an item is called in Dutch)}; where the class depends on the
            item's `type`, {type: attrs class} instead.
        mistakes: a list that grows with one Dutch sentence a mistake.

    Returns:
        A Draft of what could be read.

    Raises:
        ContentError: the file cannot be read as TOML at all.
    """
    raw = read_toml(path)
    where = shown(path)
    items, named = {}, set()
    for key, (item_cls, noun) in lists.items():
        tables = raw.pop(key, [])
        if not isinstance(tables, list):
            mistakes.append(f"{where}: {key} moet een lijst zijn. Begin elk onderdeel met [[{key}]].")
            tables = []
        items[key] = []
        for number, table in enumerate(tables, 1):
            name = str(number)
            if isinstance(table, dict) and "id" in table:
                name = f'"{table["id"]}"'
                named.add(str(table["id"]))
            item = _structure_item(table, item_cls, f"{where}, {noun} {name}", mistakes)
            if item is not None:
                items[key].append(item)
        check_ids(items[key], where, noun, mistakes)
    head = structure({**raw, **{key: [] for key in lists}}, cls, where, mistakes)
    if head is None:
        return Draft(None, items, named)
    if head.schema != SCHEMA:
        mistakes.append(f"{where}: schema = {head.schema} ken ik niet. Zet schema = {SCHEMA}.")
    if head.id != path.stem:
        mistakes.append(f'{where}: de id is "{head.id}". Maak hem gelijk aan de bestandsnaam: "{path.stem}".')
    return Draft(attrs.evolve(head, **items), items, named)
