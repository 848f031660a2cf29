"""Fiscal and retail periods that days fall into, numbered in order, so that periods can be told apart and moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from domain.calendar.fiscal import fiscal
from domain.calendar.retail_year import retail_year, retail_year_start

Ints = npt.NDArray[np.int64]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
"""Days that the calendar has."""
_EPOCH = date(1970, 1, 1)
_SUNDAY = date(1970, 1, 4)
_WEEK = 7


class Unit(StrEnum):
    """A kind of period, by the column of the calendar that tells it within its year."""

    FISCAL_YEAR = "fiscal_year"
    FISCAL_QUARTER = "fiscal_quarter"
    FISCAL_MONTH = "fiscal_month"
    RETAIL_YEAR = "retail_year"
    RETAIL_QUARTER = "retail_quarter"
    RETAIL_MONTH = "retail_month"
    RETAIL_WEEK = "retail_week"

    @property
    def of_year(self) -> Unit:
        """The year that it is part of."""
        return Unit.FISCAL_YEAR if self in FISCAL else Unit.RETAIL_YEAR


FISCAL = (Unit.FISCAL_YEAR, Unit.FISCAL_QUARTER, Unit.FISCAL_MONTH)
RETAIL = (Unit.RETAIL_YEAR, Unit.RETAIL_QUARTER, Unit.RETAIL_MONTH, Unit.RETAIL_WEEK)
"""Each from the longest to the shortest."""
_IN_A_YEAR = {
    Unit.FISCAL_YEAR: 1,
    Unit.FISCAL_QUARTER: 4,
    Unit.FISCAL_MONTH: 12,
    Unit.RETAIL_YEAR: 1,
    Unit.RETAIL_QUARTER: 4,
    Unit.RETAIL_MONTH: 12,
}


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A kind of period, and the first month of the fiscal year where it is fiscal."""

    unit: Unit
    fiscal_start: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """What names one: the year, and the place in it."""
        return tuple(dict.fromkeys((self.unit.of_year.value, self.unit.value)))

    def values(self, day: date) -> dict[str, int]:
        """What names the period of a day, by every column of its year."""
        part: object = fiscal(day, self.fiscal_start) if self.unit in FISCAL else retail_year(day)
        return {unit.value: getattr(part, unit.value) for unit in (FISCAL if self.unit in FISCAL else RETAIL)}

    def number(self, named: Mapping[str, int]) -> int:
        """Number of the period that the columns name; the next one has the next number.

        >>> NamedPeriod(Unit.FISCAL_QUARTER).number({"fiscal_year": 2025, "fiscal_quarter": 1})
        8100
        """
        year, place = named[self.unit.of_year.value], named[self.unit.value]
        if self.unit is Unit.RETAIL_WEEK:
            return (retail_year_start(year) - _SUNDAY).days // _WEEK + place - 1
        count = _IN_A_YEAR[self.unit]
        return year if count == 1 else year * count + place - 1

    def named(self, number: int) -> dict[str, int]:
        """What names the period of that number, by its own column and those of longer ones."""
        if self.unit is Unit.RETAIL_WEEK:
            return self.values(_SUNDAY + timedelta(_WEEK * number))
        count = _IN_A_YEAR[self.unit]
        year, place = divmod(number, count)
        found = {self.unit.of_year.value: year}
        for unit in FISCAL if self.unit in FISCAL else RETAIL:
            if 1 < _IN_A_YEAR.get(unit, count + 1) <= count:
                found[unit.value] = place * _IN_A_YEAR[unit] // count + 1
        return found

    def numbers(self, days: Ints) -> Ints:
        """Number of the period of each day (days since 1970-01-01); days beyond the calendar are as its ends."""
        distinct, places = np.unique(days, return_inverse=True)
        found = [self.number(self.values(_within(int(day)))) for day in distinct]
        return np.asarray(found, np.int64)[places]


def _within(day: int) -> date:
    first, last = (FIRST_DAY - _EPOCH).days, (LAST_DAY - _EPOCH).days
    return _EPOCH + timedelta(min(max(day, first), last))
