"""From typed columns to the canonical frame: Arrow arrays of the record's schema, keys and content hashes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.arrow import to_integers
from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers
from domain.records import BY_NAME, CONTENT, Kind

_ODD = np.uint64(0x9E3779B97F4A7C15)
Hashes = npt.NDArray[np.uint64]


def content_arrays(draft: Draft, starts: Numbers, stops: Numbers) -> dict[str, pa.Array]:
    """Every column that the platform speaks about, in the order of the record; texts by their labels.

    `starts`, `stops`: days counted from 1970-01-01.
    """
    arrays: dict[str, pa.Array] = {}
    for column in CONTENT:
        if column.kind is Kind.DATE:
            arrays[column.name] = _day_array(starts if column.name == "date_start" else stops)
        elif column.kind in {Kind.COUNT, Kind.DECIMAL}:
            arrays[column.name] = number_array(draft.number(column.name), column.kind)
        else:
            arrays[column.name] = draft.labels(column.name).encoded()
    return arrays


def plain_arrays(arrays: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """The columns with texts row by row, as the record's schema has them."""
    return {
        name: array.dictionary_decode() if isinstance(array, pa.DictionaryArray) else array
        for name, array in arrays.items()
    }


def _day_array(days: Numbers) -> pa.Array:
    return pa.array(days.values.astype(np.int32), mask=~days.known).cast(pa.date32())


def number_array(numbers: Numbers, kind: Kind) -> pa.Array:
    """Counts as int64; micros as decimal(18,6), reinterpreted without arithmetic."""
    if kind is Kind.COUNT:
        return pa.array(numbers.values, pa.int64(), mask=~numbers.known)
    wide = np.empty((len(numbers.values), 2), np.int64)
    wide[:, 0], wide[:, 1] = numbers.values, numbers.values >> 63
    validity = pa.array(numbers.known).buffers()[1]
    return pa.Array.from_buffers(BY_NAME["spend"].kind.arrow, len(numbers.values), [validity, pa.py_buffer(wide)])


def content_hashes(arrays: Mapping[str, pa.Array]) -> npt.NDArray[np.int64]:
    """One 64-bit hash per row over all content; equal rows have equal hashes, on every machine.

    The sum of a hash of each column's name and value. What is missing adds nothing: a column that the record gains
    later leaves the hashes of all rows that do not report it as they are.
    """
    total = np.zeros(len(next(iter(arrays.values()))), np.uint64)
    for name, array in arrays.items():
        if array.null_count < len(array):
            total += _column_hashes(name, array)
    return total.view(np.int64)


def _column_hashes(name: str, array: pa.Array) -> Hashes:
    """Distinct texts are hashed once; missing is 0."""
    [salt] = pd.util.hash_array(np.asarray([name], object), categorize=False)
    if pa.types.is_string(array.type) or pa.types.is_dictionary(array.type):
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        labels = np.asarray(encoded.dictionary.to_pylist(), object)
        distinct = _mixed(pd.util.hash_array(labels, categorize=False) ^ salt)
        hashes: Hashes = distinct[encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)]
    else:
        hashes = _mixed(_whole_numbers(array) * _ODD ^ salt)
    if not array.null_count:
        return hashes
    found: Hashes = np.where(array.is_valid().to_numpy(zero_copy_only=False), hashes, np.uint64(0))
    return found


def _whole_numbers(array: pa.Array) -> Hashes:
    """Counts, days, and decimals by their unscaled value."""
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32()).cast(pa.int64())
    values, _ = to_integers(array)
    return values.astype(np.int64).view(np.uint64)


def _mixed(hashes: Hashes) -> Hashes:
    """Every bit of the result depends on every bit of the input (the finalizer of SplitMix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
