"""Later nog eens: what comes back, why and when; through a term of simulated learners, and after all that can go wrong."""

import json
import os
from collections import Counter
from datetime import date, timedelta
from math import exp
from random import Random

import pytest
from playwright.sync_api import expect

from signaal.course.course import Course, kit_folder
from signaal.show.answers import merged
from signaal.show.payload import review_content

pytestmark = pytest.mark.browser
CONTENT = json.loads(json.dumps(review_content(Course(kit_folder()))))
POOL = {f"{item['of']}/{item['id']}": item for item in CONTENT["questions"]}
QUESTIONS = {key: item for key, item in POOL.items() if item["lesson"]}
LESSONS = list(CONTENT["lessons"])
MONDAY = date(2026, 9, 7)
DAY = timedelta(days=1)
# What comes back goes in this order; after it one right question a lesson.
ORDER = ["sure_wrong", "wrong", "doubt", "skipped"]


class Rules:
    """The functions of review.js, on a page that knows the pool."""

    def __init__(self, page):
        self.page = page
        load = "async (pool) => Object.assign(window, { pool, review: await import('./review.js') })"
        page.evaluate(f"async (pool) => {{ await ({load})(pool); }}", CONTENT["questions"])

    def rounds(self, calls):
        """Return the rounds of many learners at once; a call is (kept, own, today, seed)."""
        calls = [[kept, own, str(today), seed] for kept, own, today, seed in calls]
        return self.page.evaluate("(calls) => calls.map((call) => review.compose(pool, ...call))", calls)

    def round(self, kept, own, today, seed=1):
        return self.rounds([(kept, own, today, seed)])[0]

    def next_in(self, kept, own, today):
        return self.page.evaluate("(call) => review.nextIn(pool, ...call)", [kept, own, str(today)])

    def comes_back(self, key, kept, own, today):
        code = "([item, ...call]) => review.comesBack(item, ...call)"
        return self.page.evaluate(code, [POOL[key], kept, own, str(today)])


@pytest.fixture
def rules(bare):
    return Rules(bare.page)


def key(id_, quiz="03_signalen_herkennen"):
    return f"quiz:{quiz}/{id_}"


def first(outcome, sure):
    return {"first": {"outcome": outcome} | ({"sure": sure} if sure else {})} if outcome else {}


def kept_of(*tries):
    """Return what is kept of lesson 03: of each question (id, outcome, sure or None, day or None)."""
    answers = {
        id_: first(outcome, sure) | ({"day": str(day)} if day else {}) for id_, outcome, sure, day in tries
    }
    return {"quiz:03_signalen_herkennen": {"answers": answers}}


def after(own, items, day, given):
    """Return the state after a round with these items, in which `given` {key: (outcome, sure)} was answered."""
    n = own.get("round", {}).get("n", 0) + 1
    answers = {
        f"{n}/{name}": {"choice": None, "outcome": None, "attempts": 0, "day": str(day)}
        | first(*given.get(name, (None, None)))
        for name, _ in items
    }
    return merged(own, {"round": {"n": n, "items": items}, "answers": answers})


def test_first_what_was_sure_and_wrong_then_wrong_then_doubtful_then_one_right_a_lesson(rules):
    kept = kept_of(
        ("sam-wordt-stil", "right", "sure", MONDAY),
        ("wie-eerst", "right", "sure", MONDAY),
        ("vier-punten", "right", "doubt", MONDAY),
        ("drie-soorten", "partly", "sure", MONDAY),
        ("niets-te-zien", "wrong", "sure", MONDAY),
        ("mouw-omlaag", "wrong", "doubt", MONDAY),
    )
    assert rules.round(kept, {}, MONDAY + 6 * DAY) == []
    week = rules.round(kept, {}, MONDAY + 7 * DAY)
    own = [(name, why) for name, why in week if why not in ("editors", "transfer")]
    assert [why for _, why in own] == ["sure_wrong", "wrong", "wrong", "doubt"]
    assert own[0][0] == key("niets-te-zien")
    assert own[-1][0] == key("vier-punten")
    month = rules.round(kept, {}, MONDAY + 28 * DAY)
    assert Counter(why for _, why in month) >= Counter(
        ["sure_wrong", "wrong", "wrong", "doubt", "right", "transfer"]
    )
    assert Counter(why for _, why in month)["right"] == 2  # both: the round would be short
    for items in (week, month):
        assert POOL[items[0][0]]["review"]  # no heavy case first
        assert items[-1][1] == "transfer"


def test_what_was_right_on_two_days_leaves_and_the_rest_comes_at_fixed_gaps(rules):
    kept, own, day = kept_of(("wie-eerst", "wrong", "sure", MONDAY)), {}, MONDAY
    days = 7
    for outcome, back in [("right", "month"), ("wrong", "week"), (None, "week"), ("right", "never")]:
        assert key("wie-eerst") not in dict(rules.round(kept, own, day + (days - 1) * DAY))
        day += days * DAY
        items = rules.round(kept, own, day)
        assert key("wie-eerst") in dict(items)
        own = after(own, items, day, {key("wie-eerst"): (outcome, "sure")})
        days = {"week": 7, "month": 28, "never": 0}[back]
        assert rules.comes_back(key("wie-eerst"), kept, own, day) == back
        assert rules.round(kept, own, day) == []  # none twice on a day
    assert key("wie-eerst") not in dict(rules.round(kept, own, day + 100 * DAY))


def test_a_clock_that_went_back_and_days_that_are_not_known_keep_nothing_waiting(rules):
    kept = kept_of(("wie-eerst", "wrong", "sure", date(2031, 1, 1)), ("vier-punten", "wrong", "sure", None))
    items = rules.round(kept, {}, MONDAY)
    assert {key("wie-eerst"), key("vier-punten")} <= dict(items).keys()
    # Once they were in a round of today, they wait as anything else.
    own = after({}, items, MONDAY, {})
    assert rules.round(kept, own, MONDAY) == []
    assert rules.next_in(kept, own, MONDAY) == 7


def test_whoever_keeps_nothing_gets_the_makers_mix_and_a_renamed_question_is_passed_over(bare):
    bare.show(CONTENT)
    page = bare.page
    expect(page.get_by_text("Signaal bewaart je antwoorden nu niet.", exact=False)).to_be_visible()
    page.get_by_role("button", name="Begin een ronde").click()
    page.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    expect(page.get_by_text("Deze vraag is gekozen door de makers.")).to_have_count(9)
    expect(page.get_by_text("Een moment uit een verhaal", exact=False)).to_have_count(1)
    state = bare.state()
    assert (
        len({POOL[name]["lesson"] for name, _ in state["round"]["items"]}) == len(LESSONS) + 1
    )  # one of each, and a story
    items = [
        ["quiz:03_signalen_herkennen/zo-heet-hij-niet-meer", "wrong"],
        *state["round"]["items"],
        ["onzin"],
        None,
        3,
    ]
    odd = {"1/quiz:weg/weg": {"choice": ["a"]}, "x": 3, "1/quiz:00_welkom/ik-twijfel": None, "__proto__": {}}
    state |= {"round": {"n": 1, "items": items}, "answers": state["answers"] | odd, "at": "1/quiz:weg/weg"}
    bare.show(CONTENT, state)
    expect(page.locator("legend", has_text="Vraag 10 van 10").locator(".sg-count")).to_have_count(1)
    # Everything skipped is a round as any other.
    bare.show(CONTENT)
    page.get_by_role("button", name="Begin een ronde").click()
    for _ in range(9):
        page.get_by_role("button", name="Volgende", exact=True).locator("visible=true").click()
    page.get_by_role("button", name="Naar het overzicht").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()


def test_with_a_group_the_makers_mix_opens_the_meeting(bare):
    bare.page.evaluate(
        """async (stored) => {
            const [{ drawGroup, isForGroup }, { withWords }, { proseWith }] = await Promise.all(
                ["group", "widget", "page"].map((name) => import(`./${name}.js`)));
            if (isForGroup(stored)) drawGroup(withWords({ ...stored, words: "group" }), {}, document.querySelector("main"), proseWith((html) => html));
        }""",
        CONTENT,
    )
    group = bare.page.locator(".signaal-vote")
    expect(group.get_by_role("heading", name="Vraag 1 van 10")).to_be_visible()
    expect(group.get_by_role("button", name="Volgende vraag")).to_be_visible()


def test_what_is_kept_comes_back_in_jupyterlab_and_leads_to_its_section(lab):
    file = lab.folder / ".home" / "data" / "signaal" / "voortgang.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    last_week = date.today() - 8 * DAY
    kept = kept_of(
        ("wie-eerst", "wrong", "sure", last_week), ("zo-heet-hij-niet-meer", "wrong", "sure", last_week)
    )
    file.write_text(json.dumps({"schema": 2, "period": "een", "kept": kept}), encoding="utf-8")
    lab.open("notebooks/later.ipynb", kernel=False)
    page = lab.page
    expect(page.get_by_text("Er ligt een ronde voor je klaar.")).to_be_visible()
    page.get_by_role("button", name="Begin een ronde").click()
    form = page.locator(".signaal form").locator("visible=true")
    expect(form).to_contain_text("omdat je vrij zeker was en het toch nog niet paste")
    right = next(option for option in POOL[key("wie-eerst")]["options"] if option["correct"])
    form.locator(f"input[value={right['id']}]").check()
    form.get_by_role("button", name="Kijk na").click()
    expect(form).to_contain_text("Deze vraag komt over een maand nog eens.")
    expect(page.get_by_text("Er komt weer iets over een week.", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Begin een nieuwe ronde")).to_be_hidden()
    page.wait_for_function("!globalThis.signaalAnswers2.waiting.size && !globalThis.signaalAnswers2.sending")
    found = json.loads(file.read_text(encoding="utf-8"))["kept"]
    name = f"1/{key('wie-eerst')}"
    assert found["review:later"]["answers"][name]["first"]["outcome"] == "right"
    assert found["review:later"]["answers"][name]["day"] == str(date.today())
    assert "zo-heet-hij-niet-meer" in found["quiz:03_signalen_herkennen"]["answers"]
    form.get_by_role("link", name="Signalen herkennen").click()
    heading = page.get_by_role("heading", name=POOL[key("wie-eerst")]["section"])
    expect(heading).to_be_in_viewport()
    # A month later, as far as the file knows.
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(str(date.today()), str(date.today() - 30 * DAY)), encoding="utf-8")
    lab.clear()
    lab.open("notebooks/later.ipynb", kernel=False)
    page.get_by_role("button", name="Begin een nieuwe ronde").click()
    page.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    expect(page.locator(".signaal form", has_text="om te kijken of je het nog weet")).to_have_count(1)


# ----------------------------------------------------------------------------------------------------- a term

WEEKS = 20  # a lesson in each of the first eight, and after that only rounds
LEARNERS = int(os.environ.get("LEARNERS", 6))


class Learner:
    """A made-up learner: forgets by the day, remembers longer after each time; is surer of what was seen before."""

    def __init__(self, seed):
        self.random, self.seed = Random(seed), seed
        self.skill, self.visits = self.random.uniform(0.45, 0.85), self.random.choice([1, 1, 0.7, 0.4])
        self.strength, self.seen = {}, {}
        self.kept, self.own, self.rounds = {}, {}, []

    def answer(self, name, day):
        """Return (outcome, sure) of a question, and learn from its feedback; (None, None) when it is skipped."""
        if self.random.random() < 0.05:
            return None, None
        last = self.seen.get(name)
        recall = exp(-(day - last).days / self.strength[name]) if last else self.skill
        right = self.random.random() < max(recall, 0.25)
        outcome = "right" if right else self.random.choice(["wrong", "wrong", "partly"])
        sure = self.random.choices(["sure", "doubt", None], [1 + 2 * recall, 2 - recall, 0.5])[0]
        self.strength[name] = self.strength.get(name, 20) * (2.5 if right and last else 1)
        self.seen[name] = day
        return outcome, sure

    def lesson(self, lesson, day):
        answers = {}
        for name, item in QUESTIONS.items():
            if item["lesson"] == lesson:
                outcome, sure = self.answer(name, day)
                if outcome:
                    answers[item["id"]] = first(outcome, sure) | {"day": str(day)}
        self.kept[f"quiz:{lesson}"] = {"answers": answers}

    def times(self, name):
        """Return [(day, outcome, sure)] of every time that this learner met a question; reckoned apart from review.js."""
        item = POOL[name]
        before = self.kept.get(item["of"], {}).get("answers", {}).get(item["id"])
        found = [(before["day"], before["first"]["outcome"], before["first"].get("sure"))] if before else []
        for day, items, given in self.rounds:
            if name in dict(items):
                found.append((str(day), *given.get(name, (None, None))))
        return found


def group(times):
    judged = [(outcome, sure) for _, outcome, sure in times if outcome]
    if not judged:
        return "skipped"
    outcome, sure = judged[-1]
    if outcome == "right":
        return "doubt" if sure == "doubt" else "right"
    return "sure_wrong" if (outcome, sure) == ("wrong", "sure") else "wrong"


def has_left(times):
    return len({day for day, outcome, _ in times if outcome == "right"}) >= 2


def is_due(times, today):
    day, outcome, sure = times[-1]
    gap = 28 if outcome == "right" and sure != "doubt" else 7
    return not has_left(times) and (today - date.fromisoformat(day)).days >= gap


def check_round(learner, items, day):
    """Is this round as DESIGN and the page say, seen from what the learner did?"""
    names = [name for name, _ in items]
    assert len(names) == len(set(names)) <= 10
    assert POOL[names[0]]["review"]
    times = {name: learner.times(name) for name in QUESTIONS}
    due = {name: group(found) for name, found in times.items() if found and is_due(found, day)}
    for name, why in items[1:]:
        if why not in ("editors", "transfer"):
            assert due[name] == why
    # What is due and not here waits for something that goes before it, and only when the round is full.
    shown = [ORDER.index(due[name]) for name in names[1:] if due.get(name) in ORDER]
    for name, why in due.items():
        if name not in names and why in ORDER:
            assert len(names) == 10
            assert max(shown, default=0) <= ORDER.index(why)
    right = Counter(QUESTIONS[name]["lesson"] for name, why in items[1:] if why == "right")
    assert len(names) <= 9 or max(right.values(), default=0) <= 1
    return len(due)


def test_a_term_of_learners_none_twice_in_a_round_and_none_lost(rules):
    learners, day, whys, sizes, open_ = [Learner(seed) for seed in range(LEARNERS)], MONDAY, Counter(), [], []
    week = 0
    while week < WEEKS or any(rules.next_in(each.kept, each.own, day) is not None for each in learners):
        assert week < 120, "something keeps coming back"
        if week < len(LESSONS):
            for each in learners:
                each.lesson(LESSONS[week], day)
        day += 4 * DAY
        here = [each for each in learners if week >= WEEKS or each.random.random() < each.visits]
        for each, items in zip(
            here, rules.rounds((each.kept, each.own, day, each.seed) for each in here), strict=True
        ):
            if not items:
                continue
            waiting = check_round(each, items, day)
            given = {name: each.answer(name, day) for name, _ in items}
            each.rounds.append((day, items, given))
            each.own = after(each.own, items, day, given)
            if week < WEEKS:
                whys.update((week // 4, why) for _, why in items)
                sizes.append(len(items))
                open_.append((week, waiting))
        day += 3 * DAY
        week += 1
    # None lost: every question that a learner met was in the end right on two days.
    for each in learners:
        assert all(has_left(times) for name in QUESTIONS if (times := each.times(name)))
    table(learners, whys, sizes, open_, week)


def table(learners, whys, sizes, open_, weeks):
    """Print what the term came to; `pytest -s` shows it."""
    print(
        f"\n{len(learners)} learners, {len(sizes)} rounds in {WEEKS} weeks, all questions left after {weeks} weeks"
    )
    print("questions a round:", sorted(Counter(sizes).items()))
    for part in range(WEEKS // 4):
        told = {why: whys[part, why] for why in [*ORDER, "right", "editors", "transfer"]}
        due = [waiting for week, waiting in open_ if week // 4 == part]
        print(
            f"weeks {4 * part + 1:2}-{4 * part + 4:2}",
            told,
            f"due at a round: {sum(due) / max(len(due), 1):.1f}",
        )
    term = str(MONDAY + WEEKS * 7 * DAY)
    met = [[day for day, _, _ in each.times(name) if day < term] for each in learners for name in QUESTIONS]
    print("times a question was met:", sorted(Counter(map(len, met)).items()))
