"""What of a course can be handed out on paper? A text to read, a sheet with questions and one with answers, and each story as a gamebook."""

from html import escape

from signaal.course.scenarios import load_scenario
from signaal.make.cells import contents, to_page
from signaal.make.roads import pictures
from signaal.show.maps import outline
from signaal.show.text import without_figure_links

BOX = '<span class="sg-tick" aria-hidden="true"></span>'


def put_paper(site):
    """Put the pages to print among the files of a Site, and one that names them all."""
    rows = [row for page in site.ordered if (row := _papers(site, page))]
    items = "".join(
        f'<tr><th scope="row">{escape(title)}</th><td>'
        + " · ".join(
            f'<a href="{file}">{escape(word)}<span class="sg-unseen">: {escape(title)}</span></a>'
            for file, word in links
        )
        + "</td></tr>"
        for title, links in rows
    )
    html = f"<h1>{escape(site.say['paper'])}</h1><p>{escape(site.say['paper_note'])}</p><table><tbody>{items}</tbody></table>"
    site.put("papier.html", site.say["paper"], html, site.course.folder / "papier.html")


def _papers(site, page):
    """Put what can be printed of one Page; return (its title, [(file, what it is)])."""
    found = [content for cell in page.cells for content in contents(cell)]
    quizzes = [content for content in found if content["kind"] == "quiz"]
    exercises = [content for content in found if content["kind"] == "exercise"]
    stories = [content for content in found if content["kind"] == "scenario"]
    stem, links, say = page.file.removesuffix(".html"), [], site.say
    if not page.story:
        links.append((f"papier-{stem}.html", say["paper_read"]))
        site.put_reader(page, links[0][0], say["reader"].format(title=page.title))
    if quizzes or exercises:
        for word, title, make in (("paper_quiz", "sheet", _sheet), ("paper_key", "key", _key)):
            file, title = f"papier-{stem}-{say[word]}.html", say[title].format(title=page.title)
            html = f"<h1>{escape(title)}</h1>" + make(quizzes, exercises, site)
            site.put(file, title, without_figure_links(html), page.source, paper=True)
            links.append((file, say[word]))
    for content in stories:
        file, title = f"papier-{content['id']}.html", say["game"].format(title=content["title"])
        site.put(file, title, without_figure_links(_game(content, site)), page.source, paper=True)
        map_file, map_title = (
            f"papier-{content['id']}-kaart.html",
            say["map_of"].format(title=content["title"]),
        )
        site.put(map_file, map_title, _map(content, site), page.source, paper=True)
        links += [(file, say["paper_story"]), (map_file, say["paper_map"])]
    return page.title, links


# ------------------------------------------------------------------------------------------------------ questions


def _tick(html):
    return f"<li>{BOX}<span>{html}</span></li>"


def _ticks(items):
    return f'<ul class="sg-ticks">{"".join(_tick(html) for html in items)}</ul>'


def _lines(n):
    return '<div class="sg-lines" aria-hidden="true">' + "<div></div>" * n + "</div>"


def _how(question, site):
    """Return how a question is done on paper, and the room to do it in."""
    say, type_ = site.say, question["type"]
    if type_ in ("single", "multiple"):
        how = say["tick_one" if type_ == "single" else "tick_more"]
        return how, _ticks(option["text"] for option in question["options"])
    if type_ == "order":
        return say["put_in_order"], _ticks(item["text"] for item in question["items"])
    if type_ == "sort":
        head = "".join(f'<th scope="col">{category["text"]}</th>' for category in question["categories"])
        rows = "".join(
            f'<tr><th scope="row">{item["text"]}</th>'
            + f"<td>{BOX}</td>" * len(question["categories"])
            + "</tr>"
            for item in question["items"]
        )
        return say[
            "tick_place"
        ], f'<table class="sg-sort"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'
    if type_ == "number":
        return say["your_number"].format(unit=question["guess"]["unit"]), _lines(1)
    return say["own_words"], _lines(5)


def _sheet(quizzes, exercises, site):
    """Return the questions of quizzes and exercises with boxes to tick, and nothing that gives an answer away."""
    quiz_words, n, blocks, level = site.words["quiz"], 0, [], "h2"
    for quiz in quizzes:
        if len(quiz["questions"]) > 1:
            blocks.append(f"<h2>{escape(quiz['title'])}</h2>{quiz['intro']}")
            level = "h3"
        for question in quiz["questions"]:
            n += 1
            how, room = _how(question, site)
            sure = ""
            if quiz["confidence"] and question["type"] != "reflect":
                sure = (
                    f'<p class="sg-sure-line">{escape(site.say["tick_sure"])} '
                    + " ".join(f"{BOX}{escape(quiz_words[f'sure_{level}'])}" for level in ("doubt", "sure"))
                    + "</p>"
                )
            blocks.append(
                f'<section class="sg-asked"><{level}>{n}. {question["text"]}</{level}><p class="sg-how">{escape(how)}</p>{room}{sure}</section>'
            )
    for exercise in exercises:
        n += 1
        room = _ticks(option["text"] for option in exercise["options"]) if exercise["options"] else _lines(2)
        blocks.append(
            f'<section class="sg-asked"><{level}>{n}. {escape(exercise["title"])}</{level}><p>{exercise["question"]}</p>{room}</section>'
        )
    return "".join(blocks)


def _right(question, site):
    type_ = question["type"]
    if type_ in ("single", "multiple"):
        return _list(option["text"] for option in question["options"] if option["correct"])
    if type_ == "order":
        items = {item["id"]: item["text"] for item in question["items"]}
        return _list((items[id_] for id_ in question["right"]), "ol")
    if type_ == "sort":
        places = {category["id"]: category["text"] for category in question["categories"]}
        return _list(f"{item['text']} <em>{places[item['category']]}</em>" for item in question["items"])
    if type_ == "number":
        return f"<p>{escape(question['guess']['value'])}</p>{question['guess']['feedback']['right']}"
    return ""


def _list(items, tag="ul"):
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def _key(quizzes, exercises, site):
    """Return the right answers with their explanation, numbered as on the sheet."""
    n, blocks = 0, []
    for quiz in quizzes:
        for question in quiz["questions"]:
            n += 1
            blocks.append(
                f'<section class="sg-asked"><h2>{n}. {question["text"]}</h2>{_right(question, site)}{question["explanation"]}</section>'
            )
    for exercise in exercises:
        n += 1
        right = [option for option in exercise["options"] if option["correct"]]
        known = [known for known in exercise.get("known", ()) if known["kind"] == "right"]
        answer = "".join(f"<p>{option['text']}</p>{option['feedback']}" for option in right) or "".join(
            each["feedback"] for each in known
        )
        blocks.append(
            f'<section class="sg-asked"><h2>{n}. {escape(exercise["title"])}</h2>{answer}</section>'
        )
    return "".join(blocks)


# -------------------------------------------------------------------------------------------------------- stories


def _letters(choices):
    return zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", choices, strict=False)


def _when(part, flags, say, needs, unless):
    lines = [say[needs].format(reason=flags[flag]) for flag in part["needs"]]
    lines += [say[unless].format(reason=flags[flag]) for flag in part["unless"]]
    return "".join(f"<p><em>{line}</em></p>" for line in lines)


def _game(content, site):
    """Return a story as a gamebook: its passages with a number, and what each choice leads to at the back."""
    say, flags = site.say, content["flags"]
    places = content["passages"] + content["endings"]
    number = {place["id"]: n for n, place in enumerate(places, 1)}

    def told(place):
        extra = "".join(
            _when(each, flags, say, "read_if", "read_unless") + each["text"] for each in place["extra"]
        )
        mood = f"<p><em>{escape(place['mood'])}</em></p>" if place.get("mood") else ""
        return mood + place["text"] + extra

    front, notes, back = [], [], []
    for passage in content["passages"]:
        n = number[passage["id"]]
        choices = []
        for letter, choice in _letters(passage["choices"]):
            place = f"{n}{letter}"
            then = say["then"].format(place=f'<a href="#na-{place}">{place}</a>')
            choices.append(_tick(f"{_when(choice, flags, say, 'only_if', 'not_if')}{choice['text']} {then}"))
            to = say["go_on"].format(n=f'<a href="#plek-{number[choice["to"]]}">{number[choice["to"]]}</a>')
            back.append(
                f'<section class="sg-asked" id="na-{place}"><h3>{place}</h3>{choice["feedback"]}<p><strong>{to}</strong></p></section>'
            )
        written = ""
        if passage["notes"]:
            written = f"<p>{escape(say['game_notes'])}</p>" + _ticks(
                note["text"] for note in passage["notes"]
            )
            kinds = site.words["kinds"]
            notes.append(
                f'<section class="sg-asked"><h3>{n}. {escape(passage["title"])}</h3>'
                + "".join(
                    f"<p><em>{escape(kinds[note['kind']])}:</em> {note['text']}</p>{note['feedback']}"
                    for note in passage["notes"]
                )
                + "</section>"
            )
        front.append(
            f'<section id="plek-{n}"><h2>{n}. {escape(passage["title"])}</h2>{told(passage)}{written}'
            f'<p class="sg-ask-line"><strong>{escape(passage["ask"])}</strong></p><ul class="sg-ticks">{"".join(choices)}</ul></section>'
        )
    for ending in content["endings"]:
        n = number[ending["id"]]
        front.append(
            f'<section id="plek-{n}"><h2>{n}. {escape(say["ending"])}: {escape(ending["title"])}</h2>{told(ending)}{ending["next"]}</section>'
        )
    start = say["game_start"].format(
        n=f'<a href="#plek-{number[content["start"]]}">{number[content["start"]]}</a>'
    )
    discussion = _list(content["discussion"])
    return "".join(
        [
            f"<h1>{escape(content['title'])}</h1>{content['intro']}<p><strong>{start}</strong></p>",
            *front,
            f'<section class="sg-new-sheet"><h2>{escape(say["game_back"])}</h2>{"".join(back)}</section>',
            f"<section><h2>{escape(say['game_notes_back'])}</h2>{''.join(notes)}</section>" if notes else "",
            f"<section><h2>{escape(site.words['scenario']['discussion'])}</h2>{content['debrief']}{discussion}</section>",
        ]
    )


def _map(content, site):
    title = site.say["map_of"].format(title=content["title"])
    images = []
    for n, (svg, width, height) in enumerate(pictures(content), 1):
        file = f"kaart-{content['id']}-{n}.svg"
        site.files[file] = svg
        images.append(f'<img src="{file}" width="{width}" height="{height}" alt="{escape(title)}, {n}">')
    return (
        f"<h1>{escape(title)}</h1><p>{escape(site.say['map_note'])}</p>"
        f'<div class="sg-map">{"".join(images)}</div>'
        + to_page(outline(load_scenario(content["id"], site.course)))
    )
