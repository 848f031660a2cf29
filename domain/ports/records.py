"""Records, their history and their raw rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from domain.ancestry import Fact
from domain.event_lines import Entity, Group
from domain.late_keys import LateKeys
from domain.ports.health import Health
from domain.reading import Page, PageRequest, PartsQuery, RowFilter
from domain.summation.needs import Depth
from domain.vocabulary import BatchId, DataSource, OrgId, RecordKey
from domain.windows import ReplacedWindow


@dataclass(frozen=True, slots=True)
class RawFrame:
    """Raw rows of a batch that are kept together: rows as JSON bytes."""

    number: int
    rows: Sequence[bytes]


Told = Callable[[], frozenset[Fact]]
"""Gives all that settings tell of one data source's accounts; asked inside the write, so that the newest word counts."""


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Event lines (`event_lines.EVENT_KINDS` and `EVENT_PROVENANCE`) and how groups of them become records.

    `fold` gives one line per group, in order: `key`, the content columns of the record, and `content`.
    """

    lines: pa.Table
    fold: Callable[[Sequence[Group]], pa.Table]


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
    events: EventBatch | None = None
    """What adds up to records: kept once each by id, and folded into the records of the days that it touches."""
    entities: tuple[Entity, ...] = ()
    """What objects tell of campaigns and messages; records show what was observed of them last."""
    window: ReplacedWindow | None = None
    """What the batch holds completely: stored rows in there that it lacks are removed, at `observed_at`."""
    late_keys: LateKeys | None = None
    """How records that share a key once their gaps are filled are settled; None where none do."""
    part: int = 0
    """Number of the part, where a batch comes in several."""


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What became of the records of a batch."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    stale: int = 0
    removed: int = 0
    """Current records removed because the batch's window lacks them."""
    stale_rows: tuple[int, ...] = ()
    """Positions, in the batch's records, of the stale ones."""


class RecordStore(Protocol):
    """Records, their history and their raw rows. Readers never wait for writers."""

    def upsert(self, org: OrgId, batch: StoredBatch) -> UpsertCounts:
        """Store a batch in one transaction; when this returns, it is on disk.

        What is stored depends on the set of observations, not on the order of arrival. A window removes, at the
        batch's `observed_at`, the rows wholly inside it that were observed before and not then; one that arrives
        later but was observed before is removed too. What is observed after it comes back as a new version.
        Event lines are stored once each; the records that they touch are counted beside the batch's own.
        """
        ...

    def has_batch(self, org: OrgId, batch_id: BatchId) -> bool:
        """Whether the batch was stored, rows or none."""
        ...

    def upsert_parts(self, org: OrgId, parts: Iterable[StoredBatch]) -> list[UpsertCounts]:
        """Store the parts of one batch in one transaction, as `upsert` does; all keys of all parts are distinct.

        The first part's `context` is the batch's. The parts are taken one after another, so that one at a time is held.
        """
        ...

    def candidates(self, org: OrgId, rows: RowFilter, *, undecided_only: bool) -> pa.Table:
        """Rows overlapping the filter: `key`, the guard columns, `spend`, `currency`.

        `undecided_only`: only rows that the stored mask leaves to the reader.
        """
        ...

    def mixed_bases(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Distinct kinds of rows of campaigns with several date bases, in the filter.

        `data_source, account_id, campaign_id, ad_group_id, entity_id, level, channel, breakdown_set, date_basis,
        date_start, date_stop`; single days are all 1970-01-01.
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

    def conversion_metrics(self, org: OrgId, query: PartsQuery, sources: Sequence[DataSource]) -> pa.Table:
        """Conversion metrics of the counted rows of these sources that report conversions or revenue.

        `data_source, conversion_metric, conversion_metric_name, currency, row_count`, in no order.
        """
        ...

    def repeated_uniques(self, org: OrgId, query: PartsQuery) -> int:
        """Number of counted rows with unique opens or clicks of whose entity another day is counted too."""
        ...

    def group_count(self, org: OrgId, query: PartsQuery) -> int:
        """Number of groups of the dimensions and the currency."""
        ...

    def left_out(self, org: OrgId, rows: RowFilter, depth: Depth) -> pa.Table:
        """By the stored mask: lines as `reading.LEFT_OUT` of rows not counted in the filter.

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
        `removed_at` (when it was removed); both null while nothing ended the version. `reread_at`: when other rules
        took its place; null for versions as they are read today.
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
