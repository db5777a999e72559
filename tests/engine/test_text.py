import re
from pathlib import Path

import signaal
from signaal.course.words import load_words
from signaal.show.text import figures_in, plain, to_html, to_inline_html, without_figure_links


def test_html_and_script_in_content_are_shown_as_text():
    html = to_html('<script>alert(1)</script> <img src=x onerror="alert(1)"> **vet**')
    assert "<script" not in html
    assert "<img" not in html
    assert "<strong>vet</strong>" in html


def test_a_link_cannot_run_script():
    assert "<a" not in to_html("[klik](javascript:alert(1))")


def test_images_are_refused():
    assert "<img" not in to_html("![foto](https://example.org/a.png)")


def test_paragraphs_may_stand_in_a_legend():
    assert (
        to_inline_html("Een.\n\nTwee.") == '<span class="sg-par">Een.</span><span class="sg-par">Twee.</span>'
    )
    assert to_inline_html("Een\nregel.") == "Een regel."


def test_figures_are_found_and_can_lose_their_link():
    html = to_html(
        "Er waren [66.270](bronnen.ipynb#cell-id=vt-meldingen-2025h1) en [3%](../../notebooks/bronnen.ipynb#cell-id=drie-procent)."
    )
    assert figures_in(html) == ["vt-meldingen-2025h1", "drie-procent"]
    assert without_figure_links(html) == "<p>Er waren 66.270 en 3%.</p>"


def test_plain_text_has_no_tags_and_no_entities():
    assert plain('<p>A &amp; B <em>"C"</em></p>\n<p>D</p>') == 'A & B "C" D'


def test_every_word_of_the_interface_is_used(kit):
    root = Path(signaal.__file__).parent
    code = "".join(
        path.read_text(encoding="utf-8") for path in root.rglob("*.*") if path.suffix in (".py", ".js", ".j2")
    )
    unused = [
        f"{section}.{key}"
        for section, texts in load_words(kit).table.items()
        for key in texts
        # a key may be put together: score_ + outcome
        if not re.search(rf"[.\"'`]{key}\b", code)
        and not re.search(rf"[\"'`]{key.split('_')[0]}_[$\{{]", code)
    ]
    assert [key for key in unused if not re.match(r"(steps|outcome|kinds)\.", key)] == []
