"""What does the interface say? Every word of it stands in data/strings.<language>.toml, so that another language is one file."""

from string import Formatter

from attrs import frozen

from signaal.course.course import kit_folder, until_changed
from signaal.course.mistakes import ContentError, Place, did_you_mean
from signaal.course.reading import read_toml, shown


@frozen
class Words:
    """The texts of the interface in one language: `words["quiz"]` is {key: text} of a section."""

    language: str
    table: dict

    def __getitem__(self, section):
        return self.table[section]

    def say(self, section, key, **values):
        """Return one interface text, with {names} in it filled from `values`.

        Raises:
            KeyError: the table does not have this text, or the text asks for a value that was not given.
        """
        return self.table[section][key].format(**values)


def _names(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _mistakes(table, model, where):
    """Yield what `table` lacks beside `model`, the words that the interface asks for, and what nobody asks for."""
    for section, texts in table.items():
        known = model.get(section, {})
        for key in texts if isinstance(texts, dict) else ():
            if key not in known:
                yield where.says("unused-word", section=section, key=key, near=did_you_mean(key, known))
    for section, texts in model.items():
        for key, text in texts.items():
            given = table.get(section, {}).get(key) if isinstance(table.get(section, {}), dict) else None
            if not isinstance(given, str) or not given.strip():
                yield where.says("missing-word", section=section, key=key)
                continue
            try:
                right = _names(given) == _names(text)
            except ValueError:
                right = False
            if not right:
                names = " ".join(sorted(f"{{{name}}}" for name in _names(text))) or "geen"
                yield where.says("wrong-braces", section=section, key=key, names=names)


@until_changed("strings.*.toml")
def load_words(course):
    """Return the Words of a Course, in its language; what the course itself says comes before what it takes from another.

    Raises:
        ContentError: no course of the chain has words in this language, or a text is missing; one Dutch sentence a mistake.
    """
    name = f"strings.{course.language}.toml"
    table, paths = {}, [part.data / name for part in course.chain if (part.data / name).exists()]
    if not paths:
        where, file = Place(shown(course.data / "course.toml")), shown(course.data / name)
        raise where.error("no-words", language=course.language, file=file)
    for path in reversed(paths):
        for section, texts in read_toml(path)[0].items():
            table[section] = {**table.get(section, {}), **texts} if isinstance(texts, dict) else texts
    # What the interface asks for is what the kit's own words hold.
    model, _ = read_toml(kit_folder() / "data" / "strings.nl.toml")
    mistakes = list(_mistakes(table, model, Place(shown(paths[0]))))
    if mistakes:
        raise ContentError(mistakes)
    return Words(course.language, table)
