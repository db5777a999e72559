"""environment.yml, pyproject.toml and the two locks name the same packages."""

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


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def wanted(*extras):
    """Return {package: bound} of what a learner needs and of these extras."""
    names = list(project()["dependencies"])
    for extra in extras:
        names += project()["optional-dependencies"][extra]
    return dict(map(canonical, names))


def test_conda_gets_the_same_packages_with_the_same_bounds():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    names = [entry for entry in listed if isinstance(entry, str)] + [
        entry for entry in pip if not entry.startswith("-e")
    ]
    found = dict(map(canonical, names))
    python = found.pop("python")
    found.pop("pip")
    assert found == wanted("build", "site", "test", "bench", "server")
    assert python.startswith(project()["requires-python"])


def pins(lock):
    """Return {package: the lines that pin it} of a lock."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8").strip())
    return {re.match(r"[a-z0-9._-]+", entry)[0]: entry for entry in entries}


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("requirements.lock", ["build"]),
        ("requirements-test.lock", ["build", "site", "test", "bench", "server"]),
        ("deploy/jupyterhub/requirements.lock", ["build", "server"]),
    ],
)
def test_every_package_is_pinned_with_a_hash_and_no_host(lock, extras):
    assert all("--hash=sha256:" in entry for entry in pins(lock).values())
    assert wanted(*extras).keys() <= pins(lock).keys()
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_python_in_a_tab_is_pinned_with_a_hash_and_has_what_the_verbs_lean_on():
    lock = "deploy/tab/requirements.lock"
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert all("--hash=sha256:" in entry for entry in pins(lock).values())
    assert dict(map(canonical, groups["tab"])).keys() <= pins(lock).keys()
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")
    # What a learner has and a kernel in a tab has not: a server, a kernel of its own, a file that two servers write, pandas.
    without = {"filelock", "ipykernel", "jupyterlab", "jupyterlab-language-pack-nl-nl", "pandas"}
    assert wanted().keys() - without <= pins(lock).keys()


@pytest.mark.parametrize("lock", ["requirements-test.lock", "deploy/jupyterhub/requirements.lock"])
def test_whoever_tests_or_serves_has_the_very_packages_that_a_learner_has(lock):
    def versions(entry):
        return re.findall(r"==\S+|sha256:\w+", entry)

    others = pins(lock)
    assert all(versions(entry) == versions(others[name]) for name, entry in pins("requirements.lock").items())


def test_a_learner_does_not_get_what_only_tests_need():
    only_tests = wanted("test", "bench", "server").keys() - wanted("build").keys()
    assert not only_tests & pins("requirements.lock").keys()


def test_every_package_has_a_lowest_version_that_was_tried():
    loose = [
        name
        for name, bound in wanted("build", "site", "test", "bench", "server").items()
        if ">=" not in bound
    ]
    assert loose == ["jupyterlab-language-pack-nl-nl"]  # it follows JupyterLab, whose bound is named
