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

from domain.errors import TooLargeError
from domain.ports import EventBatch, RawFrame, StoredBatch
from domain.records import record_schema

MOST_LINES = 2_000_000
"""Event lines of one file: about 200 bytes of memory each."""
RAW_SCHEMA = pa.schema([("frame", pa.int64()), ("row", pa.binary())])
_OPTIONS = ipc.IpcWriteOptions(compression="zstd")


@dataclass(slots=True)
class KeptParts:
    """Parts of one batch in two files; frames of raw rows are numbered through all parts."""

    records_file: IO[bytes]
    raw_file: IO[bytes]
    events: EventBatch | None = None
    """Event lines of all parts: together they are folded once, as those of one batch."""
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
        records.write_batch(one_batch(_shifted(part.records, self._frames)))
        raw.write_batch(_raw_batch(part.frames, self._frames))
        self._keep_events(part.events)
        bare = replace(part, records=record_schema().empty_table(), frames=(), events=None)
        self._heads.append(replace(bare, part=len(self._heads)))
        self._frames += len(part.frames)

    def _keep_events(self, events: EventBatch | None) -> None:
        if events is None:
            return
        lines = _shifted(events.lines, self._frames)
        before = [self.events.lines] if self.events is not None else []
        together = pa.concat_tables([*before, lines])
        if together.num_rows > MOST_LINES:
            raise TooLargeError(f"The file has more than {MOST_LINES:,} events.", hint="Split it.")
        self.events = EventBatch(together, events.fold)

    def tables(self) -> Iterator[pa.Table]:
        """The records of each part."""
        for batch in self._read(self.records_file):
            yield pa.Table.from_batches([batch])

    def parts(
        self, kept: npt.NDArray[np.bool_], sums: Mapping[int, pa.Table], pages: Sequence[Mapping[str, object]]
    ) -> Iterator[StoredBatch]:
        """The parts again, with the records that stay; the last one with the events of all.

        `sums`: records of one row that stand in for the one at their place. `pages`: those of all parts.
        """
        before = 0
        for head, records, raw in zip(self._heads, self.tables(), self._read(self.raw_file), strict=True):
            table = _with_sums(records, before, sums).filter(pa.array(kept[before : before + records.num_rows]))
            context = _with_pages(head.context, pages) if head.part == 0 else head.context
            events = self.events if head.part == len(self._heads) - 1 else None
            yield replace(head, records=table, frames=_frames_of(raw), context=context, events=events)
            before += records.num_rows

    def _read(self, file: IO[bytes]) -> Iterator[pa.RecordBatch]:
        while self._writers:
            self._writers.pop().close()
        file.seek(0)
        yield from ipc.open_stream(file)


def _shifted(rows: pa.Table, frames: int) -> pa.Table:
    """Rows whose raw rows lie behind so many frames of earlier parts."""
    place = rows.schema.get_field_index("raw_frame")
    return rows.set_column(place, rows.schema.field(place), pc.add(rows["raw_frame"], frames))


def one_batch(table: pa.Table) -> pa.RecordBatch:
    """A table as one batch, also where it has no rows."""
    columns = [column.combine_chunks() for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _raw_batch(frames: Sequence[RawFrame], before: int) -> pa.RecordBatch:
    numbers = [frame.number + before for frame in frames for _ in frame.rows]
    rows = [bytes(row) for frame in frames for row in frame.rows]  # those read in the fast way are slices
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
