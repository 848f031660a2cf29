"""Ingest under an idempotency key: crashes, races and mistakes, on a real store and claims in memory."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import (
    IdempotencyKeyInUseError,
    IdempotencyKeyReusedError,
    InvalidInputError,
    MarketingMemoryError,
    StoreUnavailableError,
    UnreadableBatchError,
)
from domain.idempotency import Claim
from domain.ports import StoredBatch, UpsertCounts
from domain.use_cases.ingest import Ingest, IngestReport
from domain.use_cases.ingest_once import IngestOnce, content_sha256
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, DataSource, OrgId
from tests.builders import meta_row
from tests.fakes.claims import InMemoryIngestClaims
from tests.fakes.clock import FixedClock
from tests.fakes.settings import InMemorySettingsStore
from tests.stored import listed, opened

ACME, OTHER = OrgId("acme"), OrgId("other")
META = DataSource("meta_business")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SENT = Submission(META, [meta_row(), meta_row(campaign_id="2"), meta_row(campaign_id="3", spend="abc")])


@dataclass
class Trouble:
    """What the store does before and after it commits a batch."""

    store: DuckDbStore
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    batches: list[BatchId] = field(default_factory=list)

    def upsert(self, org: OrgId, batch: StoredBatch) -> UpsertCounts:
        self.before()
        counts = self.store.upsert(org, batch)
        self.batches.append(batch.batch_id)
        self.after()
        return counts

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


class SilentClaims(InMemoryIngestClaims):
    """Keeps no answer, as a full disk does."""

    def answer(self, org: OrgId, key: str, claim: Claim, result: str) -> None:  # noqa: ARG002 - the port's verb
        raise StoreUnavailableError("The disk is full.")


@dataclass
class House:
    """The use case around one store; `restarted` is the next process on the same files."""

    store: Trouble
    claims: InMemoryIngestClaims = field(default_factory=InMemoryIngestClaims)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    failures: list[str] = field(default_factory=list)
    process: str = "first process"

    def send(self, sent: Submission = SENT, key: str | None = "nightly-1", org: OrgId = ACME) -> IngestReport:
        def note(event: str, _org: OrgId, _error: MarketingMemoryError) -> None:
            self.failures.append(event)

        store: Any = self.store
        ingest = Ingest(store, self.clock, lambda: BatchId(f"b{next(self.numbers)}"), InMemorySettingsStore())
        once = IngestOnce(ingest, self.claims, self.clock, self.process, note)
        return once(org, sent, idempotency_key=key)

    def restart(self) -> None:
        self.process = "next process"
        self.store.before = self.store.after = lambda: None


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as store:
        yield House(Trouble(store))


def raising(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def counted(report: IngestReport) -> tuple[int, int, int, int]:
    return report.received, report.rejected, report.counts.inserted, report.counts.unchanged


# --- the same key ---


def test_the_same_key_and_content_give_the_first_result_and_store_one_batch(house: House) -> None:
    first = house.send()
    house.clock.advance(timedelta(hours=23, minutes=59))
    again = house.send()
    assert counted(first) == (3, 1, 2, 0)
    assert again == replace(first, repeated=True)
    assert house.store.batches == ["b1"]


def test_without_a_key_each_request_is_a_batch(house: House) -> None:
    assert counted(house.send(key=None)) == (3, 1, 2, 0)
    house.clock.advance(timedelta(hours=1))
    assert counted(house.send(key=None)) == (3, 1, 0, 2)
    assert len(house.store.batches) == 2


def test_after_24_hours_the_key_is_new(house: House) -> None:
    house.send()
    house.clock.advance(timedelta(hours=24))
    assert counted(house.send()) == (3, 1, 0, 2)
    assert len(house.store.batches) == 2


def test_a_key_is_another_in_another_organization(house: House) -> None:
    house.send()
    assert counted(house.send(org=OTHER)) == (3, 1, 2, 0)
    assert (len(listed(house.store.store)), len(listed(house.store.store, org=OTHER))) == (2, 2)


def test_other_content_under_the_key_is_refused_naming_key_and_batch(house: House) -> None:
    house.send()
    with pytest.raises(
        IdempotencyKeyReusedError, match="'nightly-1' stands for other content: batch b1, sent at 2026-03-01T12"
    ) as caught:
        house.send(replace(SENT, currency="EUR"))
    assert caught.value.field == ("input", "idempotencyKey")
    assert house.store.batches == ["b1"]


@pytest.mark.parametrize("key", ["", "x" * 201, "two\nlines", "\x1b[2J", "\ud800"])
def test_a_key_that_is_empty_long_or_unprintable_is_refused(house: House, key: str) -> None:
    with pytest.raises(InvalidInputError, match="1 to 200 printable characters"):
        house.send(key=key)
    assert house.claims.kept == {}


@pytest.mark.parametrize("key", ["x", "x" * 200, "Größe 1"])
def test_a_key_has_1_to_200_characters(house: House, key: str) -> None:
    assert counted(house.send(key=key)) == (3, 1, 2, 0)


@pytest.mark.parametrize("wrong", [Submission(META, "no rows"), replace(SENT, timezone="Mars/Olympus")])
def test_a_batch_that_was_refused_leaves_its_key_free(house: House, wrong: Submission) -> None:
    with pytest.raises((UnreadableBatchError, InvalidInputError)):
        house.send(wrong)
    assert counted(house.send()) == (3, 1, 2, 0)


# --- races ---


def test_a_second_request_meanwhile_is_told_to_try_again(house: House) -> None:
    inside, done = Event(), Event()

    def hold() -> None:
        inside.set()
        assert done.wait(20)

    house.store.before = hold
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(house.send)
        assert inside.wait(20)
        with pytest.raises(IdempotencyKeyInUseError, match="a few seconds") as caught:
            house.send()
        done.set()
        assert counted(first.result(20)) == (3, 1, 2, 0)
    assert caught.value.retryable
    assert counted(house.send()) == (3, 1, 2, 0)
    assert house.store.batches == ["b1"]


def test_of_many_at_once_one_stores_and_all_others_wait_or_get_its_result(house: House) -> None:
    def try_to_send(_number: int) -> str:
        try:
            return house.send().batch_id
        except IdempotencyKeyInUseError:
            return "later"

    with ThreadPoolExecutor(8) as pool:
        met = set(pool.map(try_to_send, range(24)))
    assert len(met - {"later"}) == len(house.store.batches) == 1


# --- crashes ---


def test_a_crash_before_the_commit_loses_nothing(house: House) -> None:
    house.store.before = raising(StoreUnavailableError("Down."))
    with pytest.raises(StoreUnavailableError):
        house.send()
    house.store.before = lambda: None
    assert counted(house.send()) == (3, 1, 2, 0)
    assert house.store.batches == ["b1"]


@pytest.mark.parametrize("crash", [StoreUnavailableError, KeyboardInterrupt, ValueError])
def test_a_crash_after_the_commit_doubles_nothing_and_the_retry_finds_the_batch(
    house: House, crash: type[BaseException]
) -> None:
    house.store.after = raising(crash("Cut off."))
    with pytest.raises(crash):
        house.send()
    house.store.after = lambda: None
    found = house.send()
    assert (found.batch_id, counted(found)) == ("b1", (3, 1, 0, 2))
    assert house.send() == replace(found, repeated=True)
    assert house.store.batches == ["b1"]


@pytest.mark.parametrize("committed", [False, True])
def test_a_process_that_died_leaves_the_batch_to_the_next_one(house: House, *, committed: bool) -> None:
    claim = Claim(content_sha256(SENT, None), BatchId("b-died"), house.process, NOON)
    house.claims.claim(ACME, "nightly-1", claim)
    if committed:
        house.store.after = raising(SystemExit(9))
        store: Any = house.store
        ingest = Ingest(store, house.clock, lambda: BatchId("never"), InMemorySettingsStore())
        with pytest.raises(SystemExit):
            ingest(ACME, SENT, batch_id=BatchId("b-died"))
    with pytest.raises(IdempotencyKeyInUseError):
        house.send()
    house.restart()
    report = house.send()
    assert (report.batch_id, counted(report)) == ("b-died", (3, 1, 0, 2) if committed else (3, 1, 2, 0))
    assert house.store.batches == ["b-died"]
    assert len(listed(house.store.store)) == 2


def test_a_result_that_cannot_be_remembered_stands_and_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        house = House(Trouble(store), SilentClaims())
        assert counted(house.send()) == (3, 1, 2, 0)
        assert house.failures == ["idempotency_key_left_open"]
        house.restart()
        assert counted(house.send()) == (3, 1, 0, 2)
        assert house.store.batches == ["b1"]
