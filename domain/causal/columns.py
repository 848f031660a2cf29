"""The columns of a panel: what each is, and how a model may use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """How a model may use a column; no ratio and no column that follows the treatment is ever a regressor."""

    DATE = "date"
    GEO = "geo"
    POPULATION = "population"
    KPI = "kpi"
    REVENUE = "revenue"
    REVENUE_PER_KPI = "revenue_per_kpi"
    PAID_SPEND = "paid_spend"
    PAID_EXPOSURE = "paid_exposure"
    ORGANIC = "organic"
    CONTROL = "control"
    SEASONALITY = "seasonality"
    MEDIATOR = "mediator"
    DERIVED = "derived"
    SPLIT = "split"


MODEL_ROLES = frozenset(
    {
        Role.KPI,
        Role.REVENUE_PER_KPI,
        Role.PAID_SPEND,
        Role.PAID_EXPOSURE,
        Role.ORGANIC,
        Role.CONTROL,
        Role.SEASONALITY,
        Role.MEDIATOR,
        Role.POPULATION,
    }
)
"""Roles of the columns that a model reads: complete and finite, or a finding says why not."""

REGRESSOR_ROLES = frozenset({Role.PAID_SPEND, Role.PAID_EXPOSURE, Role.ORGANIC, Role.CONTROL, Role.SEASONALITY})
"""Roles of the columns that may stand on the right-hand side."""


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """One column: `name` is `[a-z0-9_]+`, unique over all roles.

    `unit`: USD, count, 0..1, days, ...; `aggregation`: how days become periods (sum, mean, max, share, last);
    `source`: the platform's field or the rule; `null_means`: what a missing value says.
    """

    name: str
    role: Role
    dtype: str
    unit: str | None
    aggregation: str | None
    description: str
    channel: str | None = None
    source: str = ""
    null_means: str = "Never null."
    metric: str | None = None
    """Metric of the record that the column adds up, where it does."""
