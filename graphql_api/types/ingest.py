"""What became of a batch."""

from __future__ import annotations

import strawberry

from domain.use_cases.ingest import IngestReport
from graphql_api.types.given import describe
from graphql_api.types.issues import IssueCount, RowIssue, to_counts, to_issues
from graphql_api.types.user_errors import UserError


@strawberry.type(description="What became of a batch.")
class IngestPayload:
    batch_id: strawberry.ID | None = describe("The stored batch; null where nothing was stored.", default=None)
    received: int = describe(
        "Raw rows after envelopes are unwrapped; `rejected` counts raw rows too, the others count records.", default=0
    )
    inserted: int = describe("New records.", default=0)
    updated: int = describe("Records restated: a new version.", default=0)
    unchanged: int = describe("Records that say what is stored already.", default=0)
    stale: int = describe("Records older than what is stored: they went to the history.", default=0)
    removed: int = describe("Records removed because the batch lacks them.", default=0)
    rejected: int = describe("Raw rows that were not stored.", default=0)
    issues: list[RowIssue] = strawberry.field(
        description="At most 100, rejections first; `issueCounts` counts them all.", default_factory=list
    )
    issue_counts: list[IssueCount] = strawberry.field(description="Every code that was met.", default_factory=list)
    unmapped_fields: list[str] = strawberry.field(
        description="Fields that no rule maps: kept, not summed.", default_factory=list
    )
    notice: str | None = describe("What is still to come although the batch is stored, e.g. in search.", default=None)
    user_errors: list[UserError] = strawberry.field(description="Why nothing was stored.", default_factory=list)


def to_ingest_payload(report: IngestReport) -> IngestPayload:
    """A report in the API's type."""
    counts = report.counts
    return IngestPayload(
        batch_id=strawberry.ID(report.batch_id),
        received=report.received,
        inserted=counts.inserted,
        updated=counts.updated,
        unchanged=counts.unchanged,
        stale=counts.stale,
        removed=counts.removed,
        rejected=report.rejected,
        issues=to_issues(report.issues),
        issue_counts=to_counts(report.issue_counts),
        unmapped_fields=list(report.unmapped),
        notice=report.notice,
    )
