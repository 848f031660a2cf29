"""Periods of several days: the ones that cover most time, against every possible set, and calendar buckets."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.named_periods import NamedPeriod, Unit
from domain.summation.needs import Bucket
from domain.summation.periods import Interval, most_time, spans_buckets

DAILY = {(day, day) for day in range(1, 8)}
WEEK, MONTH = (1, 7), (1, 30)
spans = st.tuples(st.integers(0, 12), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def test_seven_days_beat_the_week_that_they_fill() -> None:
    assert most_time(DAILY | {WEEK}) == DAILY


def test_two_days_lose_to_the_week_around_them() -> None:
    assert most_time({(2, 2), (5, 5), WEEK}) == {WEEK}


def test_thirty_days_beat_the_week_inside_them() -> None:
    assert most_time({WEEK, MONTH}) == {MONTH}


def test_thirty_days_lose_to_days_that_reach_further() -> None:
    daily = {(day, day) for day in range(1, 32)}
    assert most_time(daily | {MONTH}) == daily


def test_of_two_weeks_that_overlap_the_earlier_one_stays() -> None:
    assert most_time({WEEK, (4, 10)}) == {WEEK}


def test_nothing_covers_nothing() -> None:
    assert most_time(set()) == set()


def disjoint(chosen: tuple[Interval, ...]) -> bool:
    ordered = sorted(chosen)
    return all(before[1] < after[0] for before, after in pairwise(ordered))


@given(st.sets(spans, max_size=8))
def test_no_disjoint_set_covers_more_or_is_finer(intervals: set[Interval]) -> None:
    def worth(chosen: tuple[Interval, ...]) -> tuple[int, int]:
        return sum(stop - start + 1 for start, stop in chosen), len(chosen)

    possible = (chosen for size in range(len(intervals) + 1) for chosen in combinations(intervals, size))
    chosen = tuple(most_time(intervals))
    assert set(chosen) <= intervals
    assert disjoint(chosen)
    assert worth(chosen) == max(worth(other) for other in possible if disjoint(other))


FIRST_DAYS: dict[Bucket, Callable[[date], object]] = {
    Bucket.DAY: lambda day: day,
    Bucket.WEEK: lambda day: day - timedelta(days=day.weekday()),
    Bucket.SUNDAY_WEEK: lambda day: day - timedelta(days=(day.weekday() + 1) % 7),
    Bucket.MONTH: lambda day: day.replace(day=1),
    Bucket.QUARTER: lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    Bucket.YEAR: lambda day: date(day.year, 1, 1),
    Bucket.SEASON: lambda day: (day.year + day.month // 12, day.month % 12 // 3),
}


@given(st.dates(date(1999, 1, 1), date(2031, 1, 1)), st.integers(0, 400), st.sampled_from(list(Bucket)))
def test_a_row_spans_buckets_where_its_ends_fall_into_different_ones(start: date, length: int, bucket: Bucket) -> None:
    stop = start + timedelta(days=length)
    ends = [np.asarray([(day - date(1970, 1, 1)).days], np.int64) for day in (start, stop)]
    assert spans_buckets(ends[0], ends[1], [bucket]).tolist() == [FIRST_DAYS[bucket](start) != FIRST_DAYS[bucket](stop)]


@pytest.mark.parametrize("bucket", list(Bucket))
def test_a_single_day_spans_no_bucket(bucket: Bucket) -> None:
    day = np.asarray([19_723], np.int64)
    assert not spans_buckets(day, day, [bucket]).any()


@given(st.dates(date(1999, 1, 1), date(2031, 1, 1)), st.integers(0, 400), st.integers(1, 12))
def test_a_row_spans_fiscal_quarters_where_pandas_puts_its_ends_into_different_ones(
    start: date, length: int, first_month: int
) -> None:
    stop = start + timedelta(days=length)
    ends = [np.asarray([(day - date(1970, 1, 1)).days], np.int64) for day in (start, stop)]
    last_month = pd.Timestamp(2024, (first_month - 2) % 12 + 1, 1).strftime("%b").upper()
    quarters = [pd.Period(pd.Timestamp(day), freq=f"Q-{last_month}") for day in (start, stop)]
    spans = spans_buckets(ends[0], ends[1], [NamedPeriod(Unit.FISCAL_QUARTER, first_month)])
    assert spans.tolist() == [quarters[0] != quarters[1]]
