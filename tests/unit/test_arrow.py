from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arrow import key_array, key_words, one_chunk, picked, repeated, shared_keys, to_floats
from domain.records import Kind

MONEY = st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, places=6, allow_nan=False)


@given(st.lists(MONEY, min_size=1), st.integers(0, 3))
def test_a_decimal_reads_as_the_nearest_double(amounts: list[Decimal], cut: int) -> None:
    column = pa.array(amounts, pa.decimal128(18, 6)).slice(min(cut, len(amounts) - 1))
    assert to_floats(column).tolist() == [float(amount) for amount in column.to_pylist()]


def test_ten_cents_stay_ten_cents() -> None:
    assert to_floats(
        pa.chunked_array([pa.array([Decimal("0.10"), Decimal("213.77")], pa.decimal128(38, 6))])
    ).tolist() == [0.1, 213.77]


@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize(
    "value", [pa.array(["a"]), pa.array([[5]], pa.list_(pa.int64())), pa.array([1], Kind.INSTANT.arrow)]
)
def test_a_value_is_repeated_any_number_of_times(value: pa.Array, size: int) -> None:
    column = repeated(value, size)
    assert (column.to_pylist(), column.type) == (value.to_pylist() * size, value.type)


@given(st.lists(st.tuples(st.sampled_from([b"a" * 8, b"b" * 8]), st.sampled_from([b"c" * 8, b"d" * 8]))))
def test_shared_keys_are_those_that_come_twice(halves: list[tuple[bytes, bytes]]) -> None:
    keys = [left + right for left, right in halves]
    words = key_words(pa.chunked_array([key_array(keys[:2]), key_array(keys[2:])]))
    assert [row.tobytes() for row in words] == keys
    assert shared_keys(words).tolist() == [keys.count(key) > 1 for key in keys]


def test_a_column_without_chunks_is_one_without_rows() -> None:
    assert one_chunk(pa.chunked_array([], pa.string())).to_pylist() == []


def test_all_rows_marked_are_the_table_itself() -> None:
    table = pa.table({"x": [1, 2]})
    assert picked(table, np.array([True, True])) is table
    assert picked(table, np.array([False, True])).to_pylist() == [{"x": 2}]
