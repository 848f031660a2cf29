"""The embedded record store: one DuckDB file, one writer at a time, readers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import zstandard

from adapters.stores.duckdb_defaults import follow_defaults
from adapters.stores.duckdb_delete import delete_records
from adapters.stores.duckdb_file import bounded_memory, connect
from adapters.stores.duckdb_organizations import Organizations
from adapters.stores.duckdb_reader import Reader
from adapters.stores.duckdb_schema import DUCKDB, RECORD_COLUMNS, migrate
from adapters.stores.duckdb_transaction import Transaction
from adapters.stores.duckdb_upsert import upsert_batch
from domain.errors import StoreUnavailableError
from domain.ports import Health, StoredBatch, Told, UpsertCounts
from domain.reading import LEFT_OUT, Page, PageRequest, PartsQuery, RowFilter
from domain.records import COLUMNS
from domain.sql.candidates import candidates_sql, count_sql, left_out_sql, mixed_bases_sql, occupied_sql, page_sql
from domain.sql.coverage import coverage_sql
from domain.sql.deletion import matched_sql
from domain.sql.dialect import Binder
from domain.sql.history import versions_sql
from domain.sql.parts import group_count_sql, metrics_sql, parts_sql, repeated_uniques_sql
from domain.summation.needs import Depth
from domain.vocabulary import BatchId, DataSource, OrgId, RecordKey

T = TypeVar("T")
READ_TIMEOUT_S = 10.0
WRITE_TIMEOUT_S = 600.0


class DuckDbStore:
    """`RecordStore` on one file; only one process can hold it."""

    def __init__(self, file: Path, *, read_timeout_s: float = READ_TIMEOUT_S) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = connect(file)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duckdb-writer")
        self._in_writer(migrate)
        self._organizations = self._in_writer(Organizations)
        self._reader = Reader(self._connection, self._organizations, timeout_s=read_timeout_s)
        self._versions: dict[OrgId, int] = {}

    def close(self) -> None:
        """Finish what was accepted, then let go of the file."""
        self._writer.shutdown(wait=True)
        self._reader.close()
        self._connection.close()

    # --- writing

    def upsert(self, org: OrgId, batch: StoredBatch) -> UpsertCounts:
        """Store a batch in one transaction."""
        return self.write(org, lambda connection: upsert_batch(connection, org, batch))

    def upsert_parts(self, org: OrgId, parts: Iterable[StoredBatch]) -> list[UpsertCounts]:
        """Store the parts of one batch in one transaction, whose rows go to disk before they fill the memory."""

        def write(connection: duckdb.DuckDBPyConnection) -> list[UpsertCounts]:
            with bounded_memory(connection):
                return [upsert_batch(connection, org, part) for part in parts]

        return self.write(org, write)

    def delete(self, org: OrgId, rows: RowFilter, removed_at: datetime) -> pa.Table:
        """Remove the records inside the filter in one transaction."""
        return self.write(org, lambda connection: delete_records(connection, org, rows, removed_at))

    def follow_settings(self, org: OrgId, data_source: DataSource, told: Told) -> int:
        """Let stored rows that do not say their currency take what settings tell."""
        return self.write(org, lambda connection: follow_defaults(Transaction(connection, org), data_source, told()))

    def write(self, org: OrgId, work: Callable[[duckdb.DuckDBPyConnection], T], *, changes_records: bool = True) -> T:
        """One transaction on the organization's tables, made where it is new."""

        def write(connection: duckdb.DuckDBPyConnection) -> T:
            with self._organizations.writing(connection, org):
                return work(connection)

        try:
            return self._in_writer(write)
        finally:  # also where the wait ended and the write did not
            if changes_records:
                self._versions[org] = self._versions.get(org, 0) + 1

    def _in_writer(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        try:
            writing = self._writer.submit(work, self._connection)
        except RuntimeError as error:
            raise StoreUnavailableError("The store is closed.", hint="Start the server again.") from error
        try:
            return writing.result(WRITE_TIMEOUT_S)
        except TimeoutError as error:
            raise StoreUnavailableError(
                f"The store did not finish writing within {WRITE_TIMEOUT_S:.0f} s.", hint="Send the same again."
            ) from error
        except duckdb.Error as error:
            raise StoreUnavailableError(f"The store could not write: {error}.", hint="Nothing was stored.") from error

    # --- reading

    def candidates(self, org: OrgId, rows: RowFilter, *, undecided_only: bool) -> pa.Table:
        """Rows among which the guards choose."""
        binder = Binder(DUCKDB)
        sql = candidates_sql(org, rows, binder, _relation(rows, binder), undecided_only=undecided_only)
        return self._table(org, sql, binder)

    def mixed_bases(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Kinds of rows of campaigns with several date bases."""
        binder = Binder(DUCKDB)
        return self._table(org, mixed_bases_sql(org, rows, binder, _relation(rows, binder)), binder)

    def occupied_spans(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Periods of rows below account level."""
        binder = Binder(DUCKDB)
        return self._table(org, occupied_sql(org, rows, binder, _relation(rows, binder)), binder)

    def parts(self, org: OrgId, query: PartsQuery) -> pa.Table:
        """Metrics of the counted rows."""
        binder = Binder(DUCKDB)
        sql = parts_sql(org, query, binder, _relation(query.rows, binder))
        return self._table(org, sql, binder, query.selected)

    def conversion_metrics(self, org: OrgId, query: PartsQuery, sources: Sequence[DataSource]) -> pa.Table:
        """Conversion metrics of the counted rows."""
        binder = Binder(DUCKDB)
        sql = metrics_sql(org, query, binder, _relation(query.rows, binder), sources)
        return self._table(org, sql, binder, query.selected)

    def repeated_uniques(self, org: OrgId, query: PartsQuery) -> int:
        """Counted rows with unique counts of several days of one entity."""
        binder = Binder(DUCKDB)
        sql = repeated_uniques_sql(org, query, binder, _relation(query.rows, binder))
        return int(self._table(org, sql, binder, query.selected)[0][0].as_py())

    def group_count(self, org: OrgId, query: PartsQuery) -> int:
        """Number of groups before the limit."""
        binder = Binder(DUCKDB)
        sql = group_count_sql(org, query, binder, _relation(query.rows, binder))
        return int(self._table(org, sql, binder, query.selected)[0][0].as_py())

    def left_out(self, org: OrgId, rows: RowFilter, depth: Depth) -> pa.Table:
        """What the stored choice leaves out."""
        binder = Binder(DUCKDB)
        sql = left_out_sql(org, rows, binder, _relation(rows, binder), depth)
        lines = [dict(zip(LEFT_OUT.names, line, strict=True)) for line in self._reader.lines(org, sql, binder.values)]
        return pa.Table.from_pylist(lines, schema=LEFT_OUT)

    def page(self, org: OrgId, request: PageRequest) -> Page:
        """One page of records."""
        binder, counter = Binder(DUCKDB), Binder(DUCKDB)
        names = [column.name for column in COLUMNS]
        found = self._table(org, page_sql(org, request, binder, _relation(request.rows, binder), names), binder)
        total = self._table(org, count_sql(org, request.rows, counter, _relation(request.rows, counter)), counter)
        return Page(found.slice(0, request.first), found.num_rows > request.first, int(total[0][0].as_py()))

    def versions(self, org: OrgId, key: RecordKey, as_of: datetime | None, limit: int) -> pa.Table:
        """Versions of one row, oldest first."""
        binder = Binder(DUCKDB)
        names = [column.name for column in COLUMNS]
        return self._table(org, versions_sql(org, key, as_of, limit, binder, names), binder)

    def coverage(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """What is stored per data source and level."""
        binder = Binder(DUCKDB)
        return self._table(org, coverage_sql(org, rows, binder, _relation(rows, binder)), binder)

    def deletable(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """What a deletion would meet."""
        binder = Binder(DUCKDB)
        return self._table(org, matched_sql(org, rows, binder), binder)

    def raw_rows(self, org: OrgId, places: Sequence[tuple[str, int, int]]) -> list[bytes | None]:
        """Raw rows by batch, frame and row; each frame is opened once."""
        bodies = self._frames(org, sorted({(batch, frame) for batch, frame, _ in places}))
        opened = {place: zstandard.ZstdDecompressor().decompress(body).split(b"\n") for place, body in bodies.items()}
        return [
            rows[row] if (rows := opened.get((batch, frame))) is not None and row < len(rows) else None
            for batch, frame, row in places
        ]

    def has_batch(self, org: OrgId, batch_id: BatchId) -> bool:
        """Whether the batch was stored."""
        binder = Binder(DUCKDB)
        where = f"org_id = {binder.bind(org)} AND batch_id = {binder.bind(batch_id)}"
        return bool(self._table(org, f"SELECT 1 FROM batches WHERE {where}", binder).num_rows)

    def _frames(self, org: OrgId, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
        if not wanted:
            return {}
        binder = Binder(DUCKDB)
        owner = binder.bind(org)
        pairs = ", ".join(f"({binder.bind(batch)}, {binder.bind(frame)})" for batch, frame in wanted)
        sql = f"SELECT batch_id, frame, body FROM raw_frames WHERE org_id = {owner} AND (batch_id, frame) IN ({pairs})"
        table = self._table(org, sql, binder).to_pydict()
        return {
            (batch, frame): body
            for batch, frame, body in zip(table["batch_id"], table["frame"], table["body"], strict=True)
        }

    def ping(self) -> Health:
        """Whether the file answers."""
        try:
            self._reader.table(OrgId(""), "SELECT 1", {})
        except StoreUnavailableError as error:
            return Health("records", ok=False, detail=error.message)
        return Health("records", ok=True)

    def organizations(self) -> list[OrgId]:
        """Organizations that have tables, by name."""
        return self._organizations.known()

    def records_version(self, org: OrgId) -> int:
        """Number of writes of the organization's records since the file was opened: what was read before one is stale."""
        return self._versions.get(org, 0)

    def table(self, org: OrgId, sql: str, values: Mapping[str, object]) -> pa.Table:
        """The answer to a query of another adapter of this file."""
        return self._reader.table(org, sql, values)

    def lines(self, org: OrgId, sql: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """The same as Python values, for answers of a few lines."""
        return self._reader.lines(org, sql, values)

    def _table(self, org: OrgId, sql: str, binder: Binder, selected: pa.Array | None = None) -> pa.Table:
        return self._reader.table(org, sql, binder.values, selected)


def _relation(rows: RowFilter, binder: Binder) -> str:
    """Current records, or every key's newest version with observed_at <= as_of."""
    if rows.as_of is None:
        return "records"
    instant = binder.bind(rows.as_of)
    names = ", ".join(["org_id", *RECORD_COLUMNS])
    return (
        f"(SELECT {names} FROM records WHERE observed_at <= {instant} UNION ALL "
        f"SELECT {names} FROM superseded WHERE observed_at <= {instant} AND superseded_at > {instant})"
    )
