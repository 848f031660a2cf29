"""The counted rows of a series as the store gives them: parts of groups by period, rows of several buckets one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import day_numbers
from domain.insights.parts import Parts
from domain.insights.spine import EPOCH, Mask, bucket_numbers
from domain.ports import RecordStore
from domain.reading import Dimension, PartsQuery
from domain.summation.reading import Reading
from domain.vocabulary import Granularity, OrgId, Period

PERIOD = Dimension("PERIOD", ("date_start", "date_stop"), "First and last day of the rows.")
_KEY = Dimension("KEY", ("key",), "The row itself.")
TURN = "turn"
"""Column: what decides on which days the left-over units of a row fall; 0 in parts of one bucket."""
_KEY_DIGITS = 8


def read_series_parts(
    store: RecordStore, org: OrgId, reading: Reading, query: PartsQuery, granularity: Granularity
) -> Parts:
    """Parts of the reading's `query`, apart by `date_start` and `date_stop` as well, with a key `turn`, int64; no order.

    Of rows that span buckets each has a line of its own, since each is spread by itself.
    """
    parts = store.parts(org, replace(query, dimensions=(*query.dimensions, PERIOD)))
    spans = _spans_buckets(parts, granularity)
    whole = parts.filter(pa.array(~spans))
    whole = whole.append_column(TURN, pa.array(np.zeros(whole.num_rows, np.int64)))
    if not spans.any():
        return Parts.of(whole)
    return Parts.of(pa.concat_tables([whole, _rows_alone(store, org, reading, query, granularity)]))


def _rows_alone(
    store: RecordStore, org: OrgId, reading: Reading, query: PartsQuery, granularity: Granularity
) -> pa.Table:
    """Counted rows of several buckets: all are `selected`, since the stored mask leaves rows of several days open."""
    table = store.candidates(org, reading.rows, undecided_only=reading.by_mask)
    table = table.filter(pa.array(_spans_buckets(table, granularity)))
    keys = table["key"].filter(pc.is_in(table["key"], value_set=reading.selected)).combine_chunks()
    dimensions = (*query.dimensions, _KEY, PERIOD)
    rows = store.parts(org, replace(query, dimensions=dimensions, selected=keys, by_mask=False))
    turns = [int(str(key)[-_KEY_DIGITS:], 16) for key in rows["key"].to_pylist()]
    return rows.append_column(TURN, pa.array(turns, pa.int64())).drop_columns(["key"])


def _spans_buckets(table: pa.Table, granularity: Granularity) -> Mask:
    first, last = (bucket_numbers(day_numbers(table[name]), granularity) for name in PERIOD.columns)
    spans: Mask = first != last
    return spans


def days_covered(keys: pa.Table) -> Period | None:
    """From the first to the last day of any part; None where there is none."""
    if not keys.num_rows:
        return None
    first, last = day_numbers(keys["date_start"]).min(), day_numbers(keys["date_stop"]).max()
    return Period(EPOCH + timedelta(days=int(first)), EPOCH + timedelta(days=int(last)))
