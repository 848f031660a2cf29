"""Holidays and weekends of countries, by the library `holidays`; the one place that knows it.

It is imported when a calendar is asked for (0.2 s), never at the start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holidays import HolidayBase

_CODE = re.compile(r"[A-Za-z]{2,3}")
_DAYS_OFF = "public"
_HALF_DAYS = "half_day"
_OBSERVED = re.compile(r"\((?:observed|substitute[^)]*|[^)]*observed[^)]*)\)", re.IGNORECASE)
_LANGUAGES = ("en_US", "en_GB")
"""Names in English where the country has them, else in its own language."""


@dataclass(frozen=True, slots=True)
class HolidaysOfYear:
    """One year of one place."""

    names: Mapping[date, tuple[str, ...]]
    """Public holidays: days off, those observed on another day included."""
    categories: Mapping[date, tuple[str, ...]]
    """What each holiday is, e.g. public, government, bank, half_day, unofficial."""
    others: Mapping[date, tuple[str, ...]]
    """Days that are marked but not public holidays, e.g. Halloween."""
    half_days: frozenset[date]
    weekend: frozenset[date]
    """Days of the weekend; those that are worked instead of another day are not in it."""


def is_observed(name: str) -> bool:
    """Whether a name says that the holiday is kept on another day than its own."""
    return _OBSERVED.search(name) is not None


def own_name(name: str) -> str:
    """The name without `(observed)`."""
    return _OBSERVED.sub("", name).strip()


@lru_cache(maxsize=512)
def country_code(said: str) -> str | None:
    """ISO 3166-1 alpha-2 of a code of two or three letters; None where the library has no such country."""
    import holidays  # noqa: PLC0415 - heavy

    if not _CODE.fullmatch(said.strip()):
        return None
    try:
        found: Any = holidays.country_holidays(said.strip().upper())
    except NotImplementedError:
        return None
    code: str | None = getattr(found, "country", None)
    return code


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """Every country that has holidays, by its code."""
    import holidays  # noqa: PLC0415 - heavy

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=512)
def subdivision_codes(country: str) -> tuple[str, ...]:
    """Codes of the country's parts."""
    return tuple(_of(country, None, None, _DAYS_OFF).subdivisions)


@lru_cache(maxsize=512)
def subdivision_names(country: str) -> Mapping[str, str]:
    """Code by name of the country's parts, where the library knows names."""
    return MappingProxyType(dict(_of(country, None, None, _DAYS_OFF).subdivisions_aliases))


@lru_cache(maxsize=1024)
def holidays_of(country: str, subdivision: str | None, year: int) -> HolidaysOfYear:
    """The holidays and weekends of one year."""
    by_category = {
        name: _listed(_of(country, subdivision, year, name), year)
        for name in sorted(_of(country, subdivision, None, _DAYS_OFF).supported_categories)
        if name != "workday"
    }
    public = by_category[_DAYS_OFF]
    marked = sorted({day for days in by_category.values() for day in days})
    others = {day: _others(by_category, day) for day in marked}
    return HolidaysOfYear(
        names=MappingProxyType(public),
        categories=MappingProxyType(
            {day: tuple(name for name, days in by_category.items() if day in days) for day in marked}
        ),
        others=MappingProxyType({day: names for day, names in others.items() if names}),
        half_days=frozenset(by_category.get(_HALF_DAYS, {})) - frozenset(public),
        weekend=_weekend(_of(country, subdivision, year, _DAYS_OFF), year),
    )


def _others(by_category: Mapping[str, Mapping[date, tuple[str, ...]]], day: date) -> tuple[str, ...]:
    public = by_category[_DAYS_OFF].get(day, ())
    names = (name for days in by_category.values() for name in days.get(day, ()) if name not in public)
    return tuple(dict.fromkeys(names))


def _of(country: str, subdivision: str | None, year: int | None, category: str) -> Any:  # noqa: ANN401 - the library has a class per country
    import holidays  # noqa: PLC0415 - heavy

    kind: Any = getattr(holidays, country)
    languages = getattr(kind, "supported_languages", ())
    # Never left to the library: it would ask the environment for a language.
    language = next((one for one in _LANGUAGES if one in languages), kind.default_language)
    return kind(years=year, subdiv=subdivision, language=language, categories=category, expand=False)


def _listed(found: HolidayBase, year: int) -> dict[date, tuple[str, ...]]:
    return {day: tuple(sorted(found.get_list(day))) for day in sorted(found) if day.year == year}


def _weekend(found: HolidayBase, year: int) -> frozenset[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
    return frozenset(day for day in days if found.is_weekend(day) and day not in found.weekend_workdays)
