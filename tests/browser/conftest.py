"""A real JupyterLab in a real Chromium, on a copy of the notebooks, with nothing of the developer's own settings."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from bare import Bare, Light
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
TOKEN = "signaal"
SECOND = 1000  # Playwright counts in milliseconds
WINDOW = {"width": 1280, "height": 900}
THEME = "JupyterLab Light"  # JupyterLab's own choice
expect.set_options(timeout=15 * SECOND)

# What brings a used JupyterLab back to what it was when its page had just been loaded. It answers whether it could: what
# a test left that is not known here makes it false, and the next test gets a page of its own.
CLEAR = """async (emptyKernel) => {
    const { shell, serviceManager } = window.jupyterapp;
    const open = [...shell.widgets('main')];
    const until = async (true_) => {
        for (const end = Date.now() + 5000; !true_() && Date.now() < end; ) await new Promise((done) => setTimeout(done, 10));
        return true_();
    };
    // A kernel that is stopped while it starts makes JupyterLab complain.
    const contexts = open.filter((widget) => !widget.hasClass('signaal-no-kernel')).flatMap((widget) => widget.sessionContext ?? []);
    await until(() => contexts.every((context) => context.isReady && ['idle', 'dead', undefined].includes(context.session?.kernel?.status)));
    const session = shell.currentWidget?.sessionContext?.session;
    let emptied;
    if (session?.kernel?.status === 'idle')
        session.kernel.requestExecute({ code: emptyKernel, store_history: false }).done.then(({ content }) => (emptied = content.status));
    if (session) await until(() => emptied || session.kernel?.status !== 'idle' && session.kernel?.status !== 'busy');
    open.forEach((widget) => widget.dispose());  // close() would ask whether to save
    await serviceManager.sessions.refreshRunning();
    const [kept, ...more] = serviceManager.sessions.running();
    const keep = emptied === 'ok' && kept?.id === session.id && more.length === 0;
    if (!keep) await serviceManager.sessions.shutdownAll();
    const page = globalThis.signaalAnswers2;  // signaal/browser/answers.js
    if (page) {
        for (const entry of page.entries.values()) clearTimeout(entry.timer);
        clearTimeout(page.timer);
        for (const part of [page.entries, page.waiting, page.tellers]) part.clear();
        const seed = crypto.getRandomValues(new Uint32Array(1))[0];
        Object.assign(page, { seed, progress: null, keeping: false, period: '', sending: false, wait: 2000, timer: 0, trouble: null });
    }
    document.body.style.height = '';  // axe.py
    delete window.signaalTestRest;
    const known = ['entries', 'seed', 'progress', 'keeping', 'period', 'waiting', 'sending', 'wait', 'timer', 'trouble', 'tellers', 'channel', 'listens'];
    const cleared = (await until(() => open.every((widget) => !widget.isAttached)))
        && !document.querySelector('.jp-Dialog, .signaal, .Toastify__toast')
        && !window.signaalTestResized
        && Object.keys(page ?? {}).every((name) => known.includes(name));
    // JupyterLab draws most cells when the browser has nothing else to do; a browser that is never idle is of no use.
    const idle = await new Promise((done) => requestIdleCallback(({ didTimeout }) => done(!didTimeout), { timeout: 2000 }));
    return [cleared && idle, keep ? kept : null];
}"""
# A kernel that forgets its names, what it has shown, its widgets and the kit, which is then imported anew, is as one that
# has just started, but for the libraries that it has loaded.
EMPTY_KERNEL = """
import sys, ipywidgets
ipywidgets.Widget.close_all()
for name in [name for name in sys.modules if name.partition('.')[0] == 'signaal']:
    del sys.modules[name]
get_ipython().run_line_magic('reset', '-f')
"""
# Give the session that was kept to the notebook that is opened next.
HAND_OVER = """async ([session, path]) => {
    const { sessions } = window.jupyterapp.serviceManager;
    const connection = sessions.connectTo({ model: session });
    await connection.setPath(path);
    await connection.setName(path.split('/').pop());
    connection.dispose();
    await sessions.refreshRunning();
}"""


def chromium():
    """Return the path of Chromium, or None for Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def start_lab(folder, python=sys.executable):
    """Start JupyterLab on `folder`, in the environment of `python`; return (process, address) once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = folder / ".home"
    env = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    env |= {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
    }
    env |= {"JUPYTER_RUNTIME_DIR": str(home / "runtime"), "IPYTHONDIR": str(home / "ipython")}
    command = [
        str(python),
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={port}",
        f"--ServerApp.root_dir={folder}",
    ]
    command += [f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True", "--allow-root"]
    log = (folder / ".lab.log").open("w")
    process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=1)
            return process, address
        except OSError:
            assert process.poll() is None, (folder / ".lab.log").read_text()
            time.sleep(0.1)
    raise AssertionError((folder / ".lab.log").read_text())


def stop_lab(process):
    """Stop what start_lab started."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:  # a busy machine: what it holds is thrown away anyway
        process.kill()


def copy_kit(folder):
    """Copy what a learner opens to `folder`, as a fresh clone has it."""
    for name in ("notebooks", "exercises", "data"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
    write_alone(folder)


# Of a lesson, what is written and one thing that comes alive: how a lesson is composed is not what a test is about.
QUIZ, STORY = "notebooks/een_quiz.ipynb", "notebooks/een_verhaal.ipynb"
ALONE = {QUIZ: ("03_signalen_herkennen", "quiz"), STORY: ("04_handelen", "scenario")}


def write_alone(folder):
    """Write QUIZ and STORY in `folder`: the notebook of that name with no other code cell than the one that shows it whole."""
    for path, (stem, verb) in ALONE.items():
        notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
        notebook.cells = [
            cell
            for cell in notebook.cells
            if cell.cell_type == "markdown" or f'{verb}("{stem}")' in cell.source
        ]
        nbformat.write(notebook, folder / path)


def switch_off(folder, extensions):
    """Switch these extensions off in the pages that the JupyterLab of `folder` serves from now on, and no others."""
    config = folder / ".home" / "config" / "labconfig" / "page_config.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(json.dumps({"disabledExtensions": dict.fromkeys(extensions, True)}), encoding="utf-8")


class Lab:
    """JupyterLab as one visitor sees it: a page, what it asked of the network, and what it complained about."""

    def __init__(self, page, address, folder):
        self.page, self.address, self.folder = page, address, folder
        self.requests, self.complaints, self.forgiven = [], [], []
        self.ready = False  # a JupyterLab without a document stands on the page
        self.session = None  # of a kernel that nothing uses, for the next notebook
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def command(self, name, **args):
        """Set a JupyterLab command going; what it leads to is waited for on the page, where a time-out can say so."""
        self.page.evaluate(
            "([name, args]) => { window.jupyterapp.commands.execute(name, args); }", [name, args]
        )

    def visit(self, workspace="default"):
        """Open JupyterLab without a document, in a workspace of its own."""
        self.page.goto(f"{self.address}/lab/workspaces/{workspace}?token={TOKEN}&reset")
        self.page.wait_for_function(
            "window.jupyterapp && document.querySelector('#jp-main-dock-panel')", timeout=60 * SECOND
        )
        self.page.evaluate("window.jupyterapp.restored.then(() => null)")
        # After its window has been tall (axe.py) Chromium is hardly ever idle, and that is when JupyterLab draws its cells.
        self.page.evaluate("addEventListener('resize', () => { window.signaalTestResized = true; })")

    def open(self, path, kernel=True, fresh=False):
        """Open a notebook in a JupyterLab that remembers nothing; `kernel=False` starts no kernel, a lesson does not either.

        Loading JupyterLab takes longer than most tests, so a page that is there is cleared and used again, and so is its
        kernel. `fresh` loads a page and starts a kernel: for a test about what outlives them, or about how they start.
        """
        if not self.ready and not fresh:
            self.clear()
        if self.session:
            if kernel and not fresh and Path(path).parent == Path(self.session["path"]).parent:
                self.page.evaluate(HAND_OVER, [self.session, path])
            else:
                self.page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
        if fresh or not self.ready:
            self.visit()
        self.ready, self.session = False, None
        # ipywidgets says this by itself of every notebook without a kernel.
        self.forgiven.append("Cannot read properties of null (reading 'kernel')")
        preference = {} if kernel else {"kernelPreference": {"shouldStart": False, "canStart": False}}
        self.command("docmanager:open", path=path, factory="Notebook", **preference)
        self.page.locator(".jp-Notebook .jp-RenderedMarkdown h1").first.wait_for(timeout=60 * SECOND)
        # Where nothing is open JupyterLab puts its launcher, which a page that is just loaded does not have.
        self.page.evaluate(
            "[...window.jupyterapp.shell.widgets('main')].filter(w => !w.context).forEach(w => w.dispose())"
        )
        if kernel:
            self.start_kernel()
        self.rest()

    def start_kernel(self):
        """Start a kernel for the open notebook, if it has none: a lesson starts none by itself."""
        self.page.evaluate(
            """async () => {
                const { context, sessionContext } = window.jupyterapp.shell.currentWidget;
                await context.ready;
                if (Object.hasOwn(sessionContext, 'startKernel')) await sessionContext.startKernel(); // stage.js lets it sleep
            }"""
        )
        self.idle()

    def clear(self):
        """Close what is open and forget what was answered and chosen; return whether that leaves JupyterLab as new."""
        # With one document in sight, as a lesson has it, JupyterLab says /doc.
        if not urlsplit(self.page.url).path.startswith(
            ("/lab", "/doc")
        ):  # a test has gone elsewhere, to Notebook
            self.ready = False
        elif not self.ready:
            self.theme(THEME)
            self.ready, self.session = self.page.evaluate(CLEAR, EMPTY_KERNEL)
        return self.ready

    def write(self, path, *cells):
        """Write a notebook with a title and these code cells where a learner's notebooks stand."""
        cells = [nbformat.v4.new_markdown_cell("# Proef"), *map(nbformat.v4.new_code_cell, cells)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), self.folder / path)

    def rest(self):
        """Wait until nothing on the page moves: what is drawn late would push a button from under the mouse."""
        self.page.evaluate("delete window.signaalTestRest")  # that it stood still a while ago says nothing
        self.page.wait_for_function(
            """() => {
                const notebook = document.querySelector('.jp-Notebook');
                const now = JSON.stringify([...notebook.querySelectorAll('.jp-Cell')].map(cell => cell.offsetTop + cell.offsetHeight));
                const same = now === window.signaalTestRest?.now;
                window.signaalTestRest = { now, since: same ? window.signaalTestRest.since : Date.now() };
                return Date.now() - window.signaalTestRest.since > 300;
            }""",
            polling=100,
        )

    def idle(self):
        """Wait until the kernel of the open notebook has nothing to do."""
        self.page.wait_for_function(
            "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=60 * SECOND,
        )

    def run_all(self):
        """Run every cell and wait for the kernel; a cell that fails, fails the test at once."""
        self.command("notebook:run-all-cells")
        self.idle()
        cells = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells"
        errors = self.page.evaluate(
            f"{cells}.flatMap(cell => cell.outputs ?? []).filter(o => o.output_type === 'error')"
        )
        assert not errors
        self.page.wait_for_function(
            "[...window.jupyterapp.shell.currentWidget.content.widgets].every(c => c.model.type !== 'code' || c.model.executionCount)",
            timeout=60 * SECOND,
        )
        self.rest()

    def python(self, code):
        """Run code in the notebook's kernel and return what it printed."""
        return self.page.evaluate(
            """async (code) => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                let out = '';
                const future = kernel.requestExecute({code, store_history: false});
                future.onIOPub = (m) => { out += m.content.text ?? (m.content.traceback ?? []).join('\\n'); };
                await future.done;
                return out;
            }""",
            code,
        )

    def prints(self, code, expected):
        """Wait until code in the kernel prints `expected`: a click is told in another thread than the code runs in."""
        for _ in range(100):
            if (printed := self.python(code).strip()) == expected:
                return
            self.page.wait_for_timeout(100)
        assert printed == expected

    def save(self):
        """Save the open notebook and wait until it is on disk."""
        self.command("docmanager:save")
        self.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")

    def reload(self):
        """Reload the page, as F5 does."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/lab?token={TOKEN}")
        self.page.locator(".jp-Notebook .jp-RenderedMarkdown h1").first.wait_for(timeout=60 * SECOND)
        self.idle()

    def kernels(self):
        """Return the kernels that run on the server."""
        with urllib.request.urlopen(f"{self.address}/api/kernels?token={TOKEN}") as answer:
            return json.load(answer)

    def restart_kernel(self):
        """Restart the kernel of the open notebook, without its question whether you are sure."""
        # JupyterLab's own, after any restart: the second when a message to the kernel was still on its way.
        self.forgiven += ["Could not restore the debugger state", "Error: Canceled future for "]
        self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart().then(() => null)"
        )
        self.idle()

    def tab_to(self, locator, limit=80):
        """Press Tab until `locator` has the focus."""
        for _ in range(limit):
            if locator.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {locator}")

    def theme(self, name):
        """Switch JupyterLab's theme."""
        if self.page.evaluate("document.body.dataset.jpThemeName") != name:
            self.command("apputils:change-theme", theme=name)
        # While it loads a theme JupyterLab covers everything with its splash screen.
        self.page.wait_for_function(
            "name => document.body.dataset.jpThemeName === name && !document.querySelector('#jupyterlab-splash')",
            arg=name,
        )

    def stored(self, path):
        """Return the notebook at `path` as it stands on disk."""
        return json.loads((self.folder / path).read_text(encoding="utf-8"))

    def strangers(self):
        """Return the requests that went to another machine."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in ("http", "https", "ws", "wss")
            and urlsplit(url).hostname != "127.0.0.1"
        ]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
        ]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Yield the (address, folder) of a JupyterLab."""
    folder = tmp_path_factory.mktemp("kit")
    copy_kit(folder)
    process, address = start_lab(folder)
    yield address, folder
    stop_lab(process)


def forget(address):
    """Stop every kernel: what a test answered must not come back in the next."""
    headers = {"Authorization": f"token {TOKEN}"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/api/sessions", headers=headers)) as answer:
        sessions = json.load(answer)
    for session in sessions:
        urllib.request.urlopen(
            urllib.request.Request(
                f"{address}/api/sessions/{session['id']}", headers=headers, method="DELETE"
            )
        )


@pytest.fixture(scope="session")
def visitor(browser):
    """Yield one browser profile for all: JupyterLab is large, and comes from its cache after the first test."""
    context = browser.new_context(viewport=WINDOW, locale="nl-NL")
    context.set_default_timeout(15 * SECOND)
    yield context
    context.close()


@pytest.fixture(scope="session")
def ready(visitor):
    """Return what stands ready for the next test: the Lab of the last one, by the extensions that it does without."""
    return {}


@pytest.fixture
def learner(server):
    """Yield the folder of a learner who leaves nothing behind: no answers that were kept, no theme that was chosen."""
    _, folder = server
    yield folder
    for left in ("data/signaal", "config/lab/user-settings"):
        shutil.rmtree(folder / ".home" / left, ignore_errors=True)


@pytest.fixture
def lab(visitor, server, learner, ready, request):
    address, folder = server
    without = tuple(getattr(request.module, "WITHOUT", ()))
    lab = ready.pop(without, None)
    for other in [ready.pop(key) for key in list(ready)]:
        other.page.close()
        forget(address)
    copy_kit(folder)
    switch_off(folder, without)
    lab = lab or Lab(visitor.new_page(), address, folder)
    lab.requests, lab.complaints, lab.forgiven = [], [], []
    failures = request.session.testsfailed
    yield lab
    strangers = lab.strangers()
    complaints = [line for line in lab.complaints if not line.startswith(tuple(lab.forgiven))]
    # The next test gets this page, unless something was wrong with it.
    if request.session.testsfailed == failures and not strangers and not complaints and lab.clear():
        ready[without] = lab
    else:
        lab.page.close()
        forget(address)
    # Whatever a test is about: nothing may leave the machine, and no error may be left in the console.
    assert not strangers
    assert not complaints


@pytest.fixture
def light(visitor, server, learner):
    """Yield a function that opens one more page of a learner, on the server that keeps the answers."""
    address, _ = server
    visitor.request.get(f"{address}/lab?token={TOKEN}")  # for the cookie
    opened = []

    def open_page():
        opened.append(Light(visitor.new_page(), address))
        return opened[-1]

    yield open_page
    for each in opened:
        each.page.close()
        assert not [url for url in each.requests if urlsplit(url).hostname != "127.0.0.1"]
        assert not each.complaints


@pytest.fixture(scope="session")
def reader(browser):
    """Yield the browser profile in which every bare page is opened."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, locale="nl-NL")
    context.set_default_timeout(5 * SECOND)
    yield context
    context.close()


@pytest.fixture
def bare(reader):
    """Yield a page with nothing but a lesson."""
    bare = Bare(reader.new_page())
    yield bare
    bare.page.close()
    assert not bare.complaints
