"""The embedded record store: one DuckDB file, one writer at a time, a cursor per reader."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa
import zstandard

from adapters.stores.duckdb_defaults import follow_defaults
from adapters.stores.duckdb_delete import delete_records
from adapters.stores.duckdb_file import bounded_memory, connect
from adapters.stores.duckdb_organizations import Organizations
from adapters.stores.duckdb_schema import DUCKDB, RECORD_COLUMNS, migrate
from adapters.stores.duckdb_transaction import Transaction
from adapters.stores.duckdb_upsert import upsert_batch
from domain.errors import StoreUnavailableError
from domain.ports import Health, StoredBatch, Told, UpsertCounts
from domain.reading import Page, PageRequest, PartsQuery, RowFilter
from domain.records import COLUMNS
from domain.sql.candidates import candidates_sql, count_sql, left_out_sql, occupied_sql, page_sql
from domain.sql.coverage import coverage_sql
from domain.sql.deletion import matched_sql
from domain.sql.dialect import Binder
from domain.sql.history import versions_sql
from domain.sql.parts import SELECTED, group_count_sql, parts_sql
from domain.summation.needs import Depth
from domain.vocabulary import DataSource, OrgId, RecordKey

T = TypeVar("T")
READ_TIMEOUT_S = 10.0
WRITE_TIMEOUT_S = 600.0


# Asking `sql()` for Arrow saves a copy of the answer but binds every query twice, which costs more than it saves.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)


class DuckDbStore:
    """`RecordStore` on one file; only one process can hold it."""

    def __init__(self, file: Path, *, read_timeout_s: float = READ_TIMEOUT_S) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection = connect(file)
        self._read_timeout_s = read_timeout_s
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duckdb-writer")
        self._in_writer(migrate)
        self._organizations = self._in_writer(Organizations)

    def close(self) -> None:
        """Finish what was accepted, then let go of the file."""
        self._writer.shutdown(wait=True)
        self._connection.close()

    # --- writing

    def upsert(self, org: OrgId, batch: StoredBatch) -> UpsertCounts:
        """Store a batch in one transaction."""
        return self._write(org, lambda connection: upsert_batch(connection, org, batch))

    def upsert_parts(self, org: OrgId, parts: Iterable[StoredBatch]) -> list[UpsertCounts]:
        """Store the parts of one batch in one transaction, whose rows go to disk before they fill the memory."""

        def write(connection: duckdb.DuckDBPyConnection) -> list[UpsertCounts]:
            with bounded_memory(connection):
                return [upsert_batch(connection, org, part) for part in parts]

        return self._write(org, write)

    def delete(self, org: OrgId, rows: RowFilter, removed_at: datetime) -> pa.Table:
        """Remove the records inside the filter in one transaction."""
        return self._write(org, lambda connection: delete_records(connection, org, rows, removed_at))

    def follow_settings(self, org: OrgId, data_source: DataSource, told: Told) -> int:
        """Let stored rows that do not say their currency take what settings tell."""
        return self._write(org, lambda connection: follow_defaults(Transaction(connection, org), data_source, told()))

    def _write(self, org: OrgId, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """One transaction on the organization's tables, made where it is new."""

        def write(connection: duckdb.DuckDBPyConnection) -> T:
            with self._organizations.writing(connection, org):
                return work(connection)

        return self._in_writer(write)

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

    def occupied_spans(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """Periods of rows below account level."""
        binder = Binder(DUCKDB)
        return self._table(org, occupied_sql(org, rows, binder, _relation(rows, binder)), binder)

    def parts(self, org: OrgId, query: PartsQuery) -> pa.Table:
        """Metrics of the counted rows."""
        binder = Binder(DUCKDB)
        sql = parts_sql(org, query, binder, _relation(query.rows, binder))
        return self._table(org, sql, binder, query.selected)

    def group_count(self, org: OrgId, query: PartsQuery) -> int:
        """Number of groups before the limit."""
        binder = Binder(DUCKDB)
        sql = group_count_sql(org, query, binder, _relation(query.rows, binder))
        return int(self._table(org, sql, binder, query.selected)[0][0].as_py())

    def left_out(self, org: OrgId, rows: RowFilter, depth: Depth) -> pa.Table:
        """What the stored choice leaves out."""
        binder = Binder(DUCKDB)
        return self._table(org, left_out_sql(org, rows, binder, _relation(rows, binder), depth), binder)

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
            with self._cursor() as cursor:
                cursor.execute("SELECT 1").fetchall()
        except StoreUnavailableError as error:
            return Health("records", ok=False, detail=error.message)
        return Health("records", ok=True)

    def _table(self, org: OrgId, sql: str, binder: Binder, selected: pa.Array | None = None) -> pa.Table:
        with self._cursor() as cursor:
            self._organizations.enter(cursor, org)
            if f"FROM {SELECTED}" in sql:
                cursor.register("selected_keys", pa.table({"key": selected}))
                cursor.execute(f"CREATE TEMP VIEW {SELECTED} AS SELECT CAST(key AS UUID) AS key FROM selected_keys")
            return cursor.execute(sql, binder.values).to_arrow_table()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A reader's cursor that is interrupted when its time is up."""
        try:
            cursor = self._connection.cursor()
        except duckdb.Error as error:
            raise StoreUnavailableError("The store is closed.", hint="Start the server again.") from error
        alarm = threading.Timer(self._read_timeout_s, cursor.interrupt)
        alarm.daemon = True
        alarm.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise StoreUnavailableError(
                f"The query took longer than {self._read_timeout_s:g} s and was stopped.",
                hint="Narrow the date range or group by less.",
            ) from error
        except duckdb.Error as error:
            raise StoreUnavailableError(f"The store could not answer: {error}.", hint="Try again.") from error
        finally:
            alarm.cancel()
            cursor.close()


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
