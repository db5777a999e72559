"""Each type of question, by mouse and by keyboard, on a page with nothing else."""

import json
from functools import reduce

import pytest
import samples
from playwright.sync_api import expect

from signaal.show.answers import merged

pytestmark = pytest.mark.browser


def check(lesson, n=0):
    """Press the button of the n-th question; return its feedback."""
    form = lesson.locator("form").nth(n)
    form.locator(".sg-main").click()
    return form.locator(".sg-feedback")


def texts(locator):
    return [text.strip() for text in locator.all_text_contents()]


def places(lesson):
    return texts(lesson.locator(".sg-order > li .sg-movable > span:first-child"))


def test_order_is_never_right_before_anything_is_moved(bare):
    for seed in range(12):
        lesson = bare.show(samples.quiz(samples.order(n=3)), {"seed": seed})
        assert places(lesson) != ["Onderdeel 0", "Onderdeel 1", "Onderdeel 2"]
    expect(check(lesson)).to_contain_text("Je hebt nog niets verplaatst.")


def test_order_by_buttons_keeps_the_focus_and_says_where_an_item_is(bare):
    lesson = bare.show(samples.quiz(samples.order(n=4)))
    for n in range(4):
        name = f"Onderdeel {n}"
        while places(lesson).index(name) > n:
            up = lesson.get_by_role("button", name=f"Zet hoger: {name}")
            up.click()
            expect(up).to_be_focused()
            place = places(lesson).index(name) + 1
            expect(lesson.get_by_text(f"“{name}” staat nu op plaats {place} van 4.")).to_be_visible()
    expect(check(lesson)).to_contain_text("goed")
    assert bare.state()["answers"]["volgorde"]["outcome"] == "right"


def test_order_by_keyboard_alone(bare):
    lesson = bare.show(samples.quiz(samples.order(n=3)), {"seed": 1})
    last = places(lesson)[-1]
    down = lesson.get_by_role("button", name=f"Zet lager: {last}")
    down.focus()
    bare.page.keyboard.press("ArrowUp")
    bare.page.keyboard.press("ArrowUp")
    expect(down).to_be_focused()
    assert places(lesson)[0] == last
    bare.page.keyboard.press("ArrowUp")  # at the top there is nowhere to go
    assert places(lesson)[0] == last


def test_order_by_dragging(bare):
    lesson = bare.show(samples.quiz(samples.order(n=4)))
    first, *_, last = places(lesson)
    rows = lesson.locator(".sg-order > li")
    rows.first.drag_to(rows.last)
    assert places(lesson)[-1] == first
    assert places(lesson)[-2] == last


def test_order_that_is_nearly_right_is_partly_right_and_the_answer_folds_open(bare):
    lesson = bare.show(
        samples.quiz(samples.order(n=5)),
        {"answers": {"volgorde": {"choice": ["i1", "i0", "i2", "i3", "i4"]}}},
    )
    feedback = check(lesson)
    expect(feedback).to_contain_text("deels goed")
    expect(feedback).to_contain_text("Op hun plek: 3 van de 5.")
    rows = lesson.locator(".sg-order > li")
    expect(rows.filter(has_text="Onderdeel 0")).to_contain_text("kijk nog eens")
    expect(rows.filter(has_text="Onderdeel 0")).to_contain_text("Over onderdeel 0.")
    expect(lesson).not_to_contain_text("Over onderdeel 4.")
    lesson.get_by_text("Toon de uitleg").click()
    right = lesson.locator("details ol > li")
    assert texts(right) == [f"Onderdeel {n}" for n in range(5)]


def test_sort_tells_what_fits_and_what_does_not(bare):
    lesson = bare.show(samples.quiz(samples.sort()))
    expect(check(lesson)).to_contain_text("niet ingevuld")
    for n in range(4):
        group = lesson.get_by_role("group", name=f"Onderdeel {n}")
        group.get_by_label("Feit").check()
    feedback = check(lesson)
    expect(feedback).to_contain_text("nog niet goed")
    expect(lesson.get_by_role("group", name="Onderdeel 0")).to_contain_text("dat past")
    expect(lesson.get_by_role("group", name="Onderdeel 3")).to_contain_text("kijk nog eens")
    for n in (2, 3):
        lesson.get_by_role("group", name=f"Onderdeel {n}").get_by_label("Duiding").check()
    expect(feedback).to_be_empty()  # a new choice takes the old outcome back
    expect(lesson).not_to_contain_text("dat past")
    expect(check(lesson).get_by_text("goed", exact=True)).to_be_visible()


def test_number_shows_the_figure_only_after_a_guess(bare):
    lesson = bare.show(samples.quiz(samples.number()))
    expect(lesson.get_by_text("36 procent")).to_have_count(0)
    expect(check(lesson)).to_contain_text("Je hebt nog niets geschat.")
    expect(lesson.get_by_text("36 procent")).to_have_count(0)
    line = lesson.get_by_role("slider", name="Jouw schatting")
    line.focus()
    bare.page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuetext", "51 procent")
    feedback = check(lesson)
    for words in (
        "deels goed",
        "Jij schatte 51 procent.",
        "Het cijfer is 36 procent.",
        "Het is minder.",
        "Bron:",
    ):
        expect(feedback).to_contain_text(words)
    line.fill("40")
    expect(check(lesson)).to_contain_text("Dat klopt aardig.")
    line.fill("5")
    expect(check(lesson)).to_contain_text("Het is meer.")


def test_what_is_written_in_a_reflection_stays_out_of_the_state_until_asked(bare):
    lesson = bare.show(samples.quiz(samples.reflect()))
    text = lesson.get_by_label("Jouw gedachten")
    text.fill("Ik vind het spannend.")
    expect(check(lesson)).to_contain_text("geen goed of fout")
    expect(lesson.get_by_text("Een gedachte.")).to_be_visible()
    assert "spannend" not in str(bare.state())
    box = lesson.get_by_label("Bewaar wat ik schrijf bij mijn antwoorden")
    box.check()
    text.press("End")
    text.type(" Toch.")
    assert bare.state()["answers"]["denk"]["choice"] == "Ik vind het spannend. Toch."
    box.uncheck()
    assert "spannend" not in str(bare.state())
    expect(text).to_have_value("Ik vind het spannend. Toch.")


def test_how_sure_is_asked_before_the_feedback_and_told_in_the_summary(bare):
    lesson = bare.show(
        samples.quiz(samples.single("een"), samples.single("twee"), samples.single("drie"), confidence=True)
    )
    for n, (option, sure) in enumerate(
        [("Keuze a", "Ik twijfel"), ("Keuze a", "Ik twijfel"), ("Keuze b", "Ik ben vrij zeker")]
    ):
        form = lesson.locator("form").nth(n)
        form.get_by_label(sure).check()
        form.get_by_label(option).check()
        expect(form.get_by_label(sure)).to_be_checked()
        check(lesson, n)
        expect(form.get_by_role("group", name="Hoe zeker ben je?")).to_be_hidden()
        form.get_by_role("button", name="Volgende").or_(
            form.get_by_role("button", name="Naar het overzicht")
        ).click()
    expect(
        lesson.get_by_text(
            "Aantal keren dat je twijfelde: 2. Aantal keren dat je eerste antwoord dan toch goed of deels goed was: 2."
        )
    ).to_be_visible()
    expect(lesson.get_by_text("Je twijfel zegt dus niet dat je het mis hebt.")).to_be_visible()
    expect(lesson.get_by_text("Vrij zeker, en toch nog niet goed: 1 keer.")).to_be_visible()
    # a second try does not count: the doubt belonged to the first
    lesson.get_by_role("button", name="Naar vraag 3").click()
    lesson.locator("form").nth(2).get_by_label("Keuze a").check()
    check(lesson, 2)
    lesson.get_by_role("button", name="Naar het overzicht").click()
    expect(lesson.get_by_text("Vrij zeker, en toch nog niet goed: 1 keer.")).to_be_visible()


def test_the_summary_says_what_to_read_again_and_goes_there(bare):
    lesson = bare.show(
        samples.quiz(
            samples.single("een", section="Wat een signaal is"),
            samples.single("twee", section="Feit of duiding"),
        )
    )
    bare.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<h2>Wat een signaal is¶</h2>')"
    )
    for n, option in enumerate(["Keuze b", "Keuze a"]):
        lesson.locator("form").nth(n).get_by_label(option).check()
        check(lesson, n)
        lesson.get_by_role("button", name="Volgende").or_(
            lesson.get_by_role("button", name="Naar het overzicht")
        ).locator("visible=true").click()
    expect(lesson.get_by_role("heading", name="Lees dit nog eens")).to_be_visible()
    expect(lesson.get_by_text("Feit of duiding")).to_have_count(0)  # that one was right
    lesson.get_by_role("button", name="Wat een signaal is (vraag 1)").click()
    expect(bare.page.get_by_role("heading", name="Wat een signaal is")).to_be_focused()


def test_all_questions_on_one_page_and_back(bare):
    lesson = bare.show(samples.quiz())
    forms = lesson.locator("form")
    expect(forms.locator("visible=true")).to_have_count(1)
    lesson.get_by_role("button", name="Toon alle vragen onder elkaar").click()
    expect(forms.locator("visible=true")).to_have_count(6)
    expect(lesson.get_by_role("button", name="Volgende")).to_have_count(0)
    forms.first.get_by_label("Keuze a").check()
    check(lesson)
    expect(lesson.get_by_text("1 van de 5 vragen goed.")).to_be_visible()  # a reflection does not count
    lesson.get_by_role("button", name="Toon één vraag tegelijk").click()
    expect(forms.locator("visible=true")).to_have_count(1)
    assert bare.state()["answers"]["kies"]["outcome"] == "right"


def test_starting_again_asks_first_and_then_forgets(bare):
    lesson = bare.show(samples.quiz(samples.single(), samples.order()))
    lesson.get_by_label("Keuze a").check()
    check(lesson)
    lesson.get_by_role("button", name="Volgende").click()
    lesson.get_by_role("button", name="Naar het overzicht").click()
    lesson.get_by_role("button", name="Begin opnieuw").click()
    lesson.get_by_role("button", name="Nee, laat ze staan").click()
    expect(lesson.get_by_role("button", name="Begin opnieuw")).to_be_focused()
    assert bare.state()["answers"]["kies"]["outcome"] == "right"
    lesson.get_by_role("button", name="Begin opnieuw").click()
    lesson.get_by_role("button", name="Ja, wis mijn antwoorden").click()
    assert bare.state()["answers"] == {}
    expect(lesson.get_by_label("Keuze a")).not_to_be_checked()
    expect(lesson.locator(".sg-feedback").first).to_be_empty()
    expect(lesson.locator("legend").first).to_be_focused()


def test_one_question_alone_has_nothing_before_or_after_it(bare):
    lesson = bare.show(samples.quiz(samples.single()))
    lesson.get_by_label("Keuze a").check()
    check(lesson)
    assert texts(lesson.get_by_role("button")) == ["Kijk na"]


def test_the_order_of_options_belongs_to_the_learner(bare):
    content = samples.quiz(samples.single(), samples.order(), samples.sort())
    seen = set()
    for seed in range(8):
        lesson = bare.show(content, {"seed": seed, "at": 0})
        order = tuple(texts(lesson.locator("form").first.locator("label")))
        assert (
            tuple(texts(bare.show(content, {"seed": seed}).locator("form").first.locator("label"))) == order
        )
        assert sorted(order) == ["Keuze a", "Keuze b", "Keuze c"]
        seen.add(order)
    assert len(seen) > 2


def test_two_models_of_one_quiz_agree(bare):
    lesson = bare.show(samples.quiz(samples.single()))
    bare.page.evaluate(
        """async () => {
            const { default: lesson } = await import("./widget.js");
            const values = { content: model.get("content"), state: {} };
            window.others = [];
            const el = document.createElement("div");
            document.querySelector("main").append(el);
            lesson.render({ el, model: { get: (k) => values[k], send: ({ change }) => window.others.push(change) } });
        }"""
    )
    expect(lesson).to_have_count(2)
    lesson.first.get_by_label("Keuze a").check()
    lesson.first.locator(".sg-main").click()
    expect(lesson.last.get_by_label("Keuze a")).to_be_checked()
    expect(lesson.last.locator(".sg-feedback")).to_contain_text("goed")
    assert bare.state() == reduce(merged, bare.page.evaluate("window.others"), {})


def test_a_click_sends_what_changed_however_long_the_quiz_is(bare):
    """Ten answers are there; the next click tells of one."""
    ids = [f"vraag-{n}" for n in range(11)]
    given = {"choice": ["a"], "outcome": "right", "attempts": 1}
    quiz = bare.show(
        samples.quiz(*(samples.single(id_) for id_ in ids)),
        {"answers": dict.fromkeys(ids[:-1], given), "at": ids[-1], "seed": 1},
    )
    form = quiz.locator("form:visible")
    form.get_by_label("Keuze b").check()
    form.locator(".sg-main").click()
    bare.state()
    sent = bare.page.evaluate(
        "window.changes.slice(1)"
    )  # the first one says what this page made of what it was given
    assert [list(change["answers"]) for change in sent] == [[ids[-1]]] * len(sent)
    assert all(len(json.dumps(change)) < 300 for change in sent)


def test_a_figure_opens_the_note_of_its_source_in_a_sentence_and_in_a_list(bare):
    link = "[36%](bronnen.ipynb#cell-id=omstanders-niets)"
    question = samples.ChoiceQuestion(
        id="een", type="single", text="Kies er een.", explanation=f"Het is {link}.\n\n* In een lijst {link}.",
        options=samples.options("a", "b"),
    )  # fmt: skip
    lesson = bare.show(samples.quiz(question))
    lesson.get_by_label("Keuze a").check()
    check(lesson)
    for figure in lesson.get_by_role("button", name="36%. Waar komt 36% vandaan?").all():
        expect(figure).to_have_attribute("aria-expanded", "false")
        figure.click()
        expect(figure).to_have_attribute("aria-expanded", "true")
        note = lesson.locator(".sg-box", has_text="Bron:")
        expect(note).to_be_visible()
        expect(note).to_contain_text("deel van de mensen dat niets doet")
        assert lesson.locator("ul > .sg-box, ol > .sg-box").count() == 0  # a list holds nothing but items
        figure.click()
        expect(note).to_have_count(0)


# How much a click reads of the questions and changes on the page; `quiz` is shown with everything answered.
WORK = """async ({ content, state }) => {
    let reads = 0;
    const counting = (question) => new Proxy(question, { get: (target, key) => (reads++, target[key]) });
    const { default: lesson } = await import("./widget.js");
    const values = { content: { ...content, questions: content.questions.map(counting) }, state };
    const model = { get: (key) => values[key], send() {} };
    const el = document.createElement("div");
    document.querySelector("main").replaceChildren(el);
    lesson.render({ model, el });
    const form = el.querySelectorAll("form")[3];
    let changes = 0;
    const count = (records) => (changes += records.length);
    const observer = new MutationObserver(count);
    observer.observe(el, { subtree: true, childList: true, attributes: true, characterData: true });
    const turn = (n) => {
        form.querySelectorAll("fieldset input")[n].click();
        form.querySelector("button:not([type])").click();
        count(observer.takeRecords());
    };
    turn(1);
    [reads, changes] = [0, 0];
    turn(0);
    return { reads, changes };
}"""


@pytest.mark.parametrize("all_", [False, True], ids=["one", "all on a page"])
def test_a_click_does_the_same_work_in_a_quiz_of_ten_and_of_three_hundred(bare, all_):
    one = next(question for question in samples.quiz()["questions"] if question["type"] == "single")
    work = []
    for n in (10, 300):
        content = samples.quiz() | {"id": f"q{n}", "questions": [one | {"id": f"q{k}"} for k in range(n)]}
        answer = {"choice": [one["options"][1]["id"]], "outcome": None, "attempts": 0}
        state = {"answers": {f"q{k}": answer for k in range(n)}, "at": "q3", "all": all_}
        bare.page.evaluate("globalThis.signaalAnswers2?.entries.clear()")
        work.append(bare.page.evaluate(WORK, {"content": content, "state": state}))
    assert work[0]["changes"] > 5, "feedback came"
    assert work[0]["changes"] == work[1]["changes"]
    # Below all questions stands the summary. It looks at each of them, three times for each of the two changes of a turn.
    assert work[1]["reads"] - work[0]["reads"] <= (2 * 3 * 290 if all_ else 0)
