"""A student who has never programmed fills in an exercise; one who has, types in a cell."""

import pytest
from acts import bring_in_sight
from playwright.sync_api import expect
from samples import KIT

from signaal.course.exercises import find_exercise
from signaal.show.payload import exercise_content

pytestmark = pytest.mark.browser
NOTEBOOK = "exercises/proef.ipynb"


@pytest.fixture
def exercises(lab):
    cells = ('exercise("e01")', 'exercise("e03b")', 'chart("meldingen_en_adviezen")')
    lab.write(NOTEBOOK, "from signaal import chart, check, exercise", *cells)
    lab.open(NOTEBOOK)
    lab.run_all()
    return lab.page.locator(".signaal")


def with_options(exercises):
    """Return the exercise e03b, where one chooses."""
    return exercises.filter(has=exercises.page.locator("input[value='vierde-groep']"))


def test_a_wrong_answer_gets_its_own_feedback_and_then_the_right_one(bare):
    first = bare_exercise(bare, "e01")
    field, status = first.get_by_label("Jouw antwoord"), first.get_by_role("status").last
    first.get_by_role("button", name="Kijk na").click()
    expect(status).to_contain_text("Hier staat nog niets.")
    field.fill("151.205")
    field.press("Enter")
    expect(status).to_contain_text("nog niet goed")
    expect(status).to_contain_text("Je hebt de twee aantallen opgeteld.")
    first.get_by_role("button", name="Geef een hint").click()
    expect(first.get_by_role("listitem")).to_have_count(1)
    field.fill("twaalf")
    first.get_by_role("button", name="Kijk na").click()
    expect(status).to_contain_text("in cijfers")
    field.fill("18 665")
    first.get_by_role("button", name="Kijk na").click()
    expect(status.get_by_text("goed", exact=True)).to_be_visible()
    expect(status).to_contain_text("18.665")


def test_an_exercise_with_a_choice(bare):
    choice = find_exercise("e03b", KIT)
    last = bare_exercise(bare, "e03b")
    wrong = next(option for option in choice.options if not option.correct)
    right = next(option for option in choice.options if option.correct)
    for option, outcome in ((wrong, "nog niet goed"), (right, "goed")):
        last.locator(f"input[value='{option.id}']").check()
        last.get_by_role("button", name="Kijk na").click()
        expect(last.get_by_role("status").last.get_by_text(outcome, exact=True)).to_be_visible()


def test_the_chart_is_drawn_with_its_table_beside_it_and_each_label_belongs_to_the_field_beside_it(
    lab, exercises
):
    chart = lab.page.locator(".jp-RenderedVegaCommon5 :is(canvas, svg)").first
    bring_in_sight(chart)
    assert chart.bounding_box()["width"] > 200
    table = lab.page.locator("summary", has_text="Toon als tabel")
    bring_in_sight(table)
    table.click()
    expect(table.locator("..").get_by_text("84.935")).to_be_visible()
    # Each widget loads the module anew: names that are counted there would be the same in all of them.
    ids = lab.page.evaluate("[...document.querySelectorAll('.signaal [id]')].map(node => node.id)")
    assert len(ids) >= 4
    assert len(set(ids)) == len(ids)


def test_what_was_given_comes_to_python_and_is_judged_when_python_has_stopped(lab, exercises):
    first = exercises.first
    first.get_by_label("Jouw antwoord").fill("151.205")
    first.get_by_role("button", name="Kijk na").click()
    ask = "print([o.outcome() for o in Out.values() if hasattr(o, 'outcome')])"
    lab.prints(ask, "['nog niet goed', 'niet ingevuld']")
    lab.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown().then(() => null)")
    first.get_by_label("Jouw antwoord").fill("18665")
    first.get_by_role("button", name="Kijk na").click()
    expect(first.get_by_role("status").last.get_by_text("goed", exact=True)).to_be_visible()


def test_what_is_typed_after_an_answer_stays_and_an_answer_comes_back_when_the_cell_runs_again(
    lab, exercises
):
    first = exercises.first
    field = first.get_by_label("Jouw antwoord")
    field.fill("111")
    first.get_by_role("button", name="Kijk na").click()
    field.fill("222")
    first.get_by_role("button", name="Geef een hint").focus()
    expect(first.get_by_role("status").last).to_contain_text("nog niet goed")
    expect(field).to_have_value("222")
    right = next(option for option in find_exercise("e03b", KIT).options if option.correct)
    last = with_options(exercises)
    last.locator(f"input[value='{right.id}']").check()
    last.get_by_role("button", name="Kijk na").click()
    expect(last.get_by_role("status").last.get_by_text("goed", exact=True)).to_be_visible()
    lab.run_all()  # the new widget shows the old answer, and takes it again
    last.get_by_role("button", name="Kijk na").click()
    expect(last.get_by_role("status").last.get_by_text("goed", exact=True)).to_be_visible()


def bare_exercise(bare, id_, state=None):
    return bare.show(exercise_content(find_exercise(id_, KIT), KIT), state)


def test_every_kind_of_answer_is_told_without_python(bare):
    root = bare_exercise(bare, "e05a")
    status = root.get_by_role("status").last
    for given, words in (
        ("", "Hier staat nog niets."),
        ("twaalf", "in cijfers"),
        ("5%", "Je schreef er “%” bij, en dat is een andere eenheid. Gevraagd is: procentpunt."),
        ("500", "ongeveer honderd keer te groot"),
        ("5 procentpunt minder", "Ik lees 5. Laat de woorden eromheen weg"),
        ("16,7", "de daling in procent, en die heb je goed uitgerekend"),
        ("6", "Hoe ver liggen ze uit elkaar?"),
        ("5 pp", "De daling is 5 procentpunt."),
    ):
        root.get_by_label("Jouw antwoord").fill(given)
        root.get_by_role("button", name="Kijk na").click()
        expect(status).to_contain_text(words)
    state = bare.state()
    assert (state["given"], state["attempt"]) == ("5 pp", 8)


def test_a_figure_in_the_feedback_opens(bare):
    root = bare_exercise(bare, "e03b", {"given": "vierde-groep", "attempt": 1})
    assert root.locator("input[value='vierde-groep']").is_checked()
    status = root.get_by_role("status").last
    status.get_by_role("button").click()
    expect(status).to_contain_text("Zekerheid:")


def test_what_was_typed_is_shown_as_text(bare):
    root = bare_exercise(bare, "e01", {"given": "<img src=x onerror=alert(1)>5%", "attempt": 1})
    expect(root.get_by_role("status").last).to_contain_text("in cijfers")
    assert root.locator("img").count() == 0


def test_a_hint_that_was_told_as_feedback_is_not_told_again(bare):
    exercise = find_exercise("e01", KIT)
    root = bare_exercise(bare, "e01")
    root.get_by_label("Jouw antwoord").fill("123456")
    root.get_by_role("button", name="Kijk na").click()
    told = root.get_by_role("status").last.inner_text()
    root.get_by_role("button", name="Geef een hint").click()
    expect(root.get_by_role("listitem")).to_have_count(1)
    assert len(exercise.hints) > 1
    assert root.get_by_role("listitem").inner_text() not in told
