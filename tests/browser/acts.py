"""What a learner does, in one line of a test."""

import json
import re

from samples import KIT

from signaal.course.scenarios import load_scenario
from signaal.jupyter.progress import SCHEMA

# For a notebook's kernel: what came of the first question of the quiz that was shown last.
FIRST_OUTCOME = "print([o for o in Out.values() if hasattr(o, 'results')][-1].results()['uitkomst'][0])"


def pick(story, choice):
    """Press the button of a Choice; one that a flag has opened also says why."""
    text = re.escape(" ".join(choice.text.split()))
    story.get_by_role("button", name=re.compile(f"^{text}( Deze keuze is er, omdat .*)?$")).click()


def first_choice(name):
    """Return the text of the Choice with which a scenario of the kit goes best, as a page shows it."""
    return " ".join(load_scenario(name, KIT).recommended_path()[0][1].text.split())


def bring_in_sight(locator):
    """Scroll to `locator` until it stays there: what JupyterLab draws above it later pushes it out of sight again."""
    for _ in range(40):
        locator.scroll_into_view_if_needed()
        before = locator.bounding_box()
        locator.page.wait_for_timeout(250)
        if locator.bounding_box() == before:
            return
    raise AssertionError(f"{locator} does not come to rest")


def open_alone(lab, path):
    """Open a notebook with one thing that comes alive, as it is when its lesson is opened: no kernel. Return that thing."""
    lab.open(path, kernel=False)
    root = lab.page.locator(".signaal")
    root.scroll_into_view_if_needed()
    return root


def keep(folder, **answers):
    """Have the choice to keep answers made, and perhaps some answers kept: the file is there if and only if it was."""
    path = folder / ".home" / "data" / "signaal" / "voortgang.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    states = {"quiz:03_signalen_herkennen": {"answers": answers}} if answers else {}
    path.write_text(json.dumps({"schema": SCHEMA, "period": "een", "kept": states}), encoding="utf-8")
