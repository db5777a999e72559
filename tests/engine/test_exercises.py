import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import signaal
from signaal.course.course import current
from signaal.course.exercises import Exercise, Outcome, Remark, Samples, find_exercise, judge
from signaal.course.quizzes import Option

KIT = current()

# 66270 and 84935 are the figures of data/figures.csv that the exercise is about.
FIGURES = {"meldingen": "vt-meldingen-2025h1", "adviezen": "vt-adviezen-2025h1"}


def mock_exercise(**changes):
    values = {
        "id": "e01", "title": "Proef", "type": "number", "question": "Hoeveel?", "unit": "adviezen",
        "samples": Samples([], []), "hints": ["Kijk naar de tabel."], "feedback": "Ja, {answer}.", "figures": FIGURES,
        "answer": "adviezen - meldingen", "mistakes": [Remark("adviezen + meldingen", "Dat is de som.")],
        "also_right": [Remark("19000", "Goede schatting; precies is het {answer}.")],
    }  # fmt: skip
    return Exercise(**(values | changes))


@pytest.mark.parametrize(
    ("given", "outcome", "words"),
    [
        ("", Outcome.EMPTY, "nog niets"),
        (None, Outcome.EMPTY, "nog niets"),
        (..., Outcome.EMPTY, "nog niets"),
        ("twaalf", Outcome.WRONG, "in cijfers"),
        ([18665], Outcome.WRONG, "in cijfers"),
        ({"a": 1}, Outcome.WRONG, "in cijfers"),
        (pd.Series([18665]), Outcome.RIGHT, "18.665"),
        (pd.DataFrame({"a": [18665]}), Outcome.WRONG, "in cijfers"),
        (pd.DataFrame({"a": [1, 2]}), Outcome.WRONG, "in cijfers"),
        (float("nan"), Outcome.WRONG, "in cijfers"),
        (float("inf"), Outcome.WRONG, "in cijfers"),
        (True, Outcome.WRONG, "in cijfers"),
        (18665, Outcome.RIGHT, "Ja, 18.665."),
        ("18.665", Outcome.RIGHT, "Ja, 18.665."),
        (np.int64(18665), Outcome.RIGHT, "Ja"),
        ("18.665 adviezen", Outcome.RIGHT, "Ja"),
        ("18665 miljoen", Outcome.WRONG, "Kijk naar de tabel."),
        ("18665 meldingen", Outcome.WRONG, "in cijfers"),
        ("18665 %", Outcome.WRONG, "eenheid"),
        (10**400, Outcome.WRONG, "in cijfers"),
        ("19.000", Outcome.RIGHT, "Goede schatting"),
        ("151.205", Outcome.WRONG, "Dat is de som."),
        ("18,665", Outcome.WRONG, "eenheid"),
        (1866500, Outcome.WRONG, "eenheid"),
        ("5", Outcome.WRONG, "Kijk naar de tabel."),
    ],
)  # fmt: skip
def test_every_kind_of_answer_gets_a_fitting_sentence(given, outcome, words):
    judgement = judge(mock_exercise(), given, KIT)
    assert judgement.outcome == outcome
    assert words in judgement.feedback


@pytest.mark.parametrize(
    ("given", "right"), [(18665.5, True), (18664.5, True), (18665.6, False), (18664.4, False)]
)
def test_the_tolerance_includes_its_edges(given, right):
    assert (judge(mock_exercise(tolerance=0.5), given, KIT).outcome == Outcome.RIGHT) is right


def test_binary_rounding_is_not_held_against_anyone():
    exercise = mock_exercise(answer="0.3", figures={}, mistakes=[], also_right=[])
    assert judge(exercise, 0.1 + 0.2, KIT).outcome == Outcome.RIGHT


def test_the_right_answer_wins_from_a_mistake_with_the_same_value():
    exercise = mock_exercise(mistakes=[Remark("adviezen - meldingen", "fout")])
    assert judge(exercise, 18665, KIT).outcome == Outcome.RIGHT


CHOICE = mock_exercise(
    type="choice", answer="", figures={}, mistakes=[], also_right=[],
    options=[Option("a", "Alleen afronding", "Nee.", False), Option("b", "Een vierde groep", "Ja.", True)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "outcome", "words"),
    [
        ("b", Outcome.RIGHT, "Ja."),
        ("  B ", Outcome.RIGHT, "Ja."),
        ("een vierde groep", Outcome.RIGHT, "Ja."),
        ("a", Outcome.WRONG, "Nee."),
        ("c", Outcome.WRONG, '"a", "b"'),
        (3, Outcome.WRONG, '"a", "b"'),
        ("Een vierde groep.", Outcome.RIGHT, "Ja."),
        ('"b"', Outcome.RIGHT, "Ja."),
        ("", Outcome.EMPTY, "nog niets"),
        (None, Outcome.EMPTY, "nog niets"),
    ],
)
def test_a_choice_is_judged_by_id_or_by_its_words(given, outcome, words):
    judgement = judge(CHOICE, given, KIT)
    assert judgement.outcome == outcome
    assert words in judgement.feedback


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.lists(st.integers()), st.none()))
def test_no_answer_ever_raises(given):
    assert judge(mock_exercise(), given, KIT).feedback
    assert judge(CHOICE, given, KIT).feedback


def test_a_student_who_asks_for_an_exercise_that_is_not_there_gets_a_sentence():
    for answer in (signaal.check("e99", 5), signaal.exercise("e99"), signaal.hint("e99")):
        assert "Oefening “e99” ken ik niet." in repr(answer)
        assert "e01" in repr(answer)
        assert "Traceback" not in answer.html


def test_check_shows_the_outcome_as_a_word_and_as_html():
    shown = signaal.check("e01", "twaalf")
    assert repr(shown).startswith("Nog niet goed. Hier hoort één getal")
    assert "<strong>Nog niet goed.</strong>" in shown.html


def test_hints_come_one_by_one_and_then_say_that_they_are_up():
    hints = find_exercise("e01", KIT).hints
    shown = [repr(signaal.hint("e01")) for _ in range(len(hints) + 1)]
    assert [line.split(":")[0] for line in shown[:-1]] == [f"Hint {n}" for n in range(1, len(hints) + 1)]
    assert shown[-1].startswith("Meer hints zijn er niet.")
