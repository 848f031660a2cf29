"""Raw rows in frames small enough that one row can be read again quickly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from domain.ports import RawFrame

MAX_ROWS = 500
MAX_BYTES = 1024 * 1024


def pack_frames(rows: Sequence[bytes]) -> tuple[list[RawFrame], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Frames of at most 500 rows or 1 MiB, and for each row its frame and its place in it."""
    sizes = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    bounds = [0]
    ends = np.cumsum(sizes)
    while bounds[-1] < len(rows):
        start = bounds[-1]
        before = int(ends[start - 1]) if start else 0
        by_bytes = int(np.searchsorted(ends, before + MAX_BYTES, side="right"))
        bounds.append(max(start + 1, min(start + MAX_ROWS, by_bytes)))
    frames = [RawFrame(number, rows[start:end]) for number, (start, end) in enumerate(pairwise(bounds))]
    lengths = [len(frame.rows) for frame in frames]
    frame_of = np.repeat(np.arange(len(frames)), lengths)
    row_of = np.concatenate([np.arange(length) for length in lengths] or [np.zeros(0, np.int64)])
    return frames, frame_of, row_of
