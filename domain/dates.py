"""Days written in a form that somebody states: tokens (`DD.MM.YYYY`), `strptime` (`%d.%m.%Y`), or seconds since 1970.

Names of months are English. A time behind the day is cut off where the form names it, or where it follows a space or T.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from domain.errors import InvalidInputError

EPOCHS = {"EPOCH_SECONDS": 1, "EPOCH_MILLIS": 1000}
"""Instants in UTC, by their units per second."""
_TOKENS = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "M": "%m",
    "DD": "%d",
    "D": "%d",
    "HH": "%H",
    "mm": "%M",
    "ss": "%S",
}
_TOKEN = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))
_MONTHS = """january february march april may june july august september october november december""".split()
_PARTS = {
    "%Y": r"(?P<year>\d{4})",
    "%y": r"(?P<short_year>\d{2})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})",
    "%B": r"(?P<name>[A-Za-z]+)",
    "%b": r"(?P<name>[A-Za-z]+)\.?",
    "%H": r"\d{1,2}",
    "%M": r"\d{1,2}",
    "%S": r"\d{1,2}",
}
_DIRECTIVE = re.compile(r"%[A-Za-z]")
_CENTURY = 2000
_HINT = "Give a form such as DD.MM.YYYY, %m/%d/%Y or EPOCH_SECONDS."


def check_date_format(form: str, field: tuple[str, ...]) -> str:
    """`form`, where it names a year, a month and a day once each; raises InvalidInputError otherwise."""
    if form in EPOCHS:
        return form
    known = set(_PARTS)
    directives = _DIRECTIVE.findall(_directives(form))
    counts = [sum(d in group for d in directives) for group in ({"%Y", "%y"}, {"%m", "%B", "%b"}, {"%d"})]
    if not set(directives) <= known or counts != [1, 1, 1]:
        raise InvalidInputError(f"dateFormat is {form[:64]!r}.", hint=_HINT, field=field)
    return form


def day_in_form(value: object, form: str) -> date | None:
    """The day that `value` is in that form; None where it is none.

    >>> day_in_form("1.3.2024", "DD.MM.YYYY"), day_in_form(1709251200, "EPOCH_SECONDS")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1))
    """
    if form in EPOCHS:
        return _day_of_instant(value, EPOCHS[form])
    match = _pattern(form).fullmatch(str(value).strip()) if isinstance(value, str | int) else None
    if match is None:
        return None
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else _CENTURY + int(found["short_year"])
    month = int(found["month"]) if found.get("month") else _month_named(found["name"])
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        return None


def _day_of_instant(value: object, per_second: int) -> date | None:
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,14}(?:\.0+)?", text):
        return None
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(float(text)) // per_second)).date()
    except OverflowError:
        return None


def _month_named(name: str) -> int:
    short = name.lower()
    found = [place for place, month in enumerate(_MONTHS, 1) if len(short) > 2 and month.startswith(short)]  # noqa: PLR2004
    return found[0] if len(found) == 1 else 0


def _directives(form: str) -> str:
    return form if "%" in form else _TOKEN.sub(lambda token: _TOKENS[token[0]], form)


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    directives = _directives(form)
    parts, end = [], 0
    for match in _DIRECTIVE.finditer(directives):
        parts += [re.escape(directives[end : match.start()]), _PARTS[match[0]]]
        end = match.end()
    time = "" if "%H" in directives else r"(?:[T ]\d+(?:[^-./\d].*)?)?"  # no second day: a period is no day
    return re.compile("".join(parts) + re.escape(directives[end:]) + time, re.DOTALL)
