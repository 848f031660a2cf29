"""Pages of records."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import strawberry

from domain.derived import with_ratios
from domain.normalize.payloads import decode_row
from domain.use_cases.records import RecordPage
from graphql_api.types.given import describe
from graphql_api.types.rows import Record, Row, to_rows


@strawberry.type(description="One record and its place in the list.")
class RecordEdge:
    cursor: str = describe("Send it as `after` to go on behind this record.")
    node: Record = describe("The record.")


@strawberry.type(description="Where a page stands in the list.")
class PageInfo:
    has_next_page: bool = describe("Whether more records follow.")
    has_previous_page: bool = describe("Whether the page began behind a cursor.")
    start_cursor: str | None = describe("Cursor of the first record.")
    end_cursor: str | None = describe("Cursor of the last record; send it as `after` for the next page.")


@strawberry.type(description="A page of records, newest day first.")
class RecordConnection:
    edges: list[RecordEdge] = describe("Records with their cursors.")
    nodes: list[Record] = describe("The records alone.")
    page_info: PageInfo = describe("Where the page stands.")
    total_count: int = describe("Records in all pages.")


def to_connection(page: RecordPage, raw_rows: list[bytes | None]) -> RecordConnection:
    """A page in the API's type."""
    rows: list[Any] = to_records(page.records, raw_rows)
    cursors = page.cursors
    return RecordConnection(
        edges=[RecordEdge(cursor=cursor, node=row) for cursor, row in zip(cursors, rows, strict=True)],
        nodes=rows,
        page_info=PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=page.total,
    )


def to_records(table: pa.Table, raw_rows: list[bytes | None] | list[bytes]) -> list[Row]:
    """Records as rows of the API; `raw_rows` may be empty where nobody asked."""
    rows = to_rows(with_ratios(table))
    keys = [str(key) for key in table["key"].to_pylist()]
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        raw = raw_rows[place] if raw_rows else None
        row |= {"id": key, "raw": None if raw is None else decode_row(raw)}
    return rows
