"""Exact sums of wide decimals, against Python's own whole numbers."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.units import Units, read_units

micros = st.one_of(st.none(), st.integers(-(10**24), 10**24), st.integers(-5, 5))


def column(values: list[int | None], scale: int = 6) -> pa.ChunkedArray:
    """Units as decimals with so many digits behind the point, in two chunks."""
    decimals = [None if value is None else Decimal(value).scaleb(-scale) for value in values]
    half = len(values) // 2
    chunks = [pa.array(part, pa.decimal128(38, scale)) for part in (decimals[:half], decimals[half:])]
    return pa.chunked_array(chunks, pa.decimal128(38, scale))


@given(st.lists(st.tuples(micros, st.integers(0, 2)), max_size=20), st.sampled_from([0, 6]))
def test_sums_are_those_of_whole_numbers(drawn: list[tuple[int | None, int]], scale: int) -> None:
    values, codes = [value for value, _ in drawn], np.asarray([code for _, code in drawn], np.int64)
    found = read_units(column(values, scale)).sums(codes, 3, scale)
    for code in range(3):
        known = [value for value, own in drawn if own == code and value is not None]
        expected = float(Decimal(sum(known)).scaleb(-scale)) if known else float("nan")
        assert found[code] == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_money_up_to_nine_billion_is_the_nearest_double_exactly() -> None:
    values = [9_007_199_254_740_990, 1, None, 100_000]
    assert read_units(column(values)).sums(np.asarray([0, 0, 1, 2]), 3, 6).tolist()[::2] == [9_007_199_254.740991, 0.1]


def test_nothing_is_missing_and_zero_is_zero() -> None:
    found = read_units(column([None, 0])).sums(np.asarray([0, 1]), 3, 6)
    assert np.isnan(found).tolist() == [True, False, True]


def test_a_slice_of_a_column_is_read_from_its_own_place() -> None:
    assert read_units(column([1, 2, 3, 4]).slice(2, 2)).amounts().tolist() == [3, 4]


def test_a_column_without_rows_has_no_units() -> None:
    assert read_units(column([])).amounts().tolist() == []


@given(st.lists(st.integers(-(2**62), 2**62), max_size=8))
def test_amounts_survive_being_split(values: list[int]) -> None:
    amounts = np.asarray(values, np.int64)
    assert Units.of(amounts, np.ones(len(values), np.bool_)).amounts().tolist() == values
