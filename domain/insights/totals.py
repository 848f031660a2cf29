"""Totals over everything that is counted, per currency, per data source and over all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.insights.parts import Parts, codes_of, fold_by, group
from domain.insights.table import best, nullable
from domain.metrics import MONEY_METRICS
from domain.records import ADDITIVE
from domain.vocabulary import Direction

Values = dict[str, float | None]
MONEY_SUMS = tuple(column.name for column in ADDITIVE if column.money)
_BASE = ("currency", "part_source", "part_channel", "reported")


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """Totals of one currency; None where the platform did not say."""

    currency: str | None
    totals: Values


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals over all counted rows; `by_data_source` has data_source, currency and every metric asked for."""

    overall: Values
    by_currency: list[CurrencyTotals]
    by_data_source: pa.Table


def fold_totals(parts: Parts, metrics: Iterable[str]) -> Totals:
    """Totals of parts, whatever these are grouped by; data sources with the largest spend first."""
    wanted, base = list(metrics), parts.collapse(_BASE)
    currency, of_currency = group(codes_of(base.keys, ["currency"]))
    source, of_source = group(codes_of(base.keys, ["part_source", "currency"]))
    codes = np.concatenate([np.zeros(len(base), np.int64), 1 + currency, 1 + len(of_currency) + source])
    size = 1 + len(of_currency) + len(of_source)
    columns = fold_by(base.repeat(3), codes, size, wanted)  # once for all three: a fold costs the same for few groups
    overall, *currencies = to_values({name: values[: 1 + len(of_currency)] for name, values in columns.items()})
    if _money_of_several_currencies(base):
        overall |= {name: None for name in wanted if name in MONEY_METRICS}
    codes_in_order = base.keys["currency"].take(pa.array(of_currency)).to_pylist()
    by_currency = [CurrencyTotals(code, values) for code, values in zip(codes_in_order, currencies, strict=True)]
    by_currency.sort(key=lambda entry: (entry.currency is None, entry.currency or ""))
    sources = {"data_source": base.keys["part_source"], "currency": base.keys["currency"]}
    table = pa.table(
        {name: column.take(pa.array(of_source)) for name, column in sources.items()}
        | {name: nullable(values[1 + len(of_currency) :]) for name, values in columns.items()}
    )
    first = "spend" if "spend" in wanted else wanted[0]
    order = best(table, first, Direction.DESC, ("data_source", "currency"), table.num_rows)
    return Totals(overall, by_currency, table.take(pa.array(order)))


def _money_of_several_currencies(base: Parts) -> bool:
    """Whether sums of money would add dollars to euros."""
    reported = [column.known for name, column in base.sums.items() if name in MONEY_SUMS]
    with_money = np.any(reported, axis=0) if reported else np.zeros(len(base), np.bool_)
    return len(set(base.keys["currency"].filter(pa.array(with_money)).to_pylist())) > 1


def to_values(metrics: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]) -> list[Values]:
    """One dictionary per group; None where missing."""
    rows = zip(*(values.tolist() for values in metrics.values()), strict=True)
    return [
        {name: None if math.isnan(value) else value for name, value in zip(metrics, row, strict=True)} for row in rows
    ]
