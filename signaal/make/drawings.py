"""How does a chart become a picture? Drawn once, when a site is made: a page then needs no Vega, which is sixty times as heavy."""

import json
import re
import sys
from functools import cache

from signaal.course.mistakes import ContentError

# The Vega-Lite that JupyterLab 4 draws a chart with.
_VEGA_LITE = "5.21"
WIDE, NARROW = 600, 340
_LEAST = 250  # between the axes, for a phone
_SPARE = 18  # beside it: the letters of another machine may be wider
# What a chart is drawn in, and what that becomes on a dark page; tests/content/test_charts.py says which colours there are.
_DARK = {
    "#ffffff": "#242724",
    "#1f2328": "#ece8df",
    "#4b5259": "#b9bcb4",
    "#e3e6e8": "#4a504b",
    "#0b5394": "#6fa8dc",
    "#9fc5e8": "#2f5d8a",
    "#cfe2f3": "#27435c",
    "#7f3f00": "#e0b58a",
    "#d9730d": "#f0a050",
    "#e69138": "#b5651d",
    "#f6b26b": "#8a5a20",
}


@cache
def drawer():
    """Return the library that draws.

    Raises:
        ContentError: it is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        install = f"{sys.executable} -m pip install vl-convert-python"
        raise ContentError(
            [f"De grafieken kan ik niet tekenen: vl-convert-python ontbreekt. Typ: {install}"]
        ) from None
    return vl_convert


def _bare(spec):
    """Return a spec without its title, and without the source below its axis: a page says both as text."""
    if isinstance(spec, dict):
        source = isinstance(spec.get("title"), str) and spec["title"].startswith("Bron: ")
        return {key: None if source and key == "title" else _bare(value) for key, value in spec.items()}
    return [_bare(part) for part in spec] if isinstance(spec, list) else spec


def _at(spec, width):
    """Return a spec that is drawn `width` wide, or somewhat wider where its words would come to stand over each other."""
    spec = json.loads(json.dumps(spec))
    if width == WIDE:
        return spec
    spec["padding"] = {"left": _SPARE, "top": 5, "bottom": 5, "right": _SPARE}
    if parts := spec.get("vconcat"):
        for part in parts:
            part["width"] -= WIDE - width
        return spec
    # What is drawn outside the axes counts too: first see how much that is.
    spec |= {"width": _LEAST, "autosize": {"type": "pad"}}
    spec["width"] = max(_LEAST, _LEAST + width - _size(_svg(spec))[0])
    return spec


def _svg(spec):
    # The letters that were measured, and those of a phone that are as wide.
    svg = drawer().vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    return re.sub('font-family="[^"]*"', 'font-family="Arial,Liberation Sans,Roboto,sans-serif"', svg)


def _size(svg):
    return tuple(round(float(n)) for n in re.search(r'width="([\d.]+)" height="([\d.]+)"', svg).groups())


def _in_the_dark(svg):
    """Return a picture that follows the colours that its reader chose."""
    rules = "".join(
        f'[{name}="{light}"]{{{name}:{dark}}}' for light, dark in _DARK.items() for name in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return re.sub(r"(<svg[^>]*>)", rf"\1{style}", svg, count=1)


def words_of(spec):
    """Return (title, [lines below it]) of a chart: what stands on the page as text."""
    title = spec.get("title", "")
    title = title if isinstance(title, dict) else {"text": title}

    def lines(text):
        return [text] if isinstance(text, str) else list(text)

    return " ".join(lines(title.get("text", ""))), lines(title.get("subtitle", []))


def states(spec):
    """Return (name, [spec, spec]) of a chart with a box to tick: as it is, and as it is ticked; ("", [spec]) for any other."""
    for param in spec.get("params", ()):
        if isinstance(param.get("bind"), dict) and param["bind"].get("input") == "checkbox":
            others = [other for other in spec["params"] if other is not param]
            both = [
                spec | {"params": [*others, {"name": param["name"], "value": value}]}
                for value in (False, True)
            ]
            return param["bind"].get("name", param["name"]).strip(), both
    return "", [spec]


@cache
def _drawn(text):
    bare = _bare(json.loads(text))
    pictures = []
    for width in (NARROW, WIDE):
        svg = _svg(_at({key: value for key, value in bare.items() if key != "title"}, width))
        pictures.append((_in_the_dark(svg), *_size(svg)))
    return pictures


def draw(spec):
    """Return [(svg, width, height)] of a Vega-Lite spec with its values: for a phone, and for a wide screen or paper.

    Raises:
        ContentError: the package that draws is not installed; one Dutch sentence.
    """
    return _drawn(json.dumps(spec, sort_keys=True))
