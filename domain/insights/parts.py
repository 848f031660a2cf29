"""Parts: sums of counted rows, and folding them into groups with every metric.

A part is what one (data source, channel) of a group says in one currency; where rates per row are asked for, apart by
`reported`, the email figures that its rows give. Sums are exact: whole units, micros of money and of fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import to_integers
from domain.metrics import METRIC_NAMES, RATIO_BY_NAME, Ratio, sums_of
from domain.records import BY_NAME, MICROS, Kind
from domain.summation.candidates import pair_codes

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
CELL = ("part_source", "part_channel")
"""Keys of a cell: ratios tell these apart."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Whole units of one column and where they are known; int64, or Python's own integers where those are too small."""

    units: npt.NDArray[Any]
    known: Mask


@dataclass(frozen=True)
class Parts:
    """`keys`: what the parts are grouped by, one line each; `sums`: by the name of the additive column, and `row_count`."""

    keys: pa.Table
    sums: Mapping[str, Sums]

    @classmethod
    def of(cls, table: pa.Table) -> Parts:
        """Parts as the store gives them: each `*_sum` is a sum, everything else a key."""
        sums = {
            name.removesuffix("_sum"): Sums(*to_integers(table[name]))
            for name in table.column_names
            if name.endswith("_sum")
        }
        return cls(table.select([name for name in table.column_names if not name.endswith("_sum")]), sums)

    def __len__(self) -> int:
        return int(self.keys.num_rows)

    @cached_property
    def cells(self) -> Ints:
        """Code of each part's (data source, channel)."""
        return codes_of(self.keys, CELL)

    def repeat(self, times: int) -> Parts:
        """The same parts several times over."""
        sums = {name: Sums(np.tile(c.units, times), np.tile(c.known, times)) for name, c in self.sums.items()}
        return Parts(pa.concat_tables([self.keys] * times), sums)

    def collapse(self, by: Iterable[str]) -> Parts:
        """Coarser parts: one per value of `by`, in the order of their first one."""
        names = list(by)
        codes, first = group(codes_of(self.keys, names))
        sums = {name: add(column, codes, len(first)) for name, column in self.sums.items()}
        return Parts(self.keys.select(names).take(pa.array(first)), sums)


@dataclass(frozen=True, slots=True)
class Groups:
    """`first`: the first part of each group; `metrics`: float64 per group, NaN where missing; `codes`: group of each part."""

    codes: Ints
    first: Ints
    metrics: dict[str, Floats]


def fold(parts: Parts, by: Iterable[str], metrics: Iterable[str] = METRIC_NAMES) -> Groups:
    """Groups of parts with their metrics, in the order of their first part."""
    codes, first = group(codes_of(parts.keys, by))
    return Groups(codes, first, fold_by(parts, codes, len(first), list(metrics)))


def fold_by(parts: Parts, codes: Ints, size: int, metrics: list[str]) -> dict[str, Floats]:
    """Metrics of `size` groups, float64, NaN where missing; `codes`: the group of each part."""
    cells, owners = _fold_cells(parts, codes, metrics)
    found: dict[str, Floats] = {}
    for name in metrics:
        ratio = RATIO_BY_NAME.get(name)
        if ratio is None:
            found[name] = in_units(name, add(cells[name], owners, size))
        elif ratio.per_row:
            found[name] = _ratio(parts.sums, codes, size, ratio)
        else:
            found[name] = _ratio(cells, owners, size, ratio)
    return found


def _fold_cells(parts: Parts, codes: Ints, metrics: list[str]) -> tuple[Mapping[str, Sums], Ints]:
    """One line per group, data source and channel: its sums, and the group that it belongs to."""
    cells, first = group(pair_codes(codes, parts.cells))
    if len(first) == len(parts):
        return parts.sums, codes
    return {name: add(parts.sums[name], cells, len(first)) for name in sums_of(metrics)}, codes[first]


def in_units(name: str, column: Sums) -> Floats:
    """A sum as doubles in its own unit; NaN where missing."""
    scale = MICROS if name in BY_NAME and BY_NAME[name].kind is Kind.DECIMAL else 1
    values: Floats = np.where(column.known, column.units, 0).astype(np.float64) / scale
    values[~column.known] = np.nan
    return values


def _ratio(sums: Mapping[str, Sums], codes: Ints, size: int, ratio: Ratio) -> Floats:
    """The ratio of each group over the lines that report both ends; the fallback where no line has the first one."""
    value, unknown = np.full(size, np.nan), np.ones(size, np.bool_)
    for numerator in ratio.numerators:
        both = sums[numerator].known & sums[ratio.denominator].known
        if ratio.excluding:
            both &= ~sums[ratio.excluding].known
        top, bottom = (
            in_units(name, add(Sums(sums[name].units, both), codes, size)) for name in (numerator, ratio.denominator)
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = np.where(bottom == 0, np.nan, ratio.factor * top / bottom)
        value = np.where(unknown, quotient, value)
        unknown &= np.isnan(top)
    return value


def codes_of(keys: pa.Table, names: Iterable[str]) -> Ints:
    """A code for the values of each line; missing is a value of its own."""
    codes, width = np.zeros(keys.num_rows, np.int64), 1
    for name in names:
        column = _column_codes(keys[name])
        here = int(column.max(initial=0)) + 1
        if width * here > _WIDEST:
            codes, width = np.unique(codes, return_inverse=True)[1].astype(np.int64), keys.num_rows
        codes, width = codes * here + column, width * here
    return codes


_WIDEST = 2**62
"""Codes are made narrow again before they could pass 64 bits."""


def _column_codes(column: pa.ChunkedArray) -> Ints:
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    chunk = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    codes: Ints = chunk.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def group(codes: Ints) -> tuple[Ints, Ints]:
    """Codes from 0 in the order of first appearance, and the first line of each."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places[inverse], first[order].astype(np.int64)


def add(column: Sums, codes: Ints, size: int) -> Sums:
    """Sum of what is known in each group, exactly; unknown where nothing is."""
    known = np.bincount(codes[column.known], minlength=size) > 0
    units = np.where(column.known, column.units, 0)
    if len(codes) == size and bool((codes == np.arange(size)).all()):
        return Sums(units, known)
    if units.dtype != object and float(np.abs(units).astype(np.float64).sum()) >= _OVERFLOW:
        units = units.astype(object)
    totals = np.zeros(size, units.dtype)
    np.add.at(totals, codes, units)
    return Sums(totals, known)


_OVERFLOW = 2.0**62
"""Sums that may come near the end of 64 bits are added as Python's integers."""
