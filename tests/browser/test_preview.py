"""The page beside the editor: it follows the file, keeps the place, and says what is wrong."""

import re
import threading

import pytest
from axe import look
from playwright.sync_api import expect

from signaal.lecturer.preview import serve

pytestmark = pytest.mark.browser
HEAD = 'schema = 1\nid = "mijn-cursus"\ntitle = "Mijn cursus"\nlanguage = "nl"\nextends = "signaal"\n'


def question(id_, text):
    return f"""
[[questions]]
id = "{id_}"
type = "single"
text = "{text}"
explanation = "Daarom."
sources = ["nji-sig"]
options = [
  {{ id = "a", text = "Ja", feedback = "Dat past.", correct = true }},
  {{ id = "b", text = "Nee", feedback = "Dat past niet." }},
]
"""


QUIZ = 'schema = 1\nid = "proef"\ntitle = "Proef"\n' + "".join(
    question(id_, f"Vraag over {id_}?") for id_ in ("een", "twee", "drie")
)


def passage(id_, choices):
    told = "".join(
        f'\n[[passages.choices]]\nid = "{name}"\ntext = "Ik doe {name}."\nto = "{to}"\nfeedback = "Over {name}."\n{more}\n'
        for name, to, more in choices
    )
    return f'\n[[passages]]\nid = "{id_}"\ntitle = "Moment {id_}"\ntext = "Het gaat over {id_}."\n{told}'


BEST = "recommended = true"
STORY = (
    'schema = 1\nid = "proef"\ntitle = "Een verhaal"\nintro = "Begin."\nstart = "een"\nform = "eigen code"\n'
    'discussion = ["Wat vond je?"]\nflags = { blad = "je iets opschreef" }\n'
    + passage("een", [("schrijf", "twee", f'{BEST}\nsets = ["blad"]'), ("wacht", "twee", "")])
    + passage("twee", [("vraag", "drie", BEST), ("zwijg", "drie", "")])
    + passage("drie", [("bel", "slot", BEST), ("voorlezen", "slot", 'needs = ["blad"]')])
    + '\n[[endings]]\nid = "slot"\ntitle = "Het slot"\noutcome = "goed"\ntext = "Klaar."\nnext = "Rust uit."\n'
)


@pytest.fixture
def preview(reader, tmp_path):
    """Yield a function that writes a file of a course and opens its preview: it returns (page, path)."""
    servers, pages, complaints = [], [], []

    def open_preview(kind, text):
        path = tmp_path / "mijn cursus" / "data" / kind / "proef.toml"
        path.parent.mkdir(parents=True)
        (path.parents[1] / "course.toml").write_text(HEAD, encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        server = serve(path)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        page = reader.new_page()
        page.set_default_timeout(15_000)  # the page waits for a server, on a machine that may be busy
        pages.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        page.goto(server.address)
        return page, path

    yield open_preview
    for page in pages:
        page.close()
    for server in servers:
        server.shutdown()
        server.server_close()
    assert not complaints


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def choose(page, name):
    page.get_by_role("button", name=f"Ik doe {name}.").click()
    page.get_by_role("button", name="Ga verder").click()


def test_a_changed_word_is_seen_at_the_question_where_one_was_with_its_answer(preview):
    page, path = preview("quizzes", QUIZ)
    page.locator("#side").get_by_role("button", name=re.compile("Vraag over twee")).click()
    page.get_by_role("radio", name="Nee").check()
    page.get_by_role("button", name="Kijk na").click()
    expect(page.get_by_text("Dat past niet.")).to_be_visible()
    change(path, "Vraag over twee?", "Wat doe je met twee?")
    expect(page.locator("legend").get_by_text("Wat doe je met twee?")).to_be_visible()
    expect(page.get_by_text("Dat past niet.")).to_be_visible()
    expect(page.get_by_role("radio", name="Nee")).to_be_checked()
    # And back again: what the page knew of the older text is not where one is now.
    page.locator("#side").get_by_role("button", name=re.compile("Vraag over drie")).click()
    change(path, "Wat doe je met twee?", "Vraag over twee?")
    expect(page.locator("#side")).to_contain_text("Vraag over twee?")
    expect(page.locator("legend").get_by_text("Vraag over drie?")).to_be_visible()


def test_a_question_that_is_gone_is_said_and_the_one_in_its_place_is_shown(preview):
    page, path = preview("quizzes", QUIZ)
    page.locator("#side").get_by_role("button", name=re.compile("Vraag over twee")).click()
    change(path, question("twee", "Vraag over twee?"), "")
    expect(page.locator("#notice")).to_have_text(
        "De vraag waar je was, “twee”, is er niet meer. Je staat nu bij de vraag op die plek."
    )
    expect(page.locator("legend").get_by_text("Vraag over drie?")).to_be_visible()


def test_mistakes_stand_above_the_last_right_version_and_go_when_they_are_mended(preview):
    page, path = preview("quizzes", QUIZ)
    expect(page.locator("legend").get_by_text("Vraag over een?")).to_be_visible()
    change(path, 'text = "Vraag over een?"', 'tekst = "Vraag over een?"')
    mistakes = page.locator("#mistakes li")
    expect(mistakes).to_have_count(1)
    expect(mistakes).to_contain_text('proef.toml:8, vraag "een": de sleutel "tekst"')
    expect(page.locator("legend").get_by_text("Vraag over een?")).to_be_visible()
    text = path.read_text(encoding="utf-8")
    path.unlink()
    expect(mistakes).to_contain_text("dit bestand is er niet meer")
    path.write_text(text[: len(text) // 2], encoding="utf-8")  # as an editor that is still at it
    expect(mistakes.first).to_contain_text("proef.toml")
    path.write_text(QUIZ.replace("Proef", "Nieuwe proef"), encoding="utf-8")
    expect(page.locator("#mistakes")).to_be_hidden()
    expect(page.get_by_role("heading", name="Nieuwe proef")).to_be_visible()


def test_a_story_stays_at_its_passage_and_the_map_says_where(preview):
    page, path = preview("scenarios", STORY)
    here = page.locator(".pv-map [aria-current]")
    expect(here).to_have_text("Moment een")
    choose(page, "schrijf")
    choose(page, "vraag")
    expect(here).to_have_text("Moment drie")
    expect(page.locator(".pv-been")).to_have_count(2)
    change(path, "Het gaat over drie.", "Het gaat nu over drie en meer.")
    expect(page.get_by_text("Het gaat nu over drie en meer.")).to_be_visible()
    expect(page.get_by_role("button", name="Ik doe voorlezen.")).to_be_visible()  # the flag is still up
    expect(page.locator("#notice")).to_be_hidden()


def test_where_a_choice_is_gone_the_story_stands_at_the_last_place_that_is_there(preview):
    page, path = preview("scenarios", STORY)
    choose(page, "schrijf")
    choose(page, "zwijg")
    change(path, '"zwijg"', '"stil"')
    expect(page.locator("#notice")).to_have_text(
        "De keuze “zwijg” in “Moment twee” is er niet meer, of hij is nu dicht. Je staat weer bij “Moment twee”."
    )
    expect(page.get_by_text("Het gaat over twee.")).to_be_visible()


def test_one_can_try_from_a_passage_with_a_flag_and_without(preview):
    page, path = preview("scenarios", STORY)
    page.locator(".pv-map").get_by_role("button", name="Moment drie").click()
    page.get_by_role("button", name="Probeer vanaf hier").click()
    expect(page.get_by_text("Het gaat over drie.")).to_be_visible()
    expect(page.get_by_role("button", name="Ik doe voorlezen.")).to_have_count(0)
    page.get_by_label("blad: je iets opschreef").check()
    page.get_by_role("button", name="Probeer vanaf hier").click()
    expect(page.get_by_role("button", name="Ik doe voorlezen.")).to_be_visible()
    expect(page.get_by_text("(staat nu omhoog)")).to_be_visible()
    change(path, "Het gaat over drie.", "Anders.")  # a try is kept too
    expect(page.get_by_text("Anders.")).to_be_visible()
    expect(page.get_by_role("button", name="Ik doe voorlezen.")).to_be_visible()
    choose(page, "voorlezen")
    expect(page.get_by_role("heading", name="Het slot")).to_be_visible()
    page.get_by_role("button", name="Terug naar het begin van het verhaal").click()
    expect(page.get_by_text("Het gaat over een.")).to_be_visible()


def test_every_exercise_of_a_file_is_there_and_a_given_answer_stays(preview, kit):
    text = (kit.data / "exercises" / "04_kop_controleren.toml").read_text(encoding="utf-8")
    page, path = preview("exercises", text.replace('id = "04_kop_controleren"', 'id = "proef"'))
    count = text.count("[[exercises]]")
    expect(page.locator("#lesson .signaal")).to_have_count(count)
    first = page.locator("#lesson .signaal").first
    first.get_by_role("radio").first.check()
    first.get_by_role("button", name="Kijk na").click()
    said = first.locator(".sg-feedback").inner_text()
    change(path, "Controleer een kop: het aantal", "Kijk naar het aantal")
    expect(page.get_by_role("heading", name="Kijk naar het aantal")).to_be_visible()
    expect(first.locator(".sg-feedback")).to_have_text(re.compile(re.escape(said.split("\n")[-1])))
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1000, "height": 900})


def test_axe_finds_nothing_in_light_and_dark_with_mistakes_and_a_map(preview):
    page, path = preview("scenarios", STORY)
    choose(page, "schrijf")
    expect(page.locator(".pv-been")).to_have_count(1)
    change(path, '"vraag"', '"Vraag!"')
    expect(page.locator("#mistakes li")).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 1600})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-jp-theme-light", str(scheme == "light").lower())
        look(page, "body")
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
