"""The class server as `deploy/jupyterhub` starts it: JupyterHub and its proxy, under a prefix, with two students.

What differs is in bench/students.py: here nobody has an account of this machine, and a server runs as who tests. That one
student's files are closed to another by the system itself was tried by hand (deploy/jupyterhub/README.md). One of the two
has a server that runs; that many start at once is what `make load` is for.
"""

import json
import re
import tempfile
from pathlib import Path

import pytest
import yaml
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jupyterhub._data import DATA_FILES_PATH

from bench.students import ROOT, Student, start_hub

pytestmark = [pytest.mark.slow, pytest.mark.server]
DEPLOY = ROOT / "deploy"
LESSON = "notebooks/03_signalen_herkennen.ipynb"


@pytest.fixture(scope="module")
def hub():
    # Not in pytest's own folder: the address of a kernel is a path, and a socket takes 107 characters.
    with tempfile.TemporaryDirectory(prefix="k", dir="/tmp") as folder:
        hub = start_hub(Path(folder))
        yield hub
        hub.stop()


@pytest.fixture(scope="module")
def other(hub):
    """Return a student who has come in and has no server."""
    other = Student("klas-02", hub)
    other.come_in()
    return other


@pytest.fixture(scope="module")
def one(hub):
    """Yield a student whose server runs; before that the hub says in Dutch that it is coming."""
    one = Student("klas-01", hub)
    one.come_in()
    assert "De lessen worden voor je klaargezet" in one.session.get(f"{hub.address}hub/spawn").text
    one.start()
    yield one
    one.leave()


def test_a_student_gets_the_lessons_under_the_prefix_in_dutch(one):
    page = one.ask("GET", "lab")
    assert f'"baseUrl": "/les/user/{one.name}/"' in page.text
    assert len(one.read(LESSON)["cells"]) > 20
    lessons = one.json("GET", f"signaal/course?opened={LESSON}")["lessons"]
    assert all(lesson["path"] for lesson in lessons)
    settings = one.json("GET", "lab/api/settings/@jupyterlab/translation-extension:plugin")
    assert settings["schema"]["properties"]["locale"]["default"] == "nl_NL"


def test_what_a_student_meets_of_the_hub_itself_is_dutch(hub, other):
    def said(path):
        return other.session.get(f"{hub.address}{path}").text

    assert "De lessen staan stil" in said(f"user/{other.name}/lab")
    assert "Deze pagina is er niet" in said("hub/nergens")
    assert "Hier mag je met jouw nummer niet komen" in said("hub/admin")
    pages = [said(f"user/{other.name}/lab"), said("hub/nergens"), said("hub/admin")]
    for word in ("Logout", "Token", "Server not running", "Forbidden", "moons", "Toggle"):
        assert not [page for page in pages if re.search(rf">[^<]*{word}|\"{word}", page.split("<body")[1])], (
            word
        )


def test_what_comes_only_when_something_starts_stops_or_fails_is_dutch_too():
    own = FileSystemLoader(DEPLOY / "jupyterhub" / "templates")
    hubs = FileSystemLoader(Path(DATA_FILES_PATH) / "templates")
    pages = Environment(loader=ChoiceLoader([own, PrefixLoader({"templates": hubs}), hubs]), autoescape=True)
    there = {"static_url": lambda path, **_: path, "default_server": {"active": True}}
    for name, more in {
        "home.html": {"user": {"name": "klas-01"}},
        "spawn_pending.html": {"user": {"name": "klas-01"}},
        "stop_pending.html": {},
        "not_running.html": {"failed": True, "failed_message": "spawn failed"},
        "error.html": {"status_code": 500, "status_message": "Internal Server Error"},
        "logout.html": {},
    }.items():
        html = pages.get_template(name).render(no_spawner_check=True, **there, **more)
        # The first is for whoever has no script, the last is a box that JupyterHub fills when it fails.
        body = re.sub(
            r"(?s)<(script|style|noscript)\b.*?</\1>|<div class=\"modal .*", " ", html.split("<body>")[1]
        )
        shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
        assert re.search(r"\b(je|mijn|begint)\b", shown), name
        assert not re.search(r"\b(my|your|will|refresh|failed|internal|event|token|logout)\b", shown, re.I), (
            shown
        )


def test_what_was_kept_and_changed_outlives_a_restart_of_the_hub_and_a_new_version(hub, one):
    period = one.start_keeping()
    assert one.keep("sam-wordt-stil", "a", period)
    hub.stop()
    hub.restart()
    # The server of the student ran on: the page that was open needs no new login.
    assert one.kept() == {"sam-wordt-stil": "a"}
    assert one.keep("nora-heeft-honger", "b", period)
    change_a_lesson(hub, one)
    one.leave()
    one.start()
    assert one.kept() == {"sam-wordt-stil": "a", "nora-heeft-honger": "b"}
    assert one.read(LESSON)["cells"][0]["source"] == "# Van mij"
    there = [item["name"] for item in one.json("GET", "api/contents/notebooks")["content"]]
    assert [name for name in there if name.startswith("03_signalen_herkennen (versie ")]


def change_a_lesson(hub, student):
    """Change a lesson as the student, of which a newer version comes when the server starts again."""
    notebook = student.read(LESSON)
    notebook["cells"][0]["source"] = "# Van mij"
    model = {"type": "notebook", "format": "json", "content": notebook}
    student.json("PUT", f"api/contents/{LESSON}", json=model)
    record = hub.folder / student.name / "lessen" / ".signaal.json"
    known = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps(known | {LESSON: "of an earlier version"}), encoding="utf-8")


def test_a_full_disk_loses_nothing_that_was_said_to_be_kept_and_is_said(hub, one):
    period = one.start_keeping()
    assert one.keep("sam-wordt-stil", "a", period)
    file = hub.folder / one.name / ".local" / "share" / "jupyter" / "signaal" / "voortgang.json"
    file.with_suffix(".tmp").symlink_to("/dev/full")  # whoever writes there hears that the disk is full
    assert not one.keep("verklaring", "b", period)
    assert "verklaring" not in file.read_text(encoding="utf-8")
    assert "sam-wordt-stil" in one.kept()
    # There is room again, and the page asks once more.
    assert one.keep("verklaring", "b", period)
    assert {"sam-wordt-stil", "verklaring"} <= one.kept().keys()


def test_a_student_reaches_nothing_of_another(hub, one, other):
    for path in (f"api/contents/{LESSON}", "signaal/progress", "api/kernels", "api/sessions"):
        answer = other.ask("GET", one.home + path)
        assert answer.status_code in (403, 404), path  # 404 is what the hub says of a server one may not see
    assert other.session.get(f"{hub.address}hub/api/users/{one.name}").status_code == 404
    assert other.session.get(f"{hub.address}hub/api/users").status_code == 403
    assert other.session.get(f"{hub.address}hub/admin").status_code == 403


def test_nobody_comes_in_without_a_password(hub):
    stranger = Student("klas-01", hub)
    assert stranger.session.get(f"{stranger.home}api/contents/{LESSON}").status_code == 403
    form = stranger.session.get(f"{stranger.home}lab")
    assert "/les/hub/login" in form.url
    assert "Nummer op je briefje" in form.text


def test_there_is_no_terminal_and_a_kernel_speaks_to_its_own_user_only(one):
    assert one.ask("POST", "api/terminals").status_code == 404
    printed = one.run(
        "import json, ipykernel; print(json.load(open(ipykernel.get_connection_file()))['transport'])",
        "from signaal import table; print(len(table('series')) > 10)",
    )
    assert printed == "ipc\nTrue\n"


def test_the_values_for_kubernetes_start_the_same_server():
    values = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
    config = (DEPLOY / "jupyterhub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    student = values["singleuser"]
    assert student["cmd"] == ["python", "-m", "signaal.jupyter.hub"]
    assert all(f'"{option}"' in config for option in values["hub"]["config"]["Spawner"]["args"][:2])
    assert f'"{student["memory"]["limit"]}"' in config
    assert f'"{student["defaultUrl"]}"' in config
