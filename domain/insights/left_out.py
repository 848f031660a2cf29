"""What a reading leaves out, the gap of finer levels included."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa

from domain.insights.level_gap import level_gap
from domain.ports import RecordStore
from domain.summation.needs import Depth, Reason
from domain.summation.reading import Reading, read_guarded
from domain.vocabulary import OrgId


@dataclass(frozen=True, slots=True)
class Excluded:
    """Rows left out of the totals; `spend` is missing where several currencies meet or none reports any."""

    reason: Reason
    rows: int
    spend: float | None


def left_out_of(store: RecordStore, org: OrgId, reading: Reading) -> pa.Table:
    """Lines as in `Reading.left_out`; below campaigns also what the finer rows lack against the campaigns' own."""
    if reading.need.depth is Depth.CAMPAIGN:
        return reading.left_out
    plain = read_guarded(store, org, reading.rows, replace(reading.need, depth=Depth.CAMPAIGN))
    gap = level_gap(store, org, plain, reading).cast(reading.left_out.schema)
    return pa.concat_tables([reading.left_out, gap])
