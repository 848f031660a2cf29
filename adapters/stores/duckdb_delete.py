"""Deleting records from DuckDB, inside one transaction: their versions end, and totals choose anew around them."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from adapters.stores.duckdb_counted import choose_counted
from adapters.stores.duckdb_events import end_lines_of_going
from adapters.stores.duckdb_schema import DUCKDB, RECORD_COLUMNS
from adapters.stores.duckdb_transaction import SCOPE, Transaction
from domain.reading import RowFilter
from domain.sql.deletion import matched_conditions, matched_sql
from domain.sql.dialect import Binder
from domain.vocabulary import OrgId

_NAMES = ", ".join(["org_id", *RECORD_COLUMNS])
_SCOPE = ", ".join(SCOPE)


def delete_records(
    connection: duckdb.DuckDBPyConnection, org: OrgId, rows: RowFilter, removed_at: datetime
) -> pa.Table:
    """End the versions of the records inside the filter; says what was met. The caller begins and commits."""
    binder = Binder(DUCKDB)
    met = connection.sql(matched_sql(org, rows, binder), params=binder.values).to_arrow_table()
    if pc.sum(met["matched"]).as_py():
        binder = Binder(DUCKDB)
        conditions = " AND ".join(matched_conditions(org, rows, binder))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE going AS SELECT key FROM records WHERE {conditions}", binder.values
        )
        remove_going(Transaction(connection, org), removed_at, is_deletion=True)
    return met


def remove_going(transaction: Transaction, removed_at: datetime, *, is_deletion: bool) -> None:
    """Move the records of the keys in the temporary table `going` to the history, and choose anew around them.

    A row that was observed later than `removed_at`, by a clock ahead of ours, ends with its own last observation.
    A removal that is no deletion is told by a replaced window, so the rows need not carry it.
    """
    connection, parameters = transaction.connection, {"org": transaction.org}
    where = "WHERE org_id = $org AND key IN (SELECT key FROM going)"
    gone = connection.sql(
        f"SELECT {_SCOPE}, min(date_start) AS date_start, max(date_stop) AS date_stop FROM records {where} GROUP BY {_SCOPE}",
        params=parameters,
    ).to_arrow_table()
    transaction.left_scopes.append(gone.select(SCOPE))
    end_lines_of_going(transaction, removed_at)
    ended = "greatest($removed_at, last_observed_at)"
    connection.execute(
        f"INSERT INTO superseded ({_NAMES}, superseded_at, removed_at, deleted_at) "
        f"SELECT {_NAMES}, {ended}, {ended}, {ended if is_deletion else 'NULL'} FROM records {where}",
        {**parameters, "removed_at": removed_at},
    )
    connection.execute(f"DELETE FROM records {where}", parameters)
    choose_counted(transaction, gone, appended=0)
