"""Reading ids, names and days from columns of raw values; distinct values are read once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.normalize.numbers import ABSENT, Report

SAFE_INTEGER = 2**53
_MIN_ROUNDED_IDS = 3
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.DOTALL)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
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


def _day_or_missing(value: object) -> tuple[str | None, date | None]:
    return (None, None) if value is ABSENT or value is None or value == "" else parse_day(value)


def parse_day(value: object) -> tuple[str | None, date | None]:
    """An issue code or a day: YYYY-MM-DD (a time behind it is cut off) or YYYYMMDD.

    >>> parse_day("2021-03-01T00:00:00-0800"), parse_day("01/02/2024")
    ((None, datetime.date(2021, 3, 1)), ('AMBIGUOUS_DATE', None))
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if match:
        return _day_of(match)
    return ("AMBIGUOUS_DATE" if _SLASHED_DAY.fullmatch(text) else "BAD_DATE"), None


def _day_of(match: re.Match[str]) -> tuple[str | None, date | None]:
    try:
        return None, date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return "BAD_DATE", None
