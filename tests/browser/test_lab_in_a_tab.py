"""The website with the lab in a browser tab, as `make lite` writes it: lessons, Python and kept answers, and nothing of another machine."""

import json
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import nbformat
import pytest
from conftest import ROOT, SECOND
from playwright.sync_api import expect

from signaal.course.course import Course
from signaal.make.lite import ABOUT_FILE, NO_PANDAS
from signaal.make.site import HOME, LAB, write_site

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PYTHON = ROOT / ".venv-lite" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
WELCOME, STRANGE = "notebooks/welkom.ipynb", "notebooks/vreemd.ipynb"
LESSON, QUIZ = "notebooks/signalen.ipynb", 'quiz("03_signalen_herkennen")'
KEPT = "signaal.proef.kept.quiz:03_signalen_herkennen"
COURSE = f"""schema = 1
id = "proef"
title = "Proef"
language = "nl"
extends = "signaal"

[[lessons]]
id = "welkom"
notebook = "{WELCOME}"
title = "Welkom"

[[lessons]]
id = "signalen"
notebook = "{LESSON}"
title = "Signalen herkennen"
"""
WAIT = 120 * SECOND
RUN = """async (code) => {
    const session = window.jupyterapp.shell.currentWidget.sessionContext;
    if (Object.hasOwn(session, 'startKernel')) await session.startKernel();  // stage.js lets it sleep
    let said = '';
    const future = session.session.kernel.requestExecute({ code });
    future.onIOPub = ({ content }) => { said += content.text ?? content.data?.['text/plain'] ?? (content.traceback ?? []).join('\\n'); };
    await future.done;
    return said;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course of a lecturer's own with, of two lessons, the cell that counts here: it is made quickly, and has its own data."""
    folder = tmp_path_factory.mktemp("cursus")
    (folder / "data").mkdir()
    (folder / "data" / "course.toml").write_text(COURSE, encoding="utf-8")
    (folder / "notebooks").mkdir()
    for path, stem, verb in ((WELCOME, "00_welkom", "progress()"), (LESSON, "03_signalen_herkennen", QUIZ)):
        notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
        notebook.cells = [cell for n, cell in enumerate(notebook.cells) if n == 0 or verb in cell.source]
        notebook.cells[0].source = "# Proef"
        nbformat.write(notebook, folder / path)
    return Course(folder)


@pytest.fixture(scope="module")
def site(course, tmp_path_factory):
    """Yield (address, folder) of the website with the lab, in a subfolder of a web server."""
    assert PYTHON.exists(), "The lab in a tab has an environment of its own: make .venv-lite/.ready"
    root = tmp_path_factory.mktemp("web")
    folder = root / "school" / "les"
    command = [PYTHON, "-m", "signaal.make.lite", folder / LAB]
    command += ["--pyodide", ROOT / "deploy" / "tab" / "node_modules" / "pyodide"]
    command += ["--wheels", ROOT / ".venv-lite" / "wheels"]
    done = subprocess.run([str(part) for part in command], cwd=course.folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    write_site(course, folder)
    config = folder / LAB / "jupyter-lite.json"
    told = json.loads(config.read_text(encoding="utf-8"))
    told["jupyter-config-data"]["exposeAppInBrowser"] = True  # for this test to speak with a kernel
    config.write_text(json.dumps(told), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/school/les", folder
    server.shutdown()


@pytest.fixture(scope="module")
def visitor(browser, site):
    """Yield a browser that remembers, and at the end has asked nothing of another machine, also not for Python."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    hosts = {
        urlsplit(url).hostname for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")
    }
    assert hosts == {"127.0.0.1"}


@pytest.fixture(scope="module")
def page(visitor, site):
    """Return a page of the lab, to which the website has led, with a lesson open."""
    page = visitor.new_page()
    page.goto(f"{site[0]}/{HOME}")
    page.get_by_role("link", name="Open het lab").click()
    page.get_by_role("heading", name="Het lab in je browser").wait_for(timeout=WAIT)
    page.wait_for_function("window.jupyterapp")
    return page


def show(page, path, verb):
    """Open a notebook in the lab, at the cell that calls `verb`: JupyterLab draws what is in sight; return that cell."""
    page.evaluate(
        "path => { window.jupyterapp.commands.execute('docmanager:open', { path, factory: 'Notebook' }); }",
        path,
    )
    page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path && window.jupyterapp.shell.currentWidget.context.isReady",
        arg=path,
    )
    number = page.evaluate(
        """async (verb) => {
            const { content } = window.jupyterapp.shell.currentWidget;
            const number = content.widgets.findIndex(({ model }) => model.type === 'code' && model.sharedModel.getSource().includes(verb));
            await content.scrollToItem(number, 'start');
            return number;
        }""",
        verb,
    )
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    return panel.locator(f".jp-Cell[data-windowed-list-index='{number}'] .signaal").first


def answer(quiz):
    """Answer the first question of a quiz well, and look it up."""
    quiz.get_by_label("Een signaal. Er is iets veranderd, en de oorzaak staat nog open.").check(timeout=WAIT)
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")


def kept(page):
    return json.loads(page.evaluate(f"localStorage.getItem('{KEPT}')") or "{}").get("answers", {})


def test_a_lesson_opens_without_a_kernel_in_dutch_and_its_look(page):
    expect(page.get_by_role("menuitem", name="Bestand")).to_be_visible()
    answer(show(page, LESSON, QUIZ))
    expect(page.locator(".jp-NotebookPanel.signaal-stage").first).to_be_visible()
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(r => r.name.includes('pyodide.mjs'))"
    )
    assert page.evaluate("({ ...localStorage })").get(KEPT) is None


def test_answers_stay_in_this_browser_for_lab_and_website_and_are_erased_in_both(page, visitor, course, site):
    panel = show(page, WELCOME, "progress()")
    panel.get_by_role("button", name="Bewaar mijn antwoorden").click(timeout=WAIT)
    expect(panel.get_by_text("worden bewaard in deze browser")).to_be_visible()
    page.wait_for_function(f"localStorage.getItem('{KEPT}')")
    [there] = kept(page).values()
    assert there["outcome"] == "right"
    other = visitor.new_page()
    other.goto(f"{site[0]}/signalen.html")
    feedback = other.locator("#quiz-03_signalen_herkennen .sg-feedback").first
    expect(feedback).to_contain_text("goed")
    # Whoever comes back to the lab finds it too; a stranger's notebook with the same names gets nothing, and keeps nothing.
    with_other_words(page, course)
    page.reload()
    page.wait_for_function("window.jupyterapp?.restored.then(() => true)")
    strange = show(page, STRANGE, QUIZ)
    expect(strange.get_by_role("button", name="Kijk na")).to_be_visible(timeout=WAIT)
    expect(strange.get_by_role("radio", checked=True)).to_have_count(0)
    answer(strange)
    expect(show(page, LESSON, QUIZ).get_by_role("status").first).to_contain_text("goed", timeout=WAIT)
    assert list(kept(page).values()) == [there]
    page.evaluate("window.jupyterapp.shell.activateById('signaal-lessons')")
    lessons = page.get_by_role("navigation", name="Lessen", exact=True)
    lessons.hover()  # whoever turns to the list gets it as it is now
    expect(
        lessons.get_by_role("link", name="Signalen herkennen hier staan antwoorden van jou")
    ).to_be_visible()
    expect(lessons.get_by_role("link", name="Verder waar je was Signalen herkennen")).to_be_visible()
    panel = show(page, WELCOME, "progress()")
    panel.get_by_role("button", name="Stop en wis alles").click(timeout=WAIT)
    panel.get_by_role("button", name="Ja, wis alles").click()
    expect(panel.get_by_text("Alles is gewist.")).to_be_visible()
    expect(feedback).to_be_empty()
    other.close()
    assert not [name for name in page.evaluate("({ ...localStorage })") if name.startswith("signaal.proef")]


def with_other_words(page, course):
    """Write a notebook with the questions of the lesson, each with one more word."""
    notebook = nbformat.read(course.folder / LESSON, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for question in (
                output.get("data", {}).get("application/vnd.signaal+json", {}).get("questions", ())
            ):
                question["text"] = f"{question['text']} Zeker?"
    page.evaluate(
        "async ([path, content]) => { await window.jupyterapp.serviceManager.contents.save(path, { type: 'notebook', format: 'json', content }); }",
        [STRANGE, json.loads(nbformat.writes(notebook))],
    )


def test_python_has_the_kit_and_says_in_a_sentence_that_it_lacks_pandas(page):
    show(page, LESSON, QUIZ)
    assert page.evaluate(RUN, "from signaal import check; print(check('e01', 'veel'))").strip()
    assert page.evaluate(RUN, "from signaal.course.course import current; print(current().id)") == "proef\n"
    assert "vragen: " in page.evaluate(RUN, "from signaal import quiz; print(quiz('03_signalen_herkennen'))")
    for code in ("from signaal import table\ntable('series')", "import pandas as pd"):
        assert page.evaluate(RUN, code).strip() == NO_PANDAS


def test_everything_of_the_list_is_there_and_what_cannot_work_is_said(site):
    folder = site[1] / LAB
    lessons = json.loads((folder / "signaal" / "course").read_text(encoding="utf-8"))["lessons"]
    assert len(lessons) == 2
    assert all((folder / "files" / each["path"]).is_file() for each in lessons)
    about = (folder / "files" / ABOUT_FILE).read_text(encoding="utf-8")
    assert "**pandas** zit er niet in" in about
    # Nothing that Python may load is anywhere else, and what a package needs is there.
    packages = json.loads((folder / "static" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))[
        "packages"
    ]
    assert all((folder / "static" / "pyodide" / each["file_name"]).is_file() for each in packages.values())
    assert {need for each in packages.values() for need in each["depends"]} <= packages.keys()
