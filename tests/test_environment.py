"""environment.yml, pyproject.toml and requirements.lock name the same packages."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent


def canonical(requirement):
    """'Markdown-It-Py>=3' -> ('markdown-it-py', '>=3')."""
    name, bound = re.fullmatch(r"([A-Za-z0-9._-]+)\s*(.*)", requirement.strip()).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), bound.replace(" ", "")


@pytest.fixture(scope="module")
def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(map(canonical, project["dependencies"] + project["optional-dependencies"]["test"]))


def test_conda_gets_the_same_packages_with_the_same_bounds(wanted):
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    names = [entry for entry in listed if isinstance(entry, str)] + [
        entry for entry in pip if not entry.startswith("-e")
    ]
    found = dict(map(canonical, names))
    python = found.pop("python")
    found.pop("pip")
    assert found == wanted
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert python.startswith(project["requires-python"])


def test_every_package_is_pinned_with_a_hash(wanted):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    pinned = {re.match(r"[a-z0-9._-]+", entry)[0] for entry in entries}
    assert wanted.keys() <= pinned


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
