"""What is compared? The same three questions of four long options, as three quizzes."""

QUIZZES = ("signaal", "jupyterquiz", "ipywidgets")

_WHY = (
    "want je schrijft eerst op wat je zag en hoorde, je houdt dat los van wat je erover denkt, "
    "en je bespreekt het dezelfde dag nog met je begeleider of met een collega."
)
QUESTIONS = [
    {
        "id": f"vraag-{n}",
        "text": f"Vraag {n}. Je ziet deze week iets wat anders is dan je gewend bent. Wat doe je?",
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
    for n in (1, 2, 3)
]


def signaal_quiz():
    """Return the questions as the kit shows them."""
    from signaal import quiz  # noqa: F401  (the verb is not used here, but a notebook loads it)
    from signaal.quizzes import Option, Question, Quiz
    from signaal.widgets import QuizWidget

    def ask(question):
        options = [Option(**option) for option in question["options"]]
        return Question(question["id"], "single", question["text"], f"Uitleg: {_WHY}", options, sources=[])

    return QuizWidget(Quiz(1, "bench", "Een quiz", [ask(question) for question in QUESTIONS]))


def ipywidgets_quiz():
    """Return the questions as a teacher would write them with ipywidgets only."""
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
        box.add_class(f"plain-{question['id']}")
        return box

    return VBox([ask(question) for question in QUESTIONS])


def jupyterquiz_quiz():
    """Show the questions with jupyterquiz."""
    from jupyterquiz import display_quiz

    def ask(question):
        answers = [
            {"answer": option["text"], "correct": option["correct"], "feedback": option["feedback"]}
            for option in question["options"]
        ]
        return {"question": question["text"], "type": "multiple_choice", "answers": answers}

    display_quiz([ask(question) for question in QUESTIONS])


def write_notebook(path, quizzes):
    """Write a notebook to `path` that shows `quizzes`, each in a cell of its own."""
    import nbformat.v4 as v4
    from nbformat import write

    cells = [v4.new_markdown_cell("# Bench")]
    cells += [v4.new_code_cell(f"from bench.peers import {name}_quiz\n{name}_quiz()") for name in quizzes]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
