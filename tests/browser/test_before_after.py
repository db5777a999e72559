"""The same situations at the start and the end, and the page for the learner alone: what is compared, kept and printed, and what never is."""

import json

import pytest
from bare import MOUNT
from playwright.sync_api import expect

from signaal.course.course import Course, kit_folder
from signaal.course.quizzes import load_quiz
from signaal.show.payload import own_content, progress_content, twice_content

pytestmark = pytest.mark.browser
KIT = Course(kit_folder())


def stored(content):
    return json.loads(json.dumps(content))


QUIZ = load_quiz("voor_en_na", KIT)
START, END = (stored(twice_content(QUIZ, again, KIT)) for again in (False, True))
OWN, PANEL = stored(own_content(KIT)), stored(progress_content(KIT))
RECORD = "twice:voor_en_na"
SHELF = """
async (kept) => {
    localStorage.clear();
    const [answers, { shelfOf }] = await Promise.all([import("./answers.js"), import("./shelf.js")]);
    answers.keepIn(shelfOf("signaal"), "signaal.test");
    if (kept) localStorage.setItem("signaal.signaal", JSON.stringify({ schema: 2, period: "een" }));
    for (const [key, state] of Object.entries(kept ?? {})) localStorage.setItem(`signaal.signaal.kept.${key}`, JSON.stringify(state));
}
"""
KEPT = """
() => new Promise((done) => setTimeout(() => done(Object.fromEntries(Object.entries(localStorage)
    .filter(([key]) => key.startsWith("signaal.signaal.kept.")).map(([key, text]) => [key.slice(21), JSON.parse(text)]))), 60))
"""


@pytest.fixture
def shelf(bare):
    """Return how to put kept answers in the browser of a bare page; without any, nothing is kept there."""
    yield lambda kept=None: bare.page.evaluate(SHELF, kept)
    bare.page.evaluate("localStorage.clear()")


def press(page, name):
    page.get_by_role("button", name=name).locator("visible=true").click()


def tick(page, *ids):
    for id_ in ids:
        page.locator(f"form:not([hidden]) input[value='{id_}']").check()


def dare(page, *places):
    for line, place in zip(page.locator(".sg-scale").all(), places, strict=True):
        if place:
            line.locator(f"input[value='{place}']").check()


def test_begin_and_end_stand_side_by_side_on_one_page_and_nothing_is_explained_before(bare):
    page = bare.page
    lesson = bare.show(START)
    press(page, "Doe het nu")
    tick(page, "drie-maandagen", "verlegen", "collega", "doubt")
    press(page, "Verder")
    press(page, "Verder")
    dare(page, 2, None, 5)
    press(page, "Klaar")
    expect(page.get_by_role("heading", name="Dat was het")).to_be_focused()
    told = lesson.evaluate("node => node.textContent")
    for question in QUIZ.questions:
        assert question.hint not in told
        assert not [option.id for option in question.options if option.feedback in told]
    page.evaluate(MOUNT, {"content": END, "state": {}})  # the other lesson, in the same page: nothing is kept
    expect(page.get_by_text("Wat je aan het begin koos, is er nog.", exact=False)).to_be_visible()
    press(page, "Doe het nu")
    assert page.locator("input:checked").count() == 0  # what was chosen then must not lead
    tick(page, "drie-maandagen", "eerder-graag", "collega", "sure")
    press(page, "Verder")
    tick(page, "mentor")
    press(page, "Verder")
    dare(page, 4, 3, 3)
    press(page, "Naar begin en eind")
    expect(page.get_by_role("heading", name="Begin en eind naast elkaar")).to_be_focused()
    see = page.get_by_role("table", name="Situatie 1 van 2").get_by_role("row").nth(1)
    assert "verlegener" in see.get_by_role("cell").nth(0).inner_text()
    assert "Eerder vertelde" in see.get_by_role("cell").nth(1).inner_text()
    changes = page.locator("ul", has_text="Nieuw:").locator("li")
    assert [line.inner_text() for line in changes.all()] == [
        "Nieuw: Eerder vertelde hij altijd graag. Dit past hier.",
        "Niet meer: Pelle is in korte tijd een stuk verlegener geworden. Dit past hier minder goed.",
        "Eerst: Ik twijfel. Nu: Ik ben vrij zeker.",
    ]
    # One situation was skipped at the start: nothing is said of a change there.
    expect(page.get_by_text("Hier valt niets te vergelijken", exact=False)).to_have_count(1)
    rows = page.get_by_role("table", name="Wat durf je?").get_by_role("row").all()
    assert [[cell.inner_text() for cell in row.get_by_role("cell").all()] for row in rows[1:]] == [
        ["liever niet", "waarschijnlijk wel"],
        ["overgeslagen", "misschien"],
        ["ja", "misschien"],
    ]
    expect(page.get_by_text("Durf je iets nu minder dan eerst?", exact=False)).to_be_visible()
    press(page, "Doe dit nog eens")
    press(page, "Ja, wis wat ik nu koos")
    answers = bare.state()["answers"]
    assert not [name for name in answers if name.startswith("end/")]
    assert set(answers["start/pelle-zien"]["choice"]) == {"drie-maandagen", "verlegen"}


def test_everything_skipped_and_what_was_renamed_break_nothing(bare):
    page = bare.page
    odd = {
        "start/pelle-zien": {"choice": ["heet-nu-anders"]},
        "start/weg": {"choice": ["x"], "sure": "sure"},
        "start/dare-call": {"choice": ["9"]},
        "end/pelle-doen": {"choice": "onzin"},
        "x": 3,
        "end/yente-zien": None,
        "__proto__": {},
    }
    for state in ({}, {"answers": odd, "start": "ja", "at": 3}, {"answers": []}):
        bare.show(END, state)
        expect(page.get_by_text("Van het begin is hier geen antwoord.", exact=False)).to_be_visible()
        press(page, "Doe het nu")
        press(page, "Verder")
        press(page, "Verder")
        press(page, "Naar begin en eind")
        expect(page.get_by_role("heading", name="Wat je nu koos")).to_be_focused()
        expect(page.get_by_text("Je sloeg alles over.", exact=False)).to_be_visible()
        assert page.get_by_role("columnheader", name="Aan het begin").count() == 0
        assert bare.state()["end"] is True


def test_what_the_page_says_of_keeping_is_true(bare, shelf):
    page = bare.page
    bare.show(START)
    expect(page.get_by_text("Bewaren kan hier nu niet.", exact=False)).to_be_visible()
    page.evaluate("globalThis.signaalAnswers2.progress = null")
    shelf()
    bare.show(START)
    expect(page.get_by_text("Signaal bewaart je antwoorden nu niet.", exact=False)).to_be_visible()
    press(page, "Doe het nu")
    tick(page, "drie-maandagen")
    assert page.evaluate(KEPT) == {}
    page.evaluate("import('./answers.js').then(({ startKeeping }) => startKeeping())")
    expect(page.get_by_text("Aan het eind van de cursus staan ze er nog.", exact=False)).to_be_visible()
    tick(page, "collega")
    answers = page.evaluate(KEPT)[RECORD]["answers"]
    assert answers["start/pelle-zien"]["choice"] == ["drie-maandagen"]
    assert answers["start/pelle-doen"]["day"]
    # Opened anew, at the end of the course: the clock may stand at any day.
    bare.show(END)
    expect(page.get_by_text("Wat je aan het begin koos, is er nog.", exact=False)).to_be_visible()


def test_a_server_keeps_the_start_for_the_end_and_what_was_done_for_the_page(light, learner):
    file = learner / ".home" / "data" / "signaal" / "voortgang.json"
    first = light()
    first.show(START)
    page = first.page
    expect(page.get_by_text("Signaal bewaart je antwoorden nu niet.", exact=False)).to_be_visible()
    page.evaluate("import('./answers.js').then(({ startKeeping }) => startKeeping())")
    expect(page.get_by_text("Aan het eind van de cursus staan ze er nog.", exact=False)).to_be_visible()
    press(page, "Doe het nu")
    tick(page, "drie-maandagen", "sure")
    page.wait_for_function("!globalThis.signaalAnswers2.waiting.size && !globalThis.signaalAnswers2.sending")
    first.show(OWN, beside=True)
    page.get_by_label("Handelen", exact=True).check()
    page.get_by_label("Deze week ga ik").fill("bellen")  # and not ticked: no part of the file
    page.wait_for_timeout(50)  # a change waits until after the click
    page.wait_for_function("!globalThis.signaalAnswers2.waiting.size && !globalThis.signaalAnswers2.sending")
    kept = json.loads(file.read_text(encoding="utf-8"))["kept"]
    assert kept[RECORD]["answers"]["start/pelle-zien"]["choice"] == ["drie-maandagen"]
    assert kept["own:blad"]["answers"].keys() == {"look/04_handelen"}
    # Another day, another page. Of what was kept by the first edition there is no first try and no day.
    kept |= {name: LEARNER[name] for name in ("quiz:03_signalen_herkennen", "scenario:04_handelen")}
    quiz = kept["quiz:03_signalen_herkennen"]["answers"]
    kept["quiz:03_signalen_herkennen"] = {"answers": {"sam-wordt-stil": quiz["sam-wordt-stil"]}}
    file.write_text(json.dumps({"schema": 1, "kept": kept}), encoding="utf-8")
    later = light()
    later.show(END)
    expect(later.page.get_by_text("Wat je aan het begin koos, is er nog.", exact=False)).to_be_visible()
    later.show(OWN)
    expect(later.page.get_by_label("Handelen", exact=True)).to_be_checked()
    expect(lines(later.page, "Wat je deed").get_by_role("listitem")).to_have_count(2)


LOST = {"first": {"outcome": "wrong", "sure": "sure"}, "outcome": "wrong", "day": "2031-01-01"}
LEARNER = {
    "quiz:03_signalen_herkennen": {
        "answers": {
            "wie-eerst": LOST,  # its day has yet to come: a clock that went back
            "vier-punten": {"outcome": "right", "first": {"outcome": "right", "sure": "doubt"}},
            "sam-wordt-stil": {"outcome": "wrong"},  # the first edition: no first try, no day
            "drie-soorten": LOST,  # right since, in a round
            "zo-heet-hij-niet-meer": LOST,
            "welke-zin-blijft": None,
        }
    },
    "quiz:weg": {"answers": {"a": LOST}},
    "scenario:04_handelen": {"first": {"path": [], "notes": []}},
    "scenario:verhaal_mbo": {"path": [{"passage": "a", "choice": "b"}]},
    "exercise:e01": {"attempt": "3", "given": "3"},
    "review:later": {
        "answers": {"1/quiz:03_signalen_herkennen/drie-soorten": {"first": {"outcome": "right"}}, "onzin": 3}
    },
}


def lines(page, heading):
    return page.get_by_role("heading", name=heading).locator("xpath=following-sibling::div[1]")


def test_the_page_of_ones_own_says_what_was_done_and_where_to_look_again(bare, shelf):
    page = bare.page
    shelf(LEARNER)
    bare.show(OWN)
    did = lines(page, "Wat je deed")
    expect(did.get_by_role("listitem")).to_have_text(
        [
            "Signalen herkennen. Vragen die je nakeek of overdacht: 4.",
            "Cijfers lezen. Oefeningen die je maakte: 1.",
            "Noor, groep 5. Helemaal gelezen.",
            f"{OWN['stories']['scenario:verhaal_mbo']}. Begonnen.",
            "Later nog eens. Rondes: 1.",
        ]
    )
    sections = OWN["lessons"][3]["quizzes"]["quiz:03_signalen_herkennen"]
    look = lines(page, "Wat je nog eens kunt bekijken")
    expect(look.locator("p")).to_have_count(3)
    expect(look.get_by_role("listitem")).to_have_text(
        [
            f"Signalen herkennen (onder ‘{sections[id_]}’)"
            for id_ in ("wie-eerst", "sam-wordt-stil", "vier-punten")
        ]
    )
    link = look.get_by_role("link").first
    assert link.get_attribute("href") == "03_signalen_herkennen.ipynb"
    assert link.get_attribute("data-section") == sections["wie-eerst"]
    # Who keeps nothing is told so, and gets a page all the same.
    page.evaluate("globalThis.signaalAnswers2.progress = null")
    shelf()
    bare.show(OWN)
    expect(page.get_by_text("Signaal bewaart je antwoorden niet, dus", exact=False)).to_be_visible()
    assert lines(page, "Wat je nog eens kunt bekijken").inner_text() == ""
    # Where nothing can be read, nobody knows whether something is kept.
    page.evaluate(
        "import('./answers.js').then(({ keepIn }) => keepIn(() => Promise.reject(new Error('away')), 'signaal.test'))"
    )
    page.evaluate("globalThis.signaalAnswers2.progress = null")
    bare.show(OWN)
    expect(page.get_by_text("Hier kan Signaal nu niet lezen", exact=False)).to_be_visible()


def test_a_plan_is_kept_only_where_that_was_asked_and_is_never_handed_in(bare, shelf):
    page = bare.page
    whole = {"answers": {"wie-eerst": LOST, "van-hand": None}}  # somebody has edited the file
    shelf(
        {
            "quiz:03_signalen_herkennen": whole,
            RECORD: {"answers": {"start/pelle-doen": {"choice": ["collega"]}}},
        }
    )
    bare.show(OWN)
    expect(lines(page, "Wat je deed").get_by_role("listitem").first).to_be_visible()
    first = page.get_by_label("De eerste aan wie ik mijn zorg vertel")
    first.fill("de zorgcoördinator")
    page.get_by_label("Handelen", exact=True).check()
    assert page.evaluate(KEPT)["own:blad"]["answers"].keys() == {"look/04_handelen"}
    box = page.get_by_label("Bewaar mijn plan")
    box.check()
    assert page.evaluate(KEPT)["own:blad"]["answers"]["plan/first"]["choice"] == "de zorgcoördinator"
    bare.show(OWN)
    expect(first).to_have_value("de zorgcoördinator")
    bare.show(PANEL)
    press(page, "Maak een bestand voor je docent")
    for choice in page.get_by_role("checkbox").all():
        choice.check()
    file = page.locator("pre").last.inner_text()
    assert "03_signalen_herkennen" in file
    assert not [word for word in ("zorgcoördinator", "voor_en_na", "pelle", "plan/", "blad") if word in file]
    bare.show(OWN)
    expect(first).to_have_value("de zorgcoördinator")
    box.uncheck()
    assert page.evaluate(KEPT)["own:blad"]["answers"].keys() == {"look/04_handelen"}
    expect(first).to_have_value("de zorgcoördinator")  # taken out of the file, not off the page
    box.check()
    page.evaluate("import('./answers.js').then(({ eraseAll }) => eraseAll())")
    expect(first).to_have_value("")
    assert page.evaluate(KEPT) == {}


def test_paper_has_this_page_alone_with_what_was_written(bare):
    page = bare.page
    page.evaluate("window.print = () => {}")
    bare.show(OWN)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('p'), { textContent: 'iets anders' }))"
    )
    page.get_by_label("De eerste aan wie ik mijn zorg vertel").fill("mijn begeleider")
    page.get_by_label("Handelen", exact=True).check()
    press(page, "Druk dit blad af")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert "mijn begeleider" in text and "Handelen" in text
    assert "iets anders" not in text and "In gesprek" not in text and "Druk dit blad af" not in text
    assert "nog eens kunt bekijken" in text  # ticked: without that its heading goes too
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".signaal-paper").count() == 0
    expect(page.get_by_label("De eerste aan wie ik mijn zorg vertel")).to_have_value("mijn begeleider")


def test_a_group_gets_neither(bare):
    known = bare.page.evaluate(
        "async (all) => all.map((await import('./group.js')).isForGroup)",
        [START, END, OWN],
    )
    assert known == [False, False, False]
