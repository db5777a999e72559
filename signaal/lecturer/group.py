"""What did a group find hard? What was handed in, as words, a chart and tables; nothing about one person.

Only first attempts count. From 5 files there is a picture, from 10 the roads through a story, from 30 how well a question
tells who understands from who does not: with fewer answers that number is chance (docs/docentenhandleiding.md).
"""

from collections import Counter
from html import escape
from math import atanh, sqrt, tanh

import pandas as pd
from attrs import frozen
from IPython.display import display

from signaal.course.course import current
from signaal.course.figures import load_figures
from signaal.course.numbers import write_number
from signaal.course.quizzes import ChoiceQuestion, NumberQuestion, SortQuestion, load_quiz
from signaal.course.scenarios import load_scenario
from signaal.lecturer.handins import HandIns, read_handins
from signaal.show.charts import MIME
from signaal.show.payload import full_title
from signaal.show.text import plain, to_inline_html

FROM_PICTURE, FROM_ROADS, FROM_DISCRIMINATION = 5, 10, 30
TITLE = 80  # characters of a question in a table
WORTH = {"right": 1.0, "partly": 0.5, "wrong": 0.0}
WHY = (
    f"Met minder dan {FROM_PICTURE} bestanden is er geen beeld, want dan is te raden wie wat koos. Wegen door een verhaal staan er "
    f"vanaf {FROM_ROADS} bestanden. Onderscheid staat er vanaf {FROM_DISCRIMINATION} antwoorden: met minder is dat getal toeval.",
    "Ook een beeld van een groep kan één mens laten zien. Vergelijk je een beeld van elf bestanden met een van twaalf, dan weet je wat "
    "de twaalfde koos. En koos iedereen hetzelfde, dan weet je dat van iedereen. Maak daarom één beeld per groep, als iedereen heeft ingeleverd.",
    "Een fout antwoord zegt iets over de les. Het is geen oordeel over een student, en dit beeld is niet om een cijfer te geven.",
)
DISCRIMINATION = (
    "Onderscheid is de samenhang tussen deze vraag en de rest van de quiz, van -1 tot 1, met de marge waarbinnen het met 95% "
    "zekerheid ligt. Is het laag, kijk dan eerst of de vraag duidelijk is."
)


@frozen
class Picture:
    """The picture of a group.

    `handins` what was read. `questions` a DataFrame, a row a question of which at least 5 answers came, the quizzes in order:
    quiz, question, text, answered, right, partly, wrong, drew (the wrong choice that drew most, in words), drew_n,
    sure_wrong (how many were sure at a first try that was wrong), section, discrimination, low, high (each NaN below 30
    answers). `roads` a DataFrame: story, passage, choice (in words), n, of; empty below 10 files.
    """

    handins: HandIns
    questions: pd.DataFrame
    roads: pd.DataFrame
    titles: dict

    @property
    def enough(self):
        """Are there files enough for a picture?"""
        return self.handins.files >= FROM_PICTURE

    def _repr_mimebundle_(self, **kwargs):
        return {"text/plain": repr(self), "text/html": self.html()}

    def __repr__(self):
        return "\n".join(self.words())

    def words(self):
        """Return the picture as a list of Dutch lines: what to discuss first, then every question, then the roads."""
        files = self.handins.files
        if not self.enough:
            return [f"Bestanden die tellen: {files}. Er is nog geen beeld.", WHY[0]]
        lines = [f"Bestanden die tellen: {files}. Alles gaat over de eerste poging."]
        for title, rows in self._parts():
            lines += ["", title, *(f"* {row}" for row in rows)]
        return [*lines, "", *WHY]

    def html(self):
        """Return the same as HTML."""
        head, *rest = self.words()
        if not self.enough:
            return "".join(f"<p>{escape(line)}</p>" for line in (head, *rest))
        parts = "".join(
            f"<h3>{escape(title)}</h3><ul>{''.join(f'<li>{escape(row)}</li>' for row in rows)}</ul>"
            for title, rows in self._parts()
        )
        why = "".join(f"<p>{escape(line)}</p>" for line in WHY)
        return f'<section lang="nl"><p>{escape(head)}</p>{parts}{why}</section>'

    def _parts(self):
        """Yield (heading, lines): in the order in which a lecturer needs them."""
        table = self.questions
        sure = table[table.sure_wrong > 0].sort_values("sure_wrong", ascending=False, kind="stable")
        if len(sure):
            yield (
                "Zeker, en toch niet goed: bespreek dit als eerste",
                [
                    f"{row.text} ({self.titles[row.quiz]}): {row.sure_wrong} van de {row.answered} kozen fout en waren vrij zeker"
                    for row in sure.head(5).itertuples()
                ],
            )
        weak = table[(table.right * 2 < table.answered) & (table.section != "")]
        if len(weak):
            sections = weak.groupby(["quiz", "section"], sort=False).size()
            yield (
                "Lees dit samen nog eens",
                [
                    f"{section} ({self.titles[quiz]}): bij {n} {'vraag' if n == 1 else 'vragen'} had minder dan de helft het goed"
                    for (quiz, section), n in sections.items()
                ],
            )
        for quiz, rows in table.groupby("quiz", sort=False):
            yield self.titles[quiz], [_line(row) for row in rows.itertuples()]
        if table.discrimination.notna().any():
            yield "Hoe lees je ‘onderscheid’?", [DISCRIMINATION]
        for (story, _), rows in self.roads.groupby(["story", "passage"], sort=False):
            first = rows.iloc[0]
            yield (
                f"{self.titles[story]}: {first.title}",
                [f"{row.n} van {row.of}: {row.text}" for row in rows.itertuples()],
            )

    def chart(self):
        """Show for each question a bar with how many were right, partly right and not right at the first try."""
        spec = self.spec()
        options = {MIME: {"embed_options": {"actions": False}}}
        display({MIME: spec, "text/plain": spec["description"]}, metadata=options, raw=True)

    def spec(self):
        """Return that chart as a Vega-Lite 5 spec."""
        words = {"right": "goed", "partly": "deels goed", "wrong": "nog niet goed"}
        rows = [
            {"question": f"{n}. {row.text}", "outcome": word, "n": int(getattr(row, outcome)), "order": place}
            for n, row in enumerate(self.questions.itertuples(), 1)
            for place, (outcome, word) in enumerate(words.items())
        ]
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": "Eerste poging, per vraag",
            "description": "Per vraag een balk: hoeveel het de eerste keer goed, deels goed of nog niet goed hadden.",
            "data": {"values": rows},
            "width": 360,
            "mark": {"type": "bar", "stroke": "white"},
            "encoding": {
                "y": {"field": "question", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320}},
                "x": {"field": "n", "type": "quantitative", "title": "aantal studenten", "axis": {"tickMinStep": 1}},
                "color": {
                    "field": "outcome",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": list(words.values()), "range": ["#14463b", "#8fb8a8", "#d9a441"]},
                    "legend": {"orient": "top"},
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        }  # fmt: skip


def _line(row):
    share = write_number(round(100 * row.right / row.answered))
    line = f"{row.text}: {row.right} van {row.answered} goed ({share}%)"
    if row.partly:
        line += f", {row.partly} deels goed"
    if row.drew_n:
        line += f". Trok het meest: {row.drew} ({row.drew_n})"
    if row.discrimination == row.discrimination:  # not NaN
        low, middle, high = (
            write_number(round(value, 2)) for value in (row.low, row.discrimination, row.high)
        )
        line += f". Onderscheid {middle} (van {low} tot {high})"
    return line


def write_picture(picture, folder):
    """Write vragen.csv, wegen.csv and groepsbeeld.html of a Picture in `folder`; return their Paths.

    The tables have a semicolon between the columns and a decimal comma, as a Dutch spreadsheet reads them.

    Raises:
        OSError: the folder or a file in it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in {"vragen.csv": picture.questions, "wegen.csv": picture.roads}.items():
        paths.append(folder / name)
        table.round(3).to_csv(paths[-1], index=False, sep=";", decimal=",", encoding="utf-8-sig")
    paths.append(folder / "groepsbeeld.html")
    paths[-1].write_text(
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Groepsbeeld</title>'
        f'<body style="max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 17px/1.6 system-ui, sans-serif">{picture.html()}</body></html>\n',
        encoding="utf-8",
    )
    return paths


def picture_of(folder):
    """Return the Picture of what stands in a folder, of learners of the course of this notebook; as `group_picture`.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    course = current()
    return group_picture(read_handins(folder, course), course)


def group_picture(handins, course):
    """Return the Picture of HandIns of a Course."""
    quizzes = {stem: load_quiz(stem, course) for stem in course.files("quizzes/*.toml")}
    stories = {stem: load_scenario(stem, course) for stem in course.files("scenarios/*.toml")}
    titles = {stem: full_title(content) for stem, content in (quizzes | stories).items()}
    figures, rows = load_figures(course), []
    if handins.files >= FROM_PICTURE:
        for stem, quiz in quizzes.items():
            given = handins.answers[handins.answers.quiz == stem]
            worth = given.assign(worth=given.outcome.map(WORTH)).pivot(
                index="learner", columns="question", values="worth"
            )
            rows += [
                _row(stem, n, question, answers, worth, figures)
                for n, question in enumerate(quiz.questions, 1)
                if len(answers := given[given.question == question.id]) >= FROM_PICTURE
            ]
    columns = [
        "quiz",
        "question",
        "text",
        "answered",
        "right",
        "partly",
        "wrong",
        "drew",
        "drew_n",
        "sure_wrong",
    ]
    columns += ["section", "discrimination", "low", "high"]
    roads = list(_roads(handins, stories)) if handins.files >= FROM_ROADS else []
    return Picture(
        handins,
        pd.DataFrame(rows, columns=columns),
        pd.DataFrame(roads, columns=["story", "passage", "title", "choice", "text", "n", "of"]),
        titles,
    )


def _row(stem, n, question, answers, worth, figures):
    outcomes = answers.outcome.value_counts()
    drew, drew_n = _drew_most(question, answers[answers.outcome != "right"].choice.dropna(), figures)
    sure_wrong = int(((answers.outcome == "wrong") & (answers.sure == "sure")).sum())
    counts = [int(outcomes.get(outcome, 0)) for outcome in WORTH]
    text = f"Vraag {n}. {_short(question.text)}"
    return [
        stem,
        question.id,
        text,
        len(answers),
        *counts,
        drew,
        drew_n,
        sure_wrong,
        question.section,
        *_discrimination(question.id, worth),
    ]


def _drew_most(question, choices, figures):
    """Return (in words, how many): what was most often chosen wrongly at this question; ("", 0) when nothing was."""
    wrong = Counter()
    if isinstance(question, ChoiceQuestion):
        names = {option.id: _short(option.text) for option in question.options if not option.correct}
        wrong.update(names[id_] for choice in choices for id_ in choice if id_ in names)
    elif isinstance(question, SortQuestion):
        places = {category.id: plain(to_inline_html(category.text)) for category in question.categories}
        items = {item.id: item for item in question.items}
        wrong.update(
            f"{_short(items[id_].text)} → {places[place]}"
            for choice in choices
            for id_, place in choice.items()
            if items[id_].category != place
        )
    elif isinstance(question, NumberQuestion):
        low = figures[question.guess.figure].ends[0]
        wrong.update("te laag geschat" if choice < low else "te hoog geschat" for choice in choices)
    return wrong.most_common(1)[0] if wrong else ("", 0)


def _discrimination(id_, worth):
    """Return (correlation of a question with the rest of its quiz, low, high): Pearson's r with Fisher's 95% interval.

    Over learners who answered the whole quiz. NaN where there are fewer than 30 of them, or where all got the same.
    """
    whole = worth.dropna()
    if len(whole) < FROM_DISCRIMINATION or whole.shape[1] < 2:
        return [float("nan")] * 3
    rest = whole.drop(columns=id_).sum(axis=1)
    if whole[id_].nunique() < 2 or rest.nunique() < 2:
        return [float("nan")] * 3
    r = whole[id_].corr(rest)
    z, margin = atanh(min(max(r, -0.999), 0.999)), 1.96 / sqrt(len(whole) - 3)
    return [r, tanh(z - margin), tanh(z + margin)]


def _roads(handins, stories):
    for stem, story in stories.items():
        # Whoever comes back to a passage counts once, with the first choice.
        turns = handins.roads[handins.roads.story == stem].drop_duplicates(["learner", "passage"])
        if turns.learner.nunique() < FROM_ROADS:
            continue
        for passage in story.passages:
            taken = turns[turns.passage == passage.id]
            if len(taken) < FROM_PICTURE:
                continue
            counts = taken.choice.value_counts()
            texts = {choice.id: _short(choice.text) for choice in passage.choices}
            for id_, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                yield stem, passage.id, passage.title, id_, texts[id_], int(n), len(taken)


def _short(text):
    words = plain(to_inline_html(text))
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + "…"
