"""The how-to pages of the tools: short, and one for each that is installed apart."""

from pathlib import Path

import pytest

from tests.consumers.environments import Consumer
from tests.docs_pages import ROOT

FOLDER = ROOT / "tests" / "consumers"
CONSUMERS = [Consumer(path.stem) for path in sorted(FOLDER.glob("*.in"))]
MOST_LINES = 14


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.name)
def test_a_page_leads_to_a_fitted_model_in_under_15_lines(consumer: Consumer) -> None:
    typed = [block.text for block in consumer.blocks if block.language in {"console", "python"}]
    assert len([line for line in "".join(typed).splitlines() if line.strip()]) <= MOST_LINES
    assert "./run export panel.json" in typed[0]
    assert 'open("panel.json")' in consumer.code


@pytest.mark.parametrize("consumer", CONSUMERS, ids=lambda consumer: consumer.name)
def test_a_tool_has_a_weight_a_lock_and_tests(consumer: Consumer) -> None:
    weight = (FOLDER / f"{consumer.name}.in").read_text(encoding="utf-8").split(":")[0]
    assert weight in {"# light", "# heavy"}
    assert (FOLDER / f"test_{consumer.name}.py").exists()


@pytest.mark.parametrize("lock", sorted(FOLDER.glob("*.lock")), ids=lambda path: path.stem)
def test_every_package_of_a_tool_is_pinned_with_hashes(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    asked = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert asked
    assert [line for line in asked if "==" not in line or "--hash=sha256:" not in line] == []
