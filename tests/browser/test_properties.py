"""Whatever a learner does: the browser does what the written rule says, and every valid story comes to an end."""

import json

import pytest
import samples
from attrs import asdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from signaal.course.scenarios import Choice, Ending, Extra, Note, Passage, Scenario, load_scenario
from signaal.show.payload import scenario_content

pytestmark = pytest.mark.browser
# The browser is one page for all examples of a property; each example shows its own lesson.
many = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)

SINGLE, MULTIPLE, ORDER, SORT, NUMBER, REFLECT = samples.quiz()["questions"]


def written(question, choice):
    """Return the outcome as docs/schrijven.md says it, in words of this test's own."""
    kind = question["type"]
    if kind == "reflect":
        return "neutral"
    if choice in (None, [], {}):
        return "empty"
    if kind == "single":
        return "right" if choice == ["a"] else "wrong"
    if kind == "multiple":
        good = sum(id_ in ("a", "b") for id_ in choice)
        if set(choice) == {"a", "b"}:
            return "right"
        return "partly" if good > len(choice) - good else "wrong"
    if kind == "order":
        numbers = [int(id_[1:]) for id_ in choice]
        pairs = [(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]]
        good = sum(a < b for a, b in pairs)
        return "right" if good == len(pairs) else "partly" if good / len(pairs) >= 3 / 4 else "wrong"
    if kind == "sort":
        good = sum(choice.get(f"i{n}") == ("feit" if n < 2 else "duiding") for n in range(4))
        return "right" if good == 4 else "partly" if good > 2 else "wrong"
    off = abs(choice - 36)
    return "right" if off <= 5 else "partly" if off <= 15 else "wrong"


ANSWERS = st.one_of(
    st.tuples(st.just(SINGLE), st.lists(st.sampled_from("abc"), max_size=1)),
    st.tuples(st.just(MULTIPLE), st.lists(st.sampled_from("abcd"), unique=True)),
    st.tuples(st.just(ORDER), st.none() | st.permutations([f"i{n}" for n in range(5)])),
    st.tuples(st.just(SORT), st.dictionaries(st.sampled_from([f"i{n}" for n in range(4)]), st.sampled_from(["feit", "duiding"]))),
    st.tuples(st.just(NUMBER), st.none() | st.integers(0, 100)),
    st.tuples(st.just(REFLECT), st.none() | st.text()),
)  # fmt: skip


@many
@given(answer=ANSWERS)
def test_an_answer_has_the_outcome_that_the_written_rule_says(bare, answer):
    question, choice = answer
    outcome = bare.rules("rules.quizOutcome(given[0], given[1])", [question, choice])
    assert outcome == written(question, choice)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "i0", "feit", "right", "begin", "verder", "zag"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["choice", "passage", "outcome", "at", "id", "said", "i0", "__proto__"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@many
@given(
    state=st.fixed_dictionaries({}, optional={"at": JSON, "all": JSON, "answers": st.dictionaries(st.sampled_from([q["id"] for q in samples.quiz()["questions"]]), JSON) | JSON})
)  # fmt: skip
def test_any_state_is_made_to_fit_a_quiz_and_fits_the_second_time(bare, state):
    content = samples.quiz()
    once = bare.rules("rules.quizState(given[0], given[1])", [state, content["questions"]])
    assert bare.rules("rules.quizState(given[0], given[1])", [once, content["questions"]]) == once
    for question in content["questions"]:
        answer = once["answers"].get(question["id"])
        if answer and answer["outcome"]:
            assert answer["outcome"] == written(question, answer["choice"])


@many
@given(state=st.fixed_dictionaries({}, optional={"path": JSON, "open": JSON, "notes": JSON}))
def test_any_state_is_made_to_fit_a_story_and_fits_the_second_time(bare, state):
    content = samples.story()
    once = bare.rules("rules.scenarioState(given[0], rules.storyOf(given[1]))", [state, content])
    assert bare.rules("rules.scenarioState(given[0], rules.storyOf(given[1]))", [once, content]) == once


@st.composite
def stories(draw):
    """Draw a valid Scenario, with flags that open and close choices, detours and loops."""
    n = draw(st.integers(5, 9))
    ids = [f"p{k}" for k in range(n)]
    flags = [f"f{k}" for k in range(draw(st.integers(0, 3)))]
    some = st.lists(st.sampled_from(flags), unique=True, max_size=2) if flags else st.just([])
    passages = []
    for k, id_ in enumerate(ids):
        # The main road goes on to the next passage, so that every passage can be reached and can end.
        step = min(5, k + 1)
        main = Choice(
            "verder", f"Verder vanaf {k}", ids[k + 1] if k + 1 < n else "goed", "f", step, recommended=True
        )
        more = [
            Choice(
                f"k{m}",
                f"Iets anders {m} bij {k}",
                draw(st.sampled_from([*ids, "goed", "anders"])),
                "f",
                draw(st.sampled_from([None, 1, 2, 3, 4, 5])),
                sets=draw(some),
                needs=draw(some),
                unless=draw(some),
            )
            for m in range(draw(st.integers(0, 3)))
        ]
        notes = [Note(f"n{k}", f"Notitie {k}", "feit", "f", sets=draw(some))] if draw(st.booleans()) else []
        needs = draw(some)
        extra = [Extra(f"Extra {k}", needs=needs)] if needs else []
        passages.append(Passage(id_, f"Moment {k}", "Tekst", [main, *more], notes=notes, extra=extra))
    passages[0].choices.append(Choice("anders", "Naar het andere einde", "anders", "f", 1, sets=flags))
    used = Choice("alles", "Met alle vlaggen", "goed", "f", 5, needs=flags)
    passages[-1].choices.append(used)
    endings = [Ending("goed", "Goed", "goed", "t", "n"), Ending("anders", "Anders", "deels goed", "t", "n")]
    return Scenario(
        1, "proef", "Verhaal", "i", "p0", ["d"], dict.fromkeys(flags, "het kan"), passages, endings
    )


def as_toml(story):
    """Return a Scenario as an author would write it; JSON's strings, lists and booleans are TOML's too."""

    def value(part):
        if isinstance(part, dict):
            return (
                "{ "
                + ", ".join(f"{key} = {value(each)}" for key, each in part.items() if each not in ("", None))
                + " }"
            )
        if isinstance(part, list):
            return "[" + ", ".join(map(value, part)) + "]"
        return json.dumps(part)

    return "\n".join(
        f"{key} = {value(part)}" for key, part in asdict(story).items() if part not in ("", None)
    )


@settings(many, max_examples=15)
@given(story=stories(), picks=st.lists(st.integers(0, 50), min_size=12, max_size=12))
def test_every_valid_story_comes_to_an_ending_in_the_browser(bare, course, story, picks):
    (course.data / "scenarios" / "proef.toml").write_text(as_toml(story), encoding="utf-8")
    story = load_scenario("proef", course)  # the proof that an author's file gets
    root = bare.show(scenario_content(story, course))
    ending = root.get_by_role("table")
    for pick in picks:  # any choices at all …
        if ending.count():
            break
        choices = root.locator("button.sg-choice")
        choices.nth(pick % choices.count()).click()
        root.get_by_role("button", name="Ga verder").click()
    for _ in story.passages:  # … and from wherever that led, the main road still ends
        if ending.count():
            break
        root.get_by_role("button", name="Verder vanaf", exact=False).click()
        root.get_by_role("button", name="Ga verder").click()
    expect(ending).to_be_visible()
    taken = bare.state()["path"]
    assert len(taken) == ending.get_by_role("row").count() - 1
