"""What a reading asks of the rows it counts: levels, breakdowns, calendar buckets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from domain.calendar.named_periods import NamedPeriod
from domain.sources.registry import SOURCES
from domain.vocabulary import LEVEL_DEPTH, DataSource, Level

COUNTRY_BREAKDOWNS = frozenset(name for spec in SOURCES.values() for name in spec.cell_names(spec.country))
DEVICE_BREAKDOWNS = frozenset(name for spec in SOURCES.values() for name in spec.cell_names(spec.device))
"""Breakdowns by which rows say their country, or their device."""


class Reason(IntEnum):
    """Why a row is not counted; the numbers are stored."""

    COUNTED = 0
    LEVEL = 1
    BREAKDOWN = 2
    OVERLAPPING_PERIODS = 3
    MIXED_DATE_BASIS = 4
    ATTRIBUTION = 5
    CONVERSION_METRIC = 6
    PARTIAL_PERIOD = 7
    MULTI_DAY_ROW = 8
    LEVEL_GAP = 9
    INCOMPLETE_PERIOD = 10
    NEGATIVE_SPEND = 11
    UNDECIDED = 15


REASON_MEANINGS = {
    Reason.LEVEL: "The same campaign and day is counted at another level.",
    Reason.LEVEL_GAP: "What finer rows lack against the campaign's own.",
    Reason.BREAKDOWN: "The same facts are counted in another breakdown, or the row lacks the one asked for.",
    Reason.OVERLAPPING_PERIODS: "Other rows cover these days.",
    Reason.PARTIAL_PERIOD: "The row's period is not wholly inside the date range.",
    Reason.MULTI_DAY_ROW: "The row spans several of the days, weeks or months grouped by.",
    Reason.MIXED_DATE_BASIS: "The same facts are counted by another date basis.",
    Reason.ATTRIBUTION: "The same facts are counted under another attribution.",
    Reason.INCOMPLETE_PERIOD: "In a period of a panel of which a source has not every day.",
    Reason.NEGATIVE_SPEND: "Spend below zero, which a panel shows as 0.",
    Reason.CONVERSION_METRIC: "The same messages are counted with another conversion metric, or only their conversions are of another one.",
}


class Depth(IntEnum):
    """The finest entity that a reading groups by; decides which levels can answer. The numbers are stored."""

    CAMPAIGN = 0
    AD_GROUP = 1
    AD = 2


_ENTITY_OF = {Depth.AD_GROUP: Level.AD_GROUP, Depth.AD: Level.AD}
_ALTERNATIVES = {Level.AD: frozenset({Level.AD, Level.MESSAGE})}


class Bucket(StrEnum):
    """A calendar bucket that rows must fit into."""

    DAY = "day"
    WEEK = "week"
    SUNDAY_WEEK = "sunday_week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class Need:
    """What one reading needs: depth, breakdowns (each as alternatives of one another), buckets."""

    depth: Depth = Depth.CAMPAIGN
    breakdowns: tuple[frozenset[str], ...] = ()
    buckets: frozenset[Bucket | NamedPeriod] = frozenset()
    levels: frozenset[Level] | None = None
    """Only these levels, where the caller names them."""

    @property
    def is_plain(self) -> bool:
        """Whether the stored mask answers it for rows of single days."""
        return not self.breakdowns and self.levels is None


def levels_answering(data_source: DataSource, depth: Depth) -> frozenset[Level]:
    """Levels of a source whose rows can be grouped at `depth`.

    A source that has no such entity answers with an empty one from every level.
    """
    levels = [rule.level for rule in SOURCES[data_source].levels]
    if depth is Depth.CAMPAIGN:
        return frozenset(levels)
    entity = _ENTITY_OF[depth]
    same = _ALTERNATIVES.get(entity, frozenset({entity}))
    if not same & set(levels):
        return frozenset(levels)
    if depth is Depth.AD:
        return same
    return frozenset(level for level in levels if LEVEL_DEPTH[level] >= LEVEL_DEPTH[entity])


def fits_breakdowns(breakdown_set: str, required: Iterable[frozenset[str]]) -> bool:
    """Whether rows broken down by `breakdown_set` (names joined by commas) can answer each required one."""
    names = set(breakdown_set.split(","))
    return all(names & alternatives for alternatives in required)
