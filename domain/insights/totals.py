"""Totals over everything that is counted, per currency and over all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.metrics import METRIC_NAMES, MONEY_METRICS, PART_COLUMNS, fold_parts
from domain.records import ADDITIVE

Values = dict[str, float | None]
_MONEY_SUMS = tuple(column.name for column in ADDITIVE if column.money)


@dataclass(frozen=True, slots=True)
class CurrencyTotals:
    """Totals of one currency; None where the platform did not say."""

    currency: str | None
    totals: Values


def totals_of(parts: pd.DataFrame) -> Values:
    """One line of totals; money and what derives from it is missing where several currencies have money."""
    named = _named(parts)
    totals = _values(fold_parts(named, []))
    with_money = named[named[list(_MONEY_SUMS)].notna().any(axis="columns")]
    if with_money["currency"].nunique(dropna=False) > 1:
        totals |= dict.fromkeys(MONEY_METRICS)
    return totals


def totals_by_currency(parts: pd.DataFrame) -> list[CurrencyTotals]:
    """Totals of each currency, by code; the unknown one last."""
    named = _named(parts)
    return [
        CurrencyTotals(None if pd.isna(currency) else str(currency), _values(fold_parts(rows, [])))
        for currency, rows in named.groupby("currency", dropna=False, sort=True)
    ]


def _named(parts: pd.DataFrame) -> pd.DataFrame:
    """Parts under the names of their columns, as floats; only parts with any rows have a currency here."""
    sums = {f"{name}_sum": name for name in PART_COLUMNS}
    renamed = parts.rename(columns=sums)
    return renamed.assign(**{name: pd.to_numeric(renamed[name], errors="raise").astype("Float64") for name in PART_COLUMNS})


def _values(folded: pd.DataFrame) -> Values:
    row = folded.iloc[0]
    return {name: None if pd.isna(row[name]) else float(np.float64(row[name])) for name in METRIC_NAMES}
