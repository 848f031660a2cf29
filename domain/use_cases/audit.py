"""Audit: a write with its line in the log, and reading the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from domain.audit import Actor, AuditEnd, AuditEntry, AuditLine, AuditOutcome
from domain.errors import (
    AuditUnavailableError,
    InvalidInputError,
    MarketingMemoryError,
    StoreLockedError,
    StoreUnavailableError,
)
from domain.ports import AuditLog, Clock
from domain.vocabulary import OrgId

T = TypeVar("T")
MAX_PAGE = 1000
MOST_TEXT, MOST_ITEMS = 200, 20
"""Longer texts and lists are cut in the log."""

OUTAGES = (StoreLockedError, StoreUnavailableError)


@dataclass(frozen=True, slots=True)
class Write(Generic[T]):
    """What the log says of one write: `result` reads counts and new ids from what the use case gave."""

    action: str
    detail: Mapping[str, object]
    result: Callable[[T], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Audit:
    """Does a write between the two halves of its line: a crash in between leaves a line that says STARTED.

    `on_failure` hears of a line that could not be completed: the write is done and its answer stands.
    """

    log: AuditLog
    clock: Clock
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]

    def __call__(
        self, org: OrgId, actor: Actor, write: Write[T], work: Callable[[], T], request_id: str | None = None
    ) -> T:
        """What `work` gives or raises; AuditUnavailableError, and no work, where the line cannot be begun."""
        number = self._begin(org, AuditEntry(self.clock.now(), actor, write.action, as_json(write.detail), request_id))
        try:
            result = work()
        except MarketingMemoryError as error:
            outcome = AuditOutcome.FAILED if isinstance(error, OUTAGES) else AuditOutcome.REFUSED
            self._finish(org, number, outcome, error_code=error.code)
            raise
        except Exception:
            self._finish(org, number, AuditOutcome.FAILED, error_code=MarketingMemoryError.code)
            raise
        self._finish(org, number, AuditOutcome.DONE, as_json(write.result(result)))
        return result

    def _begin(self, org: OrgId, entry: AuditEntry) -> int:
        try:
            return self.log.begin(org, entry)
        except StoreUnavailableError as error:
            raise AuditUnavailableError(
                "The audit log took no line about this write, so it was not begun.", hint="Try again."
            ) from error

    def _finish(
        self, org: OrgId, number: int, outcome: AuditOutcome, result: str = "{}", error_code: str | None = None
    ) -> None:
        try:
            self.log.finish(org, number, AuditEnd(self.clock.now(), outcome, result, error_code))
        except StoreUnavailableError as error:
            self.on_failure("audit_line_left_open", org, error)


@dataclass(frozen=True, slots=True)
class ListAudit:
    """The organization's writes, newest first."""

    log: AuditLog

    def __call__(self, org: OrgId, first: int = 100, before: str | None = None) -> Sequence[AuditLine]:
        """At most `first` lines, those before the line of that number."""
        if not 1 <= first <= MAX_PAGE:
            raise InvalidInputError(f"first is {first}.", hint=f"Send 1 to {MAX_PAGE}.", field=("first",))
        return self.log.entries(org, first, None if before is None else read_number(before))


def read_number(cursor: str) -> int:
    """The number that a cursor holds; raises InvalidInputError for anything else."""
    if cursor.isascii() and cursor.isdigit() and len(cursor) <= len(str(2**53)):
        return int(cursor)
    raise InvalidInputError(
        f"before is {cursor[:64]!r}, which is no cursor.",
        hint="Send an `endCursor` as it came, or leave it out for the newest lines.",
        field=("before",),
    )


def as_json(said: Mapping[str, object]) -> str:
    """JSON of what is said, without what is None, long texts and lists cut.

    >>> as_json({"dataSource": "klaviyo", "accountId": None, "levels": ["AD"] * 22})[:40]
    '{"dataSource":"klaviyo","levels":["AD","'
    """
    return msgspec.json.encode({name: _cut(value) for name, value in said.items() if value is not None}).decode()


def _cut(value: object) -> object:
    if isinstance(value, str):
        return value if len(value) <= MOST_TEXT else f"{value[:MOST_TEXT]}…"
    if isinstance(value, Mapping):
        shown = {str(_cut(str(name))): _cut(item) for name, item in list(value.items())[:MOST_ITEMS]}
        return shown if len(value) <= MOST_ITEMS else {**shown, "…": f"{len(value) - MOST_ITEMS} more"}
    if isinstance(value, Sequence | frozenset | set):
        items = [_cut(item) for item in list(value)[:MOST_ITEMS]]
        return items if len(value) <= MOST_ITEMS else [*items, f"… {len(value) - MOST_ITEMS} more"]
    return value
