"""Smooth terms for models: Fourier terms of the year and the week, and a trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Annotated

YEAR, WEEK, ORDER = 365.25, 7.0, 3
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Waves:
    """Terms of orders 1 to 3; t is days since 1970-01-01, as in Prophet."""

    yearly_sin: Annotated[
        list[float], "sin(2 pi k t / 365.25) for k = 1, 2, 3; t in days since 1970-01-01, as in Prophet."
    ]
    yearly_cos: Annotated[list[float], "cos(2 pi k t / 365.25), likewise."]
    weekly_sin: Annotated[list[float], "sin(2 pi k t / 7), likewise."]
    weekly_cos: Annotated[list[float], "cos(2 pi k t / 7), likewise."]
    trend_index: Annotated[float, "Years of 365.25 days since 1970-01-01: the same for a day whatever the range."]


def waves(day: date) -> Waves:
    """The terms of a day."""
    days = (day - _EPOCH).days
    yearly = [2 * pi * k * days / YEAR for k in range(1, ORDER + 1)]
    weekly = [2 * pi * k * (days % 7) / WEEK for k in range(1, ORDER + 1)]
    return Waves(
        yearly_sin=[sin(x) for x in yearly],
        yearly_cos=[cos(x) for x in yearly],
        weekly_sin=[sin(x) for x in weekly],
        weekly_cos=[cos(x) for x in weekly],
        trend_index=days / YEAR,
    )
