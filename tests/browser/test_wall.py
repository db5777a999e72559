"""A lesson on a wall: reveal.js turns the slides, a question lives in one, and nothing runs off the screen."""

import pytest
from playwright.sync_api import expect

from signaal.lecturer.slides.showing import find_lesson, slides

pytestmark = pytest.mark.browser
LESSONS = ["04_handelen", "06_in_de_klas"]
# How much higher than its slide everything on it is, for each slide without something that lives or was drawn by a cell.
TOO_HIGH = """() => Reveal.getSlides().filter((slide) => !slide.querySelector('.jp-CodeCell')).map((slide) => {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v);
    return [slide.innerText.slice(0, 60), slide.scrollHeight - slide.clientHeight, slide.scrollWidth - slide.clientWidth];
}).filter(([, high, wide]) => high > 1 || wide > 1)"""
TO_LIVE = """(kind) => {
    const slide = Reveal.getSlides().find((slide) => slide.querySelector(kind));
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v);
}"""


@pytest.fixture(scope="module")
def wall(browser, tmp_path_factory, kit):
    """Yield a function that shows a lesson as slides on one page, and what it asked and complained about."""
    folder = tmp_path_factory.mktemp("dia's")
    for name in LESSONS:
        (folder / f"{name}.html").write_text(slides(find_lesson(name, kit), kit), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def show(name):
        page.goto((folder / f"{name}.html").as_uri())
        page.wait_for_function("globalThis.Reveal?.isReady()")
        return page

    yield show
    assert all(url.startswith("file:") for url in asked)
    assert not complaints
    page.close()


@pytest.mark.parametrize("name", LESSONS)
def test_every_slide_with_text_fits(wall, name):
    assert wall(name).evaluate(TOO_HIGH) == []


def test_the_letters_are_large_enough_for_the_back_row(wall):
    page = wall(LESSONS[0])
    for width, height in ((1920, 1080), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("Reveal.layout()")
        size = page.evaluate(
            "parseFloat(getComputedStyle(Reveal.getCurrentSlide().querySelector('p')).fontSize) * Reveal.getScale()"
        )
        assert size >= height / 30
    page.set_viewport_size({"width": 1920, "height": 1080})


def test_a_question_lives_in_a_slide_and_the_arrows_turn(wall):
    page = wall(LESSONS[0])
    page.evaluate(TO_LIVE, ".sg-option")
    question = page.locator("section.present .signaal:visible")
    question.locator("label").first.click()
    question.get_by_role("button", name="Kijk na").click()
    expect(question.locator("[data-outcome]:visible").first).to_be_visible()
    before = page.evaluate("JSON.stringify(Reveal.getIndices())")
    page.keyboard.press("f")  # within a question a letter is no command of the show
    assert page.evaluate("JSON.stringify(Reveal.getIndices())") == before
    assert not page.evaluate("Boolean(document.fullscreenElement)")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    assert page.evaluate("JSON.stringify(Reveal.getIndices())") != before


def test_a_story_lives_in_a_slide(wall):
    page = wall(LESSONS[0])
    page.evaluate("() => { const el = [...document.querySelectorAll('.live')].find((el) => el.innerText.includes('Noor, groep 5'));"
                  " const { h, v } = Reveal.getIndices(el.closest('.slides > section > section')); Reveal.slide(h, v); }")  # fmt: skip
    story = page.locator("section.present .signaal:visible")
    expect(story).to_contain_text("Maandagochtend")
    story.get_by_role("button", name="Je kijkt het nog even aan").click()
    expect(story).to_contain_text("Ga verder")
