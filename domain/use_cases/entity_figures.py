"""Metrics of entities from the record store; kept until the records change, so that repeated questions are fast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.insights.dimensions import settle_dimensions
from domain.metrics import METRIC_NAMES
from domain.ports import RecordStore
from domain.ports.entities import EntitySource
from domain.ports.search import CatalogView, SearchScope
from domain.reading import RowFilter
from domain.search.figures import DIMENSION_OF, EntityMetrics, Figures, beside, figures_of
from domain.use_cases.insights import read_parts
from domain.vocabulary import Level, OrgId, Period

MOST_KEPT = 48
_Asked = tuple[OrgId, str, Period | None]


@dataclass(slots=True)
class KeptFigures:
    """Figures of the periods asked for last, with the version of the records that they are of; for any number of threads."""

    _kept: dict[_Asked, tuple[int, Figures]] = field(default_factory=dict)

    def get(self, asked: _Asked, version: int) -> Figures | None:
        """What is kept, if it is of this version."""
        found = self._kept.pop(asked, None)
        if found is None or found[0] != version:
            return None
        self._kept[asked] = found  # the newest stand last
        return found[1]

    def put(self, asked: _Asked, version: int, figures: Figures) -> None:
        """Keep figures, in place of those asked for longest ago."""
        self._kept[asked] = (version, figures)
        for oldest in list(self._kept)[:-MOST_KEPT]:
            self._kept.pop(oldest, None)


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Figures of the entities of a level over a period, each fact counted once."""

    store: RecordStore
    source: EntitySource
    kept: KeptFigures = field(default_factory=KeptFigures)

    def __call__(self, org: OrgId, level: Level, period: Period | None) -> Figures:
        """Over all days where there is no period."""
        dimension = DIMENSION_OF[level]
        asked, version = (org, dimension, period), self.source.records_version(org)
        found = self.kept.get(asked, version)
        if found is None:
            by = settle_dimensions([dimension])
            found = figures_of(read_parts(self.store, org, RowFilter(period=period), by, METRIC_NAMES)[1], level)
            self.kept.put(asked, version, found)
        return found

    def beside(self, org: OrgId, view: CatalogView, levels: Iterable[Level], period: Period | None) -> EntityMetrics:
        """Metrics of the documents of a view that are of these levels."""
        wanted = [level for level in levels if level in DIMENSION_OF]
        known = {level: self(org, level, period) for level in wanted}
        places = {level: figures.places(view) for level, figures in known.items()}
        masks = {level: view.within(SearchScope(levels=frozenset({level}))) for level in wanted}
        return beside(len(view.keys), places, known, masks)
