"""The content files are right, and say what the lesson needs."""

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from frictionless import validate
from walk import KIT, ROOT, cells, headings, name, notebooks, texts

from signaal.course.exercises import Outcome, formula, judge, load_exercises
from signaal.course.figures import load_figures, load_help_lines, load_section_sources, load_series
from signaal.course.materials import load_books
from signaal.course.quizzes import QUESTIONS, load_quiz
from signaal.course.scenarios import STEPS, load_scenario
from signaal.make.links import PAGE, links_page
from signaal.make.links import links as outside
from signaal.show.payload import quiz_content

DATA = ROOT / "data"


def stems(folder, pattern="*.toml"):
    return sorted(path.name.split(".")[0] for path in (DATA / folder).glob(pattern))


def exercises():
    return [exercise for stem in stems("exercises") for exercise in load_exercises(stem, KIT).exercises]


def ids(item):
    return getattr(item, "id", str(item))


def test_the_tables_are_a_valid_data_package():
    report = validate(str(DATA / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert {task.name for task in report.tasks} == {
        "figures",
        "series",
        "sources",
        "helplines",
        "class_sizes",
        "figures_in_documents",
        "books",
        "weeks",
        "section_sources",
    }


def questions(*types):
    found = [question for stem in stems("quizzes") for question in load_quiz(stem, KIT).questions]
    return [question for question in found if not types or question.type in types]


@pytest.mark.parametrize("question", questions(), ids=ids)
def test_a_question_gives_every_part_feedback_of_its_own_and_a_hint(question):
    parts = getattr(question, "options", None) or getattr(question, "items", [])
    assert len({part.feedback for part in parts}) == len(parts)
    assert question.hint or question.type in ("number", "reflect")


def test_the_lesson_on_signals_has_at_least_twelve_questions_of_every_type():
    found = load_quiz("03_signalen_herkennen", KIT).questions
    assert len(found) >= 12
    assert {question.type for question in found} == set(QUESTIONS)


@pytest.mark.parametrize("stem", stems("quizzes"))
def test_what_to_read_again_is_a_heading_of_the_notebook_with_the_same_name(stem):
    # Questions along the way stand right below what they are about: they name no section.
    path = ROOT / "notebooks" / f"{stem}.ipynb"
    known = headings(path) if path.exists() else set()
    for question in load_quiz(stem, KIT).questions:
        assert not question.section or question.section in known, question.id


def test_length_does_not_give_the_answer_away():
    longest = [
        max(question.options, key=lambda option: len(option.text)).correct for question in questions("single")
    ]
    assert sum(longest) <= len(longest) / 2, (
        f"in {sum(longest)} of {len(longest)} questions the longest option is the right one"
    )


def test_the_file_does_not_put_items_to_sort_one_category_after_the_other():
    # The order in the file has no meaning, but an author who sorts there shows the answer on GitHub.
    for question in questions("sort"):
        runs = [
            item.category
            for n, item in enumerate(question.items)
            if n == 0 or question.items[n - 1].category != item.category
        ]
        assert len(runs) > len(question.categories), question.id


def share(answers):
    answers = list(answers)
    return sum(answers) / len(answers)


def test_neither_length_nor_place_gives_the_right_option_away():
    singles = [question.options for question in questions("single")]
    right = [next(option for option in options if option.correct) for options in singles]
    by_length = [sorted(options, key=lambda option: len(option.text)) for options in singles]
    pairs = list(zip(by_length, right, strict=True))
    assert share(order[-1] is option for order, option in pairs) < 0.35, "the longest is too often right"
    assert share(order[0] is option for order, option in pairs) < 0.45, "the shortest is too often right"
    # Without script everyone sees the same order.
    shown = [
        [option["correct"] for option in question["options"]]
        for stem in stems("quizzes")
        for question in quiz_content(load_quiz(stem, KIT), KIT)["questions"]
        if question["type"] == "single"
    ]
    assert all(share(order[place] for order in shown) < 0.5 for place in (0, -1)), "place gives it away"


@pytest.mark.parametrize("stem", stems("scenarios"))
def test_length_does_not_give_the_recommended_choice_away(stem):
    several = [passage.choices for passage in load_scenario(stem, KIT).passages if len(passage.choices) > 1]
    longest = [max(choices, key=lambda choice: len(choice.text)) for choices in several]
    assert share(choice.recommended for choice in longest) <= 0.5


def test_the_quiz_bank_has_sixty_items_and_every_type_more_than_once():
    counts = Counter(question.type for question in questions())
    assert counts.total() >= 60
    assert all(counts[kind] >= 3 for kind in QUESTIONS)


def test_there_is_a_story_for_every_sector_with_three_outcomes_at_least():
    stories = [load_scenario(stem, KIT) for stem in stems("scenarios") if not stem.startswith("gesprek")]
    assert len(stories) >= 6
    assert all(15 <= len(story.passages) <= 30 for story in stories)
    assert all(len({ending.outcome for ending in story.endings}) == 3 for story in stories)


@pytest.mark.parametrize("stem", stems("scenarios"))
def test_a_scenario_is_long_enough_and_always_offers_something_to_do(stem):
    scenario = load_scenario(stem, KIT)  # loading proves the graph
    short = scenario.form == "gesprek" and scenario.minutes and scenario.minutes < 5
    assert len(scenario.passages) >= (5 if short else 12)
    assert len(scenario.endings) >= 3
    assert all(ending.next for ending in scenario.endings)
    steps = [choice.step for _, choice in scenario.recommended_path() if choice.step]
    assert set(steps) == (set(STEPS) if scenario.form == "meldcode" else set())
    assert steps == sorted(steps), "the recommended path takes the steps in order"


@pytest.mark.parametrize("exercise", exercises(), ids=ids)
def test_an_exercise_judges_its_samples_as_it_says(exercise):
    assert exercise.samples.accepted
    assert exercise.samples.rejected
    for given in exercise.samples.accepted:
        assert judge(exercise, given, KIT).outcome == Outcome.RIGHT, given
    for given in exercise.samples.rejected:
        assert judge(exercise, given, KIT).outcome != Outcome.RIGHT, given


@pytest.mark.parametrize("exercise", exercises(), ids=ids)
def test_every_known_mistake_gets_its_own_feedback(exercise):
    for remark in exercise.mistakes:
        judgement = judge(exercise, formula(remark.value, exercise, KIT), KIT)
        assert judgement.outcome == Outcome.WRONG
        assert judgement.feedback == remark.feedback, "another rule comes first"
    for option in exercise.options:
        assert judge(exercise, option.id, KIT).feedback == option.feedback


@pytest.mark.parametrize("exercise", [e for e in exercises() if e.type == "number"], ids=ids)
def test_every_value_that_is_also_right_gets_its_own_remark(exercise):
    for remark in exercise.also_right:
        judgement = judge(exercise, formula(remark.value, exercise, KIT), KIT)
        assert judgement.outcome == Outcome.RIGHT
        assert judgement.feedback.startswith(remark.feedback.split("{")[0])


def test_the_help_lines_that_must_always_be_in_reach_are():
    always = {line.number for line in load_help_lines(KIT) if line.show_always}
    assert {"112", "0800-2000", "911 of 112", "0800-1414", "918"} <= always


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(((?:[^()\s]|\([^()\s]*\))+)\)")


CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def links():
    documents = [
        (name(path), path.parent, path.read_text(encoding="utf-8"))
        for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
    ]
    for path in notebooks():
        documents += [
            (f"{name(path)}, cel {n}", path.parent, cell["source"]) for n, cell in enumerate(cells(path))
        ]
    # What stands as code shows how a link is written.
    bare = ((place, folder, CODE.sub("", text)) for place, folder, text in documents)
    return [(place, folder, target) for place, folder, text in bare for target in LINK.findall(text)]


def test_every_link_inside_the_kit_leads_somewhere():
    figures, broken = load_figures(KIT), []
    for place, folder, target in links():
        url = urlsplit(target)
        if url.scheme or not url.path:
            continue
        path = Path(folder / url.path)
        if not path.exists():
            broken.append(f"{place}: {target} is er niet")
        elif (
            path.name == "bronnen.ipynb"
            and url.fragment
            and url.fragment.removeprefix("cell-id=") not in figures
        ):
            broken.append(f"{place}: {target} wijst naar geen cijfer")
    assert not broken, "\n".join(broken)


def test_every_link_out_of_the_kit_is_well_formed_and_stands_in_the_table():
    table = outside()
    wrong = [
        url
        for url in table
        if urlsplit(url).scheme not in ("http", "https") or "." not in urlsplit(url).netloc
    ]
    assert not wrong
    assert (ROOT / PAGE).read_text(encoding="utf-8") == links_page(), "run `make notebooks`"
    # Found in another way than the table was made.
    loose = [target for _, _, target in links() if urlsplit(target).scheme and target not in table]
    assert not loose


def test_a_number_in_an_option_is_not_a_link():
    # A link in a label or button could not be reached by keyboard.
    linked = [
        place
        for place, text in texts()
        if "](" in text and re.search(r"(options|choices) [\w-]+, text$", place)
    ]
    assert not linked


@pytest.mark.parametrize(
    ("figure", "series", "period", "indicator"),
    [
        ("vt-meldingen-2025h1", "vt_meld_tot", "2025-H1", None),
        ("vt-adviezen-2025h1", "vt_adv_tot", "2025-H1", None),
        ("vt-meldingen-2019h1", "vt_meld_tot", "2019-H1", None),
        ("vt-meldingen-2020h1", "vt_meld_tot", "2020-H1", None),
        ("vt-meldingen-2020h2", "vt_meld_tot", "2020-H2", None),
        ("vt-meldingen-2020", "vt_meld_tot", "2020", None),
        ("vt-meldingen-2022h1", "vt_meld_tot", "2022-H1", None),
        ("vt-eerder-2023-totaal", "vt_meld_tot", "2023", None),
        ("vt-meldingen-km-2020", "vt_meld_km", "2020", None),
        ("vt-meldingen-km-2024", "vt_meld_km", "2024", None),
        ("vt-meldingen-km-2022-terug", "vt_meld_km", "2022", None),
        ("vt-meldingen-km-2023-terug", "vt_meld_km", "2023", None),
        ("vt-niet-beroepsmatig-adviezen-2025h1", "vt_herkomst_2025h1_adv", "2025-H1", "niet beroepsmatig"),
        ("vt-niet-beroepsmatig-meldingen-2025h1", "vt_herkomst_2025h1_meld", "2025-H1", "niet beroepsmatig"),
        ("vt-beroepsmatig-adviezen-2025h1", "vt_herkomst_2025h1_adv", "2025-H1", "beroepsmatig totaal"),
        ("vt-beroepsmatig-meldingen-2025h1", "vt_herkomst_2025h1_meld", "2025-H1", "beroepsmatig totaal"),
        ("vt-onderwijs-adviezen-2023", "vt_herkomst_2023_adv", "2023", "onderwijs"),
        ("vt-onderwijs-meldingen-2023", "vt_herkomst_2023_meld", "2023", "onderwijs"),
        ("vt-aandeel-km-meldingen-2025h1", "vt_aard_meld", "2025-H1", "kindermishandeling"),
        ("kinderen-2017", "bev_jonger18_mlz", "2017", None),
        ("inwoners-2023", "bev_nl", "2023", None),
        ("npm-2017-schatting", "npm_aantal", "2017", "ondergrens"),
        ("npm-2017-bovengrens", "npm_aantal", "2017", "bovengrens"),
        ("npm-2017-promille-ondergrens", "npm_promille", "2017", "ondergrens"),
        ("npm-2017-promille-bovengrens", "npm_promille", "2017", "bovengrens"),
        ("groepsgrootte-gemiddeld", "groepsgrootte", "2015/16", None),
        ("ko-deelnemers-precies", "kom", "2019-2024", "deelnemers"),
        ("ko-geweld-thuis", "kom", "2019-2024", "met geweld thuis"),
        ("ko-geen-hulp-precies", "kom", "2019-2024", "geen hulp"),
        ("drie-procent", "methoden", "2017", None),
        ("scholieren-2016-streng", "methoden", "2016", "scholieren, strenge omschrijving, in één jaar"),
        ("scholieren-2016-ruim", "methoden", "2016", "scholieren, ruime omschrijving, in één jaar"),
        ("scholieren-2016-ooit", "methoden", "2016", "scholieren, ooit"),
        ("phgsg-2024", "methoden", "2024", "jongeren, huiselijk geweld, in één jaar"),
        ("vj-panel-2024", "methoden", "2024", "jongeren uit een panel, periode onbekend"),
        ("vt-eerder-2023-eerste", "vt_eerder_2023", "2023", "eerste melding"),
        ("vt-eerder-2023-her", "vt_eerder_2023", "2023", "hermelding"),
        ("vt-eerder-2023-vervolg", "vt_eerder_2023", "2023", "vervolgmelding"),
        ("vt-eerder-2023-niet-ingedeeld", "vt_eerder_2023", "2023", "niet ingedeeld"),
    ],
)
def test_a_figure_that_also_stands_in_a_series_has_one_value(figure, series, period, indicator):
    rows = [row for row in load_series(KIT) if (row.series, row.period) == (series, period)]
    assert {row.value for row in rows if indicator in (None, row.indicator)} == {
        load_figures(KIT)[figure].value
    }


def test_the_parts_of_a_whole_add_up():
    parts = {row.indicator: row.value for row in load_series(KIT) if row.series == "vt_eerder_2023"}
    whole = parts.pop("totaal")
    assert sum(parts.values()) == whole


def test_every_figure_of_the_documents_is_in_the_tables_or_has_a_reason_why_not():
    with (DATA / "figures_in_documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == len(rows) == 101
    figures = load_figures(KIT)
    for row in rows:
        assert bool(row["figure"]) != bool(row["why_not"]), row["code"]
        assert not row["figure"] or row["figure"] in figures, row["code"]


@pytest.mark.parametrize(
    "stem",
    [path.stem for path in notebooks() if re.match(r"0\d_", path.stem) and path.parent.name == "notebooks"],
)
def test_a_lesson_says_per_section_where_it_comes_from(stem):
    rows, path = load_section_sources(stem, KIT), ROOT / "notebooks" / f"{stem}.ipynb"
    assert {row.section for row in rows} <= headings(path)
    assert len(rows) >= 5
    assert any(cell["source"].endswith(f'\nsources("{stem}")') for cell in cells(path))


def test_the_books_are_those_of_the_documents():
    groups = Counter(book.group for book in load_books(KIT))
    assert groups == {"onderbouw": 9, "middenbouw": 8, "bovenbouw": 7, "alle": 1}
