"""The calendar of a year or of a range."""

from __future__ import annotations

from datetime import date

from domain.calendar import FIRST_YEAR, LAST_YEAR, CalendarBasis, CalendarRow, calendar_rows, each_day
from domain.errors import InvalidInputError

MAX_DAYS = 3660
"""Ten years."""


def show_year(basis: CalendarBasis, year: int) -> list[CalendarRow]:
    """Every day of a year; raises InvalidInputError for a year that the calendar does not reach."""
    _check_year(year, "year", str(year))
    return calendar_rows(basis, each_day(date(year, 1, 1), date(year, 12, 31)))


def show_range(basis: CalendarBasis, start: date, end: date) -> list[CalendarRow]:
    """Every day from `start` to `end`, both included; at most ten years."""
    for name, day in (("start", start), ("end", end)):
        _check_year(day.year, name, day.isoformat())
    days = (end - start).days + 1
    if days < 1:
        raise InvalidInputError(f"start {start} is after end {end}.", hint="Send the earlier day as start.", field=("start",))
    if days > MAX_DAYS:
        raise InvalidInputError(
            f"{start} to {end} are {days} days; {MAX_DAYS} are allowed.", hint="Ask for parts of it.", field=("end",)
        )
    return calendar_rows(basis, each_day(start, end))


def reaches(day: date) -> bool:
    """Whether the calendar has that day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _check_year(year: int, name: str, said: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInputError(
            f"{name} is {said}.", hint=f"The calendar reaches from {FIRST_YEAR} to {LAST_YEAR}.", field=(name,)
        )
