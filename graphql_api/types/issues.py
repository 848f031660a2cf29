"""Issues of raw rows."""

from __future__ import annotations

import strawberry

from domain.issues import RowIssue as FoundIssue
from domain.use_cases.ingest import IssueCount as FoundCount
from graphql_api.types.enums import IssueSeverity
from graphql_api.types.given import describe


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
