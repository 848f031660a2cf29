"""Fiscal and retail periods: numbered in order, named again from their numbers."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.named_periods import NamedPeriod, Unit

UNITS = st.sampled_from(list(Unit))
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, UNITS, st.integers(1, 12))
def test_a_number_names_the_period_that_it_was_made_from(day: date, unit: Unit, start: int) -> None:
    period = NamedPeriod(unit, start)
    values = period.values(day)
    named = period.named(period.number(values))
    assert named == {name: values[name] for name in named}
    assert set(period.columns) <= set(named)


@given(DAYS, UNITS, st.integers(1, 12))
def test_the_next_day_is_of_the_same_period_or_of_the_next_one(day: date, unit: Unit, start: int) -> None:
    period = NamedPeriod(unit, start)
    here, after = (period.number(period.values(one)) for one in (day, day + timedelta(1)))
    assert after - here in {0, 1}


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (Unit.RETAIL_WEEK, {"retail_year": 2023, "retail_quarter": 4, "retail_month": 12, "retail_week": 53}),
        (Unit.RETAIL_MONTH, {"retail_year": 2023, "retail_quarter": 4, "retail_month": 12}),
        (Unit.RETAIL_QUARTER, {"retail_year": 2023, "retail_quarter": 4}),
        (Unit.RETAIL_YEAR, {"retail_year": 2023}),
    ],
)
def test_a_period_knows_the_longer_ones_that_it_is_part_of(unit: Unit, names: dict[str, int]) -> None:
    period = NamedPeriod(unit)
    assert period.named(period.number(period.values(date(2024, 2, 3)))) == names  # the last day of a year of 53 weeks


def test_days_beyond_the_calendar_are_as_its_ends() -> None:
    period = NamedPeriod(Unit.RETAIL_YEAR)
    found = period.numbers(np.asarray([-(10**6), 10**6], np.int64)).tolist()
    assert found == [1899, 2099]  # 1 January 1900 is of the retail year before
