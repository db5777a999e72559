"""Which system does my school have, and what do I lose? The page docs/meenemen.md, written from the table of losses."""

from signaal.lecturer.exports.losses import FORMATS, LOSSES, NOT_TRIED
from signaal.lecturer.exports.taking import FOLDER, LOST, README

PAGE = "docs/meenemen.md"
_BEFORE = """# Meenemen naar je eigen omgeving

<!-- Geschreven door `make notebooks` uit signaal/lecturer/exports/losses.py. Verander de tekst daar. -->

Heeft jouw opleiding een eigen omgeving, zoals Brightspace of Moodle? Dan kun je de quizzen en verhalen van Signaal daarheen meenemen. Een opdracht in de terminal maakt er een bestand van, en dat zet je in je eigen omgeving.

**Wat nog niet zeker is.** {not_tried}

## Welke omgeving heeft mijn school?

Weet je het niet, kijk dan naar de naam op de inlogpagina, of vraag het aan de helpdesk. Zoek je omgeving in de tabel, en typ in de terminal wat erbij staat.

| Mijn omgeving | Typ dit | Dan krijg je |
|---|---|---|
{rows}
| Een andere omgeving, of je weet het niet | `signaal export qti` | Vraag eerst of die omgeving QTI 2.1 leest. Zo niet, zet dan een link naar de les in je omgeving, of laat het notebook zelf zien. |

Wil je één quiz of verhaal? Zet de naam erachter: `signaal export moodle 03_signalen_herkennen`. De namen zijn die van de bestanden in `data/quizzes` en `data/scenarios`. Alles komt in de map `{folder}`; met `--map "Mijn map"` kies je een andere. Heb je een bestand daar zelf veranderd, dan blijft het staan zoals jij het hebt, en komt het nieuwe ernaast.

Per quiz of verhaal is er een map met drie bestanden: het bestand voor je omgeving, `{readme}` en `{lost}`. In dat laatste lees je per vraag wat er niet mee kon.

## Eerst dit

* Zet de mededeling vooraf en de hulplijnen boven je quiz of verhaal. Waar dat kan, staan ze al in het bestand; ze staan ook altijd in `{readme}`.
* Gebruik de vragen om te oefenen en niet voor een cijfer. De goede antwoorden staan leesbaar in het bestand.
* Zet ‘uitleg direct na elke vraag’ aan, en laat studenten het opnieuw proberen. De uitleg bij elke keuze is waar het om gaat.
* In je eigen omgeving ziet een docent vaak wie wat antwoordde. In Signaal is dat niet zo. Vertel studenten dat vooraf.
"""


def page():
    """Return docs/meenemen.md: for each system the file, the clicks and what one loses."""
    rows = "\n".join(
        f"| {system} | `signaal export {id_}` | {kind.title}, met de naam van de quiz of het verhaal en `{kind.suffix}` erachter |"
        for id_, kind in FORMATS.items()
        for system, _ in kind.systems
    )
    parts = [
        _BEFORE.format(not_tried=NOT_TRIED, rows=rows, folder=FOLDER.as_posix(), readme=README, lost=LOST)
    ]
    for id_, kind in FORMATS.items():
        parts.append(f"## {kind.title}\n\n`signaal export {id_}`. {kind.words}\n")
        parts += [f"**{system}.** {clicks}\n" for system, clicks in kind.systems]
        losses = [LOSSES[loss] for loss in kind.losses]
        lost = "\n".join(f"| {loss.what} | {loss.instead} |" for loss in losses)
        parts.append(f"| Wat je verliest | Wat er is in plaats daarvan |\n|---|---|\n{lost}\n")
    return "\n".join(parts)
