"""The preview's server: who may read it, what it refuses, and what it says of a file that is away or half there."""

import http.client
import json
import threading
from contextlib import contextmanager

import pytest
from test_course import OWN, QUIZ, make

from signaal import __main__ as command
from signaal.course.mistakes import ContentError
from signaal.lecturer import preview as module
from signaal.lecturer.preview import Preview, serve


@pytest.fixture
def path(tmp_path):
    """Return the path of a quiz in a course of its own."""
    return make(tmp_path / "cursus", OWN, {"quizzes/mijn_quiz.toml": QUIZ}) / "data/quizzes/mijn_quiz.toml"


@contextmanager
def served(path):
    with serve(path) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def get(server, address="/", host=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", address, headers={"Host": host} if host else {})
    return connection.getresponse()


def test_it_listens_to_this_machine_alone_and_under_its_own_name_alone(path):
    with served(path) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert get(server).status == 200
        assert get(server, host=f"localhost:{server.server_port}").status == 200
        for stranger in ("kwaad.example", f"kwaad.example:{server.server_port}", "127.0.0.1"):
            for address in ("/", "/views"):
                refused = get(server, address, stranger)
                assert refused.status == 403
                assert refused.read() == b"Deze voorvertoning is alleen voor deze computer."


@pytest.mark.parametrize(
    "address",
    ["/browser/../preview.py", "/../../pyproject.toml", "/browser/", "/preview.py", "/browser/x.js"],
)
def test_it_gives_no_other_file(path, address):
    with served(path) as server:
        assert get(server, address).status == 404


def test_the_page_and_every_module_it_imports_are_there(path):
    with served(path) as server:
        for address in (
            "/",
            "/preview.js",
            "/map.js",
            "/preview.css",
            "/browser/widget.js",
            "/browser/stage.css",
        ):
            found = get(server, address)
            assert found.status == 200
            assert "default-src 'none'" in found.headers["Content-Security-Policy"]
            assert found.read()


def test_a_view_comes_at_once_and_again_after_a_change_of_the_file_or_a_table(path):
    with served(path) as server:
        lines = get(server, "/views")

        def view():
            for line in lines:
                if line.startswith(b"data: "):
                    return json.loads(line.removeprefix(b"data: "))
            raise AssertionError("no view came")

        assert view()["contents"][0]["title"] == "Mijn quiz"
        path.write_text(QUIZ.replace("Mijn quiz", "Andere quiz"), encoding="utf-8")
        assert view()["contents"][0]["title"] == "Andere quiz"
        (path.parents[1] / "figures.csv").write_text("id\n", encoding="utf-8")
        assert "de kolommen kloppen niet" in view()["mistakes"][0]


def test_what_was_right_stays_while_the_file_is_wrong_half_saved_or_away(path):
    preview = Preview(path)
    right = preview.view()
    assert (right["mistakes"], right["file"]) == ([], "cursus/data/quizzes/mijn_quiz.toml")
    for text, words in (
        (QUIZ[:100], "cursus/data/quizzes/mijn_quiz.toml"),
        ("", "ontbreekt"),
        (QUIZ.replace("mijn_quiz", "anders"), "Maak hem gelijk aan de bestandsnaam"),
    ):
        path.write_text(text, encoding="utf-8")
        view = preview.view()
        assert words in view["mistakes"][0]
        assert view["contents"] == right["contents"]
    path.rename(path.with_name("nieuw.toml"))
    assert preview.view()["mistakes"] == [
        "cursus/data/quizzes/mijn_quiz.toml: dit bestand is er niet meer. Zet het terug, of stop met Ctrl+C en noem bij "
        "signaal preview de nieuwe naam.",
    ]
    (path.parents[1] / "course.toml").unlink()
    path.write_text(QUIZ, encoding="utf-8")
    assert "hoort bij geen cursus" in preview.view()["mistakes"][0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weg.toml", "dit bestand is er niet"),
        ("cursus", "dit is een map"),
        ("los.toml", "hoort bij geen cursus"),
        ("cursus/data/charts/x.vl.json", "deze voorvertoning is voor quizzen, verhalen en oefeningen"),
        ("cursus/data/figures.csv", "deze voorvertoning is voor quizzen, verhalen en oefeningen"),
        ("cursus/data/course.toml", "deze voorvertoning is voor quizzen, verhalen en oefeningen"),
        ("cursus/data/quizzes/diep/x.toml", "deze voorvertoning is voor quizzen, verhalen en oefeningen"),
    ],
)
def test_what_it_cannot_show_is_one_sentence(path, tmp_path, monkeypatch, capsys, name, words):
    monkeypatch.chdir(tmp_path)
    target = tmp_path / name
    if name not in ("weg.toml", "cursus", "cursus/data/course.toml"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=words):
        Preview(target)
    assert command.main(["preview", name]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(("more", "opened"), [([], 1), (["--no-browser"], 0)])
def test_the_command_says_where_it_is_opens_a_browser_and_ends_with_ctrl_c(
    path, monkeypatch, capsys, more, opened
):
    calls = []
    monkeypatch.setattr(module.webbrowser, "open", calls.append)

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.ThreadingHTTPServer, "serve_forever", interrupted)
    assert command.main(["preview", str(path), *more]) == 0
    said = capsys.readouterr().out
    assert "Voorvertoning van cursus/data/quizzes/mijn_quiz.toml: http://127.0.0.1:" in said
    assert said.endswith("De voorvertoning is gestopt.\n")
    assert len(calls) == opened


def test_without_a_file_it_is_not_understood(capsys):
    assert command.main(["preview"]) == 2
    assert command.main(["preview", "--help"]) == 0
    assert "--no-browser" in capsys.readouterr().out
