"""What is shown where no script runs? The same quiz, scenario or exercise as plain HTML: level 1 of the design."""

from html import escape

from signaal.figures import load_help_lines
from signaal.strings import say
from signaal.text import plain, to_html, without_figure_links


class Page:
    """Something to show in a notebook: HTML where that can be drawn, text elsewhere.

    Args:
        html: the HTML of the page.
        text: one line that says the same in a terminal, and that nbval compares.
    """

    def __init__(self, html, text):
        self.html, self.text = html, text

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.text


def _list(items, tag="ul"):
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>" if items else ""


def _fold(summary, body):
    return f"<details><summary>{summary}</summary>{body}</details>"


def _page(content, *blocks):
    figures = content["figures"].values()
    notes = _fold(escape(say("figure", "list")), _list(figures)) if figures else ""
    title = f"<p><strong>{escape(content['title'])}</strong></p>"
    return without_figure_links('<section lang="nl">' + title + "".join(blocks) + notes + "</section>")


def quiz_page(content):
    """Return a quiz as questions whose options unfold to their feedback.

    Args:
        content: what signaal.content.quiz_content returns.
    """
    total = len(content["questions"])
    questions = []
    for n, question in enumerate(content["questions"], 1):
        options = [
            _fold(
                option["text"],
                f"<p><em>{escape(say('outcome', 'right' if option['correct'] else 'wrong'))}</em></p>{option['feedback']}",
            )
            for option in question["options"]
        ]
        hint = _fold(escape(say("quiz", "static_hint")), question["hint"]) if question["hint"] else ""
        explanation = _fold(
            escape(say("quiz", "explanation")), question["explanation"] + _list(question["sources"])
        )
        questions.append(
            f"<p><strong>{escape(say('quiz', 'question', n=n, total=total))}</strong><br>{question['text']}</p>"
            f"<p>{escape(say('quiz', question['type']))}</p>" + "".join(options) + hint + explanation
        )
    return _page(content, content["intro"], f"<p>{escape(say('quiz', 'static'))}</p>", *questions)


def scenario_page(content):
    """Return a scenario as a numbered gamebook.

    Args:
        content: what signaal.content.scenario_content returns.
    """
    places = content["passages"] + content["endings"]
    number = {place["id"]: n for n, place in enumerate(places, 1)}
    blocks = []
    for place in places:
        block = f"<p><strong>{number[place['id']]}. {escape(place['title'])}</strong></p>{place['text']}"
        if "choices" in place:
            block += "".join(
                _fold(
                    choice["text"],
                    choice["feedback"]
                    + _list(choice["sources"])
                    + f"<p><strong>{escape(say('scenario', 'go_to', n=number[choice['to']]))}</strong></p>",
                )
                for choice in place["choices"]
            )
        else:
            outcome = escape(say("scenario", "ending_outcome", outcome=place["outcome"]))
            block += f"<p>{outcome}</p><p>{escape(say('scenario', 'next'))}</p>{place['next']}"
        blocks.append(block)
    discussion = f"<p><strong>{escape(say('scenario', 'discussion'))}</strong></p>" + _list(
        content["discussion"]
    )
    return _page(
        content, content["intro"], f"<p>{escape(say('scenario', 'static'))}</p>", *blocks, discussion
    )


def exercise_page(content):
    """Return an exercise as its question, options and hints. Whether an answer is right, only Python knows.

    Args:
        content: what signaal.content.exercise_content returns.
    """
    hints = _fold(escape(say("exercise", "hints")), _list(content["hints"], "ol"))
    options = _list([option["text"] for option in content["options"]])
    static = f"<p>{escape(say('exercise', 'static'))}</p>"
    return _page(content, f"<p>{content['question']}</p>", options, hints, static)


_OUTCOME_ICONS = {"goed": "✓", "nog niet goed": "↺", "niet ingevuld": "○"}


def judgement_page(judgement):
    """Return a Judgement (signaal.exercises) as a Page: the outcome in words, then the feedback."""
    icon = _OUTCOME_ICONS[judgement.outcome]
    word = judgement.outcome.capitalize()
    feedback = without_figure_links(to_html(judgement.feedback))
    html = f'<p><span aria-hidden="true">{icon}</span> <strong>{word}.</strong></p>{feedback}'
    return Page(html, f"{word}. {plain(feedback)}")


def message_page(text):
    """Return one sentence for a learner as a Page."""
    return Page(f"<p>{escape(text)}</p>", text)


def care_page():
    """Return the content note and the help lines that are always shown, as a Page."""
    parts, names = [], []
    for region in ("europees", "caribisch"):
        lines = [line for line in load_help_lines() if line.show_always and line.region in (region, "beide")]
        items = []
        for line in lines:
            details = ", ".join(part for part in (line.audience, line.hours, line.cost) if part)
            items.append(
                f"<strong>{escape(line.number)}</strong> {escape(line.name)}"
                + (f" ({escape(details)})" if details else "")
            )
            names.append(f"{line.name} {line.number}")
        parts.append(f"<p>{escape(say('care', region))}</p>{_list(items)}")
    html = (
        f"<p><strong>{escape(say('care', 'title'))}</strong></p><p>{escape(say('care', 'note'))}</p>"
        + "".join(parts)
    )
    return Page(
        f'<section lang="nl">{html}</section>', f"{say('care', 'note')} {'; '.join(dict.fromkeys(names))}."
    )
