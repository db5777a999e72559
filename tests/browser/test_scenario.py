"""A learner plays the story: to its good ending, back, and again."""

import pytest
from acts import open_alone, pick
from conftest import STORY
from playwright.sync_api import expect
from samples import KIT

from signaal.course.scenarios import load_scenario
from signaal.show.payload import scenario_content

pytestmark = pytest.mark.browser
SCENARIO = load_scenario("04_handelen", KIT)


@pytest.fixture
def opened(lab):
    """Return the story as it is when its lesson is opened: no kernel."""
    return open_alone(lab, STORY)


@pytest.fixture
def story(lab):
    """Return the story of a cell that has run."""
    lab.write("notebooks/proef.ipynb", "from signaal import scenario", 'scenario("04_handelen")')
    lab.open("notebooks/proef.ipynb")
    lab.run_all()
    root = lab.page.locator(".signaal")
    root.scroll_into_view_if_needed()
    return root


def choose(story, choice):
    """Make a choice with the mouse and read on; return the feedback that was shown."""
    pick(story, choice)
    feedback = story.get_by_role("status").text_content()
    expect(story.get_by_role("button", name="Ga verder")).to_be_focused()
    story.get_by_role("button", name="Ga verder").click()
    return feedback


def test_the_recommended_road_leads_to_the_good_ending_and_a_debrief(lab, story):
    path = SCENARIO.recommended_path()
    for passage, choice in path:
        expect(story.get_by_role("heading", name=passage.title, exact=True)).to_be_visible()
        assert choose(story, choice).strip()
    ending = next(ending for ending in SCENARIO.endings if ending.id == path[-1][1].to)
    assert ending.outcome == "goed"
    expect(story.get_by_role("heading", name=ending.title)).to_be_focused()
    expect(story.get_by_text("Uitkomst: goed.")).to_be_visible()
    rows = story.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(len(path) + 1)
    for n, (passage, choice) in enumerate(path, 1):
        expect(rows.nth(n).get_by_role("rowheader")).to_contain_text(passage.title)
        expect(rows.nth(n)).to_contain_text(f"stap {choice.step}: ")
        expect(rows.nth(n)).to_contain_text("Dit paste hier goed.")
    for question in SCENARIO.discussion:
        expect(story.get_by_text(question.strip()[:40])).to_be_visible()
    lab.prints("print(_.path())", str([(passage.id, choice.id) for passage, choice in path]))


def test_another_choice_gets_its_own_feedback_and_can_be_taken_back(bare):
    story = bare.show(scenario_content(SCENARIO, KIT))
    start = next(passage for passage in SCENARIO.passages if passage.id == SCENARIO.start)
    other = next(choice for choice in start.choices if not choice.recommended)
    back = story.get_by_role("button", name="Eén stap terug")
    expect(back).to_be_hidden()
    assert other.feedback.split(".")[0].strip()[:30] in choose(story, other)
    expect(story.get_by_role("heading", name=start.title, exact=True)).to_be_hidden()
    back.click()
    expect(story.get_by_role("heading", name=start.title, exact=True)).to_be_focused()
    assert bare.state()["path"] == []


def test_by_keyboard_alone_and_starting_again(lab, opened):
    page, story = lab.page, opened
    story.locator("xpath=ancestor::*[contains(@class,'jp-Cell')]").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    lab.tab_to(story.locator("button.sg-choice").first)
    page.keyboard.press("Enter")
    expect(story.get_by_role("button", name="Ga verder")).to_be_focused()
    page.keyboard.press("Enter")
    expect(story.locator("h4")).to_be_focused()
    lab.tab_to(story.locator("button.sg-choice").nth(1))
    page.keyboard.press("Space")
    expect(story.get_by_role("status")).not_to_be_empty()
    lab.tab_to(story.get_by_role("button", name="Opnieuw beginnen"))
    page.keyboard.press("Enter")
    expect(story.get_by_text("Weet je het zeker?")).to_be_focused()
    lab.tab_to(story.get_by_role("button", name="Ja, begin opnieuw"))
    page.keyboard.press("Enter")
    start = next(passage for passage in SCENARIO.passages if passage.id == SCENARIO.start)
    expect(story.get_by_role("heading", name=start.title, exact=True)).to_be_focused()


def test_a_path_through_an_older_version_of_the_story_is_followed_as_far_as_it_goes(lab, story):
    passage, choice = SCENARIO.recommended_path()[0]
    good = {"passage": passage.id, "choice": choice.id}
    for path, left in (
        ([good, {"passage": "weg", "choice": "x"}], 1),
        ([{"passage": "weg"}, good], 0),
        ("x", 0),
    ):
        change = {"change": {"path": path, "open": True}}
        lab.python(f"_._handle_custom_msg({change!r}, [])")
        lab.page.evaluate(
            "globalThis.signaalAnswers2.entries.clear()"
        )  # a page that remembers nothing of its own
        lab.run_all()
        expect(lab.page.locator(".signaal h4")).to_be_visible()
        lab.prints("print(len(_.path()))", str(left))


def test_holding_enter_does_not_skip_the_feedback(bare):
    story = bare.show(scenario_content(SCENARIO, KIT))
    story.locator("button.sg-choice").first.focus()
    bare.page.keyboard.down("Enter")
    bare.page.keyboard.down("Enter")
    bare.page.keyboard.up("Enter")
    expect(story.get_by_role("status")).not_to_be_empty()
    expect(story.get_by_role("button", name="Ga verder")).to_be_focused()
