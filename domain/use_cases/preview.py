"""Preview: what ingest would store, without storing anything."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from domain.ancestry import Ancestry, currency_facts, facts_of, lacking_of, settle
from domain.event_groups import group_lines
from domain.issues import RowIssue
from domain.late_keys import LateKeys
from domain.normalize.batch import NormalizedBatch
from domain.ports import Clock, SettingsStore
from domain.records import CONTENT
from domain.use_cases.ingest import IssueCount, count_issues, warnings_of
from domain.use_cases.submission import Submission, read_submission
from domain.vocabulary import OrgId


@dataclass(frozen=True, slots=True)
class PreviewReport:
    """Records as they would be stored; `columns_added` holds something that no raw row has under that name."""

    original_records: int
    records: pa.Table
    raw_rows: list[bytes]
    columns_added: tuple[str, ...]
    issues: list[RowIssue]
    issue_counts: list[IssueCount]
    unmapped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The transformation alone, for validation and debugging.

    What rows lack is filled in from the batch itself; ingest knows what is stored besides.
    """

    clock: Clock
    settings: SettingsStore

    def __call__(self, org: OrgId, submission: Submission) -> PreviewReport:
        """The records of a submission and what was found in it; raises as ingest does."""
        defaults = self.settings.account_defaults(org, submission.data_source)
        rules = self.settings.conversion_rules(org, submission.data_source)
        columns = self.settings.column_map(org, submission.data_source)
        batch = read_submission(org, submission, self.clock.today(), defaults, rules, columns)
        told = currency_facts(submission.data_source, {d.account_id: d.currency for d in defaults})
        found, origin, added = with_events(batch)
        records = found.append_column("lacking", pa.array(lacking_of(found), pa.string()))
        settled = settle(org, records, Ancestry.of(facts_of(records) | told))
        of_days = pa.nulls(found.num_rows - batch.records.num_rows, pa.string())  # those of events are of no one row
        noted = settled.drop_columns("lacking").append_column(
            "warnings", pa.chunked_array([warnings_of(batch), of_days])
        )
        noted, origin = _settled_late(noted, batch, submission, origin)
        kept = _last_of_each_key(noted)
        return PreviewReport(
            len(batch.raw_rows),
            noted.take(pa.array(kept)) if len(kept) < noted.num_rows else noted,
            [batch.raw_rows[origin[position]] for position in kept],
            added,
            batch.log.shown(),
            count_issues(batch),
            batch.unmapped,
        )


def _settled_late(
    records: pa.Table, batch: NormalizedBatch, submission: Submission, origin: list[int]
) -> tuple[pa.Table, list[int]]:
    """The records without those that the batch's rule leaves out once their gaps are filled, and their raw rows."""
    own = batch.records.num_rows
    kept, places = LateKeys(submission.on_conflict, batch.log, batch.origin).settle(records.slice(0, own))
    rows = [*batch.origin[places].tolist(), *origin[own:]]
    return pa.concat_tables([kept, records.slice(own)]), rows


def _last_of_each_key(records: pa.Table) -> list[int]:
    """Positions of the records that stay where rows turn out to be of one key; of these the store keeps the last."""
    last = {key: position for position, key in enumerate(records["key"].to_pylist())}
    return sorted(last.values())


def with_events(batch: NormalizedBatch) -> tuple[pa.Table, list[int], tuple[str, ...]]:
    """The batch's records and those of its event lines alone, the raw row of each, and the columns added."""
    origin = batch.origin.tolist()
    if batch.events is None:
        return batch.records, origin, batch.columns_added
    groups, places = group_lines(batch.events.lines)
    folded = batch.events.fold(groups)
    filled = {c.name for c in CONTENT if c.public and folded[c.name].null_count < folded.num_rows}
    added = tuple(c.name for c in CONTENT if c.name in filled | set(batch.columns_added))
    return pa.concat_tables([batch.records, folded]), [*origin, *batch.events.origin[places].tolist()], added
