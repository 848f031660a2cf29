"""Periods of several days: which fit a calendar bucket, and which of overlapping ones to count."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from domain.calendar.named_periods import NamedPeriod
from domain.summation.needs import Bucket, Reason

Ints = npt.NDArray[np.int64]
Interval = tuple[int, int]
_WEEKS = {Bucket.WEEK: 3, Bucket.SUNDAY_WEEK: 4}
"""Kind of week and by how many days 1970-01-01, a Thursday, is after its first day."""
_MONTHS = {Bucket.MONTH: 1, Bucket.QUARTER: 3, Bucket.YEAR: 12}


def spans_buckets(starts: Ints, stops: Ints, buckets: Iterable[Bucket | NamedPeriod]) -> npt.NDArray[np.bool_]:
    """Rows whose first and last day fall into different buckets of any of the kinds."""
    spans = np.zeros(len(starts), np.bool_)
    for bucket in buckets:
        if isinstance(bucket, NamedPeriod):
            spans |= bucket.numbers(starts) != bucket.numbers(stops)
            continue
        spans |= (_bucket_of(starts, bucket) != _bucket_of(stops, bucket)) | (stops - starts >= _longest(bucket))
    return spans


def _longest(bucket: Bucket) -> int:
    return {Bucket.DAY: 1, Bucket.WEEK: 7, Bucket.SUNDAY_WEEK: 7, Bucket.SEASON: 92}.get(bucket, 366)


def _bucket_of(days: Ints, bucket: Bucket) -> Ints:
    if bucket is Bucket.DAY:
        return days
    if bucket in _WEEKS:
        return (days + _WEEKS[bucket]) // 7
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if bucket is Bucket.SEASON:
        return (months + 1) // 3
    return months // _MONTHS[bucket]


def choose_periods(scopes: Ints, starts: Ints, stops: Ints, reasons: Ints) -> None:
    """In each scope with multi-day rows, keep the periods that cover most time; the others overlap them."""
    alive = reasons == Reason.COUNTED
    for scope in np.unique(scopes[alive & (stops > starts)]).tolist():
        members = np.flatnonzero(alive & (scopes == scope))
        intervals = list(zip(starts[members].tolist(), stops[members].tolist(), strict=True))
        chosen = most_time(set(intervals))
        lost = [interval not in chosen for interval in intervals]
        reasons[members[lost]] = Reason.OVERLAPPING_PERIODS


def most_time(intervals: set[Interval]) -> set[Interval]:
    """The disjoint intervals that cover most days; on a tie those that are more, then the earlier ones.

    Weighted interval scheduling over intervals with both ends included.

    >>> sorted(most_time({(1, 30), (8, 14)})), sorted(most_time({(1, 2), (1, 1), (2, 2)}))
    ([(1, 30)], [(1, 1), (2, 2)])
    """
    ordered = sorted(intervals, key=lambda interval: (interval[1], interval[0]))
    ends = [stop for _, stop in ordered]
    best: list[tuple[int, int]] = [(0, 0)]
    for index, (start, stop) in enumerate(ordered):
        days, count = best[bisect.bisect_left(ends, start, 0, index)]
        best.append(max(best[index], (days + stop - start + 1, count + 1)))
    chosen: set[Interval] = set()
    index = len(ordered)
    while index:
        if best[index] == best[index - 1]:
            index -= 1
            continue
        start, _ = ordered[index - 1]
        chosen.add(ordered[index - 1])
        index = bisect.bisect_left(ends, start, 0, index - 1)
    return chosen
