"""Small words for Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from domain.records import Kind


def key_array(keys: Sequence[bytes]) -> pa.Array:
    """Natural keys, 16 bytes each, as a column of UUIDs."""
    return pa.ExtensionArray.from_storage(Kind.KEY.arrow, pa.array(keys, pa.binary(16)))


def repeated(value: pa.Array, size: int) -> pa.Array:
    """A column that holds the one value of `value` `size` times."""
    return value.take(pa.array([0] * size, pa.int64()))
