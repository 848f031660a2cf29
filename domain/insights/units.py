"""Sums as exact whole units: micros of DECIMAL(38,6), counts of DECIMAL(38,0)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.insights.spine import Ints, Mask

LOW_BITS = 32
LOW_MASK = 2**LOW_BITS - 1
Floats = npt.NDArray[np.float64]


class Units(NamedTuple):
    """`high * 2**32 + low` whole units in each row: halves add up in doubles without losing one. 0 where not `known`."""

    high: Ints
    low: Ints
    known: Mask

    @classmethod
    def of(cls, amounts: Ints, known: Mask) -> Units:
        """Amounts that fit 64 bits."""
        return cls(amounts >> LOW_BITS, amounts & LOW_MASK, known)

    def amounts(self) -> Ints:
        """As 64 bits; only where they fit."""
        return (self.high << LOW_BITS) + self.low

    def take(self, rows: Ints) -> Units:
        """Those rows."""
        return Units(self.high[rows], self.low[rows], self.known[rows])

    def sums(self, codes: Ints, size: int, scale: int) -> Floats:
        """Sum of each code as the nearest double, `scale` digits behind the point; missing where nothing is known."""
        high, low = (np.bincount(codes, half, size) for half in (self.high, self.low))
        known = np.bincount(codes[self.known], minlength=size) > 0
        return np.where(known, (high * 2.0**LOW_BITS + low) / 10.0**scale, np.nan)


def read_units(column: pa.ChunkedArray) -> Units:
    """A column of decimals of 128 bits."""
    chunk = column.cast(pa.decimal128(38, column.type.scale)).combine_chunks()
    if not len(chunk):
        nothing = np.zeros(0, np.int64)
        return Units(nothing, nothing, np.zeros(0, np.bool_))
    words = np.frombuffer(chunk.buffers()[1], np.int64).reshape(-1, 2)[chunk.offset : chunk.offset + len(chunk)]
    known = chunk.is_valid().to_numpy(zero_copy_only=False)
    lower, upper = (np.where(known, words[:, side], 0) for side in (0, 1))
    return Units((upper << LOW_BITS) | ((lower >> LOW_BITS) & LOW_MASK), lower & LOW_MASK, known)
