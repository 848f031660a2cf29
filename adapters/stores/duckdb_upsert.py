"""One batch into DuckDB, inside one transaction: gaps filled, versions kept, totals' choice recomputed."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import zstandard

from adapters.stores.duckdb_compare import compare
from adapters.stores.duckdb_counted import choose_counted
from adapters.stores.duckdb_defaults import follow_defaults
from adapters.stores.duckdb_gaps import settle_gaps
from adapters.stores.duckdb_transaction import Transaction
from adapters.stores.duckdb_versions import write_versions
from domain.ports import StoredBatch, UpsertCounts
from domain.restatement import Outcome
from domain.vocabulary import OrgId

ZSTD_LEVEL = 3


def upsert_batch(connection: duckdb.DuckDBPyConnection, org: OrgId, batch: StoredBatch) -> UpsertCounts:
    """Store records, raw rows and facts; says what became of each record. The caller begins and commits."""
    transaction, own = Transaction(connection, org), batch.records.num_rows
    _keep_raw(transaction, batch)
    follow_defaults(transaction, batch.data_source, batch.told())
    incoming = settle_gaps(transaction, batch.records)
    if not incoming.num_rows:
        return UpsertCounts()
    compared = compare(transaction, incoming, own)
    appended = write_versions(transaction, incoming, own, compared)
    choose_counted(transaction, incoming, appended)
    outcomes = compared.outcomes[:own]
    counts = {outcome.value: int((outcomes == outcome).sum()) for outcome in Outcome}
    return UpsertCounts(**counts, stale_rows=tuple(np.flatnonzero(outcomes == Outcome.STALE).tolist()))


def _keep_raw(transaction: Transaction, batch: StoredBatch) -> None:
    """The batch and its raw rows, in compressed frames."""
    compress, frames = zstandard.ZstdCompressor(ZSTD_LEVEL).compress, batch.frames
    if batch.part == 0:
        transaction.connection.execute(
            "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)",
            [transaction.org, batch.batch_id, batch.data_source, batch.observed_at, batch.ingested_at, batch.context],
        )
    columns = {
        "org_id": pa.array([transaction.org] * len(frames), pa.string()),
        "batch_id": pa.array([batch.batch_id] * len(frames), pa.string()),
        "frame": pa.array([frame.number for frame in frames], pa.int64()),
        "row_count": pa.array([len(frame.rows) for frame in frames], pa.int64()),
        "body": pa.array([compress(b"\n".join(frame.rows)) for frame in frames], pa.binary()),
    }
    transaction.insert("raw_frames", pa.table(columns))
