"""The first day of the lunar year, by the sun and the moon over a country's clock.

The month that holds the winter solstice is the eleventh; the year begins with the second new moon after it, or with the
third where one of the two months between is a leap month: of thirteen months between two solstices' months the first one
in which the sun passes no multiple of 30 degrees.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import degrees, pi

CHINA, KOREA, VIETNAM = 8, 9, 7
"""Hours ahead of UTC. A new moon near midnight is on different days: in 2027 Korea's year begins a day after China's."""
_SIGN = 30
_MONTHS = 12


@lru_cache(maxsize=1024)
def lunar_new_year(year: int, hours: int) -> date:
    """First day of the lunar year that begins in a year, by a clock `hours` ahead of UTC.

    >>> lunar_new_year(2024, CHINA)
    datetime.date(2024, 2, 10)
    """
    months = _new_moons(_solstice_month(year - 1, hours), hours)
    is_long = (_solstice_month(year, hours) - months[0]).days > 29.53 * (_MONTHS + 0.5)
    leaps = [place for place in (1, 2) if is_long and _sign(months[place], hours) == _sign(months[place + 1], hours)]
    return months[3] if leaps else months[2]


def _solstice_month(year: int, hours: int) -> date:
    """First day of the month that holds the winter solstice of a year."""
    import ephem  # noqa: PLC0415 - a library of astronomy, for those who ask

    solstice = _day(ephem.next_winter_solstice(ephem.Date((year, 12, 1))), hours)
    return max(day for day in _new_moons(solstice - timedelta(40), hours) if day <= solstice)


def _new_moons(first: date, hours: int) -> list[date]:
    """The days of four new moons from a day on."""
    import ephem  # noqa: PLC0415

    found, moment = list[date](), ephem.Date((first.year, first.month, first.day)) - 1 - hours / 24
    while len(found) < 4:  # noqa: PLR2004
        moment = ephem.next_new_moon(moment)
        found += [_day(moment, hours)] if _day(moment, hours) >= first else []
        moment += 1
    return found


def _sign(day: date, hours: int) -> int:
    """How many times 30 degrees the sun has passed when a day begins."""
    import ephem  # noqa: PLC0415

    midnight = ephem.Date((day.year, day.month, day.day)) - hours / 24
    sun = ephem.Sun(midnight)
    longitude = float(ephem.Ecliptic(sun, epoch=midnight).lon) % (2 * pi)
    return int(degrees(longitude) // _SIGN)


def _day(moment: object, hours: int) -> date:
    import ephem  # noqa: PLC0415

    found: date = (ephem.Date(moment).datetime() + timedelta(hours=hours)).date()
    return found
