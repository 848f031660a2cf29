"""KPIs grouped as asked."""

from __future__ import annotations

import strawberry

from domain.use_cases.insights import InsightsReport
from graphql_api.types.given import describe
from graphql_api.types.rows import InsightRow, MetricValues, to_rows


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
