"""Holidays and business days of a place, and what lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Annotated

from domain.calendar.holiday_rules import HolidaysOfYear, holidays_of, is_observed

_DAY = timedelta(1)
_LONG_WEEKEND = 3
_MID_MONTH = 15


@dataclass(frozen=True)
class Holidays:
    """The holidays of a day."""

    is_holiday: Annotated[bool, "Whether it is a public holiday of the country or subdivision, also an observed one."]
    holiday_names: Annotated[list[str], "Names of the public holidays."]
    holiday_categories: Annotated[
        list[str], "What the day is listed as, e.g. public, government, bank, half_day, unofficial."
    ]
    observances: Annotated[list[str], "Names of days that are marked but are no public holidays, e.g. Halloween."]
    is_observed_holiday: Annotated[bool, "Whether a holiday of another day is kept on this one."]
    is_half_day: Annotated[bool, "Whether the afternoon is off, where the country has such days."]
    holiday_country: Annotated[str, "Country of the holidays, ISO 3166-1 alpha-2."]
    holiday_subdivision: Annotated[str | None, "Its part, e.g. SCT; null: what holds in the whole country."]
    days_to_next_holiday: Annotated[
        int | None, "Days until the next public holiday, 0 on one; null: none within a year."
    ]
    days_since_last_holiday: Annotated[
        int | None, "Days since the last public holiday, 0 on one; null: none within a year."
    ]


@dataclass(frozen=True)
class WorkDays:
    """Weekends and business days."""

    is_weekend: Annotated[bool, "Whether it is of the country's weekend: Friday and Saturday in some."]
    is_business_day: Annotated[bool, "Neither weekend nor public holiday; half days count as business days."]
    is_bridge_day: Annotated[bool, "A single business day between two days off, one of them a public holiday."]
    is_long_weekend: Annotated[bool, "One of three or more days off in a row that hold a public holiday."]
    business_day_of_month: Annotated[int, "Business days of the month up to this day, included."]
    business_days_remaining: Annotated[int, "Business days of the month after this day."]
    is_last_business_day_of_month: Annotated[bool, "Whether no business day of the month follows this one."]
    is_payday_us_semimonthly: Annotated[bool, "The 15th and the last of the month, or the business day before."]
    is_payday_month_end: Annotated[bool, "The last of the month, or the business day before."]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose holidays: a country and, if given, one of its parts."""

    country: str
    subdivision: str | None

    def year(self, year: int) -> HolidaysOfYear:
        """Its holidays in a year."""
        return holidays_of(self.country, self.subdivision, year)

    def is_holiday(self, day: date) -> bool:
        """Whether a day is a public holiday."""
        return day in self.year(day.year).names

    def is_off(self, day: date) -> bool:
        """Whether a day is a public holiday or of the weekend."""
        year = self.year(day.year)
        return day in year.names or day in year.weekend


def holidays(day: date, place: Place) -> Holidays:
    """The holidays of a day."""
    year = place.year(day.year)
    names = year.names.get(day, ())
    around = _holidays_around(place, day.year)
    return Holidays(
        is_holiday=bool(names),
        holiday_names=list(names),
        holiday_categories=list(year.categories.get(day, ())),
        observances=list(year.others.get(day, ())),
        is_observed_holiday=any(is_observed(name) for name in names),
        is_half_day=day in year.half_days,
        holiday_country=place.country,
        holiday_subdivision=place.subdivision,
        days_to_next_holiday=_within_a_year(min(((d - day).days for d in around if d >= day), default=None)),
        days_since_last_holiday=_within_a_year(min(((day - d).days for d in around if d <= day), default=None)),
    )


@lru_cache(maxsize=512)
def _holidays_around(place: Place, year: int) -> tuple[date, ...]:
    return tuple(chain.from_iterable(place.year(one).names for one in (year - 1, year, year + 1)))


def _within_a_year(days: int | None) -> int | None:
    return days if days is not None and days <= 366 else None  # noqa: PLR2004


def work_days(day: date, place: Place) -> WorkDays:
    """Weekend and business day."""
    is_off = place.is_off(day)
    month = business_days(place, day.year, day.month)
    passed = sum(one <= day for one in month)
    is_last = bool(month) and day == month[-1]
    return WorkDays(
        is_weekend=day in place.year(day.year).weekend,
        is_business_day=not is_off,
        is_bridge_day=not is_off and _is_bridge(day, place),
        is_long_weekend=is_off and _is_long_weekend(day, place),
        business_day_of_month=passed,
        business_days_remaining=len(month) - passed,
        is_last_business_day_of_month=is_last,
        is_payday_us_semimonthly=is_last or day == _mid_month_payday(place, day.year, day.month),
        is_payday_month_end=is_last,
    )


@lru_cache(maxsize=4096)
def business_days(place: Place, year: int, month: int) -> tuple[date, ...]:
    """The business days of a month, in order."""
    first = date(year, month, 1)
    days = (first + timedelta(n) for n in range(31))
    return tuple(day for day in days if day.month == month and not place.is_off(day))


@lru_cache(maxsize=4096)
def _mid_month_payday(place: Place, year: int, month: int) -> date | None:
    return max((day for day in business_days(place, year, month) if day.day <= _MID_MONTH), default=None)


def _is_bridge(day: date, place: Place) -> bool:
    around = (day - _DAY, day + _DAY)
    return all(place.is_off(one) for one in around) and any(place.is_holiday(one) for one in around)


def _is_long_weekend(day: date, place: Place) -> bool:
    run = [day]
    for step in (-_DAY, _DAY):
        one = day + step
        while place.is_off(one):
            run.append(one)
            one += step
    return len(run) >= _LONG_WEEKEND and any(place.is_holiday(one) for one in run)
