"""Whether there is enough to learn from: variation, history, rows per parameter."""

from __future__ import annotations

import numpy as np

from domain.causal.columns import MODEL_ROLES, Role
from domain.causal.diagnostics.reading import MEDIA, TINY, calendar_names, floats, own_regressors, varies, weeks
from domain.causal.finding_kinds import ERROR, FINDING_KINDS, REVIEW
from domain.causal.panel import Finding, Panel
from domain.wording import counted

MANY_ZEROS = 0.8
YEAR, TWO_YEARS = 52, 104
"""Weeks."""
MIN_PER_PARAMETER, GOOD_PER_PARAMETER = 4.0, 10.0
DECISIVE = frozenset({Role.KPI, Role.PAID_SPEND, Role.PAID_EXPOSURE})
NOT_JUDGED = frozenset({Role.POPULATION, Role.REVENUE_PER_KPI, Role.SEASONALITY, Role.MEDIATOR})
"""People do not vary in a national panel; one price is one price; mediators follow their channel."""


def amount_findings(panel: Panel) -> list[Finding]:
    """Constant and empty columns, short history, few rows per parameter."""
    short = _history(panel)
    return [*_constant(panel), *_mostly_zero(panel), *short, *([] if short else _per_parameter(panel))]


def _constant(panel: Panel) -> list[Finding]:
    found = []
    for column in panel.columns:
        values = floats(panel.frame, column.name) if column.role in MODEL_ROLES - NOT_JUDGED else None
        if values is None or not np.isfinite(values).any() or varies(values):
            continue
        known = values[np.isfinite(values)]
        deviation = float(np.std(known / (np.abs(known).max() or 1.0)))
        severity = ERROR if column.role in DECISIVE else REVIEW
        message = f"{column.name} is {float(known.mean()):,.6g} in practically all of its {counted(known.size, 'row', 'rows')}."
        kind = FINDING_KINDS["CONSTANT_COLUMN"]
        found.append(kind.found(message, column.name, value=deviation, threshold=TINY, severity=severity))
    return found


def _mostly_zero(panel: Panel) -> list[Finding]:
    found = []
    for name in panel.names(Role.KPI, *MEDIA):
        values = floats(panel.frame, name)
        known = values[np.isfinite(values)]
        share = float((known == 0).mean()) if known.size else 0.0
        if share > MANY_ZEROS and varies(values):
            message = f"{name} is zero in {share:.0%} of its rows."
            found.append(FINDING_KINDS["MOSTLY_ZERO"].found(message, name, value=share, threshold=MANY_ZEROS))
    return found


def _history(panel: Panel) -> list[Finding]:
    length = weeks(panel)
    if length >= TWO_YEARS:
        return []
    severity, bound = (ERROR, YEAR) if length < YEAR else (REVIEW, TWO_YEARS)
    message = f"The panel has {length:.4g} {'week' if length == 1 else 'weeks'}; {bound} are wanted."
    kind = FINDING_KINDS["SHORT_HISTORY"]
    return [kind.found(message, "date", value=length, threshold=float(bound), severity=severity)]


def _per_parameter(panel: Panel) -> list[Finding]:
    parameters = len(own_regressors(panel)) + len(calendar_names(panel))
    per_parameter = len(panel.frame) / max(parameters, 1)
    if per_parameter >= GOOD_PER_PARAMETER:
        return []
    is_bad = per_parameter < MIN_PER_PARAMETER
    severity, bound = (ERROR, MIN_PER_PARAMETER) if is_bad else (REVIEW, GOOD_PER_PARAMETER)
    rows = counted(len(panel.frame), "row", "rows")
    parameters_said = counted(parameters, "parameter", "parameters")
    message = f"{rows} for {parameters_said}: {per_parameter:.3g} rows per parameter."
    kind = FINDING_KINDS["FEW_OBSERVATIONS"]
    return [kind.found(message, value=per_parameter, threshold=bound, severity=severity)]
