"""Periods by arithmetic: months, quarters, halves, years, weeks, seasons, and their parts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum, auto

from domain.calendar.seasons import SOUTHERN_COUNTRIES
from domain.vocabulary import Period

Yearly = Callable[[int], Period | None]
"""What comes once a year: its period in a year; None where nobody knows."""
FIRST_YEAR, LAST_YEAR = 1990, 2099
OPEN_START = date(2000, 1, 1)
"""Where a period begins that only has an end: before anything that a platform reports."""
_SEASON_STARTS = {"spring": 3, "summer": 6, "fall": 9, "winter": 12}
_YEARS_BACK = 12
_TWO_MONTHS, _YEAR = 62, 365


class Edge(Enum):
    """Which day of a time is meant where a longer one begins or ends there."""

    NONE = auto()
    """Its first, or its last."""
    FIRST = auto()
    MIDDLE = auto()
    LAST = auto()


def edge_of(period: Period, edge: Edge) -> date | None:
    """That day; None where it depends on which end is asked for.

    >>> edge_of(Period(date(2024, 10, 11), date(2024, 10, 20)), Edge.MIDDLE)
    datetime.date(2024, 10, 15)
    """
    middle = period.start + timedelta((period.days - 1) // 2)
    return {Edge.NONE: None, Edge.FIRST: period.start, Edge.MIDDLE: middle, Edge.LAST: period.end}[edge]


def one_day(day: date) -> Period:
    """A single day."""
    return Period(day, day)


def month(year: int, number: int, count: int = 1) -> Period:
    """`count` months from a month on; `number` may lie outside of 1 to 12."""
    last_year, last_number = _shifted(year, number + count - 1)
    year, number = _shifted(year, number)
    return Period(date(year, number, 1), date(last_year, last_number, monthrange(last_year, last_number)[1]))


def _shifted(year: int, number: int) -> tuple[int, int]:
    return year + (number - 1) // 12, (number - 1) % 12 + 1


def month_days(day: date) -> int:
    """How many days the month of a day has."""
    return monthrange(day.year, day.month)[1]


def quarter(year: int, number: int) -> Period:
    """A quarter; `number` may lie outside of 1 to 4."""
    return month(year, 3 * number - 2, 3)


def half(year: int, number: int) -> Period:
    """A half of a year."""
    return month(year, 6 * number - 5, 6)


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def week_around(day: date) -> Period:
    """The ISO week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(day.weekday())
    return Period(monday, monday + timedelta(6))


def iso_week(year: int, number: int) -> Period | None:
    """An ISO week; None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Period(monday, monday + timedelta(6))


def season_of(year: int, name: str, country: str) -> Period:
    """A meteorological season, by the year in which it begins; in the south the other way round."""
    start = _SEASON_STARTS[name]
    return month(year, start - 6 if country in SOUTHERN_COUNTRIES else start, 3)


def yearly_day(number: int, day: int) -> Yearly:
    """A day of the year, such as 29 February, where the year has it."""

    def in_year(year: int) -> Period | None:
        try:
            return one_day(date(year, number, day))
        except ValueError:
            return None

    return in_year


def months_before(day: date, count: int) -> date:
    """The same day some months earlier, or the last of a shorter month."""
    year, number = _shifted(day.year, day.month - count)
    return date(year, number, min(day.day, monthrange(year, number)[1]))


def part_of(period: Period, part: str) -> Period:
    """Early, mid, late: its third; of a month days 1 to 10, 11 to 20, the rest; of a year its first, or last, quarter.

    Start, end: the first, or last, month of what is longer than two months; else as early and late.
    """
    if part in {"start", "end"} and period.days > _TWO_MONTHS:
        first_month, last_month = month(period.start.year, period.start.month), month(period.end.year, period.end.month)
        return first_month if part == "start" else last_month
    if part in {"early", "late"} and period.days >= _YEAR:
        return quarter(period.start.year, 1 if part == "early" else 4)
    third = 10 if 28 <= period.days <= 31 else round(period.days / 3)  # noqa: PLR2004 - a month
    first, second = period.start + timedelta(third), period.start + timedelta(2 * third)
    one_day_less = timedelta(1)
    middle = period.start + timedelta(period.days // 2)
    early, late = Period(period.start, first - one_day_less), Period(second, period.end)
    return {
        "first half": Period(period.start, middle - one_day_less),
        "second half": Period(middle, period.end),
        "early": early,
        "start": early,
        "mid": Period(first, second - one_day_less),
        "late": late,
        "end": late,
    }[part]


def latest_begun(yearly: Yearly, as_of: date) -> Period | None:
    """The latest that has begun by a day."""
    years = range(as_of.year + 1, as_of.year - _YEARS_BACK, -1)
    found = (yearly(year) for year in years if FIRST_YEAR <= year <= LAST_YEAR)
    return next((period for period in found if period and period.start <= as_of), None)


def latest_ended(yearly: Yearly, as_of: date) -> Period | None:
    """The latest that was over before a day."""
    years = range(as_of.year, as_of.year - _YEARS_BACK, -1)
    found = (yearly(year) for year in years if FIRST_YEAR <= year <= LAST_YEAR)
    return next((period for period in found if period and period.end < as_of), None)


def first_from(yearly: Yearly, day: date) -> Period | None:
    """The first that begins on a day or later."""
    years = range(day.year - 1, day.year + _YEARS_BACK)
    found = (yearly(year) for year in years if FIRST_YEAR <= year <= LAST_YEAR)
    return next((period for period in found if period and period.start >= day), None)
