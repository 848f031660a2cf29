"""kill -9 between the commit of a batch and the keeping of its result: sent again, the batch is found, not doubled."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import duckdb
import httpx2

from domain.vocabulary import Scope
from tests.api_requests import INGEST, many_rows, meta_input
from tests.e2e.server import Server, quick_key, start

ROWS = 3000
"""Enough that storing them takes longer than seeing their claim."""
COMMITTED_S = 3.0
"""By then they are stored; the server waits 5 s for the control file."""


def send(server: Server, key: str) -> dict[str, Any]:
    sent = meta_input(many_rows(ROWS), idempotencyKey="nightly-1")
    payload: dict[str, Any] = server.say(key, INGEST, input=sent)["ingest"]
    return payload


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def stored_batches(data: Path) -> list[str]:
    """Ids of the stored batches of all organizations."""
    with duckdb.connect(str(data / "records.duckdb"), read_only=True) as connection:
        names = connection.execute("SELECT schema_name FROM main.organizations").fetchall()
        listed = [f"SELECT batch_id FROM {schema}.batches" for (schema,) in names]  # noqa: S608 - the store's own names
        return [batch for select in listed for (batch,) in connection.execute(select).fetchall()]


def test_a_batch_whose_answer_was_cut_off_is_found_when_it_is_sent_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = start(data)
    key = quick_key(data, Scope.READ, Scope.WRITE)

    def send_in_vain() -> None:
        with suppress(httpx2.TransportError):
            send(server, key)

    sending = threading.Thread(target=send_in_vain)
    with closing(sqlite3.connect(data / "control.sqlite", isolation_level=None, timeout=10)) as connection:
        sending.start()
        wait_for(lambda: connection.execute("SELECT count(*) FROM ingest_claims").fetchone() == (1,))
        connection.execute("BEGIN IMMEDIATE")  # from here on the server can keep no result
        time.sleep(COMMITTED_S)
        server.kill()
        sending.join(20)
        connection.execute("ROLLBACK")
        kept = connection.execute("SELECT batch_id, result FROM ingest_claims").fetchall()
    assert [result for _, result in kept] == [None]
    assert stored_batches(data) == [kept[0][0]], "the batch was not stored before the kill: the test proves nothing"
    server = start(data)
    try:
        found, again = send(server, key), send(server, key)
    finally:
        server.kill()
    assert (found["batchId"], found["received"], found["unchanged"]) == (kept[0][0], ROWS, ROWS)
    assert again == found
    assert stored_batches(data) == [kept[0][0]]
