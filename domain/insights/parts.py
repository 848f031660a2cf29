"""Parts: sums of counted rows, and folding them into groups with every metric.

A part is what one (data source, channel) of a group says in one currency; where rates per row are asked for, apart by
`reported`, the email figures that its rows give. Sums are exact: whole units, micros of money and of fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa

from domain.arrow import to_integers
from domain.insights.sums import Block, Floats, Ints, Sums, all_in_units
from domain.metrics import METRIC_NAMES, RATIO_BY_NAME, Ratio, sums_of
from domain.summation.candidates import pair_codes

CELL = ("part_source", "part_channel")
"""Keys of a cell: ratios tell these apart."""


@dataclass(frozen=True)
class Parts:
    """`keys`: what the parts are grouped by, one line each; `sums`: by the name of the additive column, and `row_count`."""

    keys: pa.Table
    sums: Block
    _coded: dict[str, Ints] = field(default_factory=dict, repr=False, compare=False)
    """Codes of the keys that were asked for."""

    @classmethod
    def of(cls, table: pa.Table) -> Parts:
        """Parts as the store gives them: each `*_sum` is a sum, everything else a key."""
        names = [name for name in table.column_names if name.endswith("_sum")]
        sums = {name.removesuffix("_sum"): Sums(*to_integers(table[name])) for name in names}
        return cls(table.select([n for n in table.column_names if n not in names]), Block.of(sums, table.num_rows))

    def __len__(self) -> int:
        return int(self.keys.num_rows)

    @cached_property
    def cells(self) -> Ints:
        """Code of each part's (data source, channel)."""
        return self.codes(CELL)

    def codes(self, by: Iterable[str]) -> Ints:
        """A code for the values of each part's keys `by`; missing is a value of its own."""
        names = list(by)
        for name in names:
            if name not in self._coded:
                self._coded[name] = _column_codes(self.keys[name])
        return _join([self._coded[name] for name in names], len(self))

    def collapse(self, by: Iterable[str]) -> Parts:
        """Coarser parts: one per value of `by`, in the order of their first one."""
        names = list(by)
        codes, first = group(self.codes(names))
        keys = self.keys.select(names).take(pa.array(first))
        return Parts(keys, self.sums.add(codes, len(first)), {name: self._coded[name][first] for name in names})


@dataclass(frozen=True, slots=True)
class Groups:
    """`first`: the first part of each group; `metrics`: float64 per group, NaN where missing; `codes`: group of each part."""

    codes: Ints
    first: Ints
    metrics: dict[str, Floats]


def fold(parts: Parts, by: Iterable[str], metrics: Iterable[str] = METRIC_NAMES) -> Groups:
    """Groups of parts with their metrics, in the order of their first part."""
    codes, first = group(parts.codes(by))
    return Groups(codes, first, fold_by(parts, codes, len(first), list(metrics)))


def fold_by(parts: Parts, codes: Ints, size: int, metrics: Sequence[str]) -> dict[str, Floats]:
    """Metrics of `size` groups, float64, NaN where missing; `codes`: the group of each part."""
    return fold_lines(parts.sums, parts.cells, codes, size, metrics)


def fold_lines(sums: Block, cells: Ints, codes: Ints, size: int, metrics: Sequence[str]) -> dict[str, Floats]:
    """As `fold_by`, of lines of sums with the cell of each."""
    plan = _plan(tuple(metrics))
    by_cell, owners = _fold_cells(sums, cells, codes, plan)
    found = _fold_plain(by_cell, owners, size, plan.plain)
    found |= _fold_ratios(by_cell, owners, size, plan.of_cells) | _fold_ratios(sums, codes, size, plan.of_rows)
    return {name: found[name] for name in metrics}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How some metrics come about."""

    needed: tuple[str, ...]
    """Columns whose sums they take."""
    plain: tuple[str, ...]
    of_cells: tuple[Ratio, ...]
    of_rows: tuple[Ratio, ...]


@lru_cache(256)
def _plan(metrics: tuple[str, ...]) -> _Plan:
    ratios = [RATIO_BY_NAME[name] for name in metrics if name in RATIO_BY_NAME]
    return _Plan(
        sums_of(metrics),
        tuple(name for name in metrics if name not in RATIO_BY_NAME),
        tuple(ratio for ratio in ratios if not ratio.per_row),
        tuple(ratio for ratio in ratios if ratio.per_row),
    )


def _fold_cells(sums: Block, cells: Ints, codes: Ints, plan: _Plan) -> tuple[Block, Ints]:
    """One line per group, data source and channel: its sums, and the group that it belongs to."""
    lines, first = group(pair_codes(codes, cells))
    if len(first) == len(codes):
        return sums, codes
    rows = sums.rows(plan.needed)
    return Block(plan.needed, sums.units[rows], sums.known[rows]).add(lines, len(first)), codes[first]


def _fold_plain(sums: Block, codes: Ints, size: int, names: tuple[str, ...]) -> dict[str, Floats]:
    rows = sums.rows(names)
    added = Block(names, sums.units[rows], sums.known[rows]).add(codes, size)
    return dict(zip(names, all_in_units(names, added), strict=True))


def _fold_ratios(sums: Block, codes: Ints, size: int, ratios: tuple[Ratio, ...]) -> dict[str, Floats]:
    """Each ratio of what the lines that report both of its ends add up to; the fallback where no line has the first."""
    ends = [(ratio, numerator) for ratio in ratios for numerator in ratio.numerators]
    if not ends:
        return {}
    names = (*(numerator for _, numerator in ends), *(ratio.denominator for ratio, _ in ends))
    rows = sums.rows(names)
    both = sums.known[rows[: len(ends)]] & sums.known[rows[len(ends) :]]
    for place, (ratio, _) in enumerate(ends):
        if ratio.excluding:
            both[place] &= ~sums.known[sums.places[ratio.excluding]]
    known = np.concatenate([both, both])
    added = all_in_units(names, Block(names, np.where(known, sums.units[rows], 0), known).add(codes, size))
    top, bottom = added[: len(ends)], added[len(ends) :]
    factors = np.array([[ratio.factor] for ratio, _ in ends], np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = iter(np.where(bottom == 0, np.nan, factors * top / bottom))
    tops = iter(top)
    return {ratio.name: _first_known(ratio, quotients, tops) for ratio in ratios}


def _first_known(ratio: Ratio, quotients: Iterator[Floats], tops: Iterator[Floats]) -> Floats:
    value, top = next(quotients), next(tops)
    for _ in ratio.numerators[1:]:
        value, top = np.where(np.isnan(top), next(quotients), value), np.where(np.isnan(top), next(tops), top)
    return value


def codes_of(keys: pa.Table, names: Iterable[str]) -> Ints:
    """A code for the values of each line; missing is a value of its own."""
    return _join([_column_codes(keys[name]) for name in names], keys.num_rows)


def _join(columns: Iterable[Ints], size: int) -> Ints:
    """One code for the codes of several columns."""
    codes, width = np.zeros(size, np.int64), 1
    for column in columns:
        here = int(column.max(initial=0)) + 1
        if width * here > _WIDEST:
            codes, width = np.unique(codes, return_inverse=True)[1].astype(np.int64), size
        codes, width = codes * here + column, width * here
    return codes


_WIDEST = 2**62
"""Codes are made narrow again before they could pass 64 bits."""


def _column_codes(column: pa.ChunkedArray) -> Ints:
    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    encoded = whole.dictionary_encode(null_encoding="encode")
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
