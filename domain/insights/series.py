"""A series laid out: one row for every bucket of every group, sums and ratios of what was counted in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import day_numbers
from domain.insights.parts import CELL, Parts, fold_by, group
from domain.insights.series_parts import PERIOD, TURN
from domain.insights.spine import EPOCH, Ints, Mask, Spine, full_buckets
from domain.insights.spread import Pieces, cut, share_out
from domain.insights.sums import Block, Sums
from domain.insights.table import latest_label, nullable
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
    parts: Parts,
    dimensions: tuple[Dimension, ...],
    metrics: Sequence[str],
    spine: Spine,
    today: date,
    *,
    ungrouped: bool = False,
) -> pa.Table:
    """Columns: `date` (date32), `time` (UTC), keys, labels, `currency`, metrics (float64), `complete` (bool).

    `parts`: as `read_series_parts` gives them, inside the spine. One row per bucket and series, by date, then keys and
    currency, unknown ones last. Without any part there is no series, but where it is `ungrouped` one of nulls.
    """
    groups = _one_of_nulls(parts) if ungrouped and not len(parts) else _find_groups(parts, dimensions)
    size = spine.size * groups.size
    buckets, series = np.divmod(np.arange(size), max(groups.size, 1))
    starts = spine.starts[buckets]
    dates = pa.array(starts.astype(np.int32)).cast(pa.date32())
    keys = {name: column.take(pa.array(series)) for name, column in groups.columns.items()}
    cells = fold_by(*_in_cells(parts, groups, spine), size, list(metrics))
    values = {name: nullable(column) for name, column in cells.items()}
    complete = _complete(parts, groups, spine, today).reshape(size)
    return pa.table({"date": dates, "time": dates.cast(_MIDNIGHT), **keys, **values, "complete": pa.array(complete)})


def _one_of_nulls(parts: Parts) -> _Groups:
    return _Groups(np.zeros(0, np.int64), {"currency": pa.nulls(1, parts.keys.schema.field("currency").type)}, 1)


def _find_groups(parts: Parts, dimensions: tuple[Dimension, ...]) -> _Groups:
    by = [*key_names(dimensions), "currency"]
    met, first = group(parts.codes(by))
    order = pc.sort_indices(
        parts.keys.select(by).take(pa.array(first)), [(name, "ascending") for name in by]
    ).to_numpy()
    codes = np.argsort(order, kind="stable")[met]
    keys = {name: parts.keys[name].combine_chunks().take(pa.array(first[order])) for name in by}
    labels = {name: latest_label(parts.keys, name, codes, len(first)) for name in label_names(dimensions)}
    return _Groups(codes, {**keys, **labels}, len(first))


def _in_cells(parts: Parts, groups: _Groups, spine: Spine) -> tuple[Parts, Ints]:
    """The parts cut at the bounds of buckets, and the row of the layout that each piece belongs to."""
    starts, stops = (day_numbers(parts.keys[name]) for name in PERIOD.columns)
    pieces = cut(spine, starts, stops)
    lengths = stops - starts + 1
    turns = parts.keys[TURN].to_numpy() % lengths
    keys = parts.keys.select(CELL).take(pa.array(pieces.rows))
    sums = {name: in_pieces(column, lengths, turns, pieces) for name, column in parts.sums.items()}
    return Parts(keys, Block.of(sums, len(pieces.rows))), pieces.buckets * groups.size + groups.codes[pieces.rows]


def in_pieces(column: Sums, lengths: Ints, turns: Ints, pieces: Pieces) -> Sums:
    """Units of each piece; those of rows in one piece stay as they are."""
    units, known = column.units[pieces.rows], column.known[pieces.rows]
    parted = pieces.days < lengths[pieces.rows]
    if not parted.any() or not known.any():
        return Sums(units, known)
    return Sums(np.where(parted, share_out(column.units, lengths, turns, pieces), units), known)


def _complete(parts: Parts, groups: _Groups, spine: Spine, today: date) -> Mask:
    """Buckets that are over and of which the series has every day; one row per bucket, one column per series."""
    starts, stops = (day_numbers(parts.keys[name]) for name in PERIOD.columns)
    over = spine.stops < (today - EPOCH).days
    return full_buckets(spine, groups.codes, starts, stops, groups.size) & over[:, np.newaxis]
