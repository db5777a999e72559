"""Let axe-core look at a page in JupyterLab."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]


def look(page, *areas):
    """Let axe look at `areas` (CSS); fail with what it finds, or when it could not see contrast at all."""
    # JupyterLab's body has no height: axe would take everything in it for invisible and never look at contrast.
    page.evaluate("document.body.style.height = '100vh'")
    result = Axe().run(page, context={"include": [[area] for area in areas]}, options=RULES)
    seen = [rule for rule in result.response["passes"] if rule["id"] == "color-contrast"]
    assert seen, "axe looked at no text"
    assert len(seen[0]["nodes"]) > 3
    assert not result.response["violations"], result.generate_report()


def look_in_every_theme(lab, *areas):
    """Let axe look at `areas` in each of JupyterLab's themes, in the state in which they are."""
    for theme in THEMES:
        lab.theme(theme)
        look(lab.page, *areas)
