"""The calendar of a series: buckets against the standard library's calendar, full ones against every day looked at."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.spine import EPOCH, Ints, Spine, bucket_numbers, full_buckets, spine_of
from domain.vocabulary import Granularity, Period

FIRST_DAYS: dict[Granularity, Callable[[date], date]] = {
    Granularity.DAY: lambda day: day,
    Granularity.WEEK: lambda day: date.fromisocalendar(*day.isocalendar()[:2], 1),
    Granularity.MONTH: lambda day: day.replace(day=1),
    Granularity.QUARTER: lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    Granularity.YEAR: lambda day: date(day.year, 1, 1),
}
granularities = st.sampled_from(list(Granularity))


def number(day: date) -> int:
    return (day - EPOCH).days


def numbers(*days: date) -> Ints:
    return np.asarray([number(day) for day in days], np.int64)


def shown(days: Ints) -> list[str]:
    return [(EPOCH + timedelta(days=int(day))).isoformat() for day in days]


def spine(first: str, last: str, granularity: Granularity) -> Spine:
    return spine_of(Period(date.fromisoformat(first), date.fromisoformat(last)), granularity)


@pytest.mark.parametrize(
    ("granularity", "starts", "stops"),
    [
        (Granularity.DAY, ["2024-12-31", "2025-01-01"], ["2024-12-31", "2025-01-01"]),
        (Granularity.WEEK, ["2024-12-30"], ["2025-01-05"]),
        (Granularity.MONTH, ["2024-12-01", "2025-01-01"], ["2024-12-31", "2025-01-31"]),
        (Granularity.QUARTER, ["2024-10-01", "2025-01-01"], ["2024-12-31", "2025-03-31"]),
        (Granularity.YEAR, ["2024-01-01", "2025-01-01"], ["2024-12-31", "2025-12-31"]),
    ],
)
def test_buckets_over_new_year(granularity: Granularity, starts: list[str], stops: list[str]) -> None:
    found = spine("2024-12-31", "2025-01-01", granularity)
    assert (shown(found.starts), shown(found.stops)) == (starts, stops)


def test_the_first_days_of_2021_are_in_the_last_week_of_2020() -> None:
    assert shown(spine("2021-01-01", "2021-01-04", Granularity.WEEK).starts) == ["2020-12-28", "2021-01-04"]


def test_february_has_29_days_in_leap_years_and_centuries_are_none() -> None:
    for year, last in (("2024", "29"), ("2023", "28"), ("2000", "29"), ("1900", "28")):
        found = spine(f"{year}-02-01", f"{year}-02-01", Granularity.MONTH)
        assert shown(found.stops) == [f"{year}-02-{last}"]


@pytest.mark.parametrize("granularity", list(Granularity))
def test_the_calendar_reaches_from_the_first_to_the_last_day_there_is(granularity: Granularity) -> None:
    found = spine("0001-01-01", "9999-12-31", granularity)
    assert shown(found.starts[:1]) == ["0001-01-01"]
    assert shown(found.starts[-1:]) == [FIRST_DAYS[granularity](date(9999, 12, 31)).isoformat()]


@given(st.dates(date(1895, 1, 1), date(2105, 1, 1)), st.integers(0, 800), granularities)
def test_buckets_follow_one_another_without_gap_and_hold_the_ends(
    start: date, length: int, granularity: Granularity
) -> None:
    end = start + timedelta(days=length)
    found = spine_of(Period(start, end), granularity)
    assert found.starts[0] == number(FIRST_DAYS[granularity](start))
    assert found.starts[-1] == number(FIRST_DAYS[granularity](end))
    assert (found.starts[1:] == found.stops[:-1] + 1).all()
    assert found.places(numbers(start, end)).tolist() == [0, found.size - 1]


@given(st.dates(date(1895, 1, 1), date(2105, 1, 1)), granularities)
def test_the_number_of_a_bucket_is_that_of_its_first_day(day: date, granularity: Granularity) -> None:
    own, of_first, before = (
        int(bucket_numbers(numbers(when), granularity)[0])
        for when in (day, FIRST_DAYS[granularity](day), FIRST_DAYS[granularity](day) - timedelta(days=1))
    )
    assert (own, own - 1) == (of_first, before)


spans = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 70), st.integers(0, 40)), max_size=30)


@given(spans, granularities)
def test_a_bucket_is_full_where_each_of_its_days_lies_in_a_span(
    drawn: list[tuple[int, int, int]], granularity: Granularity
) -> None:
    first = date(2023, 12, 30)
    found = spine_of(Period(first, first + timedelta(days=120)), granularity)
    series = np.asarray([which for which, _, _ in drawn], np.int64)
    starts = np.asarray([number(first) + start for _, start, _ in drawn], np.int64)
    stops = starts + np.asarray([length for _, _, length in drawn], np.int64)
    covered = [
        {day for s, a, b in zip(series, starts, stops, strict=True) if s == n for day in range(a, b + 1)}
        for n in range(3)
    ]
    expected = [
        [set(range(start, stop + 1)) <= days for days in covered]
        for start, stop in zip(found.starts.tolist(), found.stops.tolist(), strict=True)
    ]
    assert full_buckets(found, series, starts, stops, 3).tolist() == expected


def test_without_buckets_none_is_full() -> None:
    nothing = np.zeros(0, np.int64)
    assert full_buckets(Spine(Granularity.DAY, 0, 0), nothing, nothing, nothing, 2).shape == (0, 2)
