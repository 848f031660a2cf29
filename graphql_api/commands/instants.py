"""Instants and periods as options of a command."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from domain.errors import InvalidInputError
from domain.vocabulary import Period

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_instant(text: str | None, option: str) -> datetime | None:
    """An instant with its zone, in UTC; raises InvalidInputError naming the option."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InvalidInputError(f"{option} is {text!r}.", hint="Give an instant with its zone: 2024-02-01T06:00:00Z")
    return instant.astimezone(UTC)


def read_day(text: str | None, option: str) -> date | None:
    """A day; raises InvalidInputError naming the option."""
    if text is None:
        return None
    try:
        return _day(text)
    except ValueError as error:
        raise InvalidInputError(f"{option} is {text!r}.", hint="Give a day: 2024-01-31") from error


def read_period(text: str | None, option: str) -> Period | None:
    """A range of days, `2024-01-01..2024-01-31`, or one day."""
    if text is None:
        return None
    start, _, end = text.partition("..")
    try:
        return Period(_day(start), _day(end or start))
    except ValueError as error:
        raise InvalidInputError(f"{option} is {text!r}.", hint="Give days: 2024-01-01..2024-01-31") from error


def _day(text: str) -> date:
    """Exactly YYYY-MM-DD, as in the API; Python's own reading takes 20240131 and week dates too."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
