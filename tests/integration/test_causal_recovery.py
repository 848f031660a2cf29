"""With budgets that follow the season, the panel's own regressors recover known effects that the naive regression misses."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from domain.causal.columns import REGRESSOR_ROLES
from domain.causal.request import CausalRequest
from domain.use_cases.causal_export import CausalExport
from tests.stored import ACME, Row, batch, day, opened, row

EFFECTS = {"meta_business_spend": 0.05, "google_ads_spend": 0.10}
"""Conversions for each unit of money."""
DAYS = 731


def generated() -> list[Row]:
    """Two years: demand and budgets are high in winter, and demand grows."""
    dice = np.random.default_rng(3)
    made: list[Row] = []
    for number in range(1, DAYS + 1):
        season = 1 + 0.6 * np.cos(2 * np.pi * (day(number) - day(-19722)).days / 365.25)
        meta, google = (round(float(np.exp(dice.normal(0, 0.35)) * mean * season), 2) for mean in (300, 200))
        demand = 200 * season + 0.05 * number + dice.normal(0, 4)
        made.append(row(number, spend=Decimal(str(meta)), conversions=micro(0.05 * meta)))
        plain: dict[str, Any] = {"data_source": "google_ads", "channel": "paid_search", "campaign_id": "g1"}
        made.append(row(number, spend=Decimal(str(google)), conversions=micro(demand + 0.10 * google), **plain))
    return made


def micro(value: float) -> Decimal:
    return Decimal(str(round(value, 6)))


def slopes(frame: pd.DataFrame, names: list[str]) -> dict[str, float]:
    """Coefficients of a least-squares fit of the KPI with an intercept, by numpy."""
    matrix: npt.NDArray[np.float64] = np.column_stack([np.ones(len(frame)), frame[names].to_numpy(np.float64)])
    found = np.linalg.lstsq(matrix, frame["kpi"].to_numpy(np.float64), rcond=None)[0]
    return dict(zip(names, found[1:].tolist(), strict=True))


def test_the_panels_regressors_recover_the_effects_and_spend_alone_does_not(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.upsert(ACME, batch(generated(), 900))
        panel = CausalExport(store)(ACME, CausalRequest()).panel
    regressors = [column.name for column in panel.columns if column.role in REGRESSOR_ROLES]
    whole, naive = slopes(panel.frame, regressors), slopes(panel.frame, list(EFFECTS))
    assert whole == {**whole, **{name: pytest.approx(effect, rel=0.25) for name, effect in EFFECTS.items()}}
    assert all(naive[name] > 3 * effect for name, effect in EFFECTS.items())
