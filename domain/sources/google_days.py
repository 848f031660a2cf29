"""The days of a Google row: its day, or the week, month, quarter or year that it is segmented by.

Exports write days as 2024-01-31 and, by the language of their page, in words, which leave no doubt either.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from domain.normalize.texts import parse_day

DAY = "segments.date"
_WORDS = (
    "jan january januar janv janvier ene enero",
    "feb february februar févr fevr février fevrier febrero",
    "mar march mär märz mrz mars marzo",
    "apr april avr avril abr abril",
    "may mai mayo",
    "jun june juni juin junio",
    "jul july juli juil juillet julio",
    "aug august août aout ago agosto",
    "sep sept september septembre septiembre",
    "oct october okt oktober octobre octubre",
    "nov november novembre noviembre",
    "dec december dez dezember déc décembre decembre dic diciembre",
)
MONTHS = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
_WEEKDAY = re.compile(r"^[^\W\d]{2,}\.?,\s*")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})\.?\s+(?:de\s+)?)?([^\W\d]+)\.?(?:\s+(\d{1,2})(?=,|\s),?)?(?:\s+(?:de\s+)?)(\d{4})"
)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"[QT]([1-4])\s+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_MONTHS_OF = {"segments.month": 1, "segments.quarter": 3, "segments.year": 12}


def settle_days(flat: dict[str, object]) -> None:
    """Days in words become days; a row without a day takes the longer period that it is segmented by."""
    stated = flat.get(DAY)
    if isinstance(stated, str) and stated and not stated[:4].isdigit():
        day = day_in_words(stated)
        flat[DAY] = day.isoformat() if day else stated
    elif not stated:
        flat.update(_longer_period(flat))


def _longer_period(flat: dict[str, object]) -> dict[str, object]:
    """First and last day of the week (by its first day), month, quarter or year of a row, the shortest first."""
    week = _first_day(flat.get("segments.week"))
    if week is not None:
        return _days(week, week + timedelta(days=6))
    for name, months in _MONTHS_OF.items():
        first = _first_day(flat.get(name))
        if first is not None:
            year, month = divmod(first.year * 12 + first.month - 1 + months - 1, 12)
            return _days(first.replace(day=1), date(year, month + 1, monthrange(year, month + 1)[1]))
    return {}


def _days(start: date, stop: date) -> dict[str, object]:
    return {DAY: start.isoformat(), "date_stop": stop.isoformat()}


def _first_day(value: object) -> date | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    month, quarter, year = _MONTH.fullmatch(text), _QUARTER.fullmatch(text), _YEAR.fullmatch(text)
    if month:
        return _date(int(month[1]), int(month[2]), 1)
    if quarter:
        return _date(int(quarter[2]), 3 * int(quarter[1]) - 2, 1)
    if year:
        return _date(int(text), 1, 1)
    return parse_day(text)[1] or day_in_words(text, or_month=True)


def day_in_words(text: str, *, or_month: bool = False) -> date | None:
    """A day that is written with the month's name; `or_month`: of a month alone its first.

    >>> day_in_words("Mon, Jan 31, 2024"), day_in_words("1. März 2024"), day_in_words("January 2024")
    (datetime.date(2024, 1, 31), datetime.date(2024, 3, 1), None)
    """
    match = _IN_WORDS.fullmatch(_WEEKDAY.sub("", text.strip()))
    month = MONTHS.get(match[2].casefold()) if match else None
    if match is None or month is None:
        return None
    day = match[1] or match[3] or ("1" if or_month else None)
    return _date(int(match[4]), month, int(day)) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
