"""Retail events that follow a rule: the days of a year, and the countries that have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar.lunar import CHINA, KOREA, VIETNAM, lunar_new_year

Rule = Callable[[int], tuple[date, ...]]
EVERYWHERE: frozenset[str] = frozenset()
ENGLISH = frozenset("US CA GB IE AU NZ".split())
EASTER = frozenset(
    """US CA GB IE AU NZ ZA DE AT CH FR BE NL LU ES PT IT PL CZ SK HU SI HR DK SE NO FI EE LV LT IS MT
    BR AR CL CO PE MX PH""".split()
)
"""Countries whose shops keep the western Easter."""
ORTHODOX = frozenset("GR CY RO BG RS MK ME MD UA GE".split())
"""Countries whose shops keep the orthodox one."""
CHRISTMAS = EASTER | frozenset("GR CY RO BG UA".split())
"""Countries with Christmas on 25 December."""


@dataclass(frozen=True, slots=True)
class RetailEvent:
    """An event with its rule."""

    name: str
    days: Rule
    countries: frozenset[str] = EVERYWHERE
    """Countries that have it; empty: all."""

    def holds_in(self, country: str) -> bool:
        """Whether a country has it."""
        return not self.countries or country in self.countries


def easter(year: int) -> date:
    """Western Easter Sunday."""
    from dateutil.easter import easter as western  # noqa: PLC0415 - for those who ask

    found: date = western(year)
    return found


def _orthodox_easter(year: int) -> tuple[date, ...]:
    from dateutil.easter import EASTER_ORTHODOX  # noqa: PLC0415
    from dateutil.easter import easter as of_church  # noqa: PLC0415

    return (of_church(year, EASTER_ORTHODOX),)


def nth(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (0 Monday to 6 Sunday) of a month; -1 is the last.

    >>> nth(2024, 11, 3, 4)
    datetime.date(2024, 11, 28)
    """
    first = date(year, month, 1)
    days = [first + timedelta((weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    return [day for day in days if day.month == month][n if n < 0 else n - 1]


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    return nth(year, 11, 3, 4) + timedelta(1)


def _on(month: int, day: int) -> Rule:
    return lambda year: (date(year, month, day),)


def _nth(month: int, weekday: int, n: int) -> Rule:
    return lambda year: (nth(year, month, weekday, n),)


def _from_easter(days: int) -> Rule:
    return lambda year: (easter(year) + timedelta(days),)


def _around_black_friday(first: int, last: int) -> Rule:
    return lambda year: tuple(black_friday(year) + timedelta(n) for n in range(first, last + 1))


def _lunar(hours: int) -> Rule:
    return lambda year: (lunar_new_year(year, hours),)


def _before_christmas(weekday: int) -> Rule:
    def last_one(year: int) -> tuple[date, ...]:
        eve = date(year, 12, 24)
        return (eve - timedelta((eve.weekday() - weekday) % 7),)

    return last_one


def _french_mothers_day(year: int) -> tuple[date, ...]:
    last = nth(year, 5, 6, -1)
    is_pentecost = last == easter(year) + timedelta(49)
    return (nth(year, 6, 6, 1) if is_pentecost else last,)


def _countries(said: str) -> frozenset[str]:
    return frozenset(said.split())


MOTHERS, FATHERS = "Mother's Day", "Father's Day"
SUNDAY, SATURDAY, MONDAY, THURSDAY = 6, 5, 0, 3
_MAY_2 = (
    "US CA AU NZ DE AT CH IT NL BE DK FI EE LV JP BR IN ZA SG MY HK TW PH TR CN GR CZ SK HR MT CY CL CO PE EC VE UY UA"
)
_JUNE_3 = "US CA GB IE FR NL IN JP ZA MX AR CL CO PE EC VE CR PA SG MY HK PH CN TR GR CY MT CZ SK HU UA BH KW OM QA"
_ARAB = "AE SA EG QA KW BH OM JO LB SY"

RETAIL_EVENTS: tuple[RetailEvent, ...] = (
    RetailEvent("Valentine's Day", _on(2, 14)),
    RetailEvent("Dia dos Namorados", _on(6, 12), _countries("BR")),
    RetailEvent("White Day", _on(3, 14), _countries("JP KR TW")),
    RetailEvent("St Patrick's Day", _on(3, 17), _countries("US CA GB IE AU")),
    RetailEvent("Easter Sunday", _from_easter(0), EASTER),
    RetailEvent("Easter Sunday", _orthodox_easter, ORTHODOX),
    RetailEvent("Lunar New Year", _lunar(CHINA), _countries("CN HK TW SG MY")),
    RetailEvent("Lunar New Year", _lunar(KOREA), _countries("KR")),
    RetailEvent("Lunar New Year", _lunar(VIETNAM), _countries("VN")),
    # --- Mother's Day: sources are each country's own custom, as national retail federations list it ---
    RetailEvent(MOTHERS, _from_easter(-21), _countries("GB IE")),
    RetailEvent(MOTHERS, _nth(5, SUNDAY, 2), _countries(_MAY_2)),
    RetailEvent(MOTHERS, _nth(5, SUNDAY, 1), _countries("ES PT HU LT RO")),
    RetailEvent(MOTHERS, _french_mothers_day, _countries("FR")),
    RetailEvent(MOTHERS, _nth(5, SUNDAY, -1), _countries("SE")),
    RetailEvent(MOTHERS, _nth(2, SUNDAY, 2), _countries("NO")),
    RetailEvent(MOTHERS, _nth(10, SUNDAY, 3), _countries("AR")),
    RetailEvent(MOTHERS, _on(5, 10), _countries("MX GT SV")),
    RetailEvent(MOTHERS, _on(5, 26), _countries("PL")),
    RetailEvent(MOTHERS, _on(8, 15), _countries("CR")),
    RetailEvent(MOTHERS, _on(12, 8), _countries("PA")),
    RetailEvent(MOTHERS, _on(8, 12), _countries("TH")),
    RetailEvent(MOTHERS, _on(12, 22), _countries("ID")),
    RetailEvent(MOTHERS, _on(3, 21), _countries(_ARAB)),
    RetailEvent(FATHERS, _nth(6, SUNDAY, 3), _countries(_JUNE_3)),
    RetailEvent(FATHERS, _from_easter(39), _countries("DE")),
    RetailEvent(FATHERS, _nth(6, SUNDAY, 2), _countries("AT BE")),
    RetailEvent(FATHERS, _nth(6, SUNDAY, 1), _countries("CH LT")),
    RetailEvent(FATHERS, _on(3, 19), _countries("ES IT PT HR")),
    RetailEvent(FATHERS, _nth(9, SUNDAY, 1), _countries("AU NZ")),
    RetailEvent(FATHERS, _nth(9, SUNDAY, 2), _countries("LV")),
    RetailEvent(FATHERS, _nth(11, SUNDAY, 2), _countries("SE NO FI EE")),
    RetailEvent(FATHERS, _nth(8, SUNDAY, 2), _countries("BR")),
    RetailEvent(FATHERS, _nth(5, SUNDAY, 2), _countries("RO")),
    RetailEvent(FATHERS, _on(6, 5), _countries("DK")),
    RetailEvent(FATHERS, _on(6, 23), _countries("PL")),
    RetailEvent(FATHERS, _on(8, 8), _countries("TW")),
    RetailEvent(FATHERS, _on(12, 5), _countries("TH")),
    RetailEvent(FATHERS, _on(11, 12), _countries("ID")),
    RetailEvent(FATHERS, _on(6, 21), _countries("AE EG JO LB GT")),
    RetailEvent(FATHERS, _on(6, 17), _countries("SV")),
    RetailEvent(FATHERS, _nth(7, SUNDAY, 2), _countries("UY")),
    RetailEvent("Parents' Day", _on(5, 8), _countries("KR")),
    # --- sales ---
    RetailEvent("Presidents' Day", _nth(2, MONDAY, 3), _countries("US")),
    RetailEvent("Memorial Day", _nth(5, MONDAY, -1), _countries("US")),
    RetailEvent("618", _on(6, 18), _countries("CN")),
    RetailEvent("Independence Day", _on(7, 4), _countries("US")),
    RetailEvent("Labor Day", _nth(9, MONDAY, 1), _countries("US CA")),
    RetailEvent("Halloween", _on(10, 31), ENGLISH | _countries("MX DE AT FR")),
    RetailEvent("Singles' Day", _on(11, 11)),
    RetailEvent("Thanksgiving", _nth(11, THURSDAY, 4), _countries("US")),
    RetailEvent("Thanksgiving", _nth(10, MONDAY, 2), _countries("CA")),
    RetailEvent("Black Friday", _around_black_friday(0, 0)),
    RetailEvent("Cyber Monday", _around_black_friday(3, 3)),
    RetailEvent("Cyber Five", _around_black_friday(-1, 3)),
    RetailEvent("Green Monday", _nth(12, MONDAY, 2), _countries("US")),
    RetailEvent("Double 12", _on(12, 12), _countries("CN SG MY TH PH VN ID TW HK")),
    RetailEvent("Super Saturday", _before_christmas(SATURDAY), ENGLISH),
    RetailEvent("Christmas Eve", _on(12, 24), CHRISTMAS),
    RetailEvent("Christmas Day", _on(12, 25), CHRISTMAS),
    RetailEvent("Boxing Day", _on(12, 26), _countries("GB IE CA AU NZ ZA")),
    RetailEvent("New Year's Eve", _on(12, 31)),
)
