"""How does a course become a website? Its stored notebooks through a template of our own, with the modules of the page as one script.

Every file is made in memory and every link is followed before anything is written. What a page shows are the outputs that
the notebooks hold, so that what nbval vouches for there holds here too.
"""

import json
import re
from hashlib import sha256
from html import escape, unescape
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
from attrs import Factory, define
from nbconvert import TemplateExporter
from traitlets.config import Config

from signaal.course.figures import load_figures
from signaal.course.mistakes import ContentError
from signaal.course.reading import shown
from signaal.course.scenarios import load_scenario
from signaal.course.words import load_words
from signaal.make.cells import (
    contents,
    is_heading,
    other_words,
    read_notebook,
    to_page,
    unrun,
    with_other_words,
    without_python,
)
from signaal.make.drawings import draw, drawer, states, words_of
from signaal.make.paper import put_paper
from signaal.show.charts import MIME as CHART
from signaal.show.pages import CONTENT, always_shown, care_markdown
from signaal.show.payload import figure_note, progress_content
from signaal.show.widgets import BROWSER, one_module

_TEMPLATES = Path(__file__).parent / "template"
_TEMPLATE = "signaal-web"
HOME, PAPER, STYLE, SCRIPT, LIST = (
    "index.html",
    "papier.html",
    "signaal.css",
    "signaal.js",
    "signaal-site.json",
)
# Where signaal/make/lite.py puts JupyterLab without a server, for whoever wants to work with Python; it may not be there.
LAB = "lab"
LAB_PAGE = f"{LAB}/lab/index.html"
# The modules that only a site has, each after those it imports.
_OWN_MODULES = ("shelf", "site")
# More stories than this in one notebook, and each gets a page: a phone must not fetch fourteen to read one.
_MANY = 3
_SMALLEST = 0.75  # a picture shrinks so far on a narrow screen; then it scrolls
# Where on a page what its script knows comes to stand.
_DATA = "signaal-data"
_FIGURE = re.compile(r"bronnen\.ipynb#cell-id=([\w-]+)$")


@define
class Page:
    """A page of the site: a notebook, or a story out of one.

    `file` is its name in the site, `source` the Path of what it is made from, `cells` those of its notebook. `place` says where it stands among
    others, `about` what one does there; `part` is the heading that it stands under. `owns` are the keys of what can be answered on it.
    """

    file: str
    title: str
    source: Path
    cells: list
    about: str = ""
    part: str = ""
    minutes: int | None = None
    place: str = ""
    story: str = ""
    owns: list[str] = Factory(list)
    previous: object = None
    next: object = None
    live: bool = True
    paper: bool = False
    progress: object = None
    guest: bool = False

    def framed(self):
        """Return what stands around the cells, as a dict: nbconvert copies what it is given, and pages know each other."""
        names = ("file", "title", "about", "place", "live", "paper", "progress", "outline")
        beside = {
            name: {"file": page.file, "title": page.title} if (page := getattr(self, name)) else None
            for name in ("previous", "next")
        }
        return {name: getattr(self, name) for name in names} | beside

    @property
    def outline(self):
        """[(id of the cell, heading)] of the second level, for whoever wants to skip a part."""
        found = [
            (cell.id, re.match(r"## (.+)", cell.source))
            for cell in self.cells
            if cell.cell_type == "markdown"
        ]
        return [(id_, heading[1].strip().replace("*", "")) for id_, heading in found if heading]


# ------------------------------------------------------------------------------------------------------- the site


class Site:
    """A course as {name of a file: text}, to be written in one folder.

    Args:
        course: the Course; its lessons are those of data/course.toml.
        lab: whether the lab in a browser tab lies beside it, in LAB.

    Raises:
        ContentError: it has no lessons, a notebook cannot be read or was not run, or a link leads nowhere; one Dutch
            sentence a mistake.
    """

    def __init__(self, course, *, lab=False):
        self.course, self.words, self.lab = course, load_words(course), lab
        self.say = self.words["site"]
        self.version = version("signaal")
        self.figures = load_figures(course)
        self.files, self.mistakes = {STYLE: style(), SCRIPT: script()}, []
        self.pages = {}  # where it is made from -> Page
        self._docs = {}  # a page of docs/ -> the name of its file
        self._taken = {HOME, PAPER, LAB_PAGE}  # names that a page has, also one that is not made yet
        if not course.lessons:
            raise ContentError(
                [
                    f"{shown(course.folder / 'data' / 'course.toml')}: er staan geen lessen in. Zet ze erin, zoals in eigen-cursus.md staat."
                ]
            )
        self.exporter = TemplateExporter(
            file_extension=".html",
            config=Config({"NbConvertBase": {"display_data_priority": [CONTENT, CHART, "text/html"]}}),
            template_name=_TEMPLATE,
            extra_template_basedirs=[str(_TEMPLATES)],
            filters={
                "to_page": to_page,
                "json_script": json_script,
                "chart": self._chart,
                "live_id": self._live_id,
                "numbers": numbers,
                "calls": _with_calls,
                "code": lambda text: re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)),
            },
        )
        self._seen = set()
        self.ordered = self._read_lessons()
        self._put_in_order()

    # ---------------------------------------------------------------------------------------------- reading

    def _read_lessons(self):
        ordered, lines = [], other_words(self.course)
        for lesson in self.course.lessons:
            path = self.course.folder / lesson.notebook
            cells = read_notebook(path).cells
            self.mistakes += unrun(path, cells)
            with_other_words(lesson, cells, lines)
            cells = without_python(cells, f"*{self.say['extra_python']}*")
            page = Page(
                self._file(lesson.id),
                lesson.title,
                path.resolve(),
                cells,
                lesson.about,
                lesson.part,
                lesson.minutes,
            )
            self.pages[page.source] = page
            ordered += [page, *self._stories_of(page)]
        if self.mistakes:
            raise ContentError(self.mistakes)
        return ordered

    def _file(self, stem):
        """Return the name of the file of a new page; a story may have the id of a lesson."""
        name = f"{stem}.html"
        while name in self._taken:
            name = f"les-{name}"
        self._taken.add(name)
        return name

    def _stories_of(self, page):
        """Take each story out of a notebook with many, and put a link to it there; return the Pages of the stories."""
        places = [
            n for n, cell in enumerate(page.cells) if any(c["kind"] == "scenario" for c in contents(cell))
        ]
        if len(places) <= _MANY:
            return []
        care = [cell for cell in page.cells if "care" in cell.metadata.get("tags", ())]
        stories = []
        for n in places:
            cell, before = page.cells[n], page.cells[n - 1]
            content = contents(cell)[0]
            minutes = load_scenario(content["id"], self.course).minutes
            heading = before.copy() if is_heading(before) else None
            title = content["title"]
            if heading:
                title = heading.source.split("\n")[0].lstrip("# ").strip()
                heading.source = re.sub(r"^#+ ", "# ", heading.source)
            story = Page(
                self._file(content["id"]),
                title,
                page.source,
                [*([heading] if heading else []), *care, cell],
                about=_first_sentence(heading.source) if heading else "",
                part=self.say["stories"],
                minutes=minutes,
                story=content["id"],
            )
            stories.append(story)
            page.cells[n] = nbformat.v4.new_markdown_cell(
                f"**[{self.say['start_story'].format(title=content['title'])}]({story.file})**", id=cell.id
            )
        return stories

    def _put_in_order(self):
        for before, after in zip(self.ordered, self.ordered[1:], strict=False):
            before.next, after.previous = after, before
        for part in dict.fromkeys(page.part for page in self.ordered if page.part):
            of = [page for page in self.ordered if page.part == part]
            for n, page in enumerate(of, 1):
                page.place = self.say["lesson_of"].format(part=part, n=n, total=len(of))
        for page in self.ordered:
            found = [content for cell in page.cells for content in contents(cell)]
            page.owns = list(
                dict.fromkeys(
                    f"{content['kind']}:{content['id']}"
                    for content in found
                    if content["kind"] in ("quiz", "scenario", "exercise")
                )
            )
            page.progress = None if any(c["kind"] == "progress" for c in found) else self._progress()

    def _progress(self):
        content = progress_content(self.course)
        return {"content": content, "html": f"<p>{escape(self.say['away'])}</p>"}

    # ---------------------------------------------------------------------------------------------- drawing

    def _live_id(self, content):
        """Return the id that a link to the first place of something alive leads to; "" for the others."""
        name = f"{content['kind']}-{content['id']}"
        if name in self._seen:
            return ""
        self._seen.add(name)
        return name

    def _chart(self, spec):
        """Return a chart as a figure: its title as text, its picture for a phone and for a wide screen."""
        title, lines = words_of(spec)
        name, both = states(spec)
        pictures = []
        for n, state in enumerate(both):
            sources = []
            for width, (svg, *size) in zip(("smal", "breed"), draw(state), strict=True):
                file = f"grafiek-{_mark(svg)}-{width}.svg"
                self.files[file] = svg
                sources.append((file, *size))
            (narrow, narrow_w, narrow_h), (wide, wide_w, wide_h) = sources
            pictures.append(
                f'<picture class="sg-state-{n}"><source media="(max-width: 40rem)" srcset="{narrow}" width="{narrow_w}" height="{narrow_h}">'
                f'<img src="{wide}" width="{wide_w}" height="{wide_h}" alt="{escape(title)}" loading="lazy" style="min-width: {round(_SMALLEST * narrow_w)}px"></picture>'
            )
        box = f'<p><label><input type="checkbox"> {escape(name)}</label></p>' if name else ""
        head = f"<figcaption><strong>{escape(title)}</strong> {' '.join(escape(line) for line in lines)}</figcaption>"
        return f'<figure class="sg-chart">{head}{box}<div tabindex="0" role="group" aria-label="{escape(title)}">{"".join(pictures)}</div></figure>'

    def _site(self):
        return {
            "title": self.course.title,
            "language": self.course.language,
            "version": self.version,
            "style": f"{STYLE}?{_mark(self.files[STYLE])}",
            "script": f"{SCRIPT}?{_mark(self.files[SCRIPT])}",
            "words": self.say,
            "help": [
                (region, [{"number": line.number, "name": line.name, "whom": whom} for line, whom in lines])
                for region, lines in always_shown(self.course)
            ],
        }

    def _data(self, html):
        """Return what the script on a page knows: the words, and the note of every figure that the page links to."""
        ids = dict.fromkeys(re.findall(r'data-figure="([\w-]+)"', html))
        return {
            "course": self.course.id,
            "words": {key: self.say[key] for key in ("open_figure", "all_figures", "has_answers", "onward")},
            "keeping": self.words["site_progress"],
            "figures": {id_: figure_note(self.figures[id_], self.course) for id_ in ids},
        }

    def _finish(self, page, html):
        """Put a rendered page among the files; what its script knows depends on what stands on it."""
        html = self._linked(html, page)
        if page.paper:
            html = self._on_paper(html)
        self.files[page.file] = html.replace(json_script(_DATA), json_script(self._data(html)), 1)

    def _on_paper(self, html):
        """Return a page to print whose links lead somewhere: a figure to its note at the end, a page outside to its address.

        Another page of the site is no place on paper: of such a link the words stay.
        """
        before, main, after = re.split(r"(?s)(<main.*</main>)", html)
        ids = dict.fromkeys(re.findall(r'data-figure="([\w-]+)"', main))
        main = re.sub(r'<a href="[^"]*" data-figure="([\w-]+)">', r'<a href="#cijfer-\1">', main)
        # The table below a chart says once more what its picture says.
        table = escape(self.words["chart"]["table"])
        main = re.sub(rf"(?s)<details><summary>{table}</summary>.*?</details>", "", main)
        main = main.replace("<details>", "<details open>")
        main = re.sub(r'(?s)<a href="(?!#|[a-z]+:)[^"]*">(.*?)</a>', r"\1", main)
        if ids:
            notes = "".join(
                f'<li id="cijfer-{id_}">{figure_note(self.figures[id_], self.course)}</li>' for id_ in ids
            )
            title = escape(self.words["figure"]["list"])
            main = (
                main.removesuffix("</main>") + f"<section><h2>{title}</h2><ul>{notes}</ul></section></main>"
            )
        return before + main + after

    def _lesson(self, page):
        self._seen = set()
        notebook = nbformat.v4.new_notebook(cells=page.cells)
        resources = {"page": page.framed(), "site": self._site(), "data": _DATA}
        self._finish(page, self.exporter.from_notebook_node(notebook, resources=resources)[0])

    def _render(self, template, page, **more):
        """Put a page among the files that is no notebook; `more` is what its template asks for beside it."""
        self._seen = set()
        made = self.exporter.environment.get_template(template)
        self._finish(page, made.render(page=page, site=self._site(), data=_DATA, **more))

    def _home(self):
        parts = {}
        for page in self.ordered:
            parts.setdefault(page.part, []).append(page)
        guide = self.course.folder / "docs" / "docentenhandleiding.md"
        page = Page(
            HOME,
            self.course.title,
            self.course.folder / HOME,
            [],
            about=self.say["tagline"],
            progress=self._progress(),
        )
        self._render(
            "home.html.j2",
            page,
            parts=parts,
            first=self.ordered[0],
            care=_with_calls(to_page(care_markdown(self.course))),
            guide=guide.is_file() and self._target(guide, ""),
            lab=self.lab and LAB_PAGE,
        )

    def put_reader(self, page, file, title):
        """Put the text of a lesson among the files as a page to print: its charts, and none of what one clicks."""
        paper = Page(file, title, page.source, page.cells, live=False, paper=True)
        self._lesson(paper)

    def put(self, file, title, html, source, *, paper=False):
        """Put a page of another kind among the files: `html` stands in the frame of the site."""
        self._render("page.html.j2", Page(file, title, source, [], live=not paper, paper=paper), html=html)

    def make(self):
        """Return {name: text} of every file of the site.

        Raises:
            ContentError: a link leads nowhere, or the charts cannot be drawn; one Dutch sentence a mistake.
        """
        for page in self.ordered:
            self._lesson(page)
        put_paper(self)
        self._home()
        self._make_docs()
        while guests := [page for page in self.pages.values() if page.file not in self.files]:
            for page in guests:
                self._lesson(page)
        self.mistakes = self.mistakes or list(dead_links(self.files))
        if self.mistakes:
            raise ContentError(dict.fromkeys(self.mistakes))
        return self.files

    def _make_docs(self):
        done = set()
        while todo := [path for path in self._docs if path not in done]:
            for path in todo:
                done.add(path)
                text = path.read_text(encoding="utf-8")
                html = _with_github_ids(to_page(text))
                title = re.sub(r"^#+ ", "", text.split("\n")[0])
                self.put(self._docs[path], title, html, path)

    # ---------------------------------------------------------------------------------------------- links

    def _linked(self, html, page):
        """Return `html` with every link to a file of the course as a link to a page of the site."""

        def change(match):
            before, address, after, words = match[1], unescape(match[2]), match[3], match[4]
            parts = urlsplit(address)
            if parts.scheme or address.startswith("#") or parts.path in self._taken | self.files.keys():
                return match[0]
            figure = _FIGURE.search(address)
            known = figure[1] if figure and figure[1] in self.figures else None
            path = (page.source.parent / unquote(parts.path)).resolve()
            # A page that comes with what leans on it brings nothing along itself.
            target = None if page.guest and path not in self.pages else self._target(path, parts.fragment)
            if target is None:
                # Of what is there, and has no page here, a page of docs/ keeps the words.
                if page.guest or (page.source in self._docs and path.exists()):
                    return words
                self.mistakes.append(
                    f'{shown(page.source)}: de link "{address}" leidt op de website nergens heen. Verbeter hem, of haal hem weg.'
                )
                return match[0]
            mark = f' data-figure="{known}"' if known else ""
            return f'<a{before} href="{escape(target)}"{mark}{after}>{words}</a>'

        return re.sub(r'(?s)<a((?: (?!href)[\w-]+="[^"]*")*) href="([^"]*)"([^>]*)>(.*?)</a>', change, html)

    def _target(self, path, fragment):
        """Return where on the site the file at `path` is, or None."""
        anchor = f"#{fragment.removeprefix('cell-id=')}" if fragment else ""
        if page := self.pages.get(path):
            return page.file + anchor
        relative = _inside(path, (self.course.folder, *(part.folder for part in self.course.chain[1:])))
        if relative and path.is_file():
            if relative.as_posix() == "README.md":
                return HOME
            if relative.parts[0] == "docs" and relative.parent.name == "kaarten":
                file = f"papier-{path.stem}-kaart.html"
                return file if file in self.files else None
            if relative.parts[0] == "docs" and path.suffix == ".md":
                if path not in self._docs:
                    self._docs[path] = self._file(path.stem)
                return self._docs[path] + anchor
        guest = self._guest(path.name)
        if guest and fragment and not any(cell.id == anchor[1:] for cell in guest.cells):
            anchor = ""  # a figure of the course itself, which that page does not have
        return guest and guest.file + anchor

    def _guest(self, name):
        """Return the Page of a notebook that this course takes from the one it extends, such as bronnen.ipynb; None if there is none."""
        for part in self.course.chain[1:]:
            for lesson in part.lessons:
                path = (part.folder / lesson.notebook).resolve()
                if path.name == name and path.is_file():
                    if path not in self.pages:
                        cells = without_python(read_notebook(path).cells, "")
                        self.pages[path] = Page(
                            self._file(lesson.id),
                            lesson.title,
                            path,
                            cells,
                            progress=self._progress(),
                            guest=True,
                        )
                    return self.pages[path]
        return None


def _first_sentence(markdown):
    """Return the first sentence below a heading."""
    lines = [line for line in markdown.split("\n")[1:] if line.strip()]
    return re.match(r".+?[.?!](?=\s|$)|.*", lines[0])[0] if lines else ""


def _inside(path, folders):
    return next((path.relative_to(folder) for folder in folders if path.is_relative_to(folder)), None)


def _with_github_ids(html):
    """Return HTML whose headings have the ids that links in docs/ lead to: those that GitHub makes."""

    def named(match):
        words = re.sub(r"<[^>]+>", "", match[3])
        id_ = re.sub(r"[^\w\s-]", "", unescape(words).lower()).strip().replace(" ", "-")
        return f'<h{match[1]} id="{id_}">{match[3]}</h{match[1]}>'

    return re.sub(r'<h([1-6])( id="[^"]*")?>(.*?)</h\1>', named, html, flags=re.DOTALL)


def numbers(text):
    """Return a telephone number, or two with words between them, as links that call."""
    return re.sub(
        r"\d[\d -]*\d",
        lambda match: f'<a href="tel:{re.sub("[^0-9]", "", match[0])}">{match[0]}</a>',
        escape(text),
    )


def _with_calls(html):
    return re.sub(
        r"<strong>(\d[\d -]*\d(?: of \d[\d -]*\d)?)</strong>",
        lambda m: f"<strong>{numbers(m[1])}</strong>",
        html,
    )


def _mark(text):
    """Return what tells a file from the one before it: a browser that keeps the old one asks for the new one."""
    return sha256(text.encode("utf-8")).hexdigest()[:8]


def json_script(value):
    """Return a value as JSON that may stand in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")


def script():
    """Return the modules of a page and those of the site as one script: ES modules do not load from a disk."""
    own = ((BROWSER / f"{name}.js").read_text(encoding="utf-8") for name in _OWN_MODULES)
    modules = one_module().replace("export default { render };", "const lesson = { render };")
    site = "".join(re.sub(r"(?m)^import [^;]*;\n|^export ", "", text) for text in own)
    return f'(() => {{\n"use strict";\n{modules}\n{site}}})();\n'


def style():
    """Return the style sheet: the palette and the text of a lesson in JupyterLab, what one clicks, and the frame of the site."""
    stage, widget, own = (
        (BROWSER / f"{name}.css").read_text(encoding="utf-8") for name in ("stage", "widget", "site")
    )
    # There the colours hang on JupyterLab's theme, here on what the reader's system says.
    light = re.compile(r"(?m)^\.signaal-stage, \.signaal-lessons[^{]*\{")
    dark = re.compile(
        r'\[data-jp-theme-light="false"\] :is\(\.signaal-stage, \.signaal-lessons[^)]*\) (\{[^}]*\})'
    )
    if not (light.search(stage) and dark.search(stage)):
        raise ValueError("stage.css does not say its colours where signaal/make/site.py looks for them")
    stage = light.sub(":root {", stage, count=1)
    stage = dark.sub(r"@media (prefers-color-scheme: dark) { :root \1 }", stage)
    return "\n".join([stage, widget, own])


def dead_links(files):
    """Yield a Dutch sentence for each link between the files of a site that leads nowhere."""
    ids = {
        name: set(re.findall(r'\bid="([^"]+)"', text))
        for name, text in files.items()
        if name.endswith(".html")
    }
    for name, text in files.items():
        if name not in ids:
            continue
        body = re.sub(r"(<script[^>]*>).*?</script>", r"\1", text, flags=re.DOTALL)
        for address in re.findall(r'\b(?:href|src|srcset)="([^"]*)"', body):
            parts = urlsplit(unescape(address))
            if parts.scheme:
                continue
            target = unquote(parts.path) or name
            if target == LAB_PAGE:  # only there when that lab is
                continue
            if target not in files or (parts.fragment and unquote(parts.fragment) not in ids.get(target, ())):
                yield f'{name}: de link "{address}" leidt nergens heen. Verbeter hem in de les waar hij staat.'


def write_site(course, folder):
    """Write the site of a Course in `folder`; return the names of its files.

    Raises:
        ContentError: as Site, or there is something else in `folder`; nothing is written then.
        OSError: it cannot be written.
    """
    folder, mark = Path(folder), Path(folder) / LIST
    old = []
    lab = (folder / LAB_PAGE).is_file()
    if folder.is_dir() and any(path.name != LAB for path in folder.iterdir()):
        try:
            old = json.loads(mark.read_text(encoding="utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError):
            raise ContentError(
                [
                    f"{folder}: in deze map staat al iets anders dan een website van Signaal. Kies een lege map."
                ]
            ) from None
    drawer()  # making a site takes a while: what is missing is said first
    files = Site(course, lab=lab).make()
    folder.mkdir(parents=True, exist_ok=True)
    # First: whoever tries again after a full disk finds a folder that is known.
    about = {"version": version("signaal"), "course": course.id, "files": sorted({*files, *map(str, old)})}
    mark.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8", newline="\n")
    for name, text in files.items():
        beside = folder / f"{name}.tmp"
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(folder / name)
    for name in set(map(str, old)) - files.keys():
        if Path(name).name == name:
            (folder / name).unlink(missing_ok=True)
    about["files"] = sorted(files)
    mark.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8", newline="\n")
    return sorted(files)
