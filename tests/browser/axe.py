"""Let axe-core look at a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]


def look(page, *areas, rules=RULES):
    """Let axe look at `areas` (CSS); fail with what it finds, or when it could not see contrast at all."""
    # JupyterLab's body has no height: axe would take everything in it for invisible and never look at contrast.
    page.evaluate("document.body.style.height = '100vh'")
    result = Axe().run(page, context={"include": [[area] for area in areas]}, options=rules)
    seen = [rule for rule in result.response["passes"] if rule["id"] == "color-contrast"]
    assert seen, "axe looked at no text"
    assert len(seen[0]["nodes"]) > 3
    assert not result.response["violations"], result.generate_report()


def bring_whole_in_sight(page, areas):
    """Make the window so tall that all of `areas` is in sight: of what is scrolled away axe says nothing."""
    for _ in range(20):
        top, bottom, window = page.evaluate(
            """(areas) => {
                const found = [...document.querySelectorAll(areas)];
                found[0].scrollIntoView({ block: 'start' });
                const places = found.map(area => area.getBoundingClientRect());
                return [Math.min(...places.map(p => p.top)), Math.max(...places.map(p => p.bottom)), innerHeight];
            }""",
            ",".join(areas),
        )
        if top >= 0 and bottom <= window:
            return
        page.set_viewport_size({**page.viewport_size, "height": int(bottom - top) + 400})
        page.wait_for_timeout(250)  # what comes in sight is drawn, and may be taller than was thought
    raise AssertionError(f"{areas} does not come to rest")


def look_in_every_theme(lab, *areas):
    """Let axe look at `areas` in each of JupyterLab's themes, in the state in which they are."""
    window = lab.page.viewport_size
    for theme in THEMES:
        lab.theme(theme)
        bring_whole_in_sight(lab.page, areas)
        look(
            lab.page, *areas, rules=RULES if theme == THEMES[0] else CONTRAST
        )  # colours are all that a theme changes
    lab.page.set_viewport_size(window)


def look_dressed(bare, *areas):
    """Let axe look at `areas` of a bare page in the colours of each of JupyterLab's themes."""
    for theme in THEMES:
        bare.dress(theme)
        look(bare.page, *areas, rules=RULES if theme == THEMES[0] else CONTRAST)
