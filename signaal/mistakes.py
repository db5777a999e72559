"""How does an author hear that a content file is wrong? In Dutch, one sentence a mistake, all at once."""

from difflib import get_close_matches


class ContentError(Exception):
    """Mistakes in a content file.

    Args:
        mistakes: Dutch sentences, each with the file, the item, what is wrong and what to do.
    """

    def __init__(self, mistakes):
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))

    def _render_traceback_(self):
        # IPython shows this instead of a traceback: whoever edits content has no use for our call stack.
        return list(self.mistakes)


def did_you_mean(word, known):
    """Return ' Bedoel je "…"?' for the nearest of `known`, or an empty string when nothing is near."""
    near = get_close_matches(str(word), list(known), n=1)
    return f' Bedoel je "{near[0]}"?' if near else ""
