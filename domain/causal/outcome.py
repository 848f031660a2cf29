"""What a model explains: the KPI, revenue, and revenue per KPI."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from domain.causal.cells import Floats, Layout
from domain.causal.columns import PanelColumn, Role
from domain.causal.made import Made, made_of_cells
from domain.causal.request import CausalRequest

KPI, REVENUE, REVENUE_PER_KPI, IMPUTED = "kpi", "revenue", "revenue_per_kpi", "revenue_per_kpi_imputed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`made`: the columns; `imputed`: rows whose revenue per KPI is that of other periods."""

    made: list[Made]
    sources: tuple[str, ...]
    """Sources that report the KPI."""
    imputed: int = 0


def outcome_columns(layout: Layout, request: CausalRequest) -> Outcome:
    """The KPI always; revenue where any source reports it, and revenue per KPI where the KPI is not money."""
    counted, geos = layout.counted, len(layout.counted.geos)
    reporting = layout.sources_of(request.target)
    sources = tuple(source for source, reports in zip(counted.sources, reporting, strict=True) if reports)
    about = f"{request.target} of all sources: the outcome that a model explains. It is never imputed."
    kpi = layout.of_all(request.target) if sources else layout.nothing(request.target)
    made = [made_of_cells(kpi, KPI, Role.KPI, counted.currency, about)]
    revenue = layout.of_all("revenue")
    if not revenue.is_observed:
        return Outcome(made, sources)
    about = "Revenue of all sources, as the platforms attribute it."
    made.append(made_of_cells(revenue, REVENUE, Role.REVENUE, counted.currency, about))
    if request.kpi_is_money:
        return Outcome(made, sources)
    rate, imputed = _rate(revenue.values, kpi.values, geos)
    if rate is None:
        return Outcome(made, sources)
    return Outcome([*made, *_rate_columns(rate, imputed, counted.currency)], sources, int(imputed.sum()))


def _rate(revenue: Floats, kpi: Floats, geos: int) -> tuple[Floats | None, np.ndarray]:
    """Revenue per KPI of each row; where the KPI is 0 or missing, that of the sums up to then, else of all sums."""
    both = np.isfinite(revenue) & np.isfinite(kpi)
    top, bottom = np.where(both, revenue, 0.0).reshape(-1, geos), np.where(both, kpi, 0.0).reshape(-1, geos)
    own, trailing = _divide(top, bottom), _divide(top.cumsum(axis=0), bottom.cumsum(axis=0))
    whole, everywhere = _divide(top.sum(axis=0), bottom.sum(axis=0)), _divide(top.sum(), bottom.sum())
    if np.isnan(everywhere):
        return None, np.zeros(len(kpi), np.bool_)
    rest = np.where(np.isnan(trailing), np.where(np.isnan(whole), everywhere, whole), trailing)
    imputed = np.isnan(own)
    return np.where(imputed, rest, own).reshape(-1), imputed.reshape(-1)


def _divide(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Floats = np.where(np.asarray(bottom) > 0, np.divide(top, bottom), np.nan)
    return quotient


def _rate_columns(rate: Floats, imputed: np.ndarray, currency: str | None) -> list[Made]:
    money = currency or "currency units"
    value = PanelColumn(
        REVENUE_PER_KPI,
        Role.REVENUE_PER_KPI,
        "float64",
        f"{money} per KPI",
        "ratio of sums",
        "Revenue per KPI of the row; where the KPI is 0, of everything up to then in the geo, else of the whole panel.",
        source="`revenue` / `kpi`",
    )
    flag = PanelColumn(
        IMPUTED,
        Role.DERIVED,
        "int64",
        "0..1",
        "max",
        "1 where revenue_per_kpi is that of other periods.",
        source="rule",
    )
    return [Made(value, rate), Made(flag, imputed.astype(np.int64))]
