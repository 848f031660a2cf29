"""Times with a beginning or an end alone, and around a day: since mid October, before Christmas, 5 May or later."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.search.dates import words as say
from domain.search.dates.distance import units_after, units_before
from domain.search.dates.ranges import Read
from domain.search.dates.relative import rolling
from domain.search.dates.spans import OPEN_START, Edge, one_day
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_DAY = timedelta(1)
_AROUND_EVENT, _AROUND_DAY, _MOST = 7, 3, 400
_COMPARED = re.compile(r"(?:>=?|<=?|≥|≤)$")


def since(words: DateText, place: int) -> Read | None:
    """Since A; from A onwards."""
    opened = words.at(say.SINCE, place)
    from_ = words.at(say.FROM, place)
    for found in (opened, from_):
        start = words.past_article(place + found[0]) if found else 0
        of = (words.moment(start) or _so_long(words, start)) if found else None
        if not found or not of:
            continue
        end = start + of.size
        on = words.at(say.ONWARDS, end)
        if found is opened or on:
            last = end + (on[0] if on else 0)
            return Read(last - place, Period(of.first, max(of.first, words.as_of)), of.impossible)
    return None


def _so_long(words: DateText, place: int) -> Moment | None:
    """Seit zwei Wochen, depuis 2 semaines: up to today."""
    count = words.count(place)
    unit = words.at(say.UNITS, place + count[0]) if count else None
    if not count or not unit or unit[1] == "weekend":
        return None
    return Moment(count[0] + unit[0], rolling(unit[1], count[1], words.as_of))


def onwards(words: DateText, place: int) -> Read | None:
    """October onwards, 5 October or later, 5 October or earlier."""
    start = place if words.moment(place) else words.after(say.DURING, place)
    of = words.moment(start)
    if not of or not (of.clear or of.event or start > place):
        return None
    behind = start + of.size
    later, earlier = words.at(say.LATER, behind), words.at(say.EARLIER, behind)
    if later:
        return Read(behind + later[0] - place, Period(of.first, max(of.first, words.as_of)), of.impossible)
    if earlier:
        return Read(behind + earlier[0] - place, Period(OPEN_START, max(OPEN_START, of.last)), of.impossible)
    return None


def signed(words: DateText, place: int) -> Read | None:
    """>= 2024-12-20, < 1 March: a comparison of days."""
    found = _COMPARED.search(words.before(place))
    of = words.moment(place) if found else None
    if not found or not of or of.period.days > 1 or not of.clear:
        return None
    day, sign = of.period.start, found.group()
    if sign[0] in ">≥":
        first = day if sign != ">" else day + _DAY
        return Read(of.size, Period(first, max(first, words.as_of)), of.impossible)
    last = day if sign != "<" else day - _DAY
    return Read(of.size, Period(OPEN_START, max(OPEN_START, last)), of.impossible)


def until(words: DateText, place: int) -> Read | None:
    """Until A, up to A, by A: from the beginning."""
    found = words.at(say.UNTIL, place)
    start = words.past_article(place + found[0]) if found else 0
    now = words.at(say.NOW, start) if found else None
    of = Moment(now[0], one_day(words.as_of)) if now else words.moment(start) if found else None
    if not of:
        return None
    if words.word(place) == "up" and words.count(start) and of.edge is not Edge.NONE:
        return Read(start + of.size - place, of.period)  # up to 3 days before Christmas
    return Read(start + of.size - place, Period(OPEN_START, max(OPEN_START, of.last)), of.impossible)


def lasting(words: DateText, place: int) -> Read | None:
    """12 January for two weeks, from 12 January for 7 days, ab 12. Januar für zwei Wochen."""
    opened = words.at(say.SINCE, place) or words.at(say.FROM, place) or words.at(say.DURING, place)
    start = words.past_article(place + opened[0]) if opened else place
    of = words.moment(start)
    said = words.at(say.LASTING, start + of.size) if of else None
    begin = start + of.size + said[0] if of and said else 0
    count = words.count(begin) if said else None
    if count and words.at(say.UNITS, begin) is not None and words.at(say.UNITS, begin + count[0]) is None:
        count = (0, 1)  # a fortnight is a number of days, and a unit
    unit = words.at(say.UNITS, begin + count[0]) if count else None
    if not of or of.period.days > 1 or not count or not unit or unit[1] in {"hour", "weekend"}:
        return None
    period = units_after(of.first - _DAY, unit[1], min(count[1], _MOST))
    return Read(begin + count[0] + unit[0] - place, period, of.impossible)


def at_least(words: DateText, place: int) -> Read | None:
    """At least a week before Christmas: until then; more than two weeks after it: from then on."""
    said = words.at(say.AT_LEAST, place)
    start = place + said[0] if said else 0
    count = words.count(start) if said else None
    unit = words.at(say.UNITS, start + count[0]) if count else None
    behind = start + count[0] + unit[0] if count and unit else 0
    for table, is_before in ((say.BEFORE, True), (say.AFTER, False)):
        side = words.at(table, behind) if behind else None
        of_place = words.past_article(behind + side[0]) if side else 0
        of = words.moment(of_place) if side else None
        if said and of and count and unit:
            size = of_place + of.size - place
            if is_before:
                last = units_before(of.first, unit[1], min(count[1], _MOST)).start - said[1] * _DAY
                return Read(size, Period(OPEN_START, max(OPEN_START, last)), of.impossible)
            first = units_after(of.last, unit[1], min(count[1], _MOST)).end + said[1] * _DAY
            return Read(size, Period(first, max(first, words.as_of)), of.impossible)
    return None


def before_or_after(words: DateText, place: int) -> Read | None:
    """Before A, after A."""
    for table, is_before in ((say.BEFORE, True), (say.AFTER, False)):
        found = words.at(table, place)
        start = words.past_article(place + found[0]) if found else 0
        of = words.moment(start) if found else None
        if of:
            size = start + of.size - place
            if is_before:
                return Read(size, Period(OPEN_START, max(OPEN_START, of.first - _DAY)), of.impossible)
            first = of.last + _DAY
            return Read(size, Period(first, max(first, words.as_of)), of.impossible)
    return None


def around(words: DateText, place: int) -> Read | None:
    """Around A: a week on both sides of an event, three days of a day; longer times as they are."""
    counted = _counted_around(words, place)
    if counted:
        return counted
    found = words.at(say.AROUND, place)
    start = words.past_article(place + found[0]) if found else 0
    of = words.moment(start) if found else None
    if not of:
        return None
    short = of.period.days <= 7  # noqa: PLR2004
    margin = _AROUND_EVENT if of.event else _AROUND_DAY if short else 0
    return Read(start + of.size - place, widened(of.period, margin))


def _counted_around(words: DateText, place: int) -> Read | None:
    """Within 3 days of A, 3 days around A."""
    within = words.at(say.WITHIN, place)
    start = place + (within[0] if within else 0)
    count = words.count(start)
    unit = words.at(say.UNITS, start + count[0]) if count else None
    behind = start + count[0] + unit[0] if count and unit else 0
    side = words.at(say.BOTH_SIDES, behind) or (words.at(say.OF, behind) if within else None) if behind else None
    of_place = words.past_article(behind + side[0]) if side else 0
    of = words.moment(of_place) if side else None
    if not count or not unit or not of or of.period.days > 31:  # noqa: PLR2004 - a day, an event
        return None
    first, last = units_before(of.first, unit[1], count[1]).start, units_after(of.last, unit[1], count[1]).end
    return Read(of_place + of.size - place, Period(first, last))


def widened(period: Period, days: int) -> Period:
    """Some days more on both sides."""
    return Period(period.start - days * _DAY, period.end + days * _DAY)
