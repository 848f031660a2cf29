"""Retail events that somebody announces: their dates, where they come from, and from when to when they are known.

Beyond `last_year` nobody knows: the calendar says null, never false.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_AMAZON_COUNTRIES = frozenset("US GB DE AT FR IT ES".split())


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with its announced dates."""

    name: str
    countries: frozenset[str]
    source: str
    first_year: int
    last_year: int
    spans: tuple[tuple[date, int], ...]
    """(first day, days)."""

    def days(self, year: int) -> frozenset[date] | None:
        """The days of a year; None where nobody knows."""
        if not self.first_year <= year <= self.last_year:
            return None
        return frozenset(
            start + timedelta(n) for start, count in self.spans if start.year == year for n in range(count)
        )


def _spans(said: str) -> tuple[tuple[date, int], ...]:
    """`2024-07-16+2`: two days from 16 July 2024; without a count, one."""
    pairs = (word.partition("+") for word in said.split())
    return tuple((date.fromisoformat(start), int(count or 1)) for start, _, count in pairs)


PRIME_DAY, SUPER_BOWL = "Prime Day", "Super Bowl"
DATED_EVENTS: tuple[DatedEvent, ...] = (
    DatedEvent(
        PRIME_DAY,
        _AMAZON_COUNTRIES,
        "Amazon's press releases; the evening before, with which it began in 2017, is left out",
        2015,
        2026,
        _spans(
            "2015-07-15 2016-07-12 2017-07-11 2018-07-16+2 2019-07-15+2 2020-10-13+2 2021-06-21+2 2022-07-12+2 "
            "2023-07-11+2 2024-07-16+2 2025-07-08+4 2026-06-23+4"
        ),
    ),
    DatedEvent(
        "Prime Big Deal Days",
        _AMAZON_COUNTRIES,
        "Amazon's press releases; in 2022 as Prime Early Access Sale",
        2022,
        2026,
        _spans("2022-10-11+2 2023-10-10+2 2024-10-08+2 2025-10-07+2 2026-10-06+2"),
    ),
    DatedEvent(
        SUPER_BOWL,
        frozenset({"US"}),
        "the National Football League; 13 February 2028 is announced, but may still move",
        2015,
        2027,
        _spans(
            "2015-02-01 2016-02-07 2017-02-05 2018-02-04 2019-02-03 2020-02-02 2021-02-07 2022-02-13 2023-02-12 "
            "2024-02-11 2025-02-09 2026-02-08 2027-02-14"
        ),
    ),
)
