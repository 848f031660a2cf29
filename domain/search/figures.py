"""Metrics of entities over a period, each fact counted once as in insights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.insights.parts import Parts, fold
from domain.insights.totals import MONEY_SUMS
from domain.metrics import METRIC_NAMES, MONEY_METRICS, RATIO_BY_NAME
from domain.records import ADDITIVE
from domain.search.documents import EntityKey
from domain.search.entities import DEPTHS, IDS, key_of
from domain.vocabulary import Level

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
DIMENSION_OF = {Level.CAMPAIGN: "CAMPAIGN", Level.AD_GROUP: "AD_GROUP", Level.AD: "AD", Level.MESSAGE: "AD"}
"""What insights group by to tell entities of a level apart."""
_SOME = tuple(column.name for column in ADDITIVE)
IN_CURRENCY = frozenset(
    name
    for name in MONEY_METRICS
    if name not in RATIO_BY_NAME or not {RATIO_BY_NAME[name].numerator, RATIO_BY_NAME[name].denominator} <= {*MONEY_SUMS}
)
"""Metrics whose size depends on the currency; ROAS is money over money, and does not."""


@dataclass(frozen=True)
class Figures:
    """Entities of one depth with their metrics, float64, NaN where missing; money too where several currencies meet."""

    keys: list[EntityKey]
    metrics: Mapping[str, Floats]
    currencies: list[str | None]
    """Currency of the entity's money; None where nobody said, or there are several."""
    _places: dict[int, Ints] = field(default_factory=dict, repr=False, compare=False)

    def places(self, version: int, keys: Sequence[EntityKey]) -> Ints:
        """For each document of a view of this version the place of its figures; -1 where it has none."""
        found = self._places.get(version)
        if found is None or len(found) != len(keys):
            own = {key: place for place, key in enumerate(self.keys)}
            found = np.array([own.get(key, -1) for key in keys], np.int64)
            self._places.clear()
            self._places[version] = found
        return found


def figures_of(parts: Parts, level: Level) -> Figures:
    """Figures of the entities of a level, from parts by its dimension."""
    names = list(IDS[: DEPTHS[level]])
    named = pa.compute.is_valid(parts.keys[names[-1]]).to_numpy()
    groups = fold(parts, names, METRIC_NAMES)
    metrics = dict(groups.metrics)
    codes, of_currency = _currencies(parts, groups.codes, len(groups.first))
    for name in MONEY_METRICS:
        metrics[name] = np.where(codes > 1, np.nan, metrics[name])
    kept = np.flatnonzero(named[groups.first])
    ids = [parts.keys[name].take(pa.array(groups.first[kept])).to_pylist() for name in names]
    keys = [key_of(each) for each in zip(*ids, strict=True)]
    return Figures(keys, {name: values[kept] for name, values in metrics.items()}, [of_currency[n] for n in kept.tolist()])


def _currencies(parts: Parts, codes: Ints, size: int) -> tuple[Ints, list[str | None]]:
    """How many currencies the money of each group is in, and which it is where it is one."""
    rows = [place for name, place in parts.sums.places.items() if name in MONEY_SUMS]
    with_money = np.flatnonzero(parts.sums.known[rows].any(axis=0))
    currencies = parts.keys["currency"].to_pylist()
    found: list[set[str | None]] = [set() for _ in range(size)]
    for place in with_money.tolist():
        found[codes[place]].add(currencies[place])
    counts = np.array([len(each) for each in found], np.int64)
    return counts, [next(iter(each)) if len(each) == 1 else None for each in found]


@dataclass(frozen=True)
class EntityMetrics:
    """Metrics by the positions of a view; NaN where an entity has none."""

    size: int
    parts: Sequence[tuple[Figures, Ints, Ints]]
    """Figures, positions of the documents that have some, and the places of those."""
    _kept: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, metric: str) -> Floats:
        if metric not in self._kept:
            values = np.full(self.size, np.nan)
            for figures, positions, places in self.parts:
                values[positions] = figures.metrics[metric][places]
            self._kept[metric] = values
        return self._kept[metric]

    @property
    def active(self) -> Mask:
        """Entities of which anything at all is counted that is not 0."""
        some = np.zeros(self.size, np.bool_)
        for name in _SOME:
            some |= np.nan_to_num(self[name]) != 0
        return some

    def currencies(self, positions: Ints) -> list[str | None]:
        """Currencies of the money of some entities."""
        found: dict[int, str | None] = {}
        wanted = set(positions.tolist())
        for figures, known, places in self.parts:
            for position, place in zip(known.tolist(), places.tolist(), strict=True):
                if position in wanted:
                    found[position] = figures.currencies[place]
        return [found.get(position) for position in positions.tolist()]

    def of(self, position: int) -> dict[str, float | None]:
        """All metrics of one entity; None where missing."""
        for figures, positions, places in self.parts:
            here = np.searchsorted(positions, position)
            if here < len(positions) and positions[here] == position:
                values = {name: float(column[places[here]]) for name, column in figures.metrics.items()}
                return {name: None if np.isnan(value) else value for name, value in values.items()}
        return dict.fromkeys(METRIC_NAMES)


def beside(size: int, figures: Mapping[Level, Ints], known: Mapping[Level, Figures], levels: Mapping[Level, Mask]) -> EntityMetrics:
    """Metrics of documents of several levels: for each the places of its figures, and which documents are of it."""
    parts = []
    for level, places in figures.items():
        positions = np.flatnonzero(levels[level] & (places >= 0))
        parts.append((known[level], positions, places[positions]))
    return EntityMetrics(size, parts)
