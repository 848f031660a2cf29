"""Whether regressors can be told apart together: variance inflation factors and the condition number."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence

import numpy as np

from domain.causal.diagnostics.correlations import deviations
from domain.causal.diagnostics.reading import calendar_names, complete_rows, own_regressors, varying
from domain.causal.finding_kinds import ERROR, FINDING_KINDS, REVIEW
from domain.causal.panel import Finding, Panel

BAD, HIGH = 1000.0, 10.0
PERFECT = 1e9
"""Stands for infinity, which JSON lacks: the other columns give this one exactly."""


def inflation(panel: Panel) -> dict[str, float]:
    """Variance inflation factor of each regressor that varies, given all others, the calendar's among them.

    VIF = 1 / (1 - R2) of the column regressed on the others (statsmodels); capped at 1e9. Empty where rows are too few.
    """
    from statsmodels.stats.outliers_influence import variance_inflation_factor  # noqa: PLC0415 - 0.7 s

    names = [*own_regressors(panel), *calendar_names(panel)]
    table = complete_rows(panel.frame, names)
    usable = varying(table, names)
    if len(table) <= len(usable) + 1:
        return {}
    scaled = [deviations(table[name].to_numpy()) for name in usable]
    design = np.column_stack([np.ones(len(table)), *scaled])
    with np.errstate(divide="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a poorly conditioned design: that is what the factors tell
        factors = {name: float(variance_inflation_factor(design, place + 1)) for place, name in enumerate(usable)}
    return {name: min(factor, PERFECT) if math.isfinite(factor) else PERFECT for name, factor in factors.items()}


def inflation_findings(panel: Panel, factors: Mapping[str, float], said: Sequence[Finding]) -> list[Finding]:
    """Regressors that the others explain, where no pair has been named for it; and the condition number."""
    named = {column for finding in said for column in finding.columns}
    found = []
    for name in own_regressors(panel):
        factor = factors.get(name, 0.0)
        if factor <= HIGH or name in named:
            continue
        severity, bound = (ERROR, BAD) if factor > BAD else (REVIEW, HIGH)
        message = f"The other regressors explain {1 - 1 / factor:.1%} of {name}: its VIF is {factor:,.4g}."
        kind = FINDING_KINDS["HIGH_VIF"]
        found.append(kind.found(message, name, value=factor, threshold=bound, severity=severity))
    return [*found, *_condition(panel)]


def _condition(panel: Panel) -> list[Finding]:
    names = own_regressors(panel)
    table = complete_rows(panel.frame, names)
    usable = varying(table, names)
    if len(usable) < 2 or len(table) <= len(usable):  # noqa: PLR2004 - one column is never collinear
        return []
    number = float(np.linalg.cond(np.column_stack([deviations(table[name].to_numpy()) for name in usable])))
    number = min(number, PERFECT)
    message = f"The condition number of {len(usable)} standardized media and controls is {number:,.4g}."
    return [FINDING_KINDS["CONDITION_NUMBER"].found(message, *usable, value=number, threshold=30.0)]
