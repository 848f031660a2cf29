"""Dates in digits: 2024-03-01, 1.3.2024, 03/01/2024, 20240301, 2024-03, 03/2024."""

from __future__ import annotations

import re
from datetime import date

from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR, month, one_day
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_FORMS = (
    re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{2})(?![-/\d])"),
    re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})(?![/\d])"),
)
_MONTH_FIRST = frozenset("US PH".split())
_MOST_MONTHS = 12
_CENTURY = 2000


def written_date(words: DateText, place: int) -> Moment | None:
    """The date in digits that begins at a word."""
    token = words.tokens[place]
    if not token.word[0].isdigit() or place in words.amounts:
        return None
    for form in _FORMS:
        found = form.match(words.text, token.start)
        period = _period(found.groupdict(), words.country) if found else None
        if found and period:
            size = sum(1 for one in words.tokens[place:] if one.end <= found.end())
            return Moment(size, period)
    return None


def _period(parts: dict[str, str | None], country: str) -> Period | None:
    year = int(parts["y"] or 0)
    year += _CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if parts.get("one"):
        return _in_either_order(year, int(parts["one"] or 0), int(parts["two"] or 0), parts["sign"], country)
    number = int(parts["m"] or 0)
    if parts.get("d"):
        return _day(year, number, int(parts["d"] or 0))
    return month(year, number) if 1 <= number <= _MOST_MONTHS else None


def _in_either_order(year: int, one: int, two: int, sign: str | None, country: str) -> Period | None:
    """Day first, but with slashes in the United States; where that is no date, the other way round."""
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    return (month_first or day_first) if sign != "." and country in _MONTH_FIRST else (day_first or month_first)


def _day(year: int, number: int, day: int) -> Period | None:
    try:
        return one_day(date(year, number, day))
    except ValueError:
        return None
