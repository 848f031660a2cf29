"""Rows of several buckets, cut at the bounds of the buckets and shared out evenly over their days.

Amounts are whole units (micros of money and fractions, counts as they are). Each day gets the same number of them, and
the units that are left over go to days in turn, one each, from a day that the row's key decides: from the first day
always, a thousand rows of 3 clicks a week would put all of them on Monday to Wednesday. A row falls on the same days
whatever the series is grouped by, and days add up to weeks, to months, to the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.errors import InvalidInputError
from domain.insights.spine import Ints, Spine


class Spread(StrEnum):
    """What becomes of rows that span several buckets."""

    NONE = "NONE"
    EVEN = "EVEN"


def parse_spread(text: str, path: tuple[str, ...]) -> Spread:
    """The way to spread that is meant; raises InvalidInputError naming the valid ones."""
    if text not in Spread.__members__:
        raise InvalidInputError(
            f"spread {text[:64]!r} is not known.", hint=f"Send one of: {', '.join(Spread)}.", field=path
        )
    return Spread(text)


@dataclass(frozen=True, slots=True)
class Pieces:
    """One entry per row and bucket that it touches, in the order of the rows."""

    rows: Ints
    """Position of the row."""
    buckets: Ints
    """Position of the bucket in the spine."""
    skipped: Ints
    """Days of the row before this piece."""
    days: Ints
    """Days of this piece."""


def cut(spine: Spine, starts: Ints, stops: Ints) -> Pieces:
    """The pieces of rows from `starts` to `stops`, both included, all inside the spine."""
    first, last = spine.places(starts), spine.places(stops)
    counts = last - first + 1
    rows = np.repeat(np.arange(len(starts)), counts)
    buckets = first[rows] + np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows]
    begin = np.maximum(starts[rows], spine.starts[buckets])
    end = np.minimum(stops[rows], spine.stops[buckets])
    return Pieces(rows, buckets, begin - starts[rows], end - begin + 1)


def share_out(amounts: Ints, lengths: Ints, turns: Ints, pieces: Pieces) -> Ints:
    """Units of each piece; those of a row's pieces add up to its amount.

    Per row: `amounts` in whole units (int64, or Python's own integers), `lengths` in days, `turns` the day (from 0) that gets the first unit left over.

    >>> week = Pieces(np.zeros(7, np.int64), np.arange(7), np.arange(7), np.ones(7, np.int64))
    >>> share_out(np.asarray([10]), np.asarray([7]), np.asarray([5]), week).tolist()
    [2, 1, 1, 1, 1, 2, 2]
    """
    each = amounts // lengths  # and not divmod, which knows no Python integers
    left_over = amounts - each * lengths
    rows, ends = pieces.rows, pieces.skipped + pieces.days
    from_day, length = turns[rows], lengths[rows]
    to_day = from_day + left_over[rows]
    straight = _overlap(pieces.skipped, ends, from_day, to_day)
    wrapped = _overlap(pieces.skipped, ends, from_day - length, to_day - length)
    units: Ints = each[rows] * pieces.days + straight + wrapped
    return units


def _overlap(begin: Ints, end: Ints, other_begin: Ints, other_end: Ints) -> Ints:
    """Days that two spans share; ends not included."""
    days: Ints = np.maximum(np.minimum(end, other_end) - np.maximum(begin, other_begin), 0)
    return days
