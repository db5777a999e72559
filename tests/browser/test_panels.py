"""What has no answers: the imaginary classes, the books; and the stories that are not about the meldcode."""

import pytest
import samples
from axe import look
from playwright.sync_api import expect
from samples import KIT

from signaal.course.exercises import find_exercise, formula
from signaal.course.figures import load_figures
from signaal.course.scenarios import load_scenario
from signaal.show.payload import books_content, classroom_content, scenario_content

pytestmark = pytest.mark.browser


def numbers(cells):
    return [int(text.split()[0]) for text in cells.all_text_contents()]


def chances(bare, size, percent):
    code = "async (given) => (await import('./classroom.js')).chances(...given).map((part) => part * 100)"
    return bare.page.evaluate(code, [size, percent])


def test_the_chances_are_those_of_the_figures_and_the_exercises(bare):
    in_a_class = chances(bare, 23, 3)
    assert sum(in_a_class) == pytest.approx(100)
    for id_, chance in (("e10a", in_a_class[0]), ("e10c", sum(in_a_class[2:]))):
        exercise = find_exercise(id_, KIT)
        assert chance == pytest.approx(formula(exercise.answer, exercise, KIT), abs=0.01)
    assert round(in_a_class[1], 1) == load_figures(KIT)["kans-klas-een"].value
    assert round(chances(bare, 220, 3)[0], 1) == load_figures(KIT)["kans-school-geen"].value


def test_a_slider_works_by_keyboard_and_says_its_value(bare):
    panel = bare.show(classroom_content(KIT))
    expect(panel.get_by_text("Gemiddeld zijn het er dan 0,69 per klas.")).to_be_visible()
    size = panel.get_by_role("slider", name="Leerlingen in de klas")
    size.press("ArrowRight")
    size.press("ArrowRight")
    percent = panel.get_by_role("slider", name="Kans voor elk kind")
    percent.press("ArrowRight")
    percent.press("ArrowRight")
    expect(percent).to_have_attribute("aria-valuetext", "4,0%")
    # The average, and not what was drawn: that would be a torrent at each step.
    expect(panel.get_by_role("status")).to_have_text("Gemiddeld zijn het er dan 1,00 per klas.")


def test_a_hundred_classes_are_drawn_and_told(bare):
    panel = bare.show(classroom_content(KIT))
    panel.get_by_role("button", name="Trek opnieuw").click()
    drawn = numbers(panel.locator("tbody td:last-child"))
    assert sum(drawn) == 100
    assert panel.locator(".sg-tiles li:empty").count() == drawn[0]
    expect(panel.get_by_role("status")).to_contain_text(f"In {drawn[0]} van de 100 klassen")


def test_the_books_can_be_chosen_by_group_and_by_word(bare):
    content = books_content(KIT)
    panel = bare.show(content)
    found = panel.locator(".sg-books > li")
    expect(found).to_have_count(len(content["books"]))
    panel.get_by_label("Voor welke groep").select_option("bovenbouw")
    groups = [book["group"] for book in content["books"]]
    expect(found).to_have_count(groups.count("bovenbouw") + groups.count("alle"))
    panel.get_by_label("Voor welke groep").select_option("every")
    panel.get_by_label("Zoek op").fill("zau")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Zaü")
    panel.get_by_label("Zoek op").fill("bestaat niet")
    expect(panel.get_by_role("status")).to_contain_text("Geen boek gevonden.")


@pytest.mark.parametrize(
    "content", [classroom_content(KIT), books_content(KIT)], ids=lambda content: content["id"]
)
@pytest.mark.parametrize("width", [1000, 320])
def test_axe_finds_nothing_in_a_panel_and_nothing_is_too_wide(bare, content, width):
    bare.page.set_viewport_size({"width": width, "height": 1200})
    panel = bare.show(content)
    look(bare.page, ".signaal")
    assert panel.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_title_with_markup_in_it_is_shown_as_text(bare):
    content = books_content(KIT)
    content["books"][0]["title"] = "<img src=x onerror=alert(1)>"
    panel = bare.show(content)
    expect(panel.get_by_text("<img src=x")).to_be_visible()


def test_a_conversation_has_no_steps_and_lets_another_sentence_be_tried(bare):
    story = load_scenario("gesprek_met_een_kind", KIT)
    panel = bare.show(scenario_content(story, KIT))
    expect(panel.locator(".sg-steps")).to_be_hidden()
    panel.locator(".sg-choice").first.click()
    expect(panel.get_by_role("status")).not_to_be_empty()
    panel.get_by_role("button", name="Probeer een andere zin").click()
    expect(panel.locator(".sg-choice")).to_have_count(len(story.passages[0].choices))
    expect(panel.get_by_text("stap", exact=False)).to_have_count(0)


def test_what_belongs_to_no_step_hides_the_bar_until_the_next_step(bare):
    content = samples.story()
    for choice in content["passages"][0]["choices"]:
        choice["step"] = None
    panel = bare.show(content)
    bar = panel.locator(".sg-steps")
    expect(bar).to_be_visible()
    panel.get_by_role("button", name="Verder", exact=True).click()
    expect(bar).to_be_hidden()
    panel.get_by_role("button", name="Ga verder").click()
    panel.get_by_role("button", name="Overleg", exact=True).click()
    expect(bar).to_be_visible()
