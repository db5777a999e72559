"""How are numbers read and written in Dutch? A dot groups thousands, a comma is the decimal sign."""

import math
import re

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<digits>\d[\d., ]*)(?:%|procent|[a-zà-ÿ][a-zà-ÿ ]*)?", re.IGNORECASE)


def read_number(given, *, percent=False):
    """Return the number a student gave.

    Args:
        given: a number, or text such as '66.270', '66270', '66 270', '50%', '0,5', '0.5', '-12,5', '18.665 adviezen'.
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
    if (
        hasattr(given, "item") and getattr(given, "size", 1) == 1
    ):  # a numpy number, or a Series with one value
        given = given.item()
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not math.isfinite(given):
        raise ValueError("not a number")
    return float(given)


def _read_text(text, percent):
    text = _SPACES.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-")
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
    return float(match["sign"] + digits)


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
