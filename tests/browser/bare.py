"""A page with nothing but a lesson: no JupyterLab, no kernel. For what a lesson does by itself, and quickly; `Light` has a server."""

from functools import reduce
from pathlib import Path

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
MOUNT = """
async ({ content, state }) => {
    const { default: lesson } = await import("./widget.js");
    const values = { content, state };
    const changes = [];
    const calls = new Map();
    const of = (event) => calls.get(event) ?? calls.set(event, new Set()).get(event);
    const model = {
        get: (key) => values[key],
        set: (key, value) => {
            values[key] = value;
            if (key === "change") changes.push(value);
            of(`change:${key}`).forEach((call) => call());
        },
        save_changes() {},
        on: (event, call) => of(event).add(call),
        off: (event, call) => of(event).delete(call),
    };
    const el = document.createElement("div");
    document.querySelector("main").replaceChildren(el);
    Object.assign(window, { model, changes, given: state });
    lesson.render({ model, el });
}
"""


class Bare:
    """A page that can show one lesson at a time."""

    def __init__(self, page):
        self.page, self.complaints = page, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        page.route(f"{HOST}**", self._serve)
        page.goto(HOST)

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
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.address = f"{address}/lab/extensions/signaal/renderer/browser/light.html"
        page.route(self.address, lambda route: route.fulfill(body=ON_A_SERVER, content_type="text/html"))
        page.goto(self.address)

    def show(self, content, state=None):
        """Show a lesson on the page as it is: what was answered on it before, it still knows; return its locator."""
        self.page.evaluate(MOUNT, {"content": content, "state": state or {}})
        return self.page.locator(".signaal").last
