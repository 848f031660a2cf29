"""Parts of a time: early March, end of last month, second half of January, first two weeks of Q4."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from domain.search.dates import words as say
from domain.search.dates.relative import whole
from domain.search.dates.spans import Edge, Yearly, iso_week, latest_begun, month, month_days, one_day, part_of
from domain.search.dates.text import DateText, Moment
from domain.search.dates.years import with_year
from domain.vocabulary import Period

_DAY = timedelta(1)
_LONGEST_PART, _SHORTEST_WHOLE = 366, 7
_COMPOUND = re.compile(r"([a-z]{3,9})(woche|halfte)")
_NUMBERED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_SOME = {"days": 7, "tage": 7, "tagen": 7, "dias": 7, "jours": 7}
"""How many are meant where nobody says: the last days of November."""
_HALF_MONTHS = frozenset("quincena quinzena quinzaine".split())
"""Of a month, its days up to 15, and those behind: no fourteen days."""
_EDGES = {"mid": Edge.MIDDLE, "start": Edge.FIRST, "end": Edge.LAST}


def part(words: DateText, place: int) -> Moment | None:
    """Early March, mid-October, end of last month, start of the year, Anfang März, second half of January."""
    found = words.at(say.PARTS, place) or _half_as_part(words, place)
    unit = words.at(say.UNITS, place)
    if not found or (unit and unit[1] == "weekend"):
        return _in_one_word(words, place)
    start = words.after(say.THE, words.after(say.OF, place + found[0]))
    of = whole_at(words, start)
    if not of or not _SHORTEST_WHOLE <= of.period.days <= _LONGEST_PART or of.event:
        return None
    unit = words.at(say.UNITS, start)
    read = _part_of(words, of, found[1], start + of.size - place, unit[1] if unit and unit[0] == of.size else "")
    is_season = words.at(say.SEASONS, start) is not None and not of.clear
    return replace(read, clear=not is_season)  # an end of summer clearance is one whenever it runs


def _in_one_word(words: DateText, place: int) -> Moment | None:
    """Jahresende, month-end, Monatsmitte März."""
    found = words.at(say.COMPOUND_PARTS, place)
    if not found:
        return None
    name, unit = found[1].split()
    named = words.moment(place + found[0]) if unit == "month" and words.month(place + found[0]) else None
    if named:
        return _part_of(words, named, name, found[0] + named.size)
    year = words.year_after(place + found[0]) if unit == "year" else None
    if year:
        of = Moment(0, Period(month(year[1], 1).start, month(year[1], 12).end))
        return _part_of(words, of, name, found[0] + year[0])
    return replace(_part_of(words, _this(unit, words, found[0]), name, found[0], unit), clear=False)


def _part_of(words: DateText, of: Moment, name: str, size: int, unit: str = "") -> Moment:
    """`unit`: of the running month, quarter, ...: of the one before where that part is still to come."""
    yearly = of.yearly
    inner: Yearly | None = (lambda year: (entire := yearly(year)) and part_of(entire, name)) if yearly else None
    period = (latest_begun(inner, words.as_of) if inner else None) or part_of(of.period, name)
    if unit and period.start > words.as_of:
        period = part_of(whole(unit, words.as_of, -1), name)
    return Moment(size, period, inner, edge=_EDGES.get(name, Edge.NONE))


def whole_at(words: DateText, place: int) -> Moment | None:
    """A time by name, or the running unit: the month, the year."""
    this = words.at(say.THIS, place)
    size = this[0] if this else 0
    unit = words.at(say.UNITS, place + size)
    entire = _this(unit[1], words, size + unit[0]) if unit and unit[1] != "hour" else None
    return entire if this and entire else words.moment(place) or entire


def _this(unit: str, words: DateText, size: int) -> Moment:
    return Moment(size, whole(unit, words.as_of, 0))


def _half_as_part(words: DateText, place: int) -> tuple[int, str] | None:
    """The half of something shorter than a year: `second half of` before a month, a quarter, `last month`."""
    found = words.at(say.HALVES, place)
    behind = place + found[0] if found else place
    start = words.after(say.THE, words.after(say.OF, behind)) if found else place
    if not found or words.word(place)[:1] == "h" or words.year(start):
        return None
    of = whole_at(words, start) if start > behind or words.month(start) else None
    is_shorter = of is not None and of.period.days < 100 and not of.event  # noqa: PLR2004 - a quarter and less
    return (found[0], "first half" if found[1] == 1 else "second half") if is_shorter else None


def part_in_units(words: DateText, place: int) -> Moment | None:
    """First week of March, last 10 days of Q4, first two weeks of 2024, the last day of the month."""
    place_of, is_last, nth = _which(words, place)
    if not place_of or words.word(place_of) in _HALF_MONTHS:
        return None
    full = words.at(say.FULL, place_of)
    place_of += full[0] if full else 0
    count = words.count(place_of) or (0, _SOME.get(words.word(place_of), 1))
    unit = words.at(say.UNITS, place_of + count[0])
    if count[0] and words.at(say.UNITS, place_of) and not unit:  # a fortnight is a number of days, and a unit
        count, unit = (0, 1), words.at(say.UNITS, place_of)
    if not unit or unit[1] not in {"day", "week", "fortnight", "month", "quarter"}:
        return None
    unit_end = place_of + count[0] + unit[0]
    start = words.after(say.THE, words.after(say.OF, unit_end))
    of = whole_at(words, start) if start > unit_end or words.month(start) else None
    if not of or not _has_parts(of, unit[1]):
        return None
    numbered = _iso_week_of(of, unit[1], count[1], nth)
    if numbered:
        return Moment(start + of.size - place, numbered)
    which = ("full week" if full and unit[1] == "week" else unit[1], count[1], 0 if is_last else nth)
    yearly = of.yearly
    inner: Yearly | None = (lambda year: (entire := yearly(year)) and _cut(entire, *which)) if yearly else None
    cut = (latest_begun(inner, words.as_of) if inner else None) or _cut(of.period, *which)
    return Moment(start + of.size - place, cut, inner) if cut else None


def _iso_week_of(of: Moment, unit: str, count: int, nth: int) -> Period | None:
    """The 8th week of a year, as calendars number them; the first one is its first seven days."""
    first, last = of.period.start, of.period.end
    is_year = (first.month, first.day) == (1, 1) and (last.year, last.month, last.day) == (first.year, 12, 31)
    return iso_week(first.year, nth) if is_year and unit == "week" and count == 1 and nth > 1 else None


def part_of_compound(words: DateText, place: int) -> Moment | None:
    """Erste Novemberwoche, zweite Oktoberhälfte."""
    place_of, is_last, nth = _which(words, place)
    found = _COMPOUND.fullmatch(words.word(place_of)) if place_of else None
    named = say.MONTHS.at([found.group(1)], 0) if found else None
    if not found or not named:
        return None
    number, size = named[1], place_of + 1 - place

    def in_year(year: int) -> Period | None:
        if found.group(2) == "halfte":
            return part_of(month(year, number), "second half" if is_last or nth > 1 else "first half")
        return _cut(month(year, number), "week", 1, 0 if is_last else nth)

    return with_year(words, size, place, in_year)


def _has_parts(of: Moment, unit: str) -> bool:
    """Whether a time is longer than the unit; events have days alone."""
    if of.event or of.period.days < _SHORTEST_WHOLE:
        return unit == "day" and of.period.days > 1
    return of.period.days > 31 or unit not in {"month", "quarter"}  # noqa: PLR2004


def day_of_month(words: DateText, place: int) -> Moment | None:
    """The 5th of last month, the first of the month; the last of a shorter one is none."""
    said = words.at(say.DAY_NUMBER, place)
    number = place + said[0] if said else place
    day = words.day(number) or words.at(say.ORDINALS, number)
    behind = number + day[0] if day else place
    start = words.after(say.THE, words.after(say.OF, behind)) if day else 0
    of = whole_at(words, start) if start > behind else None
    is_month = of is not None and any(_is_month(words, one) for one in range(start, start + of.size))
    if not day or not of or not is_month or of.period.start.day != 1 or day[1] > month_days(of.period.start):
        return None
    return Moment(start + of.size - place, one_day(of.period.start.replace(day=day[1])))


def _is_month(words: DateText, place: int) -> bool:
    unit = words.at(say.UNITS, place)
    return unit is not None and unit[1] == "month"


def _which(words: DateText, place: int) -> tuple[int, bool, int]:
    """(place after, last, which) of first, second, 2., last, final; place 0 where there is none."""
    ordinal, last = words.at(say.ORDINALS, place), words.at(say.LAST, place)
    but_one = words.at(say.LAST_BUT_ONE, place)
    if but_one:
        return place + but_one[0], False, -1 if but_one[1] == "before" else -2
    if last:
        return place + last[0], True, 0
    at_end = words.at(say.ENDS, place)
    if at_end:
        return place + at_end[0], at_end[1] == "last", 1
    word = words.word(place)
    numbered = _NUMBERED.fullmatch(word)
    if not ordinal and (numbered or (len(word) == 1 and word.isdecimal() and words.sign_behind(place) == ".")):
        ordinal = (1, max(1, int(numbered.group(1) if numbered else word)))
    return (place + ordinal[0], False, ordinal[1]) if ordinal else (0, False, 0)


def _cut(of: Period, unit: str, count: int, nth: int) -> Period | None:
    """So many units from the start of a period (`nth` 1 and on), or from its end (0; -1 before those)."""
    if nth < 0:
        last = _cut(of, unit, count, 0)
        is_inner = last is not None and last.start > of.start
        return _cut(Period(of.start, last.start - _DAY), unit, count, nth + 1) if last and is_inner else None
    if unit in {"month", "quarter"}:
        months = count * (3 if unit == "quarter" else 1)
        first = of.start.month + (nth - 1) * months if nth else of.end.month - months + 1
        return month(of.start.year if nth else of.end.year, first, months)
    if unit == "full week":
        monday, sunday = of.start + (-of.start.weekday() % 7) * _DAY, of.end - (of.end.weekday() + 1) % 7 * _DAY
        return _cut(Period(monday, sunday), "week", count, nth)
    days = min(count, 366) * {"day": 1, "week": 7, "fortnight": 14}[unit] * _DAY
    start = of.start + (nth - 1) * days if nth else of.end - days + _DAY
    return Period(max(start, of.start), min(start + days - _DAY, of.end)) if start <= of.end else None
