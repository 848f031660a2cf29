"""Days that there are rows of: what is said where a question asks about others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date

from domain.ports.search import CatalogView, SearchScope
from domain.search.interpretation import Interpretation
from domain.search.narrowing import within_scope
from domain.search.wording import days, plural
from domain.vocabulary import Level, Period


def outside_known_days(view: CatalogView, asked: Interpretation, scope: SearchScope, level: Level | None) -> str | None:
    """What is said where nothing of the scope has rows in its period, but has some on other days; else None."""
    anytime = replace(scope, period=None)
    number = int(within_scope(view, asked, anytime).sum())
    if scope.period is None or not number:
        return None
    known = known_days(view, anytime)
    kind = plural(level, one=number == 1)
    who = f"The only {kind} was not" if number == 1 else f"None of {number:,} {kind} was"
    return f"{who} active {days(scope.period)}: there are rows {days(known)}"


def known_days(view: CatalogView, scope: SearchScope) -> Period:
    """First and last day of what the scope takes, which must be something; found by halving, without a document read."""

    def any_in(first: int, last: int) -> bool:
        return bool(view.within(replace(scope, period=Period(date.fromordinal(first), date.fromordinal(last)))).any())

    earliest, latest = date.min.toordinal(), date.max.toordinal()
    every_day = range(latest + 1)
    first = bisect_left(every_day, True, earliest, key=lambda day: any_in(earliest, day))
    last = bisect_right(every_day, False, first, key=lambda day: not any_in(day, latest)) - 1
    return Period(date.fromordinal(first), date.fromordinal(last))
