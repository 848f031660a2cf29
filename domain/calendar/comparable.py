"""The day of the year before that a day compares with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
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
        "The same public holiday or retail event of the year before, of those of several days the same one of them; where the day is "
        "none, the same weekday 52 weeks earlier.",
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
    here, before = (_named_days(place, year) for year in (day.year, day.year - 1))
    names = [name for name, days in here.items() if day in days]
    # A name as it stands first: the day itself with the day itself, the one it was kept on with the other.
    found = [_at_place(before[name], here[name].index(day)) for name in names if name in before]
    found += [before[own_name(name)][0] for name in names if own_name(name) in before]
    return found[0] if found else None


def _at_place(days: tuple[date, ...], place: int) -> date:
    return days[min(place, len(days) - 1)]


@lru_cache(maxsize=512)
def _named_days(place: Place, year: int) -> Mapping[str, tuple[date, ...]]:
    """Days of a year by the name of their holiday or event, in order; holidays first."""
    found: dict[str, tuple[date, ...]] = {}
    for by_day in (place.year(year).names, events_of(place.country, year).days):
        for day, names in sorted(by_day.items()):
            for name in names:
                found[name] = (*found.get(name, ()), day)
    return MappingProxyType(found)
