"""Labels of days, from the calendar: parts that were read by day are named by holiday, retail event, fiscal year, ...

Sums of parts stay as they are: what has one label is added up afterwards, as with every other key. So a day has one
label of each kind: the names of a day with several holidays or events are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa

from domain.calendar import DEFAULT_COUNTRY, calendar_basis, check_subdivision, knows_country
from domain.calendar.named_periods import FIRST_DAY, LAST_DAY, NamedPeriod
from domain.calendar.retail_events import events_of, retail_season
from domain.calendar.seasons import season
from domain.calendar.work_days import Place
from domain.insights.sums import Ints
from domain.reading import Dimension, key_names
from domain.summation.candidates import pair_codes

JOINT = " + "
_DAY, _COUNTRY = "calendar_day", "country"
_BY_DAY = Dimension("CALENDAR_DAY", (_DAY,), "The day that labels are looked up for.", expression="day")
_BY_PLACE = Dimension("CALENDAR_PLACE", (_COUNTRY,), "The row's own country.")


@dataclass(frozen=True, slots=True)
class SaidCalendar:
    """What the caller says of the calendar; valid by construction through `said_calendar`."""

    country: str | None = None
    """ISO 3166-1 alpha-2; None: each row's own, else the default."""
    subdivision: str | None = None
    fiscal_start: int = 1


NOTHING_SAID = SaidCalendar()


def said_calendar(country: str | None, subdivision: str | None, fiscal_start: int) -> SaidCalendar:
    """The caller's words in one spelling; raises InvalidInputError naming the valid ones."""
    check_subdivision(country, subdivision)
    if not country and fiscal_start == 1:
        return NOTHING_SAID
    basis = calendar_basis(country or DEFAULT_COUNTRY, subdivision, fiscal_start)
    return SaidCalendar(basis.country if country else None, basis.subdivision, basis.fiscal_start)


def _joined(names: Iterable[str]) -> str | None:
    return JOINT.join(names) or None


_LABELS: Mapping[str, Callable[[date, Place], object]] = MappingProxyType(
    {
        "is_weekend": lambda day, place: day in place.year(day.year).weekend,
        "is_business_day": lambda day, place: not place.is_off(day),
        "holiday": lambda day, place: _joined(place.year(day.year).names.get(day, ())),
        "retail_event": lambda day, place: _joined(events_of(place.country, day.year).days.get(day, ())),
        "retail_season": lambda day, place: retail_season(day, place.country),
        "season": lambda day, place: season(day, place.country),
        "are_events_unknown": lambda day, place: bool(events_of(place.country, day.year).unknown),
    }
)
"""What a day of a place is called."""
_BOOLEAN = frozenset({"is_weekend", "is_business_day", "are_events_unknown"})


def stored_dimensions(dimensions: tuple[Dimension, ...], calendar: SaidCalendar) -> tuple[Dimension, ...]:
    """What the store groups by in place of `dimensions`: the day, and where labels are of places, the row's country."""
    of_day = [dimension for dimension in dimensions if dimension.of_day]
    if not of_day:
        return dimensions
    plain = tuple(dimension for dimension in dimensions if not dimension.of_day)
    of_places = calendar.country is None and any(dimension.of_day in _LABELS for dimension in of_day)
    return (*plain, _BY_DAY, *((_BY_PLACE,) if of_places else ()))


def label_days(parts: pa.Table, dimensions: tuple[Dimension, ...], calendar: SaidCalendar) -> pa.Table:
    """Parts read by `stored_dimensions`, with the columns of `dimensions`; days that the calendar lacks have nulls."""
    if _DAY not in parts.column_names:
        return parts
    days, dates = _encoded(parts[_DAY])
    places, countries = _places(parts, calendar)
    pairs = pair_codes(days, places)
    _, first = np.unique(pairs, return_index=True)
    distinct = [
        (dates[day], Place(countries[place], calendar.subdivision))
        for day, place in zip(days[first].tolist(), places[first].tolist(), strict=True)
    ]
    named = _named(distinct, dimensions)
    hidden = {_DAY} | ({_COUNTRY} - set(key_names(dimensions)))
    kept = parts.drop_columns([name for name in parts.column_names if name in hidden])
    for name, column in named.items():
        kept = kept.append_column(name, column.take(pa.array(pairs)))
    return kept


def _encoded(column: pa.ChunkedArray) -> tuple[Ints, list[Any]]:
    """Code of each value, and the values by code."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary.to_pylist()


def _places(parts: pa.Table, calendar: SaidCalendar) -> tuple[Ints, list[str]]:
    """Code of each part's country, and the countries by code."""
    if calendar.country is not None or _COUNTRY not in parts.column_names:
        return np.zeros(parts.num_rows, np.int64), [calendar.country or DEFAULT_COUNTRY]
    codes, said = _encoded(parts[_COUNTRY])
    return codes, [calendar_basis(own).country if own and knows_country(own) else DEFAULT_COUNTRY for own in said]


def _named(days: list[tuple[date, Place]], dimensions: tuple[Dimension, ...]) -> dict[str, pa.Array]:
    """One entry per day and place for each column."""
    found: dict[str, pa.Array] = {}
    for dimension in dimensions:
        name = dimension.of_day or ""
        if name in _LABELS:
            kind, label = pa.bool_() if name in _BOOLEAN else pa.string(), _LABELS[name]
            found[name] = pa.array([label(*one) if _has(one[0]) else None for one in days], kind)
        elif isinstance(dimension.bucket, NamedPeriod):
            found |= _periods([day for day, _ in days], dimension.bucket)
    return found


def _has(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def _periods(days: list[date], period: NamedPeriod) -> dict[str, pa.Array]:
    named = [period.values(day) if _has(day) else {} for day in days]
    return {name: pa.array([one.get(name) for one in named], pa.int64()) for name in period.columns}
