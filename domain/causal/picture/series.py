"""KPI, revenue and media over time, for each geo and over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.causal.picture.wording import plain
from domain.causal.report import CausalReport

MOST_CHANNELS = 10
"""Channels with a series of their own; the smaller ones are added up."""
MOST_VALUES = 150_000
"""Numbers over geos, periods and series; where there are more, geos are only added up."""
OUTCOMES = ("kpi", "revenue")
MEASURES = ("spend", "impressions", "clicks", "sends")
Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """`measure`: kpi, revenue, spend, ...; `channel`: None for outcomes and for the sum of small channels.

    `total` has a number per period, missing where a geo's is; `by_geo` one line per geo, or none where there is one geo or
    the numbers are too many.
    """

    title: str
    measure: str
    unit: str
    channel: str | None
    total: Numbers
    by_geo: tuple[Numbers, ...]

    @property
    def known(self) -> float:
        """Sum of what is known."""
        return round(sum(value for value in self.total if value is not None), 6)


def largest_channels(report: CausalReport, titles: dict[str, str]) -> list[str]:
    """Channels by spend, then by messages, then by name; at most MOST_CHANNELS."""
    frame = report.panel.frame

    def size(channel: str, measure: str) -> float:
        name = f"{channel}_{measure}"
        return -float(frame[name].sum()) if name in frame else 0.0

    ranked = sorted(titles, key=lambda one: (size(one, "spend"), size(one, "sends"), size(one, "impressions"), one))
    return ranked[:MOST_CHANNELS]


def series_of(report: CausalReport, titles: dict[str, str], shown: Sequence[str]) -> tuple[Series, ...]:
    """Outcomes, then each measure by channel, in the order of `shown`, the rest added up as the last."""
    per_channel = [
        one
        for measure in MEASURES
        for one in [*_own(report, measure, titles, shown), *_rest(report, measure, titles, shown)]
    ]
    return (*_outcomes(report), *per_channel)


def _outcomes(report: CausalReport) -> list[Series]:
    names = [name for name in OUTCOMES if name in report.panel.frame]
    if report.request.target == "revenue":
        names = ["kpi"]
    found = {"kpi": plain(report.request.target), "revenue": "Revenue"}
    return [_series(report, found[name], name, None, [name]) for name in names]


def _own(report: CausalReport, measure: str, titles: dict[str, str], shown: Sequence[str]) -> list[Series]:
    names = {channel: f"{channel}_{measure}" for channel in shown}
    has = report.panel.frame.columns
    return [
        _series(report, titles[channel], measure, channel, [name]) for channel, name in names.items() if name in has
    ]


def _rest(report: CausalReport, measure: str, titles: dict[str, str], shown: Sequence[str]) -> list[Series]:
    names = [f"{channel}_{measure}" for channel in titles if channel not in shown]
    names = [name for name in names if name in report.panel.frame]
    count = len(titles) - len(shown)
    title = f"{count:,} smaller channels" if count > 1 else "1 smaller channel"
    return [_series(report, title, measure, None, names)] if names else []


def _series(report: CausalReport, title: str, measure: str, channel: str | None, names: Sequence[str]) -> Series:
    panel = report.panel
    unit = next(column.unit for column in panel.columns if column.name == names[0]) or ""
    geos = len(panel.geos)
    grid = panel.frame[list(names)].to_numpy(np.float64).sum(axis=1).reshape(-1, geos)
    many = geos == 1 or panel.frame.size > MOST_VALUES
    by_geo = () if many else tuple(_numbers(grid[:, geo]) for geo in range(geos))
    return Series(title, measure, unit, channel, _numbers(grid.sum(axis=1)), by_geo)


def _numbers(values: npt.NDArray[np.float64]) -> Numbers:
    """Missing as None; sums without the dust of binary fractions."""
    return tuple(None if np.isnan(value) else round(value, 6) for value in values.tolist())
