"""kill -9 amid ./run renormalize: the records are those of before or those of today's rules, never some of each."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from adapters.stores.duckdb_file import connect
from adapters.stores.duckdb_replay import FILE
from domain.use_cases.submission import Submission
from domain.vocabulary import OrgId
from graphql_api.bootstrap import RECORDS_FILE, open_services, verifying
from graphql_api.settings import Settings
from tests.api_requests import many_rows
from tests.e2e.server import environment, run_command
from tests.integration.test_renormalize import META

ROWS = 1500
BATCHES = 4
ROUNDS = 3
ORG = OrgId("alder-pine")


def fill(data: Path) -> None:
    services = open_services(Settings(data=data))
    for number in range(1, BATCHES + 1):
        services.ingest(ORG, Submission(META, many_rows(ROWS, day=f"2024-01-0{number}")))
    services.close()


def plant(data: Path) -> None:
    """All rows as other rules would have made them."""
    with closing(connect(data / RECORDS_FILE)) as connection:
        connection.execute("UPDATE org_1.records SET spend = 77, normalizer_version = 1")


def counts(data: Path) -> tuple[int, int]:
    """Rows as planted, and rows that say what was sent."""
    with closing(connect(data / RECORDS_FILE)) as connection:
        [found] = connection.execute(
            "SELECT count(CASE WHEN spend = 77 THEN 1 END), count(CASE WHEN spend <> 77 THEN 1 END) FROM org_1.records"
        ).fetchall()
    return found


@pytest.mark.timeout(180)
def test_records_are_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    data, dice, whole, every = tmp_path / "data", random.Random(3), 0, BATCHES * ROWS  # noqa: S311 - as elsewhere
    fill(data)
    plant(data)
    words = ["renormalize", "--no-dry-run", "--data", str(data)]
    began = time.monotonic()
    assert run_command(*words).returncode == 0
    took_s = time.monotonic() - began
    assert counts(data) == (0, every)
    for _ in range(ROUNDS):
        plant(data)
        command = [sys.executable, "-P", "-m", "graphql_api", *words]
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took_s * dice.uniform(0.5, 1))
        process.kill()
        process.wait(20)
        found = counts(data)
        assert found in {(every, 0), (0, every)}
        whole += found == (0, every)
        with verifying(data) as verify:
            assert [verdict for verdict in verify() if verdict.examined.failed] == []
    done = run_command(*words)
    assert (done.returncode, counts(data)) == (0, (0, every)), done.stderr
    assert not (data / FILE).exists()
    assert whole < ROUNDS, "no process was killed amid its work"
