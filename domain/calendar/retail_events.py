"""Retail events of a day, the distances to the great ones, and the season of the shops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from domain.calendar.basis import DEFAULT_COUNTRY
from domain.calendar.dated_events import DATED_EVENTS, PRIME_DAY, SUPER_BOWL
from domain.calendar.event_rules import FATHERS, MOTHERS, RETAIL_EVENTS, black_friday, easter
from domain.calendar.work_days import Place
from domain.vocabulary import Period

_SPANS = {
    "back_to_school": {
        "US": ((7, 15), (9, 5)),
        "CA": ((7, 15), (9, 5)),
        "GB": ((8, 1), (9, 5)),
        "IE": ((8, 1), (9, 5)),
        "DE": ((8, 1), (9, 15)),
        "FR": ((8, 1), (9, 5)),
        "ES": ((8, 15), (9, 15)),
        "IT": ((8, 15), (9, 15)),
        "AU": ((1, 10), (2, 5)),
        "NZ": ((1, 10), (2, 5)),
    }
}
_BEFORE = timedelta(13)


@dataclass(frozen=True)
class RetailEvents:
    """What shops make of a day."""

    retail_events: Annotated[list[str], "Retail events of the country, e.g. Black Friday; several may fall on a day."]
    retail_events_unknown: Annotated[
        list[str],
        "Announced events (Prime Day, Super Bowl, ...) of the country whose dates of this year are not known.",
    ]
    retail_season: Annotated[
        str | None,
        "holiday (1 November to 24 December), post_holiday (25 December to 6 January), valentines, easter, mothers_day "
        "(two weeks up to the day, included), back_to_school; null between them.",
    ]
    is_black_friday: Annotated[bool, "The day after the fourth Thursday of November, in every country."]
    is_cyber_monday: Annotated[bool, "The Monday after Black Friday."]
    is_cyber_five: Annotated[bool, "Thursday before Black Friday to Cyber Monday."]
    is_singles_day: Annotated[bool, "11 November."]
    is_mothers_day: Annotated[bool, "Mother's Day of the country; in the United Kingdom and Ireland Mothering Sunday."]
    is_fathers_day: Annotated[bool, "Father's Day of the country."]
    is_valentines_day: Annotated[bool, "14 February."]
    is_halloween: Annotated[bool, "31 October, where it is kept."]
    is_prime_day: Annotated[bool | None, "Null where the dates of that country and year are not known."]
    is_super_bowl: Annotated[
        bool | None, "In the United States; null where the dates of that country and year are not known."
    ]
    days_to_easter: Annotated[int, "Days until Western Easter Sunday of the same year; negative after it."]
    days_to_christmas: Annotated[int, "Days until 25 December of the same year; negative after it."]
    days_to_black_friday: Annotated[int, "Days until Black Friday of the same year; negative after it."]
    shopping_days_to_christmas: Annotated[
        int, "Days from this one to 24 December, both included, that are no public holidays; 0 after it."
    ]


@dataclass(frozen=True, slots=True)
class _Year:
    """The events of a country in a year."""

    days: dict[date, tuple[str, ...]]
    unknown: tuple[str, ...]


@lru_cache(maxsize=512)
def events_of(country: str, year: int) -> _Year:
    """Events by day, and those whose days nobody knows."""
    pairs = [(day, event.name) for event in RETAIL_EVENTS if event.holds_in(country) for day in event.days(year)]
    dated = [event for event in DATED_EVENTS if country in event.countries]
    pairs += [(day, event.name) for event in dated for day in event.days(year) or ()]
    days: dict[date, tuple[str, ...]] = {}
    for day, name in pairs:
        days[day] = (*days.get(day, ()), name)
    return _Year(days, tuple(event.name for event in dated if event.days(year) is None))


def back_to_school(country: str, year: int) -> Period:
    """When shops sell for the new school year; as in the United States where the country has no time of its own."""
    spans = _SPANS["back_to_school"]
    first, last = spans.get(country, spans[DEFAULT_COUNTRY])
    return Period(date(year, *first), date(year, *last))


def retail_events(day: date, place: Place) -> RetailEvents:
    """The events of a day."""
    year = events_of(place.country, day.year)
    names = year.days.get(day, ())
    christmas = date(day.year, 12, 25)
    return RetailEvents(
        retail_events=list(names),
        retail_events_unknown=list(year.unknown),
        retail_season=retail_season(day, place.country),
        is_black_friday="Black Friday" in names,
        is_cyber_monday="Cyber Monday" in names,
        is_cyber_five="Cyber Five" in names,
        is_singles_day="Singles' Day" in names,
        is_mothers_day=MOTHERS in names,
        is_fathers_day=FATHERS in names,
        is_valentines_day="Valentine's Day" in names,
        is_halloween="Halloween" in names,
        is_prime_day=_dated(PRIME_DAY, day, place.country),
        is_super_bowl=_dated(SUPER_BOWL, day, place.country),
        days_to_easter=(easter(day.year) - day).days,
        days_to_christmas=(christmas - day).days,
        days_to_black_friday=(black_friday(day.year) - day).days,
        shopping_days_to_christmas=_shopping_days(day, christmas, place),
    )


def _dated(name: str, day: date, country: str) -> bool | None:
    event = next(event for event in DATED_EVENTS if event.name == name)
    days = event.days(day.year) if country in event.countries else None
    return None if days is None else day in days


def _shopping_days(day: date, christmas: date, place: Place) -> int:
    holidays = sum(day <= one < christmas for one in place.year(day.year).names)
    return max(0, (christmas - day).days - holidays)


def retail_season(day: date, country: str) -> str | None:
    """The season of the shops; None between them."""
    year = day.year
    spans = [
        ("holiday", date(year, 11, 1), date(year, 12, 24)),
        ("post_holiday", date(year, 12, 25), date(year, 12, 31)),
        ("post_holiday", date(year, 1, 1), date(year, 1, 6)),
        ("valentines", date(year, 2, 14) - _BEFORE, date(year, 2, 14)),
        *_up_to("easter", "Easter Sunday", country, year),
        *_up_to("mothers_day", MOTHERS, country, year),
        *(
            (name, date(year, *by[country][0]), date(year, *by[country][1]))
            for name, by in _SPANS.items()
            if country in by
        ),
    ]
    return next((name for name, first, last in spans if first <= day <= last), None)


def _up_to(season: str, event: str, country: str, year: int) -> list[tuple[str, date, date]]:
    return [(season, day - _BEFORE, day) for day, names in events_of(country, year).days.items() if event in names]
