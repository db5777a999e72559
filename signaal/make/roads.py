"""What do the roads of a story look like, as a picture? Its passages in layers, each choice an arrow that goes down."""

from html import escape
from itertools import pairwise
from textwrap import wrap

_WIDTH, _LINE, _GAP, _LAYER, _ROAD = 150, 15, 22, 56, 26
_SHEET = 800  # what fits on one sheet of paper, when the letters stay as large as they are


def _choices(place):
    return place.get("choices", ())


def _layers(content):
    """Return {id: layer}, each place below every place that leads to it; a road back counts for nothing."""
    places = {place["id"]: place for place in content["passages"] + content["endings"]}
    order, open_, done = [], set(), set()

    def visit(id_):
        open_.add(id_)
        for choice in _choices(places[id_]):
            if choice["to"] not in open_ | done:
                visit(choice["to"])
        open_.discard(id_)
        done.add(id_)
        order.insert(0, id_)

    visit(content["start"])
    layer, at = dict.fromkeys(order, 0), {id_: n for n, id_ in enumerate(order)}
    for id_ in order:
        for choice in _choices(places[id_]):
            if at[choice["to"]] > at[id_]:
                layer[choice["to"]] = max(layer[choice["to"]], layer[id_] + 1)
    return layer


def _rows(layer, roads):
    """Return [[node]] by layer, put in an order with few crossings. A node is an id, or (road, layer) where a long road passes."""
    rows = [[] for _ in range(max(layer.values()) + 1)]
    for id_, n in layer.items():
        rows[n].append(id_)
    near = {id_: ([], []) for id_ in layer}
    for number, (start, to, _) in enumerate(roads):
        chain = [start, *((number, n) for n in range(layer[start] + 1, layer[to])), to]
        for node in chain[1:-1]:
            rows[node[1]].append(node)
            near[node] = ([], [])
        for above, below in pairwise(chain):
            near[above][1].append(below)
            near[below][0].append(above)
    for sweep in range(12):
        down = sweep % 2 == 0
        for n in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            beside = {node: k for k, node in enumerate(rows[n - 1 if down else n + 1])}
            of = {node: near[node][0 if down else 1] for node in rows[n]}
            place = {
                node: sum(beside[o] for o in of[node]) / len(of[node]) if of[node] else k
                for k, node in enumerate(rows[n])
            }
            rows[n].sort(key=lambda node: place[node])
    return rows


def pictures(content):
    """Return [(svg, width, height)] of the roads of a story, from top to bottom: each fits on a sheet of paper.

    The numbers of the places and the letters of the choices are those of the story on paper. A thick arrow is a choice that is recommended, a
    dotted one is there for some only; a round box is an ending.

    Args:
        content: what signaal.show.payload.scenario_content returns.
    """
    places = {place["id"]: place for place in content["passages"] + content["endings"]}
    number = {id_: n for n, id_ in enumerate(places, 1)}
    layer = _layers(content)
    roads = [
        (id_, choice["to"], (letter, choice))
        for id_ in layer
        for letter, choice in zip("ABCDEFGHIJ", _choices(places[id_]), strict=False)
        if layer[choice["to"]] > layer[id_]
    ]
    rows = _rows(layer, roads)
    text = {id_: wrap(f"{number[id_]}. {places[id_]['title']}", 20) for id_ in layer}
    wide = [sum(_WIDTH if node in layer else _ROAD for node in row) + _GAP * (len(row) - 1) for row in rows]
    width, middle, top, y = max(wide) + 20, {}, {}, 10
    for row, length in zip(rows, wide, strict=True):
        x, height = (width - length) / 2, max(len(text.get(node, ())) for node in row) * _LINE + 14
        for node in row:
            own = _WIDTH if node in layer else _ROAD
            middle[node], top[node] = x + own / 2, (y, height)
            x += own + _GAP
        y += height + _LAYER
    lines, letters = [], []

    def begin(start, letter):
        """Return where the arrow of a choice leaves its passage, and write its letter there."""
        out = "ABCDEFGHIJ"[: len(_choices(places[start]))]
        x = middle[start] + (out.index(letter[0]) - (len(out) - 1) / 2) * _WIDTH / (len(out) + 1)
        y_ = sum(top[start])
        letters.append(f'<text x="{x + 4:.0f}" y="{y_ + 13:.0f}" class="l">{letter}</text>')
        return x, y_

    for id_ in layer:
        for letter, choice in zip("ABCDEFGHIJ", _choices(places[id_]), strict=False):
            if layer[choice["to"]] <= layer[id_]:  # a road back is told, and not drawn
                begin(id_, f"{letter}↑{number[choice['to']]}")
    for k, (start, to, (letter, choice)) in enumerate(roads):
        x, at = begin(start, letter)
        path = f"M{x:.0f},{at:.0f}"
        for node in [*((k, n) for n in range(layer[start] + 1, layer[to])), to]:
            to_x, to_y = middle[node], top[node][0]
            half = (at + to_y) / 2
            path += f" C{x:.0f},{half:.0f} {to_x:.0f},{half:.0f} {to_x:.0f},{to_y:.0f}"
            x, at = to_x, to_y
            if node in top and node not in layer:
                at += top[node][1]
                path += f" L{x:.0f},{at:.0f}"
        kind = "t" if choice["recommended"] else "d" if choice["needs"] or choice["unless"] else "n"
        lines.append(f'<path class="{kind}" d="{path}" marker-end="url(#p)"/>')
    boxes = []
    for id_ in layer:
        x, (y_, height) = middle[id_] - _WIDTH / 2, top[id_]
        own = len(text[id_]) * _LINE + 14
        round_ = 18 if "choices" not in places[id_] else 3
        boxes.append(
            f'<rect x="{x:.0f}" y="{y_:.0f}" width="{_WIDTH}" height="{max(own, height)}" rx="{round_}"/>'
        )
        boxes += [
            f'<text x="{middle[id_]:.0f}" y="{y_ + 18 + n * _LINE:.0f}" text-anchor="middle">{escape(line)}</text>'
            for n, line in enumerate(text[id_])
        ]
    height = y - _LAYER + 10
    tops = sorted(set(top.values()))
    style = (
        "text{font:12px sans-serif;fill:#1f2328}.l{font-weight:700}rect{fill:#fff;stroke:#1f2328}"
        "path{fill:none;stroke:#1f2328;stroke-width:1}.t{stroke-width:3}.d{stroke-dasharray:4 4}"
    )
    arrow = (
        '<marker id="p" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" style="fill:#1f2328;stroke:none"/></marker>'
    )
    inside = f"<style>{style}</style><defs>{arrow}</defs>" + "".join(lines + boxes + letters)
    return [
        _sheet(inside, width, start, end) for start, end in pairwise(_cuts([y_ for y_, _ in tops], height))
    ]


def _cuts(tops, height):
    """Return where the picture is cut: above a layer, each piece as long as fits on a sheet."""
    cuts = [0]
    for above, below in pairwise([*tops, height]):
        if below - cuts[-1] > _SHEET and above > cuts[-1]:
            cuts.append(above - _LAYER // 2)
    return [*cuts, height]


def _sheet(inside, width, start, end):
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{end - start:.0f}" viewBox="0 {start:.0f} {width:.0f} {end - start:.0f}">'
        f'<rect y="{start:.0f}" width="100%" height="100%" style="fill:#fff;stroke:none"/>{inside}</svg>'
    )
    return svg, round(width), round(end - start)
