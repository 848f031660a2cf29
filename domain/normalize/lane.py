"""The quick way for rows of a common shape: Arrow reads them from their bytes, a block at a time.

What a row may hold is told from a sample. A row that holds anything else, or about which Arrow cannot tell enough
(null or absent?), does not fit: it goes the careful way, through Python's own values. Both ways give the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.json as pj

from domain.arrow import one_chunk
from domain.normalize.payloads import decode_row

Mask = npt.NDArray[np.bool_]
BLOCK_ROWS = 4000
SAMPLE_ROWS = 64
MAX_ROW_BYTES = 16 * 1024
"""Longer rows go the careful way, which measures them."""
ENVELOPE_NAMES = frozenset({"data", "results", "body", "code", "error", "errors", "paging"})
"""Names that may mark an entry as something else than a row."""
SHORTEST = len("null")
"""Arrow crashes on a row that is null: rows so short are no rows anyway."""
MOST_NAMES = 256
_TEXT = pa.string()
Shape = frozenset[str]


@dataclass(frozen=True, slots=True)
class Lane:
    """`table` holds the rows that fit, in order; `fits` says which of all rows these are.

    Columns are texts, whole numbers, doubles, or lists of objects with texts; a null stands for an absent field.
    """

    table: pa.Table
    fits: Mask


def read_lane(rows: Sequence[object], is_own: Callable[[Shape], bool]) -> Lane | None:
    """Read the undecoded rows among `rows`; None where there is no common shape.

    `is_own` tells whether rows with such names are of the source.
    """
    places = [place for place, row in enumerate(rows) if isinstance(row, msgspec.Raw)]
    raws = cast("list[msgspec.Raw]", [rows[place] for place in places] if len(places) < len(rows) else rows)
    schema = _sniff(raws)
    if schema is None:
        return None
    reader, fits = _Reader(schema), np.zeros(len(rows), np.bool_)
    tables: list[pa.Table] = [schema.empty_table()]
    for start in range(0, len(raws), BLOCK_ROWS):
        table, fitting = reader.read(raws[start : start + BLOCK_ROWS], is_own)
        fits[places[start : start + BLOCK_ROWS]] = fitting
        tables.append(table)
    return Lane(pa.concat_tables(tables).combine_chunks(), fits)


def _sniff(raws: Sequence[msgspec.Raw]) -> pa.Schema | None:
    """Names and types of a sample of rows; None where most of it does not fit them."""
    step = max(1, len(raws) // SAMPLE_ROWS)
    sample = [decode_row(row) for row in raws[::step][:SAMPLE_ROWS]]
    objects = [row for row in sample if isinstance(row, dict)]
    names = dict.fromkeys(chain.from_iterable(objects))
    if not names or len(names) > MOST_NAMES:
        return None
    found = {name: _type_of([row[name] for row in objects if name in row]) for name in names}
    types = {name: kind for name, kind in found.items() if kind is not None and name not in ENVELOPE_NAMES}
    fitting = sum(row.keys() <= types.keys() for row in objects)
    return pa.schema(list(types.items())) if types and 2 * fitting > len(sample) else None


def _type_of(cells: Sequence[object]) -> pa.DataType | None:
    """The type that most cells have; None where that is none of ours."""
    kinds = [type(cell) for cell in cells if cell is not None]
    most = max(set(kinds), key=kinds.count, default=None)
    if most is str:
        return _TEXT
    if most in {int, float}:
        return pa.float64() if float in kinds else pa.int64()
    return _list_type([cell for cell in cells if isinstance(cell, list)]) if most is list else None


def _list_type(lists: Sequence[list[object]]) -> pa.DataType | None:
    items = [item for cell in lists for item in cell if isinstance(item, dict)]
    names = dict.fromkeys(chain.from_iterable(items))
    if any(type(value) is not str for item in items for value in item.values()) or len(names) > MOST_NAMES:
        return None
    return pa.list_(pa.struct([(name, _TEXT) for name in names])) if names else None


class _Reader:
    """Reads blocks of rows of one schema."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")

    def read(self, rows: Sequence[msgspec.Raw], is_own: Callable[[Shape], bool]) -> tuple[pa.Table, Mask]:
        """The rows that fit, and which these are."""
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        fits = (sizes <= MAX_ROW_BYTES) & (sizes > SHORTEST)
        table = self._table(rows) if fits.all() else None
        if table is None:
            fits &= np.fromiter((self._is_fitting(row) for row in rows), np.bool_, len(rows))
            table, fits = self._halve(rows, fits)
        sure = ~self._doubtful(table, rows, fits) & _own_shapes(table, is_own)
        if not sure.all():
            table = table.filter(pa.array(sure))
            fits[np.flatnonzero(fits)[~sure]] = False
        return table, fits

    def _table(self, rows: Sequence[msgspec.Raw]) -> pa.Table | None:
        """The rows as Arrow reads them; None where one does not fit. None of them may be the word null."""
        body = b"\n".join(rows)
        if body.count(b"\n") != len(rows) - 1:
            return None  # a row is spread over lines
        options = pj.ReadOptions(use_threads=False, block_size=len(body) + 1)
        try:
            table = pj.read_json(pa.BufferReader(body), read_options=options, parse_options=self._parse)
        except pa.ArrowInvalid:
            return None
        return table if table.num_rows == len(rows) else None

    def _halve(self, rows: Sequence[msgspec.Raw], fits: Mask) -> tuple[pa.Table, Mask]:
        """Read the rows marked; where one of them does not fit after all, each half by itself."""
        places = np.flatnonzero(fits)
        if not len(places):
            return self._schema.empty_table(), fits
        table = self._table([rows[place] for place in places.tolist()])
        if table is not None:
            return table, fits
        if len(places) == 1:
            return self._schema.empty_table(), np.zeros_like(fits)
        first = fits & (np.arange(len(fits)) < places[len(places) // 2])
        halves = [self._halve(rows, first), self._halve(rows, fits & ~first)]
        return pa.concat_tables([table for table, _ in halves]), halves[0][1] | halves[1][1]

    def _is_fitting(self, row: msgspec.Raw) -> bool:
        """Whether a row has these names and types alone: an object in one line of bearable length."""
        if len(row) > MAX_ROW_BYTES or bytes(memoryview(row)[:1]) != b"{" or b"\n" in bytes(row):
            return False
        try:
            self._check.decode(row)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return False
        return True

    @cached_property
    def _check(self) -> msgspec.json.Decoder[object]:
        return msgspec.json.Decoder(_struct(self._schema))

    def _doubtful(self, table: pa.Table, rows: Sequence[msgspec.Raw], fits: Mask) -> Mask:
        """Rows that lack something and hold a null somewhere: which of them, Arrow does not tell."""
        lacking = np.zeros(table.num_rows, np.bool_)
        for column in table.columns:
            lacking |= _lacking(column)
        found = np.flatnonzero(lacking)
        raws = [rows[place] for place in np.flatnonzero(fits)[found].tolist()]
        if raws and b"null" in b"".join(raws):
            lacking[found] = [b"null" in bytes(row) for row in raws]
            return lacking
        return np.zeros(table.num_rows, np.bool_)


def _struct(schema: pa.Schema) -> type[msgspec.Struct]:
    """A class of exactly these fields, each of which may be absent."""
    names = {f"f{place}": field.name for place, field in enumerate(schema)}
    fields = [
        (f"f{place}", _python_type(field.type) | msgspec.UnsetType, msgspec.UNSET) for place, field in enumerate(schema)
    ]
    return msgspec.defstruct("Row", fields, rename=names, forbid_unknown_fields=True, gc=False)


def _python_type(kind: pa.DataType) -> type:
    if pa.types.is_list(kind):
        return cast("type", list[_struct(pa.schema(list(kind.value_type)))])  # type: ignore[misc]
    return str if kind == _TEXT else int if kind == pa.int64() else float


def _lacking(column: pa.ChunkedArray) -> Mask:
    """Rows in which the column, or a field of an object in its list, is null."""
    chunk = one_chunk(column)
    lacking: Mask = (
        ~chunk.is_valid().to_numpy(zero_copy_only=False) if chunk.null_count else np.zeros(len(chunk), np.bool_)
    )
    if pa.types.is_list(chunk.type):
        items = chunk.flatten()
        for part in (items, *(items.field(place) for place in range(items.type.num_fields))):
            if part.null_count:
                owners = np.repeat(np.arange(len(chunk)), list_lengths(chunk))
                lacking[owners[~part.is_valid().to_numpy(zero_copy_only=False)]] = True
    return lacking


def list_lengths(lists: pa.ListArray) -> npt.NDArray[np.int64]:
    """Items of each list; none where it is null."""
    lengths: npt.NDArray[np.int64] = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return lengths


def _own_shapes(table: pa.Table, is_own: Callable[[Shape], bool]) -> Mask:
    """Rows whose names are those of the source."""
    always = [name for name in table.column_names if not table[name].null_count]
    sometimes = [name for name in table.column_names if table[name].null_count]
    codes = np.zeros(table.num_rows, np.int64)
    for name in sometimes:
        there = table[name].is_valid().to_numpy().astype(np.int64)
        _, codes = np.unique(2 * codes + there, return_inverse=True)
    _, first = np.unique(codes, return_index=True)
    shapes = [{*always, *(name for name in sometimes if table[name][place].is_valid)} for place in first.tolist()]
    return np.asarray([is_own(frozenset(shape)) for shape in shapes], np.bool_)[codes]
