"""Ordering entities by a metric: which one is meant, who are the peers, and where each entity stands among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from domain.search.figures import IN_CURRENCY, EntityMetrics
from domain.search.interpretation import Ranking
from domain.search.predicates import Kinds, told
from domain.search.standing import (
    COSTS,
    has_volume,
    in_band,
    places_from_best,
    quality_metric,
)
from domain.vocabulary import Direction

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """All documents of a view with what is compared between them.

    `peers`: those of the levels searched that were active. `messages`: emails, texts and pushes. `levels`,
    `currencies`: a code per document.
    """

    metrics: EntityMetrics
    peers: Mask
    messages: Mask
    kinds: Kinds
    levels: Ints
    currencies: Ints
    _told: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def volume(self) -> Floats:
        """What was spent, else delivered, else shown: by which entities are ordered when nothing else says how."""
        return self.metrics.volume

    def told(self, metric: str) -> Floats:
        """The figures of all documents that conditions compare."""
        if metric not in self._told:
            self._told[metric] = told(metric, self.metrics, self.kinds)
        return self._told[metric]


@dataclass(frozen=True)
class MetricOrder:
    """Where entities stand by what a ranking asks.

    `metric`: 0 for `names[0]`, 1 for `names[1]` per document. `standing`: 1 for the first of its peers, towards 0 for
    the last; NaN without a figure. `places` from 1 among `sizes` peers. `enough`: whether volume allows to rank it.
    """

    ranking: Ranking
    names: tuple[str | None, str | None]
    kinds: Ints
    directions: tuple[Direction, Direction]
    standing: Floats
    places: Ints
    sizes: Ints
    enough: Mask
    band: Mask
    by_currency: bool

    def metric_of(self, position: int) -> str | None:
        """The metric by which the entity was ranked."""
        return self.names[int(self.kinds[position])]

    def direction_of(self, position: int) -> Direction:
        """Which end of it was asked for."""
        return self.directions[int(self.kinds[position])]

    @property
    def ranked(self) -> Mask:
        """Entities that have the figure."""
        return ~np.isnan(self.standing)


def order_by(ranking: Ranking, field: Field) -> MetricOrder:
    """Stand of every document by a ranking's metric, or by the right one for its kind where it names none."""
    if ranking.metric is not None:
        names: tuple[str | None, str | None] = (ranking.metric, ranking.metric)
        directions = (ranking.direction, ranking.direction)
        kinds = np.zeros(len(field.peers), np.int64)
    else:
        ads, messages = field.peers & ~field.messages, field.peers & field.messages
        names = (
            quality_metric(ranking.quality, field.metrics, ads, messages=False),
            quality_metric(ranking.quality, field.metrics, messages, messages=True),
        )
        directions = (_end(names[0], ranking), _end(names[1], ranking))
        kinds = field.messages.astype(np.int64)
    return _stand(ranking, field, names, directions, kinds)


def _end(metric: str | None, ranking: Ranking) -> Direction:
    """Which end of a metric is asked for: performing well by a cost is to have little of it."""
    if metric not in COSTS or ranking.quality not in {"performance", "efficiency"}:
        return ranking.direction
    return Direction.ASC if ranking.direction is Direction.DESC else Direction.DESC


def _stand(
    ranking: Ranking,
    field: Field,
    names: tuple[str | None, str | None],
    directions: tuple[Direction, Direction],
    kinds: Ints,
) -> MetricOrder:
    size = len(kinds)
    standing, enough, band = np.full(size, np.nan), np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    places, sizes = np.zeros(size, np.int64), np.zeros(size, np.int64)
    by_currency = False
    for kind in (0, 1):
        name, here = names[kind], kinds == kind
        if name is None or not here.any():
            continue
        values = np.where(here, field.metrics[name], np.nan)
        able = has_volume(name, field.metrics, field.messages) & here
        peers = field.peers & able & ~np.isnan(values)
        groups = _groups(name, field, peers)
        by_currency |= name in IN_CURRENCY and len(np.unique(field.currencies[peers])) > 1
        own = places_from_best(values, peers, groups, directions[kind])
        counts = np.bincount(groups[peers], minlength=int(groups.max(initial=0)) + 1)[groups]
        known = here & (own > 0)
        places[known], sizes[known], enough[here] = own[known], counts[known], able[here]
        standing[known] = 1 - (own[known] - 1) / np.maximum(counts[known], 1)
        band |= in_band(own, peers, groups) & able & known
    return MetricOrder(ranking, names, kinds, directions, standing, places, sizes, enough, band, by_currency)


def _groups(metric: str, field: Field, peers: Mask) -> Ints:
    """Entities that are compared with one another: of one level, and of one currency where its size matters."""
    if not peers.any():
        peers = np.ones(len(peers), np.bool_)
    codes = field.levels
    if metric in IN_CURRENCY:
        codes = codes * (int(field.currencies.max(initial=0)) + 1) + field.currencies
    return codes
