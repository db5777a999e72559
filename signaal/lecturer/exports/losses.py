"""What does each format hold, and what of ours can it not carry?

The one home of both: niet-meegekomen.txt beside an export and docs/meenemen.md are written from this table, and a module
that leaves out something else cannot: `Losses.add` refuses what is not on the list of its format.
"""

from attrs import Factory, frozen


@frozen
class Loss:
    """Something of ours that a format does not carry.

    `what` is lost, `instead` is what there is in its place: Dutch sentences. `always` says that it holds for every quiz or
    story; the others are named with the questions that they hold for.
    """

    what: str
    instead: str
    always: bool = False


LOSSES = {
    "zekerheid": Loss(
        "De vraag hoe zeker je bent.",
        "Je kunt hem hardop stellen voordat iemand nakijkt. Staat er in de inleiding een zin over, haal die dan weg.",
        always=True,
    ),
    "overzicht": Loss(
        "Het overzicht aan het eind, met wat iemand nog eens kan lezen.",
        "Je eigen omgeving laat een score zien.",
        always=True,
    ),
    "link-naar-les": Loss(
        "Klikken naar het stuk van de les en naar de pagina met cijfers.",
        "De naam van het stuk staat bij de uitleg, en onder de tekst staat de bron van elk cijfer.",
        always=True,
    ),
    "link-naar-cijfer": Loss(
        "Klikken naar de pagina met cijfers.", "Onder de tekst staat de bron van elk cijfer.", always=True
    ),
    "deels-goed": Loss(
        "Onze regel voor ‘deels goed’.",
        "Je omgeving rekent het op haar eigen manier uit, met punten.",
    ),
    "uitleg-per-onderdeel": Loss(
        "De uitleg op de plek van elk onderdeel.",
        "Alle uitleg staat bij elkaar, onder de algemene uitleg van de vraag.",
    ),
    "lijn": Loss("De lijn waarop je schat.", "Je typt een getal."),
    "hint": Loss("De hint.", "Je kunt hem zelf geven: hij staat hieronder bij de vraag."),
    "opmaak": Loss(
        "Vette woorden, lijstjes en klikbare bronnen in antwoorden en uitleg.",
        "Het is gewone tekst, en het adres van een bron staat erbij.",
        always=True,
    ),
    "vraag-getal": Loss(
        "Vragen waarbij je een getal schat.", "Die kan dit bestand niet bevatten: de hele vraag ontbreekt."
    ),
    "vraag-volgorde": Loss(
        "Vragen waarbij je iets op volgorde zet.",
        "Die kan dit bestand niet bevatten: de hele vraag ontbreekt.",
    ),
    "begin": Loss(
        "De mededeling vooraf, de hulplijnen en de inleiding.",
        "Ze staan in lees-mij-eerst.txt. Zet ze zelf boven je quiz.",
        always=True,
    ),
    "begin-verborgen": Loss(
        "Zekerheid dat iedereen de mededeling vooraf en de hulplijnen ziet.",
        "Ze staan boven de toets, maar niet elke omgeving laat dat zien. Kijk dat na, en zet ze er anders zelf bij. Je vindt ze in lees-mij-eerst.txt.",
        always=True,
    ),
    "vergelijken": Loss(
        "De vergelijking aan het eind: jouw weg naast de aanbevolen weg.",
        "De aanbevolen weg staat in de terugblik, als lijst.",
        always=True,
    ),
    "notitieboek": Loss(
        "Het notitieboek dat steeds in beeld blijft, en de vraag of iets een feit of een duiding is.",
        "Opschrijven kan nog. Daarna lees je meteen wat het was.",
    ),
    "zinnen-geteld": Loss(
        "De telling van de soorten zinnen aan het eind van een gesprek.",
        "Na elke zin lees je wat voor zin het was.",
    ),
}


@frozen
class Format:
    """A format that one can ask for. `words` says what it is; `systems` are [(environment, clicks)] where it can go."""

    title: str
    suffix: str
    stories: bool
    losses: list[str]
    words: str
    systems: list[tuple[str, str]] = Factory(list)


FORMATS = {
    "moodle": Format(
        title="Moodle XML",
        suffix=".xml",
        stories=False,
        losses=["zekerheid", "overzicht", "link-naar-les", "deels-goed", "uitleg-per-onderdeel", "lijn"],
        words="Elk soort vraag gaat mee, met de uitleg bij elke keuze en de hint. De mededeling vooraf is de eerste vraag van de vragenbank, van het soort ‘beschrijving’.",
        systems=[
            (
                "Moodle",
                "Open je cursus. Kies *Meer*, *Vragenbank* en dan *Importeren*. Kies *Moodle XML-indeling*, zet het bestand neer en klik op *Importeer*. Maak daarna een test en voeg de vragen uit de nieuwe categorie toe.",
            )
        ],
    ),
    "brightspace": Format(
        title="Brightspace CSV",
        suffix=".csv",
        stories=False,
        losses=["zekerheid", "overzicht", "link-naar-les", "opmaak", "begin", "deels-goed", "uitleg-per-onderdeel", "vraag-getal"],
        words="Meerkeuze, meer antwoorden, volgorde, verdelen en denkvragen gaan mee, met hint en uitleg.",
        systems=[
            (
                "Brightspace",
                "Open je cursus. Kies *Quizzen* en dan *Vragenbibliotheek*. Kies *Importeren* en *Een bestand uploaden*, zet het bestand neer en bekijk het voorbeeld. Klik op *Alles importeren*. Open het bestand vooraf niet in Excel: dat kan letters met accenten veranderen.",
            )
        ],
    ),
    "qti": Format(
        title="QTI 2.1",
        suffix=".zip",
        stories=False,
        losses=["zekerheid", "overzicht", "link-naar-les", "begin-verborgen", "deels-goed", "uitleg-per-onderdeel", "lijn", "hint"],
        words="Een afspraak tussen toetsprogramma's. Elk soort vraag gaat mee, maar elk programma leest er iets anders van.",
        systems=[
            (
                "Canvas",
                "Open je cursus. Kies *Instellingen* en *Cursusinhoud importeren*. Kies *QTI .zip-bestand* en zet het bestand neer. Canvas leest eigenlijk een oudere soort QTI, dus kijk elke vraag na.",
            ),
            (
                "Een ander toetsprogramma dat QTI 2.1 leest",
                "Zoek in dat programma naar *importeren* en *QTI*. Begin met één quiz, en kijk elke vraag na voordat je verdergaat.",
            ),
        ],
    ),
    "gift": Format(
        title="GIFT",
        suffix=".gift",
        stories=False,
        losses=["zekerheid", "overzicht", "link-naar-les", "deels-goed", "uitleg-per-onderdeel", "lijn", "hint", "vraag-volgorde"],
        words="Gewone tekst, die je zelf kunt lezen en vergelijken. Voor Moodle is Moodle XML beter: dan gaat er meer mee.",
        systems=[
            (
                "Moodle, als je de vragen als tekst wilt bekijken",
                "Zoals hierboven, maar kies *GIFT-indeling* in plaats van *Moodle XML-indeling*.",
            )
        ],
    ),
    "twee": Format(
        title="Twee 3 voor SugarCube",
        suffix=".twee",
        stories=True,
        losses=["link-naar-cijfer", "vergelijken", "notitieboek", "zinnen-geteld"],
        words="Een verhaal als tekst, dat je in Twine opent. Wat er te kiezen is, hangt ook daar af van wat je eerder deed.",
        systems=[
            (
                "Twine (een gratis programma om verhalen met keuzes te maken)",
                "Kies *Library* en *Import*, en dan het bestand. Staat er bij *Story Formats* nog geen SugarCube 2, voeg het dan toe. Met *Publish to File* maak je er één webpagina van, en die zet je in je eigen omgeving.",
            )
        ],
    ),
}  # fmt: skip


class Losses:
    """What one quiz or story loses in a format, as it turns out while it is written.

    Args:
        format: a key of FORMATS.
    """

    def __init__(self, format):
        self.format = format
        self.found = {id_: [] for id_ in FORMATS[format].losses if LOSSES[id_].always}

    def add(self, id_, where="", more=""):
        """Remember that something is lost.

        Args:
            id_: a key of LOSSES.
            where: the id of the question, if it is not the whole.
            more: the text that is lost, for who wants to give it another way.

        Raises:
            KeyError: the list of this format does not have it.
        """
        if id_ not in FORMATS[self.format].losses:
            raise KeyError(f"{id_} is no loss of {self.format}")
        self.found.setdefault(id_, [])
        if where:
            self.found[id_].append((where, more))

    def ids(self, where):
        """Return the ids of what the question with this id loses: a set."""
        return {id_ for id_, places in self.found.items() if any(place == where for place, _ in places)}


def losses_text(title, losses):
    """Return niet-meegekomen.txt: what a quiz or story with this title lost, in Dutch."""
    kind = FORMATS[losses.format]
    lines = [
        f"Wat niet meegekomen is van “{title}”",
        f"Gemaakt in de vorm: {kind.title}",
        "",
    ]
    for id_ in kind.losses:
        if id_ not in losses.found:
            continue
        lines += [f"* {LOSSES[id_].what}", f"  {LOSSES[id_].instead}"]
        lines += [f"  - {where}" + (f": {more}" if more else "") for where, more in losses.found[id_]]
    return "\n".join([*lines, "", NOT_TRIED, ""])


NOT_TRIED = (
    "Wij hebben dit bestand teruggelezen met een ander programma dan dat het schreef, en geen vraag of uitleg was zoek. "
    "In een echte Moodle, Brightspace, Canvas of Twine hebben wij het nog niet geprobeerd. Bekijk dus alles zelf, voordat je studenten het zien."
)
