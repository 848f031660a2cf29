"""Panels made by arithmetic, without the store: clean ones, and ones with a planted defect."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from domain.causal.columns import PanelColumn, Role
from domain.causal.panel import Panel
from domain.vocabulary import Granularity

CHANNELS = ("google_ads", "meta_business", "tiktok_ads")
SIZES = (9000.0, 5000.0, 2500.0)


def clean_frame(weeks: int = 156, geos: tuple[str, ...] = ("national",), seed: int = 7) -> pd.DataFrame:
    """Seasonal budgets, each channel's own noise, a KPI of season, trend, spend and noise; ordered by date, geo."""
    dice = np.random.default_rng(seed)
    rows = [row for week in range(weeks) for number, geo in enumerate(geos) for row in [_row(dice, week, geo, number)]]
    return pd.DataFrame(rows)


def _row(dice: np.random.Generator, week: int, geo: str, number: int) -> dict[str, object]:
    angle, scale = 2 * np.pi * week / 52.18, 1 + 0.5 * number
    spends = [size * scale * (1 + 0.3 * np.sin(angle)) * dice.lognormal(0, 0.3) for size in SIZES]
    email = float(dice.poisson(20_000 * scale * dice.lognormal(0, 0.3)))
    season = 400 * np.sin(angle) + 1.5 * week
    kpi = scale * (2000 + season) + 0.05 * spends[0] + 0.08 * spends[1] + 0.04 * spends[2] + 0.01 * email
    media = {
        name: value
        for channel, spend in zip(CHANNELS, spends, strict=True)
        for name, value in (
            (f"{channel}_spend", round(spend, 2)),
            (f"{channel}_impressions", float(round(1000 * spend / dice.normal(8, 0.3)))),
        )
    }
    return {
        "date": str(date(2021, 1, 4) + timedelta(weeks=week)),
        "geo": geo,
        "population": 1_000_000.0 * (number + 1),
        "kpi": float(round(kpi + dice.normal(0, 60))),
        **media,
        "klaviyo_sends": email,
        "trend": week / 52.18,
        "yearly_sin_1": float(np.sin(angle)),
        "yearly_cos_1": float(np.cos(angle)),
    }


def panel_of(frame: pd.DataFrame, granularity: Granularity = Granularity.WEEK) -> Panel:
    """A panel of a frame; roles are told by the names."""
    columns = tuple(_column(name) for name in frame.columns)
    status = pd.DataFrame({name: ["observed"] * len(frame) for name in frame.columns if name not in {"date", "geo"}})
    return Panel(frame, columns, status, granularity, currency="USD")


def _column(name: str) -> PanelColumn:
    named = {"date": Role.DATE, "geo": Role.GEO, "population": Role.POPULATION, "kpi": Role.KPI}
    ends = {"_spend": Role.PAID_SPEND, "_impressions": Role.MEDIATOR, "_sends": Role.ORGANIC}
    role = named.get(name) or next((role for end, role in ends.items() if name.endswith(end)), None)
    channel = next((name.removesuffix(end) for end in ends if name.endswith(end)), None)
    if role is not None:
        dtype = "str" if role in {Role.DATE, Role.GEO} else "float64"
        return PanelColumn(name, role, dtype, None, "last" if role is Role.POPULATION else "sum", "", channel)
    if name.startswith(("trend", "yearly")):
        return PanelColumn(name, Role.SEASONALITY, "float64", None, "mean", "", source="calendar")
    is_calendar = name in {"is_holiday", "retail_event", "is_weekend"}
    return PanelColumn(name, Role.CONTROL, "float64", None, "mean", "", source="calendar" if is_calendar else "caller")


def serious(panel: Panel) -> list[tuple[str, tuple[str, ...], str]]:
    """Code, columns and severity of what a modeller must mend or look at."""
    from domain.causal.diagnostics import diagnose  # noqa: PLC0415 - builders alone need no statistics

    return [(f.code, f.columns, f.severity) for f in diagnose(panel).findings if f.severity != "INFO"]
