"""A lesson as two other checkers than axe see it, and as a screen reader says it. Each comes from npm (tests/npm)."""

import pytest
import samples
from bare import HOST
from conftest import ROOT
from test_for_everyone import everything

pytestmark = pytest.mark.browser
NPM = ROOT / "tests" / "npm" / "node_modules"
IBM = """async () => {
    const { results } = await new ace.Checker().check(document.querySelector("main"), ["WCAG_2_2"]);
    return results.filter(({ value }) => value[1] === "FAIL").map(({ ruleId, snippet }) => `${ruleId}: ${snippet.slice(0, 120)}`);
}"""
# 1 is an error, 2 a warning, 3 a remark to every page there is.
SNIFFER = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document.querySelector("main"), () =>
    done(HTMLCS.getMessages().filter(({ type }) => type < 3).map(({ type, code, element }) => [type, code, element.outerHTML.slice(0, 120)]))))"""
# What it warns of and is no mistake: our page has no h1, because the notebook around it has; text for the ear alone
# stands outside the picture; and the moments of a story are no groups.
KNOWN = ("Guideline1_3.1_3_1_A.G141", "Guideline1_4.1_4_3.G18.Abs", "Guideline1_3.1_3_1.H85.2")
LISTEN = """async (acts) => {
    const { virtual } = await import("./virtual-screen-reader.js");
    const main = document.querySelector("main");
    await virtual.start({ container: main });
    for (const [what, name] of acts) {
        for (let n = 0; !(await virtual.lastSpokenPhrase()).startsWith(name); n++) {
            if (n > 60) throw new Error(`never heard: ${name}`);
            await virtual.next();
        }
        if (what === "press") {
            await virtual.act();
            await new Promise((done) => setTimeout(done, 50));
        }
    }
    const said = await virtual.spokenPhraseLog();
    await virtual.stop();
    return said;
}"""


@pytest.fixture
def listened(bare):
    reader = NPM / "@guidepup" / "virtual-screen-reader" / "lib" / "esm" / "index.browser.js"
    bare.page.route(
        f"{HOST}virtual-screen-reader.js",
        lambda route: route.fulfill(path=reader, content_type="text/javascript"),
    )
    return bare


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_ibms_checker_finds_nothing(bare, what):
    everything(bare, what)
    bare.page.add_script_tag(path=NPM / "accessibility-checker-engine" / "ace.js")
    assert bare.page.evaluate(IBM) == []


@pytest.mark.parametrize("what", ["quiz", "story"])
def test_html_codesniffer_finds_nothing_that_is_not_known(bare, what):
    everything(bare, what)
    bare.page.add_script_tag(path=NPM / "html_codesniffer" / "build" / "HTMLCS.js")
    found = bare.page.evaluate(SNIFFER)
    assert [each for each in found if not each[1].endswith(KNOWN)] == []


def in_order(said, *phrases):
    """Assert that these are said, one after the other, whatever is said between."""
    rest = iter(said)
    missing = [phrase for phrase in phrases if not any(phrase in each for each in rest)]
    assert not missing, "\n".join(said)


def test_a_screen_reader_says_the_question_then_the_answer_then_what_it_is_worth(listened):
    listened.show(samples.quiz(samples.single(), samples.multiple()), {"seed": 1})
    acts = [["press", "radio, Keuze a"], ["press", "button, Kijk na"], ["find", "button, Volgende"]]
    in_order(
        listened.page.evaluate(LISTEN, acts),
        "heading, Een proef",
        "group, Vraag 1 van 2 Kies er een.",
        "radio, Keuze a, not checked",
        "button, Kijk na",
        "polite: ✓ goed",
        "Over keuze a.",
        "button, Volgende",
    )


def test_a_screen_reader_says_where_a_story_goes(listened):
    listened.show(samples.story(), {"seed": 1})
    acts = [["press", "button, Verder"], ["find", "button, Ga verder"]]
    in_order(
        listened.page.evaluate(LISTEN, acts),
        "heading, Een verhaal",
        "current step",
        "heading, Het begin",
        "Er is iets.",
        "button, Verder",
        "status",
        "Goed zo.",
        "button, Ga verder",
    )
