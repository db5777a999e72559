"""Odd text is shown safely: nothing runs, nothing overflows, nothing is lost."""

import pytest
import samples
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
EVIL = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">[x](javascript:window.harmed=1) & <b>vet</b>'
TEXTS = {
    "script": EVIL,
    "long": "hottentottententententoonstelling" * 12,
    "emoji": "👩🏽‍🏫 zag een 🧃 en 🥪, e\u0301e\u0301n keer",
    "rtl": "\u202eomgekeerd\u202c en \u05e9\u05dc\u05d5\u05dd en \u200b niets",
    "entities": "&lt;b&gt; &amp; &nbsp; \\* `code`",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_shown_as_text_in_every_question(bare, text):
    question = samples.ChoiceQuestion(
        id="een", type="multiple", text=text, explanation=text, hint=text, section=text,
        options=samples.options("a", "b", text=text + " {id}", feedback=text),
    )  # fmt: skip
    items = [samples.Item(f"i{n}", f"{text} {n}", text) for n in range(3)]
    order = samples.OrderQuestion(id="twee", type="order", text=text, explanation=text, items=items)
    lesson = bare.show(samples.quiz(question, order))
    bare.page.evaluate("document.querySelector('main').style.width = '320px'")
    lesson.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    for form in lesson.locator("form").all():
        form.locator("input, .sg-move").last.click()
        form.locator(".sg-main").click()
        if form.locator("details").is_visible():
            form.locator("summary").click()
    assert bare.page.evaluate("window.harmed") is None
    assert lesson.locator("script, img, iframe, [onerror], a[href^=javascript]").count() == 0
    if text is EVIL:
        expect(lesson.locator("legend").first).to_contain_text("<script>")
    wide = lesson.evaluate(
        "root => [...root.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > root.getBoundingClientRect().right + 1).map(n => n.outerHTML.slice(0, 90))"
    )
    assert wide == []


def test_sixty_options_can_be_answered(bare):
    options = samples.options(*(f"o{n}" for n in range(60)), right=("o41",))
    question = samples.ChoiceQuestion(
        id="veel", type="single", text="Welke?", explanation="Die.", options=options
    )
    lesson = bare.show(samples.quiz(question))
    expect(lesson.get_by_role("radio")).to_have_count(60)
    lesson.get_by_label("Keuze o41", exact=True).check()
    lesson.locator(".sg-main").click()
    expect(lesson.locator(".sg-feedback").get_by_text("goed", exact=True)).to_be_visible()


def test_a_click_before_the_page_closes_is_not_lost(bare):
    lesson = bare.show(samples.quiz(samples.single()))
    lesson.get_by_label("Keuze a").check()
    # In one task: the click, and the page that closes before any timer has run.
    told = bare.page.evaluate(
        "() => { document.querySelector('.sg-main').click(); dispatchEvent(new Event('pagehide')); return window.changes.at(-1); }"
    )
    assert told["answers"]["kies"]["outcome"] == "right"
