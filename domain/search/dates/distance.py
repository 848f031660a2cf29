"""Times by their distance from another: the week before Christmas, two weeks from 18 November, week ending 20 October."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.search.dates import words as say
from domain.search.dates.relative import rolling
from domain.search.dates.spans import Edge, months_before, one_day, week_around
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_DAY = timedelta(1)
_RUN_UP = 14
_SOME = {"days": 7, "weeks": 2, "tage": 7, "tagen": 7, "wochen": 2, "dias": 7, "semanas": 2, "jours": 7, "semaines": 2}
"""How many are meant where nobody says: the days before Christmas."""
_MOST, _MOST_NTH = 400, 10
_BOUNDING = frozenset("ending ended starting beginning commencing".split())
"""Words that bound a single unit too: the month ending 30 November, but not the month to November."""
_WEEK, _HOURS = 7, 24
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def run_up(words: DateText, place: int) -> Moment | None:
    """Leading up to Christmas, pre-Christmas: two weeks."""
    up = words.at(say.LEADING_UP, place)
    start = words.past_article(place + up[0]) if up else 0
    of = words.moment(start) if up else None
    if not of or (words.word(place) == "pre" and not of.event):
        return None
    return Moment(start + of.size - place, Period(of.period.start - _RUN_UP * _DAY, of.period.start - _DAY))


def units_beside(words: DateText, place: int) -> Moment | None:
    """The week before Christmas, two weeks after Valentine's, 10 days from 5 October, the 7 days up to 20 October."""
    last, ordinal = words.at(say.LAST, place), words.at(say.ORDINALS, place)
    lead = last[0] if last else ordinal[0] if ordinal else 0
    nth = 1 if last or not ordinal else ordinal[1]
    first, place = place, place + lead
    count = words.count(place)
    is_both = words.at(say.UNITS, place) is not None  # a fortnight is a number of days, and a unit
    if count and is_both and words.at(say.UNITS, place + count[0]) is None:
        count = None
    unit_place = place + (count[0] if count else 0)
    unit = words.at(say.UNITS, unit_place)
    if not unit:
        return None
    amount = min(count[1] if count else _SOME.get(words.word(unit_place), 1), _MOST)
    behind = unit_place + unit[0]
    unit = (unit[0], "day") if unit[1] == "hour" else unit
    amount = max(1, amount // _HOURS) if words.at(say.UNITS, unit_place) != unit else amount
    found = _before_or_after(words, behind, unit[1], amount, nth)
    if found:
        return replace(found, size=found.size - first, edge=found.edge if count else Edge.NONE)
    is_bounded = not lead and (count or unit[1] == "fortnight" or words.word(behind) in _BOUNDING)
    return _bounded(words, place, behind, unit[1], amount) if is_bounded else None


def _before_or_after(words: DateText, side_place: int, unit: str, count: int, nth: int) -> Moment | None:
    """The `nth` such time, with the place behind its words as its size."""
    for table, is_before in ((say.LEADING_UP, True), (say.BEFORE, True), (say.AFTER, False)):
        side = words.at(table, side_place)
        start = words.past_article(side_place + side[0]) if side else 0
        of = words.moment(start) if side else None
        if of:
            edge, step = (of.first, units_before) if is_before else (of.last, units_after)
            period = step(edge, unit, count)
            for _ in range(1, min(nth, _MOST_NTH)):
                period = step(period.start if is_before else period.end, unit, count)
            point = Edge.FIRST if is_before else Edge.LAST
            return Moment(start + of.size, period, dated=of.event or of.dated, edge=point)
    return None


def _bounded(words: DateText, place: int, behind: int, unit: str, count: int) -> Moment | None:
    """So many days up to, or from, a day that counts as one of them."""
    for table, is_end in ((say.ENDING, True), (say.STARTING, False)):
        side = words.at(table, behind)
        start = words.past_article(behind + side[0]) if side else 0
        of = words.moment(start) if side else None
        if of and unit != "weekend":
            size = start + of.size - place
            return Moment(
                size,
                Period(rolling(unit, count, of.last).start, of.last)
                if is_end
                else units_after(of.first - _DAY, unit, count),
            )
    return None


def units_before(day: date, unit: str, count: int) -> Period:
    """So many units up to the day before a day."""
    last = day - _DAY
    if unit == "weekend":
        sunday = day - (day.weekday() + 1) * _DAY if day.weekday() < 6 else day - 7 * _DAY  # noqa: PLR2004 - Sunday
        return Period(sunday - _DAY, sunday)
    return Period(rolling(unit, count, last).start, last)


def units_after(day: date, unit: str, count: int) -> Period:
    """So many units from the day behind a day."""
    first = day + _DAY
    if unit == "weekend":
        saturday = first + (5 - first.weekday()) % 7 * _DAY
        return Period(saturday, saturday + _DAY)
    if unit in _MONTHS:
        return Period(first, months_before(first, -_MONTHS[unit] * count) - _DAY)
    span = rolling(unit, count, first)
    return Period(first, first + (span.end - span.start))


def weekday_beside(words: DateText, place: int) -> Moment | None:
    """The Sunday before Christmas, the Monday after Thanksgiving."""
    named = words.at(say.WEEKDAYS, place)
    for table, step in ((say.BEFORE, -1), (say.AFTER, 1)):
        side = words.at(table, place + named[0]) if named else None
        behind = words.past_article(place + named[0] + side[0]) if named and side else 0
        of = words.moment(behind) if behind else None
        if named and of:
            edge = of.first if step < 0 else of.last
            away = (step * (named[1] - edge.weekday())) % 7 or 7
            day = one_day(edge + step * away * _DAY)
            return Moment(behind + of.size - place, day, dated=of.event or of.dated)
    return None


def eve(words: DateText, place: int) -> Moment | None:
    """The eve of Thanksgiving, la veille de Noël, le lendemain de Noël."""
    said = words.at(say.EVE, place)
    start = words.past_article(place + said[0]) if said else 0
    of = words.moment(start) if said else None
    if not said or not of:
        return None
    day = of.first - _DAY if said[1] == "eve" else of.last + _DAY
    return Moment(start + of.size - place, one_day(day))


def week_of(words: DateText, place: int) -> Moment | None:
    """The week of 4 March, the weekend of Valentine's, week commencing 7 October, w/e 20 October."""
    for table, is_end in ((say.WEEK_STARTING, False), (say.WEEK_ENDING, True)):
        said = words.at(table, place)
        start = words.past_article(place + said[0]) if said else 0
        of = words.moment(start) if said else None
        if of and of.period.days == 1:
            first = of.period.start - 6 * _DAY if is_end else of.period.start
            return Moment(start + of.size - place, Period(first, first + 6 * _DAY))
    return _week_around(words, place)


def _week_around(words: DateText, place: int) -> Moment | None:
    unit = words.at(say.UNITS, place)
    if not unit or unit[1] not in {"week", "weekend"}:
        return None
    begun = words.at(say.BEGINNING, place + unit[0])
    behind = words.past_article(place + unit[0] + begun[0]) if begun else 0
    first = words.moment(behind) if begun and unit[1] == "week" else None
    if begun and first and first.period.days == 1:
        return Moment(behind + first.size - place, Period(first.period.start, first.period.start + 6 * _DAY))
    start = words.after(say.THE, words.after(say.OF, place + unit[0]))
    of = words.moment(start) if start > place + unit[0] else None
    if not of or of.period.days > _WEEK:  # of something shorter than a week
        return None
    week = week_around(of.period.start)
    return Moment(start + of.size - place, week if unit[1] == "week" else Period(week.start + 5 * _DAY, week.end))
