"""How does the lab in a browser tab come about? `python -m signaal.make.lite FOLDER` writes it: JupyterLab without a server.

JupyterLite takes along what this environment has for JupyterLab: the renderer of the lessons, the look, the panel *Lessen* and
the Dutch words. What a page otherwise asks of the server and is the same for everybody, lies beside it as a file.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from signaal.course.course import current
from signaal.jupyter.lessons import lessons_content

# What cannot work is said where a visitor looks; a site links to it: lab/index.html?path=Lees mij.md
ABOUT = """# Het lab in je browser

Dit is JupyterLab zonder server: het draait helemaal in dit tabblad. Lezen, vragen en verhalen werken meteen, en ook zonder internet als de pagina er eenmaal is.

Dit werkt hier niet, of anders:

* **Antwoorden bewaren** kan hier niet. Sluit je de pagina, dan zijn je antwoorden weg. Op de gewone webpagina's, op je eigen computer en op een server van je opleiding kan het wel.
* **Python** komt van internet, van het adres `cdn.jsdelivr.net`, en pas als jij een cel uitvoert. Dat duurt een halve minuut. Het pakket `signaal` zit er niet in, dus een cel die `signaal` gebruikt, geeft hier een fout. Neem voor de oefeningen met tabellen JupyterLab op je computer.
* **Wat je in een les verandert**, blijft in deze browser. Een nieuwere versie van die les zie je dan niet: gooi je eigen versie in de lijst met bestanden weg om haar te zien.
* Een deel van het menu is Engels.
"""


def write_lite(folder):
    """Write the lab in `folder`, a Path, over what stood there of an earlier one.

    Raises:
        ContentError: there is no course, or it is wrong.
        subprocess.CalledProcessError: JupyterLite could not build it; what it said was printed.
    """
    course = current()
    with tempfile.TemporaryDirectory() as temp:
        work = Path(temp)
        contents = work / "contents"
        for lesson in course.lessons:
            target = contents / lesson.notebook
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(course.folder / lesson.notebook, target)
        (contents / "Lees mij.md").write_text(ABOUT, encoding="utf-8")
        (work / "overrides.json").write_text(json.dumps(_settings()), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "jupyter",
            "lite",
            "build",
            "--contents",
            contents,
            "--output-dir",
            folder.resolve(),
        ]
        command += ["--apps", "lab", "--no-sourcemaps", "--no-unused-shared-packages"]
        subprocess.run([str(part) for part in command], cwd=work, check=True)
        # The address that labextension/lessons.js asks. Nothing is kept here, so the list is the same for all.
        (folder / "signaal").mkdir(exist_ok=True)
        listed = json.dumps(lessons_content(contents, None, course.lessons[0].notebook), ensure_ascii=False)
        (folder / "signaal" / "course").write_text(listed, encoding="utf-8")


def _settings():
    """Return the settings that the kit gives a JupyterLab, and that a text is shown and not edited."""
    kit = json.loads((Path(__file__).parents[1] / "jupyter" / "overrides.json").read_text(encoding="utf-8"))
    return kit | {
        "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}
    }


def main():
    """Write the lab in the folder that the command line names."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    write_lite(parser.parse_args().folder)


if __name__ == "__main__":
    main()
