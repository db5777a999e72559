"""What does a scenario look like from above? A picture and a text for its author; both give away how it ends."""


def _short(text, length=42):
    """Return `text` on one line, cut at a word."""
    words, line = text.split(), ""
    while words and len(line) + len(words[0]) < length:
        line = f"{line} {words.pop(0)}".strip()
    return f"{line} …" if words else line


def _label(text):
    # Mermaid reads quotes and brackets as its own.
    return text.replace('"', "'").replace("[", "(").replace("]", ")")


def _conditions(part):
    needs = [f"met {flag}" for flag in part.needs]
    return ", ".join([*needs, *(f"zonder {flag}" for flag in part.unless)])


def _extra(place):
    return [f"* extra tekst ({_conditions(extra)}): {_short(extra.text)}" for extra in place.extra]


def _step(choice):
    return f", stap {choice.step}" if choice.step else ""


def picture(scenario):
    """Return the Scenario as a Mermaid flowchart, which GitHub and JupyterLab draw.

    A thick arrow is a recommended choice, a dotted one is there only for some; an ending is a rounded box.
    """
    number = {place.id: f"n{n}" for n, place in enumerate([*scenario.passages, *scenario.endings])}
    lines = ["flowchart TD"]
    lines += [f'    {number[passage.id]}["{_label(passage.title)}"]' for passage in scenario.passages]
    lines += [
        f'    {number[ending.id]}(["{_label(ending.title)}: {ending.outcome}"])'
        for ending in scenario.endings
    ]
    for passage in scenario.passages:
        for choice in passage.choices:
            arrow = "==>" if choice.recommended else "-.->" if choice.conditional else "-->"
            conditions = f", {_conditions(choice)}" if choice.conditional else ""
            lines.append(
                f'    {number[passage.id]} {arrow}|"{choice.id}{_step(choice)}{conditions}"| {number[choice.to]}'
            )
    return "\n".join(lines)


def outline(scenario):
    """Return the Scenario as Markdown: each passage with its notes, its choices, where they lead and what they set."""
    titles = {place.id: place.title for place in [*scenario.passages, *scenario.endings]}
    lines = []
    for passage in scenario.passages:
        lines.append(f"\n**{passage.title}** (`{passage.id}`)\n")
        if passage.mood:
            lines.append(f"* stand: {passage.mood}")
        lines += _extra(passage)
        for note in passage.notes:
            sets = f" zet {', '.join(note.sets)}" if note.sets else ""
            lines.append(f"* notitie `{note.id}`, {note.kind}: {_short(note.text)}{sets}")
        for choice in passage.choices:
            marks = ["aanbevolen"] if choice.recommended else ["ook goed"] if choice.also_right else []
            marks += [choice.kind] if choice.kind else []
            marks += [_conditions(choice)] if choice.conditional else []
            marks += [f"zet {', '.join(choice.sets)}"] if choice.sets else []
            extra = f" ({'; '.join(marks)})" if marks else ""
            lines.append(
                f"* `{choice.id}`{_step(choice)}: {_short(choice.text)} → **{titles[choice.to]}**{extra}"
            )
    for ending in scenario.endings:
        lines.append(f"\n**Einde: {ending.title}** (`{ending.id}`), uitkomst: {ending.outcome}")
        lines += _extra(ending)
    return "\n".join(lines).strip()


def map_page(scenario):
    """Return the page of docs/kaarten/ for a Scenario, as Markdown."""
    flags = "\n".join(f"* `{flag}`: {words}" for flag, words in scenario.flags.items())
    return "\n".join(
        [
            f"# Kaart van “{scenario.title}”\n",
            f"Voor wie `data/scenarios/{scenario.id}.toml` schrijft. Gemaakt door `make notebooks`; verander het daar.",
            "De hele afloop staat erin: geef deze kaart niet aan cursisten.\n",
            "Een dikke pijl is een aanbevolen keuze. Een stippellijn is er alleen voor wie eerder iets deed.\n",
            f"```mermaid\n{picture(scenario)}\n```\n",
            f"## Vlaggen\n\n{flags or 'Er zijn geen vlaggen.'}\n",
            f"## In woorden\n\n{outline(scenario)}\n",
        ]
    )
