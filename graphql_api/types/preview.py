"""What ingest would store."""

from __future__ import annotations

from typing import Annotated

import pyarrow as pa
import strawberry

from domain.errors import InvalidInputError
from domain.use_cases.preview import PreviewReport
from graphql_api.types.given import describe
from graphql_api.types.issues import IssueCount, RowIssue, to_counts, to_issues
from graphql_api.types.records import to_records
from graphql_api.types.rows import Record
from graphql_api.types.user_errors import UserError

MAX_PREVIEW = 1000


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
