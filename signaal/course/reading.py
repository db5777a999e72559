"""How does a TOML file become attrs objects, with every mistake in it named at once?"""

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.cols import list_structure_factory
from cattrs.errors import ClassValidationError, IterableValidationError

from signaal.course.mistakes import UNREAD, Place, did_you_mean, nearest, say

SCHEMA = 1
ID = r"[a-z0-9][a-z0-9_-]*"
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
        raise Place(f"{name}:{line}").error("open-merge", mark=found[1])


# What may hold a bracket, an equals sign or a line break without meaning it: strings and comments.
_QUOTED = re.compile(
    r""""{3}(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*""", re.DOTALL
)
# A word processor's quotation marks where a value begins.
_CURLY = re.compile(r"[=\[{,]\s*[“”„‘’]")
# A text between quotation marks that goes on after one in it; not a forgotten comma, after which a key would come.
_QUOTE_INSIDE = re.compile(r"""[=\[{,]\s*"(?!"")(?:\\.|[^"\\])*"\s*(?![\w-]+\s*=)\w[^"]*\"""")
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
    where = Place(shown(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_conflict(text, where)
        return tomllib.loads(text), Place(where.file, key_lines(text))
    except (OSError, RecursionError):
        raise where.error("unreadable") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Place(f"{where}:{line}").error("no-utf8") from None
    except tomllib.TOMLDecodeError as error:
        if line := re.search(r"line (\d+)", str(error)):
            there = Place(f"{where}:{line[1]}")
            typed = text.split("\n")[int(line[1]) - 1]
            if _CURLY.search(typed):
                raise there.error("curly-quotes") from None
            if _QUOTE_INSIDE.search(typed):
                raise there.error("quote-inside") from None
            raise there.error("no-toml") from None
        raise where.error("no-end") from None
    except ValueError:  # a number of thousands of digits
        raise where.error("long-number") from None


def _strict(kind):
    def structure(value, _):
        if kind is str and isinstance(value, str) and not value.strip():
            raise ValueError(say("empty-text"))
        number = kind is float and isinstance(value, int) and not isinstance(value, bool)
        if not number and type(value) is not kind:
            raise ValueError(say("wrong-kind", kind=_KINDS[kind], value=repr(value)))
        return kind(value)

    return structure


def _literal(value, kind):
    allowed = get_args(kind)
    if isinstance(value, str) and value in map(str, allowed) and value not in allowed:
        raise ValueError(say("quoted-number", value=value))
    if value not in allowed or type(value) not in map(type, allowed):
        words = ", ".join(str(a) for a in allowed)
        near = did_you_mean(value, map(str, allowed))
        raise ValueError(say("no-choice", value=repr(value), near=near, allowed=words))
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
            raise ValueError(say("no-list"))
        return items(value, kind)

    return structure


def _sentences(error, where, key=None):
    """Yield what cattrs found wrong with the key `key` of what stands at `where`, or with that itself."""
    if isinstance(error, IterableValidationError):
        for each, note in error.group_exceptions()[0]:
            place = where.key(key)
            if isinstance(note.index, int):
                place = where.item(key, note.index)
            yield from _sentences(each, place)
    elif isinstance(error, ClassValidationError):
        place = where if key is None else where.key(key)
        inside, others = error.group_exceptions()
        misspelt = set()
        for each in others:
            known = [field.name for field in attrs.fields(error.cl)]
            for extra in sorted(getattr(each, "extra_fields", ())):
                misspelt.add(nearest(extra, known))
                near = did_you_mean(extra, known)
                yield place.line_of(extra).says("unknown-key", key=extra, near=near)
        for each, note in inside:
            if not isinstance(each, KeyError):
                yield from _sentences(each, place, note.name)
            elif note.name not in misspelt:  # both unknown and missing: one sentence is enough
                # What is missing stands nowhere: its item does.
                yield place.says("missing-key", key=note.name)
    else:
        place = where if key is None else where.key(key)
        yield f"{place}: {error.args[0]}" if isinstance(error, ValueError) else place.says("wrong-shape")


# What stands for what could not be read.
_HOLES = {str: UNREAD, Literal: UNREAD, list: [UNREAD], dict: {UNREAD: UNREAD}, bool: False}


def _part(raw, cls, where, mistakes):
    """Return (`raw` as the attrs class `cls`, are its lists of tables whole?); what cannot be read leaves a hole.

    (None, False) for what is no table.
    """
    if not isinstance(raw, dict):
        mistakes.append(where.says("wrong-shape"))
        return None, False
    try:
        return _converter.structure(raw, cls), True
    except Exception as error:  # cattrs collects what its hooks raise in groups of several types
        mistakes += _sentences(error, where)
    values = {field.name: _value(raw, field) for field in attrs.fields(cls)}
    return cls(**{name: value for name, (value, _) in values.items()}), all(ok for _, ok in values.values())


def _value(raw, field):
    """Return (what can be read of an attribute of an attrs class, is it whole or no list of tables?)."""
    if field.name not in raw and field.default is not attrs.NOTHING:
        return (field.default.factory() if isinstance(field.default, attrs.Factory) else field.default), True
    value, kind = raw.get(field.name), get_origin(field.type) or field.type
    tables = kind is list and attrs.has(item := get_args(field.type)[0])
    try:
        return _converter.structure(value, field.type), True
    except Exception:  # what `_sentences` has said already
        if not tables:
            return _HOLES.get(kind), True
    parts = [_part(each, item, Place(""), [])[0] for each in value] if isinstance(value, list) else []
    return ([] if None in parts else parts), False  # without one the others would get its number


def structure(raw, cls, where, mistakes):
    """Return `raw` as an instance of the attrs class `cls`, or None after adding to `mistakes` what is wrong.

    Args:
        raw: what the TOML says, a dict if the author wrote a table.
        cls: an attrs class.
        where: the Place where it stands.
        mistakes: a list that grows with one Dutch sentence a mistake.
    """
    before = len(mistakes)
    part, _ = _part(raw, cls, where, mistakes)
    return part if len(mistakes) == before else None


def _item(raw, cls, where, mistakes):
    """Return what `_part` does, of an item whose class may depend on its type."""
    if isinstance(cls, dict) and isinstance(raw, dict):
        kind, types = raw.get("type"), ", ".join(cls)
        if "type" not in raw:
            mistakes.append(where.says("no-type", types=types))
        elif not isinstance(kind, str) or kind not in cls:
            near = did_you_mean(kind, cls)
            mistakes.append(where.line_of("type").says("unknown-type", type=kind, near=near, types=types))
            kind = nearest(kind, cls)
        if kind not in cls:
            return None, False
        raw, cls = raw | {"type": kind}, cls[kind]
    return _part(raw, cls, where, mistakes)


def check_ids(parts, mistakes):
    """Add a sentence to `mistakes` for each id in `parts`, [(Place, what has an id), …], that is malformed or used twice."""
    seen = {UNREAD}
    for where, part in parts:
        if part.id != UNREAD and not re.fullmatch(ID, part.id):
            mistakes.append(where.says("bad-id"))
        if part.id != UNREAD and part.id in seen:
            mistakes.append(where.says("same-id"))
        seen.add(part.id)


@attrs.frozen
class Draft:
    """What could be read of a content file.

    `where` is the Place of its top. `content` is an instance of the file's class; `items` are its items {key: [(Place,
    item), …]}; `named` are the ids of all items, those that could not be read too. What could not be read is UNREAD, or
    missing; `holes` are the keys of the Places of items in whose lists something is missing, so that nothing can be counted.
    """

    where: Place
    content: object
    items: dict
    named: set
    holes: set

    def check(self, key, rule, mistakes):
        """Add to `mistakes` what rule(item, place, mistakes) says of each item; of one with holes, only what it says of parts."""
        for place, item in self.items[key]:
            found = []
            rule(item, place, found)
            hole = place.keys in self.holes
            mistakes += (each for each in found if not (hole and each.startswith(f"{place}: ")))


def read_content(path, cls, lists, mistakes, *, named_after_file=True):
    """Read a content file whose items stand in lists of tables.

    Each item is read on its own, and what can be read of it is checked, so that no slip hides another.

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
    items, named, holes = {}, set(), set()
    for key, item_cls in lists.items():
        tables = raw.pop(key, [])
        if not isinstance(tables, list):
            mistakes.append(where.line_of(key).says("no-items", key=key))
            tables = []
        items[key] = []
        for index, table in enumerate(tables):
            id_ = table.get("id") if isinstance(table, dict) else None
            if id_ is not None:
                named.add(str(id_))
            place = where.item(key, index, id_)
            item, whole = _item(table, item_cls, place, mistakes)
            if item is not None:
                items[key].append((place, item))
            if not whole:
                holes.add(place.keys)
        check_ids(items[key], mistakes)
    head, _ = _part({**raw, **{key: [] for key in lists}}, cls, where, mistakes)
    if head.schema not in (SCHEMA, None):
        mistakes.append(where.key("schema").says("wrong-schema", given=head.schema, right=SCHEMA))
    if head.id == UNREAD:
        pass
    elif named_after_file and head.id != path.stem:
        mistakes.append(where.key("id").says("wrong-name", id=head.id, name=path.stem))
    elif not re.fullmatch(ID, head.id):
        mistakes.append(where.key("id").says("bad-file-id", id=head.id))
    content = attrs.evolve(head, **{key: [item for _, item in parts] for key, parts in items.items()})
    return Draft(where, content, items, named, holes)
