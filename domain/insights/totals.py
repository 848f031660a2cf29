"""Totals over everything that is counted, per currency, per data source and over all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.insights.parts import Parts, fold_lines, group
from domain.insights.sums import Floats
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
    currency, of_currency = group(base.codes(["currency"]))
    source, of_source = group(base.codes(["part_source", "currency"]))
    codes = np.concatenate([np.zeros(len(base), np.int64), 1 + currency, 1 + len(of_currency) + source])
    size = 1 + len(of_currency) + len(of_source)
    # Once for all three: a fold costs the same for few groups.
    columns = fold_lines(base.sums.repeat(3), np.tile(base.cells, 3), codes, size, wanted)
    overall, *currencies = to_values({name: values[: 1 + len(of_currency)] for name, values in columns.items()})
    if _money_of_several_currencies(base):
        overall |= {name: None for name in wanted if name in MONEY_METRICS}
    codes_in_order = base.keys["currency"].take(pa.array(of_currency)).to_pylist()
    by_currency = [CurrencyTotals(code, values) for code, values in zip(codes_in_order, currencies, strict=True)]
    by_currency.sort(key=lambda entry: (entry.currency is None, entry.currency or ""))
    by_source = {name: values[1 + len(of_currency) :] for name, values in columns.items()}
    return Totals(overall, by_currency, _list_sources(base.keys.take(pa.array(of_source)), by_source))


def _list_sources(keys: pa.Table, metrics: dict[str, Floats]) -> pa.Table:
    """Data sources with their metrics, those with the largest spend (or first metric) first."""
    first = "spend" if "spend" in metrics else next(iter(metrics))
    names = {"data_source": keys["part_source"], "currency": keys["currency"]}
    ties = ("data_source", "currency")
    order = best(pa.table(names | {first: nullable(metrics[first])}), first, Direction.DESC, ties, keys.num_rows)
    ordered = {name: column.take(pa.array(order)) for name, column in names.items()}
    return pa.table(ordered | {name: nullable(values[order]) for name, values in metrics.items()})


def _money_of_several_currencies(base: Parts) -> bool:
    """Whether sums of money would add dollars to euros."""
    rows = [place for name, place in base.sums.places.items() if name in MONEY_SUMS]
    with_money = base.sums.known[rows].any(axis=0)
    return len(np.unique(base.codes(["currency"])[with_money])) > 1


def to_values(metrics: dict[str, Floats]) -> list[Values]:
    """One dictionary per group; None where missing."""
    rows = zip(*(values.tolist() for values in metrics.values()), strict=True)
    return [
        {name: None if math.isnan(value) else value for name, value in zip(metrics, row, strict=True)} for row in rows
    ]
