"""The kit as anybody else has it: a wheel in an environment of its own, in a folder that is no clone, without a network."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TOKEN, Lab, start_lab, stop_lab
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
BIN = "Scripts" if sys.platform == "win32" else "bin"
# Whoever asks the network now, asks a door that is shut.
OFFLINE = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "PIP_NO_INDEX": "1"}


def run(*command, cwd, code=0, **more):
    """Run a command outside the clone and return what it printed."""
    env = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SIGNAAL_COURSE")
    } | more
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return the folder with the commands of an environment that holds the wheel and what a learner needs, nothing else."""
    place = tmp_path_factory.mktemp("wiel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
    ]
    run(*pip, "-w", place, ROOT, cwd=place)
    (wheel,) = place.glob("*.whl")
    uv, python = Path(sys.executable).with_name("uv"), place / "env" / BIN / "python"
    run(uv, "venv", "--quiet", "--python", sys.executable, place / "env", cwd=place)
    install = [uv, "pip", "install", "--quiet", "--python", python]
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=place)
    run(*install, "--no-deps", "--offline", wheel, cwd=place)
    return place / "env" / BIN


@pytest.fixture(scope="module")
def lessons(installed, tmp_path_factory):
    """Return a learner's folder with the lessons as the wheel puts them down."""
    folder = tmp_path_factory.mktemp("leerling")
    code = (
        "from pathlib import Path; from signaal.course.course import *; from signaal.jupyter.copies import put_files;"
        "kit = Course(kit_folder()); print(put_files(kit.folder, handout(kit), Path('Mijn lessen (1)'), '1'))"
    )
    assert run(installed / "python", "-c", code, cwd=folder, **OFFLINE) == "[]\n"
    return folder / "Mijn lessen (1)"


def test_every_verb_works_from_any_folder(installed, tmp_path):
    code = (
        "import signaal; from signaal import *; print(signaal.__file__);"
        "print([quiz('00_welkom'), scenario('04_handelen'), exercise('e01'), check('e01', 1), hint('e01'), help_lines(),"
        "progress(), classroom(), books(), weeks(), sources('00_welkom'), figure('omstanders-niets'), len(table('series'))])"
    )
    printed = run(installed / "python", "-c", code, cwd=tmp_path, **OFFLINE)
    assert str(ROOT) not in printed
    assert "Signalen" not in printed.splitlines()[0]
    assert run(installed / "signaal", "check", cwd=tmp_path, **OFFLINE).endswith("Fouten: 0.\n")


@pytest.fixture(scope="module")
def kernel(installed, tmp_path_factory):
    """Return (the folder of kernels, the name of one) that runs in that environment."""
    data = tmp_path_factory.mktemp("kernels")
    spec = {
        "argv": [str(installed / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Wiel",
        "language": "python",
    }
    (data / "kernels" / "wiel").mkdir(parents=True)
    (data / "kernels" / "wiel" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return data, "wiel"


def nbval(kernel, *paths, cwd):
    data, name = kernel
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",  # a cell needs those before it
        "--nbval",
        f"--nbval-kernel-name={name}",
    ]
    return run(
        *command,
        "--nbval-cell-timeout=60",
        "--rootdir",
        cwd,
        *paths,
        cwd=cwd,
        JUPYTER_PATH=str(data),
        **OFFLINE,
    )


def test_nbval_passes_on_copied_lessons_and_on_a_notebook_that_was_moved(lessons, kernel):
    moved = lessons.parent / "Downloads" / "02 rekenen met cijfers (1).ipynb"
    moved.parent.mkdir()
    shutil.copy(lessons / "exercises" / "02_rekenen_met_cijfers.ipynb", moved)
    # Everything that a lesson can show; that all lessons pass is what the notebooks themselves are run for.
    some = [
        lessons / "notebooks" / f"{name}.ipynb"
        for name in ("00_welkom", "04_handelen", "07_afsluiting", "bronnen")
    ]
    printed = nbval(kernel, *some, moved, cwd=lessons.parent)
    assert "passed" in printed
    assert "failed" not in printed


def test_jupyterlab_is_dutch_with_both_extensions_on_and_a_question_is_answered(browser, installed, lessons):
    process, address = start_lab(lessons, python=installed / "python")
    page = browser.new_page(locale="nl-NL")
    lab = Lab(page, address, lessons)
    try:
        lab.open("notebooks/03_signalen_herkennen.ipynb", kernel=False)
        expect(page.get_by_role("menuitem", name="Bestand")).to_be_visible()
        quiz = page.locator(".jp-Notebook .signaal").last  # drawn by the lab extension: no cell has run
        quiz.get_by_label("Een signaal. Er is iets veranderd, en de oorzaak staat nog open.").check()
        quiz.get_by_role("button", name="Kijk na").click()
        expect(quiz.get_by_role("status").first).to_contain_text("goed")
        assert page.request.get(f"{address}/signaal/progress?token={TOKEN}").json()["keeping"] is False
        lab.open("exercises/01_cijfers_lezen.ipynb")
        lab.run_all()
        assert not lab.strangers()
    finally:
        page.close()
        stop_lab(process)
