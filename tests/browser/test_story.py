"""A story with a flag and a notebook, on a page with nothing else."""

import pytest
import samples
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def choose(story, name):
    story.get_by_role("button", name=name, exact=True).click()
    story.get_by_role("button", name="Ga verder").click()


def write_down(story, text, kind):
    note = story.locator("li", has_text=text)
    note.get_by_role("button", name="Schrijf op").click()
    note.get_by_role("button", name=kind, exact=True).click()
    return story.locator("li", has_text=text).locator(".sg-verdict")


def test_what_is_written_down_opens_a_choice_and_says_why(bare):
    story = bare.show(samples.story())
    verdict = write_down(story, "De trommel bleef dicht.", "feit")
    expect(verdict).to_be_focused()
    expect(verdict).to_contain_text("Dat klopt.")
    expect(story.get_by_text("Jouw notitieboek (1)")).to_be_visible()
    choose(story, "Verder")
    opened = story.get_by_role("button", name="Lees voor wat je zag")
    expect(opened).to_contain_text("Deze keuze is er, omdat je opschreef wat je zag.")
    opened.click()
    story.get_by_role("button", name="Ga verder").click()
    expect(story.get_by_text("Uitkomst: goed.")).to_be_visible()


def test_without_the_note_the_choice_is_not_there(bare):
    story = bare.show(samples.story())
    choose(story, "Verder")
    expect(story.get_by_role("button", name="Bel", exact=True)).to_be_visible()
    expect(story.get_by_role("button", name="Lees voor wat je zag")).to_have_count(0)


def test_a_closed_choice_says_why_in_its_place_and_can_be_no_choice(bare):
    story = bare.show(samples.story())
    choose(story, "Verder")
    closed = story.locator(".sg-closed")
    expect(closed).to_have_text("Voorlezen kan niet: je schreef niets op.")
    expect(closed.locator("button")).to_have_count(0)
    expect(story.locator("button.sg-choice")).to_have_count(4)


def test_what_the_story_tells_depends_on_what_was_done(bare):
    story = bare.show(samples.story())
    choose(story, "Beloof iets")
    expect(story.get_by_text("Je handen zijn leeg.")).to_be_visible()
    expect(story.get_by_text("Je hebt je blad bij je.")).to_have_count(0)
    choose(story, "Bel")
    expect(story.get_by_text("Over je belofte praat je nog.")).to_be_visible()
    story.get_by_role("button", name="Eén stap terug").click()
    story.get_by_role("button", name="Eén stap terug").click()
    write_down(story, "De trommel bleef dicht.", "feit")
    choose(story, "Verder")
    expect(story.get_by_text("Je hebt je blad bij je.")).to_be_visible()
    choose(story, "Bel")
    expect(story.get_by_text("Over je belofte praat je nog.")).to_have_count(0)


def test_another_good_road_is_not_told_that_something_else_is_better(bare):
    story = bare.show(samples.story())
    choose(story, "Verder")
    choose(story, "Vraag het eerst na")
    rows = story.get_by_role("table").get_by_role("row")
    expect(rows.nth(2)).to_contain_text("Ook dit was hier een goede weg.")
    expect(rows.nth(2)).not_to_contain_text("Dit past hier beter:")
    expect(story.get_by_text("Hierover denken deskundigen verschillend.")).to_be_visible()
    expect(story.locator(".sg-kinds")).to_have_count(0)


def test_a_talk_says_how_open_the_other_is_and_counts_the_kinds_of_sentences(bare):
    story = bare.show(samples.talk())
    expect(story.locator(".sg-mood")).to_have_text("Ravi: op een kier, 1")
    for sentence in ("Vertel eens.", "Waarom?", "Vertel eens."):
        choose(story, sentence)
    kinds = story.locator(".sg-kinds li")
    expect(kinds).to_have_count(2)
    expect(kinds.first).to_contain_text("2 keer een open zin")
    expect(kinds.last).to_contain_text("1 keer een sturende")


def test_a_promise_closes_a_choice(bare):
    story = bare.show(samples.story())
    choose(story, "Beloof iets")
    expect(story.get_by_role("button", name="Overleg")).to_have_count(0)
    story.get_by_role("button", name="Eén stap terug").click()
    choose(story, "Verder")
    expect(story.get_by_role("button", name="Overleg")).to_be_visible()


def test_a_duiding_taken_for_a_fact_is_said_so_and_stands_in_the_notebook_as_a_duiding(bare):
    story = bare.show(samples.story())
    verdict = write_down(story, "Het kind was verdrietig.", "feit")
    expect(verdict).to_contain_text("Jij noemde dit: feit. Wij noemen dit: duiding.")
    story.get_by_text("Jouw notitieboek (1)").click()
    expect(story.locator(".sg-notebook li")).to_have_text("duiding: Het kind was verdrietig.")


def test_going_back_takes_back_what_was_written_later(bare):
    story = bare.show(samples.story())
    choose(story, "Verder")
    story.get_by_role("button", name="Eén stap terug").click()
    write_down(story, "De trommel bleef dicht.", "feit")
    assert len(bare.state()["notes"]) == 1
    choose(story, "Verder")
    story.get_by_role("button", name="Eén stap terug").click()
    assert len(bare.state()["notes"]) == 1
    story.get_by_role("button", name="Opnieuw beginnen").or_(
        story.get_by_role("button", name="Verder", exact=True)
    ).first.click()


def test_a_note_can_be_left_alone(bare):
    story = bare.show(samples.story())
    note = story.locator("li", has_text="De trommel bleef dicht.")
    note.get_by_role("button", name="Schrijf op").click()
    expect(note.get_by_text("Is dit een feit, of een duiding")).to_be_focused()
    note.get_by_role("button", name="Toch niet").click()
    expect(note.get_by_role("button", name="Schrijf op")).to_be_focused()
    assert not bare.state().get("notes")


def test_the_step_of_the_meldcode_is_always_there(bare):
    story = bare.show(samples.story())
    now = story.locator(".sg-steps [aria-current=step]")
    expect(
        story.get_by_text("Dit hoort bij stap 1 van de meldcode: signalen in kaart brengen")
    ).to_be_visible()
    choose(story, "Verder")
    story.get_by_role("button", name="Bel", exact=True).click()
    expect(story.get_by_text("Dit hoort bij stap 4 van de meldcode: wegen")).to_be_visible()
    expect(now).to_have_text("wegen")


def test_the_debrief_sets_the_path_taken_beside_the_recommended_one(bare):
    story = bare.show(samples.story())
    choose(story, "Verder")
    choose(story, "Wacht")
    rows = story.get_by_role("table").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Dit paste hier goed.")
    expect(rows.nth(2)).to_contain_text("Dit past hier beter:")
    expect(rows.nth(2)).to_contain_text("Overleg")  # open to who promised nothing
    story.get_by_text("De aanbevolen weg").click()
    road = story.locator("details ol > li")
    expect(road.first).to_contain_text("zo koos jij ook")
    expect(road.last).to_contain_text("Overleg")
    expect(road.last).not_to_contain_text("zo koos jij ook")
    expect(story.get_by_text("Wat vond je?")).to_be_visible()


@pytest.mark.parametrize(
    ("state", "turns", "notes"),
    [
        ({"path": "x", "notes": 3}, 0, 0),
        ({"path": [{"passage": "weg", "choice": "x"}]}, 0, 0),
        ({"path": [{"passage": "begin", "choice": "verder"}, None]}, 1, 0),
        (
            {
                "path": [],
                "notes": [{"id": "zag", "said": "feit", "at": 0}, {"id": "weg", "said": "feit", "at": 0}],
            },
            0,
            1,
        ),
        ({"path": [], "notes": [{"id": "zag", "said": "onzin", "at": 0}, None]}, 0, 0),
        # a choice that nothing has opened
        (
            {
                "path": [
                    {"passage": "begin", "choice": "verder"},
                    {"passage": "midden", "choice": "voorlezen"},
                ]
            },
            1,
            0,
        ),
        (
            {"path": [{"passage": "begin", "choice": "beloof"}, {"passage": "midden", "choice": "overleg"}]},
            1,
            0,
        ),
    ],
)
def test_a_state_that_the_story_cannot_have_is_followed_as_far_as_it_goes(bare, state, turns, notes):
    story = bare.show(samples.story(), state)
    expect(story.locator("h4").first).to_be_visible()
    kept = bare.state()
    assert (len(kept["path"]), len(kept["notes"])) == (turns, notes)


def test_the_road_taken_stands_beside_another_and_can_be_left_where_they_part(bare):
    story = bare.show(samples.story())
    choose(story, "Beloof iets")
    choose(story, "Bel")
    story.get_by_text("Jouw weg naast een andere").click()
    roads = story.locator(".sg-roads")
    mine, other = roads.locator("section").first, roads.locator("section").last
    # It begins where something else fitted better.
    expect(mine).to_contain_text("Beloof iets")
    expect(mine).to_contain_text("Je handen zijn leeg.")
    expect(other).to_contain_text("Verder")
    first = bare.state()["first"]["path"]
    other.get_by_role("button", name="Speel vanaf hier").locator("visible=true").click()
    state = bare.state()
    assert [turn["choice"] for turn in first] == ["beloof", "bel"]
    assert [turn["choice"] for turn in state["path"]] == ["verder"]
    assert state["first"]["path"] == first
    story.get_by_role("button", name="Ga verder").click()
    expect(story.get_by_role("button", name="Bel", exact=True)).to_be_visible()


def test_on_a_small_screen_a_long_feedback_is_read_from_its_beginning(bare):
    content = samples.story()
    for choice in content["passages"][0]["choices"]:
        choice["feedback"] = "<p>Een lange uitleg.</p>" * 30
    bare.page.set_viewport_size({"width": 390, "height": 600})
    story = bare.show(content)
    story.get_by_role("button", name="Verder", exact=True).click()
    expect(story.get_by_role("button", name="Ga verder")).to_be_focused()
    expect(story.locator(".sg-chosen")).to_be_in_viewport()
