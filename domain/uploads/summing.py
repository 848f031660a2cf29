"""`onConflict: SUM` over parts: the first record of a conflict takes the sum of all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from domain.sums import added_up
from domain.uploads.kept_parts import KeptParts


def summed_records(parts: KeptParts, sums: Sequence[Sequence[int]]) -> dict[int, pa.Table]:
    """By the place of the first one of each conflict, its record with the sums of all of them."""
    if not sums:
        return {}
    wanted = {place for members in sums for place in members}
    rows = _rows_at(parts, np.fromiter(sorted(wanted), np.int64, len(wanted)))
    of_place = {place: number for number, place in enumerate(sorted(wanted))}
    return {members[0]: added_up(rows.take([of_place[place] for place in members])) for members in sums}


def _rows_at(parts: KeptParts, places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pa.Table:
    found, before = [], 0
    for table in parts.tables():
        mine = places[(places >= before) & (places < before + table.num_rows)] - before
        found.append(table.take(pa.array(mine)))
        before += table.num_rows
    return pa.concat_tables(found)
