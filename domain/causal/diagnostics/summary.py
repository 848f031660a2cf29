"""One line of statistics per column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import floats
from domain.causal.panel import Panel

_TEXTS = frozenset({Role.DATE, Role.GEO})


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """Of the finite values of a column, in its unit; `std` divides by n - 1. None where nothing can be told.

    `vif`: of regressors that vary, given all others; 1e9 stands for infinity.
    """

    column: str
    count: int
    missing: int
    zeros: int
    mean: float | None
    std: float | None
    min: float | None
    median: float | None
    max: float | None
    vif: float | None


def summarize(panel: Panel, factors: Mapping[str, float]) -> list[ColumnSummary]:
    """Every numeric column, in the panel's order."""
    return [
        _summary(column.name, floats(panel.frame, column.name), factors.get(column.name))
        for column in panel.columns
        if column.role not in _TEXTS and column.dtype not in {"object", "str", "string"}
    ]


def _summary(name: str, values: np.ndarray, vif: float | None) -> ColumnSummary:
    known = values[np.isfinite(values)]
    missing, zeros = len(values) - known.size, int((known == 0).sum())
    if known.size == 0:
        return ColumnSummary(name, 0, missing, 0, None, None, None, None, None, vif)
    std = float(known.std(ddof=1)) if known.size > 1 else None
    low, middle, high = float(known.min()), float(np.median(known)), float(known.max())
    return ColumnSummary(name, int(known.size), missing, zeros, float(known.mean()), std, low, middle, high, vif)
