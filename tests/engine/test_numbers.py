import math
import sys
import unicodedata
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaal.course.numbers import Reading, Unit, read_number, read_unit, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("66.270", 66270), ("66270", 66270), ("66 270", 66270), ("66\u00a0270", 66270), ("1.234.567", 1234567),
        ("50%", 50), ("50 %", 50), ("50 procent", 50), ("0,5", 0.5), ("0.5", 0.5), ("33.135,0", 33135),
        ("-18.665", -18665), ("- 18.665", -18665), ("18.665.", 18665), ("1,5 miljoen", 1.5e6), ("\N{MINUS SIGN}5", -5), ("+5", 5), ("33 duizend", 33000), ("  98  ", 98),
    ],
)  # fmt: skip
def test_reads_dutch_notation(text, value):
    assert read_number(text).value == value


def test_a_dot_before_three_digits_is_a_decimal_point_only_for_a_percentage():
    percent = read_unit("procent")
    assert read_number("12.500").value == 12500
    assert read_number("12.500", percent).value == 12.5
    assert read_number("12.500,5", percent).value == 12500.5


def test_a_unit_is_what_is_measured_and_what_is_counted():
    assert read_unit("kinderen per duizend") == Unit("permille", ["kinderen", "kind"])
    assert read_unit("procent") == Unit("percent", [])
    assert read_unit("procentpunt") == Unit("point", [])
    assert read_unit("keer") == Unit("times", [])
    assert read_unit("meldingen") == Unit("", ["meldingen", "melding"])
    assert read_unit("") == Unit("", [])


def test_a_unit_that_was_not_asked_for_is_named_as_it_was_typed():
    assert read_number("5 %", read_unit("procentpunt")).unit == "%"
    assert read_number("5 pp", read_unit("procentpunt")).unit == ""
    assert read_number("26,8 per 1000", read_unit("kinderen per duizend")) == Reading(26.8)
    assert read_number("5 euro", read_unit("euro per uur")) == Reading(5.0)
    assert read_number("5 euro per uur", read_unit("euro per uur")) == Reading(5.0)


def test_a_dot_or_comma_that_may_be_meant_the_other_way_is_told():
    assert read_number("18.665") == Reading(18665.0, mark=".", meant=18.665)
    assert read_number("-18,665 duizend") == Reading(-18665.0, mark=",", meant=-18665000.0)
    assert read_number("0.690") == Reading(0.69)
    assert read_number("1.234.567") == Reading(1234567.0)


def test_every_space_dash_quote_and_digit_is_read_and_what_takes_no_room_is_not_seen():
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        match unicodedata.category(sign):
            case "Cf":
                assert read_number(f"18{sign}.665").value == 18665
            case "Zs" | "Zl" | "Zp":
                assert read_number(f"18{sign}665").value == 18665
            case "Pd":
                assert read_number(f"{sign}5").value == -5
            case "Pi" | "Pf":
                assert read_number(f"{sign}5{sign}").value == 5
            case "Nd":
                assert read_number(f"1{sign},5").value == 10 + int(sign) + 0.5


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
    ["twaalf", "1.2.3", "12,5,6", "6 6 2 7 0", "1e5", "12 of 13", "--5", "5²", "1/0", "1_000", 10**400, "9" * 400, np.array([True]), "%", "<b>5</b>", [5], {"a": 1}, True, object(),
     math.nan, math.inf, -math.inf, pd.DataFrame({"a": [1, 2]}), pd.Series([1, 2]), pd.Series(["twaalf"])],
)  # fmt: skip
def test_refuses_what_is_not_one_number(nonsense):
    with pytest.raises(ValueError):
        read_number(nonsense)


def test_refuses_an_object_that_does_nothing_it_is_asked():
    with pytest.raises(ValueError):
        read_number(Sulky())


@pytest.mark.parametrize(
    "number",
    [5, 5.0, Decimal(5), Fraction(5), np.int64(5), np.float64(5), np.array([[5]]), pd.Series([5]), pd.Series(["5%"]), pd.DataFrame({"a": [5]}), pd.Index(["5"])],
)  # fmt: skip
def test_takes_numbers_as_pandas_gives_them(number):
    assert read_number(number).value == 5.0


@pytest.mark.parametrize(
    ("value", "text"), [(66270, "66.270"), (8.6, "8,6"), (33.3333, "33,333"), (50.0, "50"), (0, "0")]
)
def test_writes_dutch_notation(value, text):
    assert write_number(value) == text


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_reads_back(number):
    assert read_number(write_number(number)).value == number


@given(st.decimals(0, 10**6, places=2))
def test_decimals_read_back_with_any_sign(number):
    text = write_number(float(number), decimals=2)
    assert read_number(text).value == pytest.approx(float(number))
    assert read_number(f"-{text}").value == pytest.approx(-float(number))


@given(st.text())
def test_any_text_is_a_number_or_refused_but_never_crashes(text):
    try:
        reading = read_number(text)
    except ValueError:
        return
    assert reading is None or math.isfinite(reading.value)
