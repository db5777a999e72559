"""What does the kit add to a Jupyter server? A save hook, and a place where a page can keep a learner's answers."""

import json

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from signaal.jupyter.progress import erase, keep, progress_file, read_progress, start_keeping
from signaal.jupyter.saving import pre_save_hook


class ProgressHandler(APIHandler):
    """GET what is kept, POST to start keeping, PUT the state of one lesson, DELETE everything.

    Each answers {keeping: bool, path: str, kept: {key: state}, aside: str or null, failed: bool}, and PUT without what is
    kept. The front end (signaal/browser/answers.js) is the only one that writes: one process, so no
    write can come between another's reading and writing.
    """

    auth_resource = "contents"

    @web.authenticated
    @authorized
    def get(self):
        """Say what is kept."""
        self._answer()

    @web.authenticated
    @authorized
    def post(self):
        """Start keeping."""
        self._answer(start_keeping)

    @web.authenticated
    @authorized
    def put(self):
        """Keep {key, state}."""
        body = self.get_json_body()
        try:
            self._answer(lambda path: keep(path, body["key"], body["state"]), whole=False)
        except (ValueError, TypeError, KeyError) as error:
            raise web.HTTPError(400, str(error)) from error

    @web.authenticated
    @authorized
    def delete(self):
        """Erase everything."""
        self._answer(erase)

    def _answer(self, change=None, *, whole=True):
        path = progress_file()
        answer = {"path": str(path), "keeping": path.exists(), "kept": {}, "aside": None, "failed": False}
        try:
            if change:
                change(path)
                answer["keeping"] = path.exists()
            if whole:
                kept, aside = read_progress(path)
                answer |= {"kept": kept or {}, "aside": str(aside) if aside else None}
        except OSError:  # a full disk, a folder that may not be written
            answer["failed"] = True
        self.finish(json.dumps(answer))


def _jupyter_server_extension_points():
    return [{"module": "signaal.jupyter.server"}]


def _load_jupyter_server_extension(app):
    # An extension may add a save hook beside those of others; a line of configuration would replace them.
    app.contents_manager.register_pre_save_hook(pre_save_hook)
    place = url_path_join(app.web_app.settings["base_url"], "signaal", "progress")
    app.web_app.add_handlers(".*$", [(place, ProgressHandler)])
