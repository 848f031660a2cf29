"""From rows to columns in one pass over the rows.

Looking up one name in every row visits each row again for each name, and large batches do not fit the processor's
cache. Rows of one shape (the same names in the same order) are turned a thousand at a time instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.normalize.numbers import ABSENT

Row = Mapping[str, object]
CHUNK = 1000


def to_columns(rows: Sequence[Row]) -> dict[str, list[object]]:
    """The values under every name, in row order; `ABSENT` where a row lacks it."""
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
