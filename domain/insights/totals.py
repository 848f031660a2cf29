"""Totals over everything that is counted, per currency and over all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from domain.arrow import to_floats
from domain.metrics import METRIC_NAMES, MONEY_METRICS, PART_COLUMNS, fold_parts
from domain.records import ADDITIVE

Values = dict[str, float | None]
_MONEY_SUMS = tuple(column.name for column in ADDITIVE if column.money)


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """Totals of one currency; None where the platform did not say."""

    currency: str | None
    totals: Values


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals over all counted rows; `by_data_source` has data_source, currency and every metric."""

    overall: Values
    by_currency: list[CurrencyTotals]
    by_data_source: pa.Table


def fold_totals(parts: pa.Table) -> Totals:
    """Totals from parts as the store gives them (`*_sum`, `part_source`, `part_channel`, `currency`)."""
    frame = pd.DataFrame({name: _floats(parts[f"{name}_sum"]) for name in PART_COLUMNS})
    frame["currency"] = parts["currency"].to_pandas()
    frame["data_source"] = parts["part_source"].to_pandas()
    frame["channel"] = parts["part_channel"].to_pandas()
    by_source = fold_parts(frame, ["data_source", "currency"]).sort_values(
        ["spend", "data_source", "currency"], ascending=[False, True, True], na_position="last"
    )
    return Totals(_overall(frame), _by_currency(frame), pa.Table.from_pandas(by_source, preserve_index=False))


def _overall(frame: pd.DataFrame) -> Values:
    """Money and what derives from it is missing where several currencies have money."""
    one_part_each = frame.groupby(["data_source", "channel"], dropna=False)[list(PART_COLUMNS)].sum(min_count=1)
    [totals] = _values(fold_parts(one_part_each, []))
    with_money = frame[frame[list(_MONEY_SUMS)].notna().any(axis="columns")]
    if len(with_money["currency"].unique()) > 1:
        totals |= dict.fromkeys(MONEY_METRICS)
    return totals


def _by_currency(frame: pd.DataFrame) -> list[CurrencyTotals]:
    """By code; the unknown one last."""
    folded = fold_parts(frame, ["currency"])
    named = zip(folded["currency"], _values(folded), strict=True)
    return [CurrencyTotals(None if pd.isna(currency) else str(currency), totals) for currency, totals in named]


def _floats(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series(to_floats(column))


def _values(folded: pd.DataFrame) -> list[Values]:
    rows = folded[list(METRIC_NAMES)].to_numpy(np.float64)
    return [
        {name: None if np.isnan(value) else value for name, value in zip(METRIC_NAMES, row, strict=True)}
        for row in rows.tolist()
    ]
