"""What the domain needs of the world, as Protocols.

The organization is the first argument of every method that touches its data. Adapters implement these; contract
suites in `tests/contract` say what must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import pyarrow as pa

from domain.ancestry import Fact
from domain.audit import AuditEnd, AuditEntry, AuditLine
from domain.idempotency import Claim, Claimed
from domain.reading import Page, PageRequest, PartsQuery, RowFilter
from domain.said_rules import SaidRules
from domain.summation.needs import Depth
from domain.verification import Check, Examined
from domain.vocabulary import BatchId, DataSource, OrgId, RecordKey, Scope


@dataclass(frozen=True, slots=True)
class RawFrame:
    """Raw rows of a batch that are kept together: rows as JSON bytes."""

    number: int
    rows: Sequence[bytes]


Told = Callable[[], frozenset[Fact]]
"""Gives all that settings tell of one data source's accounts; asked inside the write, so that the newest word counts."""


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """One batch ready to be stored.

    `records`: a canonical frame (`records.record_schema()`), keys distinct. `context`: JSON of what was said about
    the batch and its pages, enough to replay it.
    """

    batch_id: BatchId
    data_source: str
    observed_at: datetime
    ingested_at: datetime
    records: pa.Table
    frames: Sequence[RawFrame]
    context: str
    told: Told = frozenset
    """What the organization's settings tell of the data source's accounts."""


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What became of the records of a batch."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    stale: int = 0
    stale_rows: tuple[int, ...] = ()
    """Positions, in the batch's records, of the stale ones."""


@dataclass(frozen=True, slots=True)
class Health:
    """Answer to a ping: `detail` says what is wrong when not `ok`."""

    name: str
    ok: bool
    detail: str = ""


class RecordStore(Protocol):
    """Records, their history and their raw rows. Readers never wait for writers."""

    def upsert(self, org: OrgId, batch: StoredBatch) -> UpsertCounts:
        """Store a batch in one transaction; when this returns, it is on disk.

        What is stored depends on the set of observations, not on the order of arrival.
        """
        ...

    def candidates(self, org: OrgId, rows: RowFilter, *, undecided_only: bool) -> pa.Table:
        """Rows overlapping the filter: `key`, the guard columns, `spend`, `currency`.

        `undecided_only`: only rows that the stored mask leaves to the reader.
        """
        ...

    def occupied_spans(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Distinct `data_source, account_id, level, date_start, date_stop` of rows below account level in the filter."""
        ...

    def parts(self, org: OrgId, query: PartsQuery) -> pa.Table:
        """Sums of the counted rows, in parts.

        The dimensions' columns, `currency`, `part_source`, `part_channel`, `reported`; labels with `*_seen`, which grows with the observation they are of; `*_sum` of each column and `row_count_sum`.
        """
        ...

    def group_count(self, org: OrgId, query: PartsQuery) -> int:
        """Number of groups of the dimensions and the currency."""
        ...

    def left_out(self, org: OrgId, rows: RowFilter, depth: Depth) -> pa.Table:
        """By the stored mask: `reason` (number), `currency`, `row_count`, `spend_sum` of rows not counted in the filter.

        Rows that the mask leaves to the reader are among them, as UNDECIDED, where they overlap the period.
        """
        ...

    def page(self, org: OrgId, request: PageRequest) -> Page:
        """One page of records, newest day first."""
        ...

    def raw_rows(self, org: OrgId, places: Sequence[tuple[str, int, int]]) -> list[bytes | None]:
        """Raw rows at (batch, frame, row); None where the organization has none."""
        ...

    def versions(self, org: OrgId, key: RecordKey, as_of: datetime | None, limit: int) -> pa.Table:
        """Versions of one row known at `as_of` (None: all), oldest first; the newest ones where there are more.

        The record's columns, `superseded_at` (when the next version was first observed, or the row removed) and
        `removed_at` (when it was removed); both null while nothing ended the version.
        """
        ...

    def coverage(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Per data source and level of rows inside the filter, in that order.

        `row_count, first_date, last_date, missing_days, last_ingested_at`: days between the first and the last on
        which no row lies are missing; a row lies on every day of its period.
        """
        ...

    def deletable(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """What `delete` would meet: `data_source, level, matched, overlapping, first_date, last_date`, in that order.

        `matched` rows lie wholly inside the filter, between those days; `overlapping` ones only reach into its period.
        """
        ...

    def delete(self, org: OrgId, rows: RowFilter, removed_at: datetime) -> pa.Table:
        """Remove the records inside the filter, in one transaction; gives what `deletable` gave at that moment.

        A removal ends a version, at `removed_at` or at the row's last observation if that is later: `as_of` readings
        before it and `versions` still show it. What was observed up to that instant stays removed when it arrives
        late; what is observed after it brings the row back as a new version.
        """
        ...

    def follow_settings(self, org: OrgId, data_source: DataSource, told: Told) -> int:
        """Let stored rows that do not say their currency take what settings tell; gives the number of records changed.

        Every version of a row changes alike. Rows of an account of which settings no longer tell anything take what
        its other rows state, or nothing.
        """
        ...

    def ping(self) -> Health:
        """Whether the store answers."""
        ...


@dataclass(frozen=True, slots=True)
class RawFrameState:
    """A stored frame: the rows that it should hold, and those found in it; None where it cannot be opened."""

    batch_id: str
    frame: int
    row_count: int
    rows_found: int | None


class RecordInspection(Protocol):
    """A record store that nobody writes to, looked at whole; nothing of it is changed."""

    def organizations(self) -> Sequence[OrgId]:
        """Organizations that have data, by name."""
        ...

    def examine(self, org: OrgId, check: Check, most: int) -> Examined:
        """One of the checks that a store makes by itself, with the first `most` breaches."""
        ...

    def raw_frames(self, org: OrgId) -> Iterator[RawFrameState]:
        """Every frame, opened."""
        ...

    def choices(self, org: OrgId) -> Iterator[pa.Table]:
        """All current rows in pieces: `key, counted_mask`, the guard columns, `own`.

        A piece holds rows of one account, `own` ones and those of the same days beside them.
        """
        ...


class ControlInspection(Protocol):
    """The control file, looked at whole."""

    def faults(self) -> Sequence[str]:
        """What is wrong with it; empty where it is sound, or not there."""
        ...


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as listed: never its secret."""

    key_id: str
    org: OrgId
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class KeyStore(Protocol):
    """API keys by public prefix and the SHA-256 of their secret. Shared by several processes."""

    def add(self, org: OrgId, key: ApiKey, secret_sha256: bytes) -> None:
        """Keep a new key; its `key_id` is the prefix inside the secret."""
        ...

    def find(self, key_id: str) -> tuple[ApiKey, bytes] | None:
        """The key of a prefix with its hash: authentication comes before the organization is known."""
        ...

    def touch(self, org: OrgId, key_id: str, used_at: datetime) -> None:
        """Note the last use."""
        ...

    def list(self, org: OrgId) -> Sequence[ApiKey]:
        """All keys of the organization, newest first."""
        ...

    def revoke(self, org: OrgId, key_id: str, revoked_at: datetime) -> bool:
        """Whether the organization had such a live key."""
        ...

    def ping(self) -> Health:
        """Whether the store answers."""
        ...


@dataclass(frozen=True, slots=True)
class AccountDefault:
    """What rows of an account that do not say take."""

    data_source: DataSource
    account_id: str
    currency: str | None = None
    timezone: str | None = None


class SettingsStore(Protocol):
    """Settings of organizations. Shared by several processes."""

    def account_defaults(self, org: OrgId, data_source: DataSource) -> Sequence[AccountDefault]:
        """Defaults of the organization's accounts of one data source, by account id."""
        ...

    def set_account_default(self, org: OrgId, default: AccountDefault) -> None:
        """Keep a default in place of the account's earlier one."""
        ...

    def conversion_rules(self, org: OrgId, data_source: DataSource) -> SaidRules:
        """What the organization says of a data source's conversions; nothing where it said nothing."""
        ...

    def set_conversion_rules(self, org: OrgId, data_source: DataSource, rules: SaidRules) -> None:
        """Keep these rules in place of all earlier ones of the data source."""
        ...


class AuditLog(Protocol):
    """Who wrote what, for ever: lines are added, completed once, and never changed or removed."""

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        """Add a line about a write to come; when this returns its number, the line is on disk."""
        ...

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        """Say how the write ended; whether the organization had such a line that was open still."""
        ...

    def entries(self, org: OrgId, limit: int, before: int | None = None) -> Sequence[AuditLine]:
        """At most `limit` lines, newest first; those with numbers below `before`."""
        ...


class IngestClaims(Protocol):
    """Which batch an idempotency key of an organization stands for, for 24 hours.

    The last three verbs act where the key is held still by this claim's holder, for its batch; elsewhere on nothing.
    """

    def claim(self, org: OrgId, key: str, claim: Claim) -> Claimed:
        """Claim a key, in one step: of several at once, one alone is told YOURS. What this says is on disk.

        Forgets what is older than 24 hours. A claim without an answer passes on, with its batch id, once it was let
        go, its holder is another process (which ended: one at a time has the records), or an hour went by. Raises
        TooLargeError where the organization has used too many keys.
        """
        ...

    def answer(self, org: OrgId, key: str, claim: Claim, result: str) -> None:
        """Keep the result of the batch: it was stored."""
        ...

    def let_go(self, org: OrgId, key: str, claim: Claim) -> None:
        """Nobody is at it any more, and whether the batch was stored is not known: the next one looks."""
        ...

    def forget(self, org: OrgId, key: str, claim: Claim) -> None:
        """The batch was never stored: the key is free again."""
        ...


class Clock(Protocol):
    """The time of day, given from outside."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...

    def today(self) -> date:
        """The day of `now`."""
        ...
