"""The lab in a browser tab, as `make lite` writes it: a lesson opens without a kernel, and nothing is asked of another machine."""

import json
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, SECOND
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser]
BIN = "Scripts" if sys.platform == "win32" else "bin"
LESSON = "notebooks/03_signalen_herkennen.ipynb"
WAIT = 90 * SECOND


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Yield (address, folder) of the lab, made in an environment of its own and served from a folder of a site."""
    place = tmp_path_factory.mktemp("lab")
    uv, python = Path(sys.executable).with_name("uv"), place / "env" / BIN / "python"
    site = place / "site"
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, place / "env"],
        [uv, "pip", "install", "--quiet", "--python", python, f"{ROOT}[lite]"],
        [python, "-m", "signaal.make.lite", site / "lab"],
    ):
        done = subprocess.run([str(part) for part in command], cwd=place, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/lab", site / "lab"
    server.shutdown()


def test_a_lesson_opens_without_a_kernel_in_dutch_and_asks_nothing_elsewhere(browser, lab):
    address, _ = lab
    page = browser.new_page(locale="nl-NL")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/lab/index.html?path={LESSON}")
    page.locator(".jp-Notebook .jp-RenderedMarkdown h1").first.wait_for(timeout=WAIT)
    expect(page.get_by_role("menuitem", name="Bestand")).to_be_visible()
    quiz = page.locator(".jp-Notebook .signaal").last
    quiz.get_by_label("Een signaal. Er is iets veranderd, en de oorzaak staat nog open.").check(timeout=WAIT)
    quiz.get_by_role("button", name="Kijk na").click()
    expect(quiz.get_by_role("status").first).to_contain_text("goed")
    # The look of the course, and the panel with lessons, of which a link opens another one.
    expect(page.locator(".jp-NotebookPanel.signaal-stage")).to_be_visible()
    panel = page.locator("#signaal-lessons")
    page.evaluate("window.jupyterapp?.shell.activateById('signaal-lessons')")
    if not panel.is_visible():
        page.locator("[data-id='signaal-lessons']").click()
    panel.get_by_role("link", name="Handelen").click()
    page.locator(".jp-Notebook h1", has_text="Handelen").first.wait_for(timeout=WAIT)
    hosts = {
        urlsplit(url).hostname for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")
    }
    assert hosts == {"127.0.0.1"}
    assert not [url for url in asked if "pyodide.mjs" in url]
    page.close()


def test_everything_of_the_list_is_there_and_what_cannot_work_is_said(lab):
    _, folder = lab
    lessons = json.loads((folder / "signaal" / "course").read_text(encoding="utf-8"))["lessons"]
    assert len(lessons) > 10
    assert all((folder / "files" / lesson["path"]).is_file() for lesson in lessons)
    about = (folder / "files" / "Lees mij.md").read_text(encoding="utf-8")
    assert "Antwoorden bewaren" in about
    # The one address outside that a kernel asks; whoever changes the version sees here that it is still so.
    scripts = [
        path.read_text(errors="replace") for path in (folder / "extensions" / "@jupyterlite").rglob("*.js")
    ]
    assert any("cdn.jsdelivr.net" in script for script in scripts)
