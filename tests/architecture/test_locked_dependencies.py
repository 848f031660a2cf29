"""What is installed is what was tested: every package pinned, with hashes, and every dependency in its lock file."""

import re
import tomllib

import pytest

from tests.architecture.repository import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def requirements(name: str) -> dict[str, str]:
    """Each requirement of a lock file by its package: the whole of it, hashes included."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {re.split(r"[=<>~!;\[ @]", line.strip())[0].lower(): line for line in lines}


def declared(*groups: list[str]) -> set[str]:
    """Packages that pyproject.toml asks for."""
    return {re.split(r"[=<>~!;\[ ]", asked)[0].lower() for group in groups for asked in group}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    loose = [line for line in requirements(name).values() if "==" not in line or "--hash=sha256:" not in line]
    assert requirements(name)
    assert loose == [], "make it anew: ./run lock"


def test_every_dependency_is_in_its_lock_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, dev = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    assert declared(run) - set(requirements("requirements.lock")) == set(), "./run lock"
    assert declared(run, dev) - set(requirements("requirements-dev.lock")) == set(), "./run lock"


def test_both_lock_files_agree() -> None:
    run, dev = requirements("requirements.lock"), requirements("requirements-dev.lock")
    assert {name: line for name, line in run.items() if dev.get(name) != line} == {}


def test_run_installs_nothing_without_a_hash() -> None:
    assert "pip sync --quiet --compile-bytecode --require-hashes" in (ROOT / "run").read_text(encoding="utf-8")
