"""From typed columns to the canonical frame: Arrow arrays of the record's schema, keys and content hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers
from domain.records import BY_NAME, CONTENT, Kind

_MIX = np.uint64(1_000_003)
Hashes = npt.NDArray[np.uint64]


def content_arrays(draft: Draft, starts: Sequence[date | None], stops: Sequence[date | None]) -> dict[str, pa.Array]:
    """Every column that the platform speaks about, in the order of the record."""
    arrays: dict[str, pa.Array] = {}
    for column in CONTENT:
        if column.kind is Kind.DATE:
            arrays[column.name] = pa.array(starts if column.name == "date_start" else stops, pa.date32())
        elif column.kind in {Kind.COUNT, Kind.DECIMAL}:
            arrays[column.name] = number_array(draft.number(column.name), column.kind)
        else:
            arrays[column.name] = pa.array(draft.text(column.name), pa.string())
    return arrays


def number_array(numbers: Numbers, kind: Kind) -> pa.Array:
    """Counts as int64; micros as decimal(18,6), reinterpreted without arithmetic."""
    if kind is Kind.COUNT:
        return pa.array(numbers.values, pa.int64(), mask=~numbers.known)
    wide = np.empty((len(numbers.values), 2), np.int64)
    wide[:, 0], wide[:, 1] = numbers.values, numbers.values >> 63
    validity = pa.array(numbers.known).buffers()[1]
    return pa.Array.from_buffers(BY_NAME["spend"].kind.arrow, len(numbers.values), [validity, pa.py_buffer(wide)])


def content_hashes(arrays: dict[str, pa.Array]) -> npt.NDArray[np.int64]:
    """One 64-bit hash per row over all content; equal rows have equal hashes, on every machine."""
    size = len(next(iter(arrays.values())))
    mixed = np.zeros(size, np.uint64)
    for array in arrays.values():
        mixed = mixed * _MIX ^ _column_hashes(array)
    return mixed.view(np.int64)


def _column_hashes(array: pa.Array) -> Hashes:
    """Distinct values are hashed once; missing is 0."""
    if array.null_count == len(array):
        return np.zeros(len(array), np.uint64)
    texts = array if pa.types.is_string(array.type) else array.cast(pa.string())
    encoded = texts.dictionary_encode()
    distinct = np.asarray(encoded.dictionary.to_pylist(), object)
    hashes = np.append(pd.util.hash_array(distinct, categorize=False), np.uint64(0))
    found: Hashes = hashes[encoded.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False)]
    return found
