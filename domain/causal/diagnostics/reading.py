"""How the diagnostics look at a panel: regressors, complete rows, and one national row per period."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.causal.columns import PanelColumn, Role
from domain.causal.panel import Panel
from domain.vocabulary import Granularity

Floats = npt.NDArray[np.float64]

MEDIA = (Role.PAID_SPEND, Role.PAID_EXPOSURE, Role.ORGANIC)
ADDED = frozenset({"sum", "count"})
"""Aggregations whose values add up over geos; of others the mean is taken."""
CALENDAR_SOURCE = "calendar"
TINY = 1e-4
"""Standard deviation, of values scaled to at most 1, under which a column counts as constant (Meridian)."""


def floats(frame: pd.DataFrame, name: str) -> Floats:
    """A column as float64; missing values are NaN."""
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)


def is_calendar(column: PanelColumn) -> bool:
    """Whether the calendar made the column: seasonality, holidays, weekends, retail events."""
    return column.role is Role.SEASONALITY or (column.role is Role.CONTROL and column.source == CALENDAR_SOURCE)


def own_regressors(panel: Panel) -> list[str]:
    """Paid spend, organic media and the caller's controls: what the calendar says is the same for everyone."""
    roles = {Role.PAID_SPEND, Role.ORGANIC, Role.CONTROL}
    return [column.name for column in panel.columns if column.role in roles and not is_calendar(column)]


def calendar_names(panel: Panel) -> list[str]:
    """Columns that the calendar made."""
    return [column.name for column in panel.columns if is_calendar(column)]


def varies(values: Floats) -> bool:
    """Whether a column is more than a constant."""
    known = values[np.isfinite(values)]
    if known.size == 0:
        return False
    largest = float(np.abs(known).max())
    return largest > 0 and float(np.std(known / largest)) >= TINY


def varying(frame: pd.DataFrame, names: list[str]) -> list[str]:
    """Those that are more than constants."""
    return [name for name in names if varies(floats(frame, name))]


def complete_rows(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """These columns as float64, without rows that lack one."""
    table = pd.DataFrame({name: floats(frame, name) for name in names})
    return table.dropna(ignore_index=True)


def by_period(panel: Panel) -> pd.DataFrame:
    """One row per period, in order, index `date`: geos added up; means of rates, of the calendar and of controls."""
    numeric = [c for c in panel.columns if c.role not in {Role.DATE, Role.GEO, Role.SPLIT, Role.POPULATION}]
    table = pd.DataFrame({column.name: floats(panel.frame, column.name) for column in numeric})
    groups = table.groupby(panel.frame["date"].to_numpy(), sort=True)
    added = [c.name for c in numeric if c.aggregation in ADDED and not is_calendar(c)]
    others = [c.name for c in numeric if c.name not in added]
    sums = groups[added].sum(min_count=1) if added else pd.DataFrame(index=groups.size().index)
    means = groups[others].mean() if others else pd.DataFrame(index=sums.index)
    return pd.concat([sums, means], axis=1)[[c.name for c in numeric]]


def season_length(panel: Panel) -> int:
    """Periods of the shortest season: a week of days, a year of weeks."""
    return 7 if panel.granularity is Granularity.DAY else 52


def weeks(panel: Panel) -> float:
    """Length of the panel in weeks."""
    return len(panel.periods) / (7 if panel.granularity is Granularity.DAY else 1)
