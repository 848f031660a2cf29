"""What a time series is asked for, and what it means to the domain."""

from __future__ import annotations

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.use_cases.time_series import MAX_ROWS, TimeSeriesRequest
from graphql_api.types.enums import Dimension, Granularity
from graphql_api.types.filter_input import RecordFilter, to_row_filter
from graphql_api.types.given import describe, given

DEFAULT_SPREAD = "NONE"


@strawberry.input(description="What series to show.")
class TimeSeriesInput:
    filter: RecordFilter | None = describe(
        "Which rows. Buckets run over `dateRange`, else from the first to the last day that is counted in any group.",
        default=UNSET,
    )
    granularity: Granularity = describe("Length of the buckets.", default=Granularity.DAY)
    group_by: list[Dimension] = strawberry.field(
        description="A series for each group; those of the calendar are refused, `granularity` says them. "
        "An empty list gives one series per currency.",
        default_factory=list,
    )
    spread: str | None = describe(
        "NONE leaves rows that span several buckets out (reported in `excluded`); EVEN spreads them over their days: "
        "money and fractions to the micro, counts as whole numbers, so that the parts add up to the row.",
        default=DEFAULT_SPREAD,
    )
    limit: int | None = describe(
        "1 to 10,000 rows. A series is never cut: one with more rows is refused.", default=MAX_ROWS
    )


def to_time_series_request(sent: TimeSeriesInput, metrics: tuple[str, ...]) -> TimeSeriesRequest:
    """The request in the domain's words; `metrics`: those that the query selects."""
    return TimeSeriesRequest(
        to_row_filter(given(sent.filter), ("input", "filter")),
        vocabulary.Granularity(sent.granularity.value),
        tuple(dimension.value for dimension in sent.group_by),
        DEFAULT_SPREAD if sent.spread is None else sent.spread,
        MAX_ROWS if sent.limit is None else sent.limit,
        metrics,
    )
