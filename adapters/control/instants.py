"""Instants as whole microseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros_of(instant: datetime) -> int:
    """Whole microseconds since 1970 in UTC."""
    return (instant - EPOCH) // MICROSECOND


def maybe_micros_of(instant: datetime | None) -> int | None:
    """As `micros_of`; None stays None."""
    return None if instant is None else micros_of(instant)


def instant_of(micros: int) -> datetime:
    """Give the instant, in UTC."""
    return EPOCH + micros * MICROSECOND


def maybe_instant_of(micros: int | None) -> datetime | None:
    """As `instant_of`; None stays None."""
    return None if micros is None else instant_of(micros)
