"""On which periods a data source has told everything: true zero, missing, and before the first row are three things.

A source has told of a day on which it has a row. Days without any row are true zeros only where it often pauses (fewer
than nine in ten days have rows) and for less than a week; else the day was not received: of an ad platform, and of a
shop, whose KPI is never made up. Sources of messages without spend, such as email, send now and then: from the period of their first row to that of their
last one, no row means that nothing was sent. A day on which rows were last ingested is not over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.causal.counted import Counted
from domain.causal.grid import DAYS_OF_WEEK, Periods
from domain.insights.spine import EPOCH, Ints, Mask

STEADY = 0.9
"""Share of days with rows from which a source counts as one that reports every day."""


@dataclass(frozen=True, slots=True)
class Lifespan:
    """First and last day of a source's rows, in the range or not, and the last day that was over when they came."""

    first: int
    last: int
    finished: int


@dataclass(frozen=True, slots=True)
class Reporting:
    """Per source (as `Counted.sources`) and period: whether it has rows (`seen`), and has told all (`covered`)."""

    periods: Periods
    seen: Mask
    covered: Mask
    has_spend: Mask
    """One entry per source."""

    def part(self, start: int, stop: int) -> Reporting:
        """The same for the periods from place `start` to before `stop`."""
        return Reporting(
            self.periods.part(start, stop), self.seen[:, start:stop], self.covered[:, start:stop], self.has_spend
        )


def lifespans(coverage: pa.Table) -> dict[str, Lifespan]:
    """Lifespan by data source, of the store's coverage."""
    found: dict[str, Lifespan] = {}
    for line in coverage.to_pylist():
        first, last, finished = (
            (day - EPOCH).days for day in (line["first_date"], line["last_date"], line["last_ingested_at"].date())
        )
        known = found.get(line["data_source"], Lifespan(first, last, finished - 1))
        found[line["data_source"]] = Lifespan(
            min(known.first, first), max(known.last, last), max(known.finished, finished - 1)
        )
    return found


def report_by_period(counted: Counted, periods: Periods, spans: Mapping[str, Lifespan]) -> Reporting:
    """What each source has told of the periods."""
    size, places = len(counted.sources), periods.places(counted.day)
    inside = (places >= 0) & (places < periods.size)
    seen = np.zeros((size, periods.size), np.bool_)
    seen[counted.source[inside], places[inside]] = True
    has_spend = np.zeros(size, np.bool_)
    has_spend[counted.source[counted.sums["spend"].known]] = True
    mails = np.zeros(size, np.bool_)
    mails[counted.source[counted.sums["sent"].known | counted.sums["delivered"].known]] = True
    covered = np.zeros_like(seen)
    for number, source in enumerate(counted.sources):
        days, span = np.unique(counted.day[counted.source == number]), spans[source]
        is_steady = has_spend[number] or not mails[number]
        told = _told_days(days, periods, span) if is_steady else _told_between(days, periods, span)
        over = np.arange(periods.first_day, periods.last_day + 1) <= span.finished
        covered[number] = (told & over).reshape(periods.size, periods.rule.length).all(axis=1)
    return Reporting(periods, seen, covered, has_spend)


def _told_days(days: Ints, periods: Periods, span: Lifespan) -> Mask:
    """Days of the periods of which a platform or a shop has told."""
    told = np.zeros(periods.last_day - periods.first_day + 1, np.bool_)
    inside = days[(days >= periods.first_day) & (days <= periods.last_day)]
    told[inside - periods.first_day] = True
    if len(days) >= STEADY * (days[-1] - days[0] + 1):
        return told
    ends = [max(span.first, periods.first_day - 1), min(span.last, periods.last_day + 1)]
    known = np.unique(np.concatenate([days, ends]))
    for before, after in zip(known[:-1].tolist(), known[1:].tolist(), strict=True):
        if 1 < after - before <= DAYS_OF_WEEK:
            told[max(before - periods.first_day, 0) : max(after - periods.first_day, 0)] = True
    return told


def _told_between(days: Ints, periods: Periods, span: Lifespan) -> Mask:
    """Days of the periods from that of the first row to that of the last one."""
    first, last = periods.places(np.asarray([min(days[0], span.first), max(days[-1], span.last)])).tolist()
    told = np.zeros((periods.size, periods.rule.length), np.bool_)
    told[max(first, 0) : max(last + 1, 0)] = True
    return told.reshape(-1)
