import judging
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import signaal
from signaal.course import exercises as engine
from signaal.course.course import current
from signaal.course.exercises import (
    Exercise,
    Outcome,
    Remark,
    Samples,
    find_exercise,
    formula,
    judge,
    names_of,
)
from signaal.course.numbers import read_number, read_unit, write_number
from signaal.course.quizzes import Option
from signaal.show.text import plain, to_html

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
        (pd.DataFrame({"a": [18665]}), Outcome.RIGHT, "18.665"),
        (pd.Series(["18.665 adviezen"]), Outcome.RIGHT, "18.665"),
        (pd.DataFrame({"a": [1, 2]}), Outcome.WRONG, "in cijfers"),
        (float("nan"), Outcome.WRONG, "in cijfers"),
        (float("inf"), Outcome.WRONG, "in cijfers"),
        (True, Outcome.WRONG, "in cijfers"),
        (18665, Outcome.RIGHT, "Ja, 18.665."),
        ("18.665", Outcome.RIGHT, "Ja, 18.665."),
        (np.int64(18665), Outcome.RIGHT, "Ja"),
        ("18.665 adviezen", Outcome.RIGHT, "Ja"),
        ("18665 miljoen", Outcome.WRONG, "Kijk naar de tabel."),
        ("18665 meldingen", Outcome.WRONG, "Ik lees 18.665. Laat de woorden"),
        ("18665 %", Outcome.WRONG, "eenheid"),
        (10**400, Outcome.WRONG, "in cijfers"),
        ("19.000", Outcome.RIGHT, "Goede schatting"),
        ("151.205", Outcome.WRONG, "Dat is de som."),
        ("18,665", Outcome.WRONG, "Bedoel je 18.665?"),
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
        (pd.Series(["b"]), Outcome.RIGHT, "Ja."),
        ("“Een  vierde\u00a0groep”", Outcome.RIGHT, "Ja."),
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


def test_every_case_of_the_table_gets_the_answer_that_the_table_says():
    for id_, kind, text in judging.cases():
        assert judge(find_exercise(id_, KIT), text, KIT).kind == kind, (id_, text)


def test_the_table_has_every_kind_of_answer():
    kinds = {kind for _, kind, _ in judging.cases()}
    assert kinds == {
        *("right", "also_right", "mistake", "hint", "empty", "no_number", "no_option"),
        *("words", "other_unit", "point", "comma", "too_small", "too_large"),
    }


@pytest.mark.parametrize("id_", judging.KNOWN)
def test_of_many_texts_none_is_taken_for_right_that_says_another_number(id_, monkeypatch):
    exercise, known, right = find_exercise(id_, KIT), judging.KNOWN[id_], 0
    monkeypatch.setattr(engine, "known_numbers", lambda *_: known)  # 17,000 times the same sums
    for text in judging.texts(exercise, known, 500):
        if judge(exercise, text, KIT).outcome == Outcome.RIGHT:
            right += 1
            assert judging.may_be_right(text, exercise, known), text
    assert right > 5  # the texts are not all nonsense


def test_a_unit_that_was_not_asked_for_never_gets_a_sentence_about_a_factor():
    for id_ in judging.KNOWN:
        exercise = find_exercise(id_, KIT)
        for times in (1, 100, 1000, 0.01, 0.001):
            text = write_number(formula(exercise.answer, exercise, KIT) * times, most=6)
            for unit in ("%", " procent", " procentpunt", " per duizend", " keer", " euro"):
                judgement = judge(exercise, text + unit, KIT)
                asked = read_number(text + unit, read_unit(exercise.unit)).unit == ""
                assert asked or judgement.kind in ("other_unit", "mistake"), (id_, text + unit)


def test_an_option_is_known_by_what_a_page_shows_of_it():
    for exercise in judging.exercises():
        for option in exercise.options:
            shown = plain(to_html(option.text))
            for text in (shown, shown.upper(), shown.replace(" ", "\u00a0 "), f"„{shown}”"):
                assert judge(exercise, text, KIT).feedback == option.feedback
        names = [name for option in exercise.options for name in set(names_of(option))]
        assert len(names) == len(set(names))


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
