"""What insights are asked for, and what it means to the domain."""

from __future__ import annotations

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.errors import InvalidInputError
from domain.insights.day_labels import SaidCalendar, said_calendar
from domain.use_cases.insights import InsightsRequest
from graphql_api.types.calendar_words import COUNTRY, FISCAL_START, JANUARY, SUBDIVISION
from graphql_api.types.enums import Dimension, DirectionEnum, Metric
from graphql_api.types.filter_input import DateRange, RecordFilter, to_breakdowns, to_row_filter
from graphql_api.types.given import describe, given

DEFAULT_LIMIT = 1000


@strawberry.input(description="Order of the rows; ties by entity id, nulls last.")
class InsightOrder:
    metric: Metric = describe("The metric to order by.")
    direction: DirectionEnum = describe("Largest or smallest first.", default=DirectionEnum.DESC)


@strawberry.input(description="What insights to show.")
class InsightsInput:
    filter: RecordFilter | None = describe("Which rows.", default=UNSET)
    group_by: list[Dimension] = strawberry.field(
        description="Dimensions of the rows; an empty list gives one row per currency.",
        default_factory=lambda: [Dimension.DATA_SOURCE],
    )
    breakdowns: list[str] | None = describe(
        "Also group by these breakdowns, e.g. age, gender, publisher_platform. At most 10.", default=UNSET
    )
    metrics: list[Metric] | None = describe(
        "The metrics of interest: only these are computed for tables with dynamic columns. Default: all.", default=UNSET
    )
    order_by: InsightOrder | None = strawberry.field(
        description="Order of the rows.", default_factory=lambda: InsightOrder(metric=Metric.SPEND)
    )
    limit: int | None = describe("1 to 10,000.", default=DEFAULT_LIMIT)
    compare_to: DateRange | None = describe(
        "Also compute this range beside it. Days, weeks, months, quarters and years are compared place by place: "
        "the third day with the third day; so are fiscal and retail periods. Days of the week, seasons, holidays and "
        "events are compared with themselves.",
        default=UNSET,
    )
    country: str | None = describe(
        f"For dimensions of the calendar. {COUNTRY} Left out: each row's own country, US where it has none.",
        default=UNSET,
    )
    subdivision: str | None = describe(f"{SUBDIVISION} Send `country` with it.", default=UNSET)
    fiscal_year_start_month: int | None = describe(FISCAL_START, default=JANUARY)


def to_insights_request(sent: InsightsInput, metrics: tuple[str, ...]) -> InsightsRequest:
    """The request in the domain's words; `metrics`: those that the query selects."""
    order = sent.order_by or InsightOrder(metric=Metric.SPEND)
    return InsightsRequest(
        to_row_filter(given(sent.filter), ("input", "filter")),
        tuple(dimension.value for dimension in sent.group_by),
        order.metric.value,
        vocabulary.Direction(order.direction.value),
        DEFAULT_LIMIT if sent.limit is None else sent.limit,
        to_breakdowns(given(sent.breakdowns), ("input", "breakdowns")),
        sent.compare_to.to_period() if sent.compare_to else None,
        metrics,
        _said_calendar(sent),
    )


def _said_calendar(sent: InsightsInput) -> SaidCalendar:
    first = given(sent.fiscal_year_start_month)
    try:
        return said_calendar(given(sent.country), given(sent.subdivision), JANUARY if first is None else first)
    except InvalidInputError as error:
        error.field = ("input", *error.field)
        raise
