"""Days by name: 3 March, March 3rd, the 25th, Friday, the second Tuesday of October."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from domain.calendar.event_rules import nth
from domain.search.dates import words as say
from domain.search.dates.periods import week
from domain.search.dates.relative import relative_time
from domain.search.dates.spans import Yearly, latest_begun, month, months_before, one_day, yearly_day
from domain.search.dates.text import DateText, Moment
from domain.search.dates.written import written_date
from domain.search.dates.years import relative_year, with_year
from domain.vocabulary import Period

_DAY = timedelta(1)
_SUFFIXED = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_LONGEST_NAMED = 366
_DAY_COMES_FIRST = frozenset("set out mai mars ago".split())
"""Months of languages that write the day first, and words of others: ad set 5."""
_IN = frozenset("in en em im".split())
"""Between a number and a month, what makes it no day: email 3 in November."""
_ENGLISH_ORDINALS = frozenset(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth twenty thirtieth thirty""".split()
)
"""Days only before `of`: the third of March, but a first March campaign."""
_BEFORE_NUMBERS = frozenset("el le dia o no du del au al ao".split())
"""Before a day of the month whose number is a word: el dos de abril, le deux avril."""
_BEFORE_ORDINALS = frozenset("the am dem vom zum den".split())
_SIMPLE = frozenset("on since by until till before after from to through am seit vom zum bis vor nach ab".split())
"""Before what is then the day of a month in words: since the first, but in the first."""
_LEAP_YEAR = 2024
_WEEK = 7
_SATURDAY, _LAST = 5, -1
_MOST_IN_MONTH = 5


def day_month(words: DateText, place: int) -> Moment | None:
    """3 March 2024, 3rd of March, 3. März, 3 de marzo."""
    day = words.day(place) or words.at(say.ORDINALS, place) or number_word(words, place)
    start = words.after(say.OF, place + day[0]) if day else 0
    named = words.month(start) if day and words.word(place + day[0]) not in _IN else None
    if not day or not named or (start == place + day[0] and words.word(place) in _ENGLISH_ORDINALS):
        return None
    return _dated(words, place, start + named[0] - place, named[1], day[1], short=True)


def number_word(words: DateText, place: int) -> tuple[int, int] | None:
    """El dos, le deux, o dois: (number of words, day)."""
    said = words.at(say.NUMBERS, place) if place and words.word(place - 1) in _BEFORE_NUMBERS else None
    return said if said and said[1] <= 31 else None  # noqa: PLR2004 - days of the longest month


def month_day(words: DateText, place: int) -> Moment | None:
    """March 3, March 3rd, 2024, March the 3rd."""
    named = words.month(place) if words.word(place) not in _DAY_COMES_FIRST else None
    start = words.after(say.THE, place + named[0]) if named else 0
    day = words.day(start) or _ordinal_alone(words, start) if named else None
    if not named or not day:
        return None
    return _dated(words, place, start + day[0] - place, named[1], day[1])


def _ordinal_alone(words: DateText, place: int) -> tuple[int, int] | None:
    """Second, twenty-first, where no noun that it counts follows: April the second, but March first week."""
    said = words.at(say.ORDINALS, place) if words.word(place) in _ENGLISH_ORDINALS else None
    behind = place + said[0] if said else place
    is_counted = words.at(say.UNITS, behind) is not None or words.at(say.WEEKDAYS, behind) is not None
    return None if is_counted else said


def _dated(words: DateText, place: int, size: int, number: int, day: int, *, short: bool = False) -> Moment | None:
    found = with_year(words, size, place, yearly_day(number, day), short=short)
    if found:
        return found
    told = words.year_after(place + size) or relative_year(words, place + size)
    last = month(told[1] if told else _LEAP_YEAR, number).end
    if day <= last.day:
        return None
    if told:
        return Moment(size + told[0], one_day(month(told[1], number).end), impossible=True)
    ends: Yearly = lambda year: one_day(month(year, number).end)  # noqa: E731
    return Moment(size, latest_begun(ends, words.as_of) or one_day(last), ends, impossible=True)


def weekday_and_date(words: DateText, place: int) -> Moment | None:
    """Tuesday 10 December: the day is what counts."""
    named = words.at(say.WEEKDAYS, place) or words.at(say.SHORT_WEEKDAYS, place)
    start = words.after(say.THE, place + named[0]) if named else 0
    of = words.moment(start) if named else None
    if not named or not of or of.period.days != 1 or of.event or not words.word(start)[:1].isalnum():
        return None
    is_written = words.day(start) is not None or words.month(start) is not None or words.word(start)[:1].isdigit()
    return Moment(start + of.size - place, of.period, of.yearly, monthly=of.monthly) if is_written else None


def date_and_weekday(words: DateText, place: int) -> Moment | None:
    """12 February (Thursday); February 12th, Thu: the day is what counts."""
    found = [one for one in (day_month(words, place), month_day(words, place), written_date(words, place)) if one]
    of = max(found, key=lambda one: one.size, default=None)
    named = words.at(say.WEEKDAYS, place + of.size) if of and of.period.days == 1 else None
    is_apart = of is not None and bool(set(words.before(place + of.size)) & set(",(["))
    return replace(of, size=of.size + named[0], clear=True) if of and named and is_apart else None


def bare_day(words: DateText, place: int) -> Moment | None:
    """The 25th, el día 25, am 25.: the latest such day; unclear, unless a word for `day` stands before it."""
    said = words.at(say.DAY_NUMBER, place)
    start = place + said[0] if said else place
    day = words.day(start) if words.month(start + 1) is None else None
    if not day and not said:
        return _bare_ordinal(words, place)
    if not day or not (said or _is_ordinal(words, start)) or words.stem(start + day[0]) in say.NO_DAY:
        return None
    found = latest_day(words.as_of, day[1])
    clear = _SUFFIXED.fullmatch(words.word(start)) is None
    return Moment(start + day[0] - place, one_day(found), clear=clear, monthly=True)


def _bare_ordinal(words: DateText, place: int) -> Moment | None:
    """On the fifth, since the first, am fünften, where nothing follows that it counts."""
    is_told = place > 0 and words.word(place - 1) in _BEFORE_ORDINALS
    is_told = is_told and (
        words.word(place - 1) not in {"the", "dem", "den"} or words.word(max(0, place - 2)) in _SIMPLE
    )
    day = words.at(say.ORDINALS, place) if is_told else None
    behind = place + day[0] if day else 0
    is_last = day is not None and (
        behind >= len(words.tokens) or bool(words.before(behind)) or words.at(say.TO, behind)
    )
    if not day or not is_last:
        return None
    return Moment(day[0], one_day(latest_day(words.as_of, day[1])), clear=False, monthly=True)


def _is_ordinal(words: DateText, place: int) -> bool:
    """25th; 25. before a space; `le 25` where nothing that it counts follows."""
    if _SUFFIXED.fullmatch(words.word(place)):
        return True
    behind = words.tokens[place].end
    if words.sign_behind(place) == "." and not words.text[behind + 1 : behind + 2].isalnum():
        return place > 0 and words.word(place - 1) in {"am", "vom", "zum", "dem", "den", "der"}
    is_last = place + 1 >= len(words.tokens) or bool(words.before(place + 1))
    return is_last and place > 0 and words.word(place - 1) in {"el", "le"} and words.word(place).isdecimal()


def latest_day(as_of: date, day: int) -> date:
    """The latest day of this number up to a day; months without it are left out."""
    for back in range(3):
        first = months_before(as_of.replace(day=1), back)
        if day <= month(first.year, first.month).days and first.replace(day=day) <= as_of:
            return first.replace(day=day)
    return as_of


def weekday(words: DateText, place: int) -> Moment | None:
    """The latest Friday, today included."""
    found = words.at(say.WEEKDAYS, place)
    if not found or (words.word(place) in say.DOUBTFUL_WEEKDAYS and _goes_on(words, place + 1)):
        return None
    back = (words.as_of.weekday() - found[1]) % 7
    return Moment(found[0], one_day(words.as_of - back * _DAY), clear=False, weekly=True)


def _goes_on(words: DateText, place: int) -> bool:
    """Whether a noun may follow: ads on sun hats."""
    tables = (say.DURING, say.AND, say.TO, say.ONWARDS)
    is_closed = bool(words.before(place)) or any(words.at(table, place) for table in tables)
    return place < len(words.tokens) and not is_closed


def weekday_of_week(words: DateText, place: int) -> Moment | None:
    """Friday last week, Friday of week 45, last week's Friday."""
    first = words.at(say.WEEKDAYS, place)
    start = words.past_article(words.after(say.OF, place + first[0])) if first else place
    of = _week_at(words, start)
    if of and first:
        return Moment(start + of.size - place, one_day(of.period.start + first[1] * _DAY))
    behind = words.at(say.WEEKDAYS, place + of.size) if of else None
    if not of or not behind:
        return None
    return Moment(of.size + behind[0], one_day(of.period.start + behind[1] * _DAY))


def _week_at(words: DateText, place: int) -> Moment | None:
    of = relative_time(words, place) or week(words, place) if place < len(words.tokens) else None
    is_week = of is not None and of.period.start.weekday() == 0 and of.period.days <= _WEEK
    return of if is_week and not _is_named_day(words, place) else None


def _is_named_day(words: DateText, place: int) -> bool:
    return words.at(say.DAYS, place) is not None or words.count(place) is not None


def weekend(words: DateText, place: int) -> Moment | None:
    """Over the weekend: the latest that has begun."""
    unit = words.at(say.UNITS, place)
    behind = words.past_article(words.after(say.OF, place + unit[0])) if unit else 0
    if not unit or unit[1] != "weekend" or words.day(behind) or words.moment(behind):
        return None
    saturday = words.as_of - (words.as_of.weekday() - _SATURDAY) % 7 * _DAY
    return Moment(unit[0], Period(saturday, saturday + _DAY), clear=False)


def weekday_of_month(words: DateText, place: int) -> Moment | None:
    """The second Tuesday of October, last Friday in August, the first weekend of September."""
    but_one = words.at(say.LAST_BUT_ONE, place)
    ordinal, last = words.at(say.ORDINALS, place), but_one or words.at(say.LAST, place)
    which = last if but_one else ordinal or last
    if not which:
        return None
    number = _LAST - 1 if but_one else ordinal[1] if ordinal else _LAST
    named = words.at(say.WEEKDAYS, place + which[0])
    unit = words.at(say.UNITS, place + which[0])
    size = named[0] if named else unit[0] if unit and unit[1] == "weekend" else 0
    behind = place + which[0] + size
    start = words.after(say.THE, words.after(say.OF, behind)) if size else 0
    of = _named_or_this(words, start) if size and start > behind else None
    if not of or not 28 <= of.period.days <= _LONGEST_NAMED or of.event or number > _MOST_IN_MONTH:  # noqa: PLR2004
        return None
    wanted = named[1] if named else _SATURDAY
    size = start + of.size - place
    yearly = of.yearly
    inner: Yearly | None = (
        (lambda year: (entire := yearly(year)) and _nth_in(entire, wanted, number, is_weekend=not named))
        if yearly
        else None
    )
    return Moment(size, _nth_in(of.period, wanted, number, is_weekend=not named), inner)


def _named_or_this(words: DateText, place: int) -> Moment | None:
    of = words.moment(place)
    if of or words.at(say.UNITS, place) is None:
        return of
    unit = words.at(say.UNITS, place)
    as_of = words.as_of
    return Moment(unit[0], month(as_of.year, as_of.month)) if unit and unit[1] == "month" else None


def _nth_in(of: Period, wanted: int, number: int, *, is_weekend: bool) -> Period:
    """The n-th such weekday of a time; -1: its last, -2: the one before."""
    if number <= _LAST:
        day = nth(of.end.year, of.end.month, wanted, -1) + 7 * (number - _LAST) * _DAY
    else:
        day = of.start + ((wanted - of.start.weekday()) % 7 + 7 * (number - 1)) * _DAY
    return Period(day, day + _DAY) if is_weekend else one_day(day)
