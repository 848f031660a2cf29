"""One batch into DuckDB, inside one transaction: gaps filled, versions kept, totals' choice recomputed."""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import zstandard

from adapters.stores.duckdb_compare import Outcomes, compare
from adapters.stores.duckdb_counted import choose_counted
from adapters.stores.duckdb_defaults import follow_defaults
from adapters.stores.duckdb_entities import keep_entities, show_entities
from adapters.stores.duckdb_events import AROUND, fold_events, replace_folded
from adapters.stores.duckdb_gaps import settle_folded, settle_gaps
from adapters.stores.duckdb_transaction import Transaction
from adapters.stores.duckdb_versions import Written, write_versions
from adapters.stores.duckdb_windows import replace_window
from domain.ports import StoredBatch, UpsertCounts
from domain.restatement import Outcome
from domain.vocabulary import OrgId

ZSTD_LEVEL = 3


def upsert_batch(connection: duckdb.DuckDBPyConnection, org: OrgId, batch: StoredBatch) -> UpsertCounts:
    """Store records, raw rows, event lines and facts; says what became of each record. The caller begins and commits."""
    transaction = Transaction(connection, org)
    _keep_raw(transaction, batch)
    follow_defaults(transaction, batch.data_source, batch.told())
    folded = None
    if batch.events is not None and batch.events.lines.num_rows:
        folded = fold_events(transaction, batch.data_source, batch.events)
    incoming = settle_gaps(transaction, batch.records, None if folded is None else folded.versions.records)
    incoming, places = _settle_late(incoming, batch)
    outcomes, written = _write(transaction, incoming, len(places))
    counts = {outcome.value: int((outcomes == outcome).sum()) for outcome in Outcome}
    around, appended = [written.changed.select(AROUND)], written.appended
    if folded is not None:
        met, of_events = replace_folded(transaction, folded, settle_folded(transaction, folded.versions.records))
        counts = {name: count + of_events.get(name, 0) for name, count in counts.items()}
        around, appended = [*around, met], -1
    keep_entities(transaction, batch.data_source, batch.entities, batch.observed_at)
    show_entities(transaction, batch.data_source)
    touched = pa.concat_tables(around)
    if touched.num_rows:
        choose_counted(transaction, touched, appended)
    removed = 0 if batch.window is None else replace_window(transaction, batch, batch.window)
    stale_rows = tuple(places[outcomes == Outcome.STALE].tolist())
    return UpsertCounts(**counts, stale_rows=stale_rows, removed=removed)


def _settle_late(incoming: pa.Table, batch: StoredBatch) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """The records with those of the batch that stay, and the places of these in the batch; stored ones behind them."""
    own = batch.records.num_rows
    if batch.late_keys is None or batch.records["lacking"].null_count == own:
        return incoming, np.arange(own)
    kept, places = batch.late_keys.settle(incoming.slice(0, own))
    return pa.concat_tables([kept, incoming.slice(own)]), places


def _write(transaction: Transaction, incoming: pa.Table, own: int) -> tuple[Outcomes, Written]:
    """Write the records; what became of the batch's own ones, and what was written."""
    if not incoming.num_rows:
        return np.zeros(0, object), Written(0, incoming)
    compared = compare(transaction, incoming, own)
    written = write_versions(transaction, incoming, own, compared)
    return compared.outcomes[:own], written


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
