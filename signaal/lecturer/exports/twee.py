"""How does a story become Twee 3, for Twine and its story format SugarCube?"""

import json
from hashlib import sha256
from html import escape
from uuid import UUID

from signaal.course.words import load_words
from signaal.lecturer.exports.losses import FORMATS, LOSSES, Losses
from signaal.lecturer.exports.texts import beginning, html, inline, line, printable, unordered
from signaal.show.payload import page_words, scenario_content, shuffled, source_line

FIRST, LAST, ABOUT = "Voor je begint", "Terugblik", "Over deze uitvoer"  # ids have no capitals
STORY_FORMAT = {"format": "SugarCube", "format-version": "2.37.3"}
# A link of Twine ends at these, and a straight quote opens a text that must be closed.
_LINK_SIGNS = str.maketrans({"|": "/", "[": "(", "]": ")", '"': "”", "<": "‹", ">": "›"})


def write(story, course):
    """Return ({name of a file: bytes}, Losses): a Scenario of a Course as one Twee file."""
    losses = Losses("twee")
    if any(passage.notes for passage in story.passages):
        losses.add("notitieboek")
    if any(choice.kind for passage in story.passages for choice in passage.choices):
        losses.add("zinnen-geteld")
    data = {"ifid": ifid(story.id), **STORY_FORMAT, "start": FIRST}
    parts = [
        f":: StoryTitle\n{printable(story.title)}",
        f":: StoryData\n{json.dumps(data, indent=2)}",
        ":: StoryInit\n<<set $vlag to {}>>\n<<set $genoteerd to {}>>",
        *(
            f":: {name} [nobr] {json.dumps(place)}\n{text}"
            for (name, text), place in _placed(_Pages(story, course, losses).all())
        ),
    ]
    return {f"{story.id}.twee": ("\n\n\n".join(parts) + "\n").encode()}, losses


def ifid(id_):
    """Return the id by which the world of interactive fiction knows a story: a UUID that is the same every time."""
    return str(UUID(bytes=sha256(f"signaal/{id_}".encode()).digest()[:16], version=4)).upper()


def _placed(pages):
    """Yield ((name, text), where it stands on the map of Twine): ten beside each other."""
    for n, page in enumerate(pages):
        yield page, {"position": f"{100 + 150 * (n % 10)},{100 + 150 * (n // 10)}"}


def _verbatim(html):
    # What SugarCube would read as markup of its own stays what it is.
    return f"<html>{html}</html>"


def _link(text, to):
    return f"[[{text.translate(_LINK_SIGNS)}|{to}]]"


def _condition(part):
    tests = [f'$vlag["{flag}"]' for flag in part.needs] + [f'not $vlag["{flag}"]' for flag in part.unless]
    return " and ".join(tests)


def _set(variable, ids):
    return [f'<<set ${variable}["{id_}"] to true>>' for id_ in ids]


class _Pages:
    """The passages of a story as Twee has them: more than ours, because feedback is a page of its own."""

    def __init__(self, story, course, losses):
        self.story, self.course, self.losses = story, course, losses
        self.words = load_words(course)
        # What a story of this form says: "Wat doe je?" or "Wat zeg je?".
        self.said = page_words(scenario_content(story, course)["words"], course)

    def all(self):
        """Return [(name, text), …], the first to begin with."""
        pages = [(FIRST, self._first())]
        for passage in self.story.passages:
            pages.append((passage.id, self._passage(passage)))
            pages += [(f"{passage.id}--{note.id}", self._note(passage, note)) for note in passage.notes]
            pages += [(f"{passage.id}--{choice.id}", self._feedback(choice)) for choice in passage.choices]
        pages += [(ending.id, self._ending(ending)) for ending in self.story.endings]
        return [*pages, (LAST, self._last()), (ABOUT, self._about())]

    def _say(self, key, **values):
        return self.words.say("export", key, **values)

    def _title(self, text):
        return _verbatim(f"<h2>{escape(text)}</h2>")

    def _prose(self, text):
        return _verbatim(html(text, self.course))

    def _small(self, text):
        return _verbatim(f"<p><em>{text}</em></p>")

    def _first(self):
        return "\n".join(
            [
                _verbatim(f"<h1>{escape(self.story.title)}</h1>{beginning(self.story, self.course)}"),
                _link(self._say("begin"), self.story.start),
            ]
        )

    def _told(self, place):
        """Return the lines of a passage or ending: its title, its text, and what is there for some."""
        extras = [f"<<if {_condition(extra)}>>{self._prose(extra.text)}<</if>>" for extra in place.extra]
        return [self._title(place.title), self._prose(place.text), *extras]

    def _passage(self, passage):
        told = self._told(passage)
        if passage.mood:
            told.insert(1, self._small(escape(passage.mood)))
        if passage.notes:
            told.append(self._small(escape(self._say("note_ask"))))
        for note in shuffled(passage.notes, passage.id):
            take = _link(
                self._say("note_take", text=line(note.text, self.course)), f"{passage.id}--{note.id}"
            )
            told.append(f'<<if not $genoteerd["{note.id}"]>>{_paragraph(take)}<</if>>')
        told.append(_verbatim(f"<p><strong>{escape(passage.ask or self.said['ask'])}</strong></p>"))
        return "\n".join(
            [*told, *(self._choice(passage, choice) for choice in shuffled(passage.choices, passage.id))]
        )

    def _choice(self, passage, choice):
        link = _paragraph(_link(line(choice.text, self.course), f"{passage.id}--{choice.id}"))
        if not choice.conditional:
            return link
        flags = self.story.flags
        because = "".join(
            self._small(self.said["because"].format(reason=inline(flags[flag], self.course)))
            for flag in choice.needs
        )
        closed = f"<<else>>{self._small(inline(choice.closed, self.course))}" if choice.closed else ""
        return f"<<if {_condition(choice)}>>{link}{because}{closed}<</if>>"

    def _note(self, passage, note):
        kind = self.said["note_wrong"].format(kind=self.words["kinds"][note.kind])
        return "\n".join(
            [
                *_set("genoteerd", [note.id]),
                *_set("vlag", note.sets),
                self._prose(note.text),
                self._small(escape(kind)),
                self._prose(note.feedback),
                _link(self._say("back"), passage.id),
            ]
        )

    def _feedback(self, choice):
        told = [*_set("vlag", choice.sets), self._small(inline(choice.text, self.course))]
        told.append(self._prose(choice.feedback))
        if choice.kind:
            told.append(self._small(escape(self.words["sentences"][choice.kind].capitalize() + ".")))
        if choice.step:
            step = self.words["steps"][str(choice.step)]
            told.append(self._small(escape(self._say("steps", n=choice.step, step=step))))
        if choice.sources:
            told.append(_verbatim(unordered([source_line(id_, self.course) for id_ in choice.sources])))
        return "\n".join([*told, _link(self._say("on"), choice.to)])

    def _ending(self, ending):
        outcome = self.words.say("scenario", "ending_outcome", outcome=ending.outcome)
        return "\n".join(
            [
                *self._told(ending),
                _verbatim(f"<p>{escape(outcome)}</p><p><strong>{escape(self.said['next'])}</strong></p>"),
                self._prose(ending.next),
                _link(self._say("look_back"), LAST),
            ]
        )

    def _last(self):
        road = [
            f"{escape(passage.title)}: {inline(choice.text, self.course)}"
            for passage, choice in self.story.recommended_path()
        ]
        discussion = [inline(question, self.course) for question in self.story.discussion]
        blocks = [
            html(self.story.debrief, self.course),
            f"<p><strong>{escape(self.said['discussion'])}</strong></p>{unordered(discussion)}",
            f"<p><strong>{escape(self.said['road'])}</strong></p>{unordered(road)}",
        ]
        return "\n".join(
            [
                self._title(LAST),
                *(_verbatim(block) for block in blocks if block),
                _paragraph(_link(ABOUT, ABOUT)),
            ]
        )

    def _about(self):
        lost = [
            f"{escape(LOSSES[id_].what)} {escape(LOSSES[id_].instead)}"
            for id_ in FORMATS["twee"].losses
            if id_ in self.losses.found
        ]
        return "\n".join(
            [
                self._title(ABOUT),
                _verbatim(f"<p>{escape(self._say('about_lost'))}</p>{unordered(lost)}"),
                _link(self._say("back"), LAST),
            ]
        )


def _paragraph(link):
    return f"<p>{link}</p>"
