"""Seasons: by whole months (meteorological) and by equinoxes and solstices (astronomical)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from domain.calendar.seasons import OPPOSITE, SOUTHERN_COUNTRIES, season

_SEASON, _DECEMBER = 3, 12


@dataclass(frozen=True)
class Seasons:
    """The seasons of a day in a country."""

    season: Annotated[str, "Meteorological: winter, spring, summer, fall; of the country's hemisphere."]
    season_year: Annotated[int, "Year in which the meteorological season ends: December belongs to the next."]
    day_of_season: Annotated[int, "Day of the meteorological season, 1 to 92."]
    astronomical_season: Annotated[
        str, "By equinoxes and solstices: the season begins on the day that holds one in `timezone` (UTC without)."
    ]
    hemisphere: Annotated[
        str, "northern or southern: where the country's people live; northern for countries about the equator."
    ]


def seasons(day: date, country: str, zone: str) -> Seasons:
    """The seasons of a day."""
    is_southern = country in SOUTHERN_COUNTRIES
    northern = _astronomical(day, zone)
    first = date(day.year - (day.month < _SEASON), day.month // _SEASON * _SEASON or _DECEMBER, 1)
    return Seasons(
        season=season(day, country),
        season_year=day.year + (day.month == _DECEMBER),
        day_of_season=(day - first).days + 1,
        astronomical_season=OPPOSITE[northern] if is_southern else northern,
        hemisphere="southern" if is_southern else "northern",
    )


def _astronomical(day: date, zone: str) -> str:
    begun = [name for name, first in season_starts(day.year, zone) if first <= day]
    return begun[-1] if begun else "winter"


@lru_cache(maxsize=4096)
def season_starts(year: int, zone: str) -> tuple[tuple[str, date], ...]:
    """(northern season, first day) of the four that begin in a year, in the days of a time zone."""
    import ephem  # noqa: PLC0415 - a library of astronomy, for those who ask

    start = ephem.Date((year, 1, 1))
    spring = ephem.next_vernal_equinox(start)
    summer = ephem.next_summer_solstice(spring)
    fall = ephem.next_autumn_equinox(summer)
    winter = ephem.next_winter_solstice(fall)
    instants = {"spring": spring, "summer": summer, "fall": fall, "winter": winter}
    return tuple(
        (name, at.datetime().replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()) for name, at in instants.items()
    )
