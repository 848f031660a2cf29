"""Groups of parts as a table: keys, the latest labels, currency, metrics; ordered and cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.insights.parts import Parts, fold
from domain.insights.sums import Floats, Ints
from domain.reading import Dimension, key_names, label_names
from domain.vocabulary import Direction

_SORT = {Direction.ASC: "ascending", Direction.DESC: "descending"}


def tabulate(parts: Parts, dimensions: tuple[Dimension, ...], metrics: Iterable[str]) -> pa.Table:
    """One row per group and currency: the dimensions' columns, labels, `currency`, metrics as float64 (null: missing)."""
    names = [*key_names(dimensions), "currency"]
    groups = fold(parts, names, metrics)
    if len(groups.first) == len(parts):  # each part is a group of its own
        columns = {name: parts.keys[name] for name in [*names, *label_names(dimensions)]}
    else:
        columns = {name: parts.keys[name].take(pa.array(groups.first)) for name in names}
        columns |= {
            label: latest_label(parts.keys, label, groups.codes, len(groups.first)) for label in label_names(dimensions)
        }
    return pa.table(columns | {name: nullable(values) for name, values in groups.metrics.items()})


def nullable(values: Floats) -> pa.Array:
    """Doubles as a column; NaN is missing."""
    return pa.array(values, pa.float64(), from_pandas=True)


def latest_label(keys: pa.Table, name: str, codes: Ints, size: int) -> pa.Array:
    """Label of each group as seen last, whenever that was; of several seen at one instant the last one by alphabet."""
    labels = keys[name].combine_chunks()
    known = np.flatnonzero(labels.is_valid().to_numpy(zero_copy_only=False))
    seen = keys[f"{name}_seen"].combine_chunks().take(pa.array(known)).to_numpy()
    by_alphabet = pc.rank(labels.take(pa.array(known)), tiebreaker="dense").to_numpy()
    order = known[np.lexsort((by_alphabet, seen, codes[known]))]
    places = np.full(size, -1, np.int64)
    places[codes[order]] = order  # of one group the last one stays
    return labels.take(pa.array(places, mask=places < 0))


def best(table: pa.Table, metric: str, direction: Direction, ties: Sequence[str], limit: int) -> Ints:
    """Places of the first `limit` rows by a metric, missing ones last; ties by the columns `ties`, ascending."""
    places = _contenders(table[metric], direction, limit)
    rows = table.select([metric, *ties]).take(pa.array(places))
    keys = [(metric, _SORT[direction]), *((name, "ascending") for name in ties)]
    order: Ints = pc.sort_indices(rows, sort_keys=keys).to_numpy()
    return places[order[:limit]]


def _contenders(column: pa.ChunkedArray, direction: Direction, limit: int) -> Ints:
    """Rows that can be among the first: sorting only these spares comparing the texts of all."""
    values = column.to_numpy()
    known = values[~np.isnan(values)]
    if len(known) <= limit or len(values) <= 2 * limit:
        return np.arange(len(values))
    if direction is Direction.DESC:
        return np.flatnonzero(values >= np.partition(known, -limit)[-limit])
    return np.flatnonzero(values <= np.partition(known, limit - 1)[limit - 1])
