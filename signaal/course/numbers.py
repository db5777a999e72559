"""How are numbers read and written in Dutch? A dot groups thousands, a comma is the decimal sign."""

import math
import re
from numbers import Number

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f\u200b\ufeff]+")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>[0-9][0-9., ]*)(?P<word>%|procent|duizend|miljoen)?", re.IGNORECASE
)
_SCALES = {"duizend": 1_000, "miljoen": 1_000_000}


def read_number(given, *, percent=False):
    """Return the number a student gave.

    Args:
        given: a number, or text such as '66.270', '66270', '66 270', '50%', '0,5', '0.5', '-12,5', '33 duizend'.
        percent: a percentage or chance is expected, so that '12.500' means twelve and a half.

    Returns:
        A float; '50%' gives 50.0. None when nothing was given: None, an Ellipsis, empty text.

    Raises:
        ValueError: it is not one finite number.
    """
    if given is None or given is Ellipsis:
        return None
    if isinstance(given, str):
        return _read_text(given, percent)
    try:
        if (
            hasattr(given, "item") and getattr(given, "size", 1) == 1
        ):  # a numpy number, or a Series with one value
            given = given.item()
        number = float(given) if isinstance(given, Number) and not isinstance(given, bool) else math.nan
    except Exception as error:  # whatever a learner's object does, it is not a number
        raise ValueError("not a number") from error
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def _read_text(text, percent):
    text = _SPACES.sub(" ", text).strip().removesuffix(".").replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError("not a number")
    digits = match["digits"].strip()
    if " " in digits and not re.fullmatch(r"\d{1,3}( \d{3})+(,\d+)?", digits):
        raise ValueError("not one number")
    digits = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits) and ("," in digits or not percent):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise ValueError("not a number")
    return float(match["sign"] + digits) * _SCALES.get((match["word"] or "").lower(), 1)


def write_number(value, decimals=None):
    """Return `value` as Dutch text: 66270 -> '66.270', 8.6 -> '8,6'.

    Args:
        value: an int or float.
        decimals: how many digits after the comma; None for as many as it has, up to three, without trailing zeros.
    """
    text = f"{value:,.{3 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
