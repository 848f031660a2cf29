"""Metrics of entities over a period, each fact counted once as in insights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.insights.parts import Parts, fold
from domain.insights.totals import MONEY_SUMS
from domain.metrics import METRIC_NAMES, MONEY_METRICS, RATIO_BY_NAME
from domain.ports.search import CatalogView
from domain.records import ADDITIVE
from domain.search.documents import EntityKey
from domain.search.entities import DEPTHS, IDS, key_of
from domain.vocabulary import Level

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Kind = TypeVar("Kind", bound=np.generic)
DIMENSION_OF = {Level.CAMPAIGN: "CAMPAIGN", Level.AD_GROUP: "AD_GROUP", Level.AD: "AD", Level.MESSAGE: "AD"}
"""What insights group by to tell entities of a level apart."""
_SOME = tuple(column.name for column in ADDITIVE)
IN_CURRENCY = frozenset(
    name
    for name in MONEY_METRICS
    if name not in RATIO_BY_NAME
    or not {RATIO_BY_NAME[name].numerator, RATIO_BY_NAME[name].denominator} <= {*MONEY_SUMS}
)
"""Metrics whose size depends on the currency; ROAS is money over money, and does not."""


@dataclass(frozen=True)
class Figures:
    """Entities of one depth with their metrics, float64, NaN where missing; money too where several currencies meet."""

    keys: list[EntityKey]
    metrics: Mapping[str, Floats]
    currencies: Ints
    """Place in `currency_names` of the currency of the entity's money."""
    currency_names: list[str | None]
    """None where nobody said, or there are several."""
    _places: dict[int, Ints] = field(default_factory=dict, repr=False, compare=False)

    def places(self, view: CatalogView) -> Ints:
        """For each document of a view the place of its figures; -1 where it has none."""
        found = self._places.get(view.version)
        if found is None or len(found) != len(view.keys):
            positions, keys = view.positions(self.keys), view.keys
            own = {key: place for place, key in enumerate(self.keys)}
            found = np.full(len(keys), -1, np.int64)
            found[positions] = [own[keys[position]] for position in positions.tolist()]
            self._places.clear()
            self._places[view.version] = found
        return found

    @cached_property
    def active(self) -> Mask:
        """Entities of which anything at all is counted that is not 0."""
        some = np.zeros(len(self.keys), np.bool_)
        for name in _SOME:
            some |= np.nan_to_num(self.metrics[name]) != 0
        return some

    @cached_property
    def volume(self) -> Floats:
        """Share of the entities that spent less, or delivered less, or (half as much) were shown less."""
        shares = [_share_below(self.metrics[name]) for name in ("spend", "delivered", "impressions")]
        return np.maximum(np.maximum(shares[0], shares[1]), shares[2] / 2)


def figures_of(parts: Parts, level: Level) -> Figures:
    """Figures of the entities of a level, from parts by its dimension."""
    names: list[str] = list(IDS[: DEPTHS[level]])
    named = pa.compute.is_valid(parts.keys[names[-1]]).to_numpy()
    groups = fold(parts, names, METRIC_NAMES)
    metrics = dict(groups.metrics)
    codes, of_currency = _currencies(parts, groups.codes, len(groups.first))
    for name in MONEY_METRICS:
        metrics[name] = np.where(codes > 1, np.nan, metrics[name])
    kept = np.flatnonzero(named[groups.first])
    ids = [parts.keys[name].take(pa.array(groups.first[kept])).to_pylist() for name in names]
    keys = [key_of(each) for each in zip(*ids, strict=True)]
    own = [of_currency[place] for place in kept.tolist()]
    names_of = [None, *sorted({name for name in own if name is not None})]
    coded = {name: place for place, name in enumerate(names_of)}
    currencies = np.array([coded[name] for name in own], np.int64)
    return Figures(keys, {name: values[kept] for name, values in metrics.items()}, currencies, names_of)


def _share_below(values: Floats) -> Floats:
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return np.zeros(len(values))
    return np.where(np.isnan(values), 0.0, np.searchsorted(known, np.nan_to_num(values), side="right") / len(known))


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
        return self._of_each(lambda figures: figures.active, np.zeros(self.size, np.bool_))

    @property
    def volume(self) -> Floats:
        """How much was spent, delivered or shown, as a share of the others that did less: 0 to 1."""
        return self._of_each(lambda figures: figures.volume, np.zeros(self.size))

    @property
    def currency_codes(self) -> Ints:
        """A code per entity for the currency of its money; 0 where it is not known."""
        known: dict[str, int] = {}

        def codes(figures: Figures) -> Ints:
            names = [known.setdefault(name, len(known) + 1) if name else 0 for name in figures.currency_names]
            return np.array(names, np.int64)[figures.currencies]

        return self._of_each(codes, np.zeros(self.size, np.int64))

    def currency_of(self, position: int) -> str | None:
        """Currency of an entity's money."""
        found = self._place(position)
        return None if found is None else found[0].currency_names[int(found[0].currencies[found[1]])]

    def of(self, position: int) -> dict[str, float | None]:
        """All metrics of one entity; None where missing."""
        found = self._place(position)
        if found is None:
            return dict.fromkeys(METRIC_NAMES)
        values = {name: float(column[found[1]]) for name, column in found[0].metrics.items()}
        return {name: None if np.isnan(value) else value for name, value in values.items()}

    def _place(self, position: int) -> tuple[Figures, int] | None:
        for figures, positions, places in self.parts:
            here = int(np.searchsorted(positions, position))
            if here < len(positions) and positions[here] == position:
                return figures, int(places[here])
        return None

    def _of_each(self, told: Callable[[Figures], npt.NDArray[Kind]], into: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        for figures, positions, places in self.parts:
            into[positions] = told(figures)[places]
        return into


def beside(
    size: int, figures: Mapping[Level, Ints], known: Mapping[Level, Figures], levels: Mapping[Level, Mask]
) -> EntityMetrics:
    """Metrics of documents of several levels: for each the places of its figures, and which documents are of it."""
    parts = []
    for level, places in figures.items():
        positions = np.flatnonzero(levels[level] & (places >= 0))
        parts.append((known[level], positions, places[positions]))
    return EntityMetrics(size, parts)
