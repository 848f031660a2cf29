"""Times told by a direction or a year before them: last summer, last Monday, the week before last, this time last year."""

from __future__ import annotations

from datetime import date, timedelta

from domain.search.dates import words as say
from domain.search.dates.periods import named_month, season
from domain.search.dates.relative import whole
from domain.search.dates.spans import (
    Yearly,
    first_from,
    iso_week,
    latest_begun,
    latest_ended,
    months_before,
    one_day,
    week_around,
)
from domain.search.dates.text import DateText, Moment
from domain.search.dates.years import relative_year
from domain.vocabulary import Period

_DAY = timedelta(1)
_ENGLISH = frozenset("last past previous recent prior final latest".split())


def directed(words: DateText, place: int) -> Moment | None:
    """Last summer, this Christmas, next March, last Monday; último verano; last year's Black Friday."""
    for table in (say.LAST, say.THIS, say.NEXT):
        way = words.at(table, place)
        start = place + way[0] if way else place
        start = words.after(say.OF, start + 1) if way and words.word(start) == "mes" else start  # pasado mes de agosto
        of = words.moment(start) if way else None
        if way and of and of.yearly:
            is_begun = (
                way[1] == "this" and words.at(say.SEASONS, start) is not None
            )  # none is asked that is all to come
            period = latest_begun(of.yearly, words.as_of) if is_begun else _by_way(way[1], of.yearly, words.as_of)
            return Moment(start - place + of.size, period, event=of.event, dated=True) if period else None
        if way and of and words.at(say.WEEKDAYS, start) is not None:
            is_today = of.period.start == words.as_of and way[1] != "this"
            day = one_day(of.period.start - 7 * _DAY) if is_today else of.period
            return Moment(way[0] + of.size, day, weekly=True, dated=True)
    return _by_name_of_year(words, place) or _directed_behind(words, place)


def _by_way(way: str, yearly: Yearly, as_of: date) -> Period | None:
    if way == "this":
        return yearly(as_of.year) or latest_begun(yearly, as_of)
    return first_from(yearly, as_of + _DAY) if way == "next" else latest_ended(yearly, as_of)


def _by_name_of_year(words: DateText, place: int) -> Moment | None:
    """Last year's Black Friday; 2024 Black Friday; last year in October."""
    year = relative_year(words, place) or words.year(place)
    start = words.after(say.THE, words.after(say.OF, place + year[0])) if year else place
    of = words.moment(start) if year else None
    if not year or not of or not of.yearly:
        return None
    period = of.yearly(year[1])
    size = start + of.size - place
    return Moment(size, period, event=of.event, clear=not of.event, dated=True, edge=of.edge) if period else None


def _directed_behind(words: DateText, place: int) -> Moment | None:
    """Verano pasado, été dernier, viernes pasado."""
    named = words.at(say.SEASONS, place) or words.month(place) or words.at(say.WEEKDAYS, place)
    way = named and words.at(say.LAST, place + named[0])
    if not named or not way or words.word(place + named[0]) in _ENGLISH:
        return None
    if words.at(say.WEEKDAYS, place):
        back = (words.as_of.weekday() - (words.at(say.WEEKDAYS, place) or named)[1]) % 7 or 7  # type: ignore[operator]
        return Moment(named[0] + way[0], one_day(words.as_of - back * _DAY))
    read = season(words, place) or named_month(words, place)
    period = latest_ended(read.yearly, words.as_of) if read and read.yearly else None
    return Moment(named[0] + way[0], period) if period else None


def before_last(words: DateText, place: int) -> Moment | None:
    """The week before last, vorletzte Woche, la semana antepasada, the quarter prior to the previous one."""
    count = words.count(place)
    start = place + count[0] if count else place
    unit = words.at(say.UNITS, start)
    behind = words.at(say.BEFORE_LAST, start + unit[0]) if unit else None
    if unit and behind:
        first_unit = whole(unit[1], words.as_of, -1 - (count[1] if count else 1))
        period = Period(first_unit.start, whole(unit[1], words.as_of, -2).end)
        return Moment(start + unit[0] + behind[0] - place, period)
    last = words.at(say.LAST, place)
    unit = words.at(say.UNITS, place + last[0]) if last else None
    but = words.at(say.BUT_ONE, place + last[0] + unit[0]) if last and unit else None
    if last and unit and but:
        return Moment(last[0] + unit[0] + but[0], whole(unit[1], words.as_of, -2))
    first = words.at(say.LAST_BUT_ONE, place)
    unit = words.at(say.UNITS, place + first[0]) if first else None
    if not first or not unit:
        return None
    if words.after(say.OF, place + first[0] + unit[0]) > place + first[0] + unit[0]:
        return None  # the penultimate week of something else
    return Moment(first[0] + unit[0], whole(unit[1], words.as_of, -3 if first[1] == "third" else -2))


def same_last_year(words: DateText, place: int) -> Moment | None:
    """This time last year, same week last year, same month of 2023, a year ago today."""
    said = words.at(say.THIS_TIME_LAST_YEAR, place)
    if said:
        return Moment(said[0], week_around(months_before(words.as_of, 12)))
    same = words.at(say.SAME, place)
    unit = words.at(say.UNITS, place + same[0]) if same else words.at(say.DAYS, place)
    if not unit or (same and unit[1] not in {"day", "week", "month", "quarter"}):
        return _ago_today(words, place)
    behind = place + (same[0] if same else 0) + unit[0]
    year = relative_year(words, behind) or words.year_after(behind)
    if not year:
        return _same_day(words, place, behind) if same and unit[1] == "day" else None
    size = behind - place + year[0]
    if not same:
        return Moment(
            size, one_day(months_before(words.as_of - int(unit[1]) * _DAY, 12 * (words.as_of.year - year[1])))
        )
    return Moment(size, _in_year(str(unit[1]), words.as_of, year[1]))


def _same_day(words: DateText, place: int, behind: int) -> Moment | None:
    """Same day last week, this day last month."""
    last = words.at(say.LAST, behind)
    unit = words.at(say.UNITS, behind + last[0]) if last else None
    if not last or not unit or unit[1] not in {"week", "month", "quarter"}:
        return None
    months = {"month": 1, "quarter": 3}.get(unit[1])
    day = months_before(words.as_of, months) if months else words.as_of - 7 * _DAY
    return Moment(behind + last[0] + unit[0] - place, one_day(day))


def _ago_today(words: DateText, place: int) -> Moment | None:
    """A year ago today."""
    ago = words.at(say.LAST_YEAR, place)
    today = words.at(say.DAYS, place + ago[0]) if ago else None
    if not ago or not today or today[1]:
        return None
    return Moment(ago[0] + today[0], one_day(months_before(words.as_of, 12)))


def _in_year(unit: str, as_of: date, year: int) -> Period:
    """The day, ISO week, month or quarter of a date in another year."""
    day = months_before(as_of, 12 * (as_of.year - year))
    if unit == "week":
        return iso_week(year, as_of.isocalendar().week) or week_around(day)
    return whole(unit, day, 0)
