"""What a data source declares: one `SourceSpec` in one file, and one line in the registry.

Reading a payload has two steps that every source shares: `unwrap` takes envelopes off and gives the raw
rows with what their page says about them; `flatten` turns raw rows into flat rows that are read as columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from domain.event_lines import Entity, EventLine, EventState
from domain.issue_log import IssueLog
from domain.vocabulary import Channel, DataSource, DateBasis, Level, Period

if TYPE_CHECKING:
    from domain.column_map import ColumnUse
    from domain.conversions import ConversionRules
    from domain.normalize.draft import Draft

FlatRow = Mapping[str, object]
Columns = Mapping[str, Sequence[object]]


class Unit(Enum):
    """Unit in which a source states a figure."""

    UNITS = "units"
    MICROS = "micros"
    CENTS = "cents"
    MILLIS = "millis"
    """Thousandths: minor units of currencies with three decimals."""


@dataclass(frozen=True, slots=True)
class Field:
    """A canonical column and the names under which a source gives it, the preferred one first."""

    column: str
    names: tuple[str, ...]
    unit: Unit = Unit.UNITS
    added: bool = False
    """Whether the names are parts that add up, not names of one thing."""
    currency: str | None = None
    """Currency that the names imply: rows that take the figure from here are in it, whatever they say."""


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


AD_LEVELS = (
    LevelRule(Level.AD, "ad_id"),
    LevelRule(Level.AD_GROUP, "ad_group_id"),
    LevelRule(Level.CAMPAIGN, "campaign_id"),
    LevelRule(Level.ACCOUNT, "account_id"),
)
"""The levels of ad platforms whose rows say each by its id."""


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
    """Flat rows; `origin` is the raw row of each; `paths` names a flat key as the platform wrote it.

    `lines`: what adds up to records instead of being one, with the raw row of each in `line_origin`. `entities`: what
    objects tell of others, with theirs in `entity_origin`.
    """

    rows: Sequence[FlatRow]
    origin: list[int]
    paths: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: str | None = None
    """The one that the rows themselves tell, where they are written as a language writes them."""
    lines: list[EventLine] = field(default_factory=list)
    line_origin: list[int] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    entity_origin: list[int] = field(default_factory=list)
    tells_of_others: bool = False
    """Whether raw rows tell what other raw rows are read by: an upload of such rows is not read in parts."""


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
    number_locale: str | None = None
    """Locale in which texts write numbers, e.g. `de-DE`; None where nobody said."""
    column_map: Mapping[str, ColumnUse] = field(default_factory=dict)
    """What the columns of rows of the caller's own mean."""


Fold = Callable[[FlatRow, Sequence[EventState], "ConversionRules"], FlatRow]
"""Gives the flat row of what a group's event lines came to, under these rules."""


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
    flat: bool = False
    """Whether `flatten` leaves rows without objects in them as they are: they may then be read without it."""
    channels: Mapping[str, Channel] = field(default_factory=dict)
    breakdowns: frozenset[str] = frozenset()
    breakdown_prefix: str | None = None
    """Names with this prefix are breakdowns unless mapped otherwise."""
    country: tuple[str, ...] = ()
    """Breakdowns that say the country of a row."""
    device: tuple[str, ...] = ()
    platform_metrics: frozenset[str] = frozenset()
    """Kept on the row, never summed; `*` stands for any characters, as in `likes_*`."""
    ignored: frozenset[str] = frozenset()
    """Ratios and averages: recomputed, never read; `*` likewise."""
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
    relabel: Callable[[Columns], tuple[Columns, dict[str, str]]] | None = None
    """Columns of other layouts under the platform's own names, and for these what the layout called them."""
    fold: Fold | None = None
    """The flat row of what a group's event lines came to; only for sources that have such lines."""
    divisible: bool = True
    """Whether an upload may be read in parts; false where one record is folded of several raw rows."""
    account_noise: tuple[str, ...] = ()
    """Prefixes, and single characters anywhere, that an account id may carry."""
    takes_any: bool = False
    """Whether rows of any shape may be sent under it."""

    @property
    def mapped(self) -> frozenset[str]:
        """Every name that a field reads."""
        return frozenset(name for declared in self.fields for name in declared.names)

    def cell_names(self, names: Iterable[str]) -> frozenset[str]:
        """Breakdowns by their names in records."""
        return frozenset(name.removeprefix(self.breakdown_prefix or "") for name in names)

    def ignores(self, names: frozenset[str]) -> frozenset[str]:
        """Those of the names that are ratios and averages."""
        return _matching(names, self.ignored, self.mapped)

    def keeps_as_metrics(self, names: frozenset[str]) -> frozenset[str]:
        """Those of the names that are kept on the row, never summed."""
        return _matching(names, self.platform_metrics, self.mapped | self.ignores(names) | self.breakdowns | self.kept)


def _matching(names: frozenset[str], declared: frozenset[str], taken: frozenset[str]) -> frozenset[str]:
    """Names that are declared, or match a pattern and are not taken by a narrower declaration."""
    patterns = [pattern for pattern in declared if "*" in pattern]
    free = names - taken if patterns else frozenset()
    return names & declared | {name for name in free if any(fnmatchcase(name, pattern) for pattern in patterns)}
