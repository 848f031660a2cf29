"""Normalized parts on disk: records and raw rows, written once in order and read once or twice in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from domain.ports import RawFrame, StoredBatch
from domain.records import record_schema

RAW_SCHEMA = pa.schema([("frame", pa.int64()), ("row", pa.binary())])
_OPTIONS = ipc.IpcWriteOptions(compression="zstd")


@dataclass(slots=True)
class KeptParts:
    """Parts of one batch in two files; frames of raw rows are numbered through all parts."""

    records_file: IO[bytes]
    raw_file: IO[bytes]
    _frames: int = 0
    _heads: list[StoredBatch] = field(default_factory=list)
    """The parts without their rows."""
    _writers: list[pa.RecordBatchStreamWriter] = field(default_factory=list)

    def keep(self, part: StoredBatch) -> None:
        """Put the next part aside."""
        if not self._writers:
            schemas = ((self.records_file, record_schema()), (self.raw_file, RAW_SCHEMA))
            self._writers = [ipc.new_stream(file, schema, options=_OPTIONS) for file, schema in schemas]
        records, raw = self._writers
        place = part.records.schema.get_field_index("raw_frame")
        shifted = pc.add(part.records["raw_frame"], self._frames)
        records.write_batch(one_batch(part.records.set_column(place, "raw_frame", shifted)))
        raw.write_batch(_raw_batch(part.frames, self._frames))
        self._heads.append(replace(part, records=record_schema().empty_table(), frames=(), part=len(self._heads)))
        self._frames += len(part.frames)

    def tables(self) -> Iterator[pa.Table]:
        """The records of each part."""
        for batch in self._read(self.records_file):
            yield pa.Table.from_batches([batch])

    def parts(
        self, kept: npt.NDArray[np.bool_], sums: Mapping[int, pa.Table], pages: Sequence[Mapping[str, object]]
    ) -> Iterator[StoredBatch]:
        """The parts again, with the records that stay.

        `sums`: records of one row that stand in for the one at their place. `pages`: those of all parts.
        """
        before = 0
        for head, records, raw in zip(self._heads, self.tables(), self._read(self.raw_file), strict=True):
            table = _with_sums(records, before, sums).filter(pa.array(kept[before : before + records.num_rows]))
            context = _with_pages(head.context, pages) if head.part == 0 else head.context
            yield replace(head, records=table, frames=_frames_of(raw), context=context)
            before += records.num_rows

    def _read(self, file: IO[bytes]) -> Iterator[pa.RecordBatch]:
        while self._writers:
            self._writers.pop().close()
        file.seek(0)
        yield from ipc.open_stream(file)


def one_batch(table: pa.Table) -> pa.RecordBatch:
    """A table as one batch, also where it has no rows."""
    columns = [column.combine_chunks() for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _raw_batch(frames: Sequence[RawFrame], before: int) -> pa.RecordBatch:
    numbers = [frame.number + before for frame in frames for _ in frame.rows]
    rows = [row for frame in frames for row in frame.rows]
    arrays = [pa.array(numbers, pa.int64()), pa.array(rows, pa.binary())]
    return pa.RecordBatch.from_arrays(arrays, schema=RAW_SCHEMA)


def _frames_of(raw: pa.RecordBatch) -> list[RawFrame]:
    frames: dict[int, list[bytes]] = {}
    for number, row in zip(raw["frame"].to_pylist(), raw["row"].to_pylist(), strict=True):
        frames.setdefault(number, []).append(row)
    return [RawFrame(number, rows) for number, rows in frames.items()]


def _with_sums(records: pa.Table, before: int, sums: Mapping[int, pa.Table]) -> pa.Table:
    pieces, start = [], 0
    for place in sorted(place - before for place in sums if before <= place < before + records.num_rows):
        pieces += [records.slice(start, place - start), sums[place + before]]
        start = place + 1
    return pa.concat_tables([*pieces, records.slice(start)]) if pieces else records


def _with_pages(context: str, pages: Sequence[Mapping[str, object]]) -> str:
    said = msgspec.json.decode(context)
    return msgspec.json.encode({**said, "pages": pages}).decode()
