"""Which mistakes can an author hear of, and how does each come about? The page docs/meldingen.md."""

import re
from pathlib import Path

from signaal.course.mistakes import messages

PAGE = "docs/meldingen.md"
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")  # that a sentence shows as it is written
_HEAD = """# Alle meldingen

Dit zijn alle zinnen die `signaal check` en `signaal preview` kunnen geven, en die je in een notebook kunt tegenkomen. Ervoor staan altijd het bestand, de regel en het onderdeel. Een naam tussen accolades wordt ingevuld, en op de plek van `{near}` staat soms ‘Bedoel je …?’.

Bij elke zin staat een voorbeeld dat precies die zin geeft, in een kopie van de [sjablonen](sjablonen/). Deze pagina is geschreven door `make notebooks`, uit `signaal/course/messages.toml`: daar staat elke zin, en een test voert elk voorbeeld uit.
"""


def messages_page():
    """Return docs/meldingen.md as Markdown."""
    parts = [_HEAD]
    for heading, group in messages().items():
        parts.append(f"## {heading}\n")
        for id_, each in group.items():
            sentence = _LINK.sub(r"`\g<0>`", each["sentence"])
            parts.append(f"### `{id_}`\n\n> {sentence}\n\n{_example(each)}\n")
    return "\n".join(parts)


def _example(each):
    lines = [
        f"Zet in `{name}`\n\n{_block(text, Path(name).suffix.removeprefix('.'))}"
        for name, text in each.get("files", {}).items()
    ]
    if "file" in each:
        for old, new in [(each["old"], each["new"]), *each.get("more", ())]:
            lines.append(f"Verander in `data/{each['file']}`\n\n{_block(old)}\n\nin\n\n{_block(new)}")
    if "code" in each:
        lines.append(f"In een cel:\n\n{_block(each['code'], 'python')}")
    return "\n\n".join(lines)


def _block(text, language="toml"):
    shown = text.strip("\n").replace("{many}", "999… (heel lang)")
    return f"```{language}\n{shown}\n```" if shown else "niets."
