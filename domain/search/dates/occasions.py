"""Retail events and feasts as times: Black Friday, Thanksgiving week, Canadian Thanksgiving, Christmas 2024."""

from __future__ import annotations

from datetime import timedelta

from domain.search.countries import country_phrases
from domain.search.dates import words as say
from domain.search.dates.events import EVENTS, event_days
from domain.search.dates.feasts import FEASTS
from domain.search.dates.spans import one_day, week_around
from domain.search.dates.text import DateText, Moment
from domain.search.dates.years import with_year
from domain.vocabulary import Period

_DAY = timedelta(1)
_TUESDAY, _WEDNESDAY, _FRIDAY = 1, 2, 4


def event_at(words: DateText, place: int) -> tuple[int, str] | None:
    """(number of words, name) of the longest name of an event."""
    found = [one for one in (words.at(EVENTS, place), words.at(FEASTS, place)) if one]
    return max(found, key=lambda one: one[0], default=None)


def occasion(words: DateText, place: int) -> Moment | None:
    """An event, or its week or weekend; of another country where its name is told before or behind."""
    before = words.at(country_phrases(), place)
    start = place + before[0] if before and len(before[1]) == 1 else place
    found = event_at(words, start)
    if not found:
        return None
    behind = start + found[0]
    country = before[1][0] if before and start > place else _country_behind(words, behind) or words.country
    read = with_year(
        words, behind - place, place, lambda year: event_days(found[1], country, year), clear=False, short=True
    )
    if not read:
        return None
    if words.word(place + read.size) == "eve":
        return Moment(read.size + 1, one_day(read.period.start - _DAY))
    unit = words.at(say.UNITS, behind) if read.size == behind - place else None
    if unit and unit[1] in {"week", "weekend"}:
        return _widened(words, place, behind + unit[0] - place, found[1], unit[1], country)
    return Moment(read.size, read.period, read.yearly, clear=False, event=True, dated=read.dated)


def _country_behind(words: DateText, place: int) -> str | None:
    """Mother's Day in the UK: the words stay, as they also tell which campaigns."""
    start = words.after(say.THE, words.after(say.OF, place))
    found = words.at(country_phrases(), start) if start > place else None
    return found[1][0] if found and len(found[1]) == 1 else None


def _widened(words: DateText, place: int, size: int, event: str, unit: str, country: str) -> Moment | None:
    """Thanksgiving week, Easter weekend."""

    def in_year(year: int) -> Period | None:
        is_easter = event == "Easter Sunday" and unit == "weekend"
        days = event_days("Easter Weekend" if is_easter else event, country, year)
        if not days:
            return None
        return week_around(days.start) if unit == "week" else _long_weekend(days)

    return with_year(words, size, place, in_year)


def _long_weekend(days: Period) -> Period:
    """The weekend beside a day, with the day where it prolongs it: Saturday to Monday, Thursday to Sunday."""
    week, weekday = week_around(days.start), days.start.weekday()
    if days.days > 2:  # noqa: PLR2004 - longer than a weekend
        return days
    if weekday <= _TUESDAY:
        return Period(week.start - 2 * _DAY, days.start)
    if weekday == _WEDNESDAY:
        return Period(week.start + 5 * _DAY, week.end)
    return Period(min(days.start, week.start + _FRIDAY * _DAY), week.end)
