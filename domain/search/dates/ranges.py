"""Times with a beginning, an end, or a distance: from 3 to 9 March, since mid October, the week before Christmas."""

from __future__ import annotations

from datetime import date, timedelta

from domain.search.dates import words as say
from domain.search.dates.moments import moment
from domain.search.dates.relative import rolling
from domain.search.dates.spans import (
    OPEN_START,
    first_from,
    latest_begun,
    months_before,
    one_day,
)
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_DAY = timedelta(1)
_AROUND_EVENT, _AROUND_DAY, _RUN_UP = 7, 3, 14
_SOME = {"days": 7, "weeks": 2, "tage": 7, "tagen": 7, "wochen": 2, "dias": 7, "semanas": 2, "jours": 7, "semaines": 2}
"""How many are meant where nobody says: the days before Christmas."""
_HYPHENS = frozenset("-–—")
Read = tuple[int, Period]
"""(number of words, what they mean)."""


def between(words: DateText, place: int) -> Read | None:
    """From A to B, between A and B, A - B."""
    opened = words.at(say.BETWEEN, place) or words.at(say.FROM, place) or words.at(say.DURING, place)
    for start in {place + opened[0], place} if opened else {place}:
        the = words.after(say.THE, start)
        found = _days_then_month(words, the) or _month_then_days(words, the) or _two_moments(words, start)
        if found:
            return found[0] - place, found[1]
    return None


def _joint(words: DateText, place: int) -> int:
    """Place after `to`, `and` or a hyphen; 0 where there is none."""
    found = words.at(say.TO, place) or words.at(say.AND, place)
    if found:
        return words.after(say.THE, place + found[0])
    return place if set(words.before(place)) & _HYPHENS else 0


def _days_then_month(words: DateText, place: int) -> Read | None:
    """3 to 9 March 2024: (place after, period)."""
    first = words.day(place)
    second = _joint(words, place + first[0]) if first else 0
    end = moment(words, second) if second else None
    if not first or not end or end.period.days != 1 or not words.day(second):
        return None
    last = end.period.start
    if end.yearly and _on_day(last, first[1]) and last.year < words.as_of.year:
        later = end.yearly(last.year + 1)  # the range may have begun while its end is still to come
        begun = _on_day(later.start, first[1]) if later else None
        last = later.start if later and begun and begun <= words.as_of else last
    start = _on_day(last, first[1])
    return (second + end.size, Period(start, last)) if start and start <= last else None


def _on_day(day: date, number: int) -> date | None:
    """Another day of the same month; None where it has no such day."""
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def _month_then_days(words: DateText, place: int) -> Read | None:
    """Jan 1-15, March 3 to 9, 2024."""
    start = moment(words, place)
    second = _joint(words, place + start.size) if start and start.period.days == 1 else 0
    day = words.day(second) if second else None
    if not start or not day or not words.month(place) or words.month(second + day[0]):
        return None
    year = words.year_after(second + day[0])
    first = start.period.start
    try:
        first = first.replace(year=year[1] if year else first.year)
        last = first.replace(day=day[1])
    except ValueError:
        return None
    return (second + day[0] + (year[0] if year else 0), Period(first, last)) if first <= last else None


def _two_moments(words: DateText, place: int) -> Read | None:
    first = moment(words, words.after(say.THE, place))
    the = words.after(say.THE, place)
    second = _joint(words, the + first.size) if first else 0
    last = moment(words, second) if second else None
    if not first or not last:
        return None
    period = _from_to(first, last, words.as_of)
    return (second + last.size, period) if period else None


def _from_to(first: Moment, last: Moment, as_of: date) -> Period | None:
    """Both ends, each year that is missing from the other's, or the latest that has begun."""
    start, end = first.period, last.period
    if first.yearly and not last.yearly:
        start = latest_begun(first.yearly, end.start) or start
    elif last.yearly and (first.yearly or first.dated or first.period.days > 1):
        end = first_from(last.yearly, start.start) or end
    if end.end < start.start:
        end = one_day(as_of) if last.yearly else end
    return Period(start.start, end.end) if start.start <= end.end else None


def since(words: DateText, place: int) -> Read | None:
    """Since A; from A onwards."""
    opened = words.at(say.SINCE, place)
    from_ = words.at(say.FROM, place)
    for found in (opened, from_):
        start = words.after(say.THE, place + found[0]) if found else 0
        of = moment(words, start) if found else None
        if not found or not of:
            continue
        end = start + of.size
        on = words.at(say.ONWARDS, end)
        if found is opened or on:
            last = end + (on[0] if on else 0)
            return last - place, Period(of.period.start, max(of.period.start, words.as_of))
    return None


def until(words: DateText, place: int) -> Read | None:
    """Until A, up to A, by A: from the beginning."""
    found = words.at(say.UNTIL, place)
    start = words.after(say.THE, place + found[0]) if found else 0
    of = moment(words, start) if found else None
    return (start + of.size - place, Period(OPEN_START, max(OPEN_START, of.period.end))) if of else None


def before_or_after(words: DateText, place: int) -> Read | None:
    """Before A, after A."""
    for table, is_before in ((say.BEFORE, True), (say.AFTER, False)):
        found = words.at(table, place)
        start = words.after(say.THE, place + found[0]) if found else 0
        of = moment(words, start) if found else None
        if of:
            size = start + of.size - place
            if is_before:
                return size, Period(OPEN_START, max(OPEN_START, of.period.start - _DAY))
            return size, Period(of.period.end + _DAY, max(of.period.end + _DAY, words.as_of))
    return None


def distance(words: DateText, place: int) -> Read | None:
    """The week before Christmas, two weeks after Valentine's, leading up to Black Friday."""
    start = words.after(say.THE, place)
    up = words.at(say.LEADING_UP, start)
    of = moment(words, words.after(say.THE, start + up[0])) if up else None
    if up and of:
        end = words.after(say.THE, start + up[0]) + of.size
        return end - place, Period(of.period.start - _RUN_UP * _DAY, of.period.start - _DAY)
    count = words.count(start)
    is_both = words.at(say.UNITS, start) is not None  # a fortnight is a number of days, and a unit
    if count and is_both and words.at(say.UNITS, start + count[0]) is None:
        count = None
    unit_place = start + (count[0] if count else 0)
    unit = words.at(say.UNITS, unit_place)
    if not unit:
        return _weekday_beside(words, place, start)
    amount = count[1] if count else _SOME.get(words.word(unit_place), 1)
    return _before_or_after_by(words, place, unit_place + unit[0], unit[1], min(amount, 400))


def _weekday_beside(words: DateText, place: int, start: int) -> Read | None:
    """The Sunday before Christmas, the Monday after Thanksgiving."""
    named = words.at(say.WEEKDAYS, start)
    for table, step in ((say.BEFORE, -1), (say.AFTER, 1)):
        side = words.at(table, start + named[0]) if named else None
        behind = words.after(say.THE, start + named[0] + side[0]) if named and side else 0
        of = moment(words, behind) if behind else None
        if named and of:
            edge = of.period.start if step < 0 else of.period.end
            away = (step * (named[1] - edge.weekday())) % 7 or 7
            return behind + of.size - place, one_day(edge + step * away * _DAY)
    return None


def _before_or_after_by(words: DateText, place: int, side_place: int, unit: str, count: int) -> Read | None:
    for table, is_before in ((say.LEADING_UP, True), (say.BEFORE, True), (say.AFTER, False)):
        side = words.at(table, side_place)
        start = words.after(say.THE, side_place + side[0]) if side else 0
        of = moment(words, start) if side else None
        if of:
            period = (
                _units_before(of.period.start, unit, count) if is_before else _units_after(of.period.end, unit, count)
            )
            return start + of.size - place, period
    return None


def _units_before(day: date, unit: str, count: int) -> Period:
    last = day - _DAY
    if unit == "weekend":
        sunday = day - (day.weekday() + 1) * _DAY if day.weekday() < 6 else day - 7 * _DAY  # noqa: PLR2004 - Sunday
        return Period(sunday - _DAY, sunday)
    return Period(rolling(unit, count, last).start, last)


def _units_after(day: date, unit: str, count: int) -> Period:
    first = day + _DAY
    if unit == "weekend":
        saturday = first + (5 - first.weekday()) % 7 * _DAY
        return Period(saturday, saturday + _DAY)
    if unit in {"month", "quarter", "half", "year"}:
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit] * count
        return Period(first, months_before(first, -months) - _DAY)
    span = rolling(unit, count, first)
    return Period(first, first + (span.end - span.start))


def around(words: DateText, place: int) -> Read | None:
    """Around A: a week on both sides of an event, three days of a day; longer times as they are."""
    found = words.at(say.AROUND, place)
    start = words.after(say.THE, place + found[0]) if found else 0
    of = moment(words, start) if found else None
    if not of:
        return None
    short = of.period.days <= 7  # noqa: PLR2004
    margin = _AROUND_EVENT if of.event else _AROUND_DAY if short else 0
    return start + of.size - place, widened(of.period, margin)


def widened(period: Period, days: int) -> Period:
    """Some days more on both sides."""
    return Period(period.start - days * _DAY, period.end + days * _DAY)
