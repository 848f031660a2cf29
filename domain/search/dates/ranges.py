"""Times with a beginning and an end: from 3 to 9 March, Sept/Oct, between Halloween and Black Friday, weeks 30 to 32."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.search.dates import words as say
from domain.search.dates.days import latest_day, number_word
from domain.search.dates.distance import units_after, units_before
from domain.search.dates.periods import week_number
from domain.search.dates.spans import edge_of, first_from, iso_week, latest_begun, month, months_before, one_day
from domain.search.dates.text import DateText, Moment
from domain.search.phrases import Phrases
from domain.vocabulary import Period

_DAY = timedelta(1)
_HYPHENS = frozenset("-–—→~>")
_LISTS = frozenset("/&+")
_MONTH = 28
_MONTHS = {"month": 1, "quarter": 3, "half": 6}


class Doubt(StrEnum):
    """Why a range is not quite what was written."""

    NONE = ""
    SWAPPED = "swapped"
    """Its end was told first."""
    SPANNED = "spanned"
    """Times apart from each other, read as one from the first to the last."""


class Read(NamedTuple):
    """What some words mean."""

    size: int
    """Number of words."""
    period: Period
    impossible: bool = False
    """Whether they name a day that no calendar has."""
    doubt: Doubt = Doubt.NONE


def between(words: DateText, place: int) -> Read | None:
    """From A to B, between A and B, A - B."""
    opened = words.at(say.BETWEEN, place) or words.at(say.FROM, place) or words.at(say.DURING, place)
    for start in (place + opened[0], place) if opened else (place,):
        the = words.after(say.THE, start)
        found = (
            _days_then_month(words, the)
            or _month_then_days(words, the)
            or _weeks(words, the)
            or _on_both_sides(words, the)
            or _ordinals_then_unit(words, the)
            or _two_moments(words, start, opened=start > place)
            or (_two_moments(words, the, opened=start > place) if the > start else None)
        )
        if found:
            is_between = words.at(say.BETWEEN, place) is not None
            doubt = Doubt.NONE if is_between and found.doubt is Doubt.SPANNED else found.doubt
            return found._replace(size=found.size - place, doubt=doubt)
    return None


def _joint(words: DateText, place: int) -> int:
    """Place after `to`, `and` or a hyphen; 0 where there is none."""
    found = words.at(say.TO, place) or words.at(say.AND, place)
    if found:
        return words.past_article(place + found[0])
    return place if set(words.before(place)) & _HYPHENS or words.before(place)[:2] == ".." else 0


def _joint_or_list(words: DateText, place: int) -> int:
    """The same, or behind a sign of a list: 9/10 November, November 9th & 10th."""
    return _joint(words, place) or (place if set(words.before(place)) & _LISTS else 0)


def _days_then_month(words: DateText, place: int) -> Read | None:
    """3 to 9 March 2024, 3.-9.3.2024: (place after, period)."""
    place = _past_weekday(words, place)
    first = words.day(place) or _day_in_words(words, place)
    second = _joint_or_list(words, place + first[0]) if first else 0
    end = words.moment(second) if second else None
    weekday = _past_weekday(words, second) - second if second else 0
    second += weekday
    if not first or not end or end.period.days != 1 or not (words.day(second) or _in_words(words, second)):
        return None
    last = end.period.start
    if end.yearly and _on_day(last, first[1]) and last.year < words.as_of.year:
        later = end.yearly(last.year + 1)  # the range may have begun while its end is still to come
        begun = _on_day(later.start, first[1]) if later else None
        last = later.start if later and begun and begun <= words.as_of else last
    start = _on_day(last, first[1])
    is_list = words.at(say.AND, place + first[0]) is not None
    if not start or (start > last and end.monthly):
        return None
    read = _in_order(start, last, is_list=is_list)
    return read._replace(size=second - weekday + end.size, impossible=end.impossible)


def _past_weekday(words: DateText, place: int) -> int:
    """The place of the number behind a weekday: Mon 2 to Fri 6 March."""
    named = words.at(say.WEEKDAYS, place) or words.at(say.SHORT_WEEKDAYS, place)
    return place + named[0] if named and words.day(place + named[0]) else place


def _day_in_words(words: DateText, place: int) -> tuple[int, int] | None:
    """The third, del uno, behind the article: to the tenth of May."""
    ordinal = words.at(say.ORDINALS, place)
    is_told = place > 0 and any(words.at(table, place - 1) is not None for table in (say.THE, say.FROM))
    is_listed = ordinal is not None and words.at(say.ORDINALS, words.after(say.AND, place + ordinal[0])) is not None
    return (ordinal if is_told or is_listed else None) or number_word(words, place)


def _in_words(words: DateText, place: int) -> tuple[int, int] | None:
    return words.at(say.ORDINALS, place) or number_word(words, place)


def _in_order(start: date, end: date, *, is_list: bool) -> Read:
    """The range, its ends in their order; what a list leaves out between them is told. Its size is left to others."""
    if start > end:
        return Read(0, Period(end, start), doubt=Doubt.SWAPPED)
    return Read(0, Period(start, end), doubt=Doubt.SPANNED if is_list and (end - start).days > 1 else Doubt.NONE)


def _ordinals_then_unit(words: DateText, place: int) -> Read | None:
    """The third and fourth quarter of 2024, first and second week of March, first and third Monday in May."""
    first = words.at(say.ORDINALS, place)
    second = _joint_or_list(words, place + first[0]) if first else 0
    last = words.at(say.ORDINALS, second) if second else None
    end = words.moment(second) if last else None
    if not first or not last or not end or first[1] >= last[1] or words.month(second + last[0]):
        return None
    unit = words.at(say.UNITS, second + last[0])
    steps = last[1] - first[1]
    start = months_before(end.period.start, steps * _MONTHS[unit[1]]) if unit and unit[1] in _MONTHS else None
    day = words.at(say.WEEKDAYS, second + last[0]) is not None or (unit is not None and unit[1] == "weekend")
    if not start and not (day or (unit and unit[1] == "week")):
        return None
    start = start or end.period.start - 7 * steps * _DAY
    doubt = Doubt.SPANNED if steps > 1 or day else Doubt.NONE
    return Read(second + end.size, Period(start, end.period.end), end.impossible, doubt)


def _on_day(day: date, number: int) -> date | None:
    """Another day of the same month; None where it has no such day."""
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def _month_then_days(words: DateText, place: int) -> Read | None:
    """Jan 1-15, March 3 to 9, 2024; the last of the month for a day that it does not have."""
    start = words.moment(place)
    second = _joint_or_list(words, place + start.size) if start and start.period.days == 1 else 0
    day = words.day(second) if second else None
    if not start or not day or not words.month(place) or words.month(second + day[0]):
        return None
    year = words.year_after(second + day[0])
    first = start.period.start
    if year:
        first = first.replace(year=year[1], day=min(first.day, monthrange(year[1], first.month)[1]))
    most = monthrange(first.year, first.month)[1]
    last = first.replace(day=min(day[1], most))
    size = second + day[0] + (year[0] if year else 0)
    return Read(size, Period(first, last), day[1] > most or start.impossible) if first <= last else None


def _weeks(words: DateText, place: int) -> Read | None:
    """Weeks 30-32, KW 30 bis 32."""
    number, size = week_number(words, place)
    second = _joint(words, place + size) if number else 0
    last = words.word(second) if second and second not in words.amounts else ""
    if not last.isdecimal() or len(last) > 2 or words.month(second + 1) is not None:  # noqa: PLR2004
        return None
    told = words.year_after(second + 1)
    first = latest_begun(lambda year: iso_week(year, number), words.as_of)
    year = told[1] if told else (first.start + 3 * _DAY).year if first else words.as_of.year
    start, end = iso_week(year, number), iso_week(year, int(last))
    behind = second + 1 + (told[0] if told else 0)
    if not start or not end or start.start > end.end:
        return None
    is_apart = words.at(say.AND, place + size) is not None and int(last) - number > 1
    return Read(behind, Period(start.start, end.end), doubt=Doubt.SPANNED if is_apart else Doubt.NONE)


def _on_both_sides(words: DateText, place: int) -> Read | None:
    """2 weeks before and 1 week after Black Friday."""
    before = _counted(words, place, say.BEFORE)
    joint = _joint(words, before[0]) if before else 0
    after = _counted(words, joint, say.AFTER) if joint else None
    start = words.past_article(after[0]) if after else 0
    of = words.moment(start) if after else None
    if not before or not after or not of:
        return None
    first = units_before(of.first, before[1], before[2]).start
    return Read(start + of.size, Period(first, units_after(of.last, after[1], after[2]).end))


def _counted(words: DateText, place: int, side: Phrases[str]) -> tuple[int, str, int] | None:
    """(place behind, unit, count) of `2 weeks before`."""
    count = words.count(place)
    unit = words.at(say.UNITS, place + count[0]) if count else None
    behind = words.at(side, place + count[0] + unit[0]) if count and unit else None
    return (place + count[0] + unit[0] + behind[0], unit[1], count[1]) if count and unit and behind else None


def _two_moments(words: DateText, place: int, *, opened: bool) -> Read | None:
    first = words.moment(place)
    behind = place + first.size if first else 0
    second = _joint(words, behind) if first else 0
    is_list = first is not None and (not second or words.at(say.AND, behind) is not None)
    if first and not second and set(words.before(behind)) & _LISTS:
        second = behind
    last = _end(words, second) if second else None
    if not first or not last or (is_list and not _may_be_listed(first, last, opened=opened)):
        return None
    impossible = first.impossible or last.impossible
    if is_list and not opened and (impossible or first.period == last.period):
        return None  # may or may not
    read = _listed(first, last, words.as_of) if is_list and not _is_between(words, place) else None
    read = read or _range_of(first, last, words.as_of)
    return read._replace(size=second + last.size, impossible=impossible) if read else None


def _is_between(words: DateText, place: int) -> bool:
    """Whether `between` stands before a time: its `and` is no list."""
    return any(words.at(say.BETWEEN, one) is not None for one in range(max(0, place - 2), place))


def _listed(first: Moment, last: Moment, as_of: date) -> Read | None:
    """All from the earlier to the later one: today or yesterday, January or March."""
    if first.weekly and last.weekly:
        start, end = first.period, last.period
    else:
        begins, ends = _from_to(first, last, as_of)
        if begins > ends and (first.yearly or last.yearly):
            return None
        start, end = (
            (first.period, last.period) if begins > ends else (_ends(begins, first), _ends(ends, last, back=True))
        )
    early, late = sorted((start, end), key=lambda one: one.start)
    is_apart = (late.start - early.end).days > 1
    return Read(0, Period(early.start, max(early.end, late.end)), doubt=Doubt.SPANNED if is_apart else Doubt.NONE)


def _ends(day: date, of: Moment, *, back: bool = False) -> Period:
    """A time as long as another that begins, or ends, on a day."""
    length = (of.period.days - 1) * _DAY
    return Period(day - length, day) if back else Period(day, day + length)


def _range_of(first: Moment, last: Moment, as_of: date) -> Read | None:
    """From one to the other, or the other way round where no missing year explains their order."""
    is_same_month = _is_one_month(first.period, last.period)
    if first.yearly and last.yearly and is_same_month:
        start, end = first.first, last.last
    else:
        start, end = _from_to(first, last, as_of)
    if start <= end:
        return Read(0, Period(start, end))
    if (first.yearly or last.yearly) and not is_same_month:
        return None
    return Read(0, Period(last.first, first.last), doubt=Doubt.SWAPPED) if last.first <= first.last else None


def _is_one_month(one: Period, other: Period) -> bool:
    return (one.start.year, one.start.month) == (other.end.year, other.end.month)


def _end(words: DateText, place: int) -> Moment | None:
    now = words.at(say.NOW, place)
    if now or words.word(place) == "date":
        return Moment(now[0] if now else 1, one_day(words.as_of))
    return words.moment(place)


def _may_be_listed(first: Moment, last: Moment, *, opened: bool) -> bool:
    """Whether `A and B`, `A/B` is one time: months beside each other, whole dates, and all after `between`."""
    if opened and (first.clear or first.event) and (last.clear or last.event):
        return True
    if (first.event and not first.dated) or (last.event and not last.dated):
        return False
    return min(first.period.days, last.period.days) >= _MONTH or not (first.yearly or last.yearly)


def _from_to(first: Moment, last: Moment, as_of: date) -> tuple[date, date]:
    """Both ends, each year or month that is missing from the other's, or the latest that has begun."""
    start, end = first.period, last.period
    if first.weekly and (not first.dated or (last.weekly and last.dated)):
        start = one_day(end.end - (end.end.weekday() - start.start.weekday()) % 7 * _DAY)
    elif last.weekly:
        end = one_day(start.start + (end.start.weekday() - start.start.weekday()) % 7 * _DAY)
    elif first.monthly:
        start = one_day(latest_day(end.end, start.start.day))
    elif last.monthly:
        end = one_day(_next_day(start.start, end.end.day))
    elif first.yearly and not last.yearly:
        start = latest_begun(first.yearly, end.start) or start
    elif last.yearly and (first.yearly or first.dated or first.period.days > 1):
        end = first_from(last.yearly, start.start) or end
    if end.end < start.start:
        end = one_day(as_of) if last.yearly else end
    return edge_of(start, first.edge) or start.start, edge_of(end, last.edge) or end.end


def _next_day(day: date, number: int) -> date:
    """The first day of this number from a day on."""
    for ahead in range(3):
        first = month(day.year, day.month + ahead).start
        if number <= monthrange(first.year, first.month)[1] and first.replace(day=number) >= day:
            return first.replace(day=number)
    return day
