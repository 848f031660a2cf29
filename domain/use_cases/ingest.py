"""Ingest: normalize raw rows and store them, in one transaction, with a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.ancestry import lacking_labels
from domain.arrow import repeated
from domain.column_map import stated_map
from domain.errors import InvalidInputError
from domain.issues import ISSUE_CODES, RowIssue, Severity
from domain.late_keys import LateKeys
from domain.normalize.batch import NORMALIZER_VERSION, NormalizedBatch
from domain.ports import Clock, EventBatch, RecordStore, SettingsStore, StoredBatch, UpsertCounts
from domain.raw_frames import pack_frames
from domain.records import Kind, record_schema
from domain.use_cases.accounts import told_by_settings
from domain.use_cases.submission import Submission, read_submission
from domain.use_cases.window import check_window, window_to_replace
from domain.vocabulary import BatchId, OrgId
from domain.wording import counted

CLOCKS_DIFFER = timedelta(days=1)
"""How far ahead of ours a caller's clock may be."""


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How often a code was met."""

    code: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of a batch: `received` and `rejected` count raw rows, the others records."""

    batch_id: BatchId
    received: int
    rejected: int
    counts: UpsertCounts
    issues: list[RowIssue]
    issue_counts: list[IssueCount]
    unmapped: tuple[str, ...]
    repeated: bool = False
    """Whether this is the report of an earlier request, which stored the batch."""
    notice: str | None = None
    """What is still to come although the batch is stored."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """Raw rows in, right records stored: good rows even when others are rejected."""

    store: RecordStore
    clock: Clock
    new_batch_id: Callable[[], BatchId]
    settings: SettingsStore

    def __call__(
        self,
        org: OrgId,
        submission: Submission,
        observed_at: datetime | None = None,
        tell: Callable[[str], None] = lambda _stage: None,
        batch_id: BatchId | None = None,
    ) -> IngestReport:
        """Store the submission's records and say what became of each raw row.

        `tell` hears of each stage as it begins, for those who watch. `batch_id`: one that an earlier attempt may have
        stored; if so, nothing is stored again and all of its records are unchanged. Raises InvalidInputError or UnreadableBatchError
        where nothing can be read; nothing is stored then.
        """
        now = self.clock.now()
        check_observed_at(observed_at, now)
        check_window(submission)
        tell("Normalizing")
        defaults = self.settings.account_defaults(org, submission.data_source)
        rules = self.settings.conversion_rules(org, submission.data_source)
        columns = self.settings.column_map(org, submission.data_source)
        batch = read_submission(org, submission, now.date(), defaults, rules, columns)
        window = window_to_replace(batch, submission)
        tell(f"Storing {counted(batch.records.num_rows, 'record', 'records')}")
        stored = stamp(batch, submission, batch_id or self.new_batch_id(), observed_at or now, now)
        told = partial(told_by_settings, self.settings, org, submission.data_source)
        if batch_id is not None and self.store.has_batch(org, batch_id):
            counts = UpsertCounts(unchanged=stored.records.num_rows)
        else:
            late = LateKeys(submission.on_conflict, batch.log, batch.origin)
            counts = self.store.upsert(org, replace(stored, told=told, window=window, late_keys=late))
        for position in counts.stale_rows:
            batch.log.add("STALE_ROW", int(batch.origin[position]))
        return IngestReport(
            stored.batch_id,
            len(batch.raw_rows),
            len(batch.log.rejected),
            counts,
            batch.log.shown(),
            count_issues(batch),
            batch.unmapped,
        )


def check_observed_at(observed_at: datetime | None, now: datetime) -> None:
    """Refuse an observation of the future: every later one would count as older than it, for ever."""
    if observed_at is not None and observed_at > now + CLOCKS_DIFFER:
        raise InvalidInputError(
            f"observedAt is {observed_at.isoformat()}, which is to come.",
            hint="Send the instant at which the platform was asked, or leave it out.",
            field=("input", "observedAt"),
        )


def count_issues(batch: NormalizedBatch) -> list[IssueCount]:
    """Every code that was met, rejections first, then the most frequent."""
    found = [IssueCount(code, batch.log.severity(code), count) for code, count in batch.log.counts.items()]
    order = list(ISSUE_CODES)
    return sorted(found, key=lambda c: (c.severity is not Severity.REJECTED, -c.count, order.index(c.code)))


def stamp(
    batch: NormalizedBatch, submission: Submission, batch_id: BatchId, observed_at: datetime, now: datetime
) -> StoredBatch:
    """The records with their provenance, and the raw rows in frames."""
    frames, frame_of, row_of = pack_frames(batch.raw_rows)
    size = batch.records.num_rows
    seen = pa.array([observed_at], Kind.INSTANT.arrow)
    provenance = {
        "lacking": lacking_labels(batch.records).array(),
        "observed_at": repeated(seen, size),
        "last_observed_at": repeated(seen, size),
        "seen_at": repeated(pa.array([[observed_at]], Kind.INSTANTS.arrow), size),
        "ingested_at": repeated(pa.array([now], Kind.INSTANT.arrow), size),
        "revision": pa.array(np.ones(size, np.int64)),
        "batch_id": repeated(pa.array([batch_id], pa.string()), size),
        "raw_frame": pa.array(frame_of[batch.origin]),
        "raw_row": pa.array(row_of[batch.origin]),
        "normalizer_version": pa.array(np.full(size, NORMALIZER_VERSION, np.int64)),
        "warnings": warnings_of(batch),
        "audiences": pa.nulls(size, pa.string()),
    }
    columns = {name: batch.records[name] for name in batch.records.column_names} | provenance
    table = pa.table([columns[name] for name in record_schema().names], schema=record_schema())
    said = _context(batch, submission)
    stored = StoredBatch(batch_id, batch.spec.name, observed_at, now, table, frames, said, entities=batch.entities)
    if batch.events is None:
        return stored
    places = frame_of[batch.events.origin], row_of[batch.events.origin]
    lines = _stamp_lines(batch.events.lines, batch_id, observed_at, now, places)
    return replace(stored, events=EventBatch(lines, batch.events.fold))


def _stamp_lines(
    lines: pa.Table,
    batch_id: BatchId,
    observed_at: datetime,
    now: datetime,
    places: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
) -> pa.Table:
    """Event lines with when they were observed, and where their raw rows are."""
    size = lines.num_rows
    provenance = {
        "observed_at": repeated(pa.array([observed_at], Kind.INSTANT.arrow), size),
        "ingested_at": repeated(pa.array([now], Kind.INSTANT.arrow), size),
        "batch_id": repeated(pa.array([batch_id], pa.string()), size),
        "raw_frame": pa.array(places[0]),
        "raw_row": pa.array(places[1]),
        "normalizer_version": pa.array(np.full(size, NORMALIZER_VERSION, np.int64)),
    }
    for name, column in provenance.items():
        lines = lines.append_column(name, column)
    return lines


def warnings_of(batch: NormalizedBatch) -> pa.Array:
    """For each record the codes noted on its raw row as a JSON list; null where there is none."""
    noted = {row: msgspec.json.encode(codes).decode() for row, codes in batch.log.noted().items()}
    if not noted:
        return pa.nulls(batch.records.num_rows, pa.string())
    return pa.array([noted.get(row) for row in batch.origin.tolist()], pa.string())


def _context(batch: NormalizedBatch, submission: Submission) -> str:
    """What was said about the batch, enough to read its raw rows again."""
    said = {
        "period": asdict(submission.period) if submission.period else None,
        "account_id": submission.account_id,
        "currency": submission.currency,
        "timezone": submission.timezone,
        "number_locale": submission.number_locale,
        "metadata": submission.metadata,
        "strict": submission.strict,
        "on_conflict": submission.on_conflict.value,
        "replace_window": submission.replace_window,
        "conversion_rules": batch.rules,
        "column_map": stated_map(batch.column_map),
        "pages": [{"first_row": page.first_row, "context": page.context} for page in batch.pages],
    }
    return msgspec.json.encode(said).decode()
