"""Holidays and retail events of the panel's periods."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar.retail_events import events_of
from domain.causal.report import CausalReport
from domain.vocabulary import Granularity

HOLIDAY, RETAIL = "holiday", "retail"
MOST_COUNTRIES = 12
"""Countries whose days are marked; where there are more, the request's own alone."""
_DAY = timedelta(1)
_Found = tuple[str, str, str, date]
"""Kind, country, name, day."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a period, by its place: `name` from `first` to `last` day of it, in a country."""

    place: int
    kind: str
    name: str
    first: date
    last: date
    country: str


def marks_of(report: CausalReport) -> tuple[Mark, ...]:
    """Every holiday and retail event, by period, kind, country, day and name; named with its country where several meet."""
    countries = _countries(report)
    labels = [date.fromisoformat(label) for label in report.panel.periods]
    length = 1 if report.panel.granularity is Granularity.DAY else 7
    places = {start + _DAY * day: place for place, start in enumerate(labels) for day in range(length)}
    days: dict[tuple[int, str, str, str], list[date]] = defaultdict(list)
    for kind, country, name, day in [*_holidays(report, countries), *_events(labels, countries)]:
        if day in places:
            days[places[day], kind, country, name].append(day)
    several = len(countries) > 1
    marks = [
        Mark(place, kind, f"{name} ({country})" if several else name, min(met), max(met), country)
        for (place, kind, country, name), met in days.items()
    ]
    return tuple(sorted(marks, key=lambda mark: (mark.place, mark.kind, mark.country, mark.first, mark.name)))


def _countries(report: CausalReport) -> list[str]:
    met = sorted({line["country"] for line in report.holidays} | {report.request.country})
    if len(report.panel.geos) == 1 or len(met) > MOST_COUNTRIES:
        return [report.request.country]
    return met


def _holidays(report: CausalReport, countries: list[str]) -> list[_Found]:
    return [
        (HOLIDAY, line["country"], line["holiday"], date.fromisoformat(line["ds"]))
        for line in report.holidays
        if line["country"] in countries
    ]


def _events(labels: list[date], countries: list[str]) -> list[_Found]:
    years = range(labels[0].year, labels[-1].year + 2)
    return [
        (RETAIL, country, name, day)
        for country in countries
        for year in years
        for day, names in events_of(country, year).days.items()
        for name in names
    ]
