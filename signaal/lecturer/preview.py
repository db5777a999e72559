"""How does a change look to a learner, while it is written? A page on this machine that follows a file.

The page (preview.html and preview.js) draws with the modules that lessons draw with, and keeps the place where one was.
"""

import json
import time
import webbrowser
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from signaal.course.exercises import load_exercises
from signaal.course.mistakes import ContentError, Place
from signaal.course.quizzes import load_quiz
from signaal.course.reading import shown
from signaal.course.scenarios import load_scenario
from signaal.lecturer.check import course_of, in_order
from signaal.show.payload import exercise_content, quiz_content, scenario_content

_HERE = Path(__file__).parent
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
# What the page is made of, by its address. The modules of lessons stand in a folder of their own.
_FILES = {
    "/": _HERE / "preview.html",
    **{f"/{name}": _HERE / name for name in ("preview.js", "map.js", "preview.css")},
    **{
        f"/browser/{path.name}": path
        for path in (_HERE.parent / "browser").iterdir()
        if path.suffix in _TYPES
    },
}
# Nothing on the page comes from elsewhere.
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'"
_REST = 0.15  # seconds in which a file does not change: an editor may save it in pieces
_BEAT = 20  # rests after which a page hears that there is nothing new: so we hear that it was closed

_KINDS = {
    "quizzes": (load_quiz, quiz_content),
    "scenarios": (load_scenario, scenario_content),
    "exercises": (
        load_exercises,
        lambda found, course: [exercise_content(each, course) for each in found.exercises],
    ),
}


class Preview:
    """What there is to show of a content file.

    Args:
        path: the file.

    Raises:
        ContentError: the file is not there, in no course, or nothing that a preview can show; one Dutch sentence.
    """

    def __init__(self, path):
        self.path = Path(path).resolve()
        self._folders, self._last = (self.path.parent,), {"contents": []}
        course = course_of(self.path)
        if self.path.suffix != ".toml" or self.path.parent not in [course.data / kind for kind in _KINDS]:
            raise Place(shown(self.path)).error("no-preview")

    def view(self):
        """Return what the page shows, as JSON: the file's name, its mistakes, and its contents as they last were right."""
        mistakes = []
        try:
            if not self.path.exists():
                raise Place(shown(self.path)).error("preview-gone")
            course = course_of(self.path)
            self._folders = tuple(part.data for part in course.chain)
            load, content = _KINDS[self.path.parent.name]
            found = content(load(self.path.stem, course), course)
            self._last = {"contents": found if isinstance(found, list) else [found]}
        except ContentError as error:
            mistakes = in_order(error.mistakes)
        return self._last | {"file": shown(self.path), "mistakes": mistakes}

    def views(self):
        """Yield a view, and another after each change of the file or of what it leans on; None while nothing changes."""
        seen = None
        while True:
            now = self._stamp()
            if now == seen:
                yield None
            else:
                while time.sleep(_REST) or (later := self._stamp()) != now:
                    now = later
                seen = now
                yield self.view()
            time.sleep(_REST)

    def _stamp(self):
        leans_on = (
            path for data in self._folders for name in ("*.csv", "*.toml") for path in data.glob(name)
        )
        return {path: _time_and_size(path) for path in (self.path, *leans_on)}


def _time_and_size(path):
    try:
        found = path.stat()
    except OSError:  # gone, perhaps for as long as an editor takes to put another in its place
        return None
    return found.st_mtime_ns, found.st_size


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with suppress(ConnectionError):  # the page was closed
            self._answer()

    def _answer(self):
        # Another name for this machine may be a page of a stranger that wants to read along.
        if self.headers.get("Host") not in self.server.names:
            return self._send(403, "text/plain", b"Deze voorvertoning is alleen voor deze computer.")
        if self.path == "/views":
            return self._follow()
        if file := _FILES.get(self.path):
            return self._send(200, _TYPES[file.suffix], file.read_bytes())
        return self._send(404, "text/plain", b"Deze pagina is er niet.")

    def _send(self, code, kind, body=None):
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body or b"")

    def _follow(self):
        self._send(200, "text/event-stream")
        for n, view in enumerate(self.server.preview.views()):
            if view is not None:
                self.wfile.write(f"data: {json.dumps(view)}\n\n".encode())
            elif n % _BEAT == 0:
                self.wfile.write(b":\n\n")

    def log_message(self, *_):
        """Say nothing: whoever writes has no use for a line a request."""


def serve(path, port=0):
    """Return a server of the preview of a content file, which only this machine reaches; its `address` is that of the page.

    Args:
        path: the file.
        port: where it listens; 0 for one that is free.

    Raises:
        ContentError: as Preview.
    """
    preview = Preview(path)
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.preview = preview
    server.names = [f"{name}:{server.server_port}" for name in ("127.0.0.1", "localhost")]
    server.address = f"http://{server.names[0]}/"
    return server


def show(path, *, browser=True):
    """Serve the preview of a content file until Ctrl+C, and open it in a browser.

    Raises:
        ContentError: as Preview.
    """
    with serve(path) as server:
        print(f"Voorvertoning van {shown(server.preview.path)}: {server.address}")
        print("Bewaar je het bestand, dan verandert de pagina mee.")
        print("Stoppen doe je met Ctrl+C.", flush=True)
        if browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("De voorvertoning is gestopt.")
