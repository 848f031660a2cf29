"""The panel: a complete grid of geos and periods, and what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from domain.causal.columns import PanelColumn, Role
from domain.vocabulary import Granularity


@dataclass(frozen=True, slots=True)
class Panel:
    """Grain: one row per geo and period, every geo in every period, ordered by date, then geo.

    `frame` holds exactly `columns`, in their order: `date` as `YYYY-MM-DD` text (the period's first day), `geo` as text
    (`national` where there is one), the rest float64 or int64. `fill_status`: the same rows; for each column that comes of
    the platforms `observed`, `zero_filled` or `missing`.
    """

    frame: pd.DataFrame
    columns: tuple[PanelColumn, ...]
    fill_status: pd.DataFrame
    granularity: Granularity
    week_start: str = "MONDAY"
    currency: str | None = None
    kpi_type: str = "non_revenue"
    """`revenue` where the KPI is money, as Meridian has it."""

    def names(self, *roles: Role) -> list[str]:
        """Columns of these roles, in the panel's order."""
        return [column.name for column in self.columns if column.role in roles]

    def by_channel(self, role: Role) -> dict[str, str]:
        """Channel to the column of this role."""
        return {column.channel: column.name for column in self.columns if column.role is role and column.channel}

    @property
    def geos(self) -> Sequence[str]:
        """Geos, in order."""
        return sorted(self.frame["geo"].unique().tolist())

    @property
    def periods(self) -> Sequence[str]:
        """First days of the periods, in order."""
        return sorted(self.frame["date"].unique().tolist())


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a modeller must know: what, where, how far over which bound, and what to do.

    `severity`: ERROR (a model would be wrong; `strict` refuses), REVIEW (look before fitting), INFO.
    """

    code: str
    severity: str
    columns: tuple[str, ...]
    message: str
    advice: str
    value: float | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Periods cut off at an end because not every requested source reported in them."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = field(default=())
