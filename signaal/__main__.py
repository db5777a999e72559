"""What can you ask of Signaal in a terminal? `signaal --help` lists it."""

import sys
from argparse import ArgumentParser
from importlib.metadata import version
from pathlib import Path

from signaal.course.course import FILE, Course, current, current_folder, handout, kit_folder
from signaal.course.mistakes import ContentError

LESSONS = Path("signaal-lessen")
HELP = """Signaal: lessen over kinderen die thuis niet veilig zijn.

  signaal lab [MAP]           open de lessen in JupyterLab
  signaal check [BESTAND …]   kijk na of de inhoud van een cursus klopt
  signaal group MAP           zie wat een groep moeilijk vond
  signaal site MAP            maak van de cursus een website in MAP
"""
LAB_HELP = f"""Opent de lessen in JupyterLab.

In de map van een cursus (met {FILE.as_posix()}) opent die cursus. Elders komen de lessen van Signaal in MAP, of zonder MAP in
{LESSONS}. Wat je daar verandert, blijft van jou: er komt nooit iets overheen. Andere opties gaan naar JupyterLab."""
CHECK_HELP = """Kijkt bestanden in data/ na: elke fout is één zin met bestand en regel. Zonder BESTAND: de hele cursus hier.

De opdracht eindigt met 0 als alles klopt, met 1 als er iets mis is, en met 2 als de opdracht zelf niet klopt."""

SITE_HELP = """Maakt van de lessen een website in MAP: gewone bestanden, die je op een webserver zet of zo opent.

Wat de lessen laten zien, is wat erin bewaard is: voer ze uit en sla ze op voordat je dit doet. Staat er in MAP al een
website van Signaal, dan wordt die vervangen. Voor de grafieken is nodig: pip install vl-convert-python."""


GROUP_HELP = """Leest de bestanden die studenten in Welkom voor jou maakten, en zegt wat de groep moeilijk vond.

Zet ze in één map; mappen daarin tellen mee. Wat niet meetelt, staat onder het beeld, met de reden. In MAP verandert niets.
Met --csv BESTEMMING komen in die map vragen.csv en wegen.csv, en hetzelfde beeld als groepsbeeld.html. Kies een map waar studenten niet bij kunnen."""


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


def _site(given, _):
    from signaal.make.site import HOME, write_site

    if given.folder is None:
        print(SITE_HELP)
        return 2
    course = current()
    files = write_site(course, given.folder)
    print(f"Website van {course.title}: {len(files)} bestanden. Begin bij {given.folder / HOME}.")
    return 0


def _group(given, _):
    from signaal.lecturer.group import group_picture, write_picture
    from signaal.lecturer.handins import read_handins

    if given.folder is None:
        print(GROUP_HELP)
        return 2
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
    site = verbs.add_parser("site", usage="signaal site MAP", add_help=False)
    site.add_argument("folder", nargs="?", type=Path)
    site.set_defaults(do=_site, about=SITE_HELP)
    group = verbs.add_parser("group", usage="signaal group MAP [--csv BESTEMMING]", add_help=False)
    group.add_argument("folder", nargs="?", type=Path, metavar="MAP")
    group.add_argument("--csv", type=Path, metavar="BESTEMMING")
    group.set_defaults(do=_group, about=GROUP_HELP)
    for verb in (lab, check, site, group):
        verb.add_argument("-h", "--help", action="store_true")
    parser.set_defaults(do=None, about=HELP)
    given, more = parser.parse_known_args(arguments)
    if given.help or given.do is None:
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
    except OSError as error:
        print(f"{error.filename}: hier kan ik niet lezen of schrijven. Kies een andere map.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
