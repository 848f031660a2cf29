"""The day of the year before that a day compares with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from domain.calendar.holiday_rules import own_name
from domain.calendar.retail_events import events_of
from domain.calendar.retail_year import retail_place, retail_year_start
from domain.calendar.work_days import Place

_WEEKS = timedelta(364)


@dataclass(frozen=True)
class Comparable:
    """Days of the year before."""

    same_day_last_year364: Annotated[date, "The same weekday 52 weeks earlier."]
    comparable_date_retail: Annotated[
        date | None, "The same week and weekday of the retail year before; null where that has no 53rd week."
    ]
    comparable_date_holiday: Annotated[
        date,
        "The same public holiday or retail event of the year before; where the day is none, the same weekday 52 weeks earlier.",
    ]


def comparable(day: date, place: Place) -> Comparable:
    """The days of the year before that a day compares with."""
    return Comparable(
        same_day_last_year364=day - _WEEKS,
        comparable_date_retail=_retail(day),
        comparable_date_holiday=_same_holiday(day, place) or day - _WEEKS,
    )


def _retail(day: date) -> date | None:
    year, passed = retail_place(day)
    found = retail_year_start(year - 1) + timedelta(passed)
    return found if found < retail_year_start(year) else None


def _same_holiday(day: date, place: Place) -> date | None:
    names = [own_name(name) for name in place.year(day.year).names.get(day, ())]
    before = [(one, own_name(name)) for one, all_ in place.year(day.year - 1).names.items() for name in all_]
    names += events_of(place.country, day.year).days.get(day, ())
    before += [(one, name) for one, all_ in events_of(place.country, day.year - 1).days.items() for name in all_]
    found = ([one for one, name in before if name == wanted] for wanted in names if wanted != "Cyber Five")
    return next((days[0] for days in found if days), None)
