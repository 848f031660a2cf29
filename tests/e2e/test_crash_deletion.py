"""kill -9 amid deletions: each happened whole or not at all, and what is stored is sound right after the kill."""

import random
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest

from domain.vocabulary import Scope
from graphql_api.bootstrap import verifying
from tests.api_requests import DELETE, INGEST, RECORDS, many_rows, meta_input
from tests.e2e.server import Server, quick_key, start

ROWS = 300
DAYS = 60
ENOUGH_DELETIONS = 10
ENOUGH_KILLS = 3
MOST_ROUNDS = 12


def day(number: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=number)).isoformat()


def range_of(number: int) -> dict[str, object]:
    return {"dateRange": {"start": day(number), "end": day(number)}}


def fill(server: Server, key: str) -> None:
    """Rows of distinct campaigns on each day."""
    rows = [row for number in range(DAYS) for row in many_rows(ROWS, day=day(number))]
    assert server.say(key, INGEST, input=meta_input(rows))["ingest"]["inserted"] == DAYS * ROWS


def delete_days(server: Server, key: str, days: list[int], done: set[int], started: set[int]) -> None:
    """Delete day after day until the server is gone."""
    with server.client(key) as client:
        for number in days:
            started.add(number)
            variables = {"input": {"filter": range_of(number), "dryRun": False}}
            try:
                answer = client.post("/graphql", json={"query": DELETE, "variables": variables}).json()
            except httpx2.TransportError:
                return
            assert answer["data"]["deleteRecords"]["deleted"] in {0, ROWS}
            done.add(number)


@pytest.mark.timeout(300)
def test_a_deletion_happens_whole_or_not_at_all(tmp_path: Path) -> None:
    data, done, started, kills = tmp_path / "data", set[int](), set[int](), 0
    dice = random.Random(7)  # noqa: S311 - moments of kills need no cryptography
    server = start(data)
    try:
        key = quick_key(data, *Scope)
        fill(server, key)
        for _round in range(MOST_ROUNDS):
            left = [number for number in range(DAYS) if number not in done]
            thread = threading.Thread(target=delete_days, args=(server, key, left, done, started))
            thread.start()
            time.sleep(dice.uniform(0.1, 0.5))
            server.kill()
            thread.join(30)
            kills += 1
            with verifying(data) as verify:
                assert [verdict for verdict in verify() if verdict.examined.failed] == []
            server = start(data)
            counts = [
                server.say(key, RECORDS, filter=range_of(n), first=1)["records"]["totalCount"] for n in range(DAYS)
            ]
            assert set(counts) <= {0, ROWS}, "a deletion is there by half"
            gone = {number for number, count in enumerate(counts) if count == 0}
            assert done <= gone <= started
            if len(done) >= ENOUGH_DELETIONS and kills >= ENOUGH_KILLS:
                break
    finally:
        server.kill()
    assert len(done) >= ENOUGH_DELETIONS
    assert kills >= ENOUGH_KILLS
