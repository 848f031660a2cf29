"""The calendar of 2024 beside pandas', which computes holidays, weeks, Easter and clocks in ways of its own.

Scotland's holidays are written here as the law has them: schedule 1 of the Banking and Financial Dealings Act 1971 and the
St Andrew's Day Bank Holiday (Scotland) Act 2007. Weekdays are compared: on which of two days off a holiday at a weekend is
named differs, and makes no business day.
"""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dateutil.relativedelta import MO
from pandas import DateOffset
from pandas.tseries.holiday import (
    AbstractHolidayCalendar,
    GoodFriday,
    Holiday,
    USFederalHolidayCalendar,
    next_monday,
    next_monday_or_tuesday,
)
from pandas.tseries.offsets import FY5253, Easter

from domain.calendar import calendar_basis
from domain.use_cases.calendar import show_year

DAYS = pd.date_range("2024-01-01", "2024-12-31")
PLACES = {"US": ("US", None, "America/New_York"), "GB/SCT": ("GB", "SCT", "Europe/London")}


class Scotland(AbstractHolidayCalendar):
    """Bank holidays by statute, with substitutes for those at weekends."""

    rules = [  # noqa: RUF012 - pandas' own way to say them
        Holiday("New Year's Day", month=1, day=1, observance=next_monday),
        Holiday("2 January", month=1, day=2, observance=next_monday_or_tuesday),
        GoodFriday,
        Holiday("First Monday of May", month=5, day=1, offset=DateOffset(weekday=MO(1))),
        Holiday("Last Monday of May", month=5, day=31, offset=DateOffset(weekday=MO(-1))),
        Holiday("First Monday of August", month=8, day=1, offset=DateOffset(weekday=MO(1))),
        Holiday("St Andrew's Day", month=11, day=30, observance=next_monday),
        Holiday("Christmas Day", month=12, day=25, observance=next_monday),
        Holiday("Boxing Day", month=12, day=26, observance=next_monday_or_tuesday),
    ]


CALENDARS: dict[str, Any] = {"US": USFederalHolidayCalendar, "GB/SCT": Scotland}
PROCLAIMED = {
    # The diamond jubilee moved the spring holiday and added a day.
    2012: {date(2012, 5, 28), date(2012, 6, 4), date(2012, 6, 5)},
    # The early May holiday was moved to the day of victory in Europe.
    2020: {date(2020, 5, 4), date(2020, 5, 8)},
    # The platinum jubilee moved the spring holiday and added a day; the Queen's funeral.
    2022: {date(2022, 5, 30), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
    # The coronation of Charles III.
    2023: {date(2023, 5, 8)},
    # Scotland in the World Cup: proclaimed for 2026.
    2026: {date(2026, 6, 15)},
}
"""Days on which one year differs from the statute."""


def rows_of(place: str, year: int = 2024) -> list[Any]:
    country, subdivision, zone = PLACES[place]
    return show_year(calendar_basis(country, subdivision, 1, zone), year)


def weekday_holidays(place: str, year: int) -> set[date]:
    return {row["date"] for row in rows_of(place, year) if row["is_holiday"] and row["day_of_week"] <= 5}


def by_pandas(place: str, year: int) -> set[date]:
    found = CALENDARS[place]().holidays(f"{year}-01-01", f"{year}-12-31")
    return {day.date() for day in found}


@pytest.mark.parametrize("place", list(PLACES))
def test_holidays_of_2024_are_those_of_pandas_without_a_difference(place: str) -> None:
    assert weekday_holidays(place, 2024) == by_pandas(place, 2024)


@pytest.mark.parametrize("year", range(2021, 2031))
def test_federal_holidays_of_ten_years_are_those_of_pandas(year: int) -> None:
    assert weekday_holidays("US", year) == by_pandas("US", year)


@pytest.mark.parametrize("year", range(2012, 2031))
def test_scottish_holidays_differ_from_the_statute_only_where_days_were_proclaimed(year: int) -> None:
    assert weekday_holidays("GB/SCT", year) ^ by_pandas("GB/SCT", year) == PROCLAIMED.get(year, set())


@pytest.mark.parametrize("place", list(PLACES))
def test_the_civil_calendar_of_2024_is_that_of_pandas(place: str) -> None:
    rows = pd.DataFrame(rows_of(place))
    expected: dict[str, Any] = {
        "year": DAYS.year,
        "quarter": DAYS.quarter,
        "month": DAYS.month,
        "day": DAYS.day,
        "day_of_year": DAYS.day_of_year,
        "day_of_quarter": (DAYS - DAYS.to_period("Q").start_time).days + 1,
        "days_in_month": DAYS.days_in_month,
        "month_name": DAYS.month_name(),
        "day_name": DAYS.day_name(),
        "is_leap_year": DAYS.is_leap_year,
        "is_month_start": DAYS.is_month_start,
        "is_month_end": DAYS.is_month_end,
        "is_quarter_start": DAYS.is_quarter_start,
        "is_quarter_end": DAYS.is_quarter_end,
        "is_year_start": DAYS.is_year_start,
        "is_year_end": DAYS.is_year_end,
        "iso_year": DAYS.isocalendar().year,
        "iso_week": DAYS.isocalendar().week,
        "iso_week_label": DAYS.strftime("%G-W%V"),
        "date_key": DAYS.strftime("%Y%m%d").astype(int),
        # %U counts from the first Sunday on, and 1 January 2024 is a Monday.
        "us_week": DAYS.strftime("%U").astype(int) + 1,
        "days_to_easter": [(pd.Timestamp("2024-01-01") + Easter() - day).days for day in DAYS],
        "days_to_christmas": (pd.Timestamp("2024-12-25") - DAYS).days,
    }
    assert rows["date"].tolist() == [day.date() for day in DAYS]
    assert [name for name, values in expected.items() if rows[name].tolist() != list(values)] == []


@pytest.mark.parametrize("place", list(PLACES))
def test_business_days_of_2024_are_those_of_numpy(place: str) -> None:
    rows, off = rows_of(place), sorted(by_pandas(place, 2024))
    days = [row["date"] for row in rows]
    is_business = np.is_busday(np.asarray(days, "datetime64[D]"), holidays=np.asarray(off, "datetime64[D]"))
    assert [row["is_business_day"] for row in rows] == is_business.tolist()
    for row in rows:
        first, after = row["date"].replace(day=1), row["date"] + timedelta(1)
        next_month = (first + timedelta(32)).replace(day=1)
        passed, left = (
            int(np.busday_count(start, stop, holidays=np.asarray(off, "datetime64[D]")))
            for start, stop in ((first, after), (after, next_month))
        )
        assert (row["business_day_of_month"], row["business_days_remaining"]) == (passed, left)


@pytest.mark.parametrize("place", list(PLACES))
def test_clocks_of_2024_are_those_of_pandas(place: str) -> None:
    zone = PLACES[place][2]
    bounds = pd.date_range("2024-01-01", "2025-01-01", tz=zone)
    hours = (bounds[1:] - bounds[:-1]) / pd.Timedelta(hours=1)
    rows = rows_of(place)
    assert [row["hours_in_day"] for row in rows] == hours.tolist()
    assert [row["utc_offset_start"] for row in rows] == _offsets(bounds[:-1])


def _offsets(days: pd.DatetimeIndex) -> list[float]:
    as_if_utc = days.tz_localize(None).tz_localize("UTC")
    offsets: list[float] = ((as_if_utc - days) / pd.Timedelta(hours=1)).tolist()
    return offsets


def test_retail_weeks_of_2024_are_those_of_pandas() -> None:
    ends = FY5253(weekday=5, startingMonth=1, variation="nearest")
    for row in rows_of("US"):
        closing = ends.rollforward(pd.Timestamp(row["date"]))
        opening = closing - ends
        assert row["retail_year"] == closing.year - 1
        assert row["retail_week"] == ((pd.Timestamp(row["date"]) - opening).days - 1) // 7 + 1
        assert row["retail_weeks_in_year"] == (closing - opening).days // 7
