"""Keeping answers is a choice: nothing before it, everything after it, and nothing left once it is taken back.

What is kept is for another page. Most of it happens between our modules and the server, so most pages are `light`: they hold
nothing else. What JupyterLab has a part in is tried in JupyterLab.
"""

import json
import time

import pytest
from acts import FIRST_OUTCOME, bring_in_sight, keep
from conftest import QUIZ
from playwright.sync_api import expect
from samples import KIT

from signaal.course.quizzes import load_quiz, only_questions
from signaal.show.payload import progress_content, quiz_content

pytestmark = [pytest.mark.browser, pytest.mark.long]
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."
CONTENT = quiz_content(load_quiz("03_signalen_herkennen", KIT), KIT)


def kept(folder):
    path = folder / ".home" / "data" / "signaal" / "voortgang.json"
    return json.loads(path.read_text(encoding="utf-8"))["kept"] if path.exists() else None


def kept_answers(folder):
    return (kept(folder) or {}).get("quiz:03_signalen_herkennen", {}).get("answers", {})


def until(true):
    """Wait until `true()` is: what the browser does with a file is no event on the page."""
    for _ in range(150):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true")


def answer(quiz):
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    return quiz


def answer_question(quiz, n):
    """Answer question `n` of the quiz, whatever it asks, by its first option or button."""
    if quiz.get_by_role("button", name="Toon alle vragen onder elkaar").count():
        quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    form = quiz.locator("form").nth(n)
    form.locator("fieldset").first.get_by_role("radio").or_(form.get_by_role("checkbox")).first.check()
    form.get_by_role("button", name="Kijk na").click()


KEPT_RIGHT = {
    "choice": ["signaal"],
    "outcome": "right",
    "attempts": 1,
    "first": {"choice": ["signaal"], "outcome": "right"},
}


def choose_to_keep(page):
    panel = page.show(progress_content(KIT))
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    expect(panel.get_by_text("Je antwoorden worden bewaard.")).to_be_visible()
    expect(panel.get_by_role("status").first).to_be_focused()  # the button is gone
    return panel


def erase(panel):
    panel.get_by_role("button", name="Stop en wis alles").click()
    panel.get_by_role("button", name="Ja, wis alles").click()
    expect(panel.get_by_text("Alles is gewist.")).to_be_visible()


# ---------------------------------------------------------------------------------------------------- in JupyterLab


def test_kept_answers_come_back_untrusted_without_a_kernel_and_for_python(lab):
    keep(lab.folder)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab.page.locator(".jp-Notebook .signaal").last)
    until(lambda: kept_answers(lab.folder).get("sam-wordt-stil", {}).get("outcome") == "right")
    lab.open(QUIZ, fresh=True)  # a new page: nothing of the old one is left
    quiz = lab.page.locator(".signaal")
    expect(quiz.get_by_label(RIGHT)).to_be_checked()  # no cell has run
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    lab.prints(FIRST_OUTCOME, "goed")


def test_answers_survive_a_restart_of_the_kernel_and_are_written_nowhere_before_the_choice(lab):
    lab.open(QUIZ)
    lab.run_all()
    answer(lab.page.locator(".jp-Notebook .signaal").last)
    lab.restart_kernel()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    lab.prints(FIRST_OUTCOME, "goed")
    assert kept(lab.folder) is None


def test_the_same_quiz_twice_in_a_notebook_is_one_quiz(lab):
    path = lab.folder / QUIZ
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(c for c in notebook["cells"] if "quiz(" in "".join(c["source"]))
    notebook["cells"].append(cell | {"id": "nog-een-keer"})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    lab.open(QUIZ, kernel=False)
    quizzes = lab.page.locator(".signaal")
    expect(quizzes).to_have_count(2)
    quizzes.first.get_by_label(RIGHT).check()
    expect(quizzes.last.get_by_label(RIGHT)).to_be_checked()
    assert (
        len(set(lab.page.evaluate("[...document.querySelectorAll('.signaal [id]')].map(n => n.id)")))
        == lab.page.locator(".signaal [id]").count()
    )


def test_beginning_again_lasts_also_when_a_cell_runs_once_more(lab):
    keep(lab.folder, **{"sam-wordt-stil": KEPT_RIGHT})
    lab.open(QUIZ)
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    expect(quiz.get_by_label(RIGHT)).to_be_checked()
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    quiz.get_by_role("button", name="Begin opnieuw").click()
    quiz.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    expect(quiz.get_by_label(RIGHT)).not_to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".jp-Notebook .signaal").get_by_label(RIGHT)).not_to_be_checked()
    lab.prints(FIRST_OUTCOME, "niet ingevuld")


# -------------------------------------------------------------------------------------------- the page and the file


def test_what_is_kept_can_be_seen_and_erased(light, learner):
    choose_to_keep(light())
    answer(light().show(CONTENT))
    until(lambda: kept_answers(learner).get("sam-wordt-stil", {}).get("outcome") == "right")
    page = light()
    panel = page.show(progress_content(KIT))
    panel.get_by_role("button", name="Toon wat er bewaard is").click()
    expect(panel.locator("pre")).to_contain_text("sam-wordt-stil")
    expect(panel.get_by_text("voortgang.json")).to_be_visible()
    erase(panel)
    assert kept(learner) is None
    for each in (page, light()):
        expect(each.show(CONTENT).get_by_label(RIGHT)).not_to_be_checked()


def test_a_damaged_file_is_set_aside_and_said_in_one_sentence(light, learner):
    folder = learner / ".home" / "data" / "signaal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "voortgang.json").write_text('{"schema": 1, "kept": {"quiz', encoding="utf-8")
    page = light()
    quiz = page.show(CONTENT)
    expect(page.page.get_by_role("alert").filter(has_text="waren niet te lezen")).to_be_visible()
    answer(quiz)
    until(lambda: "sam-wordt-stil" in kept_answers(learner))
    assert (folder / "voortgang-opzij-1.json").exists()


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(light, learner):
    folder = learner / ".home" / "data" / "signaal"
    (folder / "voortgang.json").mkdir(parents=True)  # root may write anywhere, but not a file over a folder
    page = light()
    quiz = page.show(CONTENT)
    expect(page.page.get_by_role("alert").filter(has_text="Bewaren lukt nu niet.")).to_be_visible()
    expect(answer(quiz).get_by_role("status").first).to_contain_text("goed")


def test_what_is_answered_in_two_tabs_is_kept_from_both(light, learner):
    keep(learner)
    one, other = light().show(CONTENT), light().show(CONTENT)
    for quiz, question in ((one, 0), (other, 1), (one, 2), (other, 3)):
        before = len(kept_answers(learner))
        answer_question(quiz, question)
        until(lambda before=before: len(kept_answers(learner)) > before)
    other.get_by_role("button", name="Toon één vraag tegelijk").click()
    other.get_by_role("button", name="Volgende").click()  # only on in the one
    until(lambda: kept(learner)["quiz:03_signalen_herkennen"].get("at"))
    assert len(kept_answers(learner)) == 4


def test_a_tab_that_was_open_before_keeping_began_keeps_too_and_erases_too(light, learner):
    page = light()
    quiz = page.show(CONTENT)
    answer_question(quiz, 0)
    panel = choose_to_keep(light())
    until(lambda: len(kept_answers(learner)) == 1)  # what was answered before
    answer_question(quiz, 1)
    until(lambda: len(kept_answers(learner)) == 2)
    erase(panel)
    expect(quiz.get_by_label(RIGHT)).not_to_be_checked()
    answer_question(quiz, 2)
    page.page.wait_for_timeout(500)
    assert kept(learner) is None, "erased in one page, and not back from the other"


def test_without_a_network_nothing_is_lost_and_the_words_are_true(light, learner):
    keep(learner)
    page = light()
    quiz = page.show(CONTENT)
    answer_question(quiz, 0)
    until(lambda: len(kept_answers(learner)) == 1)
    page.page.route("**/signaal/progress*", lambda route: route.abort())
    answer_question(quiz, 1)
    alert = page.page.get_by_role("alert").filter(has_text="De server van JupyterLab antwoordt nu niet.")
    expect(alert).to_be_visible()
    expect(page.page.get_by_text("ruimte is op de schijf")).to_have_count(0)
    answer_question(quiz, 2)
    page.page.unroute("**/signaal/progress*")
    page.page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: len(kept_answers(learner)) == 3)
    expect(alert).to_have_count(0)
    page.complaints.clear()  # the browser says that a request failed


def test_a_full_disk_is_said_and_mended(light, learner):
    keep(learner)
    page = light()
    quiz = page.show(CONTENT)
    folder = learner / ".home" / "data" / "signaal"
    (folder / "voortgang.tmp").mkdir()  # root may write anywhere, but not a file over a folder
    answer_question(quiz, 0)
    alert = page.page.get_by_role("alert").filter(has_text="Bewaren lukt nu niet.")
    expect(alert).to_be_visible()
    (folder / "voortgang.tmp").rmdir()
    answer_question(quiz, 1)
    until(lambda: len(kept_answers(learner)) == 2)
    expect(alert).to_have_count(0)


def test_ten_pages_at_once_lose_nothing(light, learner):
    keep(learner)
    content = CONTENT | {
        "questions": [each for each in CONTENT["questions"] if each["type"] in ("single", "multiple")]
    }
    pages = [light() for _ in range(10)]
    for page in pages:
        page.show(content)
    for n, page in enumerate(pages):
        # All in the same half second.
        page.page.evaluate(
            """(n) => {
                [...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('Toon alle vragen')).click();
                const form = document.querySelectorAll('.signaal form')[n];
                form.querySelector('input').click();
                setTimeout(() => form.requestSubmit(), 500 - Date.now() % 500);
            }""",
            n,
        )
    until(lambda: len([a for a in kept_answers(learner).values() if "outcome" in a]) == len(pages))


def test_a_file_for_the_lecturer_holds_what_was_chosen_and_shown_and_no_more(light, learner):
    page = light()
    choose_to_keep(page)
    quiz = page.show(CONTENT)
    quiz.get_by_label("Nog niets. Pas als er meer dingen opvallen").check()
    quiz.get_by_label("Ik ben vrij zeker").check()
    quiz.get_by_role("button", name="Kijk na").click()
    answer(quiz)  # the second try does not count
    panel = page.show(progress_content(KIT))
    panel.get_by_role("button", name="Maak een bestand voor je docent").click()
    box = panel.get_by_role("region", name="Maak een bestand voor je docent")
    expect(box).to_be_focused()
    expect(box.locator("pre")).to_be_hidden()  # nothing goes along by itself
    save = box.get_by_role("button", name="Zet dit bestand bij mijn downloads")
    save.click()
    expect(box.get_by_role("status")).to_contain_text("nog niets gekozen")
    box.get_by_label("03 Signalen herkennen (vragen: 1)").check()
    shown = box.locator("pre").inner_text()
    with page.page.expect_download() as download:
        save.click()
    written = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert json.loads(shown) == written
    first = {"choice": ["nog-niets"], "outcome": "wrong", "sure": "sure"}
    assert written["quizzes"] == {"03_signalen_herkennen": {"sam-wordt-stil": first}}
    assert written.keys() == {"signaal", "schema", "course", "code", "quizzes", "stories"}
    assert "day" not in shown
    assert kept(learner) is not None  # what is kept stays as it was


# ----------------------------------------------------------------------------------------- a notebook of a stranger


def test_an_answer_to_a_strangers_question_does_not_come_back_in_ours(light, learner):
    keep(learner)
    content = quiz_content(only_questions(load_quiz("03_signalen_herkennen", KIT), ["sam-wordt-stil"]), KIT)
    question = content["questions"][0]
    theirs = content | {"questions": [question | {"text": f"{question['text']} Klik gerust."}]}
    page = light()
    with page.page.expect_response("**/signaal/known"):
        quiz = answer(page.show(theirs))
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    page.page.wait_for_timeout(500)  # what goes to the server goes now
    with page.page.expect_response("**/signaal/known"):
        ours = page.show(content)
    page.page.wait_for_timeout(200)
    expect(ours.get_by_label(RIGHT)).not_to_be_checked()


def test_a_stranger_does_not_decide_what_the_buttons_that_erase_say(light, learner):
    keep(learner)
    ours = progress_content(KIT)
    renamed = ours["strings"] | {"erase": "Volgende vraag", "erase_sure": "Klaar?", "erase_yes": "Verder"}
    page = light()
    for content, name, buttons in (
        (ours, "Stop en wis alles", 1),
        (ours | {"strings": renamed}, "Volgende vraag", 0),
    ):
        with page.page.expect_response("**/signaal/known"):
            page.show(content)
        page.page.wait_for_timeout(200)
        expect(page.page.get_by_role("button", name=name)).to_have_count(buttons)


def spoil(lab, path, change):
    """Let `change` alter the content of each lesson in a stored notebook, as somebody else might."""
    file = lab.folder / path
    notebook = json.loads(file.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if "application/vnd.signaal+json" in output.get("data", {}):
                change(output["data"]["application/vnd.signaal+json"])
    file.write_text(json.dumps(notebook), encoding="utf-8")


LURES = [
    '<img src="{}">', '<img srcset="{} 2x">', '<video src="{}" poster="{}" autoplay></video>', '<audio src="{}" autoplay></audio>',
    '<span style="background:url({})">x</span>', '<div style="list-style:url({})">x</div>', '<input type="image" src="{}">',
    '<svg><image href="{}"/></svg>', '<object data="{}"></object>', '<iframe src="{}"></iframe>', '<embed src="{}">',
    '<link rel="stylesheet" href="{}">', '<style>@import "{}"; .signaal {{ background: url({}) }}</style>',
    '<picture><source srcset="{}"></picture>', '<table background="{}"><tr><td>x</td></tr></table>', '<body background="{}">',
    '<meta http-equiv="refresh" content="0;url={}">', '<a href="{}" ping="{}">x</a>', '<p class="jp-mod-x" id="a">x</p>',
]  # fmt: skip


def test_a_stranger_neither_reads_nor_changes_nor_erases_what_is_kept_and_hears_nothing(lab):
    keep(lab.folder, **{"sam-wordt-stil": KEPT_RIGHT})
    before = kept_answers(lab.folder)

    def lure(content):
        del content["questions"][6:]
        for question in content["questions"]:
            for part in [*question.get("options", ()), *question.get("items", ())]:
                here = f"https://vreemd.example/{question['id']}/{part['id']}"
                part["feedback"] = "".join(
                    text.replace("{}", here).replace("{{", "{").replace("}}", "}") for text in LURES
                )
                part["text"] += f'<img src="{here}">'
        content["intro"] = content["questions"][0]["text"] = (
            '<a href="https://vreemd.example/weg">Lees meer</a>'
        )

    spoil(lab, QUIZ, lure)
    lab.open(QUIZ, kernel=False)
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    expect(quiz.get_by_role("link", name="Lees meer").first).to_have_attribute("target", "_blank")
    expect(quiz.get_by_role("link", name="Lees meer").first).to_have_attribute("rel", "noopener noreferrer")
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    expect(quiz.locator("input:checked")).to_have_count(0)  # what was kept is not drawn in it
    answer_question(quiz, 0)
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    quiz.get_by_role("button", name="Begin opnieuw").click()
    quiz.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    lab.page.wait_for_timeout(500)
    assert kept_answers(lab.folder) == before
    assert not [url for url in lab.requests if "vreemd.example" in url]
    assert (
        quiz.locator(
            "img, video, audio, svg, object, iframe, embed, link, style, [style*=url], [ping], [background]"
        ).count()
        == 0
    )


CANNOT = [
    {"kind": "toString", "id": "x"},
    {"kind": "hologram", "id": "x", "strings": {}},
    {"kind": "quiz", "id": "x"},
    {"kind": "quiz", "id": "x", "title": "T", "intro": "", "strings": {}, "figures": {}, "questions": [{"id": "a", "type": "nieuw"}]},
    {"kind": "scenario", "id": "x", "passages": [], "endings": [], "start": "weg", "strings": {}},
    {},
]  # fmt: skip


def test_what_cannot_be_drawn_is_the_page_without_script(lab):
    path = lab.folder / QUIZ
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = (cell for cell in notebook["cells"] if "quiz(" in "".join(cell["source"]))
    for n, content in enumerate(CANNOT):
        copy = json.loads(json.dumps(cell)) | {"id": f"proef-{n}"}
        for output in copy["outputs"]:
            output["data"]["application/vnd.signaal+json"] = content
        notebook["cells"].append(copy)
    notebook["cells"].remove(cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    lab.open(QUIZ, kernel=False)
    pages = lab.page.get_by_text("Hier kun je de quiz alleen lezen.")
    for n in range(len(CANNOT)):
        bring_in_sight(lab.page.locator(".jp-CodeCell").nth(n))
    expect(pages).to_have_count(len(CANNOT))
    lab.page.locator("summary", has_text=RIGHT).last.click()
    expect(lab.page.get_by_text("Precies. Je ziet een verandering").last).to_be_visible()
