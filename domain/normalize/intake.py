"""How raw rows come in: rows of a common shape straight from their bytes, all others as Python's own values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast, overload

import msgspec
import numpy as np

from domain.issue_log import IssueLog
from domain.normalize.columns import Column, beside, to_columns
from domain.normalize.lane import Lane, Shape, read_lane
from domain.normalize.payloads import decode_payload, decode_row, split_payload
from domain.normalize.screening import other_source
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext, FlatBatch, FlatRow, RawBatch, SourceSpec

FEW_ROWS = 32
"""So few rows are read sooner than a common shape is found."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The raw rows, those in the lane undecoded."""

    raw: RawBatch
    lane: Lane | None = None


def take_in(payload: object, spec: SourceSpec, context: BatchContext) -> Intake:
    """The raw rows of a payload; of one in bytes, undecoded where they have a common shape."""
    if not isinstance(payload, bytes):
        return Intake(spec.unwrap(payload))
    found = _in_lane(payload, spec, context) if spec.flat else None
    return found or Intake(spec.unwrap(decode_payload(payload)))


def _in_lane(content: bytes, spec: SourceSpec, context: BatchContext) -> Intake | None:
    split = split_payload(content, spec)
    if split is None or len(split[0]) < FEW_ROWS or not _are_flat(split[0], spec, context):
        return None
    rows, pages = split

    @lru_cache(maxsize=4096)
    def is_own(shape: Shape) -> bool:
        return other_source(shape, tuple(SOURCES.values()), spec) is None

    lane = read_lane(rows, is_own)
    if lane is None:
        return None
    fits = lane.fits.tolist()
    read = [row if fit else decode_row(cast("msgspec.Raw", row)) for row, fit in zip(rows, fits, strict=True)]
    if pages is not None:
        return Intake(replace(pages, rows=read), lane)
    return Intake(RawBatch(read) if lane.fits.all() else spec.unwrap(read), lane)


def _are_flat(rows: Sequence[object], spec: SourceSpec, context: BatchContext) -> bool:
    """Whether the source takes a few of the rows as they are."""
    step = max(1, len(rows) // 16)
    sample = [row for row in map(_decoded, rows[::step]) if isinstance(row, dict)]
    flat = spec.flatten(RawBatch(sample), context, IssueLog())
    return list(flat.rows) == sample and not flat.paths


def _decoded(row: object) -> object:
    return decode_row(row) if isinstance(row, msgspec.Raw) else row


def flatten_rows(
    raw: RawBatch, lane: Lane | None, spec: SourceSpec, context: BatchContext, log: IssueLog
) -> tuple[FlatBatch, Mapping[str, Column]]:
    """Flat rows, and their columns; the rows of the lane are flat as they are."""
    if lane is None:
        flat = spec.flatten(raw, context, log)
        return flat, to_columns(flat.rows)
    in_lane = [place for place, row in enumerate(raw.rows) if isinstance(row, msgspec.Raw)]
    others = replace(raw, rows=[None if isinstance(row, msgspec.Raw) else row for row in raw.rows])
    rest = spec.flatten(others, context, log)
    origin = np.asarray([*in_lane, *rest.origin], np.int64)
    order = np.argsort(origin, kind="stable")
    rows = FlatRows([*(raw.rows[place] for place in in_lane), *rest.rows], order.tolist())
    fits = order < len(in_lane)
    columns = beside(lane.table, fits, rest.rows, rows)
    return FlatBatch(rows, origin[order].tolist(), rest.paths), columns


def relabelled(columns: Mapping[str, Column], spec: SourceSpec) -> tuple[Mapping[str, Column], dict[str, str]]:
    """The columns under the platform's own names, and for these what another layout called them."""
    if spec.relabel is None:
        return columns, {}
    cells = _Cells(columns)
    named, labels = spec.relabel(cells)
    if named is cells:
        return columns, labels
    rows = next(iter(columns.values())).rows
    return {name: Column.of(name, list(values), rows) for name, values in named.items()}, labels


class _Cells(Mapping[str, Sequence[object]]):
    """Columns as values row by row, listed where somebody looks."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = columns

    def __getitem__(self, name: str) -> Sequence[object]:
        return self._columns[name].cells()

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class FlatRows(Sequence[FlatRow]):
    """Flat rows, some of them undecoded until somebody asks for them."""

    def __init__(self, rows: Sequence[object], order: Sequence[int]) -> None:
        self._rows, self._order = rows, order
        self._decode = lru_cache(maxsize=1024)(self._decoded)

    def _decoded(self, place: int) -> FlatRow:
        row = self._rows[place]
        return cast("FlatRow", decode_row(row) if isinstance(row, msgspec.Raw) else row)

    @overload
    def __getitem__(self, place: int) -> FlatRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[FlatRow]: ...

    def __getitem__(self, place: int | slice) -> FlatRow | list[FlatRow]:
        if isinstance(place, slice):
            return [self._decode(row) for row in self._order[place]]
        return self._decode(self._order[place])

    def __len__(self) -> int:
        return len(self._order)
