"""What is compared? The same questions of four long options, as three quizzes."""

QUIZZES = ("signaal", "jupyterquiz", "ipywidgets")

_WHY = (
    "want je schrijft eerst op wat je zag en hoorde, je houdt dat los van wat je erover denkt, "
    "en je bespreekt het dezelfde dag nog met je begeleider of met een collega."
)


def questions(n):
    """Return `n` questions that differ in their number only."""
    return [
        {
            "id": f"vraag-{k}",
            "text": f"Vraag {k}. Je ziet deze week iets wat anders is dan je gewend bent. Wat doe je?",
            "options": [
                {
                    "id": f"optie-{letter}",
                    "text": f"Keuze {letter}: {_WHY}",
                    "feedback": f"Je koos {letter}. Zo kan het, {_WHY}",
                    "correct": letter == "b",
                }
                for letter in "abcd"
            ],
        }
        for k in range(1, n + 1)
    ]


def signaal_quiz(n=3):
    """Return `n` questions as the kit shows them."""
    from signaal import quiz  # noqa: F401  (the verb is not used here, but a notebook loads it)
    from signaal.course.course import current
    from signaal.course.quizzes import ChoiceQuestion, Option, Quiz
    from signaal.show.widgets import QuizWidget

    def ask(question):
        options = [Option(**option) for option in question["options"]]
        return ChoiceQuestion(
            id=question["id"],
            type="single",
            text=question["text"],
            explanation=f"Uitleg: {_WHY}",
            options=options,
        )

    content = Quiz(1, f"bench-{n}", "Een quiz", [ask(question) for question in questions(n)])
    return QuizWidget(content, current())


def ipywidgets_quiz(n=3):
    """Return `n` questions as a teacher would write them with ipywidgets only."""
    from ipywidgets import HTML, Button, Layout, RadioButtons, VBox

    def ask(question):
        options = {option["id"]: option for option in question["options"]}
        choices = [(option["text"], id_) for id_, option in options.items()]
        radios = RadioButtons(options=choices, value=None, layout=Layout(width="auto"))
        button, feedback = Button(description="Kijk na"), HTML()

        def check(_):
            if radios.value is None:
                feedback.value = "Kies eerst een antwoord."
                return
            option = options[radios.value]
            outcome = "Goed" if option["correct"] else "Nog niet goed"
            feedback.value = f"<b>{outcome}</b><p>{option['feedback']}</p>"

        button.on_click(check)
        feedback.add_class("plain-feedback")
        box = VBox([HTML(f"<p>{question['text']}</p>"), radios, button, feedback])
        box.add_class("plain-question")
        return box

    return VBox([ask(question) for question in questions(n)])


def jupyterquiz_quiz(n=3):
    """Show `n` questions with jupyterquiz."""
    from jupyterquiz import display_quiz

    def ask(question):
        answers = [
            {"answer": option["text"], "correct": option["correct"], "feedback": option["feedback"]}
            for option in question["options"]
        ]
        return {"question": question["text"], "type": "multiple_choice", "answers": answers}

    display_quiz([ask(question) for question in questions(n)])


def write_notebook(path, lines):
    """Write a notebook to `path` with a cell for each of `lines` of code."""
    import nbformat.v4 as v4
    from nbformat import write

    cells = [v4.new_markdown_cell("# Bench"), *map(v4.new_code_cell, lines)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def ask(quiz, n=3):
    """Return a line of code that shows `n` questions as `quiz`."""
    return f"from bench.peers import {quiz}_quiz; {quiz}_quiz({n})"
