"""Periods of panels against the calendar of the standard library."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.causal.grid import PeriodRule, periods_inside
from domain.causal.split import FOLDS, split_of
from domain.insights.spine import EPOCH
from domain.vocabulary import Granularity

WEEKDAYS = {"MONDAY": 1, "SUNDAY": 7}
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def number(day: date) -> int:
    return (day - EPOCH).days


@given(days, st.integers(0, 60), st.sampled_from(sorted(WEEKDAYS)))
def test_weeks_lie_wholly_inside_and_none_is_left_out(start: date, length: int, week_start: str) -> None:
    end = start + timedelta(length)
    labels = periods_inside(PeriodRule(Granularity.WEEK, week_start), number(start), number(end)).labels
    firsts = [start + timedelta(n) for n in range(length + 1)]
    expected = [day for day in firsts if day.isoweekday() == WEEKDAYS[week_start] and day + timedelta(6) <= end]
    assert labels == [day.isoformat() for day in expected]


@given(days, st.integers(0, 30))
def test_days_are_all_days(start: date, length: int) -> None:
    periods = periods_inside(PeriodRule(Granularity.DAY), number(start), number(start) + length)
    assert periods.labels == [(start + timedelta(n)).isoformat() for n in range(length + 1)]
    assert periods.places(np.asarray([number(start) - 1, number(start) + length])).tolist() == [-1, length]


@given(st.integers(0, 200))
def test_train_test_and_folds_are_in_order_and_cover_the_end(size: int) -> None:
    labels = [f"{place:04}" for place in range(size)]
    split = split_of(labels)
    parts = [split[name]["periods"] for name in ("train", "test") if split[name]]
    assert sum(parts) == size
    assert len(split["folds"]) == (FOLDS if size > FOLDS else 0)
    for fold in split["folds"]:
        assert fold["train"]["end"] < fold["test"]["start"]
    if split["folds"]:
        assert split["folds"][-1]["test"]["end"] == labels[-1]
