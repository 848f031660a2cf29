"""Replays in DuckDB: one data source's records made anew in a file beside the store's, compared, and taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec

import duckdb
import zstandard

from adapters.stores.duckdb_adopt import adopt, compare_with_replay
from adapters.stores.duckdb_file import connect
from adapters.stores.duckdb_organizations import Organizations, transaction
from adapters.stores.duckdb_planting import (
    delete_again,
    deletions_of,
    keys_at,
    plant_versions,
    spans,
    versions_before,
)
from adapters.stores.duckdb_store import DuckDbStore
from adapters.stores.duckdb_transaction import Transaction
from domain.ports import Difference, KeptBatch, RecordStore
from domain.vocabulary import BatchId, DataSource, OrgId

P = ParamSpec("P")
FILE = "renormalizing.duckdb"
TIMEOUT_S = 3600.0
"""For questions to the new store: nobody waits for them at a screen."""


class DuckDbReplays:
    """`Replays` of the file that this process holds open as a store."""

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self._connection = connect(file)
        self._organizations = Organizations(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def organizations(self) -> Sequence[OrgId]:
        """Organizations that have tables."""
        return self._organizations.known()

    def data_sources(self, org: OrgId) -> Sequence[DataSource]:
        """Data sources that sent batches."""
        self._organizations.enter(self._connection, org)
        found = self._connection.execute("SELECT DISTINCT data_source FROM batches ORDER BY 1").fetchall()
        return [DataSource(source) for (source,) in found]

    @contextmanager
    def replay(self, org: OrgId, data_source: DataSource, since: datetime | None) -> Iterator[DuckDbReplay]:
        """A replay in a file of its own, which is gone at the end."""
        scratch = self._folder / FILE
        remove_file(scratch)
        self._organizations.enter(self._connection, org)
        replay = DuckDbReplay(self._connection, org, data_source, since, scratch)
        try:
            replay.begin()
            yield replay
        finally:
            replay.close()
            remove_file(scratch)


class DuckDbReplay:
    """`Replay` whose new store is another DuckDB file."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        org: OrgId,
        data_source: DataSource,
        since: datetime | None,
        scratch: Path,
    ) -> None:
        self._connection, self._org, self._scratch = connection, org, scratch
        self._source, self._since = data_source, since
        self._store = DuckDbStore(scratch, read_timeout_s=TIMEOUT_S)
        self._is_open = True

    @property
    def store(self) -> RecordStore:
        """The new store."""
        return self._store

    @property
    def size(self) -> int:
        """Number of batches."""
        [(batches,)] = self._connection.execute(f"SELECT count(*) {_BATCHES}", self._asked).fetchall()
        return int(batches)

    def begin(self) -> None:
        """Put into the new store what no batch tells: windows; facts and versions from before the first batch."""
        self._plant("replaced_windows")
        if self._since is None:
            return
        self._plant("facts")
        for table in ("events", "entities"):
            self._plant(table, "AND observed_at < $since", {"since": self._since})
        for days in spans(self._connection, self._source):
            self._write(plant_versions, versions_before(self._connection, {**self._asked, **days}))

    def _plant(self, table: str, condition: str = "", named: Mapping[str, object] = MappingProxyType({})) -> None:
        rows = self._connection.sql(
            f"SELECT * FROM {table} WHERE data_source = $source {condition}", params={"source": self._source, **named}
        ).to_arrow_table()
        self._write(lambda transaction: transaction.insert(table, rows))

    def _write(self, work: Callable[Concatenate[Transaction, P], None], *args: P.args, **kwargs: P.kwargs) -> None:
        """One transaction on the new store."""
        self._store.write(self._org, lambda connection: work(Transaction(connection, self._org), *args, **kwargs))

    @property
    def _asked(self) -> dict[str, object]:
        return {"source": self._source, "since": self._since}

    def batches(self) -> Iterator[KeptBatch]:
        """Each batch with its rows, opened when its turn comes."""
        for (batch_id,) in self._connection.execute(
            f"SELECT batch_id {_BATCHES} ORDER BY ingested_at, rowid", self._asked
        ).fetchall():
            yield self._batch(batch_id)

    def _batch(self, batch_id: str) -> KeptBatch:
        named = {"batch": batch_id}
        [kept] = (
            self._connection.sql(
                "SELECT observed_at, ingested_at, context, EXISTS (SELECT 1 FROM replaced_windows w "
                "WHERE w.batch_id = $batch) AS replaced_window FROM batches WHERE batch_id = $batch",
                params=named,
            )
            .to_arrow_table()
            .to_pylist()
        )
        frames = self._connection.execute(
            "SELECT body FROM raw_frames WHERE batch_id = $batch ORDER BY frame", named
        ).fetchall()
        open_frame = zstandard.ZstdDecompressor().decompress
        rows = [open_frame(body).split(b"\n") for (body,) in frames]
        return KeptBatch(BatchId(batch_id), frames=rows, **kept)

    def carry_deletions(self) -> None:
        """Delete again what was deleted, some days of rows at a time."""
        for days in spans(self._connection, self._source):
            deletions = deletions_of(self._connection, {"source": self._source, **days})
            if deletions.num_rows:
                self._write(delete_again, deletions, keys_at(self._connection, deletions))

    def difference(self) -> Difference:
        """Close the new store, and look at it beside the old one."""
        self._close_store()
        with self._beside() as schema:
            return compare_with_replay(self._connection, schema, self._source)

    def adopt(self, at: datetime) -> None:
        """Take the new records over in one transaction."""
        with self._beside() as schema, transaction(self._connection):
            adopt(self._connection, self._org, schema, self._source, at)

    @contextmanager
    def _beside(self) -> Iterator[str]:
        """The name of the new store's schema, while its file is attached."""
        where = str(self._scratch).replace("'", "''")
        self._connection.execute(f"ATTACH '{where}' AS replayed (READ_ONLY)")
        try:
            [(schema,)] = self._connection.execute(
                "SELECT schema_name FROM replayed.main.organizations WHERE org_id = ?", [self._org]
            ).fetchall()
            yield f"replayed.{schema}"
        finally:
            self._connection.execute("DETACH replayed")

    def close(self) -> None:
        """Let go of the new store's file."""
        self._close_store()

    def _close_store(self) -> None:
        if self._is_open:
            self._store.close()
            self._is_open = False


_BATCHES = "FROM batches WHERE data_source = $source AND ($since IS NULL OR observed_at >= $since)"


def remove_file(file: Path) -> None:
    """Remove a database file with its log, also what a process that was killed has left."""
    for path in (file, file.with_name(f"{file.name}.wal")):
        path.unlink(missing_ok=True)
