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


SELECTIONS: list[tuple[list[str], int]] = [
    ([], 1),
    (["--slow"], 2),
    (["-m", "slow"], 2),
    (["-k", "heavy"], 1),
    (["-k", "test"], 3),
]
"""What is asked for, and how many tests pass."""
RUN_EACH = """
import pytest

for asked in {selections!r}:
    print("asked", *asked)
    pytest.main(["-p", "no:cacheprovider", *asked])
"""


def test_what_takes_long_runs_on_request(pytester: pytest.Pytester) -> None:
    """One process runs pytest once for each selection: a process for each would start five times."""
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n  slow: takes long\n  heavy: needs gigabytes\n")
    pytester.makepyfile(ONE_OF_EACH)
    runs = pytester.makepyfile(runs=RUN_EACH.format(selections=[asked for asked, _ in SELECTIONS]))
    said = pytester.runpython(runs).stdout.str().split("asked")[1:]
    for (asked, passed), told in zip(SELECTIONS, said, strict=True):
        outcomes = pytest.RunResult.parse_summary_nouns(told.splitlines())
        assert outcomes == {"passed": passed, **({"deselected": 3 - passed} if passed < 3 else {})}, asked
