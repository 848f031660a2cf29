"""What to delete, and what a deletion met."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.use_cases.deletion import DeletionReport, MetRows
from graphql_api.types.enums import DataSource, Level
from graphql_api.types.filter_input import RecordFilter
from graphql_api.types.given import describe
from graphql_api.types.scalars import Long
from graphql_api.types.user_errors import UserError


@strawberry.input(description="Which records to delete.")
class DeleteRecordsInput:
    filter: RecordFilter = describe("Records whose whole period lies inside are deleted. Not with asOf.")
    dry_run: bool = describe("Only say what would be deleted.", default=True)
    everything: bool | None = describe(
        "Says that a filter which restricts nothing is meant: all records of the organization.", default=False
    )


@strawberry.type(description="Records of one data source and level that a deletion meets.")
class DeletedRows:
    data_source: DataSource = describe("The system that the rows came from.")
    level: Level = describe("What the rows describe.")
    matched: Long = describe("Records wholly inside the filter.")
    overlapping: Long = describe("Records that only reach into the date range: they stay.")
    first_date: date | None = describe("First day of the matched records.")
    last_date: date | None = describe("Last day of the matched records.")


@strawberry.type(description="What a deletion met.")
class DeleteRecordsPayload:
    matched: Long = describe("Records wholly inside the filter.", default=Long(0))
    deleted: Long = describe("Records removed; 0 in a dry run.", default=Long(0))
    overlapping: Long = describe(
        "Records that only reach into the date range: they are never deleted. Widen the range to delete them.",
        default=Long(0),
    )
    by_level: list[DeletedRows] = strawberry.field(
        description="The same per data source and level.", default_factory=list
    )
    notice: str | None = describe("What stays although the date range touches it.", default=None)
    user_errors: list[UserError] = strawberry.field(description="Why nothing was deleted.", default_factory=list)


def to_deletion_payload(report: DeletionReport) -> DeleteRecordsPayload:
    """A report in the API's type."""
    return DeleteRecordsPayload(
        matched=Long(report.matched),
        deleted=Long(report.deleted),
        overlapping=Long(report.overlapping),
        by_level=[_to_rows(rows) for rows in report.met],
        notice=_notice(report),
    )


def _to_rows(rows: MetRows) -> DeletedRows:
    return DeletedRows(
        data_source=DataSource(rows.data_source),
        level=Level(rows.level.value),
        matched=Long(rows.matched),
        overlapping=Long(rows.overlapping),
        first_date=rows.first_date,
        last_date=rows.last_date,
    )


def _notice(report: DeletionReport) -> str | None:
    return " ".join(said for said in (_staying(report), report.notice) if said) or None


def _staying(report: DeletionReport) -> str | None:
    staying = [f"{rows.overlapping:,} of {rows.data_source} ({rows.level})" for rows in report.met if rows.overlapping]
    if not staying:
        return None
    return (
        f"Records that only reach into the date range stay: {', '.join(staying)}. To delete them, widen the dateRange."
    )
