"""Signaal: show lessons about recognising child abuse in a notebook.

`from signaal import quiz, scenario, exercise, check, hint, chart, figure, table, classroom, books, weeks, sources,
help_lines, progress, later, twice, own_page` gives the verbs of signaal.show.verbs. They are loaded when asked for: JupyterLab's server imports this package for its part of the server only, and would
otherwise load every widget before it starts.
"""

__all__ = [
    "books",
    "chart",
    "check",
    "classroom",
    "exercise",
    "figure",
    "help_lines",
    "hint",
    "later",
    "own_page",
    "progress",
    "quiz",
    "scenario",
    "sources",
    "table",
    "twice",
    "weeks",
]


def __getattr__(name):
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from signaal.show import verbs

    return getattr(verbs, name)
