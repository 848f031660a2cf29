"""Records: stored rows in pages, each traceable to its raw row."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pyarrow as pa

from domain.errors import InvalidInputError
from domain.ports import RecordStore
from domain.reading import PageRequest, RowFilter
from domain.use_cases.submission import check_period
from domain.vocabulary import OrgId

MAX_PAGE = 1000


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of records, newest day first; `cursors` stand for its rows."""

    records: pa.Table
    cursors: list[str]
    has_next: bool
    has_previous: bool
    total: int


@dataclass(frozen=True, slots=True)
class ListRecords:
    """Stored rows that overlap the filter."""

    store: RecordStore

    def __call__(self, org: OrgId, rows: RowFilter, first: int = 100, after: str | None = None) -> RecordPage:
        """One page after the cursor `after`."""
        check_period(rows.period, ("filter", "dateRange"))
        if not 1 <= first <= MAX_PAGE:
            raise InvalidInputError(f"first is {first}.", hint=f"Send 1 to {MAX_PAGE}.", field=("first",))
        place = None if after is None else read_cursor(after)
        page = self.store.page(org, PageRequest(rows, first, place))
        days, keys = page.records["date_start"].to_pylist(), page.records["key"].to_pylist()
        cursors = [make_cursor(day, key) for day, key in zip(days, keys, strict=True)]
        return RecordPage(page.records, cursors, page.has_next, place is not None, page.total)

    def raw_rows(self, org: OrgId, records: pa.Table) -> list[bytes | None]:
        """The raw row of each record, as JSON bytes."""
        places = zip(*(records[name].to_pylist() for name in ("batch_id", "raw_frame", "raw_row")), strict=True)
        return self.store.raw_rows(org, [(batch, frame, row) for batch, frame, row in places])


def make_cursor(day: date, key: str) -> str:
    """An opaque name for a record's place in the list."""
    return urlsafe_b64encode(f"{day.isoformat()}|{key}".encode()).decode()


def read_cursor(cursor: str) -> tuple[date, str]:
    """The place that a cursor names; raises InvalidInputError for anything that is not one of ours."""
    try:
        day, key = urlsafe_b64decode(cursor.encode()).decode().split("|")
        return date.fromisoformat(day), str(UUID(key))
    except ValueError as error:
        raise InvalidInputError(
            f"after is {cursor[:64]!r}, which is no cursor.",
            hint="Send an `endCursor` as it came, or leave it out for the first page.",
            field=("after",),
        ) from error
