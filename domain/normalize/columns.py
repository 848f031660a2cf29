"""Raw values in columns, one for each name.

Rows of one shape (the same names in the same order) are turned a thousand at a time: looking up one name in every row
visits each row again for each name, and large batches do not fit the processor's cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import one_chunk
from domain.normalize.numbers import ABSENT, Absent

Row = Mapping[str, object]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
CHUNK = 1000


@dataclass(slots=True)
class Column:
    """The values under one name.

    `parsed`: those that Arrow holds, as texts, whole numbers, doubles or lists; null elsewhere. `loose`: the others
    by their position. A position that neither has is absent. `rows`: the rows themselves, for what Arrow does not
    tell: whether a double was written as a whole number, and which objects are in a list.
    """

    name: str
    parsed: pa.Array
    loose: Mapping[int, object]
    rows: Sequence[Row]
    _cells: list[object] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, name: str, cells: list[object], rows: Sequence[Row] = ()) -> Column:
        """From values as Python's own; texts go over to Arrow."""
        kinds = set(map(type, cells))
        if kinds == {str}:
            return cls(name, pa.array(cells, pa.string()), {}, rows, cells)
        if str not in kinds:
            loose = {place: cell for place, cell in enumerate(cells) if cell is not ABSENT}
            return cls(name, pa.nulls(len(cells), pa.string()), loose, rows, cells)
        texts = pa.array([cell if type(cell) is str else None for cell in cells], pa.string())
        loose = {place: cell for place, cell in enumerate(cells) if type(cell) is not str and cell is not ABSENT}
        return cls(name, texts, loose, rows, cells)

    def __len__(self) -> int:
        return len(self.parsed)

    @property
    def holds_texts(self) -> bool:
        """Whether what Arrow holds is text."""
        return bool(pa.types.is_string(self.parsed.type))

    @property
    def holds_lists(self) -> bool:
        """Whether what Arrow holds is lists."""
        return bool(pa.types.is_list(self.parsed.type))

    @property
    def present(self) -> Mask:
        """Where the row has the name at all."""
        there: Mask = np.ones(len(self), np.bool_)
        if self.parsed.null_count:
            there = self.parsed.is_valid().to_numpy(zero_copy_only=False).copy()
            there[list(self.loose)] = True
        return there

    @property
    def loose_places(self) -> Ints:
        """Positions of the loose values, in order."""
        return np.sort(np.fromiter(self.loose, np.int64, len(self.loose)))

    def cells(self) -> list[object]:
        """The values row by row; `ABSENT` where a row lacks it."""
        if self._cells is None:
            self._cells = self._list_cells()
        return self._cells

    def _list_cells(self) -> list[object]:
        if not self.holds_texts and not pa.types.is_int64(self.parsed.type):
            return [row.get(self.name, ABSENT) for row in self.rows]
        cells: list[object] = self.parsed.to_pylist()
        if self.parsed.null_count:
            cells = [ABSENT if cell is None else cell for cell in cells]
            for place, cell in self.loose.items():
                cells[place] = cell
        return cells

    def at(self, place: int) -> object:
        """One value."""
        if self._cells is not None:
            return self._cells[place]
        if place in self.loose:
            return self.loose[place]
        if not self.holds_texts:
            return self.rows[place].get(self.name, ABSENT)
        text = self.parsed[place].as_py()
        return ABSENT if text is None else text


def to_columns(rows: Sequence[Row]) -> dict[str, Column]:
    """The values under every name, in row order."""
    return {name: Column.of(name, cells, rows) for name, cells in _turned(rows).items()}


def beside(table: pa.Table, fits: Mask, others: Sequence[Row], rows: Sequence[Row]) -> dict[str, Column]:
    """The values of `rows` under every name: `table` holds those of the rows that fit, `others` are the rest."""
    if len(others):
        places = np.where(fits, np.cumsum(fits) - 1, 0)
        table = table.take(pa.array(places, mask=~fits))
    rest, left = _turned(others), np.flatnonzero(~fits).tolist()
    columns: dict[str, Column] = {}
    for name in dict.fromkeys([*table.column_names, *rest]):
        parsed = one_chunk(table[name]) if name in table.column_names else pa.nulls(len(fits), pa.string())
        cells = zip(left, rest.get(name, ()), strict=False)
        loose = {place: cell for place, cell in cells if not isinstance(cell, Absent)}
        if loose or parsed.null_count < len(parsed):
            columns[name] = Column(name, parsed, loose, rows)
    return columns


def _turned(rows: Sequence[Row]) -> dict[str, list[object]]:
    shapes: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(rows):
        shapes.setdefault(tuple(row), []).append(place)
    if len(shapes) == 1:
        [names] = shapes
        return dict(zip(names, _turn(rows, len(names)), strict=True))
    columns: dict[str, list[object]] = {name: [ABSENT] * len(rows) for shape in shapes for name in shape}
    for names, places in shapes.items():
        turned = _turn([rows[place] for place in places], len(names))
        for name, values in zip(names, turned, strict=True):
            column = columns[name]
            for place, value in zip(places, values, strict=True):
                column[place] = value
    return columns


def _turn(rows: Sequence[Row], width: int) -> list[list[object]]:
    """Columns of rows of one shape."""
    columns: list[list[object]] = [[] for _ in range(width)]
    for start in range(0, len(rows), CHUNK):
        turned = zip(*(row.values() for row in rows[start : start + CHUNK]), strict=True)
        for column, values in zip(columns, turned, strict=True):
            column.extend(values)
    return columns
