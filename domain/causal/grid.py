"""The periods of a panel: days or weeks by their first day, numbered without gaps.

Days are numbered from 1970-01-01, as in `domain.insights.spine`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from domain.insights.spine import EPOCH, Ints
from domain.summation.needs import Bucket
from domain.vocabulary import Granularity

_AFTER_START = {"MONDAY": 3, "SUNDAY": 4}
"""By how many days 1970-01-01, a Thursday, is after the first day of its week."""
_BUCKETS = {"MONDAY": Bucket.WEEK, "SUNDAY": Bucket.SUNDAY_WEEK}
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """How days become periods."""

    granularity: Granularity
    week_start: str = "MONDAY"

    @property
    def length(self) -> int:
        """Days of a period."""
        return 1 if self.granularity is Granularity.DAY else DAYS_OF_WEEK

    @property
    def bucket(self) -> Bucket:
        """The bucket that rows must fit into."""
        return Bucket.DAY if self.granularity is Granularity.DAY else _BUCKETS[self.week_start]

    def numbers(self, days: Ints) -> Ints:
        """Number of the period that holds each day."""
        if self.granularity is Granularity.DAY:
            return days
        return (days + _AFTER_START[self.week_start]) // DAYS_OF_WEEK

    def first_day(self, number: int) -> int:
        """First day of a period."""
        if self.granularity is Granularity.DAY:
            return number
        return number * DAYS_OF_WEEK - _AFTER_START[self.week_start]


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods in a row, from the one of number `first`."""

    rule: PeriodRule
    first: int
    size: int

    @property
    def labels(self) -> list[str]:
        """First day of each, `YYYY-MM-DD`."""
        return [self.label(place) for place in range(self.size)]

    def label(self, place: int) -> str:
        """First day of the period at a place."""
        return day_text(self.rule.first_day(self.first + place))

    @property
    def first_day(self) -> int:
        """First day of the first period."""
        return self.rule.first_day(self.first)

    @property
    def last_day(self) -> int:
        """Last day of the last period."""
        return self.rule.first_day(self.first + self.size) - 1

    @property
    def days(self) -> list[date]:
        """Every day of every period, in order."""
        return [EPOCH + timedelta(days=n) for n in range(self.first_day, self.last_day + 1)]

    def places(self, days: Ints) -> Ints:
        """Place of the period that holds each day; outside there are none below 0 and from `size` on."""
        return self.rule.numbers(days) - self.first

    def part(self, start: int, stop: int) -> Periods:
        """The periods from place `start` to before `stop`."""
        return Periods(self.rule, self.first + start, stop - start)


def periods_inside(rule: PeriodRule, first_day: int, last_day: int) -> Periods:
    """The periods that lie wholly between two days, both included.

    >>> periods_inside(PeriodRule(Granularity.WEEK), 3, 18).labels
    ['1970-01-05', '1970-01-12']
    """
    first, last = rule.numbers(np.asarray([first_day + rule.length - 1, last_day + 1])).tolist()
    return Periods(rule, first, max(last - first, 0))


def day_text(number: int) -> str:
    """`YYYY-MM-DD` of a day's number."""
    return (EPOCH + timedelta(days=int(number))).isoformat()
