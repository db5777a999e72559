"""Answers to give to an exercise: the table in data/cases, the samples of the exercises, and texts made at random."""

import re
import tomllib
import unicodedata
from pathlib import Path
from random import Random

from signaal.course.course import Course
from signaal.course.exercises import known_numbers, load_exercises

ROOT = Path(__file__).parents[2]
KIT = Course(ROOT)


def exercises():
    """Return every Exercise of the kit."""
    return [
        exercise
        for stem in KIT.files("exercises/*.toml")
        for exercise in load_exercises(Path(stem).stem, KIT).exercises
    ]


KNOWN = {exercise.id: known_numbers(exercise, KIT) for exercise in exercises() if exercise.type == "number"}


def cases():
    """Return [(id of an exercise, kind of answer that must come, text)] of data/cases/exercises.toml."""
    table = tomllib.loads((ROOT / "data" / "cases" / "exercises.toml").read_text(encoding="utf-8"))
    return [
        (id_, kind, text) for id_, kinds in table.items() for kind, texts in kinds.items() for text in texts
    ]


LEADS = (
    "",
    "",
    "",
    " ",
    "ca. ",
    "ongeveer ",
    "= ",
    "€ ",
    "-",
    "−",
    "–",
    "+",
    "--",
    "\u202d",
    "\ufeff",
    "“",
    "het is ",
    "niet ",
)
TAILS = ("", "", "", " ", ".", ",-", "\u202c", "”", "%", " %", " procent", " procentpunt", " pp", "‰", " per duizend", " kinderen", " kinderen per 1000",
         " op de 100", "x", " keer", " maal", " leerling", " adviezen", " melding", " contacten", " euro", " €", " duizend", " miljoen", " honderd",
         "/2", " / 3", " op 25", " van de 4", "½", " of 5", " meer", "²", "e3")  # fmt: skip
SIGNS = "0123456789.,  -%/x½²٣５\u00a0\u200b\u2011'eé"
UNUSUAL = str.maketrans({" ": "\u202f", "-": "‑", "5": "５", "3": "٣", ".": "．"})


def texts(exercise, known, n, seed=0):
    """Return `n` texts that somebody could give as an answer to an exercise with a number: many nearly right.

    `known` is what known_numbers gives of it.
    """
    random = Random(f"{exercise.id} {seed}")
    values = [each.value for each in known]
    return [_text(random, values) for _ in range(n)]


def _text(random, values):
    value = random.choice(
        [*values, values[0], values[0], random.uniform(-100, 1000), random.randrange(100_000)]
    )
    value *= random.choice([1, 1, 1, 1, 1, 2, -1, 100, 1000, 0.01, 0.001])
    decimals = random.choice([0, 0, 1, 2, 3, 4])
    text = f"{value:,.{decimals}f}" if random.random() < 0.5 else f"{value:.{decimals}f}"
    swaps = [{",": ".", ".": ","}, {",": ".", ".": ","}, {",": " ", ".": ","}, {}, {",": "", ".": "."}]
    text = text.translate(str.maketrans(random.choice(swaps)))
    text = random.choice(LEADS) + text + random.choice(TAILS)
    for _ in range(random.choice([0, 0, 0, 1, 2])):  # a slip of the finger
        place = random.randrange(len(text) + 1)
        text = text[:place] + random.choice(["", random.choice(SIGNS)]) + text[place + random.randrange(2) :]
    return text.translate(UNUSUAL) if random.random() < 0.1 else text


def may_be_right(text, exercise, known):
    """Return whether `text` says a number that is right, read in another way than the kit does: roughly, and without its patterns."""
    text = "".join(str(int(c)) if c.isdecimal() else c for c in text if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFKC", text.replace("½", " ½")).replace("\u2044", "/").lower()
    per = re.search(r"(per|op|van) *(de|elke|iedere)? *(1[. ]?000|100|duizend|honderd)|‰|promille", text)
    point = re.search(r"punt|pp|p\.p", text)
    percent = re.search(r"%|procent|pct", text) and not point
    if (percent and exercise.unit != "procent") or (point and exercise.unit != "procentpunt"):
        return False
    if per:
        if ("00" in per[0][-3:] and "000" not in per[0]) or "honderd" in per[0]:
            return (
                False
                if exercise.unit != "procent"
                else _says_right(text.replace(per[0], ""), exercise, known)
            )
        if exercise.unit != "kinderen per duizend":
            return False
        text = text.replace(per[0], "")
    return _says_right(text, exercise, known)


def _says_right(text, exercise, known):
    numbers = [number.strip(" .,") for number in re.findall(r"[.,]?[0-9][0-9., ]*", text)]
    scale = (
        100
        if "honderd" in text
        else 1000
        if "duizend" in text
        else 10**6
        if re.search("miljoen|mln", text)
        else 1
    )
    if len(numbers) == 2 and re.search("/|op|van", text):
        whole, top = numbers[0].split() if " " in numbers[0] else (0, numbers[0])
        found = [int(whole) + int(top) / int(numbers[1])]
    elif len(numbers) == 1:
        number = re.search(r"[.,]?[0-9][0-9., ]*", text)[0].strip(" ").rstrip(".,").replace(" ", "")
        whole, _, part = number.partition(",")
        found = [float(f"{whole.replace('.', '') or 0}.{part or 0}")]
        if "," not in number and number.count(".") == 1:
            whole, _, part = number.partition(".")
            short = len(part) != 3 or len(whole) > 3 or number.startswith(("0", "."))
            decimal = float(f"0{number}")
            found = [decimal] if short or exercise.unit in ("procent", "procentpunt") else found
    else:
        return False
    right = [each for each in known if each.kind != "mistake"]
    minus = -1 if re.search(r"[-−‑–] ?[.,]?[0-9]", text) else 1
    return any(
        abs(value * scale * minus - known.value) <= known.tolerance + 1e-6
        for value in found
        for known in right
    )
