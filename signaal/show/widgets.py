"""How does a quiz, scenario or exercise come alive in a notebook? One ES module, hosted by anywidget."""

import re
from pathlib import Path
from threading import Lock

from anywidget import AnyWidget
from IPython import get_ipython
from traitlets import Dict

from signaal.course.exercises import judge
from signaal.course.numbers import write_number
from signaal.course.quizzes import ChoiceQuestion, NumberQuestion, ReflectQuestion, SortQuestion
from signaal.course.words import load_words
from signaal.show.answers import merged
from signaal.show.pages import CONTENT, exercise_page, quiz_page, scenario_page
from signaal.show.payload import exercise_content, quiz_content, scenario_content
from signaal.show.text import plain, to_html

BROWSER = Path(__file__).parents[1] / "browser"
# Each file before those that import it.
PARTS = (
    "words",
    "page",
    "rules",
    "answers",
    "fields",
    "quiz",
    "scenario",
    "judge",
    "exercise",
    "review",
    "later",
    "twice",
    "own",
    "handin",
    "progress",
    "classroom",
    "books",
    "widget",
)


def one_module():
    """Return the modules in signaal/browser/ as one: anywidget takes a single one, JupyterLab's renderer loads them all.

    Their imports are of each other only, and no two have a name of their own in common.
    """
    texts = ((BROWSER / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    return "".join(re.sub(r"(?m)^import [^;]*;\n|^export (?!default)", "", text) for text in texts)


# Running a cell again makes a new widget; what was answered in this kernel comes back from here.
# Callbacks may run in a subshell thread, hence the lock.
_kept, _lock = {}, Lock()
# The widget that a cell showed last: without this, each run of a cell would leave one in the kernel and one on the page.
_last = {}


# IPython holds every result and every output until the kernel stops: what a cell shows again must be the same object.
_latest = {}


def _same(name, value):
    """Return `value`, or what was given last under this name if that is equal."""
    if _latest.get(name) != value:
        _latest[name] = value
    return _latest[name]


def _close_the_last(widget):
    """Close the lesson that this cell showed the last time it ran; a front end that names no cell keeps them all."""
    shell = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = request.get("metadata", {}).get("cellId")
    if cell is None:
        return
    # A cell may show several lessons in one run: those of this request stay.
    run = request["header"]["msg_id"]
    shown = _last.setdefault(cell, (run, []))
    if shown[0] != run:
        for old in shown[1]:
            old.close()
        shown = _last[cell] = (run, [])
    shown[1].append(widget)


class Lesson(AnyWidget):
    """What quiz, scenario and exercise share: a module in the browser, a page without it, answers kept in the kernel.

    Args:
        content: JSON that the module draws (signaal.show.payload).
        page: HTML for where no script runs.
        words: one line, for a terminal and for nbval.
    """

    _esm = one_module()
    _css = (BROWSER / "widget.css").read_text(encoding="utf-8")
    content = Dict().tag(sync=True)
    state = Dict().tag(sync=True)  # what the page begins with

    def __init__(self, content, page, words):
        self._key = content["kind"], content["id"]
        content, self._page = _same(self._key, (content, page))
        self._words = words
        super().__init__(content=content, state=self.answers)
        self.on_msg(self._keep)
        _close_the_last(self)

    @property
    def answers(self):
        """What was answered until now: a dict, for a quiz with `answers` {id of a question: dict}."""
        with _lock:
            return _kept.get(self._key, {})

    def _keep(self, _, message, buffers):
        # The page tells only what changed, so that a click costs the same in a long quiz.
        with _lock:
            _kept[self._key] = merged(_kept.get(self._key, {}), message["change"])

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        data = {**data, "text/plain": self._words, "text/html": self._page, CONTENT: self.content}
        return data, metadata

    def __repr__(self):
        return self._words


class QuizWidget(Lesson):
    """A Quiz on the page. What is right is decided in the browser; the outcomes come to Python."""

    def __init__(self, quiz, course):
        self._quiz, self._table = _same(quiz.id, quiz), load_words(course)
        content = quiz_content(quiz, course)
        words = self._table.say("quiz", "repr", title=quiz.title, n=len(quiz.questions))
        super().__init__(content, quiz_page(content, course), words)

    def results(self):
        """Return a pandas DataFrame with one row per question.

        Columns: vraag (id), antwoord (what was chosen in words, empty when not checked), uitkomst (goed, deels goed,
        nog niet goed, niet ingevuld, geen goed of fout), pogingen (how often it was checked) and zeker (how sure the
        learner said to be, empty when that was skipped).
        """
        import pandas as pd  # only here: showing a quiz must not wait for pandas

        words, outcomes, heads = (self._table[section] for section in ("quiz", "outcome", "results"))
        answers = self.answers.get("answers") or {}
        rows = []
        for question in self._quiz.questions:
            answer = answers.get(question.id, {})
            outcome = answer.get("outcome") or "empty"
            given = "" if outcome == "empty" else _in_words(question, answer.get("choice"))
            sure = words[f"sure_{answer['sure']}"] if "sure" in answer else ""
            rows.append((question.id, given, outcomes[outcome], answer.get("attempts", 0), sure))
        return pd.DataFrame(
            rows,
            columns=[heads[key] for key in ("question", "given", "outcome", "attempts", "sure")],
        )


def _in_words(question, choice):
    """Return what a learner chose as a line of text."""
    if isinstance(question, NumberQuestion):
        return "" if choice is None else write_number(choice)
    if isinstance(question, ReflectQuestion):
        return choice or ""
    parts = question.options if isinstance(question, ChoiceQuestion) else question.items
    texts = {part.id: plain(to_html(part.text)) for part in parts}
    if isinstance(question, SortQuestion):
        places = {category.id: plain(to_html(category.text)) for category in question.categories}
        return "; ".join(f"{texts[item]}: {places[place]}" for item, place in (choice or {}).items())
    return "; ".join(texts[id_] for id_ in choice or () if id_ in texts)


class ScenarioWidget(Lesson):
    """A Scenario on the page. Where a choice leads is decided in the browser; the path comes to Python."""

    def __init__(self, scenario, course):
        content = scenario_content(scenario, course)
        words = load_words(course).say("scenario", "repr", title=scenario.title, n=len(scenario.passages))
        super().__init__(content, scenario_page(content, course), words)

    def path(self):
        """Return the choices made so far as [(passage id, choice id), …]."""
        return [(turn["passage"], turn["choice"]) for turn in self.answers.get("path", ())]


class ExerciseWidget(Lesson):
    """An Exercise as a field to fill in. What is right is decided in the browser; what was given comes to Python."""

    def __init__(self, exercise, course):
        self._exercise, self._course = exercise, course
        content = exercise_content(exercise, course)
        words = load_words(course).say("exercise", "repr", title=exercise.title)
        super().__init__(content, exercise_page(content, course), words)

    def outcome(self):
        """Return in words what the answer is worth: goed, nog niet goed, or niet ingevuld when there is none yet."""
        outcome = judge(self._exercise, self.answers.get("given"), self._course).outcome
        return load_words(self._course)["outcome"][outcome]
