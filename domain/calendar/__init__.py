"""The calendar: one flat row of facts per day, for a country, a fiscal year and a time zone.

Pure and deterministic: the same arguments give the same rows, whenever they are asked for.
"""

from domain.calendar.basis import (
    DEFAULT_COUNTRY,
    FIRST_YEAR,
    LAST_YEAR,
    CalendarBasis,
    calendar_basis,
    check_subdivision,
    knows_country,
)
from domain.calendar.days import CALENDAR_FIELDS, CalendarField, CalendarRow, calendar_rows, each_day

__all__ = [
    "CALENDAR_FIELDS",
    "DEFAULT_COUNTRY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "CalendarBasis",
    "CalendarField",
    "CalendarRow",
    "calendar_basis",
    "calendar_rows",
    "check_subdivision",
    "each_day",
    "knows_country",
]
