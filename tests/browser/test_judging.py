"""The page and Python give the same answer to whatever somebody fills in at an exercise."""

import sys
import unicodedata
from functools import cache

import judging
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from signaal.course.exercises import find_exercise, judge
from signaal.show.payload import exercise_content
from signaal.show.text import to_html as render
from signaal.show.text import to_inline_html as render_inline

pytestmark = pytest.mark.browser
KIT = judging.KIT
# The same few sentences, thousands of times.
to_html, to_inline_html = cache(render), cache(render_inline)
CONTENT = {exercise.id: exercise_content(exercise, KIT) for exercise in judging.exercises()}
# The browser is one page for all examples. Each example is hundreds of answers, and says itself which differ: making it
# smaller would take minutes and tell nothing more.
some = settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],
)


def differences(bare, id_, texts):
    """Return [(text, what the page says, what Python says)] where those differ."""
    found = []
    for text, page in zip(texts, bare.judged(CONTENT[id_], texts), strict=True):
        judgement = judge(find_exercise(id_, KIT), text, KIT)
        python = {"outcome": judgement.outcome.value, "kind": judgement.kind}
        if "text" in page:
            python["text"] = judgement.feedback
        else:
            python["html"] = (to_inline_html if judgement.kind == "hint" else to_html)(judgement.feedback)
        if page != python:
            found.append((text, page, python))
    return found


def test_every_case_and_every_sample(bare):
    texts = {id_: [] for id_ in CONTENT}
    for id_, _, text in judging.cases():
        texts[id_].append(text)
    for exercise in judging.exercises():
        texts[exercise.id] += exercise.samples.accepted + exercise.samples.rejected
    for id_, given_ in texts.items():
        assert differences(bare, id_, given_) == []


@some
@given(id_=st.sampled_from(sorted(judging.KNOWN)), seed=st.integers())
def test_five_hundred_answers_at_random(bare, id_, seed):
    assert differences(bare, id_, judging.texts(find_exercise(id_, KIT), judging.KNOWN[id_], 500, seed)) == []


@some
@given(texts=st.lists(st.text(), min_size=20))
def test_any_text_at_all(bare, texts):
    assert differences(bare, "e08a", texts) == []
    assert differences(bare, "e03b", texts) == []


def test_every_sign_there_is(bare):
    kinds = ("Cf", "Zs", "Zl", "Zp", "Cc", "Pd", "Pi", "Pf", "Ps", "Po", "Sm", "Sc", "Nd", "No", "Nl")
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) in kinds]
    assert differences(bare, "e01", [f"18{sign}665" for sign in signs]) == []
    assert differences(bare, "e01", [f"{sign}18.665{sign}" for sign in signs]) == []
    assert differences(bare, "e03b", [f"vierde{sign}groep" for sign in signs if not sign.isnumeric()]) == []
