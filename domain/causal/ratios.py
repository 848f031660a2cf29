"""Ratios of each paid channel, for people: functions of the treatment, so never regressors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.causal.columns import PanelColumn, Role
from domain.causal.made import Made
from domain.metrics import RATIO_BY_NAME

SHOWN = ("cpm", "cpc", "ctr")


def ratio_columns(media: Sequence[Made], currency: str | None) -> list[Made]:
    """cpm, cpc and ctr of the channels that have both ends; missing where a denominator is 0."""
    by_name = {made.name: made for made in media}
    paid = [made.column.channel for made in media if made.column.role is Role.PAID_SPEND]
    return [
        _ratio(channel or "", name, by_name, currency)
        for channel in paid
        for name in SHOWN
        if all(
            f"{channel}_{end}" in by_name for end in (RATIO_BY_NAME[name].numerator, RATIO_BY_NAME[name].denominator)
        )
    ]


def _ratio(channel: str, name: str, by_name: dict[str, Made], currency: str | None) -> Made:
    ratio = RATIO_BY_NAME[name]
    top, bottom = (
        by_name[f"{channel}_{end}"].values.astype(np.float64) for end in (ratio.numerator, ratio.denominator)
    )
    values = np.full(len(top), np.nan)
    defined = np.isfinite(top) & (bottom > 0)
    values[defined] = ratio.factor * top[defined] / bottom[defined]
    column = PanelColumn(
        f"{channel}_{name}",
        Role.DERIVED,
        "float64",
        ratio.unit.replace("currency units", currency or "currency units"),
        "ratio of sums",
        f"{ratio.meaning} Never a regressor: it is a function of the treatment.",
        channel,
        source=f"`{ratio.formula}`",
        null_means="The denominator is 0 or missing.",
    )
    return Made(column, values)
