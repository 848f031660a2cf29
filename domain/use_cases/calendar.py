"""The calendar of a year, of a range, and of records' days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import (
    DEFAULT_COUNTRY,
    FIRST_YEAR,
    LAST_YEAR,
    CalendarBasis,
    CalendarRow,
    calendar_basis,
    calendar_rows,
    check_subdivision,
    each_day,
    knows_country,
)
from domain.errors import InvalidInputError
from domain.zones import is_time_zone

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
        raise InvalidInputError(
            f"start {start} is after end {end}.", hint="Send the earlier day as start.", field=("start",)
        )
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


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day of a record, and what the caller says about its calendar."""

    day: date
    own_country: str | None = None
    """The record's own, in any spelling."""
    own_zone: str | None = None
    country: str | None = None
    subdivision: str | None = None
    fiscal_start: int = 1


def days_of_records(asked: Sequence[AskedDay]) -> list[CalendarRow | InvalidInputError | None]:
    """One row per asked day; None where the calendar does not reach, the error where the caller's words are wrong.

    The country is the caller's, else the record's own, else (also where the own one has no known holidays) the default.
    """
    return [_day_of_record(one) for one in asked]


def _day_of_record(asked: AskedDay) -> CalendarRow | InvalidInputError | None:
    own = asked.own_country if asked.own_country and knows_country(asked.own_country) else DEFAULT_COUNTRY
    zone = asked.own_zone if asked.own_zone and is_time_zone(asked.own_zone) else None
    try:
        check_subdivision(asked.country, asked.subdivision)
        basis = calendar_basis(asked.country or own, asked.subdivision, asked.fiscal_start, zone)
    except InvalidInputError as error:
        return error
    return calendar_rows(basis, [asked.day])[0] if reaches(asked.day) else None
