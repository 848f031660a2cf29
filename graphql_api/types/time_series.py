"""KPIs per calendar bucket."""

from __future__ import annotations

import strawberry

from domain.use_cases.time_series import TimeSeriesReport
from graphql_api.types.enums import Granularity
from graphql_api.types.given import describe
from graphql_api.types.insights import Excluded, to_excluded
from graphql_api.types.rows import TimeSeriesRow, to_rows


@strawberry.type(description="KPIs per calendar bucket, without gaps.")
class TimeSeries:
    rows: list[TimeSeriesRow] = describe(
        "One row for every bucket of every group and currency, by date, then by group, unknown ones last."
    )
    granularity: Granularity = describe("Length of the buckets.")
    excluded: list[Excluded] = describe("What was left out, by reason.")


def to_time_series(report: TimeSeriesReport) -> TimeSeries:
    """A report in the API's type."""
    return TimeSeries(
        rows=to_rows(report.rows),
        granularity=Granularity(report.granularity.value),
        excluded=to_excluded(report.excluded),
    )
