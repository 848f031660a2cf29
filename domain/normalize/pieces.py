"""JSON objects of many rows, put together name by name instead of row by row."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.labels import Labels, Mask

_text_of = msgspec.json.Encoder().encode


class Pieces:
    """One JSON object per row: names sorted, no spaces, as `encode` writes it; none where a row has no name.

    What is put later takes the place of what was put earlier under the same name.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns: dict[str, Labels] = {}
        self._single: dict[str, dict[int, str]] = {}
        self._inner: dict[str, Pieces] = {}

    def put(self, name: str, known: Mask, values: Labels) -> None:
        """Put values, as JSON, under a name in the rows that are marked."""
        if known.any():
            earlier = self._column(name) or Labels.constant(None, self._size)
            self._columns[name] = values.chosen(known, earlier)

    def put_one(self, name: str, place: int, value: str) -> None:
        """Put one value, as JSON, under a name in one row."""
        self._single.setdefault(name, {})[place] = value

    def within(self, name: str) -> Pieces:
        """The objects under a name; rows in which they are empty lack the name."""
        return self._inner.setdefault(name, Pieces(self._size))

    def documents(self) -> Labels:
        """The objects row by row."""
        names = sorted({*self._columns, *self._single, *self._inner})
        columns = {name: self._column(name) for name in names}
        return _objects({name: column for name, column in columns.items() if column is not None}, self._size)

    def _column(self, name: str) -> Labels | None:
        column, single = self._columns.get(name), self._single.pop(name, {})
        if name in self._inner:
            column = self._inner[name].documents()
        if single:
            places = np.fromiter(single, np.int64, len(single))
            column = (column or Labels.constant(None, self._size)).patched(places, list(single.values()))
            self._columns[name] = column
        return column


def _objects(columns: Mapping[str, Labels], size: int) -> Labels:
    members = [_member(name, column) for name, column in columns.items()]
    if not members:
        return Labels.constant(None, size)
    joint = pc.ascii_rtrim(pc.binary_join_element_wise(*members, ""), ",")
    whole = pc.binary_join_element_wise("{", joint, "}", "")
    return Labels.read(pc.if_else(pc.equal(joint, ""), None, whole))


def _member(name: str, column: Labels) -> pa.Array:
    """`"name":value,` of each row; empty where it has none."""
    start = _text_of(name).decode() + ":"
    return column.map(lambda value: "" if value is None else f"{start}{value},").array()
