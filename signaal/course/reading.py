"""How does a TOML file become attrs objects, with every mistake in it named at once?"""

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import attrs
from cattrs import Converter, transform_error
from cattrs.cols import list_structure_factory
from cattrs.errors import ForbiddenExtraKeysError

from signaal.course.mistakes import ContentError, Place, did_you_mean

SCHEMA = 1
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_KINDS = {
    str: "tekst tussen aanhalingstekens",
    bool: "true of false",
    int: "een heel getal",
    float: "een getal",
}


def shown(path):
    """Return `path` as an author knows it, with forward slashes.

    A file of the kit in its own clone goes from data/ on; one of another course begins with the name of its folder.
    """
    path = Path(path).absolute()
    folder = next((up.parent for up in path.parents if up.name == "data"), path.parent)
    own_clone = folder == Path(__file__).parents[2]
    return path.relative_to(folder if own_clone else folder.parent).as_posix()


# What git leaves in a file where two versions could not be put together.
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)


def refuse_conflict(text, name):
    """Refuse a text in which a merge of git was left open: a reader would see both versions and the marks between them.

    Args:
        text: what stands in a file or a cell.
        name: that file or cell as an author knows it.

    Raises:
        ContentError: a line begins with one of git's marks; one Dutch sentence.
    """
    if found := _CONFLICT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ContentError(
            [
                f"{name}:{line}: hier staat nog een samenvoeging van git open ({found[1]}). Kies één van de twee versies en haal de tekens weg."
            ]
        )


# What may hold a bracket, an equals sign or a line break without meaning it: strings and comments.
_QUOTED = re.compile(
    r""""{3}(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*""", re.DOTALL
)
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\s-]+?)\s*\]\]?\s*")
_KEY = re.compile(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=")
_DOT = re.compile(r"\s*\.\s*")


def key_lines(text):
    """Return {keys: line} for the tables and keys of a TOML file: ("questions", 1, "options") -> 23.

    Args:
        text: valid TOML. What stands in an inline table or under a quoted key has the line of what it stands in.
    """
    found, counts, table = {}, {}, ()
    # The value that is open, how many tables began in it, how deep its brackets are.
    array, items, depth = None, 0, 0
    bare = _QUOTED.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), 1):
        inside = line
        if depth:
            pass
        elif header := _HEADER.fullmatch(line):
            table = ()
            *above, last = _DOT.split(header[2])
            for name in above:
                table = (*table, name)
                if table in counts:
                    table = (*table, counts[table])
            table = (*table, last)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found[table] = number
            continue
        elif key := _KEY.match(line):
            array, items, inside = (*table, *_DOT.split(key[1])), 0, line[key.end() :]
            found[array] = number
        else:
            continue
        for sign in inside:
            if sign == "{" and depth == 1:
                found[(*array, items)] = number
                items += 1
            depth += (sign in "[{") - (sign in "]}")
    return found


def read_toml(path):
    """Return (the content of a TOML file as a dict, the Place of its top).

    Raises:
        ContentError: the file cannot be read, is not UTF-8, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_conflict(text, shown(path))
        return tomllib.loads(text), Place(shown(path), key_lines(text))
    except (OSError, RecursionError):
        raise ContentError([f"{shown(path)}: dit bestand kan ik niet lezen. Zet het terug."]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(
            [f"{shown(path)}:{line}: dit is geen UTF-8. Sla het bestand op als UTF-8."]
        ) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        if not line:
            raise ContentError(
                [
                    f'{shown(path)}: hier ontbreekt een einde, zoals """ of ]. Zoek de laatste tekst of lijst die je begon.'
                ]
            ) from None
        raise ContentError(
            [
                f"{shown(path)}:{line[1]}: hier klopt de schrijfwijze niet. Kijk op die regel en de regel erboven naar "
                "aanhalingstekens, haakjes en =, en of er niets dubbel staat."
            ]
        ) from None
    except ValueError:  # a number of thousands of digits
        raise ContentError(
            [f"{shown(path)}: er staat een getal in dat te lang is. Maak het korter."]
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


def _down(where, path):
    """Return the Place that cattrs means by a path such as '$.options[2].text', seen from `where`."""
    for name, index in re.findall(r"\.?(\w+)(?:\[(\d+)\])?", path.removeprefix("$")):
        where = where.item(name, int(index)) if index else where.key(name)
    return where


def structure(raw, cls, where, mistakes):
    """Return `raw` as an instance of the attrs class `cls`, or None after adding to `mistakes` what is wrong.

    Args:
        raw: what the TOML says, a dict if the author wrote a table.
        cls: an attrs class.
        where: the Place where it stands.
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
        # A key that is missing stands nowhere: its item does.
        place = _down(where, path.removesuffix(f".{missing[1]}") if missing else path)
        if unknown := re.match(r'de sleutel "(\w+)"', sentence):
            place = place.line_of(unknown[1])
        mistakes.append(f"{place}: {sentence}")
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
            mistakes.append(f"{where.line_of('type')}: {there} Kies uit: {', '.join(cls)}.")
            return None
        cls = cls[kind]
    return structure(raw, cls, where, mistakes)


def check_ids(parts, mistakes):
    """Add a sentence to `mistakes` for each id in `parts`, [(Place, what has an id), …], that is malformed or used twice."""
    seen = set()
    for where, part in parts:
        if not _ID.fullmatch(part.id):
            mistakes.append(f"{where}: deze id kan niet. Gebruik kleine letters, cijfers, - en _.")
        if part.id in seen:
            mistakes.append(f"{where}: deze id staat er twee keer. Geef één van de twee een andere id.")
        seen.add(part.id)


@attrs.frozen
class Draft:
    """What could be read of a content file.

    `where` is the Place of its top. `content` is an instance of the file's class, or None if the top of the file is wrong;
    `items` are the readable items {key: [(Place, item), …]}; `named` are the ids of all items, those that could not be
    read too.
    """

    where: Place
    content: object
    items: dict
    named: set


def read_content(path, cls, lists, mistakes, *, named_after_file=True):
    """Read a content file whose items stand in lists of tables.

    Each item is read on its own, so that a slip in one does not hide a slip in another.

    Args:
        path: the TOML file.
        cls: attrs class of the whole file; it must have `schema` and `id`.
        lists: {key: attrs class of an item}; where the class depends on the item's `type`, {type: attrs class} instead.
        mistakes: a list that grows with one Dutch sentence a mistake.
        named_after_file: must the id of the file be its name?

    Returns:
        A Draft of what could be read.

    Raises:
        ContentError: the file cannot be read as TOML at all.
    """
    raw, where = read_toml(path)
    items, named = {}, set()
    for key, item_cls in lists.items():
        tables = raw.pop(key, [])
        if not isinstance(tables, list):
            mistakes.append(f"{where}: {key} moet een lijst zijn. Begin elk onderdeel met [[{key}]].")
            tables = []
        items[key] = []
        for index, table in enumerate(tables):
            id_ = table.get("id") if isinstance(table, dict) else None
            if id_ is not None:
                named.add(str(id_))
            place = where.item(key, index, id_)
            item = _structure_item(table, item_cls, place, mistakes)
            if item is not None:
                items[key].append((place, item))
        check_ids(items[key], mistakes)
    head = structure({**raw, **{key: [] for key in lists}}, cls, where, mistakes)
    if head is None:
        return Draft(where, None, items, named)
    if head.schema != SCHEMA:
        mistakes.append(f"{where.key('schema')}: {head.schema} ken ik niet. Zet schema = {SCHEMA}.")
    if named_after_file and head.id != path.stem:
        mistakes.append(
            f'{where.key("id")}: hier staat "{head.id}". Maak hem gelijk aan de bestandsnaam: "{path.stem}".'
        )
    elif not _ID.fullmatch(head.id):
        mistakes.append(f'{where.key("id")}: "{head.id}" kan niet. Gebruik kleine letters, cijfers, - en _.')
    content = attrs.evolve(head, **{key: [item for _, item in parts] for key, parts in items.items()})
    return Draft(where, content, items, named)
