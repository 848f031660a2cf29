"""Whether the panel is a complete grid of finite numbers: what the consumers do not check themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from domain.causal.columns import MODEL_ROLES, Role
from domain.causal.diagnostics.reading import MEDIA, floats
from domain.causal.finding_kinds import FINDING_KINDS, some
from domain.causal.panel import Finding, Panel
from domain.wording import counted

EXPLAINED = "missing"
"""The fill status of cells that lack data: the panel's making has said so (KPI_MISSING, MEDIA_MISSING, CONTROL_MISSING)."""


def integrity_findings(panel: Panel) -> list[Finding]:
    """Rows twice, periods absent, values missing without a reason, negative media, people that drift."""
    return [
        *_duplicates(panel),
        *_absent(panel),
        *_missing(panel),
        *_negative(panel),
        *_population(panel),
    ]


def _duplicates(panel: Panel) -> list[Finding]:
    keys = panel.frame[["date", "geo"]]
    twice = keys[keys.duplicated()]
    if twice.empty:
        return []
    places = [f"{line.geo} {line.date}" for line in twice.drop_duplicates().itertuples(index=False)]
    message = f"{counted(len(twice), 'row repeats', 'rows repeat')} a geo and period: {some(places)}."
    return [FINDING_KINDS["DUPLICATE_ROWS"].found(message, "date", "geo", value=float(len(twice)), threshold=0.0)]


def _absent(panel: Panel) -> list[Finding]:
    kind = FINDING_KINDS["PERIODS_ABSENT"]
    found = []
    days = pd.DatetimeIndex(pd.to_datetime(pd.Series(panel.periods, dtype=object)))
    steps = np.diff(days.to_numpy()).astype("timedelta64[D]").astype(np.int64)
    usual = int(np.median(steps)) if steps.size else 0
    uneven = [panel.periods[int(place) + 1] for place in np.flatnonzero(steps != usual)]
    if uneven:
        message = f"Periods are {counted(usual, 'day', 'days')} apart, but not before {some(uneven)}."
        found.append(kind.found(message, "date", value=float(len(uneven)), threshold=0.0))
    pairs = panel.frame[["date", "geo"]].drop_duplicates()
    counts = pairs.groupby("geo").size()
    lacking = counts[counts < len(panel.periods)]
    if not lacking.empty:
        geos = [f"{geo} ({len(panel.periods) - count})" for geo, count in lacking.items()]
        message = f"Geos lack rows that others have: {some(geos)}."
        found.append(kind.found(message, "date", "geo", value=float(len(lacking)), threshold=0.0))
    return found


def _missing(panel: Panel) -> list[Finding]:
    found = []
    for column in panel.columns:
        if column.role not in MODEL_ROLES:
            continue
        unknown = ~np.isfinite(floats(panel.frame, column.name))
        if column.name in panel.fill_status:
            unknown &= panel.fill_status[column.name].to_numpy() != EXPLAINED
        is_said = column.role in {Role.POPULATION, Role.REVENUE_PER_KPI}  # POPULATION_MISSING; follows the KPI's holes
        if not is_said and unknown.any():
            dates = sorted(set(panel.frame["date"].to_numpy()[unknown].tolist()))
            message = (
                f"{column.name} has no finite value in {counted(int(unknown.sum()), 'row', 'rows')}: {some(dates)}."
            )
            found.append(
                FINDING_KINDS["VALUES_MISSING"].found(message, column.name, value=float(unknown.sum()), threshold=0.0)
            )
    return found


def _negative(panel: Panel) -> list[Finding]:
    found = []
    for name in panel.names(*MEDIA, Role.MEDIATOR):
        values = floats(panel.frame, name)
        below = np.flatnonzero(values < 0)
        if below.size:
            dates = sorted(set(panel.frame["date"].to_numpy()[below].tolist()))
            lowest, rows = float(values[below].min()), counted(below.size, "row", "rows")
            message = f"{name} is below zero in {rows}, at least {lowest:,.2f}: {some(dates)}."
            found.append(FINDING_KINDS["NEGATIVE_MEDIA"].found(message, name, value=lowest, threshold=0.0))
    return found


def _population(panel: Panel) -> list[Finding]:
    found = []
    for name in panel.names(Role.POPULATION):
        table = pd.DataFrame({"geo": panel.frame["geo"].to_numpy(), "people": floats(panel.frame, name)})
        spread = table.groupby("geo")["people"].agg(["min", "max"])
        drifting = spread[spread["max"] > spread["min"]]
        if not drifting.empty:
            ranges = [f"{geo} ({low:,.0f} to {high:,.0f})" for geo, low, high in drifting.itertuples()]
            message = f"{name} changes within {some(ranges)}."
            found.append(
                FINDING_KINDS["POPULATION_VARIES"].found(message, name, value=float(len(drifting)), threshold=0.0)
            )
    return found
