"""Preview: what ingest would store, without storing anything."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from domain.ancestry import Ancestry, currency_facts, facts_of, lacking_of, settle
from domain.issues import RowIssue
from domain.ports import Clock, SettingsStore
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
        records = batch.records.append_column("lacking", pa.array(lacking_of(batch.records), pa.string()))
        settled = settle(org, records, Ancestry.of(facts_of(records) | told))
        noted = settled.drop_columns("lacking").append_column("warnings", warnings_of(batch))
        kept = _last_of_each_key(noted)
        return PreviewReport(
            len(batch.raw_rows),
            noted.take(pa.array(kept)) if len(kept) < noted.num_rows else noted,
            [batch.raw_rows[batch.origin[position]] for position in kept],
            batch.columns_added,
            batch.log.shown(),
            count_issues(batch),
            batch.unmapped,
        )


def _last_of_each_key(records: pa.Table) -> list[int]:
    """Positions of the records that stay where rows turn out to be of one key; of these the store keeps the last."""
    last = {key: position for position, key in enumerate(records["key"].to_pylist())}
    return sorted(last.values())
