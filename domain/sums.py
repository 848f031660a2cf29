"""`onConflict: SUM`: one record of several."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import one_chunk
from domain.normalize.frame import content_hashes
from domain.records import ADDITIVE, CONTENT, NOT_OF_A_SUM


def added_up(rows: pa.Table) -> pa.Table:
    """The first record with the additive metrics of all of them, where any is known."""
    summed = rows.slice(0, 1)
    for column in ADDITIVE:
        total = pc.sum(rows[column.name])
        summed = _put(summed, column.name, pa.array([total.as_py()], rows.schema.field(column.name).type))
    for name in NOT_OF_A_SUM:
        summed = _put(summed, name, pa.nulls(1, rows.schema.field(name).type))
    arrays = {column.name: one_chunk(summed[column.name]) for column in CONTENT}
    return _put(summed, "content", pa.array(content_hashes(arrays)))


def _put(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), table.schema.field(name), values)
