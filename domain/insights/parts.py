"""Parts: sums of counted rows, and folding them into groups with every metric.

A part is what one (data source, channel) of a group says in one currency; where rates per row are asked for, apart by
`reported`, the email figures that its rows give. Sums are exact: whole units, micros of money and of fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        added = add_all(list(self.sums.values()), codes, len(first))
        return Parts(self.keys.select(names).take(pa.array(first)), dict(zip(self.sums, added, strict=True)))


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
    ratios = [RATIO_BY_NAME[name] for name in metrics if name in RATIO_BY_NAME]
    plain = [name for name in metrics if name not in RATIO_BY_NAME]
    cells, owners = _fold_cells(parts, codes, metrics)
    ends = [end for ratio in ratios if not ratio.per_row for end in _ends(cells, ratio)]
    ends_by_row = [end for ratio in ratios if ratio.per_row for end in _ends(parts.sums, ratio)]
    added = add_all([*(cells[name] for name in plain), *ends], owners, size)
    sums, of_cells, of_rows = added[: len(plain)], iter(added[len(plain) :]), iter(add_all(ends_by_row, codes, size))
    found = {name: in_units(name, column) for name, column in zip(plain, sums, strict=True)}
    found |= {ratio.name: _quotient(ratio, of_rows if ratio.per_row else of_cells, size) for ratio in ratios}
    return {name: found[name] for name in metrics}


def _fold_cells(parts: Parts, codes: Ints, metrics: list[str]) -> tuple[Mapping[str, Sums], Ints]:
    """One line per group, data source and channel: its sums, and the group that it belongs to."""
    cells, first = group(pair_codes(codes, parts.cells))
    if len(first) == len(parts):
        return parts.sums, codes
    needed = sums_of(metrics)
    added = add_all([parts.sums[name] for name in needed], cells, len(first))
    return dict(zip(needed, added, strict=True)), codes[first]


def _ends(sums: Mapping[str, Sums], ratio: Ratio) -> Iterator[Sums]:
    """Numerator and denominator of the lines that report both; then the same of the fallback."""
    for numerator in ratio.numerators:
        both = sums[numerator].known & sums[ratio.denominator].known
        if ratio.excluding:
            both = both & ~sums[ratio.excluding].known
        yield from (Sums(sums[name].units, both) for name in (numerator, ratio.denominator))


def _quotient(ratio: Ratio, ends: Iterator[Sums], size: int) -> Floats:
    """The ratio of each group; the fallback where no line has the first numerator."""
    value, unknown = np.full(size, np.nan), np.ones(size, np.bool_)
    for numerator in ratio.numerators:
        top, bottom = in_units(numerator, next(ends)), in_units(ratio.denominator, next(ends))
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = np.where(bottom == 0, np.nan, ratio.factor * top / bottom)
        value = np.where(unknown, quotient, value)
        unknown &= np.isnan(top)
    return value


def in_units(name: str, column: Sums) -> Floats:
    """A sum as doubles in its own unit; NaN where missing."""
    scale = MICROS if name in BY_NAME and BY_NAME[name].kind is Kind.DECIMAL else 1
    values: Floats = np.where(column.known, column.units, 0).astype(np.float64) / scale
    values[~column.known] = np.nan
    return values


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


def add_all(columns: Sequence[Sums], codes: Ints, size: int) -> list[Sums]:
    """Sums of what is known in each group, exactly; unknown where nothing is."""
    if not columns or not len(codes):
        return [Sums(np.zeros(size, np.int64), np.zeros(size, np.bool_)) for _ in columns]
    known = np.array([column.known for column in columns])
    units = np.where(known, np.array([column.units for column in columns]), 0)
    if units.dtype != object and float(np.abs(units).sum(axis=1, dtype=np.float64).max()) >= _OVERFLOW:
        units = units.astype(object)
    order = np.argsort(codes, kind="stable")
    present, starts = np.unique(codes[order], return_index=True)
    totals, reported = np.zeros((len(columns), size), units.dtype), np.zeros((len(columns), size), np.bool_)
    totals[:, present] = np.add.reduceat(units[:, order], starts, axis=1)
    reported[:, present] = np.logical_or.reduceat(known[:, order], starts, axis=1)
    return [Sums(total, some) for total, some in zip(totals, reported, strict=True)]


_OVERFLOW = 2.0**62
"""Sums that may come near the end of 64 bits are added as Python's integers."""
