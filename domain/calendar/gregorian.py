"""Days by the civil calendar, by ISO weeks and by US weeks."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

MONTHS = """January February March April May June July August September October November December""".split()
DAYS = """Monday Tuesday Wednesday Thursday Friday Saturday Sunday""".split()
_QUARTER = 3
_DECEMBER = 12


@dataclass(frozen=True)
class Gregorian:
    """The civil calendar."""

    date: Annotated[date, "The day."]
    date_key: Annotated[int, "The day as the number YYYYMMDD, a key for joins."]
    year: Annotated[int, "Calendar year."]
    quarter: Annotated[int, "Calendar quarter, 1 to 4."]
    month: Annotated[int, "Month, 1 to 12."]
    day: Annotated[int, "Day of the month, 1 to 31."]
    day_of_year: Annotated[int, "Day of the year, 1 to 366."]
    day_of_quarter: Annotated[int, "Day of the quarter, 1 to 92."]
    days_in_month: Annotated[int, "Days of the month, 28 to 31."]
    month_name: Annotated[str, "English name of the month, e.g. January."]
    day_name: Annotated[str, "English name of the day, e.g. Monday."]
    is_leap_year: Annotated[bool, "Whether the year has a 29 February."]
    is_month_start: Annotated[bool, "Whether it is the first day of the month."]
    is_month_end: Annotated[bool, "Whether it is the last day of the month."]
    is_quarter_start: Annotated[bool, "Whether it is the first day of the quarter."]
    is_quarter_end: Annotated[bool, "Whether it is the last day of the quarter."]
    is_year_start: Annotated[bool, "Whether it is 1 January."]
    is_year_end: Annotated[bool, "Whether it is 31 December."]


@dataclass(frozen=True)
class Weeks:
    """Weeks by ISO 8601 (from Monday) and as in the US (from Sunday)."""

    day_of_week: Annotated[int, "ISO, 1 Monday to 7 Sunday."]
    iso_year: Annotated[int, "Year of the ISO week; around New Year it differs from `year`."]
    iso_week: Annotated[int, "ISO week, 1 to 53: the first holds 4 January."]
    iso_week_label: Annotated[str, "The ISO week as 2024-W05."]
    iso_week_start: Annotated[date, "Monday of the week."]
    iso_weeks_in_year: Annotated[int, "Weeks of the ISO year, 52 or 53."]
    us_week: Annotated[int, "Week from Sunday, 1 to 54: the first holds 1 January, and may be short, as the last."]
    us_week_start: Annotated[date, "Sunday on or before the day; it may lie in the year before."]
    week_of_month: Annotated[int, "Week from Monday within the month, 1 to 6: the first holds the 1st."]


def gregorian(day: date) -> Gregorian:
    """A day by the civil calendar."""
    quarter = (day.month - 1) // _QUARTER + 1
    quarter_start = date(day.year, _QUARTER * (quarter - 1) + 1, 1)
    length = monthrange(day.year, day.month)[1]
    is_end = day.day == length
    return Gregorian(
        date=day,
        date_key=day.year * 10_000 + day.month * 100 + day.day,
        year=day.year,
        quarter=quarter,
        month=day.month,
        day=day.day,
        day_of_year=day.timetuple().tm_yday,
        day_of_quarter=(day - quarter_start).days + 1,
        days_in_month=length,
        month_name=MONTHS[day.month - 1],
        day_name=DAYS[day.weekday()],
        is_leap_year=isleap(day.year),
        is_month_start=day.day == 1,
        is_month_end=is_end,
        is_quarter_start=day == quarter_start,
        is_quarter_end=is_end and day.month % _QUARTER == 0,
        is_year_start=day.month == day.day == 1,
        is_year_end=is_end and day.month == _DECEMBER,
    )


def weeks(day: date) -> Weeks:
    """A day by the weeks it is in."""
    iso = day.isocalendar()
    sunday = day - timedelta(day.isoweekday() % 7)
    first_sunday = date(day.year, 1, 1) - timedelta(date(day.year, 1, 1).isoweekday() % 7)
    return Weeks(
        day_of_week=iso.weekday,
        iso_year=iso.year,
        iso_week=iso.week,
        iso_week_label=f"{iso.year}-W{iso.week:02}",
        iso_week_start=day - timedelta(day.weekday()),
        iso_weeks_in_year=date(iso.year, 12, 28).isocalendar().week,
        us_week=(sunday - first_sunday).days // 7 + 1,
        us_week_start=sunday,
        week_of_month=(day.day - 1 + day.replace(day=1).weekday()) // 7 + 1,
    )
