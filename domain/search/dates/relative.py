"""Times that count from today: last month, past two weeks, three days ago, year to date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.search.dates import words as say
from domain.search.dates.spans import (
    half,
    month,
    months_before,
    one_day,
    quarter,
    week_around,
    year_of,
)
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_DAY = timedelta(1)
_ROLLING = re.compile(r"[ltp]?(\d{1,3})(h|d|w|m|q|y|days?|wks?|mos?)")
_ATTRIBUTED = frozenset(
    "atc wv vc pv lal click view engaged visitor visit abandoner cart audience window attribution viewer".split()
)
"""Beside `7d`, what it is then a part of: an audience, or an attribution window."""
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_HOURS, _YEAR_MONTHS = 24, 12


_ENGLISH_FULL = frozenset("full complete completed whole calendar entire finished closed".split())
_ENGLISH_WAYS = frozenset("last past this next previous prior latest recent final rolling trailing current".split())


def relative_time(words: DateText, place: int) -> Moment | None:
    """The time that begins at a word and counts from `as_of`."""
    for read in (_to_date, _named_day, _short, _ago, _ago_said_first, _counted, _whole):
        found = read(words, place)
        if found:
            return found
    return None


def _to_date(words: DateText, place: int) -> Moment | None:
    found = words.at(say.TO_DATE, place)
    return Moment(found[0], whole(found[1], words.as_of, 0, until_now=True)) if found else None


def _named_day(words: DateText, place: int) -> Moment | None:
    found = words.at(say.DAYS, place)
    short = words.at(say.SHORTHAND, place)
    if short and words.tokens[place].text.isupper() and not words.text.isupper():
        return Moment(1, whole(short[1], words.as_of, -1))
    return Moment(found[0], one_day(words.as_of - found[1] * _DAY)) if found else None


def _short(words: DateText, place: int) -> Moment | None:
    """L30D, T7D, l7d, 90d, last 48h, TTM."""
    year = words.at(say.TRAILING_YEAR, place)
    if year:
        return Moment(year[0], rolling("month", _YEAR_MONTHS, words.as_of))
    last = words.at(say.LAST, place)
    start = place + last[0] if last else place
    found = None if start in words.amounts else _ROLLING.fullmatch(words.word(start))
    beside = {words.stem(start - 1).replace("click", "") if start else "", words.word(start + 1)}
    if not found or (not last and found.group()[0].isdigit() and not _stands_alone(found.group(2), beside)):
        return None
    unit = {"h": "hour", "d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}[found.group(2)[0]]
    return Moment(start + 1 - place, rolling(unit, int(found.group(1)), words.as_of))


def _stands_alone(unit: str, beside: set[str]) -> bool:
    """Whether `7d` means the last seven days by itself: a number of days, and no part of an audience."""
    return unit == "d" and _ATTRIBUTED.isdisjoint(beside)


def _ago(words: DateText, place: int) -> Moment | None:
    """Two weeks ago."""
    counted = _count_and_unit(words, place)
    end = counted and words.at(say.AGO, counted[0])
    if not counted or not end:
        return None
    return Moment(counted[0] + end[0] - place, _ago_period(counted[2], counted[1], words.as_of))


def _ago_said_first(words: DateText, place: int) -> Moment | None:
    """Hace dos semanas, vor zwei Wochen, il y a deux semaines."""
    start = words.at(say.AGO_BEFORE, place)
    counted = start and _count_and_unit(words, place + start[0])
    return Moment(counted[0] - place, _ago_period(counted[2], counted[1], words.as_of)) if counted else None


def _count_and_unit(words: DateText, place: int) -> tuple[int, int, str] | None:
    """(place after, count, unit)."""
    count = words.count(place)
    unit = words.at(say.UNITS, place + count[0]) if count else None
    return (place + count[0] + unit[0], count[1], unit[1]) if count and unit else None


def _ago_period(unit: str, count: int, as_of: date) -> Period:
    if unit == "day":
        return one_day(as_of - count * _DAY)
    if unit == "fortnight":
        return whole("week", as_of, -2 * count)
    return whole(unit, as_of, -count)


def _counted(words: DateText, place: int) -> Moment | None:
    """Last 30 days, past two weeks, 30 derniers jours, the next 2 weeks, last two full months."""
    size, way, count = _way_and_count(words, place)
    full = words.at(say.FULL, place + size) if size else None
    unit = words.at(say.UNITS, place + size + (full[0] if full else 0)) if size else None
    if not unit:
        return None
    end = size + (full[0] if full else 0) + unit[0]
    behind = None if full else _full_behind(words, place + end)
    if way == "next":
        span = rolling(unit[1], count, words.as_of)
        return Moment(end, Period(words.as_of + _DAY, words.as_of + (span.end - span.start) + _DAY))
    if (full or behind) and unit[1] != "day":
        end += behind[0] if behind else 0
        steps = min(count, 500)
        return Moment(end, Period(whole(unit[1], words.as_of, -steps).start, whole(unit[1], words.as_of, -1).end))
    return Moment(end, rolling(unit[1], count, words.as_of))


def _full_behind(words: DateText, place: int) -> tuple[int, str] | None:
    """Full as an adjective behind its noun, `semanas completas`; in English it belongs to what follows."""
    return words.at(say.FULL, place) if words.word(place) not in _ENGLISH_FULL else None


def _way_and_count(words: DateText, place: int) -> tuple[int, str, int]:
    """(number of words, last or past or next, count) of `last 30` and of `30 derniers`; 0 words where it is neither."""
    way = (words.at(say.LAST, place) or words.at(say.NEXT, place)) if words.word(place) != "final" else None
    count = way and words.count(place + way[0])
    if way and count:
        return way[0] + count[0], way[1], count[1]
    count = words.count(place)
    way = count and (words.at(say.LAST, place + count[0]) or words.at(say.NEXT, place + count[0]))
    return (count[0] + way[0], way[1], count[1]) if count and way else (0, "", 0)


def _whole(words: DateText, place: int) -> Moment | None:
    """Last month, this week, past quarter, last full week; semana pasada, mois dernier."""
    before = words.at(say.BEFORE_THIS, place)
    if before:
        return Moment(before[0], whole(before[1], words.as_of, -1))
    for table in (say.LAST, say.THIS, say.NEXT):
        way = words.at(table, place) if words.word(place) != "final" else None  # final hours, final week: a theme
        full = words.at(say.FULL, place + way[0]) if way else None
        unit = way and words.at(say.UNITS, place + way[0] + (full[0] if full else 0))
        if way and unit and unit[1] != "hour":
            size = way[0] + (full[0] if full else 0) + unit[0]
            behind = None if full else _full_behind(words, place + size)
            full, size = full or behind, size + (behind[0] if behind else 0)
            is_doubtful = unit[1] == "day" and way[1] != "this"  # last day to save, next day delivery
            period = _one("last" if full and way[1] == "past" else way[1], unit[1], words.as_of)
            return Moment(size, period, clear=not is_doubtful)
        unit = words.at(say.UNITS, place)
        way = unit and words.at(table, place + unit[0])
        if unit and way and words.word(place + unit[0]) not in _ENGLISH_WAYS:
            return Moment(way[0] + unit[0], _one(way[1], unit[1], words.as_of))
    return None


def _one(way: str, unit: str, as_of: date) -> Period:
    if (way == "past" and unit != "day") or (way == "last" and unit == "fortnight"):
        return rolling(unit, 1, as_of)
    if way == "this":
        return whole(unit, as_of, 0, until_now=unit != "weekend")
    return whole(unit, as_of, 1 if way == "next" else -1)


def rolling(unit: str, count: int, as_of: date) -> Period:
    """The last so many units, today included.

    >>> rolling("day", 30, date(2024, 3, 1)).start
    datetime.date(2024, 2, 1)
    """
    if unit == "hour":
        return Period(as_of - max(1, count // _HOURS) * _DAY, as_of)
    if unit in _MONTHS_OF:
        count = min(count, 600 // _MONTHS_OF[unit])
        months = count * _MONTHS_OF[unit]
        start = max(months_before(as_of, months) + _DAY, months_before(as_of + _DAY, months))  # ends of months differ
        return Period(start, as_of)
    return Period(as_of - (min(count, 3650) * _DAYS_OF[unit] - 1) * _DAY, as_of)


def whole(unit: str, as_of: date, steps: int, *, until_now: bool = False) -> Period:
    """The calendar's unit that holds a day, or one some steps away.

    >>> whole("month", date(2024, 3, 15), -1)
    Period(start=datetime.date(2024, 2, 1), end=datetime.date(2024, 2, 29))
    """
    period = _unit(unit, as_of, max(-500, min(500, steps)))
    return Period(period.start, max(period.start, as_of)) if until_now else period


def _unit(unit: str, as_of: date, steps: int) -> Period:
    if unit in {"week", "fortnight"}:
        return week_around(as_of + 7 * steps * _DAY)
    if unit == "weekend":
        monday = week_around(as_of + 7 * steps * _DAY).start
        return Period(monday + 5 * _DAY, monday + 6 * _DAY)
    if unit == "year":
        return year_of(max(1900, as_of.year + max(-100, min(50, steps))))
    spans = {"month": (month, 1), "quarter": (quarter, 3), "half": (half, 6)}
    if unit in spans:
        span, months = spans[unit]
        return span(as_of.year, (as_of.month - 1) // months + 1 + steps)
    return one_day(as_of + steps * _DAY)
