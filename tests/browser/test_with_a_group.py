"""A lesson with a group: nobody sees what others chose or what is right before it is asked for, and nothing of it is kept."""

import re

import pytest
from axe import RULES, THEMES, look
from conftest import QUIZ, STORY
from playwright.sync_api import expect

from signaal.course.course import Course, kit_folder
from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario
from signaal.show.payload import quiz_content, scenario_content

pytestmark = pytest.mark.browser
KIT = Course(kit_folder())
DRAW = """async (content) => {
    const modules = ["./group.js", "./page.js", "./widget.js"].map((name) => import(name));
    const [{ drawGroup }, { proseWith }, { withWords }] = await Promise.all(modules);
    const whole = withWords({ ...content, words: "group", strings: {} });
    document.querySelector("main").innerHTML = '<dialog open class="signaal-group signaal"><div></div></dialog>';
    drawGroup(whole, {}, document.querySelector("dialog div"), proseWith((html) => html));
}"""

# Go through all that can be voted on, twice each: where does each ballot end?
EVERY_BALLOT = """(group) => {
    const ends = [];
    const press = (name) => {
        const button = [...group.querySelectorAll("button")].find(({ textContent }) => textContent === name);
        button?.click();
        return Boolean(button);
    };
    const measure = () => {
        const ballot = group.querySelector(".sg-ballot");
        if (ballot) ends.push([group.querySelector("h4").textContent, ballot.getBoundingClientRect().bottom]);
    };
    do {
        measure();
        if (press("Verder: praten") && press("Verder: opnieuw stemmen")) measure();
    } while (press("Volgende vraag"));
    return ends;
}"""


def alone(bare, content):
    """Begin with a group, without JupyterLab around it."""
    bare.dress(THEMES[0])
    bare.page.evaluate(DRAW, content)
    return bare.page.locator("main")


def begin(lab, notebook, title):
    """Open a notebook, choose Met de groep in the menu, and what has this title."""
    lab.open(notebook, kernel=False)
    lab.page.get_by_role("menuitem", name="Weergave", exact=True).click()
    lab.page.locator(".lm-Menu-item", has_text="Met de groep").click()
    group = dialog(lab)
    group.get_by_role("button", name=title).click()
    return group


def dialog(lab):
    return lab.page.get_by_role("dialog", name="Met de groep")


def press(group, name):
    group.get_by_role("button", name=name, exact=True).click()


def close(lab):
    lab.page.keyboard.press("Escape")
    expect(dialog(lab)).to_have_count(0)


def count(group, round_, **votes):
    for letter, number in votes.items():
        group.get_by_label(f"Stem {round_}: hoeveel kozen {letter}?").fill(str(number))


def quiz():
    return load_quiz("03_signalen_herkennen", KIT)


def first_of(type_):
    """Return the place of the first question of a type, and that question."""
    return next((n, question) for n, question in enumerate(quiz().questions) if question.type == type_)


def test_a_class_votes_talks_and_votes_again_before_it_sees_anything(lab):
    group = begin(lab, QUIZ, quiz().title)
    asked = len(lab.requests)
    question = quiz().questions[0]
    assert question.type == "single"
    told = [option.feedback.split(".")[0] for option in question.options]

    def silent():
        text = group.inner_text()
        assert not any(sentence in text for sentence in told)
        assert "Goed" not in group.locator(".sg-ballot").inner_text()

    expect(group.get_by_role("heading", name="Vraag 1 van")).to_be_focused()
    count(group, 1, A=7, B=11)
    field = group.get_by_label("Stem 1: hoeveel kozen A?")
    assert field.evaluate("node => getComputedStyle(node).webkitTextSecurity") == "disc"
    silent()
    press(group, "Verder: praten")
    silent()
    press(group, "Verder: opnieuw stemmen")
    count(group, 2, A=2, B=16)
    silent()
    press(group, "Verder: uitleg")
    silent()
    press(group, "Toon de stemmen")
    rows = group.locator(".sg-ballot > li")
    assert re.findall(r"\d+", rows.nth(0).locator(".sg-counts").inner_text()) == ["1", "7", "2", "2"]
    assert re.findall(r"\d+", rows.nth(1).locator(".sg-counts").inner_text()) == ["1", "11", "2", "16"]
    silent()
    press(group, "Uitleg bij B")
    expect(group.get_by_role("button", name="Sluit de uitleg bij B")).to_be_focused()
    expect(rows.nth(1).locator(".sg-outcome")).to_have_count(1)
    expect(rows.nth(0).locator(".sg-outcome")).to_have_count(0)

    # Nothing of it is kept: not in the lesson, not on disk, not on the server.
    close(lab)
    assert not lab.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")
    expect(lab.page.locator(".jp-Notebook :checked")).to_have_count(0)
    assert not [url for url in lab.requests[asked:] if "/signaal/" in url and "/signaal/course" not in url]
    # But a slip of the finger costs nothing: it is where it was.
    lab.command("signaal:group")
    group.get_by_role("button", name=quiz().title).click()
    expect(group.get_by_role("button", name="Sluit de uitleg bij B")).to_be_visible()
    close(lab)


def test_a_count_that_is_no_count_is_refused_and_the_rest_stays(bare):
    group = alone(bare, quiz_content(quiz(), KIT))
    press(group, "Toon de stemmen")
    expect(group.get_by_role("status")).to_contain_text("Er is nog niets geteld")
    count(group, 1, A=7, B="elf")
    expect(group.get_by_role("status")).to_contain_text("Typ een heel aantal")
    press(group, "Toon de stemmen")
    assert re.findall(r"\d+", group.locator(".sg-counts").nth(0).inner_text()) == ["1", "7"]
    assert re.findall(r"\d+", group.locator(".sg-counts").nth(1).inner_text()) == ["1", "0"]
    press(group, "Zonder stemmen naar de uitleg")
    expect(group.get_by_text("Uitleg bij de vraag")).to_be_visible()


def test_every_item_of_a_sort_question_is_voted_on_and_other_questions_are_talked_about(bare):
    group = alone(bare, quiz_content(quiz(), KIT))
    questions = quiz().questions
    turns = sum(len(question.items) if question.type == "sort" else 1 for question in questions)
    seen = [group.locator("h4").first.inner_text()]
    for _ in range(turns - 1):
        press(group, "Volgende vraag")
        seen.append(group.locator("h4").first.inner_text())
    assert len(set(seen)) == turns
    expect(group.get_by_role("button", name="Volgende vraag")).to_have_count(0)
    for n, question in enumerate(questions, 1):
        of = [title for title in seen if title.startswith(f"Vraag {n} van {len(questions)}")]
        assert len(of) == (len(question.items) if question.type == "sort" else 1)


def test_every_question_to_vote_on_fits_on_the_screen_of_a_projector(bare):
    bare.page.set_viewport_size({"width": 1280, "height": 720})
    cut, seen = [], 0
    for name in KIT.files("quizzes/0*.toml"):
        group = alone(bare, quiz_content(load_quiz(name, KIT), KIT))
        ends = group.evaluate(EVERY_BALLOT)
        cut += [(name, title, bottom) for title, bottom in ends if bottom > 720]
        seen += len(ends)
    assert cut == []
    assert seen > 160


def test_a_story_goes_along_the_chosen_road_and_back_to_another_branch(bare):
    story = load_scenario("04_handelen", KIT)
    group = alone(bare, scenario_content(story, KIT))
    passages = {passage.id: passage for passage in story.passages}
    first = passages[story.start]
    for passage, choice in story.recommended_path():
        expect(group.get_by_role("heading", name=passage.title, exact=True)).to_be_focused()
        press(group, "Zonder stemmen naar de uitleg")
        rows = group.locator(".sg-ballot > li")
        text = choice.text.replace("*", "")
        row = next(
            n for n in range(rows.count()) if text[:40] in rows.nth(n).locator(".sg-said").inner_text()
        )
        press(group, f"Ga verder met {chr(65 + row)}")
    expect(group.get_by_text("Om samen te bespreken")).to_be_visible()
    expect(group.get_by_text("Uitkomst: goed.")).to_be_visible()
    press(group, f"Terug naar: {first.title}")
    expect(group.get_by_role("heading", name=first.title, exact=True)).to_be_focused()
    expect(group.get_by_role("button", name="Terug naar:")).to_have_count(0)


def test_axe_finds_nothing_and_everything_works_by_keyboard(lab):
    story = load_scenario("04_handelen", KIT)
    group = begin(lab, STORY, story.title)
    count(group, 1, A=3)
    lab.tab_to(group.get_by_role("button", name="Verder: praten"))
    lab.page.keyboard.press("Enter")
    first = next(passage for passage in story.passages if passage.id == story.start)
    expect(group.get_by_role("heading", name=first.title, exact=True)).to_be_focused()
    for theme in THEMES:
        lab.theme(theme)
        look(lab.page, "dialog", rules=RULES)
    close(lab)


def test_a_single_question_is_chosen_by_its_words_after_what_the_lesson_is_about(lab):
    lab.open("notebooks/03_signalen_herkennen.ipynb", kernel=False)
    lab.command("signaal:group")
    names = dialog(lab).locator(".sg-pick button").all_inner_texts()
    assert names[0] == quiz().title
    assert len(set(names)) == len(names) > 5
    close(lab)


def test_where_there_is_nothing_to_do_with_a_group_it_says_so(lab):
    lab.open("notebooks/woordenlijst.ipynb", kernel=False)
    lab.command("signaal:group")
    expect(dialog(lab)).to_contain_text("In deze les staat geen quiz en geen verhaal.")
    press(dialog(lab), "Sluiten")
    expect(dialog(lab)).to_have_count(0)
