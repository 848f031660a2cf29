from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from domain.arrow import to_floats

MONEY = st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, places=6, allow_nan=False)


@given(st.lists(MONEY, min_size=1), st.integers(0, 3))
def test_a_decimal_reads_as_the_nearest_double(amounts: list[Decimal], cut: int) -> None:
    column = pa.array(amounts, pa.decimal128(18, 6)).slice(min(cut, len(amounts) - 1))
    assert to_floats(column).tolist() == [float(amount) for amount in column.to_pylist()]


def test_ten_cents_stay_ten_cents() -> None:
    assert to_floats(
        pa.chunked_array([pa.array([Decimal("0.10"), Decimal("213.77")], pa.decimal128(38, 6))])
    ).tolist() == [0.1, 213.77]
