"""A series laid out: one row for every bucket of every group, sums and ratios of what was counted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from domain.insights.parts import Floats, Parts, Sums, fold_by
from domain.insights.series_parts import PERIOD, TURN, day_numbers
from domain.insights.spine import EPOCH, Ints, Mask, Spine, full_buckets
from domain.insights.spread import Pieces, cut, share_out
from domain.insights.table import nullable
from domain.metrics import METRIC_NAMES
from domain.reading import Dimension, key_names, label_names

_MIDNIGHT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class _Groups:
    """The series of a table of parts: one per group and currency, in order."""

    codes: Ints
    """Series of each part."""
    columns: dict[str, pa.Array]
    """Keys, labels and currency: one entry per series."""
    size: int


def lay_out_series(
    parts: pa.Table, dimensions: tuple[Dimension, ...], spine: Spine, today: date, *, ungrouped: bool = False
) -> pa.Table:
    """Columns: `date` (date32), `time` (UTC), keys, labels, `currency`, metrics (float64), `complete` (bool).

    `parts`: as `read_series_parts` gives them, inside the spine. One row per bucket and series, by date, then keys and
    currency, unknown ones last. Without any part there is no series, but where it is `ungrouped` one of nulls.
    """
    groups = _one_of_nulls(parts) if ungrouped and not parts.num_rows else _find_groups(parts, dimensions)
    size = spine.size * groups.size
    buckets, series = np.divmod(np.arange(size), max(groups.size, 1))
    starts = spine.starts[buckets]
    dates = pa.array(starts.astype(np.int32)).cast(pa.date32())
    keys = {name: column.take(pa.array(series)) for name, column in groups.columns.items()}
    metrics = _metrics(parts, groups, spine, size)
    complete = _complete(parts, groups, spine, today).reshape(size)
    return pa.table({"date": dates, "time": dates.cast(_MIDNIGHT), **keys, **metrics, "complete": pa.array(complete)})


def _one_of_nulls(parts: pa.Table) -> _Groups:
    return _Groups(np.zeros(0, np.int64), {"currency": pa.nulls(1, parts.schema.field("currency").type)}, 1)


def _find_groups(parts: pa.Table, dimensions: tuple[Dimension, ...]) -> _Groups:
    by = [*key_names(dimensions), "currency"]
    codes = parts.select(by).to_pandas().groupby(by, dropna=False, sort=True, observed=True).ngroup().to_numpy(np.int64)
    first = np.unique(codes, return_index=True)[1]
    keys = {name: parts[name].combine_chunks().take(pa.array(first)) for name in by}
    labels = {name: _latest(parts, name, codes, len(first)) for name in label_names(dimensions)}
    return _Groups(codes, {**keys, **labels}, len(first))


def _latest(parts: pa.Table, name: str, codes: Ints, size: int) -> pa.Array:
    """Label of each series as seen last, whenever that was; of several seen at one instant the last one by alphabet."""
    labels = parts[name].combine_chunks()
    frame = pd.DataFrame(
        {"series": codes, "seen": parts[f"{name}_seen"].to_pandas(), "label": labels.to_pandas()}
    ).dropna(subset=["label"])
    newest = frame.sort_values(["seen", "label"]).drop_duplicates("series", keep="last")
    places = np.full(size, -1, np.int64)
    places[newest["series"].to_numpy(np.int64)] = newest.index.to_numpy(np.int64)
    return labels.take(pa.array(places, mask=places < 0))


def _metrics(parts: pa.Table, groups: _Groups, spine: Spine, size: int) -> dict[str, pa.Array]:
    """Every metric of every row of the layout: of the parts of its cell, spread where they span buckets."""
    starts, stops = (day_numbers(parts[name]) for name in PERIOD.columns)
    pieces, lengths = cut(spine, starts, stops), stops - starts + 1
    found, codes = np.unique(pieces.buckets * groups.size + groups.codes[pieces.rows], return_inverse=True)
    turns = parts[TURN].to_numpy() % lengths
    sums = {name: _in_pieces(column, lengths, turns, pieces) for name, column in Parts.of(parts).sums.items()}
    keys = parts.select(["part_source", "part_channel"]).take(pa.array(pieces.rows))
    return _scattered(fold_by(Parts(keys, sums), codes, len(found), list(METRIC_NAMES)), found, size)


def _in_pieces(column: Sums, lengths: Ints, turns: Ints, pieces: Pieces) -> Sums:
    """Units of each piece; those of rows in one piece stay as they are."""
    whole, known = column.units[pieces.rows], column.known[pieces.rows]
    parted = pieces.days < lengths[pieces.rows]
    if not parted.any():
        return Sums(whole, known)
    return Sums(np.where(parted, share_out(column.units, lengths, turns, pieces), whole), known)


def _scattered(folded: dict[str, Floats], cells: Ints, size: int) -> dict[str, pa.Array]:
    columns: dict[str, pa.Array] = {}
    for name, known in folded.items():
        values: Floats = np.full(size, np.nan)
        values[cells] = known
        columns[name] = nullable(values)
    return columns


def _complete(parts: pa.Table, groups: _Groups, spine: Spine, today: date) -> Mask:
    """Buckets that are over and of which the series has every day; one row per bucket, one column per series."""
    starts, stops = (day_numbers(parts[name]) for name in PERIOD.columns)
    over = spine.stops < (today - EPOCH).days
    return full_buckets(spine, groups.codes, starts, stops, groups.size) & over[:, np.newaxis]
