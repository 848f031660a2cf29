"""Answers of the API: what became of a batch, a preview, insights, pages of records."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pyarrow as pa
import strawberry

from domain.derived import with_ratios
from domain.errors import InvalidInputError, MarketingMemoryError
from domain.issues import RowIssue as FoundIssue
from domain.use_cases.ingest import IngestReport
from domain.use_cases.ingest import IssueCount as FoundCount
from domain.use_cases.insights import InsightsReport
from domain.use_cases.preview import PreviewReport
from domain.use_cases.records import RecordPage
from graphql_api.types.enums import IssueSeverity, Scope
from graphql_api.types.inputs import describe
from graphql_api.types.rows import InsightRow, MetricValues, Record, Row, to_rows

MAX_PREVIEW = 1000


@strawberry.type(description="Something the caller can mend.")
class UserError:
    code: str = describe("Stable code, e.g. INVALID_INPUT.")
    message: str = describe("What was wrong, with the value, and what to do.")
    field: list[str] | None = describe("Path of the argument.")


@strawberry.type(description="One issue of one raw row, or of the batch.")
class RowIssue:
    severity: IssueSeverity = describe("Whether the row was kept.")
    code: str = describe("Stable code, e.g. NOT_A_NUMBER, MULTI_DAY_ROW.")
    row_index: int | None = describe("Position of the raw row, from 0; null where the batch is meant.")
    path: str | None = describe("JSON path inside the row.")
    message: str = describe("What was wrong, where, and what to do.")
    value: str | None = describe("The offending value, cut at 64 characters.")


@strawberry.type(description="How often a code was met.")
class IssueCount:
    code: str = describe("Stable code.")
    severity: IssueSeverity = describe("Whether the rows were kept.")
    count: int = describe("Number of issues.")


def to_user_errors(error: MarketingMemoryError) -> list[UserError]:
    """An error of the domain as data."""
    return [UserError(code=error.code, message=str(error), field=list(error.field) or None)]


def to_issues(issues: list[FoundIssue]) -> list[RowIssue]:
    """Issues of the domain in the API's types."""
    return [
        RowIssue(
            severity=IssueSeverity(issue.severity.value),
            code=issue.code,
            row_index=issue.row_index,
            path=issue.path,
            message=issue.message,
            value=issue.value,
        )
        for issue in issues
    ]


def to_counts(counts: list[FoundCount]) -> list[IssueCount]:
    """Issue counts of the domain in the API's types."""
    return [IssueCount(code=c.code, severity=IssueSeverity(c.severity.value), count=c.count) for c in counts]


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
        rejected=report.rejected,
        issues=to_issues(report.issues),
        issue_counts=to_counts(report.issue_counts),
        unmapped_fields=list(report.unmapped),
    )


@strawberry.type(description="What ingest would store.")
class TransformPreview:
    table: strawberry.Private[pa.Table | None] = None
    raw_rows: strawberry.Private[list[bytes]] = strawberry.field(default_factory=list)
    original_records: int = describe("Raw rows after envelopes are unwrapped.", default=0)
    transformed_records: int = describe("Records that would be stored.", default=0)
    columns_added: list[str] = strawberry.field(
        description="Columns of the records that no raw row has under that name.", default_factory=list
    )
    issues: list[RowIssue] = strawberry.field(description="At most 100, rejections first.", default_factory=list)
    issue_counts: list[IssueCount] = strawberry.field(description="Every code that was met.", default_factory=list)
    unmapped_fields: list[str] = strawberry.field(description="Fields that no rule maps.", default_factory=list)
    user_errors: list[UserError] = strawberry.field(description="Why nothing can be read.", default_factory=list)

    @strawberry.field(description="The first of the records that would be stored; `first` 1 to 1,000.")
    def records(self, first: Annotated[int, strawberry.argument(description="1 to 1,000.")] = 100) -> list[Record]:
        """Records with their raw rows and derived metrics."""
        if not 1 <= first <= MAX_PREVIEW:
            raise InvalidInputError(f"first is {first}.", hint=f"Send 1 to {MAX_PREVIEW}.", field=("first",))
        if self.table is None:
            return []
        shown = self.table.slice(0, first)
        return to_records(shown, self.raw_rows[: shown.num_rows])


def to_transform_preview(report: PreviewReport) -> TransformPreview:
    """A report in the API's type."""
    return TransformPreview(
        table=report.records,
        raw_rows=report.raw_rows,
        original_records=report.original_records,
        transformed_records=report.records.num_rows,
        columns_added=list(report.columns_added),
        issues=to_issues(report.issues),
        issue_counts=to_counts(report.issue_counts),
        unmapped_fields=list(report.unmapped),
    )


def to_records(table: pa.Table, raw_rows: list[bytes | None] | list[bytes]) -> list[Row]:
    """Records as rows of the API; `raw_rows` may be empty where nobody asked."""
    rows = to_rows(with_ratios(table))
    keys = [str(key) for key in table["key"].to_pylist()]
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        raw = raw_rows[place] if raw_rows else None
        row |= {"id": key, "raw": None if raw is None else msgspec.json.decode(raw)}
    return rows


@strawberry.type(description="Rows left out of a total so that nothing is counted twice.")
class Excluded:
    reason: str = describe("LEVEL, LEVEL_GAP, BREAKDOWN, OVERLAPPING_PERIODS, PARTIAL_PERIOD, MULTI_DAY_ROW, ...")
    rows: int = describe("Number of records.")
    spend: float | None = describe("Their spend; null where several currencies meet or none is reported.")


@strawberry.type(description="Totals are per currency; `currency` is null where the platform did not say.")
class CurrencyTotals:
    currency: str | None = describe("ISO 4217, or null where nobody said.")
    totals: MetricValues = describe("Metrics of the rows of this currency.")


@strawberry.type(description="KPIs grouped as asked.")
class Insights:
    rows: list[InsightRow] = describe("One row per group and currency.")
    total_rows: int = describe("Rows before `limit`.")
    totals: MetricValues = describe(
        "Over all rows, not only those returned. Money and what derives from it is null when several currencies meet: "
        "see `totalsByCurrency`."
    )
    totals_by_currency: list[CurrencyTotals] = describe("Totals of each currency.")
    data_source_summary: list[InsightRow] = describe("One row per data source and currency.")
    excluded: list[Excluded] = describe("What was left out, by reason.")


def to_insights(report: InsightsReport) -> Insights:
    """A report in the API's type."""
    totals = report.totals
    return Insights(
        rows=to_rows(report.rows),
        total_rows=report.total_rows,
        totals=totals.overall,
        totals_by_currency=[CurrencyTotals(currency=t.currency, totals=t.totals) for t in totals.by_currency],
        data_source_summary=to_rows(totals.by_data_source),
        excluded=[Excluded(reason=e.reason.name, rows=e.rows, spend=e.spend) for e in report.excluded],
    )


@strawberry.type(description="One record and its place in the list.")
class RecordEdge:
    cursor: str = describe("Send it as `after` to go on behind this record.")
    node: Record = describe("The record.")


@strawberry.type(description="Where a page stands in the list.")
class PageInfo:
    has_next_page: bool = describe("Whether more records follow.")
    has_previous_page: bool = describe("Whether the page began behind a cursor.")
    start_cursor: str | None = describe("Cursor of the first record.")
    end_cursor: str | None = describe("Cursor of the last record; send it as `after` for the next page.")


@strawberry.type(description="A page of records, newest day first.")
class RecordConnection:
    edges: list[RecordEdge] = describe("Records with their cursors.")
    nodes: list[Record] = describe("The records alone.")
    page_info: PageInfo = describe("Where the page stands.")
    total_count: int = describe("Records in all pages.")


def to_connection(page: RecordPage, raw_rows: list[bytes | None]) -> RecordConnection:
    """A page in the API's type."""
    rows: list[Any] = to_records(page.records, raw_rows)
    cursors = page.cursors
    return RecordConnection(
        edges=[RecordEdge(cursor=cursor, node=row) for cursor, row in zip(cursors, rows, strict=True)],
        nodes=rows,
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=page.total,
    )


@strawberry.type(description="Who asks.")
class Viewer:
    organization_id: strawberry.ID = describe("The organization of the API key: every answer is about it alone.")
    subject: str = describe("Name of the API key.")
    scopes: list[Scope] = describe("What the key may do.")
