"""The year that belongs to a time: told behind it, before it, or not at all."""

from __future__ import annotations

from datetime import date

from domain.search.dates import words as say
from domain.search.dates.relative import relative_time
from domain.search.dates.spans import Yearly, latest_begun
from domain.search.dates.text import DateText, Moment


def with_year(
    words: DateText, size: int, place: int, yearly: Yearly, *, clear: bool = True, short: bool = False
) -> Moment | None:
    """What comes yearly, in the year told behind it; else the latest that has begun.

    `short`: a year of two digits is one too.
    """
    told = words.year_after(place + size, short=short) or relative_year(words, place + size)
    if told:
        period = yearly(told[1])
        return Moment(size + told[0], period, clear=True, dated=True) if period else None
    period = latest_begun(yearly, words.as_of)
    return Moment(size, period, yearly, clear=clear) if period else None


def relative_year(words: DateText, place: int) -> tuple[int, int] | None:
    """`last year`, `of this year`, `a year ago`, `LY`: (number of words, year)."""
    start = words.after(say.THE, words.after(say.OF, place))
    if start >= len(words.tokens):
        return None
    named = words.at(say.LAST_YEAR, start)
    if named or words.word(start) == "ly":
        return start - place + (named[0] if named else 1), words.as_of.year - 1
    found = relative_time(words, start)
    if (
        not found
        or found.period.start != date(found.period.start.year, 1, 1)
        or "year" not in _units(words, start, found)
    ):
        return None
    return start - place + found.size, found.period.start.year


def _units(words: DateText, place: int, found: Moment) -> set[str]:
    said = (words.at(say.UNITS, one) for one in range(place, place + found.size))
    counted = any(words.word(one).isdecimal() for one in range(place, place + found.size))
    return set() if counted else {unit[1] for unit in said if unit}
