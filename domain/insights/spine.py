"""The calendar of a series: buckets without gaps, and on which of them every day is present.

Days are numbered from 1970-01-01, as in `domain.summation.candidates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.vocabulary import Granularity, Period

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
EPOCH = date(1970, 1, 1)
DAYS_OF_WEEK = 7
_THURSDAY = 3
"""1970-01-01 is one: so many days after its Monday."""
_MONTHS = {Granularity.MONTH: 1, Granularity.QUARTER: 3, Granularity.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Spine:
    """Every bucket from the first to the last one; whole buckets, also where a range begins or ends inside one."""

    granularity: Granularity
    first: int
    """Number of the first bucket."""
    size: int

    @property
    def starts(self) -> Ints:
        """First day of each bucket."""
        return _first_days(np.arange(self.first, self.first + self.size), self.granularity)

    @property
    def stops(self) -> Ints:
        """Last day of each bucket."""
        return _first_days(np.arange(self.first + 1, self.first + self.size + 1), self.granularity) - 1

    def places(self, days: Ints) -> Ints:
        """Position of the bucket that holds each day."""
        return bucket_numbers(days, self.granularity) - self.first


def spine_of(period: Period, granularity: Granularity) -> Spine:
    """The buckets that a period touches.

    >>> spine_of(Period(date(2024, 12, 30), date(2025, 1, 6)), Granularity.WEEK).size
    2
    """
    ends = np.asarray([(day - EPOCH).days for day in (period.start, period.end)], np.int64)
    first, last = bucket_numbers(ends, granularity).tolist()
    return Spine(granularity, first, last - first + 1)


def bucket_numbers(days: Ints, granularity: Granularity) -> Ints:
    """Number of the bucket that holds each day; the next bucket has the next number."""
    if granularity is Granularity.DAY:
        return days
    if granularity is Granularity.WEEK:
        return (days + _THURSDAY) // DAYS_OF_WEEK
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // _MONTHS[granularity]


def _first_days(numbers: Ints, granularity: Granularity) -> Ints:
    if granularity is Granularity.DAY:
        return numbers
    if granularity is Granularity.WEEK:
        return numbers * DAYS_OF_WEEK - _THURSDAY
    months = (numbers * _MONTHS[granularity]).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


def full_buckets(spine: Spine, series: Ints, starts: Ints, stops: Ints, size: int) -> Mask:
    """Whether each day of a bucket lies in a span of the series: one row per bucket, one column for each of `size` series.

    `series`, `starts`, `stops`: one entry per span, first and last day included, inside the spine.
    """
    if not spine.size:
        return np.zeros((0, size), np.bool_)
    firsts, lasts = spine.starts, spine.stops
    begin, days = firsts[0], int(lasts[-1] - firsts[0]) + 1
    changes = np.zeros((days + 1, size), np.int32)
    np.add.at(changes, (starts - begin, series), 1)
    np.add.at(changes, (stops - begin + 1, series), -1)
    present = np.cumsum(changes[:-1], axis=0) > 0
    counts = np.add.reduceat(present, firsts - begin, axis=0, dtype=np.int64)
    full: Mask = counts == (lasts - firsts + 1)[:, np.newaxis]
    return full
