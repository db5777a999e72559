"""A story in Twee tells the same story: played by a small walker over what somebody else's reader made of it."""

import json
import re
from itertools import chain

import pytest
from exported import bare, read_by_others, squeezed

from signaal.course.figures import load_sources
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words
from signaal.lecturer.exports.losses import FORMATS, LOSSES
from signaal.lecturer.exports.twee import ABOUT, FIRST, LAST, ifid, write
from signaal.show.pages import care_page
from signaal.show.text import plain, to_html, to_inline_html

PIECE = re.compile(r"<html>(.*?)</html>|<<(.*?)>>|\[\[(.*?)\|(.*?)\]\]", re.DOTALL)
TEST = re.compile(r'(not )?\$(vlag|genoteerd)\["([^"]+)"\]')
SET = re.compile(r'set \$(vlag|genoteerd)\["([^"]+)"\] to true')


@pytest.fixture(scope="module")
def stories(kit):
    return {name: load_scenario(name, kit) for name in kit.files("scenarios/*.toml")}


@pytest.fixture(scope="module")
def written(stories, kit):
    return {name: write(story, kit)[0][f"{name}.twee"].decode() for name, story in stories.items()}


@pytest.fixture(scope="module")
def returned(written):
    """Return {name: {"name", "IFID", "start", "format", "passages": {name: text}}}, as extwee reads them."""
    read = read_by_others(twee=written)["twee"]
    for story in read.values():
        passages = [json.loads(passage) for passage in story["passages"]]
        story["passages"] = {passage["name"]: passage["text"] for passage in passages}
        assert len(story["passages"]) == len(passages), "two passages have one name"
    return read


def shown(text, up):
    """Return ([what is read], {link: where it leads}, state after it) of a passage for who has `up`, a set of (variable, id)."""
    up, said, links, stack = set(up), [], {}, []
    for found in PIECE.finditer(text):
        html, macro, link, target = found.groups()
        open_ = all(stack)
        if macro is not None:
            if macro.startswith("if "):
                tests = TEST.findall(macro)
                # All of them together, and nothing else.
                assert set(TEST.sub("", macro.removeprefix("if ")).split()) <= {"and"}, macro
                stack.append(all(((name, id_) in up) != bool(no) for no, name, id_ in tests))
            elif macro == "else":
                stack[-1] = not stack[-1]
            elif macro == "/if":
                stack.pop()
            elif assigned := SET.fullmatch(macro):
                if open_:
                    up.add(assigned.groups())
            else:
                assert macro.startswith("set ") and macro.endswith(" to {}"), macro
        elif open_ and html is not None:
            said.append(html)
        elif open_:
            links[target] = link
    assert not stack
    return said, links, up


def states(story):
    """Return {passage: {frozenset of flags that are up when one comes there}} of everything that can be reached.

    Which notes were taken is left out, or there would be a million: the flags that they set are there.
    """
    seen, todo = {}, [(FIRST, frozenset())]
    while todo:
        name, up = todo.pop()
        if up in seen.setdefault(name, set()):
            continue
        seen[name].add(up)
        _, links, after = shown(story["passages"][name], up)
        assert links.keys() <= story["passages"].keys(), f"{name} leads nowhere"
        flags = frozenset(each for each in after if each[0] == "vlag")
        todo += [(target, flags) for target in links]
    return seen


def flags(up):
    return {id_ for name, id_ in up if name == "vlag"}


def test_the_walker_sees_a_closed_road(returned):
    story = returned["gesprek_boaz"]
    story = story | {"passages": story["passages"] | {FIRST: '<<if $vlag["x"]>>[[Begin|nergens]]<</if>>'}}
    assert states(story) == {FIRST: {frozenset()}}


def test_every_story_comes_back(stories, returned):
    assert returned.keys() == stories.keys()
    for name, story in stories.items():
        read = returned[name]
        assert (read["name"], read["start"], read["format"]) == (story.title, FIRST, "SugarCube")
        assert read["IFID"] == ifid(name)
        assert re.fullmatch(
            r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", ifid(name)
        )
    assert len({ifid(name) for name in stories}) == len(stories)


def texts(story):
    """Yield every text of a story that somebody can read."""
    yield from (story.intro, story.debrief, *story.discussion)
    for passage in story.passages:
        yield from (passage.text, passage.ask, passage.mood)
        yield from chain.from_iterable(
            (choice.text, choice.feedback, choice.closed) for choice in passage.choices
        )
        yield from chain.from_iterable((note.text, note.feedback) for note in passage.notes)
    for ending in story.endings:
        yield from (ending.text, ending.next)
    for place in (*story.passages, *story.endings):
        yield place.title
        yield from (extra.text for extra in place.extra)


def test_every_text_comes_back(stories, returned, kit):
    for name, story in stories.items():
        there = bare("".join(returned[name]["passages"].values()))
        for text in texts(story):
            assert squeezed(plain(to_html(text))) in there, (name, text)
        for choice in (choice for passage in story.passages for choice in passage.choices):
            for id_ in choice.sources:
                assert squeezed(load_sources(kit)[id_].title) in there


@pytest.fixture(scope="module")
def reached(returned):
    return {name: states(story) for name, story in returned.items()}


def test_every_passage_and_every_ending_can_be_reached(stories, returned, reached):
    for name, story in stories.items():
        assert reached[name].keys() == returned[name]["passages"].keys() - {"StoryInit"}, name
        assert {ending.id for ending in story.endings} <= reached[name].keys()


def test_what_is_open_and_what_is_told_is_what_the_course_says(stories, returned, reached):
    """In every state that can be reached: the same choices, the same extra texts, the same reason where one is closed."""
    for name, story in stories.items():
        passages = returned[name]["passages"]
        for place in (*story.passages, *story.endings):
            for up in reached[name][place.id]:
                said, links, _ = shown(passages[place.id], up)
                said = bare("".join(said))
                for extra in place.extra:
                    holds = flags(up).issuperset(extra.needs) and flags(up).isdisjoint(extra.unless)
                    assert (squeezed(plain(to_html(extra.text))) in said) == holds, (name, place.id)
                if place in story.endings:
                    assert links.keys() == {LAST}
                    continue
                open_ = {f"{place.id}--{choice.id}" for choice in place.choices if choice.open_to(flags(up))}
                notes = {f"{place.id}--{note.id}" for note in place.notes}
                assert links.keys() == open_ | notes, (name, place.id)
                for choice in place.choices:
                    if choice.closed:
                        told = squeezed(plain(to_inline_html(choice.closed))) in said
                        assert told != choice.open_to(flags(up))


def test_a_choice_leads_through_its_feedback_to_where_it_leads_and_sets_what_it_sets(
    stories, returned, reached
):
    for name, story in stories.items():
        passages = returned[name]["passages"]
        for passage in story.passages:
            for part in (*passage.choices, *passage.notes):
                between = f"{passage.id}--{part.id}"
                for up in reached[name][between]:
                    said, links, after = shown(passages[between], up)
                    assert squeezed(plain(to_html(part.feedback))) in bare("".join(said))
                    assert set(links) == {getattr(part, "to", passage.id)}
                    assert flags(after) == flags(up) | set(part.sets)


def test_a_note_is_offered_until_it_was_taken(stories, returned):
    story, passages = stories["04_handelen"], returned["04_handelen"]["passages"]
    first = story.passages[0]
    _, _, up = shown(passages[f"{first.id}--{first.notes[0].id}"], set())
    _, links, _ = shown(passages[first.id], up)
    assert {f"{first.id}--{note.id}" for note in first.notes} - links.keys() == {
        f"{first.id}--{first.notes[0].id}"
    }


def test_it_begins_with_care_and_ends_with_what_is_lost(stories, returned, kit):
    for name, story in stories.items():
        passages = returned[name]["passages"]
        assert squeezed(plain(care_page(kit).html)) in bare(passages[FIRST])
        assert squeezed(load_words(kit).say("export", "practice")) in bare(passages[FIRST])
        lost = write(story, kit)[1].found
        for id_ in FORMATS["twee"].losses:
            assert (squeezed(LOSSES[id_].what) in bare(passages[ABOUT])) == (id_ in lost)


def test_the_recommended_road_is_told_at_the_end_and_can_be_walked(stories, returned):
    for name, story in stories.items():
        passages, up = returned[name]["passages"], set()
        last = bare(passages[LAST])
        for passage, choice in story.recommended_path():
            assert squeezed(f"{passage.title}: {plain(to_inline_html(choice.text))}") in last
            up |= {("vlag", flag) for note in passage.notes for flag in note.sets}
            _, links, _ = shown(passages[passage.id], up)
            assert f"{passage.id}--{choice.id}" in links
            _, links, up = shown(passages[f"{passage.id}--{choice.id}"], up)
            assert set(links) == {choice.to}


def test_nothing_in_a_story_is_markup_of_sugarcube_by_accident(written):
    for name, text in written.items():
        outside = PIECE.sub("", text)
        passages = re.sub(r"(?ms)^:: .*?$|^\{.*?^\}$", "", outside)
        assert set(re.sub(r"</?p>|\s", "", passages)) <= set(re.sub(r"\s", "", text.split("\n")[1])), name
