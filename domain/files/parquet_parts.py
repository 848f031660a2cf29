"""Parquet: whole numbers and decimals exact, days and instants as ISO text, lists, structs and maps kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO

import pyarrow as pa

from domain.errors import UnreadableBatchError
from domain.files.parts import MOST_ROWS, PART_ROWS, FilePart, too_many_rows

Plain = Callable[[object], object]
PAGE_ROWS = 2_000


def parquet_parts(file: IO[bytes], part_rows: int = PART_ROWS) -> Iterator[FilePart]:
    """A Parquet file; raises UnreadableBatchError where it is cut off or broken."""
    from pyarrow import parquet  # noqa: PLC0415 - only for those who send it

    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        if table.metadata.num_rows > MOST_ROWS:
            raise too_many_rows()
        rows: list[object] = []
        for batch in table.iter_batches(batch_size=PAGE_ROWS, use_threads=False):
            rows += rows_of(batch)
            if len(rows) >= part_rows:
                yield FilePart(rows)
                rows = []
    except (OSError, pa.ArrowException) as error:
        raise UnreadableBatchError(
            f"The Parquet file is cut off or broken: {str(error).splitlines()[0][:200]}.",
            hint="Write it again, and send it whole.",
        ) from error
    if rows or not table.metadata.num_rows:
        yield FilePart(rows)


def rows_of(batch: pa.RecordBatch) -> list[dict[str, object]]:
    """One object per row; a value that is missing is null."""
    columns = [_plain_values(column) for column in batch.columns]
    names = batch.schema.names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain_values(column: pa.Array) -> list[object]:
    plain = _reading(column.type)
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[object] = (
        column.to_pylist(maps_as_pydicts="lossy") if pa.types.is_nested(column.type) else column.to_pylist()
    )
    return values if plain is None else [plain(value) for value in values]


def _reading(kind: pa.DataType) -> Plain | None:
    """How values of a type become what JSON has; None where they are that already."""
    as_they_are = (pa.types.is_integer, pa.types.is_string, pa.types.is_large_string, pa.types.is_boolean)
    if any(check(kind) for check in as_they_are):
        return None
    return plain_value


def plain_value(value: object) -> object:
    """A value of Arrow as JSON has it.

    >>> plain_value({"spend": Decimal("12.50"), "day": date(2024, 1, 1)})
    {'spend': '12.50', 'day': '2024-01-01'}
    """
    if isinstance(value, dict):
        return {str(name): plain_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _instant(value: datetime) -> str:
    """A day where a time of day was never meant: tables keep days as instants at midnight."""
    is_day = value.tzinfo is None and value.time() == time.min
    return value.date().isoformat() if is_day else value.isoformat()
