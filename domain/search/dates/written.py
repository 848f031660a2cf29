"""Dates in digits: 2024-03-01, 1.3.2024, 03/01/2024, 20240301, 2024-03, 03/2024, 11/29, 29.11."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR, latest_begun, month, one_day, yearly_day
from domain.search.dates.text import DateText, Moment
from domain.vocabulary import Period

_FORMS = (
    re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{2})(?!-|\d|/\d{1,2}(?!\d))"),
    re.compile(r"(?P<m>\d{1,2})[/.-](?P<y>20\d{2})(?![/\d])"),
    re.compile(r"(?P<y>20[12]\d)(?P<m>0[1-9]|1[0-2])(?!\d)"),
)
_SHORT = re.compile(r"(?P<one>\d{1,2})(?P<sign>[/.])(?P<two>\d{1,2})(?![/\d]|[.,]\d)")
_MOST_MONTHS, _MOST_DAYS = 12, 31
_CENTURY = 2000


def written_date(words: DateText, place: int) -> Moment | None:
    """The date in digits that begins at a word."""
    token = words.tokens[place]
    if not token.word[0].isdigit() or place in words.amounts:
        return None
    for form in _FORMS:
        found = form.match(words.text, token.start)
        if not found:
            continue
        period = _period(found.groupdict(), words)
        size = sum(1 for one in words.tokens[place:] if one.end <= found.end())
        if period:
            return Moment(size, period)
        if len(found["y"]) == 4 and FIRST_YEAR <= int(found["y"]) <= LAST_YEAR:  # noqa: PLR2004 - digits of a year
            return Moment(size, _last_possible(found.groupdict()), impossible=True)
    return _without_year(words, place)


def _without_year(words: DateText, place: int) -> Moment | None:
    """11/29, 29.11., 29.11: the latest such day; unclear where the numbers could be anything."""
    found = _SHORT.match(words.text, words.tokens[place].start)
    if not found or place + 1 in words.amounts or words.month(place + 2) is not None:
        return None
    one, two, sign = int(found["one"]), int(found["two"]), found["sign"]
    if not (_may_be_day(one, two) or _may_be_day(two, one)) or found.group() == "24/7":
        return None
    in_order = (two, one) if words.is_month_first(sign) else (one, two)
    day, number = in_order if _may_be_day(*in_order) else in_order[::-1]
    yearly = yearly_day(number, day)
    period = latest_begun(yearly, words.as_of)
    if not period:
        return None
    is_padded = sign == "/" and (found["one"][0] == "0" or found["two"][0] == "0")
    is_closed = sign == "." and words.text[found.end() : found.end() + 1] == "." and len(found["two"]) > 1
    clear = is_padded or is_closed or (sign == "/" and max(one, two) > _MOST_MONTHS)
    return Moment(2, period, yearly, clear=clear)


def _may_be_day(day: int, number: int) -> bool:
    return 1 <= number <= _MOST_MONTHS and 1 <= day <= month(2024, number).days  # a leap year


def _period(parts: Mapping[str, str | None], words: DateText) -> Period | None:
    year = int(parts["y"] or 0)
    year += _CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if parts.get("one"):
        return _in_either_order(year, int(parts["one"] or 0), int(parts["two"] or 0), parts["sign"] or "", words)
    number = int(parts["m"] or 0)
    if parts.get("d"):
        return _day(year, number, int(parts["d"] or 0))
    return month(year, number) if 1 <= number <= _MOST_MONTHS else None


def _in_either_order(year: int, one: int, two: int, sign: str, words: DateText) -> Period | None:
    """Day first, but with slashes in the United States; where that is no date, the other way round."""
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    return (month_first or day_first) if words.is_month_first(sign) else (day_first or month_first)


def _day(year: int, number: int, day: int) -> Period | None:
    try:
        return one_day(date(year, number, day))
    except ValueError:
        return None


def _last_possible(parts: Mapping[str, str | None]) -> Period:
    """The last day of the month that a day was asked of which it does not have; of the year where there is no month."""
    year, numbers = int(parts["y"] or 0), [int(parts[key] or 0) for key in ("m", "one", "two") if parts.get(key)]
    number = next((one for one in numbers if 1 <= one <= _MOST_MONTHS), _MOST_MONTHS)
    return one_day(month(year, number).end)
