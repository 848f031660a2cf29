"""A write between the two halves of its audit line."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import Actor, AuditEnd, AuditEntry, AuditLine, AuditOutcome
from domain.errors import (
    AuditUnavailableError,
    ForbiddenError,
    InvalidInputError,
    MarketingMemoryError,
    StoreLockedError,
    StoreUnavailableError,
    UnreadableBatchError,
)
from domain.use_cases.audit import Audit, ListAudit, Write, as_json
from domain.vocabulary import OrgId
from tests.fakes.audit import InMemoryAuditLog
from tests.fakes.clock import FixedClock

ACME = OrgId("acme")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = Actor("nightly", "abcdefgh2345")
DELETE: Write[int] = Write("deleteRecords", {"dataSource": "klaviyo"}, lambda count: {"deleted": count})


class SilentLog(InMemoryAuditLog):
    """Fails at some of its verbs."""

    def __init__(self, *verbs: str) -> None:
        super().__init__()
        self.verbs = verbs

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        self._fail_at("begin")
        return super().begin(org, entry)

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        self._fail_at("finish")
        return super().finish(org, number, end)

    def _fail_at(self, verb: str) -> None:
        if verb in self.verbs:
            raise StoreUnavailableError("The disk is full.")


@dataclass
class Desk:
    """The use case around one log and one clock, and what it told of failures."""

    log: InMemoryAuditLog = field(default_factory=InMemoryAuditLog)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    failures: list[tuple[str, str]] = field(default_factory=list)

    def do(self, work: Callable[[], int]) -> int:
        def note(event: str, _org: OrgId, error: MarketingMemoryError) -> None:
            self.failures.append((event, error.message))

        return Audit(self.log, self.clock, note)(ACME, ADA, DELETE, work, "request-1")

    def line(self) -> AuditLine:
        (line,) = self.log.entries(ACME, 10)
        return line

    def slow(self) -> int:
        self.clock.advance(timedelta(seconds=3))
        return 7


def failing(error: BaseException) -> Callable[[], int]:
    def fail() -> int:
        raise error

    return fail


def test_a_write_leaves_who_what_when_and_how_many() -> None:
    desk = Desk()
    assert desk.do(desk.slow) == 7
    entry = AuditEntry(NOON, ADA, "deleteRecords", '{"dataSource":"klaviyo"}', "request-1")
    end = AuditEnd(NOON + timedelta(seconds=3), AuditOutcome.DONE, '{"deleted":7}')
    assert desk.line() == AuditLine(1, entry, end)


def test_the_line_is_there_before_the_write() -> None:
    desk = Desk()
    assert desk.do(lambda: 1 if desk.line().outcome is AuditOutcome.STARTED else 0) == 1


@pytest.mark.parametrize(
    ("error", "outcome", "code"),
    [
        (InvalidInputError("first is 0."), AuditOutcome.REFUSED, "INVALID_INPUT"),
        (ForbiddenError("No."), AuditOutcome.REFUSED, "FORBIDDEN"),
        (UnreadableBatchError("No rows."), AuditOutcome.REFUSED, "UNREADABLE_BATCH"),
        (StoreUnavailableError("Down."), AuditOutcome.FAILED, "STORE_UNAVAILABLE"),
        (StoreLockedError("Held."), AuditOutcome.FAILED, "STORE_LOCKED"),
        (ValueError("row of jane@example.com"), AuditOutcome.FAILED, "INTERNAL"),
    ],
)
def test_a_write_that_ends_badly_says_so_and_raises_the_same(
    error: Exception, outcome: AuditOutcome, code: str
) -> None:
    desk = Desk()
    with pytest.raises(type(error)) as caught:
        desk.do(failing(error))
    assert caught.value is error
    end = desk.line().end
    assert end == AuditEnd(NOON, outcome, "{}", code)


@pytest.mark.parametrize("cut", [KeyboardInterrupt(), SystemExit(1)])
def test_a_write_that_is_cut_off_leaves_a_line_that_says_started(cut: BaseException) -> None:
    desk = Desk()
    with pytest.raises(type(cut)):
        desk.do(failing(cut))
    assert desk.line().outcome is AuditOutcome.STARTED


def test_without_a_line_there_is_no_write_and_a_retry_may_help() -> None:
    desk = Desk(SilentLog("begin"))
    with pytest.raises(AuditUnavailableError, match="it was not begun") as caught:
        desk.do(desk.slow)
    assert caught.value.retryable
    assert desk.clock.now() == NOON


def test_a_write_whose_line_cannot_be_completed_stands_and_the_failure_is_told() -> None:
    desk = Desk(SilentLog("finish"))
    assert desk.do(lambda: 7) == 7
    assert desk.failures == [("audit_line_left_open", "The disk is full.")]
    assert desk.line().outcome is AuditOutcome.STARTED


def test_a_refusal_whose_line_cannot_be_completed_is_still_the_refusal() -> None:
    desk = Desk(SilentLog("finish"))
    with pytest.raises(InvalidInputError, match="first is 0"):
        desk.do(failing(InvalidInputError("first is 0.")))
    assert len(desk.failures) == 1


# --- reading ---


def test_the_log_is_read_a_page_at_a_time() -> None:
    desk = Desk()
    for _ in range(3):
        desk.do(lambda: 1)
    read = ListAudit(desk.log)
    assert [line.number for line in read(ACME, 2)] == [3, 2]
    assert [line.number for line in read(ACME, 2, "2")] == [1]
    assert read(OrgId("other")) == []


@pytest.mark.parametrize("first", [0, -1, 1001])
def test_a_page_has_1_to_1000_lines(first: int) -> None:
    with pytest.raises(InvalidInputError, match=rf"first is {first}\. Send 1 to 1000"):
        ListAudit(InMemoryAuditLog())(ACME, first)


@pytest.mark.parametrize("cursor", ["", "-1", "1.5", "x", "٣", "9" * 17])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInputError, match="which is no cursor"):
        ListAudit(InMemoryAuditLog())(ACME, 1, cursor)


# --- what is said ---


def test_long_texts_and_lists_are_cut() -> None:
    said = json.loads(as_json({"query": "x" * 300, "campaignIds": [str(n) for n in range(500)], "none": None}))
    assert said["query"] == "x" * 200 + "…"
    assert (len(said["campaignIds"]), said["campaignIds"][-1]) == (21, "… 480 more")
    assert "none" not in said


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=30) | st.dictionaries(st.text(max_size=5), inner, max_size=30),
    max_leaves=60,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), VALUES, max_size=5))
def test_whatever_is_said_is_json_with_the_same_names(said: Mapping[str, object]) -> None:
    assert set(json.loads(as_json(said))) == {name for name, value in said.items() if value is not None}
