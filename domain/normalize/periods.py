"""The days of each row: its own, else the batch's; never the first day of a longer period, never today."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import numpy as np

from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers
from domain.normalize.texts import EPOCH, day_of, number_days

GRACE = timedelta(days=1)
"""Somewhere it is already tomorrow."""


def read_periods(draft: Draft) -> tuple[Numbers, Numbers]:
    """First and last day of each flat row, counted from 1970-01-01; rows without a usable period are rejected."""
    starts, stops = _read(draft, "date_start"), _read(draft, "date_stop")
    neither = ~starts.known & ~stops.known
    starts, stops = starts.filled(stops), stops.filled(starts)
    latest = draft.context.today + GRACE
    odd = neither | (starts.values != stops.values) | (stops.values > latest.toordinal() - EPOCH)
    for position in np.flatnonzero(odd).tolist():
        if neither[position] and not _take_period(draft, position, starts, stops):
            continue
        _check(draft, position, day_of(int(starts.values[position])), day_of(int(stops.values[position])), latest)
    return starts, stops


def _take_period(draft: Draft, position: int, starts: Numbers, stops: Numbers) -> bool:
    """Give a row without days the batch's period; whether there is one."""
    period = draft.context.period
    if draft.flat.origin[position] in draft.log.rejected:
        return False
    if period is None:
        draft.report("MISSING_DATE", position, None, name=_first_name(draft))
        return False
    for days, day in ((starts, period.start), (stops, period.end)):
        days.values[position], days.known[position] = day.toordinal() - EPOCH, True
    draft.report(
        "PERIOD_FROM_BATCH",
        position,
        f"{period.start}..{period.end}",
        name=_first_name(draft),
        detail=f"It has no date: the batch's dateRange {period.start} to {period.end} became its period.",
    )
    return True


def _read(draft: Draft, column: str) -> Numbers:
    days = Numbers.missing(len(draft))
    for declared in draft.spec.fields:
        if declared.column == column:
            for name in declared.names:
                if name in draft.columns:
                    days = days.filled(number_days(draft.column(name), partial(draft.report, name=name)))
    return days


def _first_name(draft: Draft) -> str:
    return next(declared.names[0] for declared in draft.spec.fields if declared.column == "date_start")


def _check(draft: Draft, position: int, start: date, stop: date, latest: date) -> None:
    if stop < start:
        draft.report("BAD_PERIOD", position, f"{start}..{stop}", name="date_stop")
    elif stop > latest:
        draft.report("FUTURE_DATE", position, stop.isoformat(), name="date_stop")
    elif stop > start:
        detail = f"It spans {start} to {stop} and counts as a whole."
        draft.report("MULTI_DAY_ROW", position, f"{start}..{stop}", name="date_start", detail=detail)
