"""Small words for Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.records import Kind

EXACT_DIGITS = 18
"""Decimals of so many digits fit 64 bits."""
EXACT_INTEGER = 2**53
"""Whole numbers up to here are doubles exactly."""


def key_array(keys: Sequence[bytes]) -> pa.Array:
    """Natural keys, 16 bytes each, as a column of UUIDs."""
    return pa.ExtensionArray.from_storage(Kind.KEY.arrow, pa.array(keys, pa.binary(16)))


def to_floats(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """A decimal or numeric column as the nearest doubles; NaN where missing.

    Arrow's own cast of decimals is off in the last digit: 0.10 would read 0.09999999999999999.

    >>> import pyarrow as pa, decimal
    >>> to_floats(pa.array([decimal.Decimal("0.100000"), None], pa.decimal128(18, 6))).tolist()
    [0.1, nan]
    """
    chunk = one_chunk(column)
    if not pa.types.is_decimal(chunk.type):
        floats: npt.NDArray[np.float64] = pc.cast(chunk, pa.float64()).to_numpy(zero_copy_only=False)
        return floats
    if chunk.type.precision > EXACT_DIGITS or not len(chunk):
        return np.array([np.nan if v is None else float(v) for v in chunk.to_pylist()], np.float64)
    unscaled = np.frombuffer(chunk.buffers()[1], np.int64)[::2][chunk.offset : chunk.offset + len(chunk)]
    if (np.abs(unscaled) > EXACT_INTEGER).any():
        return to_floats(chunk.cast(pa.decimal128(38, chunk.type.scale)))
    return np.where(chunk.is_valid().to_numpy(zero_copy_only=False), unscaled / 10.0**chunk.type.scale, np.nan)


def to_integers(column: pa.Array | pa.ChunkedArray) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """A whole or decimal column as its unscaled integers, 0 where missing, and where it is not.

    int64; Python's own integers where one does not fit.

    >>> import pyarrow as pa, decimal
    >>> to_integers(pa.array([decimal.Decimal("0.100000"), None], pa.decimal128(38, 6)))[0].tolist()
    [100000, 0]
    """
    chunk = one_chunk(column)
    known = chunk.is_valid().to_numpy(zero_copy_only=False)
    if not pa.types.is_decimal(chunk.type):
        return chunk.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False), known
    if not len(chunk):
        return np.zeros(0, np.int64), known
    words = np.frombuffer(chunk.buffers()[1], np.int64).reshape(-1, 2)[chunk.offset : chunk.offset + len(chunk)]
    low, high = words[:, 0], words[:, 1]
    if bool(((high == low >> 63) | ~known).all()):
        return np.where(known, low, 0), known
    exact = [0 if value is None else int(value.scaleb(chunk.type.scale)) for value in chunk.to_pylist()]
    return np.array(exact, object), known


def day_numbers(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Days of a column of dates, counted from 1970-01-01."""
    days: npt.NDArray[np.int64] = column.cast(pa.int32()).to_numpy().astype(np.int64)
    return days


def repeated(value: pa.Array, size: int) -> pa.Array:
    """A column that holds the one value of `value` `size` times."""
    return pa.repeat(value[0], size) if size else value[:0]  # Arrow repeats no list zero times


def one_chunk(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.combine_chunks() if column.num_chunks else pa.nulls(0, column.type)


def key_words(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.uint64]:
    """Keys of 16 bytes as two whole numbers each."""
    chunk = one_chunk(column)
    bare = chunk.storage if isinstance(chunk, pa.ExtensionArray) else chunk
    words = np.frombuffer(bare.buffers()[1] or b"", np.uint64).reshape(-1, 2)
    return words[bare.offset : bare.offset + len(bare)]


def shared_keys(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """True where another row has the same key; `words` as `key_words` gives them."""
    if not pd.Series(words[:, 0]).duplicated().any():
        return np.zeros(len(words), np.bool_)
    shared: npt.NDArray[np.bool_] = pd.DataFrame(words).duplicated(keep=False).to_numpy()
    return shared


def picked(table: pa.Table, rows: npt.NDArray[np.bool_]) -> pa.Table:
    """The rows of a table that are marked; the table itself where all are."""
    return table if rows.all() else table.filter(pa.array(rows))
