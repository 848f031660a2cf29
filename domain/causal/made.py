"""One column of a panel with its values, before all are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.causal.cells import FILLS, MISSING, Cells, Texts
from domain.causal.columns import PanelColumn, Role
from domain.records import BY_NAME, Kind


@dataclass(frozen=True, slots=True)
class Made:
    """`values`: one per row; `statuses`: of columns that come of the platforms or the caller, as `FILLS`."""

    column: PanelColumn
    values: npt.NDArray[Any]
    statuses: Texts | None = None

    @property
    def name(self) -> str:
        """Name of the column."""
        return self.column.name


def made_of_cells(
    cells: Cells, name: str, role: Role, currency: str | None, description: str, channel: str | None = None
) -> Made:
    """A column that adds up a metric of the record: counts are whole where none is missing."""
    values: npt.NDArray[Any] = cells.values
    is_whole = cells.units.dtype == np.int64 and BY_NAME[cells.metric].kind is Kind.COUNT
    if is_whole and not np.isnan(values).any():
        values = cells.units
    column = PanelColumn(
        name,
        role,
        values.dtype.name,
        (currency or "currency units") if BY_NAME[cells.metric].money else "count",
        "sum",
        description,
        channel,
        source=f"sum of `{cells.metric}` of the counted records",
        null_means=f"{MISSING}: a source has not told of every day of the period; true zeros are {FILLS[1]}.",
        metric=cells.metric,
    )
    return Made(column, values, cells.statuses)
