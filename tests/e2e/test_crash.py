"""kill -9 in the middle of a stream of batches: what was acknowledged is there whole, and nothing is there by half."""

import itertools
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from domain.vocabulary import Scope
from tests.api_requests import INGEST, many_rows, meta_input
from tests.e2e.server import Server, quick_key, start

ENOUGH_COMMITS = 20
ENOUGH_KILLS = 5
MOST_ROUNDS = 25
MOST_S = 150.0
ROWS = 400
STREAMS = 2
PAGE = """
query($after: String) {
  records(first: 1000, after: $after) {
    totalCount nodes { id campaignId spend raw } pageInfo { hasNextPage endCursor }
  }
}
"""


@dataclass
class Sent:
    """What was sent to the server, and what it acknowledged; each batch has a range of campaigns of its own."""

    numbers: Iterator[int] = field(default_factory=itertools.count)
    sent: set[int] = field(default_factory=set)
    acknowledged: set[int] = field(default_factory=set)

    def stream(self, server: Server, key: str, stopped: threading.Event) -> None:
        """Sends batch after batch until the server is gone."""
        with server.client(key) as client:
            while not stopped.is_set():
                number = next(self.numbers)
                self.sent.add(number)
                rows = many_rows(ROWS, first=number * ROWS)
                try:
                    answer = client.post("/graphql", json={"query": INGEST, "variables": {"input": meta_input(rows)}})
                except httpx2.TransportError:
                    return
                assert answer.json()["data"]["ingest"]["inserted"] == ROWS
                self.acknowledged.add(number)


def batches_found(server: Server, key: str) -> dict[int, int]:
    """Number of records per batch, read page by page; each record is there once and can be traced to its raw row."""
    found: dict[int, int] = {}
    seen: set[str] = set()
    after = None
    for _page in range(1000):
        page = server.say(key, PAGE, after=after)["records"]
        for record in page["nodes"]:
            number = (int(record["campaignId"]) - 120208814532970000) // ROWS
            found[number] = found.get(number, 0) + 1
            seen.add(record["id"])
            assert record["spend"] == 1.25
            assert record["raw"]["campaign_id"] == record["campaignId"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(seen) == page["totalCount"] == sum(found.values())
            return found
    raise AssertionError("The pages never end.")


def run_and_kill(server: Server, key: str, sent: Sent, after_s: float) -> None:
    """Streams batches from several clients and kills the server amid them."""
    stopped = threading.Event()
    streams = [threading.Thread(target=sent.stream, args=(server, key, stopped)) for _ in range(STREAMS)]
    for stream in streams:
        stream.start()
    time.sleep(after_s)
    server.kill()
    stopped.set()
    for stream in streams:
        stream.join(30)


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(tmp_path: Path) -> None:
    data, sent, kills = tmp_path / "data", Sent(), 0
    key = ""
    dice = random.Random(20)  # noqa: S311 - moments of kills need no cryptography
    deadline = time.monotonic() + MOST_S
    for _round in range(MOST_ROUNDS):
        server = start(data)
        try:
            key = key or quick_key(data, Scope.READ, Scope.WRITE)
            found = batches_found(server, key)
            assert set(found.values()) <= {ROWS}, "a batch is there by half"
            assert sent.acknowledged <= set(found) <= sent.sent
            if len(sent.acknowledged) >= ENOUGH_COMMITS and kills >= ENOUGH_KILLS:
                break
            run_and_kill(server, key, sent, dice.uniform(0.2, 1.5))
            kills += 1
        finally:
            server.kill()
        assert time.monotonic() < deadline, f"{kills} kills, {len(sent.acknowledged)} commits in {MOST_S:.0f} s"
    assert len(sent.acknowledged) >= ENOUGH_COMMITS
    assert kills >= ENOUGH_KILLS
    assert len(sent.sent) > len(sent.acknowledged), "no kill fell into a batch: the test has proven little"
