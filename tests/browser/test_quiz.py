"""A learner does the quiz: by mouse, by keyboard alone, and after everything that can happen to a notebook."""

import pytest
from acts import open_alone
from conftest import QUIZ
from playwright.sync_api import expect
from samples import KIT

from signaal.course.quizzes import load_quiz
from signaal.show.payload import quiz_content

pytestmark = [pytest.mark.browser, pytest.mark.long]
NOTEBOOK = "notebooks/proef.ipynb"
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."
WRONG = "Een verklaring. Een nieuwe baby zet een gezin op zijn kop, dus dit gaat vanzelf over."


@pytest.fixture
def opened(lab):
    """Return the quiz as it is when its lesson is opened: no kernel."""
    return open_alone(lab, QUIZ)


@pytest.fixture
def quiz(lab):
    """Return the quiz of a cell that has run."""
    lab.write(NOTEBOOK, "from signaal import quiz", 'quiz("03_signalen_herkennen")')
    lab.open(NOTEBOOK)
    lab.run_all()
    root = lab.page.locator(".signaal")
    root.scroll_into_view_if_needed()
    return root


# What came of the first question and how often it was tried, as Python has it; `_` is the last thing the notebook showed.
FIRST = "print(*_.results()[['uitkomst', 'pogingen']].iloc[0])"


def test_by_mouse_wrong_then_right_and_python_knows(lab, quiz):
    status = quiz.get_by_role("status").first
    expect(status).to_be_empty()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(status).to_contain_text("niet ingevuld")
    quiz.get_by_label(WRONG).check()
    expect(status).to_be_empty()  # a new choice takes the old outcome back
    quiz.get_by_role("button", name="Kijk na").click()
    expect(status).to_contain_text("nog niet goed")
    expect(status).to_contain_text("De baby kan de reden zijn.")
    expect(quiz.get_by_text("Toon de uitleg").first).to_be_visible()
    quiz.get_by_role("button", name="Geef een hint").click()
    expect(quiz.get_by_text("Kijk wat er anders is dan eerst.")).to_be_visible()
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(status.get_by_text("goed", exact=True)).to_be_visible()
    expect(quiz.get_by_text("Bijna elk signaal kan meer oorzaken hebben", exact=False)).to_be_visible()
    lab.prints(FIRST, "goed 2")


def test_what_is_answered_while_python_is_busy_all_comes_to_python(lab, quiz):
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    # A call into C that lets no other thread of Python go on, as a large sum may.
    lab.page.evaluate(
        """() => {
            const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
            kernel.requestExecute({ code: "import ctypes; done = ctypes.PyDLL(None).sleep(3)", store_history: false });
        }"""
    )
    questions = load_quiz("03_signalen_herkennen", KIT).questions
    single = [n for n, question in enumerate(questions) if question.type == "single"][:4]
    for n in single:
        quiz.locator("form").nth(n).get_by_role("radio").first.check()
        quiz.locator("form").nth(n).get_by_role("button", name="Kijk na").click()
    lab.prints(f"print(*_.results()['pogingen'].iloc[{single}])", " ".join("1" * len(single)))


def test_a_question_with_more_answers_can_be_partly_right(bare):
    content = quiz_content(load_quiz("03_signalen_herkennen", KIT), KIT)
    questions, quiz = content["questions"], bare.show(content)
    number = next(
        n
        for n, q in enumerate(questions)
        if q["type"] == "multiple" and sum(o["correct"] for o in q["options"]) > 1
    )
    for _ in range(number):
        quiz.get_by_role("button", name="Volgende").click()
    form = quiz.locator("form").nth(number)
    expect(form.locator(".sg-question")).to_be_focused()
    inputs = {o["id"]: form.locator(f"input[value='{o['id']}']") for o in questions[number]["options"]}
    right = [o["id"] for o in questions[number]["options"] if o["correct"]]
    inputs[right[0]].check()
    form.get_by_role("button", name="Kijk na").click()
    expect(form.get_by_role("status")).to_contain_text("deels goed")
    expect(form.get_by_role("status")).to_contain_text("Er past nog een antwoord bij.")
    for id_ in right:
        inputs[id_].check()
    form.get_by_role("button", name="Kijk na").click()
    expect(form.get_by_role("status").get_by_text("goed", exact=True)).to_be_visible()
    for box in inputs.values():
        box.check()
    form.get_by_role("button", name="Kijk na").click()
    expect(
        form.get_by_role("status").get_by_text("goed", exact=True)
    ).to_be_hidden()  # ticking all is never right


def test_by_keyboard_alone_and_jupyterlab_keeps_its_hands_off(lab, opened):
    page, quiz = lab.page, opened
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    quiz.locator("xpath=ancestor::*[contains(@class,'jp-Cell')]").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    radios = quiz.locator("form").first.get_by_role("radio")
    lab.tab_to(radios.first)
    page.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_focused()
    expect(radios.nth(1)).to_be_checked()
    for key in ("x", "b", "a", "m", "d", "d", "Shift+Enter"):
        page.keyboard.press(key)
    expect(radios.nth(1)).to_be_focused()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    lab.tab_to(quiz.get_by_role("button", name="Kijk na").first)
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status").first).not_to_be_empty()
    lab.tab_to(quiz.get_by_role("button", name="Volgende").first)
    page.keyboard.press("Enter")
    expect(quiz.locator(".sg-question").nth(1)).to_be_focused()
    expect(quiz.locator(".sg-question").nth(1)).to_be_visible()


def test_skipping_is_free_and_the_summary_leads_back(bare):
    quiz = bare.show(quiz_content(load_quiz("03_signalen_herkennen", KIT), KIT))
    total = quiz.locator("form").count()
    for _ in range(total - 1):
        quiz.get_by_role("button", name="Volgende").click()
    quiz.get_by_role("button", name="Naar het overzicht").click()
    expect(quiz.get_by_role("heading", name="Overzicht")).to_be_focused()
    judged = total - 1  # a question without right or wrong does not count
    expect(quiz.get_by_text(f"0 van de {judged} vragen goed.")).to_be_visible()
    expect(quiz.get_by_text(f"{judged} niet ingevuld")).to_be_visible()
    quiz.get_by_role("button", name="Naar vraag 2").click()
    expect(quiz.locator(".sg-question").nth(1)).to_be_focused()


def test_two_views_agree_and_running_the_cell_again_keeps_the_answer(lab, quiz):
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    lab.command("notebook:create-output-view")
    views = lab.page.locator(".signaal")
    lab.run_all()
    expect(lab.page.locator(".jp-Notebook .signaal").get_by_label(RIGHT)).to_be_checked()
    lab.prints(FIRST, "goed 1")
    assert views.count() >= 1


def test_nothing_that_happens_to_a_notebook_leads_to_an_error_message(lab, quiz):
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    notebook = lab.page.locator(".jp-Notebook")
    lab.save()
    stored = lab.stored(NOTEBOOK)
    assert "widget-view" not in str(stored)
    assert "widgets" not in stored["metadata"]
    lab.reload()
    expect(notebook.locator(".signaal").get_by_label(RIGHT)).to_be_attached()  # drawn by the renderer now
    assert "Error displaying widget" not in notebook.text_content()
    lab.restart_kernel()
    lab.save()
    lab.reload()
    expect(notebook.locator(".signaal").get_by_label(RIGHT)).to_be_attached()  # drawn by the renderer now
    assert "Error displaying widget" not in notebook.text_content()
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_attached()


STALE = [
    "{'at': 99}",
    "{'at': -1, 'answers': None}",
    "{'answers': {'sam-wordt-stil': {'choice': ['verklaring', 'weg'], 'outcome': 'right', 'attempts': 1}}}",
    "{'at': 'x', 'answers': {'sam-wordt-stil': {}, 'een-vraag-van-vroeger': 5}}",
]


def test_answers_to_an_older_version_of_the_quiz_are_dropped_not_shown_wrong(lab, quiz):
    for state in STALE:
        kept = "widgets._kept[('quiz', '03_signalen_herkennen')]"
        lab.python(f"from signaal.show import widgets; {kept} = {state}")
        lab.page.evaluate(
            "globalThis.signaalAnswers2.entries.clear()"
        )  # a page that remembers nothing of its own
        lab.run_all()
        expect(lab.page.locator(".signaal form").first).to_be_attached()
        assert lab.python(FIRST).strip() in ("niet ingevuld 0", "niet ingevuld 1")


def test_keys_that_would_merge_or_select_cells_stay_in_the_quiz(lab, opened):
    cells = lab.page.locator(".jp-Notebook .jp-Cell").count()
    opened.get_by_label(RIGHT).focus()
    for key in ("Control+a", "Control+Backspace", "Control+Shift+m", "Control+Shift+ArrowUp"):
        lab.page.keyboard.press(key)
    expect(opened.get_by_label(RIGHT)).to_be_focused()
    assert lab.page.locator(".jp-Notebook .jp-Cell").count() == cells
    lab.page.keyboard.press("Control+s")  # saving stays JupyterLab's
    lab.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
