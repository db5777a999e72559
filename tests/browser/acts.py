"""What a learner does, in one line of a test."""

import re


def pick(story, choice):
    """Press the button of a Choice; one that a flag has opened also says why."""
    text = re.escape(" ".join(choice.text.split()))
    story.get_by_role("button", name=re.compile(f"^{text}( Deze keuze is er, omdat .*)?$")).click()
