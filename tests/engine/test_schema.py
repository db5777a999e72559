"""The JSON Schemas, made from the classes: every stored file fits, and what a schema can see it sees."""

import json
import tomllib

import pytest
from jsonschema import Draft202012Validator
from test_messages import EXAMPLES, ROOT, TEMPLATES

from signaal import __main__ as command
from signaal.course.course import VARIABLE, Course, kit_folder
from signaal.lecturer.check import check_course
from signaal.lecturer.schema import schemas

SCHEMAS = {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}


def kind(path):
    """Return which schema a file has; None for one without."""
    return "course" if path.name == "course.toml" else path.parent.name


STORED = sorted(
    path for folder in (ROOT, TEMPLATES) for path in folder.glob("data/**/*.toml") if kind(path) in SCHEMAS
)
# Of what a file says by itself, without any other file and without what is elsewhere in it.
SEEN = {
    "wrong-schema", "bad-file-id", "bad-id", "unknown-key", "missing-key", "empty-text", "wrong-kind", "no-choice", "quoted-number", "no-list",
    "no-items", "wrong-shape", "no-questions", "no-type", "unknown-type", "no-source", "few-options", "few-items",
    "category-in-order", "few-categories", "no-category", "no-step", "no-choices", "no-hint", "bad-tolerance", "bad-minutes",
}  # fmt: skip


def wrong(path, text):
    """Return what the schema of the file at `path` says of `text`."""
    return list(Draft202012Validator(SCHEMAS[kind(path)]).iter_errors(tomllib.loads(text)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parents[2].name}-{path.stem}")
def test_every_stored_file_fits(path):
    assert wrong(path, path.read_text(encoding="utf-8")) == []


def examples():
    """Yield (id, path, text) of each example of a mistake in a file that has a schema."""
    for id_, each in EXAMPLES.items():
        texts = {ROOT / name: text.lstrip("\n") for name, text in each.get("files", {}).items()}
        if "file" in each:
            path = TEMPLATES / "data" / each["file"]
            text = path.read_text(encoding="utf-8")
            for old, new in [(each["old"], each["new"]), *each.get("more", ())]:
                text = text.replace(old, new, 1)
            texts[path] = text
        for path, text in texts.items():
            if path.suffix == ".toml" and kind(path) in SCHEMAS:
                yield id_, path, text


def test_it_sees_what_it_can_see_and_nothing_that_is_not_there():
    seen = set()
    for id_, path, text in examples():
        try:
            if wrong(path, text):
                seen.add(id_)
        except tomllib.TOMLDecodeError:  # an editor sees that without a schema
            continue
    assert seen == SEEN


def test_the_stored_schemas_are_those_of_the_classes():
    for name, text in schemas().items():
        assert (ROOT / "data" / "schema" / name).read_text(encoding="utf-8") == text, (
            "make notebooks writes them"
        )


def test_the_command_writes_them_in_the_course_and_leaves_settings_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "course.toml").write_text(
        'schema = 1\nid = "mijn"\ntitle = "Mijn"\nlanguage = "nl"\nextends = "signaal"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert command.main(["schema"]) == 0
    assert "data/schema/quizzes.json" in capsys.readouterr().out
    for each in tomllib.loads((tmp_path / "tombi.toml").read_text(encoding="utf-8"))["schemas"]:
        assert (tmp_path / each["path"]).is_file()
        assert list(kit_folder().glob(each["include"][0]))
    assert check_course(Course(tmp_path)) == []
    (tmp_path / "tombi.toml").write_text("# van mij", encoding="utf-8")
    assert command.main(["schema"]) == 0
    assert (tmp_path / "tombi.toml").read_text(encoding="utf-8") == "# van mij"
