"""What does the interface say? Every word of it stands in strings.toml, so that another language is one file."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def strings():
    """Return the string table as {section: {key: text}}."""
    return tomllib.loads(Path(__file__).with_name("strings.toml").read_text(encoding="utf-8"))


def say(section, key, **values):
    """Return one interface text, with {names} in it filled from `values`.

    Raises:
        KeyError: the table does not have this text, or the text asks for a value that was not given.
    """
    return strings()[section][key].format(**values)
