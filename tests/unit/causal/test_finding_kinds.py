"""The catalogue of findings: everything that can be found stands in it, once."""

import ast
from pathlib import Path

import pytest

from domain.causal.finding_kinds import FINDING_KINDS, SEVERITY_MEANINGS

DOMAIN = Path(__file__).parents[3] / "domain"
CATALOGUE = DOMAIN / "causal" / "finding_kinds.py"
Trees = dict[Path, ast.Module]


@pytest.fixture(scope="module")
def trees() -> Trees:
    return {path: ast.parse(path.read_text()) for path in sorted(DOMAIN.rglob("*.py"))}


def test_findings_are_made_by_their_kinds_alone(trees: Trees) -> None:
    makers = {
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
    }
    assert makers == {CATALOGUE}


def test_every_kind_is_found_somewhere(trees: Trees) -> None:
    said = {
        node.value
        for path, tree in trees.items()
        if path != CATALOGUE
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(FINDING_KINDS) - said == set()


def test_a_kind_has_severities_that_are_told_the_worst_first() -> None:
    order = list(SEVERITY_MEANINGS)
    for kind in FINDING_KINDS.values():
        assert list(kind.severities) == sorted(kind.severities, key=order.index)
