"""Keeping answers is a choice: nothing before it, everything after it, and nothing left once it is taken back.

What is kept is for another page: where a test says `fresh`, that page remembers nothing but what stands in the file.
"""

import json
import time

import pytest
from acts import FIRST_OUTCOME
from bare import MOUNT
from conftest import QUIZ, Lab
from playwright.sync_api import expect

from signaal.course.quizzes import load_quiz, only_questions
from signaal.jupyter.progress import SCHEMA
from signaal.show.payload import quiz_content

pytestmark = [pytest.mark.browser, pytest.mark.long]
RIGHT = "Een signaal. Er is iets veranderd, en de oorzaak staat nog open."


def kept(lab):
    path = lab.folder / ".home" / "data" / "signaal" / "voortgang.json"
    return json.loads(path.read_text(encoding="utf-8"))["kept"] if path.exists() else None


def until(true):
    """Wait until `true()` is: what the browser does with a file is no event on the page."""
    for _ in range(150):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true")


def answer(lab):
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    if kept(lab) is not None:
        until(lambda: '"outcome": "right"' in json.dumps(kept(lab)))
    return quiz


def keep(lab):
    """Have the choice to keep answers made: the file is there if and only if it was."""
    path = lab.folder / ".home" / "data" / "signaal" / "voortgang.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"schema": SCHEMA, "period": "een", "kept": {}}), encoding="utf-8")


def choose_to_keep(lab):
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    expect(panel.get_by_text("Je antwoorden worden bewaard.")).to_be_visible()
    return panel


def test_nothing_is_written_before_the_choice(lab):
    lab.open(QUIZ)
    lab.run_all()
    answer(lab)
    assert kept(lab) is None


def test_kept_answers_come_back_untrusted_without_a_kernel_and_for_python(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    assert kept(lab)["quiz:03_signalen_herkennen"]["answers"]["sam-wordt-stil"]["outcome"] == "right"
    lab.open(QUIZ, kernel=False, fresh=True)  # a new page: nothing of the old one is left
    quiz = lab.page.locator(".signaal")
    expect(quiz.get_by_label(RIGHT)).to_be_checked()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    lab.open(QUIZ, fresh=True)
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "goed"


def test_what_is_kept_can_be_seen_and_erased(lab):
    choose_to_keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    lab.open("notebooks/00_welkom.ipynb", kernel=False, fresh=True)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Toon wat er bewaard is").click()
    expect(panel.locator("pre")).to_contain_text("sam-wordt-stil")
    expect(panel.get_by_text("voortgang.json")).to_be_visible()
    panel.get_by_role("button", name="Stop en wis alles").click()
    panel.get_by_role("button", name="Ja, wis alles").click()
    expect(panel.get_by_text("Alles is gewist.")).to_be_visible()
    assert kept(lab) is None
    lab.open(QUIZ, kernel=False, fresh=True)
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).not_to_be_checked()


def test_a_damaged_file_is_set_aside_and_said_in_one_sentence(lab):
    folder = lab.folder / ".home" / "data" / "signaal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "voortgang.json").write_text('{"schema": 1, "kept": {"quiz', encoding="utf-8")
    lab.open(QUIZ, kernel=False, fresh=True)
    expect(lab.page.get_by_role("alert").filter(has_text="waren niet te lezen")).to_be_visible()
    answer(lab)
    assert "quiz:03_signalen_herkennen" in kept(lab)
    assert (folder / "voortgang-opzij-1.json").exists()


def test_answers_survive_a_restart_of_the_kernel_and_running_everything_again(lab):
    lab.open(QUIZ)
    lab.run_all()
    answer(lab)
    lab.restart_kernel()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".signaal").get_by_label(RIGHT)).to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "goed"


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


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(lab):
    folder = lab.folder / ".home" / "data" / "signaal"
    (folder / "voortgang.json").mkdir(parents=True)  # root may write anywhere, but not a file over a folder
    lab.open(QUIZ, kernel=False, fresh=True)
    alert = lab.page.get_by_role("alert").filter(has_text="Bewaren lukt nu niet.")
    expect(alert).to_be_visible()
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label(RIGHT).check()
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")


def test_beginning_again_lasts_also_when_a_cell_runs_once_more(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer(lab)
    lab.open(QUIZ, fresh=True)  # a page that begins with a kept answer
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    expect(quiz.get_by_label(RIGHT)).to_be_checked()
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    quiz.get_by_role("button", name="Begin opnieuw").click()
    quiz.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    expect(quiz.get_by_label(RIGHT)).not_to_be_checked()
    lab.run_all()
    expect(lab.page.locator(".jp-Notebook .signaal").get_by_label(RIGHT)).not_to_be_checked()
    assert lab.python(FIRST_OUTCOME).strip() == "niet ingevuld"


# ------------------------------------------------------------------------------------- several pages, no network


def another(lab, path=QUIZ):
    """Return a second page of the same learner, with a notebook open."""
    other = Lab(lab.page.context.new_page(), lab.address, lab.folder)
    other.open(path, kernel=False, fresh=True)
    lab.forgiven.append("Cannot read properties of null (reading 'kernel')")
    return other


def kept_answers(lab):
    return (kept(lab) or {}).get("quiz:03_signalen_herkennen", {}).get("answers", {})


def answer_question(lab, n):
    """Answer question `n` of the quiz, whatever it asks, by its first option or button."""
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    if quiz.get_by_role("button", name="Toon alle vragen onder elkaar").count():
        quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    form = quiz.locator("form").nth(n)
    form.locator("fieldset").first.get_by_role("radio").or_(form.get_by_role("checkbox")).first.check()
    form.get_by_role("button", name="Kijk na").click()


def test_what_is_answered_in_two_tabs_is_kept_from_both(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    other = another(lab)
    for page, question in ((lab, 0), (other, 1), (lab, 2), (other, 3)):
        before = len(kept_answers(lab))
        answer_question(page, question)
        until(lambda before=before: len(kept_answers(lab)) > before)
    other.page.locator(".signaal").last.get_by_role("button", name="Toon één vraag tegelijk").click()
    other.page.locator(".signaal").last.get_by_role("button", name="Volgende").click()  # only on in the one
    until(lambda: kept(lab)["quiz:03_signalen_herkennen"].get("at"))
    assert len(kept_answers(lab)) == 4
    other.page.close()


def test_a_tab_that_was_open_before_keeping_began_keeps_too_and_erases_too(lab):
    lab.open(QUIZ, kernel=False, fresh=True)
    answer_question(lab, 0)
    other = another(lab, "notebooks/00_welkom.ipynb")
    panel = other.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click()
    until(lambda: len(kept_answers(lab)) == 1)  # what was answered before
    answer_question(lab, 1)
    until(lambda: len(kept_answers(lab)) == 2)
    panel.get_by_role("button", name="Stop en wis alles").click()
    panel.get_by_role("button", name="Ja, wis alles").click()
    expect(panel.get_by_text("Alles is gewist.")).to_be_visible()
    expect(lab.page.locator(".signaal").last.get_by_label(RIGHT)).not_to_be_checked()
    answer_question(lab, 2)
    lab.page.wait_for_timeout(500)
    assert kept(lab) is None, "erased in one page, and not back from the other"
    other.page.close()


def test_without_a_network_nothing_is_lost_and_the_words_are_true(lab):
    keep(lab)
    lab.forgiven.append("Failed to load resource")
    lab.open(QUIZ, kernel=False, fresh=True)
    answer_question(lab, 0)
    until(lambda: len(kept_answers(lab)) == 1)
    lab.page.route("**/signaal/progress*", lambda route: route.abort())
    answer_question(lab, 1)
    alert = lab.page.get_by_role("alert").filter(has_text="De server van JupyterLab antwoordt nu niet.")
    expect(alert).to_be_visible()
    expect(lab.page.get_by_text("ruimte is op de schijf")).to_have_count(0)
    answer_question(lab, 2)
    lab.page.unroute("**/signaal/progress*")
    lab.page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: len(kept_answers(lab)) == 3)
    expect(alert).to_have_count(0)


def test_a_full_disk_is_said_and_mended(lab):
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    folder = lab.folder / ".home" / "data" / "signaal"
    (folder / "voortgang.tmp").mkdir()  # root may write anywhere, but not a file over a folder
    answer_question(lab, 0)
    alert = lab.page.get_by_role("alert").filter(has_text="Bewaren lukt nu niet.")
    expect(alert).to_be_visible()
    (folder / "voortgang.tmp").rmdir()
    answer_question(lab, 1)
    until(lambda: len(kept_answers(lab)) == 2)
    expect(alert).to_have_count(0)


LIGHT = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Signaal</title>
<script id="jupyter-config-data" type="application/json">{"baseUrl": "/"}</script><main></main>"""


def light(lab):
    """Return a page of JupyterLab's server with nothing but our modules: ten of them take no longer than one JupyterLab."""
    page = lab.page.context.new_page()
    address = f"{lab.address}/lab/extensions/signaal/renderer/browser/light.html"
    page.route(address, lambda route: route.fulfill(body=LIGHT, content_type="text/html"))
    page.goto(address)
    return page


def mount(page, content):
    page.evaluate(MOUNT, {"content": content, "state": {}})
    return page.locator(".signaal")


def test_ten_pages_at_once_lose_nothing(lab, kit):
    keep(lab)
    lab.visit()  # the visitor's cookie
    content = quiz_content(load_quiz("03_signalen_herkennen", kit), kit)
    content["questions"] = [each for each in content["questions"] if each["type"] in ("single", "multiple")]
    pages = [light(lab) for _ in range(10)]
    for page in pages:
        mount(page, content)
    for n, page in enumerate(pages):
        # All in the same half second.
        page.evaluate(
            """(n) => {
                [...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('Toon alle vragen')).click();
                const form = document.querySelectorAll('.signaal form')[n];
                form.querySelector('input').click();
                setTimeout(() => form.requestSubmit(), 500 - Date.now() % 500);
            }""",
            n,
        )
    until(lambda: len([a for a in kept_answers(lab).values() if "outcome" in a]) == len(pages))
    for page in pages:
        page.close()


def test_an_answer_to_a_strangers_question_does_not_come_back_in_ours(lab, kit):
    keep(lab)
    lab.visit()
    content = quiz_content(only_questions(load_quiz("03_signalen_herkennen", kit), ["sam-wordt-stil"]), kit)
    question = content["questions"][0]
    theirs = content | {"questions": [question | {"text": f"{question['text']} Klik gerust."}]}
    page = light(lab)
    mount(page, theirs).get_by_label(RIGHT).check()
    page.get_by_role("button", name="Kijk na").click()
    expect(page.get_by_role("status").first).to_contain_text("goed")
    page.wait_for_timeout(500)  # what goes to the server goes now
    ours = mount(page, content)
    page.wait_for_timeout(500)
    expect(ours.get_by_label(RIGHT)).not_to_be_checked()
    page.close()


# ----------------------------------------------------------------------------------------- a notebook of a stranger


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
    keep(lab)
    lab.open(QUIZ, kernel=False, fresh=True)
    answer_question(lab, 0)
    answer_question(lab, 1)
    until(lambda: ["outcome" in answer for answer in kept_answers(lab).values()] == [True, True])
    before = kept(lab)["quiz:03_signalen_herkennen"]["answers"]

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
    lab.open(QUIZ, kernel=False, fresh=True)
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    expect(quiz.get_by_role("link", name="Lees meer").first).to_have_attribute("target", "_blank")
    expect(quiz.get_by_role("link", name="Lees meer").first).to_have_attribute("rel", "noopener noreferrer")
    quiz.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    expect(quiz.locator("input:checked")).to_have_count(0)  # what was kept is not drawn in it
    answer_question(lab, 0)
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    quiz.get_by_role("button", name="Begin opnieuw").click()
    quiz.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    lab.page.wait_for_timeout(500)
    assert kept(lab)["quiz:03_signalen_herkennen"]["answers"] == before
    assert not [url for url in lab.requests if "vreemd.example" in url]
    assert (
        quiz.locator(
            "img, video, audio, svg, object, iframe, embed, link, style, [style*=url], [ping], [background]"
        ).count()
        == 0
    )


def test_a_stranger_does_not_decide_what_the_buttons_that_erase_say(lab):
    keep(lab)

    def rename(content):
        if content["kind"] == "progress":
            content["strings"] |= {"erase": "Volgende vraag", "erase_sure": "Klaar?", "erase_yes": "Verder"}

    spoil(lab, "notebooks/00_welkom.ipynb", rename)
    lab.open("notebooks/00_welkom.ipynb", kernel=False, fresh=True)
    expect(lab.page.get_by_text("Bewaren kan hier niet.")).to_be_visible()
    assert lab.page.get_by_role("button", name="Volgende vraag").count() == 0


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "toString", "id": "x"},
        {"kind": "hologram", "id": "x", "strings": {}},
        {"kind": "quiz", "id": "x"},
        {"kind": "quiz", "id": "x", "title": "T", "intro": "", "strings": {}, "figures": {}, "questions": [{"id": "a", "type": "nieuw"}]},
        {"kind": "scenario", "id": "x", "passages": [], "endings": [], "start": "weg", "strings": {}},
        {},
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_the_page_without_script(lab, content):
    def replace(old):
        old.clear()
        old.update(content)

    spoil(lab, QUIZ, replace)
    lab.open(QUIZ, kernel=False)
    expect(lab.page.get_by_text("Hier kun je de quiz alleen lezen.")).to_be_visible()
    option = lab.page.locator("summary", has_text=RIGHT)
    option.click()
    expect(lab.page.get_by_text("Precies. Je ziet een verandering")).to_be_visible()


def test_a_file_for_the_lecturer_holds_what_was_chosen_and_shown_and_no_more(lab):
    choose_to_keep(lab)
    lab.open(QUIZ, kernel=False)
    quiz = lab.page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label("Nog niets. Pas als er meer dingen opvallen").check()
    quiz.get_by_label("Ik ben vrij zeker").check()
    quiz.get_by_role("button", name="Kijk na").click()
    answer(lab)  # the second try does not count
    lab.open("notebooks/00_welkom.ipynb", kernel=False)
    panel = lab.page.get_by_role("region", name="Mijn antwoorden bewaren")
    panel.get_by_role("button", name="Maak een bestand voor je docent").click()
    box = panel.get_by_role("region", name="Maak een bestand voor je docent")
    expect(box).to_be_focused()
    expect(box.locator("pre")).to_be_hidden()  # nothing goes along by itself
    save = box.get_by_role("button", name="Zet dit bestand bij mijn downloads")
    save.click()
    expect(box.get_by_role("status")).to_contain_text("nog niets gekozen")
    box.get_by_label("03 Signalen herkennen, vragen: 1").check()
    shown = box.locator("pre").inner_text()
    with lab.page.expect_download() as download:
        save.click()
    written = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert json.loads(shown) == written
    first = {"choice": ["nog-niets"], "outcome": "wrong", "sure": "sure"}
    assert written["quizzes"] == {"03_signalen_herkennen": {"sam-wordt-stil": first}}
    assert written.keys() == {"signaal", "schema", "course", "code", "quizzes", "stories"}
    assert "day" not in shown
    assert kept(lab) is not None  # what is kept stays as it was
