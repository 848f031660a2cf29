"""KPIs grouped as asked."""

from __future__ import annotations

from typing import Annotated, Any

import pyarrow as pa
import strawberry

from domain.insights.left_out import Excluded as LeftOut
from domain.insights.totals import Values
from domain.use_cases.insights import InsightsReport, InsightsRequest, Side
from domain.use_cases.top_campaigns import TopRequest
from domain.vocabulary import Direction
from graphql_api.context import Info, in_thread
from graphql_api.selections import selected_metrics
from graphql_api.types.enums import DirectionEnum, Metric
from graphql_api.types.given import describe
from graphql_api.types.rows import InsightRow, MetricValues, Row, to_rows


@strawberry.type(description="Rows left out of a total so that nothing is counted twice.")
class Excluded:
    reason: str = describe(
        "LEVEL, LEVEL_GAP, BREAKDOWN, OVERLAPPING_PERIODS, PARTIAL_PERIOD, MULTI_DAY_ROW, INCOMPLETE_PERIOD, ..."
    )
    rows: int = describe("Number of records.")
    spend: float | None = describe("Their spend; null where several currencies meet or none is reported.")


@strawberry.type(description="What must be known to read a total rightly, although nothing was left out of it.")
class Note:
    code: str = describe(
        "SUM_OF_DAILY_UNIQUES: unique opens or clicks of several days of one message were added. RETAIL_EVENTS_UNKNOWN: "
        "grouped by retail event, in years for which some are not announced."
    )
    rows: int = describe("Number of counted records that it is about.")
    message: str = describe("What it means, and what to do where that matters.")


@strawberry.type(description="Totals are per currency; `currency` is null where the platform did not say.")
class CurrencyTotals:
    currency: str | None = describe("ISO 4217, or null where nobody said.")
    totals: MetricValues = describe("Metrics of the rows of this currency.")
    previous: MetricValues | None = describe("The same in `compareTo`; null unless asked.")


@strawberry.type(description="KPIs grouped as asked.")
class Insights:
    request: strawberry.Private[InsightsRequest]
    rows: list[InsightRow] = describe(
        "One row per group and currency; with `compareTo` also the groups that only that range has, at the end."
    )
    total_rows: int = describe("Rows before `limit`.")
    totals: MetricValues = describe(
        "Over all rows, not only those returned. Money and what derives from it is null when several currencies meet: "
        "see `totalsByCurrency`."
    )
    previous_totals: MetricValues | None = describe("Totals of `compareTo`; null unless asked.")
    totals_by_currency: list[CurrencyTotals] = describe("Totals of each currency.")
    data_source_summary: list[InsightRow] = describe("One row per data source and currency.")
    excluded: list[Excluded] = describe("What was left out, by reason.")
    previous_excluded: list[Excluded] | None = describe("What was left out of `compareTo`; null unless asked.")

    @strawberry.field(description="What must be known to read the totals rightly.")
    async def notes(self, info: Info) -> list[Note]:
        """Notes on the counted records of the range asked for."""
        org, insights = info.context.principal.org, info.context.services.insights
        found = await in_thread(insights.notes, org, self.request)
        return [Note(code=note.code, rows=note.rows, message=note.message) for note in found]

    @strawberry.field(
        description="The first campaigns and flows by a metric, over the same filter; those without the metric are left out."
    )
    async def top_campaigns(
        self,
        info: Info,
        by: Annotated[Metric, strawberry.argument(description="The metric to order by.")] = Metric.ROAS,
        first: Annotated[int, strawberry.argument(description="1 to 1,000.")] = 10,
        min_spend: Annotated[
            float, strawberry.argument(description="Least spend, in the campaign's currency; 0 asks for none.")
        ] = 0,
        direction: Annotated[
            DirectionEnum | None, strawberry.argument(description="Largest first; ASC for costs, where less is better.")
        ] = DirectionEnum.DESC,
    ) -> list[InsightRow]:
        """Campaigns in order."""
        request = TopRequest(
            self.request.rows,
            by.value,
            first,
            min_spend,
            Direction(direction.value) if direction else Direction.DESC,
            self.request.compare_to,
            selected_metrics(info),
        )
        table, previous = await in_thread(info.context.services.top_campaigns, info.context.principal.org, request)
        return to_compared_rows(table, previous)


def to_insights(report: InsightsReport, request: InsightsRequest) -> Insights:
    """A report in the API's type."""
    previous = report.previous
    sources, earlier_sources = report.data_source_summary()
    return Insights(
        request=request,
        rows=to_compared_rows(report.rows, report.previous_rows, report.breakdowns),
        total_rows=report.total_rows,
        totals=report.totals.overall,
        previous_totals=previous.totals.overall if previous else None,
        totals_by_currency=_by_currency(report.current, previous),
        data_source_summary=to_compared_rows(sources, earlier_sources),
        excluded=to_excluded(report.excluded),
        previous_excluded=to_excluded(previous.excluded) if previous else None,
    )


def to_compared_rows(table: pa.Table, previous: pa.Table | None, breakdowns: dict[str, str] | None = None) -> list[Row]:
    """Rows with those of the range compared with, and with their breakdowns under one name."""
    rows = to_rows(table)
    for row in rows if breakdowns else ():
        row["breakdowns"] = {name: row[column] for column, name in (breakdowns or {}).items()}
    for row, earlier in zip(rows, to_rows(previous) if previous is not None else (), strict=False):
        row["previous"] = earlier
    return rows


def to_excluded(left_out: list[LeftOut]) -> list[Excluded]:
    """What was left out, in the API's type."""
    return [Excluded(reason=entry.reason.name, rows=entry.rows, spend=entry.spend) for entry in left_out]


def _by_currency(current: Side, previous: Side | None) -> list[CurrencyTotals]:
    """Currencies of either range; one without rows in a range has nothing but nulls there."""
    here: dict[str | None, Values] = {entry.currency: entry.totals for entry in current.totals.by_currency}
    there = {entry.currency: entry.totals for entry in previous.totals.by_currency} if previous else {}
    nothing: Any = dict.fromkeys(current.totals.overall)
    return [
        CurrencyTotals(
            currency=currency,
            totals=here.get(currency, nothing),
            previous=there.get(currency, nothing) if previous else None,
        )
        for currency in sorted({*here, *there}, key=lambda code: (code is None, code or ""))
    ]
