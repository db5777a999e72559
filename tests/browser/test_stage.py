"""JupyterLab as the stage for a lesson: how it looks, what it does not do by itself, and the list of lessons."""

import re

import pytest
from acts import keep
from axe import CONTRAST, RULES, THEMES, look
from conftest import QUIZ, ROOT, STORY, WINDOW
from playwright.sync_api import expect

from signaal.course.course import Course

pytestmark = [pytest.mark.browser, pytest.mark.long]
LESSON = "notebooks/02_hoe_vaak_komt_het_voor.ipynb"  # it has charts
WHOLE = "notebooks/03_signalen_herkennen.ipynb"
CURRENT = "window.jupyterapp.shell.currentWidget"
MODE = "window.jupyterapp.shell.mode"


def open_as_a_learner_does(lab, path):
    """Open a notebook as a click in the list of files does: nobody says whether a kernel may start."""
    lab.open(STORY if path == QUIZ else QUIZ, kernel=False)
    lab.command("docmanager:open", path=path)
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === '{path}' && {CURRENT}.context.isReady")
    lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown h1").first.wait_for()
    lab.rest()


def scroll_to_the_end(lab):
    """Scroll past everything, slowly enough for all of it to be drawn."""
    outer = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    while not outer.evaluate(
        "node => { node.scrollBy(0, 500); return node.scrollTop + node.clientHeight >= node.scrollHeight - 2; }"
    ):
        lab.page.wait_for_timeout(120)


@pytest.fixture(autouse=True)
def nothing_remembered(lab):
    yield
    lab.page.evaluate("localStorage.removeItem('signaal.plain')")


def panel(lab):
    return lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def background(lab):
    return panel(lab).locator(".jp-Notebook").evaluate("node => getComputedStyle(node).backgroundColor")


def switch(lab):
    """Choose Gewone JupyterLab in the menu, or choose it away again."""
    lab.page.get_by_role("menuitem", name="Weergave", exact=True).click()
    lab.page.locator(".lm-Menu-item", has_text="Gewone JupyterLab").click()


def test_a_lesson_that_is_only_read_is_not_changed_and_starts_no_kernel(lab):
    open_as_a_learner_does(lab, LESSON)
    scroll_to_the_end(lab)
    expect(panel(lab).locator(".vega-embed").first).to_be_attached()
    lab.page.wait_for_timeout(
        1500
    )  # what JupyterLab writes in a notebook by itself, it writes within a second
    assert lab.kernels() == []
    assert lab.page.evaluate(f"{CURRENT}.context.model.dirty") is False
    # Closing asks nothing.
    lab.command("application:close")
    lab.page.wait_for_function(f"{CURRENT}?.context?.path !== '{LESSON}'")
    assert lab.page.locator(".jp-Dialog").count() == 0
    assert (lab.folder / LESSON).read_bytes() == (ROOT / LESSON).read_bytes()


def test_a_kernel_that_starts_does_not_make_a_lesson_changed_but_a_learner_does(lab):
    open_as_a_learner_does(lab, QUIZ)
    lab.start_kernel()
    lab.page.wait_for_function(f"{CURRENT}.context.model.getMetadata('language_info').version")
    lab.page.wait_for_function(f"!{CURRENT}.context.model.dirty")
    lab.page.evaluate(f"{CURRENT}.content.activeCell.model.sharedModel.setSource('# Anders')")
    lab.page.wait_for_timeout(200)
    assert lab.page.evaluate(f"{CURRENT}.context.model.dirty") is True
    lab.save()
    assert lab.stored(QUIZ)["cells"][0]["source"] in ("# Anders", ["# Anders"])


def test_a_cell_that_is_run_starts_a_kernel_without_asking_which(lab):
    open_as_a_learner_does(lab, QUIZ)
    lab.page.evaluate(
        "window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => (window.signaalRan = true)); null"
    )
    lab.page.wait_for_function("window.signaalRan")
    lab.idle()
    assert lab.page.locator(".jp-Dialog").count() == 0
    assert len(lab.kernels()) == 1


# JupyterLab as it is on a slow machine: it has not heard yet which kernels there are, until signaalHeard() is called.
NOT_HEARD = """() => {
    const { kernelspecs } = window.jupyterapp.serviceManager;
    const { specs } = kernelspecs;
    let heard = false;
    const ready = new Promise((done) => {
        window.signaalHeard = () => { heard = true; done(); };
    });
    Object.defineProperties(kernelspecs, {
        specs: { configurable: true, get: () => (heard ? specs : null) },
        ready: { configurable: true, get: () => ready },
    });
}"""


def test_a_cell_that_is_run_before_the_kernels_are_known_gets_one_when_they_are(lab):
    lab.open(STORY, kernel=False)
    lab.page.evaluate(NOT_HEARD)
    try:
        open_as_a_learner_does(lab, QUIZ)
        lab.command("notebook:run-all-cells")
        lab.page.wait_for_timeout(300)
        lab.page.evaluate("window.signaalHeard()")
        lab.idle()
        assert len(lab.kernels()) == 1
    finally:
        lab.page.evaluate(
            "(({ kernelspecs }) => { delete kernelspecs.specs; delete kernelspecs.ready; })(window.jupyterapp.serviceManager)"
        )


def test_nothing_of_the_laboratory_is_in_sight(lab):
    lab.open(QUIZ, kernel=False)
    lab.page.wait_for_function(f"{MODE} === 'single-document'")
    for furniture in (
        ".jp-InputPrompt",
        ".jp-OutputPrompt",
        ".jp-Collapser",
        ".jp-cell-toolbar",
        ".jp-Notebook-footer",
    ):
        assert panel(lab).locator(furniture).locator("visible=true").count() == 0, furniture
    for button in ("cut", "copy", "paste", "debugger-icon", "cellType"):
        assert panel(lab).locator(f"[data-jp-item-name='{button}']").locator("visible=true").count() == 0, (
            button
        )
    assert panel(lab).locator("[data-jp-item-name='save']").is_visible()
    assert not lab.page.locator("#jp-main-statusbar").is_visible()
    # Prose, and what a cell shows, share a width and a left edge.
    widget, prose = (
        panel(lab).locator(name).first.bounding_box() for name in (".signaal", ".jp-RenderedMarkdown")
    )
    assert abs(widget["x"] - prose["x"]) < 1.5
    assert widget["width"] <= 44 * 16


def test_folded_code_opens_by_keyboard(lab):
    lab.open(QUIZ, kernel=False)
    code = panel(lab).get_by_role("button", name="code", exact=True).first
    code.focus()
    lab.page.keyboard.press("Enter")
    expect(panel(lab).locator(".jp-CodeCell .cm-content").locator("visible=true").first).to_contain_text(
        "signaal import"
    )


def test_ordinary_jupyterlab_is_one_switch_away_and_is_remembered(lab):
    lab.open(QUIZ, kernel=False)
    ours = background(lab)
    lab.page.wait_for_function(f"{MODE} === 'single-document'")
    switch(lab)
    expect(panel(lab).locator(".jp-InputPrompt").locator("visible=true").first).to_be_visible()
    lab.page.wait_for_function(f"{MODE} === 'multiple-document'")
    expect(lab.page.locator("#jp-main-statusbar")).to_be_visible()
    plain = background(lab)
    assert plain != ours
    lab.open(QUIZ, kernel=False, fresh=True)
    assert background(lab) == plain
    assert lab.page.evaluate(MODE) == "multiple-document"
    switch(lab)
    lab.page.wait_for_function(f"{MODE} === 'single-document'")
    assert background(lab) == ours


def test_the_notebook_of_somebody_else_looks_as_always_also_beside_a_lesson(lab):
    lab.write("notebooks/proef.ipynb", "1 + 1")
    lab.open("notebooks/proef.ipynb", kernel=False)
    look = "node => [...node.querySelectorAll('*')].map(part => JSON.stringify([...getComputedStyle(part)].map(name => [name, getComputedStyle(part)[name]])))"
    alone = panel(lab).locator(".jp-RenderedMarkdown").evaluate(look)
    assert "signaal-stage" not in panel(lab).get_attribute("class")
    assert lab.page.evaluate(MODE) == "multiple-document"
    expect(lab.page.locator("#jp-main-statusbar")).to_be_visible()
    lab.command("docmanager:open", path=QUIZ)
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === '{QUIZ}'")
    expect(panel(lab).locator(".signaal").first).to_be_attached()
    lab.page.wait_for_timeout(300)
    # It stays in sight, with its tab.
    assert lab.page.evaluate(MODE) == "multiple-document"
    lab.command("docmanager:open", path="notebooks/proef.ipynb")
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === 'notebooks/proef.ipynb'")
    assert panel(lab).locator(".jp-RenderedMarkdown").evaluate(look) == alone


def test_a_lecturers_own_lesson_is_ours_as_soon_as_it_shows_something_of_ours(lab):
    lab.write("notebooks/proef.ipynb", "from signaal import quiz\nquiz('03_signalen_herkennen')")
    lab.open("notebooks/proef.ipynb")
    lab.run_all()
    lab.save()
    lab.open("notebooks/proef.ipynb", kernel=False)
    expect(panel(lab)).to_have_class(re.compile(r"\bsignaal-stage\b"))


def test_on_a_narrow_window_the_side_bar_starts_shut(lab):
    lab.page.set_viewport_size({"width": 400, "height": 800})
    try:
        lab.open(QUIZ, kernel=False, fresh=True)
        lab.page.wait_for_function("window.jupyterapp.shell.leftCollapsed")
        assert panel(lab).locator(".jp-RenderedMarkdown").first.bounding_box()["width"] > 280
    finally:
        lab.page.set_viewport_size(WINDOW)


# ------------------------------------------------------------------------------------------------------- Lessen


def lessons(lab):
    """Show the panel and return its landmark."""
    lab.page.wait_for_function("document.querySelector('#signaal-lessons nav')")
    lab.page.evaluate("window.jupyterapp.shell.activateById('signaal-lessons')")
    return lab.page.get_by_role("navigation", name="Lessen", exact=True)


def test_the_list_of_lessons_is_there_when_nobody_has_chosen_yet(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False, fresh=True)
    nav = lab.page.get_by_role("navigation", name="Lessen", exact=True)
    expect(nav).to_be_visible()
    titles = [lesson.title for lesson in Course(ROOT).lessons]
    assert [text.strip() for text in nav.locator(".sg-name").all_inner_texts()] == titles
    expect(nav.get_by_role("link", name="Hoe vaak komt het voor? 75 min.")).to_be_visible()
    # Who keeps nothing reads nothing about what was done.
    assert nav.locator(".sg-state, .sg-onward").count() == 0


def test_a_lesson_is_opened_by_keyboard_and_the_list_says_which_one_is_open(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    nav = lessons(lab)
    expect(nav.locator("[aria-current='page']")).to_have_text(re.compile("Welkom"))
    nav.get_by_role("link").first.focus()
    lab.tab_to(nav.get_by_role("link", name="Signalen herkennen"))
    lab.page.keyboard.press("Enter")
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === '{WHOLE}'")
    expect(nav.locator("[aria-current='page']")).to_have_text(re.compile("Signalen herkennen"))
    lab.page.wait_for_function(f"{CURRENT}.node.contains(document.activeElement)")  # read on from there


def test_who_keeps_answers_reads_what_was_done_and_goes_on_where_that_was(lab):
    keep(lab.folder)
    lab.open(WHOLE, kernel=False)
    choice = lab.page.get_by_label("Een signaal. Er is iets veranderd, en de oorzaak staat nog open.")
    quiz = panel(lab).locator(".signaal").filter(has=choice)
    quiz.get_by_label("Een signaal. Er is iets veranderd, en de oorzaak staat nog open.").check()
    with lab.page.expect_response("**/signaal/progress"):
        quiz.get_by_role("button", name="Kijk na").click()
    nav = lessons(lab)
    nav.hover()  # whoever turns to the list gets it as it is now
    expect(nav.get_by_role("link", name="Signalen herkennen 60 min. bezig")).to_be_visible()
    expect(nav.get_by_role("link", name="Welkom 15 min. nog niet begonnen")).to_be_visible()
    assert nav.locator(".sg-state").count() == 13  # not the two to look things up in
    nav.get_by_role("link", name="Welkom").click()
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === 'notebooks/00_welkom.ipynb'")
    nav.get_by_role("link", name="Verder waar je was").click()
    lab.page.wait_for_function(f"{CURRENT}?.context?.path === '{WHOLE}'")
    expect(quiz.locator("form").first).to_be_in_viewport()


def test_axe_finds_nothing_in_the_list_and_in_the_page_in_any_theme(lab):
    lab.open(QUIZ, kernel=False)
    expect(lessons(lab)).to_be_visible()
    for theme in THEMES:
        lab.theme(theme)
        rules = RULES if theme == THEMES[0] else CONTRAST
        look(
            lab.page,
            "#signaal-lessons",
            ".signaal-stage .jp-RenderedMarkdown",
            ".jp-InputPlaceholder",
            rules=rules,
        )
