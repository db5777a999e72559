"""What is a scenario, and does every road in it lead somewhere?"""

from functools import partial
from typing import Literal

from attrs import Factory, frozen

from signaal.course.course import until_changed
from signaal.course.figure_links import check_figure_links
from signaal.course.mistakes import UNREAD, ContentError, did_you_mean
from signaal.course.quizzes import check_sources
from signaal.course.reading import check_ids, read_content

STEPS = (1, 2, 3, 4, 5)  # the steps of the meldcode


@frozen
class Choice:
    """Something a learner can do in a passage. Feedback belongs to the choice.

    `step` is the step of the meldcode that it belongs to, None for what belongs to no step. `sets` are flags that go up
    when it is chosen. It is open when all flags in `needs` are up and none in `unless`; `closed` says why it is not there
    to who finds it closed. `also_right` is another good road beside the recommended one. `kind` is the kind of sentence
    in a conversation to practise: the debrief counts them.
    """

    id: str
    text: str
    to: str
    feedback: str
    step: Literal[1, 2, 3, 4, 5] | None = None
    recommended: bool = False
    sources: list[str] = Factory(list)
    sets: list[str] = Factory(list)
    needs: list[str] = Factory(list)
    unless: list[str] = Factory(list)
    closed: str = ""
    also_right: bool = False
    kind: Literal["open", "sturend", "oordelend", "belovend", "steunend", "stilte"] | None = None

    @property
    def conditional(self):
        """Is it closed to some learners? A bool."""
        return bool(self.needs or self.unless)

    def open_to(self, flags):
        """Return whether a learner with these flags, a set of ids, can choose it; scenario.js has the same rule."""
        return flags.issuperset(self.needs) and flags.isdisjoint(self.unless)


@frozen
class Note:
    """Something a learner may write down in a passage, and is then asked about: fact or interpretation?"""

    id: str
    text: str
    kind: Literal["feit", "duiding"]
    feedback: str
    sets: list[str] = Factory(list)


@frozen
class Extra:
    """A paragraph after the text of a passage or an ending, for who did something before: as `needs` and `unless` of a Choice."""

    text: str
    needs: list[str] = Factory(list)
    unless: list[str] = Factory(list)


@frozen
class Passage:
    """A moment in the story, with what the learner can do then; `ask` replaces the question "Wat doe je?".

    `mood` says in words how open the other person is at that moment. With `review` it comes back alone, as a question of
    *Later nog eens*.
    """

    id: str
    title: str
    text: str
    choices: list[Choice]
    ask: str = ""
    notes: list[Note] = Factory(list)
    extra: list[Extra] = Factory(list)
    mood: str = ""
    review: bool = False

    def recommended(self, flags):
        """Return the recommended Choice for a learner with these flags: one that a flag has opened goes first."""
        fitting = [choice for choice in self.choices if choice.recommended and choice.open_to(flags)]
        return min(fitting, key=lambda choice: not choice.conditional)


@frozen
class Ending:
    """Where a story stops: how it came out, and what can be done next."""

    id: str
    title: str
    outcome: Literal["goed", "deels goed", "nog niet goed"]
    text: str
    next: str
    extra: list[Extra] = Factory(list)


@frozen
class Scenario:
    """A story with choices: a file in data/scenarios/.

    `form` is "meldcode" for a story along its five steps, "eigen code" for one where another code holds (the islands) and
    "gesprek" for a conversation to practise; those two have no steps. `flags` says of each flag {id: words} when it is up, as the end of the
    sentence "Deze keuze is er, omdat …". `minutes` is how long it takes about. `debrief` is what who looks back should know,
    such as where experts differ.
    """

    schema: int
    id: str
    title: str
    intro: str
    start: str
    discussion: list[str]
    flags: dict[str, str] = Factory(dict)
    passages: list[Passage] = Factory(list)
    endings: list[Ending] = Factory(list)
    form: Literal["meldcode", "eigen code", "gesprek"] = "meldcode"
    minutes: int | None = None
    debrief: str = ""

    def recommended_path(self):
        """Return [(Passage, Choice), …] along the recommended choices, until an ending or a passage seen before.

        Whoever takes it writes down every note on the way.
        """
        passages = {passage.id: passage for passage in self.passages}
        path, at, seen, flags = [], self.start, set(), set()
        while at in passages and at not in seen:
            seen.add(at)
            passage = passages[at]
            flags.update(flag for note in passage.notes for flag in note.sets)
            choice = passage.recommended(flags)
            path.append((passage, choice))
            flags.update(choice.sets)
            at = choice.to
        return path


def _reach(starts, edges):
    """Return every node that can be reached from `starts` over `edges` {node: nodes}; linear in nodes and edges."""
    seen, todo = set(starts), list(starts)
    while todo:
        for node in edges.get(todo.pop(), ()):
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return seen


def _reachable(scenario):
    """Return the ids of all places that can be reached, with the flags that are set on the way.

    A flag that can be up counts as up: this looks at each road for itself, never at combinations of roads.
    """
    flags = set()
    while True:
        edges = {
            passage.id: [choice.to for choice in passage.choices if flags.issuperset(choice.needs)]
            for passage in scenario.passages
        }
        reached = _reach([scenario.start], edges)
        found = {
            flag
            for passage in scenario.passages
            if passage.id in reached
            for part in (
                *passage.notes,
                *(choice for choice in passage.choices if flags.issuperset(choice.needs)),
            )
            for flag in part.sets
        }
        if found == flags:
            return reached
        flags = found


def _can_end(scenario):
    """Return the ids of all places from where an ending can be reached whatever flags are up."""
    back = {}
    for passage in scenario.passages:
        for choice in passage.choices:
            if not choice.conditional:
                back.setdefault(choice.to, []).append(passage.id)
    return _reach([ending.id for ending in scenario.endings], back)


def _check_graph(scenario, where, mistakes):
    endings = {ending.id: ending for ending in scenario.endings}
    reachable, can_end = _reachable(scenario), _can_end(scenario)
    for place, passage in where.items("passages", scenario.passages):
        if passage.id not in reachable:
            mistakes.append(place.says("unreachable"))
        if passage.id not in can_end:
            mistakes.append(place.says("no-way-out"))
    for place, ending in where.items("endings", scenario.endings):
        if ending.id not in reachable:
            mistakes.append(place.says("unreachable-ending"))
    path = scenario.recommended_path()
    last = endings.get(path[-1][1].to)
    if last is None:
        mistakes.append(where.says("road-in-circle"))
    elif last.outcome != "goed":
        mistakes.append(where.says("road-ends-badly"))
    missing = [step for step in STEPS if step not in {choice.step for _, choice in path}]
    if scenario.form == "meldcode" and missing:
        mistakes.append(where.says("missing-steps", steps=", ".join(map(str, missing))))


def _check_flags(draft, mistakes):
    scenario_flags, where = draft.content.flags, draft.where
    passages, endings = draft.items["passages"], draft.items["endings"]
    used, up = set(), set()
    parts = [
        found
        for place, passage in passages
        for found in (*place.items("choices", passage.choices), *place.items("notes", passage.notes))
    ]
    parts += [
        (place.item("extra", n), extra)
        for place, whole in passages + endings
        for n, extra in enumerate(whole.extra)
    ]
    for place, part in parts:
        conditions = () if isinstance(part, Note) else (*part.needs, *part.unless)
        sets = () if isinstance(part, Extra) else part.sets
        used.update(conditions)
        up.update(sets)
        if isinstance(part, Extra) and not conditions:
            mistakes.append(place.says("extra-for-all"))
        for flag in (*sets, *conditions):
            if flag != UNREAD and flag not in scenario_flags and UNREAD not in scenario_flags:
                near = did_you_mean(flag, scenario_flags)
                mistakes.append(place.says("unknown-flag", flag=flag, near=near))
    # What could not be read may have set a flag, or looked at it.
    for flag in () if draft.holes or UNREAD in (*used, *up, *scenario_flags) else scenario_flags:
        place = where.key("flags").line_of(flag)
        if flag not in up:
            mistakes.append(place.says("flag-never-up", flag=flag))
        if flag not in used:
            mistakes.append(place.says("flag-unused", flag=flag))


def _check_passage(passage, where, mistakes, *, named, endings, course):
    if passage.id in endings:
        mistakes.append(where.says("ending-same-id"))
    choices = where.items("choices", passage.choices)
    check_ids(choices, mistakes)
    count = sum(choice.recommended and not choice.conditional for choice in passage.choices)
    if not passage.choices:
        mistakes.append(where.says("no-choices"))
    elif count != 1:
        mistakes.append(where.says("not-one-recommended", count=count))
    for place, choice in choices:
        if choice.to not in (*named, UNREAD):
            near = did_you_mean(choice.to, named)
            mistakes.append(place.line_of("to").says("unknown-place", to=choice.to, near=near))
        check_sources(choice.sources, place.line_of("sources"), mistakes, course)
        if choice.closed not in ("", UNREAD) and not choice.conditional:
            mistakes.append(place.line_of("closed").says("closed-but-open"))
        if choice.also_right and choice.recommended:
            mistakes.append(place.line_of("also_right").says("recommended-and-also-right"))
    if passage.review is True and any(choice.conditional or choice.also_right for choice in passage.choices):
        mistakes.append(where.line_of("review").says("review-not-alone"))


def _check_steps(form, passages, mistakes):
    if form in ("meldcode", UNREAD):
        return
    for where, passage in passages:
        for place, choice in where.items("choices", passage.choices):
            if choice.step:
                mistakes.append(place.line_of("step").says("step-without-code", form=form))


def _check_kinds(form, passages, mistakes):
    choices = [found for where, passage in passages for found in where.items("choices", passage.choices)]
    if form == UNREAD or not any(choice.kind for _, choice in choices):
        return
    for place, choice in choices:
        if form != "gesprek":
            if choice.kind:
                mistakes.append(place.line_of("kind").says("kind-without-talk"))
        elif not choice.kind:
            mistakes.append(place.says("no-kind"))


def _check_whole(scenario, where, mistakes):
    passages = {passage.id for passage in scenario.passages}
    if scenario.start not in passages:
        near = did_you_mean(scenario.start, passages)
        mistakes.append(where.key("start").says("unknown-start", start=scenario.start, near=near))
    if not any(ending.outcome == "goed" for ending in scenario.endings):
        mistakes.append(where.says("no-good-ending"))
    if not mistakes:
        _check_graph(scenario, where, mistakes)


def load_scenario(name, course):
    """Return the Scenario in data/scenarios/<name>.toml of a Course, or of the course it extends.

    Proves, in time linear in passages and choices (times the number of flags): every passage and ending can be
    reached, every passage can reach an ending whatever flags are up, no id is broken, there is a good ending, and the
    recommended path meets every step of the meldcode (where the story has steps).

    Args:
        name: the name of the file, without .toml.
        course: the Course.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    return _scenario(course.find("scenarios", name), course)


@until_changed("figures.csv", "sources.csv")
def _scenario(path, course):
    mistakes = []
    draft = read_content(path, Scenario, {"passages": Passage, "endings": Ending}, mistakes)
    passages, endings = draft.items["passages"], {ending.id for _, ending in draft.items["endings"]}
    rule = partial(_check_passage, named=draft.named, endings=endings, course=course)
    draft.check("passages", rule, mistakes)
    check_ids([note for where, passage in passages for note in where.items("notes", passage.notes)], mistakes)
    check_figure_links(draft, path, mistakes, course)
    _check_flags(draft, mistakes)
    _check_steps(draft.content.form, passages, mistakes)
    _check_kinds(draft.content.form, passages, mistakes)
    if not mistakes:  # a proof over a broken graph would only repeat what is said already
        _check_whole(draft.content, draft.where, mistakes)
    if mistakes:
        raise ContentError(mistakes)
    return draft.content
