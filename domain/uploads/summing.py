"""`onConflict: SUM` over parts: the first record of a conflict takes the sum of all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.normalize.frame import content_hashes
from domain.records import ADDITIVE, CONTENT
from domain.uploads.kept_parts import KeptParts

NOT_OF_A_SUM = ("platform_metrics", "conversions_by_type")
"""The first row's own: nobody knows them of the sum."""


def summed_records(parts: KeptParts, sums: Sequence[Sequence[int]]) -> dict[int, pa.Table]:
    """By the place of the first one of each conflict, its record with the sums of all of them."""
    if not sums:
        return {}
    wanted = {place for members in sums for place in members}
    rows = _rows_at(parts, np.fromiter(sorted(wanted), np.int64, len(wanted)))
    of_place = {place: number for number, place in enumerate(sorted(wanted))}
    return {members[0]: _sum(rows.take([of_place[place] for place in members])) for members in sums}


def _rows_at(parts: KeptParts, places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pa.Table:
    found, before = [], 0
    for table in parts.tables():
        mine = places[(places >= before) & (places < before + table.num_rows)] - before
        found.append(table.take(pa.array(mine)))
        before += table.num_rows
    return pa.concat_tables(found)


def _sum(rows: pa.Table) -> pa.Table:
    summed = rows.slice(0, 1)
    for column in ADDITIVE:
        total = pc.sum(rows[column.name])
        summed = _put(summed, column.name, pa.array([total.as_py()], rows.schema.field(column.name).type))
    for name in NOT_OF_A_SUM:
        summed = _put(summed, name, pa.nulls(1, rows.schema.field(name).type))
    arrays = {column.name: summed[column.name].combine_chunks() for column in CONTENT}
    return _put(summed, "content", pa.array(content_hashes(arrays)))


def _put(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), table.schema.field(name), values)
