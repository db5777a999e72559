"""What does the kit add to a Jupyter server? A save hook, a place where a page can keep answers, the list of lessons, and the note of a figure."""

import json
from pathlib import Path

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.ioloop import IOLoop

from signaal.jupyter.progress import Progress, erase, keep, look, progress_file, read_progress, start_keeping
from signaal.jupyter.saving import pre_save_hook

# Bytes of JSON in one request: a quiz of a thousand questions takes one million.
LIMIT = 4_000_000


class Handler(APIHandler):
    """What the handlers share."""

    auth_resource = "contents"

    def body(self):
        """Return the JSON in the request.

        Raises:
            HTTPError: it is too long, or no JSON object; nobody but a page of ours has reason to send one.
        """
        if len(self.request.body) > LIMIT:
            raise web.HTTPError(413)

        def refuse(word):
            raise ValueError(word)

        try:
            found = json.loads(self.request.body.decode("utf-8"), parse_constant=refuse)
        except (ValueError, RecursionError) as error:
            raise web.HTTPError(400, "no JSON") from error
        if not isinstance(found, dict):
            raise web.HTTPError(400, "no object")
        return found

    def answer(self, content):
        """Finish with JSON."""
        self.finish(json.dumps(content))


class ProgressHandler(Handler):
    """GET what is kept, POST to start keeping, PUT a change in one lesson, DELETE everything.

    Each answers {keeping: bool, period: str, path: str, aside: str or null, failed: bool}; GET and POST also {kept: {key:
    state}}. The front end (signaal/browser/answers.js) is the only one that writes.
    """

    @web.authenticated
    @authorized
    def get(self):
        """Say what is kept."""
        self._answer(read_progress, whole=True)

    @web.authenticated
    @authorized
    def post(self):
        """Start keeping."""
        self._answer(start_keeping, whole=True)

    @web.authenticated
    @authorized
    def put(self):
        """Keep {key, change, period}."""
        body = self.body()
        try:
            self._answer(lambda path: keep(path, body["key"], body["change"], body["period"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise web.HTTPError(400, str(error)) from error

    @web.authenticated
    @authorized
    def delete(self):
        """Erase everything."""
        self._answer(erase)

    def _answer(self, act, *, whole=False):
        path, failed = progress_file(), False
        try:
            found = act(path) or Progress()
        except OSError:  # a full disk, a folder that may not be read, another server that does not let go
            found, failed = Progress(), True
        said = {
            "keeping": found.kept is not None,
            "period": found.period,
            "path": str(path),
            "aside": str(found.aside) if found.aside else None,
            "failed": failed,
        }
        self.answer(said | ({"kept": found.kept or {}} if whole else {}))


class KnownHandler(Handler):
    """POST {content}: which parts of it does the course of this server know? Answers {parts: [id]}."""

    @web.authenticated
    @authorized
    async def post(self):
        """Say which parts are known."""
        content = self.body().get("content")

        def look():
            from signaal.jupyter.known import (
                known_parts,  # only when asked: a server must not wait for the course
            )

            return known_parts(content)

        self.answer({"parts": await IOLoop.current().run_in_executor(None, look)})


class FigureHandler(Handler):
    """GET the note of the figure with `id` of this server's course: {html}. 404 when there is no such figure, or no course."""

    @web.authenticated
    @authorized
    async def get(self):
        """Say what the figure means and where it comes from."""
        id_ = self.get_query_argument("id", "")

        def find():
            from signaal.course.course import current
            from signaal.course.figures import find_figure
            from signaal.course.mistakes import ContentError
            from signaal.show.payload import figure_note

            try:
                course = current()
                return {"html": figure_note(find_figure(id_, course), course)}
            except ContentError as error:
                raise web.HTTPError(404, "no figure") from error

        self.answer(await IOLoop.current().run_in_executor(None, find))


class CourseHandler(Handler):
    """GET the list of lessons, as signaal.jupyter.lessons tells it; `opened` in the query is the path of an open notebook.

    404 when there is no course, or it is wrong: the panel is not there then, and all else works.
    """

    @web.authenticated
    @authorized
    async def get(self):
        """Say which lessons there are."""
        opened = self.get_query_argument("opened", "")
        root = getattr(self.contents_manager, "root_dir", None)

        def find():
            from signaal.course.mistakes import ContentError
            from signaal.jupyter.lessons import lessons_content

            try:
                return lessons_content(root and Path(root).resolve(), look(progress_file()), opened)
            except ContentError as error:
                raise web.HTTPError(404, "no course") from error

        self.answer(await IOLoop.current().run_in_executor(None, find))


def _jupyter_server_extension_points():
    return [{"module": "signaal.jupyter.server"}]


def _load_jupyter_server_extension(app):
    # An extension may add a save hook beside those of others; a line of configuration would replace them.
    app.contents_manager.register_pre_save_hook(pre_save_hook)
    place = url_path_join(app.web_app.settings["base_url"], "signaal")
    handlers = [
        (f"{place}/progress", ProgressHandler),
        (f"{place}/known", KnownHandler),
        (f"{place}/course", CourseHandler),
        (f"{place}/figure", FigureHandler),
    ]
    app.web_app.add_handlers(".*$", handlers)
