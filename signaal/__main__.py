"""What can you ask of Signaal in a terminal? `signaal --help` lists it."""

import sys
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path

from signaal.course.course import FILE, Course, current, current_folder, handout, kit_folder
from signaal.course.mistakes import ContentError, did_you_mean

LESSONS = Path("signaal-lessen")
HELP = """Signaal: lessen over kinderen die thuis niet veilig zijn.

  signaal lab [MAP]             open de lessen in JupyterLab
  signaal check [BESTAND …]     kijk na of de inhoud van een cursus klopt
  signaal preview BESTAND       zie een quiz, verhaal of oefening terwijl je schrijft
  signaal schema                laat je editor meekijken terwijl je typt
  signaal group MAP             zie wat een groep moeilijk vond
  signaal export VORM [NAAM …]  neem quizzen of verhalen mee naar je eigen omgeving
  signaal slides LES            maak van een les een pagina met dia's
  signaal site MAP              maak van de cursus een website in MAP
"""
LAB_HELP = f"""Opent de lessen in JupyterLab.

In de map van een cursus (met {FILE.as_posix()}) opent die cursus. Elders komen de lessen van Signaal in MAP, of zonder MAP in
{LESSONS}. Wat je daar verandert, blijft van jou: er komt nooit iets overheen. Andere opties gaan naar JupyterLab."""
CHECK_HELP = """Kijkt bestanden in data/ na: elke fout is één zin met bestand en regel. Zonder BESTAND: de hele cursus hier.

De opdracht eindigt met 0 als alles klopt, met 1 als er iets mis is, en met 2 als de opdracht zelf niet klopt."""

PREVIEW_HELP = """Opent een quiz, verhaal of oefening uit een cursus in je browser. Bewaar je het bestand, dan verandert de pagina mee.

Met --no-browser gaat er geen browser open, en open je het adres zelf. Stoppen doe je met Ctrl+C."""

SCHEMA_HELP = """Zet in de cursus hier wat een editor moet weten om fouten te zien en sleutels aan te vullen: data/schema/ en tombi.toml."""

SITE_HELP = """Maakt van de lessen een website in MAP: gewone bestanden, die je op een webserver zet of zo opent.

Wat de lessen laten zien, is wat erin bewaard is: voer ze uit en sla ze op voordat je dit doet. Staat er in MAP al een
website van Signaal, dan wordt die vervangen. Voor de grafieken is nodig: pip install vl-convert-python."""


GROUP_HELP = """Leest de bestanden die studenten in Welkom voor jou maakten, en zegt wat de groep moeilijk vond.

Zet ze in één map; mappen daarin tellen mee. Wat niet meetelt, staat onder het beeld, met de reden. In MAP verandert niets.
Met --csv BESTEMMING komen in die map vragen.csv en wegen.csv, en hetzelfde beeld als groepsbeeld.html. Kies een map waar studenten niet bij kunnen."""

EXPORT_HELP = """Maakt van quizzen of verhalen een bestand voor je eigen omgeving.

VORM is moodle, brightspace, qti of gift voor een quiz, en twee voor een verhaal. Zonder NAAM: alles van de cursus hier. Elk krijgt
een map in MAP, of zonder --map in meenemen/VORM. Wat jij daar hebt veranderd, blijft staan. Welke omgeving welk bestand neemt, en
wat er niet mee kan, lees je in docs/meenemen.md.

De opdracht eindigt met 0 als alles is gemaakt, met 1 als er iets mis is, en met 2 als de opdracht zelf niet klopt."""

SLIDES_HELP = """Maakt van een les één pagina met dia's, die je zonder internet in een browser laat zien. Quizzen en verhalen doen het er ook.

LES is de naam van een les, zoals 03_signalen_herkennen, of een notebook. De pagina komt in MAP, of zonder --map in meenemen/slides.
Pijl naar rechts: het volgende stuk van de les. Pijl naar beneden: de volgende dia. Esc: alle dia's tegelijk. F: het hele scherm.
Hiervoor is nodig: pip install pyreveal."""


class _Parser(ArgumentParser):
    def error(self, message):
        self.exit(2, "Deze opdracht begrijp ik niet. Typ signaal --help om te lezen wat er kan.\n")


def _lab(given, more):
    from signaal.jupyter.copies import put_files
    from signaal.jupyter.lab import open_lab

    named = bool(more) and not more[0].startswith("-")
    folder, options = (Path(more[0]), more[1:]) if named else (current_folder(), more)
    if not named and folder == kit_folder() and not Path.cwd().is_relative_to(folder):
        folder = LESSONS
    if (folder / FILE).is_file():
        course = Course(folder)
    else:
        course = Course(kit_folder())
        for left in put_files(course.folder, handout(course), folder, version("signaal")):
            if left.newer:
                print(
                    f"{left.file}: dit heb jij veranderd, en dat blijft zo. Wat er nu bij Signaal hoort, staat ernaast: {left.newer}"
                )
    folder = folder.resolve()
    first = next((lesson.notebook for lesson in course.lessons if (folder / lesson.notebook).is_file()), None)
    print(f"JupyterLab opent met de map {folder}.", flush=True)
    open_lab(folder, first, options)
    return 0


def _check(given, _):
    from signaal.lecturer.check import check_course, check_files, course_files

    if given.files:
        mistakes, count = check_files(given.files), len(given.files)
    else:
        course = current()
        mistakes, count = check_course(course), len(course_files(course))
        print(f"Cursus: {course.title}, in {course.folder}")
        if not Path.cwd().is_relative_to(course.folder):
            print(f"In deze map en hoger staat geen {FILE.as_posix()}; daarom kijk ik deze cursus na.")
    print("\n".join([*mistakes, f"Bestanden nagekeken: {count}. Fouten: {len(mistakes)}."]))
    return 1 if mistakes else 0


def _preview(given, _):
    from signaal.lecturer.preview import show

    show(given.file, browser=not given.no_browser)
    return 0


def _schema(given, _):
    from signaal.lecturer.schema import write_schemas

    course = current()
    for path in write_schemas(course):
        print(path.relative_to(course.folder).as_posix())
    print(
        "Een editor met tombi ziet nu je fouten terwijl je typt. Hoe je dat instelt, staat in docs/schrijven.md."
    )
    return 0


def _site(given, _):
    from signaal.make.site import HOME, write_site

    course = current()
    files = write_site(course, given.folder)
    print(f"Website van {course.title}: {len(files)} bestanden. Begin bij {given.folder / HOME}.")
    return 0


def _group(given, _):
    from signaal.lecturer.group import group_picture, write_picture
    from signaal.lecturer.handins import read_handins

    course = current()
    handins = read_handins(given.folder, course)
    picture = group_picture(handins, course)
    print(picture)
    if handins.left_out:
        print("\n".join(["", "Wat niet meetelt:", *(f"* {sentence}" for sentence in handins.left_out)]))
    if given.csv and picture.enough:
        for path in write_picture(picture, given.csv):
            print(f"Geschreven: {path}")
    return 0 if picture.enough else 1


def _export(given, _):
    from signaal.lecturer.exports.losses import FORMATS
    from signaal.lecturer.exports.taking import FOLDER, put, take

    if given.format not in FORMATS:
        near = did_you_mean(given.format or "", FORMATS)
        print(f"Kies een vorm: {', '.join(FORMATS)}.{near}", file=sys.stderr)
        return 2
    folder = given.map or FOLDER / given.format
    taken = take(given.format, given.names, current())
    _tell(put(taken, folder))
    print(f"In {folder} staat nu: {', '.join(taken)}. Lees eerst lees-mij-eerst.txt in elke map.")
    return 0


def _slides(given, _):
    from signaal.lecturer.exports.taking import FOLDER, put
    from signaal.lecturer.slides.showing import find_lesson, slides

    course = current()
    path = find_lesson(given.lesson, course)
    folder = given.map or FOLDER / "slides"
    name = f"{path.stem}.html"
    _tell(put({"": {name: slides(path, course).encode()}}, folder))
    print(f"Open {folder / name} in je browser. Spatie is verder, Esc laat alle dia's zien.")
    return 0


def _tell(left):
    for each in left:
        if each.newer:
            print(
                f"{each.file}: dit heb jij gemaakt of veranderd, en dat blijft zo. Het nieuwe staat ernaast: {each.newer}"
            )


def main(arguments=None):
    """Do what `arguments` ask, those of the command line by default; return the exit code.

    0 when all is well, 1 when something is wrong with the content or a file, 2 when the command itself is not understood.
    """
    parser = _Parser(prog="signaal", usage="signaal OPDRACHT", add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument(
        "--version", action="version", version=f"signaal {version('signaal')}, in {kit_folder()}"
    )
    verbs = parser.add_subparsers(dest="verb", parser_class=_Parser)
    lab = verbs.add_parser("lab", usage="signaal lab [MAP] [opties van JupyterLab]", add_help=False)
    lab.set_defaults(do=_lab, about=LAB_HELP)
    check = verbs.add_parser("check", usage="signaal check [BESTAND …]", add_help=False)
    check.add_argument("files", nargs="*", type=Path)
    check.set_defaults(do=_check, about=CHECK_HELP)
    preview = verbs.add_parser("preview", usage="signaal preview BESTAND [--no-browser]", add_help=False)
    preview.add_argument("file", nargs="?", type=Path)
    preview.add_argument("--no-browser", action="store_true")
    preview.set_defaults(do=_preview, needs="file", about=PREVIEW_HELP)
    schema = verbs.add_parser("schema", usage="signaal schema", add_help=False)
    schema.set_defaults(do=_schema, about=SCHEMA_HELP)
    site = verbs.add_parser("site", usage="signaal site MAP", add_help=False)
    site.add_argument("folder", nargs="?", type=Path)
    site.set_defaults(do=_site, needs="folder", about=SITE_HELP)
    group = verbs.add_parser("group", usage="signaal group MAP [--csv BESTEMMING]", add_help=False)
    group.add_argument("folder", nargs="?", type=Path, metavar="MAP")
    group.add_argument("--csv", type=Path, metavar="BESTEMMING")
    group.set_defaults(do=_group, needs="folder", about=GROUP_HELP)
    export = verbs.add_parser("export", usage="signaal export VORM [NAAM …] [--map MAP]", add_help=False)
    export.add_argument("format", nargs="?")
    export.add_argument("names", nargs="*")
    export.add_argument("--map", type=Path)
    export.set_defaults(do=_export, about=EXPORT_HELP)
    slides = verbs.add_parser("slides", usage="signaal slides LES [--map MAP]", add_help=False)
    slides.add_argument("lesson", nargs="?", default="")
    slides.add_argument("--map", type=Path)
    slides.set_defaults(do=_slides, about=SLIDES_HELP)
    for verb in (lab, check, preview, schema, group, export, slides, site):
        verb.add_argument("-h", "--help", action="store_true")
    parser.set_defaults(do=None, needs="", about=HELP)
    given, more = parser.parse_known_args(arguments)
    if given.help or given.do is None or (given.needs and getattr(given, given.needs) is None):
        print(given.about)
        return 0 if given.help else 2
    if more and given.do is not _lab:
        parser.error("")
    try:
        return given.do(given, more)
    except ContentError as error:
        print("\n".join(error.mistakes), file=sys.stderr)
    except BrokenPipeError:  # whoever listened has heard enough
        sys.stdout = None
    except FileNotFoundError as error:
        print(f"{error.filename}: dit is er niet. Kijk de naam na.", file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: hier kan ik niet lezen of schrijven. Kies een andere map.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
