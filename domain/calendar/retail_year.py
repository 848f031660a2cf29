"""The 4-5-4 calendar of the US National Retail Federation.

A year begins on the Sunday after the Saturday nearest to 31 January. Quarters have months of 4, 5 and 4 weeks; every
five or six years a 53rd week is added to the last month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from domain.calendar.gregorian import MONTHS

_WEEKS_OF_MONTHS = (4, 5, 4) * 4
_MONTH_OF_WEEK = (*(month for month, count in enumerate(_WEEKS_OF_MONTHS, 1) for _ in range(count)), 12)
_QUARTER = 3
_LONG_YEAR = 53
_SATURDAY = 5


@dataclass(frozen=True)
class RetailYear:
    """A day by the 4-5-4 calendar."""

    retail_year: Annotated[
        int, "Year of the National Retail Federation's 4-5-4 calendar: 2024 began on 4 February 2024."
    ]
    retail_quarter: Annotated[int, "Quarter of the retail year, 1 to 4."]
    retail_month: Annotated[int, "Month of the retail year, 1 (about February) to 12 (about January)."]
    retail_month_name: Annotated[str, "Name of the retail month, February to January."]
    retail_week: Annotated[int, "Week of the retail year, 1 to 53."]
    retail_week_start: Annotated[date, "Sunday of the week."]
    is_retail_week53: Annotated[bool, "Whether the week is the 53rd of a long retail year; it belongs to month 12."]
    retail_weeks_in_year: Annotated[int, "Weeks of the retail year, 52 or 53."]


def retail_year_start(year: int) -> date:
    """First day of a retail year.

    >>> retail_year_start(2024)
    datetime.date(2024, 2, 4)
    """
    end_of_january = date(year, 1, 31)
    nearest_saturday = (_SATURDAY - end_of_january.weekday() + 3) % 7 - 3
    return end_of_january + timedelta(nearest_saturday + 1)


def retail_place(day: date) -> tuple[int, int]:
    """(retail year, days since it began) of a day."""
    year = day.year if day >= retail_year_start(day.year) else day.year - 1
    return year, (day - retail_year_start(year)).days


def retail_year(day: date) -> RetailYear:
    """A day by the 4-5-4 calendar."""
    year, passed = retail_place(day)
    week = passed // 7 + 1
    month = _MONTH_OF_WEEK[week - 1]
    return RetailYear(
        retail_year=year,
        retail_quarter=(month - 1) // _QUARTER + 1,
        retail_month=month,
        retail_month_name=MONTHS[month % 12],
        retail_week=week,
        retail_week_start=day - timedelta(passed % 7),
        is_retail_week53=week == _LONG_YEAR,
        retail_weeks_in_year=(retail_year_start(year + 1) - retail_year_start(year)).days // 7,
    )
