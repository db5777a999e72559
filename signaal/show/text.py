"""How does an author's Markdown become safe HTML, and which figures does it name?"""

import re
from html import unescape

from markdown_it import MarkdownIt

from signaal.course.figure_links import LINK

# Raw HTML in content is shown as text: only what markdown-it itself makes can reach a page.
_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_FIGURE = re.compile(rf'<a href="{LINK.pattern}">(.*?)</a>')
_BLOCKS = re.compile(r"\n\s*\n")


def to_html(text):
    """Return Markdown `text` as HTML blocks."""
    return _markdown.render(text.strip()).strip()


def to_inline_html(text):
    """Return Markdown `text` as HTML that may stand in a legend, label or button: paragraphs become spans."""
    blocks = [_markdown.renderInline(" ".join(block.split())) for block in _BLOCKS.split(text.strip())]
    return (
        blocks[0] if len(blocks) == 1 else "".join(f'<span class="sg-par">{block}</span>' for block in blocks)
    )


def apart(html):
    """Return `html` with a line between the paragraphs of a text: where no style sheet reaches they run into each other."""
    return html.replace('</span><span class="sg-par">', '</span><br><br><span class="sg-par">')


def figures_in(html):
    """Return the ids of the figures that `html` links to, in order, each once."""
    return list(dict.fromkeys(match[1] for match in _FIGURE.finditer(html)))


def without_figure_links(html):
    """Return `html` with the text of each figure link, but not the link: for a page that lists its figures below."""
    return _FIGURE.sub(r"\2", html)


def plain(html):
    """Return the text of `html` on one line, for a repr or a table."""
    text = re.sub(r"</?(?:p|li|ul|ol|br|div|span|details|summary|section)\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())
