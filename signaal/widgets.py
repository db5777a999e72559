"""How does a quiz, scenario or exercise come alive in a notebook? One ES module, hosted by anywidget."""

from pathlib import Path
from threading import Lock

from anywidget import AnyWidget
from traitlets import Dict

from signaal.content import exercise_content, quiz_content, scenario_content
from signaal.exercises import judge
from signaal.pages import exercise_page, quiz_page, scenario_page
from signaal.strings import say, strings
from signaal.text import plain, to_html

_HERE = Path(__file__).parent
MIME = "application/vnd.signaal+json"

# Running a cell again makes a new widget; what was answered in this kernel comes back from here.
# Callbacks may run in a subshell thread, hence the lock.
_kept, _lock = {}, Lock()


class Lesson(AnyWidget):
    """What quiz, scenario and exercise share: a module in the browser, a page without it, answers kept in the kernel.

    Args:
        content: JSON that the module draws (signaal.content).
        page: HTML for where no script runs.
        words: one line, for a terminal and for nbval.
    """

    _esm = _HERE / "widget.js"
    _css = _HERE / "widget.css"
    # May the kit's JupyterLab renderer draw it before a cell has run?
    _live_when_opened = True
    content = Dict().tag(sync=True)
    state = Dict().tag(sync=True)

    def __init__(self, content, page, words):
        self._page, self._words = page, words
        self._key = content["kind"], content["id"]
        with _lock:
            state = _kept.get(self._key, {})
        super().__init__(content=content, state=state)
        self.observe(self._keep, "state")

    def _keep(self, change):
        with _lock:
            _kept[self._key] = change["new"]

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        data = {**data, "text/plain": self._words, "text/html": self._page}
        if self._live_when_opened:
            data[MIME] = self.content
        return data, metadata

    def __repr__(self):
        return self._words


class QuizWidget(Lesson):
    """A Quiz on the page. What is right is decided in the browser; the outcomes come to Python."""

    def __init__(self, quiz):
        self._quiz = quiz
        content = quiz_content(quiz)
        super().__init__(
            content, quiz_page(content), say("quiz", "repr", title=quiz.title, n=len(quiz.questions))
        )

    def results(self):
        """Return a pandas DataFrame with one row per question.

        Columns: vraag (id), antwoord (the chosen options in words, empty when not checked), uitkomst (goed, deels
        goed, nog niet goed, niet ingevuld) and pogingen (how often it was checked).
        """
        import pandas as pd  # only here: showing a quiz must not wait for pandas

        outcomes, answers = strings()["outcome"], self.state.get("answers") or {}
        rows = []
        for question in self._quiz.questions:
            answer = answers.get(question.id, {})
            outcome = answer.get("outcome") or "empty"
            texts = {option.id: plain(to_html(option.text)) for option in question.options}
            given = (
                [texts[id_] for id_ in answer.get("choice", ()) if id_ in texts] if outcome != "empty" else []
            )
            rows.append((question.id, "; ".join(given), outcomes[outcome], answer.get("attempts", 0)))
        return pd.DataFrame(
            rows, columns=[say("results", key) for key in ("question", "given", "outcome", "attempts")]
        )


class ScenarioWidget(Lesson):
    """A Scenario on the page. Where a choice leads is decided in the browser; the path comes to Python."""

    def __init__(self, scenario):
        content = scenario_content(scenario)
        words = say("scenario", "repr", title=scenario.title, n=len(scenario.passages))
        super().__init__(content, scenario_page(content), words)

    def path(self):
        """Return the choices made so far as [(passage id, choice id), …]."""
        return [(turn["passage"], turn["choice"]) for turn in self.state.get("path", ())]


class ExerciseWidget(Lesson):
    """An Exercise as a field to fill in. What is right is decided here, by the rule that `check` uses too."""

    _live_when_opened = False  # only Python knows the answer
    judgement = Dict().tag(sync=True)

    def __init__(self, exercise):
        self._exercise = exercise
        content = exercise_content(exercise)
        super().__init__(content, exercise_page(content), say("exercise", "repr", title=exercise.title))
        self.observe(self._judge, "state")
        if self.state:
            self._judge({"new": self.state})

    def _judge(self, change):
        state = change["new"]
        judgement = judge(self._exercise, state.get("given", ""))
        self.judgement = {
            "attempt": state.get("attempt", 0),
            "outcome": judgement.outcome.value,
            "feedback": to_html(judgement.feedback),
        }
