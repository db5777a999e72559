"""A page with nothing but a lesson: no JupyterLab, no kernel. For what a lesson does by itself, and quickly; `Light` has a server."""

from functools import reduce
from pathlib import Path

from jupyterlab.commands import get_app_dir

import signaal
from signaal.show.answers import merged

BROWSER = Path(signaal.__file__).parent / "browser"
HOST = "http://kit.test/"
TYPES = {".js": "text/javascript", ".css": "text/css"}
PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>Signaal</title>
<link rel="stylesheet" href="widget.css"><main></main>"""
ON_A_SERVER = PAGE.replace(
    "<main>", '<script id="jupyter-config-data" type="application/json">{"baseUrl": "/"}</script><main>'
)
# What JupyterLab sets on its page when a theme is chosen.
DRESS = """([css, name, light]) => {
    if (!document.querySelector("#theme"))
        document.head.insertAdjacentHTML("beforeend", '<link rel="stylesheet" href="stage.css"><style id="theme"></style>');
    document.querySelector("#theme").textContent = css;
    Object.assign(document.body.dataset, { jpThemeName: name, jpThemeLight: light });
    document.body.style.background = "var(--sg-page)";
    document.body.className = document.querySelector("main").className = "signaal-stage";
}"""
MOUNT = """
async ({ content, state, beside }) => {
    const { default: lesson } = await import("./widget.js");
    const values = { content, state };
    const changes = [];
    const model = { get: (key) => values[key], send: ({ change }) => changes.push(change) };
    const el = document.createElement("div");
    if (!beside) document.querySelector("main").replaceChildren();
    document.querySelector("main").append(el);
    Object.assign(window, { model, changes, given: state });
    lesson.render({ model, el });
}
"""


class Bare:
    """A page that can show one lesson at a time."""

    def __init__(self, page):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self._open()

    def _open(self):
        self.page.route(f"{HOST}**", self._serve)
        self.page.goto(HOST)

    def _serve(self, route):
        name = route.request.url.removeprefix(HOST)
        if not name:
            return route.fulfill(body=PAGE, content_type="text/html")
        path = BROWSER / name
        return route.fulfill(body=path.read_text(encoding="utf-8"), content_type=TYPES[path.suffix])

    def show(self, content, state=None):
        """Show a lesson, as if nothing had been answered on this page; return its locator."""
        self.page.evaluate("globalThis.signaalAnswers2?.entries.clear()")
        self.page.evaluate(MOUNT, {"content": content, "state": state or {}})
        return self.page.locator(".signaal")

    def dress(self, theme):
        """Give the page the colours that JupyterLab has in one of its themes, and our stage with them."""
        folder = f"theme-{theme.removeprefix('JupyterLab ').lower().replace(' ', '-')}-extension"
        css = (Path(get_app_dir()) / "themes" / "@jupyterlab" / folder / "index.css").read_text(
            encoding="utf-8"
        )
        self.page.evaluate(DRESS, [css, theme, str(theme.endswith("Light")).lower()])
        self.page.wait_for_function("getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)'")

    def state(self):
        """Return what the page has told, as Python puts it together: each change after the one before."""
        given, changes = self.page.evaluate(
            "new Promise((done) => setTimeout(() => done([window.given, window.changes]), 20))"
        )
        return reduce(merged, changes, given)

    def rules(self, code, argument):
        """Call a function of rules.js: `code` is JavaScript in which `rules` and `given` are known."""
        return self.page.evaluate(
            f"async (given) => {{ const rules = await import('./rules.js'); return {code}; }}", argument
        )

    def judged(self, content, texts):
        """Return what judge.js says of each text as an answer to an exercise: {outcome, kind, text or html}."""
        return self.page.evaluate(
            """async ({ content, texts }) => {
                const { judge } = await import('./judge.js');
                const { withWords } = await import('./widget.js');
                return texts.map((text) => judge(withWords(content), text));
            }""",
            {"content": content, "texts": texts},
        )


class Light(Bare):
    """The same as a page of a Jupyter server, which can keep what is answered: ten of these take no longer than one JupyterLab."""

    def __init__(self, page, address):
        self.address = f"{address}/lab/extensions/signaal/renderer/browser/light.html"
        super().__init__(page)

    def _open(self):
        self.page.route(self.address, lambda route: route.fulfill(body=ON_A_SERVER, content_type="text/html"))
        self.page.goto(self.address)

    def show(self, content, beside=False):
        """Show a lesson, alone or beside the last one; what was answered on the page before, it still knows. Return its locator."""
        self.page.evaluate(MOUNT, {"content": content, "state": {}, "beside": beside})
        return self.page.locator(".signaal").last
