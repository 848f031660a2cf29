"""The days of each row: its own, else the batch's; never the first day of a longer period, never today."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from domain.normalize.draft import Draft
from domain.normalize.texts import read_days

GRACE = timedelta(days=1)
"""Somewhere it is already tomorrow."""

Days = list[date | None]


def read_periods(draft: Draft) -> tuple[Days, Days]:
    """First and last day of each flat row; rows without a usable period are rejected."""
    starts, stops = _read(draft, "date_start"), _read(draft, "date_stop")
    period = draft.context.period
    latest = draft.context.today + GRACE
    for position, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        if start is None and stop is None:
            if draft.flat.origin[position] in draft.log.rejected:
                continue
            if period is None:
                draft.report("MISSING_DATE", position, None, name=_first_name(draft))
                continue
            starts[position], stops[position] = period.start, period.end
            draft.report(
                "PERIOD_FROM_BATCH",
                position,
                f"{period.start}..{period.end}",
                name=_first_name(draft),
                detail=f"It has no date: the batch's dateRange {period.start} to {period.end} became its period.",
            )
        elif start is None or stop is None:
            starts[position] = stops[position] = start or stop
        _check(draft, position, starts[position], stops[position], latest)
    return starts, stops


def _read(draft: Draft, column: str) -> Days:
    days: Days = [None] * len(draft)
    for declared in draft.spec.fields:
        if declared.column != column:
            continue
        for name in declared.names:
            if name in draft.names:
                found = read_days(draft.cells(name), partial(draft.report, name=name))
                days = [a if a is not None else b for a, b in zip(days, found, strict=True)]
    return days


def _first_name(draft: Draft) -> str:
    return next(declared.names[0] for declared in draft.spec.fields if declared.column == "date_start")


def _check(draft: Draft, position: int, start: date | None, stop: date | None, latest: date) -> None:
    if start is None or stop is None:
        return
    if stop < start:
        draft.report("BAD_PERIOD", position, f"{start}..{stop}", name="date_stop")
    elif stop > latest:
        draft.report("FUTURE_DATE", position, stop.isoformat(), name="date_stop")
    elif stop > start:
        detail = f"It spans {start} to {stop} and counts as a whole."
        draft.report("MULTI_DAY_ROW", position, f"{start}..{stop}", name="date_start", detail=detail)
