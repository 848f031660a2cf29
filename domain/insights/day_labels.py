"""What the calendar calls the days that insights group by: holidays, retail events, fiscal and retail periods.

The store groups by day; here days get their labels, and groups of one label are then added up like any others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from domain.calendar import calendar_basis, knows_country
from domain.calendar.basis import CalendarBasis
from domain.calendar.fiscal import fiscal
from domain.calendar.retail_events import events_of
from domain.calendar.retail_year import retail_year
from domain.calendar.work_days import Place
from domain.insights.parts import Parts
from domain.reading import Dimension

Label = str | int | None


@dataclass(frozen=True, slots=True)
class DayLabel:
    """A label of days: its Arrow type, its meaning, and what a day is called in a place."""

    kind: pa.DataType
    meaning: str
    call: Callable[[date, Place, int], Label]


def _holiday(day: date, place: Place, _start: int) -> Label:
    return " / ".join(place.year(day.year).names.get(day, ())) or None


def _event(day: date, place: Place, _start: int) -> Label:
    return " / ".join(events_of(place.country, day.year).days.get(day, ())) or None


def _retail_month(day: date, _place: Place, _start: int) -> Label:
    found = retail_year(day)
    return f"{found.retail_year}-{found.retail_month:02}"


def _retail_week(day: date, _place: Place, _start: int) -> Label:
    found = retail_year(day)
    return f"{found.retail_year}-W{found.retail_week:02}"


_TEXT, _WHOLE = pa.string(), pa.int64()
DAY_LABELS: dict[str, DayLabel] = {
    "holiday": DayLabel(_TEXT, "Public holidays of the day, joined by ` / `; null on other days.", _holiday),
    "retail_event": DayLabel(_TEXT, "Retail events of the day, joined by ` / `; null on other days.", _event),
    "fiscal_year": DayLabel(
        _WHOLE, "Fiscal year, named by the year in which it ends.", lambda day, _, start: fiscal(day, start).fiscal_year
    ),
    "fiscal_quarter": DayLabel(
        _TEXT, "Fiscal quarter, e.g. FY2025-Q1.", lambda day, _, start: fiscal(day, start).fiscal_label
    ),
    "retail_year": DayLabel(
        _WHOLE, "Year of the US retail calendar (NRF 4-5-4).", lambda day, _p, _s: retail_year(day).retail_year
    ),
    "retail_month": DayLabel(_TEXT, "Month of the retail year, e.g. 2024-03: 01 is about February.", _retail_month),
    "retail_week": DayLabel(_TEXT, "Week of the retail year, e.g. 2024-W07.", _retail_week),
}
"""Labels by the column that holds them."""


def label_days(parts: Parts, dimensions: tuple[Dimension, ...], basis: CalendarBasis) -> Parts:
    """The parts with labels in place of days; holidays and events are those of the part's country where it has one."""
    names = [dimension.columns[0] for dimension in dimensions if dimension.is_day_label]
    if not names:
        return parts
    keys = parts.keys
    countries = keys["country"].to_pylist() if "country" in keys.column_names else [None] * len(parts)
    asked = Place(basis.country, basis.subdivision)
    places = {said: _place(said, asked) for said in set(countries)}
    for name in names:
        label, days = DAY_LABELS[name], keys[name].to_pylist()
        pairs = {
            pair: label.call(pair[0], places[pair[1]], basis.fiscal_start)
            for pair in set(zip(days, countries, strict=True))
        }
        called = pa.array([pairs[pair] for pair in zip(days, countries, strict=True)], label.kind)
        keys = keys.set_column(keys.schema.get_field_index(name), name, called)
    return Parts(keys, parts.sums)


def _place(said: str | None, asked: Place) -> Place:
    """The place of a row's country; the one asked for where it says none, or one without known holidays."""
    if said is None or not knows_country(said):
        return asked
    code = calendar_basis(said).country
    return asked if code == asked.country else Place(code, None)
