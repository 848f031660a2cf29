"""The panel as bytes: CSV, JSON columns, JSON lines, Arrow and Parquet, the same numbers in each."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from domain.causal.panel import Panel


def panel_columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Column name to values in row order; null where missing."""
    return {str(name): _plain(frame[name]) for name in frame.columns}


def _plain(column: pd.Series) -> list[Any]:
    values: list[Any] = column.tolist()
    if column.dtype.kind != "f":
        return values
    return [None if math.isnan(value) else value for value in values]


def to_csv(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """Header and lines that end in a line feed; empty where missing, numbers by their shortest exact text.

    >>> to_csv({"date": ["2024-01-01"], "kpi": [None], "spend": [0.1]}).decode().split()
    ['date,kpi,spend', '2024-01-01,,0.1']
    """
    texts = [list(map(_text, values)) for values in columns.values()]
    lines = [",".join(_quoted(name) for name in columns), *map(",".join, zip(*texts, strict=True))]
    return ("\n".join(lines) + "\n").encode()


def _text(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return "" if value is None else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n\r') else text


def panel_csv(panel: Panel) -> bytes:
    """The canonical bytes of a panel, whose SHA-256 provenance states."""
    return to_csv(panel_columns(panel.frame))


def panel_jsonl(panel: Panel) -> bytes:
    """One JSON object per row."""
    columns = panel_columns(panel.frame)
    rows = (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def panel_table(panel: Panel) -> pa.Table:
    """Text as string, the rest float64 or int64; each field says its role and meaning."""
    columns = panel_columns(panel.frame)
    kinds = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64()}
    fields = [
        pa.field(
            column.name, kinds[column.dtype], metadata={"role": column.role.value, "description": column.description}
        )
        for column in panel.columns
    ]
    return pa.table([pa.array(columns[field.name], field.type) for field in fields], schema=pa.schema(fields))


def panel_arrow(panel: Panel) -> bytes:
    """An Arrow IPC file."""
    table, sink = panel_table(panel), io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def panel_parquet(panel: Panel) -> bytes:
    """A Parquet file."""
    sink = io.BytesIO()
    pq.write_table(panel_table(panel), sink, compression="zstd")
    return sink.getvalue()
