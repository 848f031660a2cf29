"""Where a figure stands among those of its peers: the organization's entities of its kind and level, in the period."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from domain.metrics import RATIO_BY_NAME
from domain.search.understanding import metric_for
from domain.vocabulary import Direction

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class ByMetric(Protocol):
    """A figure per document, by the metric's name; NaN where missing."""

    def __getitem__(self, metric: str, /) -> Floats:
        """The metric of all documents."""
        ...


LEAST_IMPRESSIONS = 1_000
LEAST_DELIVERED = 200
BAND = 0.25
"""Share of the peers that is called high or low."""
LEAST_IN_BAND = 3
OF_ADS = ("roas", "cost_per_conversion", "ctr")
OF_MESSAGES = ("revenue_per_recipient", "click_rate", "open_rate")
"""By what entities perform well, where the metric that is meant is told of none: the first one that is."""
_OF_MONEY = frozenset({"performance", "efficiency"})
COSTS = frozenset({"cpm", "cpc", "cost_per_conversion", "unsubscribe_rate", "bounce_rate"})
"""Metrics of which less is better."""


def has_volume(metric: str, metrics: ByMetric, messages: Mask) -> Mask:
    """Whether there is enough to tell a ratio by: impressions of ads, messages delivered; sums always have."""
    if metric not in RATIO_BY_NAME:
        return np.ones(len(messages), np.bool_)
    shown, delivered = np.nan_to_num(metrics["impressions"]), np.nan_to_num(metrics["delivered"])
    return np.where(messages, delivered >= LEAST_DELIVERED, shown >= LEAST_IMPRESSIONS)


def places_from_best(values: Floats, peers: Mask, groups: Ints, direction: Direction) -> Ints:
    """How many peers of the same group are better, plus one; 0 without a figure. Equals share a place."""
    found = np.zeros(len(values), np.int64)
    known = ~np.isnan(values)
    sign = -1.0 if direction is Direction.DESC else 1.0
    for group in np.unique(groups[known & peers]).tolist():
        here = known & (groups == group)
        ordered = np.sort(sign * values[here & peers])
        found[here] = np.searchsorted(ordered, sign * values[here], side="left") + 1
    return found


def in_band(places: Ints, peers: Mask, groups: Ints) -> Mask:
    """Whether a place is in the first quarter of its group's peers, and at least among its first three."""
    found = np.zeros(len(places), np.bool_)
    for group in np.unique(groups[peers]).tolist():
        here = peers & (groups == group)
        size = int(here.sum())
        found |= (
            (groups == group)
            & (places > 0)
            & (places <= max(int(np.ceil(BAND * size)), min(LEAST_IN_BAND, (size + 1) // 2)))
        )
    return found


def quality_metric(quality: str, metrics: ByMetric, of_kind: Mask, *, messages: bool) -> str | None:
    """The metric that a vague quality means for entities of a kind; None where none of them has it.

    Where nobody tells what performs well by money, another measure of it stands in.
    """
    meant = metric_for(quality, of_messages=messages)
    others = (OF_MESSAGES if messages else OF_ADS) if quality in _OF_MONEY else ()
    return next((name for name in (meant, *others) if (~np.isnan(metrics[name][of_kind])).any()), None)
