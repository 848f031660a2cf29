"""Insights of an organization of a million rows, alone and among others: ./run bench insights [OTHERS [FOLDER]].

The organization's rows go through the real store, month by month; after each month the others (9 unless said) get copies of
it under keys of their own, so that organizations lie interleaved in the file. FOLDER keeps the two files for the next run;
remove them when what is stored changes.

Measured is the use case (guards, sums, ratios, totals, what was left out), in turn with DuckDB alone: the same statements,
parsed beforehand, on a connection of its own. CPU is of all threads of the process, per call. Warm, one reader.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from adapters.stores.duckdb_organizations import use_schema
from adapters.stores.duckdb_schema import DUCKDB
from adapters.stores.duckdb_store import DuckDbStore
from benchmarks.measure import machine, print_json, print_table
from benchmarks.organization import month_batch, months
from domain.insights.dimensions import settle_dimensions
from domain.metrics import METRIC_NAMES
from domain.reading import PartsQuery, RowFilter
from domain.sql.candidates import left_out_sql
from domain.sql.dialect import Binder
from domain.sql.parts import parts_sql
from domain.summation.needs import Depth
from domain.use_cases.insights import Insights, InsightsRequest, read_metrics
from domain.vocabulary import OrgId, Period

OURS = OrgId("ours")
TIMES = 40
KPIS = ("spend", "impressions", "clicks", "conversions", "revenue", "cpm", "cpc", "ctr", "roas")
DAYS_30, YEARS_3 = Period(date(2024, 11, 1), date(2024, 11, 30)), Period(date(2022, 1, 1), date(2024, 12, 31))
CASES: dict[str, tuple[Period, tuple[str, ...], tuple[str, ...]]] = {
    "30 days by source and campaign, 9 KPIs": (DAYS_30, ("DATA_SOURCE", "CAMPAIGN"), KPIS),
    "30 days by source and campaign, all metrics": (DAYS_30, ("DATA_SOURCE", "CAMPAIGN"), METRIC_NAMES),
    "30 days by day, 9 KPIs": (DAYS_30, ("DAY",), KPIS),
    "3 years by source and campaign, 9 KPIs": (YEARS_3, ("DATA_SOURCE", "CAMPAIGN"), KPIS),
    "3 years by source and campaign, all metrics": (YEARS_3, ("DATA_SOURCE", "CAMPAIGN"), METRIC_NAMES),
    "3 years by day, 9 KPIs": (YEARS_3, ("DAY",), KPIS),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one case: the use case's median, 95th percentile and CPU, and DuckDB's own median and CPU."""

    p50_ms: float
    p95_ms: float
    cpu_ms: float
    duckdb_p50_ms: float
    duckdb_cpu_ms: float

    def shown(self) -> list[str]:
        """Figures of a table's line."""
        return [f"{value:.1f}" for value in (self.p50_ms, self.p95_ms, self.cpu_ms, self.duckdb_p50_ms)]


def main(others: str = "9", folder: str | None = None) -> None:
    """Measure alone, then among the others, and print both with their ratio."""
    with tempfile.TemporaryDirectory() as temporary:
        files = Path(folder or temporary)
        files.mkdir(parents=True, exist_ok=True)
        alone, before = _measure(_built(files / "alone.duckdb", 0))
        together, after = _measure(_built(files / f"among-{others}.duckdb", int(others)))
    figures = ["p95", "CPU", "DuckDB alone"]
    header = ["Case", f"p50 of {alone:,}", *figures, f"p50 of {together:,}", *figures, "Ratio of p50"]
    lines = [
        [name, *before[name].shown(), *after[name].shown(), f"{after[name].p50_ms / before[name].p50_ms:.2f}"]
        for name in CASES
    ]
    print_table("Insights of 1M rows, milliseconds", header, lines)
    timings = {name: {"alone": asdict(before[name]), "among": asdict(after[name])} for name in CASES}
    print_json({"title": "insights", "rows_alone": alone, "rows_among": together, "cases": timings, **machine()})


def _built(file: Path, others: int) -> Path:
    """The file, made unless it is there whole."""
    if not file.exists():
        unfinished = file.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        _build(unfinished, others)
        unfinished.rename(file)
    return file


def _build(file: Path, others: int) -> None:
    """Our rows and as many again of each of the others, month after month."""
    store = DuckDbStore(file)
    for days in months():
        store.upsert(OURS, month_batch(OURS, days))
        for number in range(others):
            _copy(store, OrgId(f"other{number}"), days)
    store.close()


def _copy(store: DuckDbStore, other: OrgId, days: list[date]) -> None:
    """Our rows of a month under another organization and keys of their own, masks included."""

    def copy(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(
            "INSERT INTO records SELECT * REPLACE (? AS org_id, uuid() AS key) FROM org_1.records "
            "WHERE date_start BETWEEN ? AND ?",
            [other, days[0], days[-1]],
        )

    store.write(other, copy)


def _measure(file: Path) -> tuple[int, dict[str, Timing]]:
    """Rows of the file, and the timing of each case."""
    store = DuckDbStore(file)
    connection = store._connection.cursor()  # noqa: SLF001 - of the same file, so that both can be timed in turn
    [(rows,)] = connection.execute(
        "SELECT sum(estimated_size) FROM duckdb_tables() WHERE table_name = 'records'"
    ).fetchall()
    use_schema(connection, "org_1")
    found = {name: _time(store, connection, *case) for name, case in CASES.items()}
    connection.close()
    store.close()
    return int(rows), found


def _time(
    store: DuckDbStore,
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    by: tuple[str, ...],
    metrics: tuple[str, ...],
) -> Timing:
    request, insights = InsightsRequest(RowFilter(period=period), by, metrics=metrics), Insights(store)
    alone = _statements(connection, request)
    insights(OURS, request)
    alone()
    turns = [(*_clocked(lambda: insights(OURS, request)), *_clocked(alone)) for _ in range(TIMES)]
    wall, cpu, own_wall, own_cpu = np.array(turns).T * 1000
    p50, p95 = np.quantile(wall, [0.5, 0.95]).tolist()
    return Timing(p50, p95, float(np.median(cpu)), float(np.median(own_wall)), float(np.median(own_cpu)))


def _clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of all processors."""
    started, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - busy


def _statements(connection: duckdb.DuckDBPyConnection, request: InsightsRequest) -> Callable[[], None]:
    """What the use case asks of DuckDB."""
    sums, lost = Binder(DUCKDB), Binder(DUCKDB)
    query = PartsQuery(request.rows, settle_dimensions(request.group_by), metrics=read_metrics(request))
    [parts] = connection.extract_statements(parts_sql(OURS, query, sums, "records"))
    [left_out] = connection.extract_statements(left_out_sql(OURS, request.rows, lost, "records", Depth.CAMPAIGN))

    def run() -> None:
        connection.execute(left_out, lost.values).fetchall()
        connection.execute(parts, sums.values).to_arrow_table()

    return run


if __name__ == "__main__":
    main(*sys.argv[1:3])
