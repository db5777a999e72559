"""Where does a slide begin, and how much stands on it? One idea a slide, readable from the back row."""

import re

from markdown_it import MarkdownIt

from signaal.course.figure_links import LINK

_markdown = MarkdownIt("commonmark").enable("table")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HEADING = re.compile(r"(#{1,3}) (.+)")
_SENTENCE = re.compile(r"(?<=[.!?:][”’*]|.[.!?:]) (?=[A-ZÀ-Ý“‘*\[])")
# A slide of 1280 by 720 in letters of 34: so many signs go on a line, so many lines on a slide, and so many are its heading.
_WIDTH, _LINES, _HEAD = 62, 11, 2
# A table has smaller letters, and space around its rows.
_TABLE = 1.05


def slide_type(cell):
    """Return what a cell of a lesson is in a slide show: slide, subslide or skip.

    A heading of level 1 or 2 begins a slide, and so does the content note; what follows goes below it. Where a lesson has its
    statements from and what to open next is not for a slide, and neither is a cell that shows nothing.
    """
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        if source.startswith("**Volgende stap"):
            return "skip"
        begins = source.startswith(("# ", "## ")) or "care" in cell["metadata"].get("tags", ())
        return "slide" if begins else "subslide"
    return "subslide" if cell.get("outputs") and "\nsources(" not in source else "skip"


def heading_after(source, before):
    """Return the heading under which what comes after a cell stands; `before` where the cell has none. A title is none."""
    found = [text for kind, text in _blocks(source) if kind == "heading_open"]
    return _on_a_slide(found[-1]) if found and not found[-1].startswith("# ") else "" if found else before


def _on_a_slide(heading):
    # A level 3 is a level 2 on a slide: there is nothing above it.
    found = _HEADING.match(heading)
    return f"{found[1][:2]} {found[2]}" if found else f"## {heading}"


def cut(source, heading=""):
    """Return the Markdown of a cell as a list of Markdown texts, one a slide: a heading stands on each of its slides.

    Args:
        source: Markdown.
        heading: under which it stands, as `heading_after` gives it.
    """
    slides, held = [], []

    def turn():
        if held:
            slides.append("\n\n".join([*([heading] if heading else []), *(part for part, _ in held)]))
        held.clear()

    for kind, text in _blocks(source):
        if kind == "heading_open":
            turn()
            heading = _on_a_slide(text)
            continue
        for part, cost in _parts(kind, text):
            room = _LINES - (_HEAD if heading else 0) - sum(lines for _, lines in held)
            # What begins in bold is a thought of its own.
            if held and (cost > room or (part.startswith("**") and cost > 1.5)):
                # What announces a list stands above it.
                before = [held.pop()] if held[-1][0].endswith(":") and len(held) > 1 else []
                turn()
                held.extend(before)
            held.append((part, cost))
    turn()
    return slides or ([heading] if heading else [])


def _blocks(source):
    """Yield (kind of its first token, Markdown) for each block; a fold is one block."""
    rows, fold = source.split("\n"), []
    for token in _markdown.parse(source):
        if token.level or token.map is None:
            continue
        text = "\n".join(rows[slice(*token.map)]).strip("\n")
        if fold or (token.type == "html_block" and "<details" in text):
            fold.append(text)
            if "</details>" not in text:
                continue
            text, fold = "\n\n".join(fold), []
            yield "fold", text
        elif token.type == "blockquote_open":
            yield from _blocks(re.sub(r"(?m)^ {0,3}> ?", "", text))
        else:
            yield token.type, text


def _said(text):
    return _LINK.sub(r"\1", text).replace("**", "")


def _height(text, width=_WIDTH):
    return -(-len(_said(text)) // width)


def _notes(text):
    """Return how many lines it takes to say where the figures in a text come from: in small letters, each once."""
    return 0.9 * len({match[0] for match in LINK.finditer(text)})


def _parts(kind, text):
    """Yield (Markdown, lines it takes) for the parts of a block: itself, or when it is too long pieces of it."""
    if kind == "fold":
        yield text, 1.5
    elif kind == "table_open":
        yield from _rows(text.split("\n"))
    elif kind in ("bullet_list_open", "ordered_list_open"):
        yield from _items(re.split(r"\n(?=(?:[*+-]|\d+[.)]) )", text))
    elif kind == "paragraph_open":
        yield from _packed(_SENTENCE.split(" ".join(text.split())), " ", _height, 0.6)
    else:
        yield text, text.count("\n") + 1.6


def _packed(pieces, joint, height, space):
    """Yield (pieces joined, lines) so that each fits on a slide."""

    def lines(held):
        text = joint.join(held)
        return height(text) + _notes(text) + space

    held = []
    for piece in pieces:
        if held and lines([*held, piece]) > _LINES - _HEAD:
            yield joint.join(held), lines(held)
            held = []
        held.append(piece)
    yield joint.join(held), lines(held)


def _items(items):
    """Yield (Markdown, lines) of the items of a list; one that fills a slide alone goes on without its mark on the next."""

    def height(text):
        return sum(_height(item, _WIDTH - 4) + 0.3 for item in text.split("\n"))

    short = []
    for item in [*items, ""]:
        if item and height(item) <= _LINES - _HEAD:
            short.append(item)
            continue
        if short:
            yield from _packed(short, "\n", height, 0.3)
            short = []
        if item:
            yield from _packed(_SENTENCE.split(item), " ", _height, 0.6)


def _rows(rows):
    head, ruler, *body = rows
    columns = head.strip("|").count("|") + 1

    def height(row):
        longest = max(_height(cell, int(_WIDTH * _TABLE / columns) - 2) for cell in row.strip("|").split("|"))
        return longest / _TABLE + 0.5 + _notes(row)

    top, held, lines = height(head), [], 0
    for row in body:
        if held and top + lines + height(row) > _LINES - _HEAD:
            yield "\n".join([head, ruler, *held]), top + lines
            held, lines = [], 0
        held.append(row)
        lines += height(row)
    yield "\n".join([head, ruler, *held]), top + lines
