"""WCAG 2.2 AA for a lesson by itself: axe, names and states, small screens, large text, forced colours, paper."""

import re

import pytest
import samples
from axe import look
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What JupyterLab's themes set, so that each state is looked at in all of them; the Lab itself is in test_accessibility.py.
WIDE = "root => [...root.querySelectorAll('*')].filter(n => n.getBoundingClientRect().right > innerWidth + 1).map(n => n.outerHTML.slice(0, 90))"
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"


def answer_everything(lesson):
    """Answer each question so that it shows as much as it can, on one page; leave the summary in sight."""
    lesson.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    forms = lesson.locator("form")
    forms.nth(0).get_by_label("Keuze b").check()
    for name in ("Keuze a", "Keuze b"):
        forms.nth(1).get_by_label(name).check()
    forms.nth(2).get_by_role("button", name="Zet lager").first.click()
    for n in range(4):
        forms.nth(3).get_by_role("group", name=f"Onderdeel {n}").get_by_label("Feit").check()
    forms.nth(4).get_by_role("slider").fill("80")
    forms.nth(5).get_by_label("Jouw gedachten").fill("Iets.")
    for form in forms.all():
        form.locator(".sg-main").click()
        if not form.locator("details").evaluate("node => node.open"):
            form.locator("summary").click()
    lesson.get_by_role("button", name="Geef een hint").first.click()
    lesson.get_by_role("button", name="Begin opnieuw").click()


def debrief(bare):
    story = bare.show(samples.story())
    story.get_by_role("button", name="Schrijf op").first.click()
    story.get_by_role("button", name="duiding", exact=True).locator("visible=true").click()
    for name in ("Verder", "Wacht"):
        story.get_by_role("button", name=name, exact=True).click()
        story.get_by_role("button", name="Ga verder").click()
    for title in ("De aanbevolen weg", "Jouw weg naast een andere", "Jouw notitieboek (1)"):
        story.get_by_text(title).click()
    return story


def everything(bare, what):
    if what == "quiz":
        lesson = bare.show(samples.quiz(confidence=True))
        answer_everything(lesson)
        return lesson
    return debrief(bare)


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen_on_any_width(bare, what):
    lesson = everything(bare, what)
    for width in (1000, 400, 320):
        bare.page.set_viewport_size({"width": width, "height": 800})
        look(bare.page, ".signaal")
        assert lesson.evaluate(WIDE) == []


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_text_can_be_spaced_and_enlarged(bare, what):
    bare.page.set_viewport_size({"width": 320, "height": 800})  # 1280 px at 400 %
    bare.page.add_style_tag(content=SPACING)
    lesson = everything(bare, what)
    assert lesson.evaluate(WIDE) == []
    cut = lesson.evaluate(
        "root => [...root.querySelectorAll('button, label, legend, p, li')].filter(n => n.scrollWidth > n.clientWidth + 1 && n.clientWidth).map(n => n.outerHTML.slice(0, 90))"
    )
    assert cut == []


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_targets_are_large_enough(bare, what):
    lesson = everything(bare, what)
    small = lesson.evaluate(
        """root => [...root.querySelectorAll('button, input, summary, textarea')]
            .filter(n => n.checkVisibility() && !n.matches('.sg-figure, .sg-plain'))  // in a line of text
            .map(n => [n.getBoundingClientRect(), n.outerHTML.slice(0, 80)])
            .filter(([box]) => box.width < 24 || box.height < 24).map(([box, html]) => `${box.width}x${box.height} ${html}`)"""
    )
    assert small == []


def test_names_roles_and_states_as_a_screen_reader_gets_them(bare):
    lesson = bare.show(
        samples.quiz(samples.single(hint="Een duwtje."), samples.sort(), samples.order(n=3), confidence=True)
    )
    expect(lesson).to_match_aria_snapshot(
        """
        - region "Een proef":
          - heading "Een proef" [level=3]
          - group /Vraag 1 van 3/:
            - radio /Keuze/
            - radio /Keuze/
            - radio /Keuze/
          - group /Hoe zeker ben je/:
            - radio "Ik twijfel"
            - radio "Ik ben vrij zeker"
          - button "Kijk na"
          - button "Geef een hint"
          - status
          - button "Volgende"
        """
    )
    form = lesson.locator("form").first
    expect(form.get_by_role("group", name=re.compile("^Vraag 1 van 3 "))).to_be_visible()
    expect(form.get_by_role("radio", name="Keuze a")).not_to_be_checked()
    expect(form.get_by_role("group", name="Hoe zeker ben je?").get_by_role("radio")).to_have_count(2)
    hint = form.get_by_role("button", name="Geef een hint")
    expect(hint).to_have_attribute("aria-expanded", "false")
    hint.click()
    expect(hint).to_have_attribute("aria-expanded", "true")
    assert form.get_by_role("status").count() == 1  # there before anything is said in it
    lesson.get_by_role("button", name="Volgende").click()
    expect(
        lesson.get_by_role("group", name="Onderdeel 2").get_by_role("radio", name="Duiding")
    ).to_be_visible()
    lesson.locator("form").nth(1).get_by_role("button", name="Volgende").click()
    expect(lesson.get_by_role("list").get_by_role("listitem")).to_have_count(3)
    expect(lesson.get_by_role("button", name="Zet hoger: Onderdeel 2")).to_be_visible()


def test_the_whole_quiz_by_keyboard_with_the_focus_always_in_sight(bare):
    lesson = bare.show(samples.quiz(confidence=True))
    lesson.get_by_role("button", name="Toon alle vragen onder elkaar").focus()
    bare.page.keyboard.press("Enter")
    seen, hidden = [], []
    for _ in range(80):
        bare.page.keyboard.press("Tab")
        place = bare.page.evaluate(
            """() => {
                const node = document.activeElement;
                if (node === document.body) return null;
                const style = getComputedStyle(node);
                return [node.outerHTML.slice(0, 80), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        if place is None:
            break
        seen.append(place[0])
        if not place[1]:
            hidden.append(place[0])
    else:
        raise AssertionError("Tab never leaves the quiz: a key trap")
    assert hidden == []
    kinds = "".join(seen)
    for part in (
        'type="radio"',
        'type="checkbox"',
        "sg-move",
        'type="range"',
        "textarea",
        "sg-main",
        "Begin opnieuw",
    ):
        assert part in kinds


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_forced_colours_keep_what_was_chosen_and_where_you_are_visible(bare, what):
    bare.page.emulate_media(forced_colors="active")
    lesson = everything(bare, what)
    marked = lesson.locator(
        ".sg-option label:has(:checked)" if what == "quiz" else ".sg-steps [aria-current]"
    ).first
    style = marked.evaluate(
        "node => [getComputedStyle(node).outlineStyle, getComputedStyle(node).borderTopStyle]"
    )
    assert style[0] != "none" or style[1] == "double"


def test_nothing_moves_for_who_wants_no_motion(bare):
    bare.page.emulate_media(reduced_motion="reduce")
    lesson = everything(bare, "quiz")
    moving = lesson.evaluate(
        "root => root.getAnimations({ subtree: true }).length + [...root.querySelectorAll('*')].filter(n => getComputedStyle(n).transitionDuration !== '0s').length"
    )
    assert moving == 0


def test_on_paper_every_question_is_there_and_no_button(bare):
    lesson = bare.show(samples.quiz())
    bare.page.evaluate("dispatchEvent(new Event('beforeprint'))")  # as a browser does before it prints
    bare.page.emulate_media(media="print")
    expect(lesson.get_by_label("Jouw gedachten")).to_be_visible()
    expect(lesson.locator("form").locator("visible=true")).to_have_count(6)
    expect(lesson.get_by_role("button").locator("visible=true")).to_have_count(0)
