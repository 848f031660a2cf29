"""What one name of a time means: a day, a month, a quarter, a season, an event, with or without its year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from domain.search.dates import words as say
from domain.search.dates.events import EVENTS, event_days
from domain.search.dates.relative import relative_time, whole
from domain.search.dates.spans import (
    Yearly,
    first_from,
    half,
    iso_week,
    latest_begun,
    latest_ended,
    month,
    one_day,
    part_of,
    quarter,
    season_of,
    week_around,
    year_of,
)
from domain.search.dates.text import DateText, Moment
from domain.search.dates.written import written_date
from domain.vocabulary import Period

_DAY = timedelta(1)
_WEEK = re.compile(r"(?:w|kw|cw|wk|week|sem)(\d{1,2})")
_QUARTER_YEAR = re.compile(r"(?:q|t)([1-4])(?:fy)?(\d{2}|20\d{2})")
_YEAR_QUARTER = re.compile(r"(20\d{2})(q|h)([1-4])")
_LONGEST_PART = 366
_NOUNS = frozenset(
    "campaign ad email flow message performance result campana anzeige kampagne campagne campanha".split()
)


def moment(words: DateText, place: int) -> Moment | None:
    """The longest name of a time that begins at a word."""
    if place >= len(words.tokens):
        return None
    if place not in words.seen:
        found = [one for read in _READERS if (one := read(words, place))]
        words.seen[place] = max(found, key=lambda one: one.size, default=None)
    return words.seen[place]


# --- years told after, before, or not at all ---


def _with_year(words: DateText, size: int, place: int, yearly: Yearly, *, clear: bool = True) -> Moment | None:
    """What comes yearly, in the year told behind it; else the latest that has begun."""
    told = words.year_after(place + size) or _relative_year(words, place + size)
    if told:
        period = yearly(told[1])
        return Moment(size + told[0], period, clear=True, dated=True) if period else None
    period = latest_begun(yearly, words.as_of)
    return Moment(size, period, yearly, clear=clear) if period else None


def _relative_year(words: DateText, place: int) -> tuple[int, int] | None:
    """`last year`, `of this year`: (number of words, year)."""
    start = words.after(say.OF, place)
    found = relative_time(words, start) if start < len(words.tokens) else None
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


# --- readers, one form each ---


def _day_month(words: DateText, place: int) -> Moment | None:
    """3 March 2024, 3rd of March, 3. März, 3 de marzo."""
    day = words.day(place)
    start = words.after(say.OF, place + day[0]) if day else 0
    named = words.month(start) if day else None
    if not day or not named:
        return None
    return _with_year(words, start + named[0] - place, place, _yearly_day(named[1], day[1]))


def _month_day(words: DateText, place: int) -> Moment | None:
    """March 3, March 3rd, 2024."""
    named = words.month(place)
    start = words.after(say.THE, place + named[0]) if named else 0
    day = words.day(start) if named else None
    if not named or not day:
        return None
    return _with_year(words, start + day[0] - place, place, _yearly_day(named[1], day[1]))


def _yearly_day(number: int, day: int) -> Yearly:
    def in_year(year: int) -> Period | None:
        try:
            return one_day(date(year, number, day))
        except ValueError:
            return None

    return in_year


def _month(words: DateText, place: int) -> Moment | None:
    named = words.month(place)
    if not named:
        return None
    doubtful = words.word(place) in say.DOUBTFUL_MONTHS
    next_stem = words.stems[place + named[0]] if place + named[0] < len(words.stems) else ""
    clear = not doubtful or next_stem in _NOUNS
    return _with_year(words, named[0], place, lambda year: month(year, named[1]), clear=clear)


def _half_or_quarter(words: DateText, place: int) -> Moment | None:
    for table, span in ((say.HALVES, half), (say.QUARTERS, quarter)):
        found = words.at(table, place)
        if found:
            return _with_year(words, found[0], place, _numbered(span, found[1]))
    ordinal = words.at(say.ORDINALS, place)
    unit = words.at(say.UNITS, place + ordinal[0]) if ordinal else None
    if ordinal and unit and unit[1] == "quarter":
        return _with_year(words, ordinal[0] + unit[0], place, _numbered(quarter, ordinal[1]))
    return _quarter_and_year(words, place)


def _numbered(span: Callable[[int, int], Period], number: str | int) -> Yearly:
    return lambda year: span(year, int(number))


def _quarter_and_year(words: DateText, place: int) -> Moment | None:
    """Q424, 2024Q4, 2024 Q4."""
    short, long = _QUARTER_YEAR.fullmatch(words.word(place)), _YEAR_QUARTER.fullmatch(words.word(place))
    if short:
        return Moment(1, quarter(2000 + int(short.group(2)) % 100, int(short.group(1))))
    if long and int(long.group(3)) <= (4 if long.group(2) == "q" else 2):
        return Moment(1, (quarter if long.group(2) == "q" else half)(int(long.group(1)), int(long.group(3))))
    year = words.year(place)
    for table, span in ((say.HALVES, half), (say.QUARTERS, quarter)) if year else ():
        found = words.at(table, place + 1)
        if year and found:
            return Moment(1 + found[0], span(year[1], int(found[1])))
    return None


def _week(words: DateText, place: int) -> Moment | None:
    """Week 12, KW 12, W12 2024."""
    short = _WEEK.fullmatch(words.word(place))
    said = words.at(say.WEEK_NUMBER, place)
    number = int(short.group(1)) if short else 0
    size = 1
    if not short and said and words.word(place + said[0]).isdecimal() and len(words.word(place + said[0])) <= 2:  # noqa: PLR2004
        number, size = int(words.word(place + said[0])), said[0] + 1
    if not 1 <= number <= 53:  # noqa: PLR2004 - weeks of the longest year
        return None
    return _with_year(words, size, place, lambda year: iso_week(year, number))


def _week_of(words: DateText, place: int) -> Moment | None:
    """The week of 4 March, the weekend of Valentine's."""
    unit = words.at(say.UNITS, place)
    if not unit or unit[1] not in {"week", "weekend"}:
        return None
    start = words.after(say.OF, place + unit[0])
    of = moment(words, start) if start > place + unit[0] else None
    if not of or of.period.days > 7:  # noqa: PLR2004 - of something shorter than a week
        return None
    week = week_around(of.period.start)
    return Moment(start + of.size - place, week if unit[1] == "week" else Period(week.start + 5 * _DAY, week.end))


def _season(words: DateText, place: int) -> Moment | None:
    found = words.at(say.SEASONS, place)
    if not found:
        return None
    return _with_year(words, found[0], place, lambda year: season_of(year, found[1], words.country), clear=False)


def _event(words: DateText, place: int) -> Moment | None:
    found = words.at(EVENTS, place)
    if not found:
        return None
    read = _with_year(words, found[0], place, lambda year: event_days(found[1], words.country, year), clear=False)
    if not read:
        return None
    if found[1] == "Cyber Week":
        return replace(read, clear=True)
    unit = words.at(say.UNITS, place + found[0]) if read.size == found[0] else None
    if unit and unit[1] in {"week", "weekend"}:
        return _widened(words, place, found[0] + unit[0], found[1], unit[1])
    return Moment(read.size, read.period, read.yearly, clear=False, event=True, dated=read.dated)


def _widened(words: DateText, place: int, size: int, event: str, unit: str) -> Moment | None:
    """Thanksgiving week, Easter weekend."""

    def in_year(year: int) -> Period | None:
        days = event_days(event, words.country, year)
        if not days:
            return None
        week = week_around(days.start)
        if unit == "week":
            return week
        is_early = days.start.weekday() == 0
        return Period(days.start - 2 * _DAY, days.start) if is_early else Period(week.start + 4 * _DAY, week.end)

    return _with_year(words, size, place, in_year)


def _weekday(words: DateText, place: int) -> Moment | None:
    found = words.at(say.WEEKDAYS, place)
    if not found:
        return None
    back = (words.as_of.weekday() - found[1]) % 7
    return Moment(found[0], one_day(words.as_of - back * _DAY), clear=False)


def _directed(words: DateText, place: int) -> Moment | None:
    """Last summer, this Christmas, next March, last Monday; último verano; last year's Black Friday."""
    for table in (say.LAST, say.THIS, say.NEXT):
        way = words.at(table, place)
        of = moment(words, place + way[0]) if way else None
        if way and of and of.yearly:
            period = _by_way(way[1], of.yearly, words.as_of)
            return Moment(way[0] + of.size, period, event=of.event, dated=True) if period else None
        if way and of and words.at(say.WEEKDAYS, place + way[0]) is not None:
            is_today = of.period.start == words.as_of and way[1] != "this"
            return Moment(way[0] + of.size, one_day(of.period.start - 7 * _DAY) if is_today else of.period)
    return _by_name_of_year(words, place) or _directed_behind(words, place)


def _by_way(way: str, yearly: Yearly, as_of: date) -> Period | None:
    if way == "this":
        return yearly(as_of.year) or latest_begun(yearly, as_of)
    return first_from(yearly, as_of + _DAY) if way == "next" else latest_ended(yearly, as_of)


def _by_name_of_year(words: DateText, place: int) -> Moment | None:
    """Last year's Black Friday; 2024 Black Friday."""
    year = _relative_year(words, place) or words.year(place)
    of = moment(words, place + year[0]) if year else None
    if not year or not of or not of.yearly:
        return None
    period = of.yearly(year[1])
    return Moment(year[0] + of.size, period, event=of.event, clear=not of.event, dated=True) if period else None


def _directed_behind(words: DateText, place: int) -> Moment | None:
    """Verano pasado, été dernier."""
    named = words.at(say.SEASONS, place) or words.month(place)
    way = named and words.at(say.LAST, place + named[0])
    if not named or not way or words.word(place + named[0]) in {"last", "past", "previous", "recent"}:
        return None
    read = _season(words, place) or _month(words, place)
    period = latest_ended(read.yearly, words.as_of) if read and read.yearly else None
    return Moment(named[0] + way[0], period) if period else None


def _part(words: DateText, place: int) -> Moment | None:
    """Early March, mid-October, end of last month, start of the year, Anfang März, second half of January."""
    part = words.at(say.PARTS, place) or _half_as_part(words, place)
    if not part:
        return None
    start = words.after(say.THE, words.after(say.OF, place + part[0]))
    unit = words.at(say.UNITS, start)
    of = moment(words, start) or (unit and Moment(unit[0], whole(unit[1], words.as_of, 0)))
    if not of or not 7 <= of.period.days <= _LONGEST_PART or of.event:  # noqa: PLR2004 - shorter times have no parts
        return None
    yearly = of.yearly
    inner = (lambda year: (entire := yearly(year)) and part_of(entire, part[1])) if yearly else None
    period = (latest_begun(inner, words.as_of) if inner else None) or part_of(of.period, part[1])
    return Moment(start + of.size - place, period, inner)


def _half_as_part(words: DateText, place: int) -> tuple[int, str] | None:
    """The half of something shorter than a year: `second half of` before a month or quarter."""
    found = words.at(say.HALVES, place)
    start = words.after(say.OF, place + found[0]) if found else place
    is_named = words.month(start) is not None or words.at(say.QUARTERS, start) is not None
    is_shorter = found is not None and start > place + found[0] and is_named
    return (found[0], "first half" if found[1] == 1 else "second half") if found and is_shorter else None


def _part_in_units(words: DateText, place: int) -> Moment | None:
    """First week of March, last 10 days of Q4, first two weeks of 2024."""
    place_of, is_last, nth = _which(words, place)
    if not place_of:
        return None
    count = words.count(place_of) or (0, 1)
    unit = words.at(say.UNITS, place_of + count[0])
    if not unit or unit[1] not in {"day", "week", "month", "quarter"}:
        return None
    unit_end = place_of + count[0] + unit[0]
    start = words.after(say.OF, unit_end)
    of = moment(words, start) if start > unit_end else None
    if not of or of.period.days < 7 or of.event:  # noqa: PLR2004
        return None
    cut = _cut(of.period, unit[1], count[1], 0 if is_last else nth)
    return Moment(start + of.size - place, cut) if cut else None


def _which(words: DateText, place: int) -> tuple[int, bool, int]:
    """(place after, last, which) of first, second, last, final; place 0 where there is none."""
    ordinal, last = words.at(say.ORDINALS, place), words.at(say.LAST, place)
    if last or words.word(place) == "final":
        return place + (last[0] if last else 1), True, 0
    return (place + ordinal[0], False, ordinal[1]) if ordinal else (0, False, 0)


def _cut(of: Period, unit: str, count: int, nth: int) -> Period | None:
    """So many units from the start of a period (`nth` 1 and on), or from its end (0)."""
    if unit in {"month", "quarter"}:
        months = count * (3 if unit == "quarter" else 1)
        first = of.start.month + (nth - 1) * months if nth else of.end.month - months + 1
        return month(of.start.year if nth else of.end.year, first, months)
    days = min(count, 366) * (7 if unit == "week" else 1) * _DAY
    start = of.start + (nth - 1) * days if nth else of.end - days + _DAY
    return Period(max(start, of.start), min(start + days - _DAY, of.end)) if start <= of.end else None


def _year(words: DateText, place: int) -> Moment | None:
    year = words.year(place)
    if not year:
        return None
    return Moment(1, year_of(year[1]), clear=words.as_of.year - 14 <= year[1] <= words.as_of.year + 1)


_READERS = (
    written_date,
    _part_in_units,
    relative_time,
    _directed,
    _part,
    _day_month,
    _month_day,
    _half_or_quarter,
    _week,
    _week_of,
    _month,
    _season,
    _event,
    _weekday,
    _year,
)
