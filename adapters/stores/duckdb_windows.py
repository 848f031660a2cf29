"""Complete pulls in DuckDB: their windows are kept, and rows that they lack are removed in the same transaction."""

from __future__ import annotations

import pyarrow as pa

from adapters.stores.duckdb_counted import choose_counted
from adapters.stores.duckdb_delete import remove_going
from adapters.stores.duckdb_transaction import Transaction
from adapters.stores.duckdb_versions import fold_moving
from domain.ports import StoredBatch
from domain.sql.windows import bridging_sql, going_sql
from domain.windows import WINDOW_COLUMNS, ReplacedWindow


def replace_window(transaction: Transaction, batch: StoredBatch, window: ReplacedWindow) -> int:
    """Remove, as of the batch's observation, what its window lacks; gives the number of records that left.

    The batch's own records must be stored: they were seen at that instant.
    """
    _keep(transaction, batch, window)
    named = {"batch": batch.batch_id, "instant": batch.observed_at}
    going = going_sql("$batch", "$instant")
    transaction.connection.execute(f"CREATE OR REPLACE TEMP TABLE going AS {going}", named)
    removed = _count(transaction, "going")
    if removed:
        remove_going(transaction, batch.observed_at, is_deletion=False)
    bridging = bridging_sql("$batch", "$instant")
    transaction.connection.execute(f"CREATE OR REPLACE TEMP TABLE moving AS {bridging}", named)
    if _count(transaction, "moving"):
        choose_counted(transaction, fold_moving(transaction), appended=0)
    return removed


def _keep(transaction: Transaction, batch: StoredBatch, window: ReplacedWindow) -> None:
    """Remember what the pull claims to hold."""
    size = window.kinds.num_rows
    said = {"org_id": transaction.org, "batch_id": batch.batch_id, "data_source": batch.data_source}
    columns = {name: pa.array([text] * size, pa.string()) for name, text in said.items()}
    columns["observed_at"] = pa.array([batch.observed_at] * size, pa.timestamp("us", tz="UTC"))
    columns["date_start"] = pa.array([window.period.start] * size, pa.date32())
    columns["date_stop"] = pa.array([window.period.end] * size, pa.date32())
    columns |= {name: window.kinds[name] for name in WINDOW_COLUMNS}
    transaction.insert("replaced_windows", pa.table(columns))


def _count(transaction: Transaction, table: str) -> int:
    [(rows,)] = transaction.connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(rows)
