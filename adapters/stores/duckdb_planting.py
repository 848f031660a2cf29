"""What a replay's new store gets from the old one: versions from before its first batch, and deletions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import duckdb
import pyarrow as pa

from adapters.stores.duckdb_counted import choose_counted
from adapters.stores.duckdb_transaction import Transaction, own_keys, with_own_types
from adapters.stores.duckdb_versions import fold_moving, fold_rows
from domain.records import COLUMNS, Kind
from domain.restatement import DELETED_AT

MOST_ROWS = 100_000
"""Versions that are looked at together, unless one day has more."""
_EVERY = "(SELECT {names} FROM records UNION ALL SELECT {names} FROM superseded)"
_KEYS = _EVERY.format(names="key, batch_id, raw_frame, raw_row, data_source, date_start")
_INSIDE = "data_source = $source AND date_start BETWEEN $first AND $last"


def spans(connection: duckdb.DuckDBPyConnection, source: str) -> Iterator[dict[str, date]]:
    """First and last day of pieces of a data source's versions; all versions of a row are in one."""
    days = connection.execute(
        f"SELECT date_start, count(*) FROM {_KEYS} WHERE data_source = ? GROUP BY 1 ORDER BY 1", [source]
    ).fetchall()
    first, size = None, 0
    for place, (day, rows) in enumerate(days):
        first, size = first or day, size + rows
        if place + 1 == len(days) or size + days[place + 1][1] > MOST_ROWS:
            yield {"first": first, "last": day}
            first, size = None, 0


def versions_before(connection: duckdb.DuckDBPyConnection, asked: Mapping[str, object]) -> pa.Table:
    """Versions with only those of their observations that were made before `since`."""
    names = ", ".join(column.name for column in COLUMNS)
    before = "list_filter(seen_at, lambda instant: instant < $since) AS seen_at"
    chosen = ", ".join(before if column.name == "seen_at" else column.name for column in COLUMNS)
    table = connection.sql(
        f"SELECT CAST(key AS VARCHAR) AS key, {chosen}, CAST(NULL AS TIMESTAMPTZ) AS {DELETED_AT} "
        f"FROM {_EVERY.format(names=f'key, {names}')} WHERE {_INSIDE} AND observed_at < $since",
        params=dict(asked),
    ).to_arrow_table()
    return with_own_types(table)


def plant_versions(transaction: Transaction, rows: pa.Table) -> None:
    """Store versions as they follow from their observations."""
    if rows.num_rows:
        fold_rows(transaction, rows)
        choose_counted(transaction, rows, appended=0)


def deletions_of(connection: duckdb.DuckDBPyConnection, asked: Mapping[str, object]) -> pa.Table:
    """Deletions with the raw rows of what they deleted: `key` as text, `deleted_at, batch_id, raw_frame, raw_row`."""
    return connection.sql(
        f"SELECT CAST(key AS VARCHAR) AS key, {DELETED_AT}, batch_id, raw_frame, raw_row FROM superseded "
        f"WHERE {_INSIDE} AND {DELETED_AT} IS NOT NULL",
        params=dict(asked),
    ).to_arrow_table()


def keys_at(connection: duckdb.DuckDBPyConnection, deletions: pa.Table) -> pa.Table:
    """Keys, as text, of everything that was made of the raw rows of deletions."""
    connection.register("deletions", deletions)
    try:
        return connection.sql(
            f"SELECT DISTINCT CAST(key AS VARCHAR) AS key FROM {_KEYS} SEMI JOIN deletions USING (batch_id, raw_frame, raw_row)"
        ).to_arrow_table()
    finally:
        connection.unregister("deletions")


def delete_again(transaction: Transaction, deletions: pa.Table, known: pa.Table) -> None:
    """Repeat deletions. Where a key is gone, its raw rows now make others, and those that are new are deleted for it."""
    with transaction.table("deletions", deletions), transaction.table("known", known):
        transaction.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE deleting AS WITH versions AS {_KEYS}, "
            f"d AS (SELECT CAST(key AS UUID) AS key, {DELETED_AT}, batch_id, raw_frame, raw_row FROM deletions) "
            f"SELECT key, {DELETED_AT} FROM d SEMI JOIN versions USING (key) UNION "
            f"SELECT v.key, d.{DELETED_AT} FROM (SELECT * FROM d ANTI JOIN versions USING (key)) d "
            "JOIN versions v USING (batch_id, raw_frame, raw_row) "
            "WHERE v.key NOT IN (SELECT CAST(key AS UUID) FROM known)"
        )
    transaction.connection.execute("CREATE OR REPLACE TEMP TABLE moving AS SELECT DISTINCT key FROM deleting")
    found = transaction.connection.execute(f"SELECT CAST(key AS VARCHAR) AS key, {DELETED_AT} FROM deleting")
    again: pa.Table = found.to_arrow_table()
    if again.num_rows:
        instants = again[DELETED_AT].cast(Kind.INSTANT.arrow)
        keyed = pa.table({"key": own_keys(again["key"]), DELETED_AT: instants})
        choose_counted(transaction, fold_moving(transaction, deletions=keyed), appended=0)
