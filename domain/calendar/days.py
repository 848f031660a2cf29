"""Days with everything that the calendar knows of them, as flat rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple, get_args, get_type_hints

from domain.calendar.basis import CalendarBasis
from domain.calendar.clock_changes import ClockChanges, clock_changes
from domain.calendar.comparable import Comparable, comparable
from domain.calendar.fiscal import Fiscal, fiscal
from domain.calendar.gregorian import Gregorian, Weeks, gregorian, weeks
from domain.calendar.retail_events import RetailEvents, retail_events
from domain.calendar.retail_year import RetailYear, retail_year
from domain.calendar.sun import Seasons, seasons
from domain.calendar.waves import Waves, waves
from domain.calendar.work_days import Holidays, Place, WorkDays, holidays, work_days

CalendarRow = dict[str, Any]


class CalendarField(NamedTuple):
    """One field of a day: its name, its type and its meaning."""

    name: str
    annotation: Any
    meaning: str


def _fields(part: type) -> list[CalendarField]:
    hints = get_type_hints(part, include_extras=True)
    return [CalendarField(name, *get_args(hint)[:2]) for name, hint in hints.items()]


_PARTS = (
    Gregorian,
    Weeks,
    WorkDays,
    Holidays,
    RetailEvents,
    Seasons,
    Fiscal,
    RetailYear,
    ClockChanges,
    Comparable,
    Waves,
)
CALENDAR_FIELDS: tuple[CalendarField, ...] = tuple(field for part in _PARTS for field in _fields(part))
"""Every field of a row, in order."""


def calendar_rows(basis: CalendarBasis, days: Iterable[date]) -> list[CalendarRow]:
    """One row per day, in the given order; keys are the names of CALENDAR_FIELDS."""
    place = Place(basis.country, basis.subdivision)
    return [_row(day, basis, place) for day in days]


def each_day(start: date, end: date) -> list[date]:
    """Every day from `start` to `end`, both included."""
    return [start + timedelta(n) for n in range((end - start).days + 1)]


def _row(day: date, basis: CalendarBasis, place: Place) -> CalendarRow:
    parts = (
        gregorian(day),
        weeks(day),
        work_days(day, place),
        holidays(day, place),
        retail_events(day, place),
        seasons(day, basis.country, basis.timezone),
        fiscal(day, basis.fiscal_start),
        retail_year(day),
        clock_changes(day, basis.timezone),
        comparable(day, place),
        waves(day),
    )
    return {name: value for part in parts for name, value in vars(part).items()}
