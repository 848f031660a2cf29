"""What a data source declares: one `SourceSpec` in one file, and one line in the registry.

Reading a payload has two steps that every source shares: `unwrap` takes envelopes off and gives the raw
rows with what their page says about them; `flatten` turns raw rows into flat rows that are read as columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from domain.issues import IssueLog
from domain.vocabulary import Channel, DataSource, DateBasis, Level, Period

if TYPE_CHECKING:
    from domain.normalize.draft import Draft

FlatRow = Mapping[str, object]


class Unit(Enum):
    """Unit in which a source states a figure."""

    UNITS = "units"
    MICROS = "micros"


@dataclass(frozen=True, slots=True)
class Field:
    """A canonical column and the names under which a source gives it, the preferred one first."""

    column: str
    names: tuple[str, ...]
    unit: Unit = Unit.UNITS


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A level: a row has the first one whose `needs` it fills; `entity` are the columns that identify it together."""

    level: Level
    needs: str
    entity: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that identify the entity."""
        return self.entity or (self.needs,)


@dataclass(frozen=True, slots=True)
class Page:
    """What one envelope says about the raw rows from `first_row` on: field mask, dates, conversion metric."""

    first_row: int
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Raw rows after envelopes are taken off, with the pages that brought them."""

    rows: Sequence[object]
    pages: tuple[Page, ...] = ()
    more_pages: bool = False


@dataclass(frozen=True, slots=True)
class FlatBatch:
    """Flat rows; `origin` is the raw row of each; `paths` names a flat key as the platform wrote it."""

    rows: list[FlatRow]
    origin: list[int]
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchContext:
    """What the caller says about a batch. `today` is the day of the clock, given from outside."""

    today: date
    period: Period | None = None
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    account_currencies: Mapping[str, str | None] = field(default_factory=dict)
    account_timezones: Mapping[str, str | None] = field(default_factory=dict)
    """What the organization's settings say of its accounts."""


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Everything the pipeline needs to know about a data source."""

    name: DataSource
    title: str
    meaning: str
    fields: tuple[Field, ...]
    levels: tuple[LevelRule, ...]
    date_basis: DateBasis
    unwrap: Callable[[object], RawBatch]
    flatten: Callable[[RawBatch, BatchContext, IssueLog], FlatBatch]
    refine: Callable[[Draft], None]
    """The source's own rules on the typed columns: conversions, channels, derived counts."""
    signature: Callable[[frozenset[str]], bool]
    """Whether the top-level keys of a raw row are those of this source and of no other."""
    default_channel: Channel | None
    channels: Mapping[str, Channel] = field(default_factory=dict)
    breakdowns: frozenset[str] = frozenset()
    breakdown_prefix: str | None = None
    """Names with this prefix are breakdowns unless mapped otherwise."""
    country: tuple[str, ...] = ()
    """Breakdowns that say the country of a row."""
    device: tuple[str, ...] = ()
    platform_metrics: frozenset[str] = frozenset()
    """Kept on the row, never summed."""
    ignored: frozenset[str] = frozenset()
    """Ratios and averages: recomputed, never read."""
    consumed: frozenset[str] = frozenset()
    """Names that `refine` reads by itself."""
    derived: frozenset[str] = frozenset()
    """Metrics that `refine` fills besides those of `fields`."""
    kept: frozenset[str] = frozenset()
    """Known but without a column of their own: kept in `extra` without being called unmapped."""
    rules: frozenset[str] = frozenset()
    """Names of the conversion rules that it follows, as in `SaidRules`."""
    families: tuple[str, ...] = ()
    """Families among which the primary conversion is; without any it is the name of a metric."""
    divisible: bool = True
    """Whether an upload may be read in parts; false where one record is folded of several raw rows."""
    account_noise: tuple[str, ...] = ()
    """Prefixes, and single characters anywhere, that an account id may carry."""
