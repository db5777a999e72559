"""What was answered, once a change has come in? The same rule for the kernel and for the file (browser/answers.js has it too)."""


def merged(state, change):
    """Return a state of a quiz, scenario or exercise with a change in it.

    Args:
        state: a dict; `answers` {id of a question: answer} of a quiz, anything else as it is.
        change: a dict with only what changed. A value of None takes its key away; answers are changed one by one. What was
            right or wrong the first time (`first`) stays as it is once it is there.
    """
    new = _with(state, {key: value for key, value in change.items() if key != "answers"})
    if "answers" in change:
        old, given = state.get("answers") or {}, change["answers"] or {}
        given = {
            id_: None if answer is None else _with(old.get(id_) or {}, answer)
            for id_, answer in given.items()
        }
        new["answers"] = _filled(old | given)
    return new


def _with(old, change):
    first = (
        {"first": old["first"]} if old.get("first") is not None and change.get("first") is not None else {}
    )
    return _filled(old | change | first)


def _filled(values):
    return {key: value for key, value in values.items() if value is not None}
