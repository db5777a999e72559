"""What does a lecturer take along, and where does it come? Reads, writes in the form that is asked for, and puts it in a folder."""

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario
from signaal.jupyter.copies import put_files
from signaal.lecturer.exports import brightspace, gift, moodle, qti, twee
from signaal.lecturer.exports.losses import FORMATS, LOSSES, NOT_TRIED, losses_text
from signaal.lecturer.exports.texts import beginning, lines

_WRITERS = {
    "moodle": moodle.write,
    "brightspace": brightspace.write,
    "qti": qti.write,
    "gift": gift.write,
    "twee": twee.write,
}
FOLDER = Path("meenemen")
README, LOST = "lees-mij-eerst.txt", "niet-meegekomen.txt"


def take(format, names, course):
    """Return {folder: {name of a file: bytes}}: a folder for each quiz or story, in a format.

    Args:
        format: a key of FORMATS.
        names: of quizzes, or of stories where the format holds stories; empty for all of the course and what it extends.
        course: the Course.

    Raises:
        ContentError: a name is not there, a file is wrong, or a format holds nothing of it; one Dutch sentence a mistake.
    """
    stories = FORMATS[format].stories
    kind, load = ("scenarios", load_scenario) if stories else ("quizzes", load_quiz)
    taken, mistakes = {}, []
    for name in names or course.files(f"{kind}/*.toml"):
        try:
            if name not in course.files(f"{kind}/*.toml"):
                _refuse_other_kind(format, name, course)
            taken[name] = _folder(load(name, course), format, course)
        except ContentError as error:
            mistakes += error.mistakes
    if mistakes:
        raise ContentError(dict.fromkeys(mistakes))
    return taken


def _refuse_other_kind(format, name, course):
    stories = FORMATS[format].stories
    if name not in course.files("quizzes/*.toml" if stories else "scenarios/*.toml"):
        return
    what, other = ("een quiz", "een verhaal") if stories else ("een verhaal", "een quiz")
    ways = ", ".join(id_ for id_, each in FORMATS.items() if each.stories != stories)
    raise ContentError(
        [
            f"{name} is {what}, en in {FORMATS[format].title} past alleen {other}. Kies voor {what} deze vorm: {ways}."
        ]
    )


def _folder(content, format, course):
    """Return {name: bytes} of one quiz or story: the file itself, what to read first, and what did not come along."""
    files, losses = _WRITERS[format](content, course)
    left_out = [id_ for id_ in losses.found if id_.startswith("vraag-")]
    gone = {where for id_ in left_out for where, _ in losses.found[id_]}
    if not FORMATS[format].stories and len(gone) == len(content.questions):
        why = " ".join(LOSSES[id_].what for id_ in left_out)
        raise ContentError(
            [
                f"{content.id}: van deze quiz past geen enkele vraag in {FORMATS[format].title}. Dit kan er niet in: {why} Kies een andere vorm."
            ]
        )
    texts = {README: _readme(content, format, course), LOST: losses_text(content.title, losses)}
    # Windows' own editor reads a text without this mark as something else.
    return files | {name: text.encode("utf-8-sig") for name, text in texts.items()}


def _readme(content, format, course):
    kind = FORMATS[format]
    clicks = [f"{system}\n{words.replace('*', '')}\n" for system, words in kind.systems]
    return "\n".join(
        [
            f"{content.title}",
            f"Gemaakt in de vorm: {kind.title}. Het bestand om te importeren: {content.id}{kind.suffix}",
            "",
            "Zo zet je het in je eigen omgeving",
            "",
            *clicks,
            "Gebruik dit om te oefenen, niet voor een cijfer: wie het bestand opent, leest de goede antwoorden.",
            f"Wat er niet mee kon, staat in {LOST}.",
            NOT_TRIED,
            "",
            "Wat er vooraf hoort te staan",
            "",
            lines(beginning(content, course)),
            "",
        ]
    )


def put(taken, folder):
    """Put what `take` returns in a folder, never over what somebody else made or changed.

    Args:
        taken: {folder: {name: bytes}}.
        folder: a Path; it is made when it is not there.

    Returns:
        A list of Left (signaal.jupyter.copies): the files that stay as they are, with the Path of ours beside each.

    Raises:
        OSError: something cannot be written.
    """
    left = []
    for name, files in taken.items():
        with TemporaryDirectory() as made:
            for file, data in files.items():
                (Path(made) / file).write_bytes(data)
            # What comes beside a changed file has a name of its own each time it is another.
            version = sha256(b"".join(files.values())).hexdigest()[:6]
            left += put_files(Path(made), files, folder / name, version)
    return left
