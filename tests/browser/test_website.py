"""The website: a phone walks through every lesson, and answers stay in the browser for whoever asks for that."""

import json
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from axe import RULES
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, SECOND
from playwright.sync_api import expect

from signaal.course.course import Course
from signaal.make.site import HOME, LIST, write_site

pytestmark = [pytest.mark.browser, pytest.mark.long]

PHONE = {"width": 390, "height": 844}
KEEP = "Bewaar mijn antwoorden"
QUIZ = "03_signalen_herkennen.html"
# The levels of the headings on a page that can be seen, in order.
LEVELS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(heading => heading.checkVisibility())
    .map(heading => Number(heading.ariaLevel ?? heading.tagName[1]))"""
# What one click in each thing on a page that can be answered leads to.
CLICK_ALL = """async () => {
    const bare = [];
    const settle = () => new Promise((done) => setTimeout(done));
    for (const lesson of document.querySelectorAll('.sg-live .signaal')) {
        const form = [...lesson.querySelectorAll('form')].find(form => !form.hidden);
        const name = lesson.querySelector('h3').textContent;
        if (form) {
            form.querySelector('fieldset input')?.click();
            const text = form.querySelector('input[type=text]');
            if (text) { text.value = '1'; text.dispatchEvent(new Event('input')); }
            form.querySelector('button.sg-main').click();
            await settle();
            if (!form.querySelector('.sg-feedback').textContent) bare.push(name);
        } else if (lesson.querySelector('.sg-choice')) {
            lesson.querySelector('.sg-choice').click();
            await settle();
            if (!lesson.querySelector('.sg-feedback').textContent) bare.push(name);
        }
    }
    return bare;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folder of a site in a subfolder of a web server, and the files in it."""
    folder = tmp_path_factory.mktemp("web") / "school" / "les"
    return folder, write_site(Course(ROOT), folder)


@pytest.fixture(scope="module")
def address(built):
    folder, _ = built
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder.parents[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/school/les/"
    server.shutdown()


class Visit:
    """A phone with a browser that remembers nothing, what it asked for, and what it complained about."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(viewport=PHONE, locale="nl-NL", **options)
        self.context.set_default_timeout(15 * SECOND)
        self.context.set_default_navigation_timeout(60 * SECOND)
        self.address, self.complaints, self.asked = address, [], []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def open(self, file, page=None):
        page = page or self.page
        page.goto(f"{self.address}{file}")
        page.wait_for_function(
            "[...document.querySelectorAll('.sg-live')].every(host => host.classList.contains('sg-alive'))"
        )
        return page

    def quiz(self, page=None):
        """Return the first quiz on the page."""
        return (page or self.page).locator(".signaal:has(form)").first

    def answer(self, page=None, option=0):
        """Answer the first question on the page; return its feedback."""
        quiz = self.quiz(page)
        quiz.get_by_role("radio").nth(option).check()
        quiz.get_by_role("button", name="Kijk na").click()
        feedback = quiz.locator(".sg-feedback").first
        expect(feedback).not_to_be_empty()
        return feedback

    def keep(self):
        """Choose to keep answers."""
        self.page.locator("details.sg-keep summary").click()
        self.page.get_by_role("button", name=KEEP).click()
        expect(self.page.get_by_text("worden bewaard in deze browser")).to_be_visible()

    def stored(self):
        """Return what stands in the browser, as {name: JSON or text}."""
        found = self.page.evaluate("({ ...localStorage })")
        return {name: json.loads(text) if text.startswith("{") else text for name, text in found.items()}


@pytest.fixture
def visit(browser, address):
    visit = Visit(browser, address)
    yield visit
    visit.context.close()
    assert not visit.complaints
    assert {urlsplit(url).hostname for url in visit.asked if not url.startswith("data:")} <= {"127.0.0.1"}


def pages(built):
    """Return every page, of those to print what one lesson and one story give: the others are made alike."""
    printed = re.compile(r"papier-(?!02_rekenen|03_signalen|verhaal_klas_3)")
    return [name for name in built[1] if name.endswith(".html") and not printed.match(name)]


def test_a_phone_walks_through_every_page(visit, built):
    wrong, answered = [], 0
    for file in pages(built):
        page = visit.open(file)
        width, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width > window:
            wrong.append(f"{file} is {width} wide")
        wrong += [f"{file}: {name} says nothing" for name in page.evaluate(CLICK_ALL)]
        answered += page.locator(".sg-live .signaal form").count()
        levels = page.evaluate(LEVELS)
        wrong += [f"{file}: from heading {a} to {b}" for a, b in pairwise([1, *levels]) if b > a + 1]
        if page.locator("h1").count() != 1 or page.get_attribute("html", "lang") != "nl":
            wrong.append(f"{file} has no single title, or no language")
        if page.evaluate("[...document.images].some(image => image.complete && !image.naturalWidth)"):
            wrong.append(f"{file} lacks a picture")
    assert not wrong
    assert answered > 150


def test_the_help_lines_are_one_tap_away_and_call(visit):
    visit.open(QUIZ)
    visit.page.evaluate("scrollTo(0, 3000)")
    visit.page.get_by_role("button", name="Hulplijnen").click()
    lines = visit.page.locator("#hulplijnen")
    expect(lines).to_be_visible()
    assert lines.get_by_role("link", name="0800-2000").first.get_attribute("href") == "tel:08002000"
    lines.get_by_role("button", name="Sluit").click()
    expect(lines).to_be_hidden()
    assert visit.page.evaluate("scrollY") == 3000


def test_a_figure_opens_its_note_in_place(visit):
    visit.open("00_welkom.html")
    figure = visit.page.get_by_role(
        "button", name="90.000 tot 127.000. Waar komt 90.000 tot 127.000 vandaan?"
    )
    figure.click()
    note = visit.page.locator(".signaal-note")
    expect(note).to_contain_text("90.000 tot 127.000 kinderen")
    assert visit.page.url.endswith("00_welkom.html")
    figure.press(" ")
    expect(note).to_have_count(0)
    figure.press("Enter")
    note.get_by_role("link", name="alle cijfers").click()
    expect(visit.page).to_have_url(re.compile(r"bronnen\.html#npm-2017-schatting$"))
    expect(visit.page.locator("#npm-2017-schatting")).to_be_in_viewport()


def test_a_chart_has_a_picture_for_a_phone_and_one_for_a_wide_screen(visit):
    visit.open("02_hoe_vaak_komt_het_voor.html")
    charts = visit.page.locator("figure.sg-chart")
    charts.first.scroll_into_view_if_needed()
    expect(charts.first.locator("img")).not_to_have_js_property("currentSrc", "")
    source = charts.first.locator("img").evaluate("image => image.currentSrc")
    assert source.endswith("-smal.svg")
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    wide = "document.querySelector('.sg-chart img').currentSrc.endsWith('-breed.svg')"
    visit.page.wait_for_function(wide)
    cut = charts.filter(has_text="as afknippen")
    expect(cut.locator("img").nth(1)).to_be_hidden()
    cut.get_by_label("as afknippen").check()
    expect(cut.locator("img").nth(0)).to_be_hidden()
    expect(cut.locator("img").nth(1)).to_be_visible()


def test_nothing_is_kept_until_it_is_asked_for(visit):
    visit.open(QUIZ)
    visit.answer()
    assert visit.stored() == {}
    visit.open(QUIZ)
    expect(visit.quiz().locator(".sg-feedback").first).to_be_empty()


def test_answers_stay_in_this_browser_and_can_be_read_and_erased(visit):
    visit.open(QUIZ)
    said = visit.answer(option=1).text_content()
    visit.keep()
    visit.open(HOME)
    expect(visit.page.get_by_role("link", name=re.compile("^Signalen herkennen"))).to_contain_text(
        "antwoorden van jou"
    )
    visit.page.get_by_role("link", name="Verder waar je was: Signalen herkennen").click()
    expect(visit.quiz().locator(".sg-feedback").first).to_have_text(said)
    head, lesson = visit.stored()["signaal.signaal"], visit.stored()["signaal.signaal.kept.quiz:03_onderweg"]
    assert head["schema"] == 2
    [answer] = lesson["answers"].values()
    assert answer["first"]["outcome"] == answer["outcome"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", answer["day"])
    visit.page.locator("details.sg-keep summary").click()
    visit.page.get_by_role("button", name="Toon wat er bewaard is").click()
    expect(visit.page.get_by_text("03 Onderweg (vragen: 1)")).to_be_visible()
    visit.page.get_by_role("button", name="Stop en wis alles").click()
    visit.page.get_by_role("button", name="Ja, wis alles").click()
    expect(visit.page.get_by_text("Alles is gewist.")).to_be_visible()
    expect(visit.quiz().locator(".sg-feedback").first).to_be_empty()
    assert visit.stored() == {}


def test_two_tabs_lose_nothing(visit):
    visit.open(QUIZ)
    other = visit.open("04_handelen.html", visit.context.new_page())
    visit.answer()
    visit.keep()
    feedback = visit.answer(other)
    visit.page.wait_for_function("'signaal.signaal.kept.quiz:04_onderweg' in localStorage", polling=100)
    assert "signaal.signaal.kept.quiz:03_onderweg" in visit.stored()
    visit.page.get_by_role("button", name="Stop en wis alles").click()
    visit.page.get_by_role("button", name="Ja, wis alles").click()
    expect(feedback).to_be_empty()
    assert visit.stored() == {}


def test_a_lesson_and_its_answers_work_from_a_disk(visit, built):
    visit.address = f"{built[0].as_uri()}/"
    visit.asked.clear()
    visit.open(QUIZ)
    said = visit.answer().text_content()
    visit.keep()
    visit.page.reload()
    expect(visit.quiz().locator(".sg-feedback").first).to_have_text(said)
    assert {urlsplit(url).scheme for url in visit.asked} <= {"file", "data"}
    visit.asked.clear()


def test_a_browser_that_keeps_nothing_says_so_and_the_lesson_works(visit):
    visit.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    visit.open(QUIZ)
    visit.answer()
    visit.page.locator("details.sg-keep summary").click()
    expect(visit.page.get_by_text("Deze browser laat niet toe dat een website iets bewaart")).to_be_visible()
    expect(visit.page.get_by_role("button", name=KEEP)).to_be_hidden()


def test_a_full_browser_says_so_and_what_waits_is_kept_once_there_is_room(visit):
    visit.context.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (...given) {
            if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
            return set.apply(this, given);
        };"""
    )
    visit.open(QUIZ)
    visit.answer()
    visit.keep()
    before = visit.stored()
    visit.page.evaluate("window.isFull = true")
    visit.answer(option=1)
    complaint = visit.page.get_by_role("alert").first
    expect(complaint).to_contain_text("Wat al bewaard was, blijft bewaard")
    assert visit.stored() == before
    visit.page.evaluate("window.isFull = false; dispatchEvent(new Event('online'))")
    expect(complaint).to_be_hidden()
    [answer] = visit.stored()["signaal.signaal.kept.quiz:03_onderweg"]["answers"].values()
    assert answer["attempts"] == 2


def test_an_old_tab_loses_nothing_that_a_newer_page_has_kept(visit):
    visit.open(QUIZ)
    visit.answer()
    visit.keep()
    # A question that this page does not know, from the site of tomorrow.
    visit.page.evaluate(
        """() => {
            const name = 'signaal.signaal.kept.quiz:03_onderweg';
            const state = JSON.parse(localStorage.getItem(name));
            state.answers.morgen = { choice: ['x'], outcome: 'right', attempts: 1 };
            localStorage.setItem(name, JSON.stringify(state));
        }"""
    )
    visit.answer(option=1)
    answers = visit.stored()["signaal.signaal.kept.quiz:03_onderweg"]["answers"]
    assert answers["morgen"]["outcome"] == "right"
    assert len(answers) == 2
    # A way of keeping that this page does not know: nothing of it is touched, and the page says so.
    visit.page.evaluate("localStorage.setItem('signaal.signaal', JSON.stringify({ schema: 3, period: 'x' }))")
    before = visit.stored()
    visit.answer(option=2)
    expect(visit.page.get_by_role("alert").first).to_contain_text(
        "deze pagina ouder is dan wat er bewaard is"
    )
    assert visit.stored() == before


def test_what_cannot_be_read_is_set_aside_and_the_rest_stays(visit):
    visit.open(QUIZ)
    visit.answer()
    visit.keep()
    visit.page.evaluate("localStorage.setItem('signaal.signaal.kept.quiz:04_onderweg', '{kapot')")
    visit.open(QUIZ)
    expect(visit.page.get_by_role("alert").first).to_contain_text("niet te lezen")
    expect(visit.quiz().locator(".sg-feedback").first).not_to_be_empty()
    found = visit.page.evaluate("({ ...localStorage })")
    assert found["signaal.signaal.opzij.1"] == "{kapot"
    assert "signaal.signaal.kept.quiz:04_onderweg" not in found


def test_without_script_every_page_can_be_read_and_the_help_lines_open(browser, address):
    visit = Visit(browser, address, java_script_enabled=False)
    visit.page.goto(f"{address}{QUIZ}")
    expect(visit.page.get_by_text("Welke vraag stel jij jezelf het eerst?").first).to_be_visible()
    visit.page.get_by_role("button", name="Hulplijnen").click()
    expect(visit.page.locator("#hulplijnen")).to_be_visible()
    visit.context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing(browser, address, colours):
    visit = Visit(browser, address, color_scheme=colours)
    for file in (HOME, QUIZ, "02_hoe_vaak_komt_het_voor.html", "verhaal_groep_2.html", "papier.html"):
        visit.open(file)
        result = Axe().run(visit.page, options=RULES)
        assert any(rule["id"] == "color-contrast" for rule in result.response["passes"])
        assert not result.response["violations"], f"{file}: {result.generate_report()}"
    visit.context.close()


def test_the_list_of_files_says_what_is_there(built):
    folder, files = built
    assert json.loads((folder / LIST).read_text(encoding="utf-8"))["files"] == files
    assert {path.name for path in folder.iterdir()} == {*files, LIST}
