"""The class server as `deploy/jupyterhub` starts it: JupyterHub and its proxy, under a prefix, with two students.

What differs is in bench/students.py: here nobody has an account of this machine, and both servers run as one user. That one
student's files are closed to another by the system itself was tried by hand (deploy/jupyterhub/README.md).
"""

import json
import tempfile
from pathlib import Path

import pytest
import yaml

from bench.students import ROOT, Student, start_hub

pytestmark = [pytest.mark.slow, pytest.mark.server]
LESSON = "notebooks/03_signalen_herkennen.ipynb"


@pytest.fixture(scope="module")
def hub():
    # Not in pytest's own folder: the address of a kernel is a path, and a socket takes 107 characters.
    with tempfile.TemporaryDirectory(prefix="k", dir="/tmp") as folder:
        hub = start_hub(Path(folder))
        yield hub
        hub.stop()


@pytest.fixture(scope="module")
def students(hub):
    """Yield two students whose servers run."""
    students = [Student("klas-01", hub), Student("klas-02", hub)]
    for student in students:
        student.come_in()
        student.session.get(f"{hub.address}hub/spawn")  # both start at once
    for student in students:
        student.start()
    yield students
    for student in students:
        student.leave()


def test_both_get_the_lessons_under_the_prefix_in_dutch(hub, students):
    for student in students:
        page = student.ask("GET", "lab")
        assert f'"baseUrl": "/les/user/{student.name}/"' in page.text
        assert len(student.read(LESSON)["cells"]) > 20
        lessons = student.json("GET", f"signaal/course?opened={LESSON}")["lessons"]
        assert all(lesson["path"] for lesson in lessons)
        settings = student.json("GET", "lab/api/settings/@jupyterlab/translation-extension:plugin")
        assert settings["schema"]["properties"]["locale"]["default"] == "nl_NL"


def test_what_was_kept_and_changed_outlives_a_restart_of_the_hub_and_a_new_version(hub, students):
    one, _ = students
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


def test_a_full_disk_loses_nothing_that_was_said_to_be_kept_and_is_said(hub, students):
    _, two = students
    period = two.start_keeping()
    assert two.keep("sam-wordt-stil", "a", period)
    file = hub.folder / two.name / ".local" / "share" / "jupyter" / "signaal" / "voortgang.json"
    file.with_suffix(".tmp").symlink_to("/dev/full")  # whoever writes there hears that the disk is full
    assert not two.keep("nora-heeft-honger", "b", period)
    assert "nora" not in file.read_text(encoding="utf-8")
    assert two.kept() == {"sam-wordt-stil": "a"}
    # There is room again, and the page asks once more.
    assert two.keep("nora-heeft-honger", "b", period)
    assert two.kept() == {"sam-wordt-stil": "a", "nora-heeft-honger": "b"}


def test_a_student_reaches_nothing_of_another(hub, students):
    one, two = students
    for path in (f"api/contents/{LESSON}", "signaal/progress", "api/kernels", "api/sessions"):
        answer = two.ask("GET", one.home + path)
        assert answer.status_code in (403, 404), path  # 404 is what the hub says of a server one may not see
    assert two.session.get(f"{hub.address}hub/api/users/{one.name}").status_code == 404
    assert two.session.get(f"{hub.address}hub/api/users").status_code == 403
    assert two.session.get(f"{hub.address}hub/admin").status_code == 403


def test_nobody_comes_in_without_a_password(hub):
    stranger = Student("klas-01", hub)
    assert stranger.session.get(f"{stranger.home}api/contents/{LESSON}").status_code == 403
    form = stranger.session.get(f"{stranger.home}lab")
    assert "/les/hub/login" in form.url
    assert "Nummer op je briefje" in form.text


def test_there_is_no_terminal_and_a_kernel_speaks_to_its_own_user_only(students):
    one, _ = students
    assert one.ask("POST", "api/terminals").status_code == 404
    printed = one.run(
        "import json, ipykernel; print(json.load(open(ipykernel.get_connection_file()))['transport'])",
        "from signaal import table; print(len(table('series')) > 10)",
    )
    assert printed == "ipc\nTrue\n"


def test_the_values_for_kubernetes_start_the_same_server():
    values = yaml.safe_load((ROOT / "deploy" / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
    config = (ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    student = values["singleuser"]
    assert student["cmd"] == ["python", "-m", "signaal.jupyter.hub"]
    assert all(f'"{option}"' in config for option in values["hub"]["config"]["Spawner"]["args"][:2])
    assert f'"{student["memory"]["limit"]}"' in config
    assert f'"{student["defaultUrl"]}"' in config
