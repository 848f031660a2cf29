"""Which tests run when: quick ones always, slow ones on request, heavy ones by name."""

import pytest

from tests.architecture.repository import ROOT

ONE_OF_EACH = """
import pytest

def test_quick(): pass

@pytest.mark.slow
def test_slow(): pass

@pytest.mark.slow
@pytest.mark.heavy
def test_heavy(): pass
"""


@pytest.mark.parametrize(
    ("asked", "passed"), [([], 1), (["--slow"], 2), (["-m", "slow"], 2), (["-k", "heavy"], 1), (["-k", "test"], 3)]
)
def test_what_takes_long_runs_on_request(pytester: pytest.Pytester, asked: list[str], passed: int) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n  slow: takes long\n  heavy: needs gigabytes\n")
    pytester.makepyfile(ONE_OF_EACH)
    pytester.runpytest_subprocess("-p", "no:cacheprovider", *asked).assert_outcomes(
        passed=passed, deselected=3 - passed
    )
