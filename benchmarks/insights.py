"""Insights of an organization of a million rows, alone and among ten times as many: ./run bench insights [OTHERS].

The organization's rows go through the real store, month by month; after each month the others get copies of it under
keys of their own, so that organizations lie interleaved in the file. Measured is the use case (guards, sums, ratios, totals,
what was left out), and beside it DuckDB's own time for the statements that it sends, on a connection of its own. Warm, one reader.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from adapters.stores.duckdb_schema import DUCKDB
from adapters.stores.duckdb_store import DuckDbStore
from benchmarks.measure import machine, print_json, print_table, timed
from benchmarks.organization import month_batch, months
from domain.insights.dimensions import settle_dimensions
from domain.metrics import METRIC_NAMES
from domain.reading import PartsQuery, RowFilter
from domain.sql.candidates import left_out_sql
from domain.sql.dialect import Binder
from domain.sql.parts import parts_sql
from domain.summation.needs import Depth
from domain.use_cases.insights import Insights, InsightsRequest
from domain.vocabulary import OrgId, Period

OURS = OrgId("ours")
TIMES = 40
KPIS = ("spend", "impressions", "clicks", "conversions", "revenue", "cpm", "cpc", "ctr", "roas")
DAYS_30, YEARS_3 = Period(date(2024, 11, 1), date(2024, 11, 30)), Period(date(2022, 1, 1), date(2024, 12, 31))
CASES: dict[str, tuple[Period, tuple[str, ...], tuple[str, ...]]] = {
    "30 days by source and campaign, 9 KPIs": (DAYS_30, ("DATA_SOURCE", "CAMPAIGN"), KPIS),
    "30 days by source and campaign, all 28 metrics": (DAYS_30, ("DATA_SOURCE", "CAMPAIGN"), METRIC_NAMES),
    "30 days by day, 9 KPIs": (DAYS_30, ("DAY",), KPIS),
    "3 years by source and campaign, 9 KPIs": (YEARS_3, ("DATA_SOURCE", "CAMPAIGN"), KPIS),
    "3 years by source and campaign, all 28 metrics": (YEARS_3, ("DATA_SOURCE", "CAMPAIGN"), METRIC_NAMES),
    "3 years by day, 9 KPIs": (YEARS_3, ("DAY",), KPIS),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one case: the use case's median and 95th percentile, and the median of DuckDB alone."""

    p50: float
    p95: float
    duckdb: float


def main(others: int = 9) -> None:
    """Measure alone, then among the others, and print both with their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.duckdb"
        alone = _build(file, 0)
        before = _measure(file)
        file.unlink()
        together = _build(file, others)
        after = _measure(file)
    header = [
        "Case",
        f"p50 of {alone:,}",
        "p95",
        "DuckDB alone",
        f"p50 of {together:,}",
        "p95",
        "DuckDB alone",
        "Ratio of p50",
    ]
    lines = [
        [name, *_shown(before[name]), *_shown(after[name]), f"{after[name].p50 / before[name].p50:.2f}"]
        for name in CASES
    ]
    print_table("Insights of 1M rows, milliseconds", header, lines)
    figures = {name: {"alone": vars_of(before[name]), "among": vars_of(after[name])} for name in CASES}
    print_json({"title": "insights", "rows_alone": alone, "rows_among": together, "cases": figures, **machine()})


def vars_of(timing: Timing) -> dict[str, float]:
    """A timing as JSON."""
    return {"p50_ms": timing.p50, "p95_ms": timing.p95, "duckdb_p50_ms": timing.duckdb}


def _shown(timing: Timing) -> list[str]:
    return [f"{value:.1f}" for value in (timing.p50, timing.p95, timing.duckdb)]


def _build(file: Path, others: int) -> int:
    """Rows in the file: ours and as many again of each of the others, month after month."""
    store = DuckDbStore(file)
    for days in months():
        batch = month_batch(OURS, days)
        store.upsert(OURS, batch)
        for number in range(others):
            _copy(store, OrgId(f"other{number}"), days)
    store.close()
    with duckdb.connect(str(file), read_only=True) as connection:
        [(rows,)] = connection.execute(
            "SELECT sum(estimated_size) FROM duckdb_tables() WHERE table_name = 'records'"
        ).fetchall()
    return int(rows)


def _copy(store: DuckDbStore, other: OrgId, days: list[date]) -> None:
    """Our rows of a month under another organization and keys of their own, masks included."""

    def copy(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(
            "INSERT INTO records SELECT * REPLACE (? AS org_id, uuid() AS key) FROM org_1.records "
            "WHERE date_start BETWEEN ? AND ?",
            [other, days[0], days[-1]],
        )

    store.write(other, copy)


def _measure(file: Path) -> dict[str, Timing]:
    store = DuckDbStore(file)
    found = {name: _time(store, *case) for name, case in CASES.items()}
    store.close()
    own = _duckdb_alone(file)
    return {name: Timing(p50, p95, own[name]) for name, (p50, p95) in found.items()}


def _time(store: DuckDbStore, period: Period, by: tuple[str, ...], metrics: tuple[str, ...]) -> tuple[float, float]:
    request, insights = InsightsRequest(RowFilter(period=period), by, metrics=metrics), Insights(store)
    insights(OURS, request)
    seconds = [timed(lambda: insights(OURS, request))[1] for _ in range(TIMES)]
    return float(np.median(seconds)) * 1000, float(np.quantile(seconds, 0.95)) * 1000


def _duckdb_alone(file: Path) -> dict[str, float]:
    """Median of the same statements on a plain connection."""
    with duckdb.connect(str(file), read_only=True) as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        connection.execute("SET search_path = 'org_1,main'")
        return {name: _time_sql(connection, *case) for name, case in CASES.items()}


def _time_sql(
    connection: duckdb.DuckDBPyConnection, period: Period, by: tuple[str, ...], metrics: tuple[str, ...]
) -> float:
    rows, sums, lost = RowFilter(period=period), Binder(DUCKDB), Binder(DUCKDB)
    wanted = tuple(name for name in METRIC_NAMES if name in {*metrics, "spend"})
    parts = parts_sql(OURS, PartsQuery(rows, settle_dimensions(by), metrics=wanted), sums, "records")
    left_out = left_out_sql(OURS, rows, lost, "records", Depth.CAMPAIGN)

    def both() -> None:
        connection.execute(left_out, lost.values).to_arrow_table()
        connection.execute(parts, sums.values).to_arrow_table()

    both()
    return float(np.median([timed(both)[1] for _ in range(TIMES)])) * 1000


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
