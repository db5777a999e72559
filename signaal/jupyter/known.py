"""Does the installed course know this content? A notebook may come from anyone, and say that it is the quiz of lesson 03.

What a learner kept is shown in, and changed from, content that the course of this server has to the letter, and in no other.
"""

from signaal.course.course import current
from signaal.course.exercises import find_exercise
from signaal.course.mistakes import ContentError
from signaal.course.quizzes import load_quiz
from signaal.course.scenarios import load_scenario
from signaal.show.payload import (
    TWICE,
    exercise_content,
    own_content,
    progress_content,
    quiz_content,
    review_content,
    scenario_content,
    twice_content,
)

ALL = "*"
# What a learner can be led astray by is the content and the words on its buttons; these stand around it.
_AROUND = ("figures", "title", "language")


def known_parts(content):
    """Return which parts of some content the course knows, or [] for none.

    Of a quiz these are ids of questions; of a round of questions from earlier lessons what they are of and their id, as
    "quiz:03_signalen_herkennen/sam-wordt-stil"; of anything else [ALL].

    Args:
        content: JSON from a notebook, as signaal.show.payload makes it.
    """
    try:
        course = current()
        kind, id_ = content["kind"], content["id"]
        if kind == "quiz":
            ours = quiz_content(load_quiz(id_, course), course)
            known = {question["id"]: question for question in ours["questions"]}
            same = content["strings"] == ours["strings"]
            return [part["id"] for part in content["questions"] if same and known.get(part["id"]) == part]
        if kind == "review":
            ours = review_content(course)
            known = {f"{part['of']}/{part['id']}": part for part in ours["questions"]}
            same = all(content[key] == ours[key] for key in ("id", "strings", "lessons"))
            keys = [f"{part['of']}/{part['id']}" for part in content["questions"]]
            return [
                key
                for key, part in zip(keys, content["questions"], strict=True)
                if same and known.get(key) == part
            ]
        ours = {
            "scenario": lambda: scenario_content(load_scenario(id_, course), course),
            "exercise": lambda: exercise_content(find_exercise(id_, course), course),
            "twice": lambda: twice_content(load_quiz(TWICE, course), content["again"], course),
            "own": lambda: own_content(course),
            "progress": lambda: progress_content(course),
        }[kind]()
    except (ContentError, KeyError, TypeError, AttributeError):  # no such content, or no content at all
        return []
    return [ALL] if _core(content) == _core(ours) else []


def _core(content):
    return {key: value for key, value in content.items() if key not in _AROUND}
