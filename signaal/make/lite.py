"""How does the lab in a browser tab come about? `make lite` writes it: JupyterLab and Python without a server.

JupyterLite takes along what this environment has for JupyterLab: the renderer of the lessons, the look, the panel *Lessen* and
the Dutch words. What a page otherwise asks of the server and is the same for everybody, lies beside it as a file. Python is
Pyodide, and with every package that its kernel may load it lies in the lab itself: nothing comes from another machine.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from argparse import ArgumentParser
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from signaal.course.course import current, kit_folder
from signaal.course.words import load_words
from signaal.jupyter.lessons import lessons_content, parts_of
from signaal.make.cells import contents, read_notebook

# What cannot work is said where a visitor looks; the website links to it: lab/index.html?path=Lees mij.md
ABOUT_FILE = "Lees mij.md"
ABOUT = """# Het lab in je browser

Dit is JupyterLab zonder server: alles draait in dit tabblad. Lezen, vragen, verhalen en oefeningen werken meteen. Geen enkel onderdeel komt van een andere machine dan deze website, ook Python niet.

Zo werkt het hier:

* **Antwoorden bewaren** kan, als jij daarvoor kiest: in *Welkom*, onder *Bewaar mijn antwoorden*. Ze blijven in deze browser, en je vindt ze ook terug op de gewone webpagina's van deze website.
* **Python** start pas als jij een cel uitvoert. De eerste keer haalt je browser daarvoor zo'n 12 MB op, en op een gewone laptop duurt het een halve minuut. Typ dus gerust, en wacht even op het antwoord.
* **Het pakket `signaal`** zit erin: `quiz`, `scenario`, `exercise`, `check`, `hint`, `chart`, `figure` en de andere woorden uit de lessen doen het.
* **pandas** zit er {pandas}.
* **Wat je in een les verandert**, blijft in deze browser. Een nieuwere versie van die les zie je dan niet: gooi je eigen versie in de lijst met bestanden weg om haar te zien.
* **Een groot scherm** is nodig. Op een telefoon lezen de gewone webpagina's prettiger.
* Een deel van het menu is Engels.
"""
PANDAS = {
    True: "ook in, zodat `table` en de tabellen in de oefeningen het doen",
    False: "niet in. `table` en `import pandas` zeggen dat, en wat ervan afhangt doet het hier niet. Neem voor de oefeningen met tabellen JupyterLab op je computer",
}
NO_PANDAS = "In dit tabblad is geen pandas, dus tabellen doen het hier niet. Open deze les in JupyterLab op je computer, of lees verder: vragen en verhalen werken wel."
# Loading the kernel's own packages first is what its start is; all else comes when a cell imports it.
_AT_START = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
# For a kernel whose page has these already, and for completion that nobody needs who only reads: 7 MB.
_LEFT_OUT = {"jedi", "parso", "jupyterlab-widgets", "widgetsnbextension"}
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_KERNEL = "@jupyterlite/pyodide-kernel-extension"


def write_lite(folder, pyodide, wheels):
    """Write the lab in `folder`, over what stood there of an earlier one.

    Args:
        folder: a Path.
        pyodide: the Path of the npm package pyodide, in the version that the kernel asks for.
        wheels: the Path of a folder with a wheel of each package that its Python is to have. With pandas and what that
            needs among them, built for this Pyodide, its Python has pandas.

    Raises:
        ContentError: there is no course, or it is wrong.
        ValueError: that Pyodide is another than the kernel asks for.
        subprocess.CalledProcessError: JupyterLite could not build it; what it said was printed.
    """
    course = current()
    with tempfile.TemporaryDirectory() as temp:
        work = Path(temp)
        files = work / "contents"
        for lesson in course.lessons:
            target = files / lesson.notebook
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(course.folder / lesson.notebook, target)
        if course.folder != kit_folder().resolve():  # that of the kit is in the package
            shutil.copytree(course.data, files / "data")
        names = _write_python(work / "static" / "pyodide", Path(pyodide), Path(wheels))
        (files / ABOUT_FILE).write_text(ABOUT.format(pandas=PANDAS["numpy" in names]), encoding="utf-8")
        (work / "overrides.json").write_text(json.dumps(_settings()), encoding="utf-8")
        config = {"jupyter-lite-schema-version": 0, "jupyter-config-data": _page(course)}
        (work / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
        command = [sys.executable, "-m", "jupyter", "lite", "build", "--contents", files]
        command += ["--output-dir", folder.resolve(), "--apps", "lab", "--no-sourcemaps"]
        command += ["--no-unused-shared-packages"]
        subprocess.run([str(part) for part in command], cwd=work, check=True)
        # What labextension/lessons.js and tab.js ask.
        beside = folder / "signaal"
        beside.mkdir(exist_ok=True)
        (beside / "course").write_text(
            json.dumps(_listed(course, files), ensure_ascii=False), encoding="utf-8"
        )
        (beside / "known").write_text(json.dumps(_known(course), ensure_ascii=False), encoding="utf-8")


def _page(course):
    """Return what every page of the lab knows: where answers stay, with the words for that, and how Python starts."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": list(_AT_START)}}
    return {
        "signaalShelf": {"course": course.id, "words": load_words(course)["site_progress"]},
        "litePluginSettings": {f"{_KERNEL}:kernel": kernel},
    }


def _listed(course, files):
    """Return the list of lessons. It is the same for all, with the `places` {key: {lesson, cell}} by which a page sees what was done."""
    listed = lessons_content(files, None, course.lessons[0].notebook)
    places = {
        key: {"lesson": lesson.id, "cell": cell}
        for lesson in course.lessons
        for key, cell, _ in parts_of(files / lesson.notebook, 0)
    }
    strings = listed["strings"] | {"begun": load_words(course)["site"]["has_answers"]}
    return listed | {"places": places, "strings": strings}


def _known(course):
    """Return what the lessons of a Course show and can be answered or asked to keep: what is kept goes into nothing else."""
    cells = (
        cell for lesson in course.lessons for cell in read_notebook(course.folder / lesson.notebook).cells
    )
    return [content for cell in cells for content in contents(cell)]


def _settings():
    """Return the settings that the kit gives a JupyterLab, and that a text is shown and not edited."""
    kit = json.loads((Path(__file__).parents[1] / "jupyter" / "overrides.json").read_text(encoding="utf-8"))
    return kit | {
        "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}
    }


# --------------------------------------------------------------------------------------------------------- Python


def _write_python(target, pyodide, wheels):
    """Write Pyodide in `target` with each wheel, and the lock that names them; return the names of the packages.

    Every address in that lock is a file beside it, with its hash: a package that is not there is not looked for elsewhere.
    """
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    found = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    if found != PYODIDE_VERSION:
        raise ValueError(f"deploy/tab has pyodide {found}, and the kernel asks for {PYODIDE_VERSION}")
    target.mkdir(parents=True)
    for name in (*_CORE, "package.json"):
        shutil.copy(pyodide / name, target)
    own = Path(sys.prefix, "share", "jupyter", "labextensions", _KERNEL, "static", "pypi")
    for wheel in (*wheels.glob("*.whl"), *own.glob("*.whl")):
        if parse_wheel_filename(wheel.name)[0] not in _LEFT_OUT:
            shutil.copy(wheel, target)
    _put_wheel(target, "signaal", version("signaal"), _package(), needs=_needs(wheels))
    _put_wheel(target, "jedi", "0", {})
    if not any(target.glob("pandas-*.whl")):
        _put_wheel(target, "pandas", "0", {"pandas/__init__.py": _without_pandas()})
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    there = {canonicalize_name(path.name.partition("-")[0]): path for path in sorted(target.glob("*.whl"))}
    lock["packages"] = {name: _entry(name, path, there) for name, path in there.items()}
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return there.keys()


def _needs(wheels):
    """Return what `from signaal import …` leans on: all that was fetched, and pandas or what stands in for it."""
    return [*(parse_wheel_filename(wheel.name)[0] for wheel in sorted(wheels.glob("*.whl"))), "pandas"]


def _package():
    """Return {name in a wheel: bytes} of what a cell needs of the kit: no server, no exports, and of the course its data."""
    package, course = Path(__file__).parents[1], kit_folder()
    rooms = [package / name for name in ("course", "show", "browser")]
    paths = [package / "__init__.py", *(path for room in rooms for path in sorted(room.rglob("*")))]
    files = {f"signaal/{path.relative_to(package).as_posix()}": path for path in paths}
    files |= {
        f"signaal/kit/{path.relative_to(course).as_posix()}": path
        for path in sorted((course / "data").rglob("*"))
    }
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if path.is_file() and "__pycache__" not in path.parts
    }


def _without_pandas():
    """Return a module that says, when it is imported, that pandas is not here: one sentence and no traceback."""
    return f"""class NoPandas(ImportError):
    def _render_traceback_(self):
        return [str(self)]


raise NoPandas({NO_PANDAS!r})
""".encode()


def _put_wheel(folder, name, number, files, needs=()):
    """Write a wheel with these {name: bytes}."""
    about = f"{name}-{number}.dist-info"
    head = "".join(f"Requires-Dist: {need}\n" for need in needs)
    texts = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n{head}".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: signaal\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in (files | texts).items():
            # Always the same bytes for the same content: a browser goes on with what it has.
            wheel.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _entry(name, path, there):
    """Return what Pyodide's lock says of a wheel: what it needs of those that are `there`, and the modules in it."""
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        about = wheel.read(next(each for each in names if each.endswith(".dist-info/METADATA"))).decode(
            "utf-8"
        )
    needs = [Requirement(line) for line in re.findall(r"(?m)^Requires-Dist: *(.+)", about.split("\n\n")[0])]
    here = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
    here |= {"python_version": "3.14", "python_full_version": "3.14.2"}
    wanted = {canonicalize_name(need.name) for need in needs if not need.marker or need.marker.evaluate(here)}
    tops = {each.partition("/")[0] for each in names if each.endswith(".py")}
    return {
        "name": name,
        "version": path.name.split("-")[1],
        "file_name": path.name,
        "install_dir": "site",
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "unvendored_tests": False,
        "depends": sorted(wanted & there.keys()),
        "imports": sorted(top.removesuffix(".py") for top in tops if "." not in top.removesuffix(".py")),
    }


def main():
    """Write the lab in the folder that the command line names."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pyodide", type=Path, required=True, help="the npm package")
    parser.add_argument("--wheels", type=Path, required=True, help="a folder with what its Python is to have")
    given = parser.parse_args()
    write_lite(given.folder, given.pyodide, given.wheels)


if __name__ == "__main__":
    main()
