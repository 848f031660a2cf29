"""One conversion metric per total: what other metrics of the counted rows count is not added to it.

A row is one fact for what was delivered and another for its conversions: only the latter are of a metric. So rows of
other metrics stay in every other sum, and their conversions and revenue alone are left out.
"""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from domain.conversions import DEFAULT_RULES
from domain.sources.klaviyo import UNKNOWN_METRIC
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource

SOURCES_WITH_METRICS: tuple[DataSource, ...] = tuple(
    name for name, spec in SOURCES.items() if any(field.column == "conversion_metric" for field in spec.fields)
)
Metric = tuple[str, str, str]
"""Data source, id and name of a metric; what is missing is empty."""


def other_metrics(found: pa.Table) -> tuple[Metric, ...]:
    """The metrics that a total leaves out.

    `found`: `data_source, conversion_metric, conversion_metric_name, row_count` of the counted rows that report
    conversions or revenue. A total is of "Placed Order" where some row is, else of the metric with most rows, the first
    by name on a tie. Rows whose metric nobody names count in any total: they cannot be said to be of another one.
    """
    names = ("data_source", "conversion_metric", "conversion_metric_name")
    metrics = [_metric(*row) for row in zip(*(found[name].to_pylist() for name in names), strict=True)]
    rows: dict[str, Counter[str]] = {}
    for metric, count in zip(metrics, found["row_count"].to_pylist(), strict=True):
        if _label(metric):
            rows.setdefault(metric[0], Counter())[_label(metric)] += count
    chosen = {source: _choose(counts) for source, counts in rows.items()}
    return tuple(sorted({m for m in metrics if _label(m) and _label(m) != chosen[m[0]]}))


def rows_left_out(found: pa.Table, others: tuple[Metric, ...]) -> pa.Table:
    """`currency, row_count` of the rows whose conversions a total leaves out."""
    names = ("data_source", "conversion_metric", "conversion_metric_name")
    metrics = [_metric(*row) for row in zip(*(found[name].to_pylist() for name in names), strict=True)]
    lost = found.filter(pa.array([metric in others for metric in metrics], pa.bool_()))
    summed = lost.group_by("currency").aggregate([("row_count", "sum")])
    return pa.table({"currency": summed["currency"], "row_count": pc.cast(summed["row_count_sum"], pa.int64())})


def _metric(source: str, metric: str | None, name: str | None) -> Metric:
    return source, metric or "", name or ""


def _label(metric: Metric) -> str:
    """By what metrics are told apart: the name, else the id; empty where nobody named it."""
    _, told, name = metric
    return (name or (told if told != UNKNOWN_METRIC else "")).casefold()


def _choose(counts: Counter[str]) -> str:
    usual = DEFAULT_RULES.metric_name.casefold()
    return usual if usual in counts else min(counts, key=lambda label: (-counts[label], label))
