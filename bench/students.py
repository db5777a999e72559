"""What does one student do on a class server, and which server is that? The real JupyterHub, its proxy, and `deploy/`'s configuration.

What differs from a deployed server is in `start_hub` alone: an account needs no password of this machine, and a server runs as
whoever measures, without the unit of systemd that limits its memory.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import requests  # with jupyterlab_server, and websocket with jupyter_server
import websocket
from attrs import define

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PASSWORD = "op-een-briefje"
PATIENCE = 240  # seconds for a hub to start, on a machine that has much else to do
QUIZ = "quiz:03_signalen_herkennen"


@define
class Hub:
    """A JupyterHub that runs: its process, its address with the prefix, and the folder of its database and homes."""

    process: subprocess.Popen
    address: str
    folder: Path
    command: list
    env: dict

    def stop(self):
        """Stop the hub and its proxy, as a restart of the service does; the servers of students stay."""
        self.process.terminate()
        self.process.wait(30)

    def close(self, students=()):
        """Stop the servers of these students, and then the hub."""
        with ThreadPoolExecutor(max(len(students), 1)) as pool:
            list(pool.map(Student.leave, students))
        self.stop()

    def restart(self):
        """Start it again where it was, and wait until it answers."""
        self.process = _run(self.command, self.env, self.folder, self.address)

    def log(self):
        """Return what the hub and the servers said."""
        return (self.folder / "hub.log").read_text(errors="replace")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_hub(folder, prefix="/les/", options=()):
    """Start the class server in `folder`, a Path, under `prefix`; return the Hub once it answers."""
    if not shutil.which("configurable-http-proxy"):
        raise RuntimeError(
            "configurable-http-proxy is not there: apt-get install node-configurable-http-proxy"
        )
    address = f"http://127.0.0.1:{_free_port()}{prefix}"
    command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG), f"--JupyterHub.bind_url={address}"]
    command += [
        f"--JupyterHub.hub_port={_free_port()}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{_free_port()}",
    ]
    command += [
        "--JupyterHub.authenticator_class=shared-password",
        f"--SharedPasswordAuthenticator.user_password={PASSWORD}",
    ]
    command += ["--Authenticator.allow_all=True", "--JupyterHub.spawner_class=simple"]
    command += [f"--SimpleLocalProcessSpawner.home_dir_template={folder}/{{username}}", *options]
    env = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    return Hub(_run(command, env, folder, address), address, folder, command, env)


def _run(command, env, folder, address):
    with (folder / "hub.log").open("a") as log:
        process = subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=log)
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            requests.get(f"{address}hub/health", timeout=1).raise_for_status()
            return process
        except requests.RequestException:
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError(f"The hub did not answer. {(folder / 'hub.log').read_text(errors='replace')}")


class Student:
    """Somebody with a browser: cookies, and what a page of Signaal asks of the server."""

    def __init__(self, name, hub):
        self.name, self.hub = name, hub
        self.home = f"{hub.address}user/{name}/"
        self.session = requests.Session()

    def come_in(self):
        """Log in with the form of the hub."""
        form = f"{self.hub.address}hub/login"
        self.session.get(form, timeout=60).raise_for_status()
        data = {"username": self.name, "password": PASSWORD, "_xsrf": self._xsrf("hub/")}
        self.session.post(form, data=data, timeout=60, allow_redirects=False).raise_for_status()

    def start(self, patience=240):
        """Ask for the own server and wait until it shows JupyterLab; raise TimeoutError after `patience` seconds."""
        self.session.get(f"{self.hub.address}hub/spawn", timeout=60)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            page = self.session.get(f"{self.home}lab", timeout=60)
            if page.ok and urlsplit(page.url).path.startswith(urlsplit(self.home).path):
                return page
            time.sleep(0.5)
        raise TimeoutError(self.name)

    def leave(self):
        """Stop the own server, and wait until it is gone; nothing when there is none."""
        api = f"{self.hub.address}hub/api/users/{self.name}/server"
        for _ in range(120):
            answer = self.session.delete(api, headers={"X-XSRFToken": self._xsrf("hub/") or ""}, timeout=60)
            if answer.status_code != 202:
                return
            time.sleep(0.25)

    def ask(self, method, path, **more):
        """Return the answer of the own server, or of that of another when `path` is an address."""
        address = path if "://" in path else self.home + path
        headers = {"X-XSRFToken": self._xsrf(f"user/{self.name}/") or ""}
        return self.session.request(method, address, headers=headers, timeout=60, **more)

    def json(self, method, path, **more):
        """Return the JSON in the answer; requests.HTTPError when it is refused."""
        answer = self.ask(method, path, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def read(self, path):
        """Return a notebook as a page gets it."""
        return self.json("GET", f"api/contents/{path}?content=1")["content"]

    def start_keeping(self):
        """Choose to keep answers; return the period."""
        return self.json("POST", "signaal/progress")["period"]

    def keep(self, question, choice, period):
        """Answer a question of lesson 03 as its page does; return whether the server says that it is kept."""
        change = {"answers": {question: {"choice": [choice], "outcome": "right", "attempts": 1}}}
        said = self.json("PUT", "signaal/progress", json={"key": QUIZ, "change": change, "period": period})
        return said["keeping"] and not said["failed"]

    def kept(self):
        """Return {question: choice} of what is kept of lesson 03."""
        kept = self.json("GET", "signaal/progress")["kept"]
        return {id_: answer["choice"][0] for id_, answer in kept.get(QUIZ, {}).get("answers", {}).items()}

    def run(self, *sources, patience=120):
        """Run code in a kernel of the own server, as one cell after the other; return what it printed."""
        kernel = self.json("POST", "api/kernels", json={"name": "python3"})["id"]
        cookies = "; ".join(
            f"{c.name}={c.value}" for c in self.session.cookies if urlsplit(self.home).path.startswith(c.path)
        )
        address = f"{self.home}api/kernels/{kernel}/channels".replace("http", "ws", 1)
        line = websocket.create_connection(
            address, cookie=cookies, timeout=patience, origin=self.hub.address.split("/les")[0]
        )
        printed = ""
        try:
            for source in sources:
                printed += self._execute(line, source)
        finally:
            line.close()
        return printed

    def _execute(self, line, source):
        id_ = uuid4().hex
        header = {
            "msg_id": id_,
            "msg_type": "execute_request",
            "session": id_,
            "username": "",
            "version": "5.3",
        }
        content = {"code": source, "silent": False, "stop_on_error": True}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
        }
        line.send(json.dumps(message))
        printed = ""
        while True:
            said = json.loads(line.recv())
            if said["parent_header"].get("msg_id") != id_:
                continue
            if said["msg_type"] == "stream":
                printed += said["content"]["text"]
            elif said["msg_type"] == "error":
                raise RuntimeError(f"{self.name}: {said['content']['ename']}: {said['content']['evalue']}")
            elif said["msg_type"] == "status" and said["content"]["execution_state"] == "idle":
                return printed

    def _xsrf(self, under):
        paths = {c.path: c.value for c in self.session.cookies if c.name == "_xsrf"}
        return paths.get(urlsplit(self.hub.address + under).path)
