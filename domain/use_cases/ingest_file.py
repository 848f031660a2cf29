"""Ingest an upload of any size as one batch in one transaction, a part at a time in memory.

A file of one part goes the way of the `ingest` mutation. A larger one is normalized part by part; records and raw rows
wait on disk until every key is known, so that duplicates and conflicts are settled over the whole file, and then go
into the store in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from domain.arrow import key_words
from domain.column_map import ColumnMap
from domain.conflicts import settle
from domain.files.parts import MOST_ROWS, FilePart, too_many_rows
from domain.issue_log import IssueLog
from domain.issues import ISSUE_CODES, Place, RowIssue, Severity
from domain.late_keys import LateKeys
from domain.normalize.batch import NormalizedBatch
from domain.ports import AccountDefault, Spool, StoredBatch, UpsertCounts
from domain.said_rules import SaidRules
from domain.sources.registry import SOURCES
from domain.uploads.found import Found
from domain.uploads.joining import joined_payload
from domain.uploads.kept_parts import KeptParts
from domain.uploads.summing import summed_records
from domain.uploads.upload import Upload
from domain.uploads.whole_window import with_window
from domain.use_cases.accounts import told_by_settings
from domain.use_cases.filed_request import opened_request
from domain.use_cases.ingest import Ingest, IngestReport, IssueCount, check_observed_at, stamp
from domain.use_cases.submission import Submission, read_submission
from domain.use_cases.window import Pulled, account_said, check_window, may_replace
from domain.vocabulary import BatchId, ConflictPolicy, OrgId
from domain.wording import counted

Ints = npt.NDArray[np.int64]
COUNTED = ("inserted", "updated", "unchanged", "stale", "removed")


@dataclass(frozen=True, slots=True)
class IngestFile:
    """Rows of an upload in, right records stored, as `Ingest` does with rows at hand."""

    ingest: Ingest
    spool: Spool

    @property
    def new_batch_id(self) -> Callable[[], BatchId]:
        """Gives ids of new batches."""
        return self.ingest.new_batch_id

    def __call__(
        self,
        org: OrgId,
        submission: Submission,
        observed_at: datetime | None = None,
        tell: Callable[[str], None] = lambda _stage: None,
        batch_id: BatchId | None = None,
    ) -> IngestReport:
        """As `Ingest`; an `Upload` for a payload is read in parts."""
        if not isinstance(submission.payload, Upload):
            return self.ingest(org, submission, observed_at, tell, batch_id)
        upload = submission.payload
        submission, parts = opened_request(submission, upload.parts())
        check_window(submission)
        first, second = next(parts), next(parts, None)
        if second is None:
            whole = replace(submission, payload=first.content, place=Place(0, first.lines))
            return self.ingest(org, whole, observed_at, tell, batch_id)
        spec = SOURCES.get(submission.data_source)
        if spec is not None and not spec.divisible:
            together = replace(submission, payload=joined_payload(chain([first, second], parts)))
            return self.ingest(org, together, observed_at, tell, batch_id)
        try:
            return self._in_parts(chain([first, second], parts), org, submission, observed_at, tell, batch_id)
        except _TellOfOneAnotherError:
            _, again = opened_request(submission, upload.parts())
            together = replace(submission, payload=joined_payload(again))
            return self.ingest(org, together, observed_at, tell, batch_id)

    def _in_parts(
        self,
        parts: Iterator[FilePart],
        org: OrgId,
        submission: Submission,
        observed_at: datetime | None,
        tell: Callable[[str], None],
        batch_id: BatchId | None,
    ) -> IngestReport:
        now = self.ingest.clock.now()
        check_observed_at(observed_at, now)
        tell("Normalizing")
        with ExitStack() as stack:
            records, raw = (stack.enter_context(closing(self.spool.new_file())) for _ in range(2))
            reading = _Reading(self, org, submission, observed_at or now, now, batch_id, KeptParts(records, raw))
            for part in parts:
                reading.read(part)
            return reading.store(tell)


class _TellOfOneAnotherError(Exception):
    """Rows of the upload tell what others lack, wherever those stand: they must be read at once."""


@dataclass(slots=True)
class _Reading:
    """One upload on its way: what is known of the parts read so far."""

    use_case: IngestFile
    org: OrgId
    submission: Submission
    observed_at: datetime
    now: datetime
    retried: BatchId | None
    kept: KeptParts
    batch_id: BatchId = field(init=False)
    defaults: list[AccountDefault] = field(init=False)
    rules: SaidRules = field(init=False)
    columns: ColumnMap = field(init=False)
    found: Found = field(default_factory=Found)
    keys: list[npt.NDArray[np.uint64]] = field(default_factory=list)
    content: list[Ints] = field(default_factory=list)
    origin: list[Ints] = field(default_factory=list)
    lines: list[npt.NDArray[np.int32]] = field(default_factory=list)
    pages: list[dict[str, object]] = field(default_factory=list)
    currencies: set[str | None] = field(default_factory=set)
    unmapped: set[str] = field(default_factory=set)
    folding_log: IssueLog | None = None
    """Of the last part with event lines, whose fold is that of all parts."""
    without_account: list[npt.NDArray[np.bool_]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings, source = self.use_case.ingest.settings, self.submission.data_source
        self.batch_id = self.retried or self.use_case.new_batch_id()
        self.defaults = list(settings.account_defaults(self.org, source))
        self.rules = settings.conversion_rules(self.org, source)
        self.columns = settings.column_map(self.org, source)

    def read(self, part: FilePart) -> None:
        """Normalize one part and put it aside."""
        said = replace(self.submission, payload=part.content, place=Place(self.found.rows, part.lines), is_part=True)
        batch = read_submission(self.org, said, self.now.date(), self.defaults, self.rules, self.columns)
        if batch.tells_of_others:
            raise _TellOfOneAnotherError
        if batch.events is not None:
            self.folding_log = batch.log
        self._keep(stamp(batch, replace(said, payload=None), self.batch_id, self.observed_at, self.now), batch)
        self.lines.append(np.asarray(part.lines, np.int32))
        self.unmapped |= set(batch.unmapped)
        self.found.add_part(batch.log, len(batch.raw_rows))
        if self.found.rows > MOST_ROWS:
            raise too_many_rows()

    def _keep(self, stored: StoredBatch, batch: NormalizedBatch) -> None:
        records = stored.records
        self.keys.append(key_words(records["key"]).copy())
        self.content.append(records["content"].to_numpy())
        self.origin.append(batch.origin + self.found.rows)
        self.without_account.append(records["account_id"].is_null().to_numpy())
        self.currencies |= set(records["currency"].unique().to_pylist()) - {None}
        self.pages += [{"first_row": page.first_row + self.found.rows, "context": page.context} for page in batch.pages]
        self.kept.keep(stored)

    def store(self, tell: Callable[[str], None]) -> IngestReport:
        """Settle what parts share, and write all of them."""
        log = IssueLog(strict=self.submission.strict, place=Place(0, np.concatenate(self.lines).tolist()))
        keys, content, origin = np.concatenate(self.keys), np.concatenate(self.content), np.concatenate(self.origin)
        settled = settle(keys, content, origin, self.submission.on_conflict, partial(_say, log, origin))
        kept = settled.kept & ~np.isin(origin, np.fromiter(log.rejected, np.int64, len(log.rejected)))
        self.found.add_settled(log)
        window_log = IssueLog(strict=self.submission.strict)
        account = account_said(self.submission, SOURCES[self.submission.data_source])
        replaces = self.submission.replace_window and may_replace(self._pulled(kept), account, window_log)
        tell(f"Storing {counted(int(kept.sum()), 'record', 'records')}")
        sums = summed_records(self.kept, settled.sums) if self.submission.on_conflict is ConflictPolicy.SUM else {}
        parts = self.kept.parts(kept, sums, self.pages)
        if replaces and self.submission.period is not None:
            parts = with_window(parts, len(self.keys), self.submission.period, account)
        stored_log = IssueLog(strict=self.submission.strict, place=log.place)
        counts, stale = self._write(parts, kept, origin, stored_log)
        for place in stale:
            stored_log.add("STALE_ROW", int(origin[place]))
        self.found.add_settled(stored_log)
        self.found.close([*_mixed(self.currencies), *window_log.shown(), *self._large_sums()])
        return self._report(counts)

    def _large_sums(self) -> list[RowIssue]:
        """What the fold of all event lines found, which the store has asked for."""
        log = self.folding_log
        return [] if log is None else [issue for issue in log.of_batch() if issue.code == "SUM_OUT_OF_RANGE"]

    def _pulled(self, kept: npt.NDArray[np.bool_]) -> Pulled:
        unknown = int((np.concatenate(self.without_account) & kept).sum())
        return Pulled(
            int(kept.sum()),
            unknown,
            self.found.rejected,
            more_pages=self.found.more_pages,
            has_events=self.kept.events is not None,
        )

    def _write(
        self, parts: Iterator[StoredBatch], kept: npt.NDArray[np.bool_], origin: Ints, log: IssueLog
    ) -> tuple[UpsertCounts, list[int]]:
        ingest, source = self.use_case.ingest, self.submission.data_source
        if self.retried is not None and ingest.store.has_batch(self.org, self.retried):
            return UpsertCounts(unchanged=int(kept.sum())), []
        told = partial(told_by_settings, ingest.settings, self.org, source)
        places, stale, before = np.flatnonzero(kept), [], 0
        bounds = np.cumsum([0, *self._sizes(kept)])[1:-1]
        rows = np.split(origin[places], bounds)
        late = (LateKeys(self.submission.on_conflict, log, mine) for mine in rows)
        done = ingest.store.upsert_parts(
            self.org, (replace(part, told=told, late_keys=keys) for part, keys in zip(parts, late, strict=True))
        )
        for counts, size in zip(done, self._sizes(kept), strict=True):
            stale += [int(places[before + place]) for place in counts.stale_rows]
            before += size
        total = (sum(getattr(c, name) for c in done) for name in COUNTED)
        return UpsertCounts(*total), stale

    def _sizes(self, kept: npt.NDArray[np.bool_]) -> list[int]:
        """Records of each part that stay."""
        bounds = np.cumsum([0, *(len(keys) for keys in self.keys)])
        return [int(kept[start:end].sum()) for start, end in pairwise(bounds.tolist())]

    def _report(self, counts: UpsertCounts) -> IngestReport:
        found, order = self.found, list(ISSUE_CODES)
        shown = IssueLog(strict=self.submission.strict)
        issue_counts = [IssueCount(code, shown.severity(code), count) for code, count in found.counts.items()]
        issue_counts.sort(key=lambda c: (c.severity is not Severity.REJECTED, -c.count, order.index(c.code)))
        return IngestReport(
            self.batch_id,
            found.rows,
            found.rejected,
            counts,
            found.issues(),
            issue_counts,
            tuple(sorted(self.unmapped)),
        )


def _say(log: IssueLog, origin: Ints, code: str, place: int, detail: str) -> None:
    log.add(code, int(origin[place]), detail=detail)


def _mixed(currencies: set[str | None]) -> list[RowIssue]:
    """Several currencies are a matter of all parts together."""
    log = IssueLog()
    if len(currencies) > 1:
        log.add("MIXED_CURRENCY")
    return log.shown()
