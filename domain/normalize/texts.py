"""Reading ids, names and days from columns of raw values; distinct values are read once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from domain.dates import day_in_form
from domain.labels import Labels
from domain.normalize.columns import Column
from domain.normalize.numbers import ABSENT, Numbers, Report

SAFE_INTEGER = 2**53
EPOCH = date(1970, 1, 1).toordinal()
_MIN_ROUNDED_IDS = 3
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.DOTALL)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SECOND_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}")
_WORDED_DAYS = (
    (re.compile(r"[A-Za-z]{3,9}\.? \d{1,2}, \d{4}"), "MMM D, YYYY"),
    (re.compile(r"\d{1,2} [A-Za-z]{3,9}\.? \d{4}"), "D MMM YYYY"),
    (re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{4}"), "D-MMM-YYYY"),
)
"""A month in English words leaves no doubt which number is the day."""
_SLASHED_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})")
_EXPONENT = re.compile(r"[-+]?\d+(?:\.\d+[eE][-+]?|[eE][-+])\d+")
"""Not '12E456': Klaviyo and X have such ids."""
_FLOAT_TEXT = re.compile(r"(\d+)\.0+")
"""What a spreadsheet or pandas makes of an id column with gaps."""


def read_texts(values: Sequence[object]) -> list[str | None]:
    """Names as text: blank and absent ones are missing, numbers become their digits."""
    if set(map(type, values)) <= {str}:
        stripped = {value: str(value).strip() or None for value in set(values)}
        return [stripped[value] for value in values]
    return [(value.strip() or None) if isinstance(value, str) else _text_of(value) for value in values]


def label_texts(column: Column) -> Labels:
    """As `read_texts`, of a whole column."""
    if not column.holds_texts:
        return Labels.of(read_texts(column.cells()))
    texts = Labels.read(column.parsed).map(lambda text: (text.strip() or None) if text else None)
    places = column.loose_places
    return texts.patched(places, read_texts([column.loose[place] for place in places.tolist()]))


def _text_of(value: object) -> str | None:
    if value is ABSENT or value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def read_ids(values: Sequence[object], report: Report, *, noise: Sequence[str] = ()) -> list[str | None]:
    """Ids as text to the last digit; `report` hears of floats.

    `noise`: prefixes, and single characters anywhere, to strip.
    """
    plain = (
        {v: _clean_id(v, noise) for v in set(values) if isinstance(v, str) and not _is_odd(v)}
        if _hashable(values)
        else {}
    )
    return [
        plain[value] if isinstance(value, str) and value in plain else _odd_id(value, position, report, noise)
        for position, value in enumerate(values)
    ]


def label_ids(column: Column, report: Report, *, noise: Sequence[str] = ()) -> Labels:
    """As `read_ids`, of a whole column."""
    if not column.holds_texts:
        return Labels.of(read_ids(column.cells(), report, noise=noise))
    texts = Labels.read(column.parsed)
    places = _doubtful(column, texts.where(lambda text: text is not None and _is_odd(text)))
    told = read_ids([column.at(place) for place in places.tolist()], _moved(report, places), noise=noise)
    return texts.map(lambda text: None if text is None else _clean_id(text, noise)).patched(places, told)


def _doubtful(column: Column, odd: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Positions of values to be looked at one by one, in order."""
    marked = odd.copy()
    marked[column.loose_places] = True
    return np.flatnonzero(marked)


def _moved(report: Report, places: npt.NDArray[np.int64]) -> Report:
    """A report of some positions of a column."""
    return lambda code, index, value: report(code, int(places[index]), value)


def _hashable(values: Sequence[object]) -> bool:
    return set(map(type, values)).isdisjoint({list, dict})


def _is_odd(text: str) -> bool:
    return ("." in text or "e" in text or "E" in text) and bool(
        _EXPONENT.fullmatch(text.strip()) or _FLOAT_TEXT.fullmatch(text.strip())
    )


def strip_noise(text: str, noise: Sequence[str]) -> str:
    """An id without the prefixes, and the single characters, that people and platforms write around it."""
    bare = text.strip()
    for part in noise:
        bare = bare.removeprefix(part) if len(part) > 1 else bare.replace(part, "")
    return bare


def _clean_id(text: str, noise: Sequence[str]) -> str | None:
    bare = strip_noise(text, noise)
    return bare if bare not in {"", "--", "-"} else None


def _odd_id(value: object, position: int, report: Report, noise: Sequence[str]) -> str | None:
    if value is ABSENT or value is None:
        return None
    if isinstance(value, str):
        return _odd_text(value, position, report, noise)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < SAFE_INTEGER:
        report("ID_WAS_FLOAT", position, value)
        return str(int(value))
    report("ID_PRECISION_LOST" if isinstance(value, float) else "BAD_ID", position, value)
    return None


def _odd_text(value: str, position: int, report: Report, noise: Sequence[str]) -> str | None:
    """An id in text that may have gone through a float."""
    whole = _FLOAT_TEXT.fullmatch(value.strip())
    if _EXPONENT.fullmatch(value.strip()) or (whole and int(whole[1]) >= SAFE_INTEGER):
        report("ID_PRECISION_LOST", position, value)
        return None
    if whole:
        report("ID_WAS_FLOAT", position, value)
        return whole[1]
    return _clean_id(value, noise)


def look_rounded(ids: Iterable[object]) -> bool:
    """Whether at least three distinct whole-number ids are all exactly what JavaScript makes of larger ones."""
    large = {v for v in ids if isinstance(v, int) and not isinstance(v, bool) and abs(v) > SAFE_INTEGER}
    return len(large) >= _MIN_ROUNDED_IDS and all(v == int(Decimal(repr(float(v)))) for v in large)


def read_days(values: Sequence[object], report: Report) -> list[date | None]:
    """Days in the account's time zone as written: a time and its zone are cut off, never shifted."""
    if set(map(type, values)) <= {str}:
        known = {value: _day_or_missing(value) for value in set(values)}
        found = [known[value] for value in values]
    else:
        found = [_day_or_missing(value) for value in values]
    for position, (code, _) in enumerate(found):
        if code is not None:
            report(code, position, values[position])
    return [day for _, day in found]


def number_days(column: Column, report: Report) -> Numbers:
    """As `read_days`, of a whole column: days counted from 1970-01-01."""
    if not column.holds_texts:
        return _day_numbers(read_days(column.cells(), report))
    texts = Labels.read(column.parsed)
    read = [(None, None) if text is None else _day_or_missing(text) for text in texts.labels]
    places = _doubtful(column, np.asarray([code is not None for code, _ in read], np.bool_)[texts.codes])
    distinct = _day_numbers([day for _, day in read])
    days = Numbers(distinct.values[texts.codes], distinct.known[texts.codes])
    told = _day_numbers(read_days([column.at(place) for place in places.tolist()], _moved(report, places)))
    days.values[places], days.known[places] = told.values, told.known
    return days


def _day_numbers(days: Sequence[date | None]) -> Numbers:
    values = np.array([0 if day is None else day.toordinal() - EPOCH for day in days], np.int64)
    return Numbers(values, np.array([day is not None for day in days], np.bool_))


def day_of(number: int) -> date:
    """The day that is so many days after 1970-01-01."""
    return date.fromordinal(number + EPOCH)


def _day_or_missing(value: object) -> tuple[str | None, date | None]:
    return (None, None) if value is ABSENT or value is None or value == "" else parse_day(value)


def parse_day(value: object) -> tuple[str | None, date | None]:
    """An issue code or a day: YYYY-MM-DD (a time behind it is cut off), YYYYMMDD or with its month in words.

    A text that names two days is a period, and no day.

    >>> parse_day("2021-03-01T00:00:00-0800"), parse_day("01/02/2024")
    ((None, datetime.date(2021, 3, 1)), ('AMBIGUOUS_DATE', None))
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if match:
        return ("BAD_DATE", None) if _SECOND_DAY.search(text, match.end(3)) else _day_of(match)
    form = next((form for pattern, form in _WORDED_DAYS if pattern.fullmatch(text)), None)
    day = day_in_form(text, form) if form else None
    if day is not None:
        return None, day
    return ("AMBIGUOUS_DATE" if _SLASHED_DAY.fullmatch(text) else "BAD_DATE"), None


def _day_of(match: re.Match[str]) -> tuple[str | None, date | None]:
    try:
        return None, date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return "BAD_DATE", None
