"""Campaigns whose entities a write changes: noted in its transaction, until search has taken them up."""

from __future__ import annotations

import pyarrow as pa

from adapters.stores.duckdb_transaction import SCOPE, Transaction

TABLE = "touched_campaigns"
_COLUMNS = ", ".join(SCOPE)
_SAME = " AND ".join(f"coalesce(t.{name}, '') = coalesce(i.{name}, '')" for name in SCOPE)


def note_touched(transaction: Transaction, scopes: pa.Table) -> None:
    """Note campaigns; one that is noted already gets a new number, so that what is under way does not settle it."""
    if not scopes.num_rows:
        return
    with transaction.table("touched_now", scopes.select(SCOPE)):
        note_selected(transaction, "SELECT * FROM touched_now")


def note_selected(transaction: Transaction, selection: str, parameters: dict[str, object] | None = None) -> None:
    """Note the campaigns that a query gives, whose columns are those of a scope; it may name `parameters`."""
    connection = transaction.connection
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE noting AS SELECT DISTINCT data_source, nullif(account_id, '') AS account_id, "
        f"nullif(campaign_id, '') AS campaign_id FROM ({selection})",
        parameters or {},
    )
    connection.execute(f"DELETE FROM {TABLE} AS t USING noting i WHERE {_SAME}")
    connection.execute(
        f"INSERT INTO {TABLE} (org_id, number, {_COLUMNS}) SELECT ?, nextval('main.touches'), {_COLUMNS} FROM noting",
        [transaction.org],
    )
