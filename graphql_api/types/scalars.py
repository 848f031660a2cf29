"""Scalars of the API: Date, DateTime, Long, JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from graphql import GraphQLError

from graphql_api.undecoded_rows import whole_value

MAX_LONG = 2**53 - 1
Long = NewType("Long", int)
JsonValue = NewType("JsonValue", object)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def parse_date(value: object) -> date:
    """Exactly YYYY-MM-DD; Python's own parser takes 20240101 and week dates too."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # e.g. 2024-02-30: refused below with the same words
    raise GraphQLError(f"Date is {value!r}. Send a calendar date as YYYY-MM-DD, e.g. '2024-01-31'.")


def parse_datetime(value: object) -> datetime:
    """RFC 3339 with a zone; the answer is in UTC."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass  # e.g. 2024-02-30, or year 1 less fourteen hours: refused below with the same words
    raise GraphQLError(f"DateTime is {value!r}. Send an instant with its zone, e.g. '2024-01-31T12:00:00Z'.")


def serialize_datetime(value: datetime) -> str:
    """RFC 3339 in UTC, with a Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse_long(value: object) -> int:
    """A whole number that every JSON reader keeps exact."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_LONG:
        return value
    raise GraphQLError(f"Long is {value!r}. Send a whole number up to 2^53-1.")


def serialize_long(value: float) -> int:
    """A count; sums arrive as floats that hold whole numbers."""
    number = int(value)
    if number != value or abs(number) > MAX_LONG:
        raise GraphQLError(f"Long cannot show {value!r}.")
    return number


SCALARS: Mapping[Any, Any] = {
    date: strawberry.scalar(
        name="Date",
        description="Calendar date, YYYY-MM-DD, in the ad account's time zone.",
        parse_value=parse_date,
        serialize=lambda value: value.isoformat(),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="Instant, RFC 3339, UTC.",
        parse_value=parse_datetime,
        serialize=serialize_datetime,
    ),
    Long: strawberry.scalar(
        name="Long",
        description="Whole number up to 2^53-1 as a JSON number (Int stops at 2,147,483,647).",
        parse_value=parse_long,
        serialize=serialize_long,
    ),
    JsonValue: strawberry.scalar(
        name="JSON",
        description="Any JSON value. Only where the shape belongs to a platform, or where columns are dynamic.",
        parse_value=whole_value,
        serialize=lambda value: value,
    ),
}
