import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaal.course.numbers import read_number, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("66.270", 66270), ("66270", 66270), ("66 270", 66270), ("66\u00a0270", 66270), ("1.234.567", 1234567),
        ("50%", 50), ("50 %", 50), ("50 procent", 50), ("0,5", 0.5), ("0.5", 0.5), ("33.135,0", 33135),
        ("-18.665", -18665), ("- 18.665", -18665), ("18.665.", 18665), ("1,5 miljoen", 1.5e6), ("\N{MINUS SIGN}5", -5), ("+5", 5), ("33 duizend", 33000), ("  98  ", 98),
    ],
)  # fmt: skip
def test_reads_dutch_notation(text, value):
    assert read_number(text) == value


def test_a_dot_before_three_digits_is_a_decimal_point_only_for_a_percentage():
    assert read_number("12.500") == 12500
    assert read_number("12.500", percent=True) == 12.5
    assert read_number("12.500,5", percent=True) == 12500.5


class Sulky:
    """An object that does nothing it is asked."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __str__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("nothing", [None, ..., "", "   ", "\u00a0"])
def test_nothing_given_is_none(nothing):
    assert read_number(nothing) is None


@pytest.mark.parametrize(
    "nonsense",
    ["twaalf", "1.2.3", "12,5,6", "6 6 2 7 0", "1e5", "12 of 13", "--5", "18665 adviezen", "１２", "١٢", "1_000", 10**400, "%", "<b>5</b>", [5], {"a": 1}, True, object(),
     math.nan, math.inf, -math.inf, pd.DataFrame({"a": [1, 2]}), pd.Series([1, 2])],
)  # fmt: skip
def test_refuses_what_is_not_one_number(nonsense):
    with pytest.raises(ValueError):
        read_number(nonsense)


@pytest.mark.parametrize(
    "number", [5, 5.0, Decimal(5), Fraction(5), np.int64(5), np.float64(5), pd.Series([5])]
)
def test_takes_numbers_as_pandas_gives_them(number):
    assert read_number(number) == 5.0


@pytest.mark.parametrize(
    ("value", "text"), [(66270, "66.270"), (8.6, "8,6"), (33.3333, "33,333"), (50.0, "50"), (0, "0")]
)
def test_writes_dutch_notation(value, text):
    assert write_number(value) == text


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_reads_back(number):
    assert read_number(write_number(number)) == number


@given(st.decimals(0, 10**6, places=2))
def test_decimals_read_back_with_any_sign(number):
    text = write_number(float(number), decimals=2)
    assert read_number(text) == pytest.approx(float(number))
    assert read_number(f"-{text}") == pytest.approx(-float(number))


@given(st.text())
def test_any_text_is_a_number_or_refused_but_never_crashes(text):
    try:
        value = read_number(text)
    except ValueError:
        return
    assert value is None or math.isfinite(value)
