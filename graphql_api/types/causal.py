"""The causal export."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from domain.causal.files import ExportFormat, document
from domain.causal.report import CausalReport
from domain.causal.request import CausalRequest
from domain.use_cases.export_links import REPORT, file_name
from graphql_api.context import Info, in_thread
from graphql_api.types.enums import ExportFormatEnum
from graphql_api.types.given import describe
from graphql_api.types.insights import Excluded, to_excluded
from graphql_api.types.scalars import JsonValue


@strawberry.type(description="One column of the panel: what it is and how a model may use it.")
class PanelColumn:
    name: str = describe("`[a-z0-9_]+`, unique.")
    role: str = describe(
        "date, geo, population, kpi, revenue, revenue_per_kpi, paid_spend, paid_exposure, organic, control, seasonality, "
        "mediator, derived, split. Only paid_spend, paid_exposure, organic, control and seasonality are regressors."
    )
    channel: str | None = describe("Channel that the column is of; null where it is of none.")
    dtype: str = describe("string, float64 or int64.")
    unit: str | None = describe("Currency, count, days, 0..1, ...; null where it has none.")
    aggregation: str | None = describe("How days become periods: sum, mean, ratio of sums, first, ...")
    description: str = describe("What it says.")
    source: str = describe("Where it comes from: sums of the record, the calendar, the caller, a rule.")
    null_means: str = describe("What a null says.")


@strawberry.type(description="Something that a modeller must know about the panel.")
class Finding:
    code: str = describe("Stable name, e.g. KPI_MISSING.")
    severity: str = describe("ERROR: a model would be wrong, and `strict` refuses; REVIEW: look before fitting; INFO.")
    columns: list[str] = describe("Columns that it is about.")
    value: float | None = describe("What was found, as a number.")
    threshold: float | None = describe("The bound that it is over.")
    message: str = describe("What was found, where.")
    advice: str = describe("What to do.")


@strawberry.type(
    description="How two columns go together over the rows that have both; null where one is constant there."
)
class Correlation:
    x: str = describe("A column.")
    y: str = describe("Another one.")
    pearson: float | None = describe("Pearson's r, -1 to 1.")
    spearman: float | None = describe("Spearman's rank correlation, -1 to 1.")
    p_value: float | None = describe("Of Pearson's r, two-sided.")
    q_value: float | None = describe("Corrected for the number of pairs (Benjamini-Yekutieli).")
    n: int = describe("Rows that have both.")


@strawberry.type(description="One column in figures, in its unit; null where nothing can be told.")
class ColumnSummary:
    column: str = describe("The column.")
    count: int = describe("Rows that have it.")
    missing: int = describe("Rows that lack it.")
    zeros: int = describe("Rows where it is 0.")
    mean: float | None = describe("Arithmetic mean.")
    std: float | None = describe("Standard deviation (n - 1).")
    min: float | None = describe("Smallest value.")
    median: float | None = describe("Middle value.")
    max: float | None = describe("Largest value.")
    vif: float | None = describe("Variance inflation factor among the regressors; 1e9 stands for infinity.")


@strawberry.type(description="What the columns are to one another; every node is a column, and there is no cycle.")
class CausalGraph:
    gml: str = describe("As DoWhy and networkx read it.")
    dot: str = describe("As Graphviz reads it.")


@strawberry.type(description="One panel that loads into every causal tool, and everything that explains it.")
class CausalExport:
    asked: strawberry.Private[CausalRequest]
    report: strawberry.Private[CausalReport]
    records_count: int = describe("Rows of the panel. Complete grid: every geo in every period, in date order.")
    columns: list[PanelColumn] = describe("What each column is, in the panel's order.")
    panel: JsonValue = describe("Column name to array of values, in row order; null where missing.")
    fill_status: JsonValue = describe(
        "Column name to observed, zero_filled (the source was there, nothing happened) or missing, in row order."
    )
    roles: JsonValue = describe("Which columns a model may use for what, and KPI type, country, currency, week start.")
    correlations: list[Correlation] = describe(
        "Every pair of the columns that a model may look at; at most 60 columns."
    )
    statistical_summary: list[ColumnSummary] = describe("Every numeric column, in the panel's order.")
    findings: list[Finding] = describe("What a modeller must know, those of the making first.")
    graph: CausalGraph = describe("Confounders -> treatments and KPI; spend -> impressions -> clicks -> KPI.")
    loaders: JsonValue = describe(
        "Ready keyword arguments by tool and call: meridian, pymc_marketing, robyn, dowhy, prophet, geolift, causalpy, "
        "econml, statsmodels. `notes` say what is left to do, `missing` how the tool gets rid of nulls."
    )
    holidays: JsonValue = describe("Prophet's and Robyn's holidays table: rows of ds, holiday, country, year.")
    split: JsonValue = describe("Train and test periods, and folds for blocked cross-validation.")
    provenance: JsonValue = describe(
        "Query, row count, SHA-256 of the panel's CSV, watermark, attribution, and sums by column that add up."
    )
    excluded: list[Excluded] = describe("What is not in the panel: its sums + excluded = the store's sums.")

    @strawberry.field(
        description="Address of a file of this export: signed, good for 24 hours, without an API key. The file is made when "
        "it is asked for; the same request and rows give the same bytes."
    )
    async def download_url(
        self,
        info: Info,
        format: Annotated[ExportFormatEnum, strawberry.argument(description="What file.")] = ExportFormatEnum.PARQUET,  # noqa: A002 - the API's word
    ) -> str:
        """The address."""
        give, org = info.context.services.export_links.give, info.context.principal.org
        link = await in_thread(give, org, self.asked, file_name(ExportFormat(format.value)))
        return info.context.base_url.rstrip("/") + link.path

    @strawberry.field(
        description="Address of a page that shows this export: panel over time, coverage, correlations, graph, findings. "
        "Signed, good for 24 hours, without an API key. The bundle has the same as report.html."
    )
    async def report_url(self, info: Info) -> str:
        """The address."""
        give, org = info.context.services.export_links.give, info.context.principal.org
        link = await in_thread(give, org, self.asked, REPORT)
        return info.context.base_url.rstrip("/") + link.path


def to_causal_export(report: CausalReport, asked: CausalRequest) -> CausalExport:
    """A report in the API's type."""
    whole = document(report)
    columns = [{"null_means": column["nullMeans"], **column} for column in whole["columns"]]
    return CausalExport(
        asked=asked,
        report=report,
        records_count=whole["recordsCount"],
        columns=_rows(columns),
        panel=whole["panel"],
        fill_status=whole["fillStatus"],
        roles=whole["roles"],
        correlations=_rows(whole["correlations"]),
        statistical_summary=_rows(whole["statisticalSummary"]),
        findings=_rows(whole["findings"]),
        graph=CausalGraph(**whole["graph"]),
        loaders=whole["loaders"],
        holidays=whole["holidays"],
        split=whole["split"],
        provenance=whole["provenance"],
        excluded=to_excluded(report.excluded),
    )


def _rows(rows: list[dict[str, Any]]) -> Any:
    """Flat rows: the schema reads fields of dictionaries."""
    return rows
