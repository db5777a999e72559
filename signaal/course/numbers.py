"""How are numbers read and written in Dutch? A dot groups thousands, a comma is the decimal sign.

signaal/browser/judge.js reads them by the same rule; data/cases/exercises.toml and a property test compare the two.
"""

import math
import re
import unicodedata
from numbers import Number

from attrs import frozen

_SCALES = {"honderd": 100, "duizend": 1_000, "miljoen": 1_000_000, "mln": 1_000_000}
_QUOTES = "\"'`´„‚′″"
_MINUS = "−⁻₋˗"
# Signs and words before a number that change nothing, such as those of a calculator; and signs after it.
_LEAD = re.compile(r"^(?:(?:\+/-|[=≈~±€]|circa|ongeveer|(?:ca|ong|plm)\.?) ?)+")
_TAIL = re.compile(r"(?: |€|,-+)+$")
_NUMBER = re.compile(
    r"(?P<before>[^0-9]*?)(?P<sign>[+-]?) ?(?P<digits>[.,]?[0-9][0-9., ]*)(?:(?P<scale>honderd|duizend|miljoen|mln)\.?(?= |$))?(?P<after>.*)"
)
_FRACTION = re.compile(r"(?:/|(?:op|van)(?: de| elke| iedere)? ) ?(?P<bottom>[0-9]+) ?(?P<after>.*)")
_OF = r"(?:per|op|van)(?: de| elke| iedere)? "
# How much of what, as it is typed. Two of these are never the same; what is counted (kinderen) stands beside it.
_UNIT = re.compile(
    r"(?:(?P<lead>.+?) )?(?:"
    rf"(?P<permille>{_OF}(?:1000|1[. ]000|duizend)|‰|promille)"
    r"|(?P<point>(?:procent|%|pct\.?) ?-?punt(?:en)?|p\.?p\.?)"
    rf"|(?P<percent>{_OF}(?:100|honderd)|%|procent(?:en)?|percent|pct\.?)"
    r"|(?P<times>keer|maal|x)"
    r"|(?P<euro>euro|eur)"
    r")(?: (?P<trail>.+))?"
)
_MEASURES = ("permille", "point", "percent", "times", "euro")
_SINGULAR = {"kinderen": "kind", "adviezen": "advies"}


@frozen
class Unit:
    """What an exercise asks for.

    `measure` is the name of a group of _UNIT, or empty; `nouns` are the words for what is counted, such as
    ['kinderen', 'kind'].
    """

    measure: str
    nouns: list[str]

    @property
    def small(self):
        """Is a number in this unit seldom a thousand or more, so that '12.500' means twelve and a half?"""
        return self.measure in ("percent", "point")


@frozen
class Reading:
    """The number that was read, and what else stood there.

    `words`: words that are no unit stand around it. `unit`: a unit as it was typed, where another was asked for.
    `mark`: the dot or comma that may have been meant the other way round, as in 18,665; `meant` is the number then.
    """

    value: float
    words: bool = False
    unit: str = ""
    mark: str = ""
    meant: float | None = None


def plain_signs(text):
    """Return `text` in the signs of a plain keyboard.

    Every space becomes a space, every dash a hyphen, every quote an apostrophe and every decimal digit 0 to 9; ½ becomes
    1/2. What takes no room, such as what a calculator puts around a number that is copied, is left out.
    """
    signs = []
    for sign in unicodedata.normalize("NFC", text):
        if "\uff01" <= sign <= "\uff5e":  # the full-width forms of ASCII
            sign = chr(ord(sign) - 0xFEE0)
        kind = unicodedata.category(sign)
        if kind[0] == "Z" or kind == "Cc":
            sign = " "
        elif kind == "Pd" or sign in _MINUS:
            sign = "-"
        elif kind in ("Pi", "Pf") or sign in _QUOTES:
            sign = "'"
        elif kind == "Nd":
            sign = str(unicodedata.decimal(sign))
        elif kind == "No" and "\u2044" in unicodedata.normalize("NFKC", sign):
            sign = " " + unicodedata.normalize("NFKC", sign).replace("\u2044", "/")
        elif sign in "\u2044\u2215":
            sign = "/"
        elif sign == "×":
            sign = "x"
        if kind != "Cf":
            signs.append(sign)
    return "".join(signs)


def _measured(match):
    """Return (measure, the text of it) of a match of _UNIT."""
    return next((name, match[name]) for name in _MEASURES if match[name])


def read_unit(text):
    """Return the Unit that an author wrote, such as 'kinderen per duizend'."""
    text = plain_signs(text).lower()
    match = _UNIT.fullmatch(text)
    nouns = [noun for noun in ((match["lead"], match["trail"]) if match else (text,)) if noun]
    singular = [_SINGULAR.get(noun, noun.removesuffix("en")) for noun in nouns]
    return Unit(_measured(match)[0] if match else "", list(dict.fromkeys(nouns + singular)))


def only_value(given):
    """Return the one value that a table, Series or array of one cell holds; anything else as it is."""
    if isinstance(given, str) or getattr(given, "size", None) != 1:
        return given
    return (given.to_numpy() if hasattr(given, "to_numpy") else given).item()


_NO_UNIT = Unit("", [])


def read_number(given, asked=_NO_UNIT):
    """Return the Reading of what a student gave, or None when that is nothing: None, an Ellipsis, empty text.

    Args:
        given: a number; text such as '66.270', '66 270', '50%', '0,5', '-12,5', '33 duizend', 'ca. 1/2', '1 op 25'; or
            a table, Series or array that holds one such thing. '50%' gives 50.
        asked: the Unit that an exercise asks for.

    Raises:
        ValueError: it is not one finite number.
    """
    try:
        given = only_value(given)
        if given is None or given is Ellipsis:
            return None
        if isinstance(given, str):
            reading = _read_text(given, asked)
        else:
            number = isinstance(given, Number) and not isinstance(given, bool)
            reading = Reading(float(given) if number else math.nan)
    except Exception as error:  # whatever a learner's object does, it is not a number
        raise ValueError("not a number") from error
    if reading is not None and not math.isfinite(reading.value):
        raise ValueError("not a finite number")
    return reading


def _read_text(text, asked):
    text = re.sub(" +", " ", plain_signs(text).lower()).lstrip(" '").rstrip(" '.!?")
    if not text:
        return None
    text = _TAIL.sub("", _LEAD.sub("", text))
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError("no digits")
    digits, after = match["digits"].rstrip(" .,"), match["after"].strip()
    words, unit = _read_after(after, asked)
    fraction = _FRACTION.fullmatch(after) if words and not match["scale"] else None
    if fraction:
        after = fraction["after"]
        words, unit = _read_after(after, asked)
        value, mark, meant = _fraction(digits, fraction["bottom"]), "", None
    else:
        value, mark, meant = _decimal(digits, asked.small)
    if not _is_words(match["before"]) or (words and not _is_words(after)):
        raise ValueError("not one number")
    times = _SCALES.get(match["scale"], 1) * (-1 if match["sign"] == "-" else 1)
    meant = None if meant is None else meant * times
    return Reading(value * times, bool(match["before"].strip()) or words, unit, mark, meant)


def _read_after(text, asked):
    """Return (are there other words than a unit?, the unit as typed where another is asked) of what follows a number."""
    if not text or text in asked.nouns:
        return False, ""
    match = _UNIT.fullmatch(text)
    if match is None or not {match["lead"], match["trail"]} <= {None, *asked.nouns}:
        return True, ""
    measure, typed = _measured(match)
    return False, "" if measure == asked.measure else typed


def _is_words(text):
    return all(sign.isalpha() or sign in " .'%" for sign in text)


def _decimal(digits, small):
    """Return (number, mark, meant) as Reading has them, of digits with dots, commas and spaces."""
    if " " in digits:
        if not re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?", digits):
            raise ValueError("not one number")
        digits = digits.replace(" ", "")
    if digits[0] in ".,":
        digits = "0" + digits
    either = re.fullmatch(r"[1-9][0-9]{0,2}([.,])[0-9]{3}", digits)
    mark = either[1] if either else ""
    thousands = re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?", digits)
    if thousands and not (small and mark):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        plain = digits.replace(",", ".")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain):
        raise ValueError("not a number")
    if not mark or (small and mark == "."):
        return float(plain), "", None
    return float(plain), mark, float(digits if mark == "." else digits.replace(",", ""))


def _fraction(top, bottom):
    """Return the number that '1' over '2', or '2 1' over '2', is."""
    match = re.fullmatch(r"(?:([0-9]+) )?([0-9]+)", top)
    whole, top, bottom = float(match[1] or 0), float(match[2]), float(bottom)
    if bottom == 0 or (match[1] and top >= bottom):
        raise ValueError("not a fraction")
    return whole + top / bottom


def write_number(value, decimals=None, most=3):
    """Return `value` as Dutch text: 66270 -> '66.270', 8.6 -> '8,6'.

    Args:
        value: an int or float.
        decimals: how many digits after the comma; None for as many as it has, up to `most`, without trailing zeros.
        most: see decimals.
    """
    text = f"{value:,.{most if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
