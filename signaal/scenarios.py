"""What is a scenario, and does every road in it lead somewhere?"""

from typing import Literal

from attrs import Factory, frozen

from signaal.mistakes import ContentError, did_you_mean
from signaal.quizzes import check_sources
from signaal.reading import DATA, check_ids, read_content, shown

STEPS = (1, 2, 3, 4, 5)  # the steps of the meldcode


@frozen
class Choice:
    """Something a learner can do in a passage. Feedback belongs to the choice."""

    id: str
    text: str
    to: str
    step: Literal[1, 2, 3, 4, 5]
    feedback: str
    recommended: bool = False
    sources: list[str] = Factory(list)


@frozen
class Passage:
    """A moment in the story, with what the learner can do then; `ask` replaces the question "Wat doe je?"."""

    id: str
    title: str
    text: str
    choices: list[Choice]
    ask: str = ""


@frozen
class Ending:
    """Where a story stops: how it came out, and what can be done next."""

    id: str
    title: str
    outcome: Literal["goed", "deels goed", "nog niet goed"]
    text: str
    next: str


@frozen
class Scenario:
    """A story with choices: a file in data/scenarios/."""

    schema: int
    id: str
    title: str
    intro: str
    start: str
    discussion: list[str]
    passages: list[Passage] = Factory(list)
    endings: list[Ending] = Factory(list)

    def recommended_path(self):
        """Return [(Passage, Choice), …] along the recommended choices, until an ending or a passage seen before."""
        passages = {passage.id: passage for passage in self.passages}
        path, at, seen = [], self.start, set()
        while at in passages and at not in seen:
            seen.add(at)
            choice = next(choice for choice in passages[at].choices if choice.recommended)
            path.append((passages[at], choice))
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


def _check_graph(scenario, where, mistakes):
    endings = {ending.id for ending in scenario.endings}
    forth = {passage.id: [choice.to for choice in passage.choices] for passage in scenario.passages}
    back = {}
    for passage, targets in forth.items():
        for target in targets:
            back.setdefault(target, []).append(passage)
    reachable, can_end = _reach([scenario.start], forth), _reach(endings, back)
    for passage in scenario.passages:
        if passage.id not in reachable:
            mistakes.append(
                f'{where}, passage "{passage.id}": geen keuze leidt hierheen. Verwijs er met to naar, of haal hem weg.'
            )
        if passage.id not in can_end:
            mistakes.append(
                f'{where}, passage "{passage.id}": vanaf hier komt het verhaal nooit bij een einde. '
                "Geef een keuze die naar een einde leidt."
            )
    for ending in scenario.endings:
        if ending.id not in reachable:
            mistakes.append(
                f'{where}, einde "{ending.id}": geen keuze leidt hierheen. Verwijs er met to naar, of haal het weg.'
            )
    path = scenario.recommended_path()
    if path[-1][1].to not in endings:
        mistakes.append(f"{where}: de aanbevolen weg draait in een kring. Laat hem bij een einde uitkomen.")
    elif path[-1][1].to not in {ending.id for ending in scenario.endings if ending.outcome == "goed"}:
        mistakes.append(
            f"{where}: de aanbevolen weg komt niet goed uit. Laat hem naar een goed einde leiden."
        )
    missing = [step for step in STEPS if step not in {choice.step for _, choice in path}]
    if missing:
        mistakes.append(
            f"{where}: op de aanbevolen weg ontbreekt stap {', '.join(map(str, missing))} van de meldcode. "
            "Geef een aanbevolen keuze die stap."
        )


def _check_passage(passage, where, draft, mistakes, folder):
    here = f'{where}, passage "{passage.id}"'
    if passage.id in {ending.id for ending in draft.items["endings"]}:
        mistakes.append(f"{here}: een einde heeft dezelfde id. Geef één van de twee een andere id.")
    check_ids(passage.choices, here, "keuze", mistakes)
    count = sum(choice.recommended for choice in passage.choices)
    if not passage.choices:
        mistakes.append(
            f"{here}: er is geen keuze. Voeg er een toe, of maak er een einde van met [[endings]]."
        )
    elif count != 1:
        mistakes.append(
            f"{here}: er zijn {count} aanbevolen keuzes. Zet recommended = true bij precies één keuze."
        )
    for choice in passage.choices:
        if choice.to not in draft.named:
            mistakes.append(
                f'{here}, keuze "{choice.id}": "{choice.to}" bestaat niet.{did_you_mean(choice.to, draft.named)} '
                "Laat to naar een passage of een einde wijzen."
            )
        check_sources(choice.sources, f'{here}, keuze "{choice.id}"', mistakes, folder)


def _check_whole(scenario, where, mistakes):
    passages = {passage.id for passage in scenario.passages}
    if scenario.start not in passages:
        mistakes.append(
            f'{where}: het begin "{scenario.start}" is geen passage.{did_you_mean(scenario.start, passages)} '
            "Laat start naar een passage wijzen."
        )
    if not any(ending.outcome == "goed" for ending in scenario.endings):
        mistakes.append(f'{where}: er is geen goed einde. Geef één einde outcome = "goed".')
    if not mistakes:
        _check_graph(scenario, where, mistakes)


def load_scenario(name, folder=DATA):
    """Return the Scenario in data/scenarios/<name>.toml.

    Proves, in time linear in passages and choices: every passage and ending can be reached, every passage can reach
    an ending, no id is broken, there is a good ending, and the recommended path meets every step of the meldcode.

    Args:
        name: the name of the file, without .toml.
        folder: the data folder.

    Raises:
        ContentError: with one sentence for each mistake in the file.
    """
    path, mistakes = folder / "scenarios" / f"{name}.toml", []
    lists = {"passages": (Passage, "passage"), "endings": (Ending, "einde")}
    draft = read_content(path, Scenario, lists, mistakes)
    for passage in draft.items["passages"]:
        _check_passage(passage, shown(path), draft, mistakes, folder)
    if not mistakes:  # a proof over a broken graph would only repeat what is said already
        _check_whole(draft.content, shown(path), mistakes)
    if mistakes:
        raise ContentError(mistakes)
    return draft.content
