"""What objects tell of campaigns and messages: the last word on each is kept, and shown on their records.

Names and status fill what rows leave open and never take the place of what they said; audiences are only told by
objects. All of it is shown on every version of a row, and decides nothing about what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from adapters.stores.duckdb_touched import note_selected
from adapters.stores.duckdb_transaction import SCOPE, Transaction
from domain.event_lines import Entity

_NAMES = {"campaign_id": "campaign_name", "ad_id": "ad_name"}
_STATUS = {"campaign_id": "status"}


def keep_entities(transaction: Transaction, source: str, entities: Sequence[Entity], observed_at: datetime) -> None:
    """Keep what was observed last of each entity; of one instant, what was told last."""
    if not entities:
        return
    told = {(entity.column, entity.entity_id): entity for entity in entities}
    columns = {
        "org_id": [transaction.org] * len(told),
        "data_source": [source] * len(told),
        "column_name": [entity.column for entity in told.values()],
        "entity_id": [entity.entity_id for entity in told.values()],
        **{name: [getattr(entity, name) for entity in told.values()] for name in ("name", "status", "audiences")},
    }
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    same = "k.org_id = t.org_id AND k.data_source = t.data_source AND k.column_name = t.column_name AND k.entity_id = t.entity_id"
    with transaction.table("told_entities", table):
        transaction.connection.execute(
            f"DELETE FROM entities AS k USING told_entities t WHERE {same} AND k.observed_at <= ?", [observed_at]
        )
        transaction.connection.execute(
            "INSERT INTO entities BY NAME SELECT t.*, CAST(? AS TIMESTAMPTZ) AS observed_at FROM told_entities t "
            f"WHERE NOT EXISTS (SELECT 1 FROM entities k WHERE {same})",
            [observed_at],
        )


def show_entities(transaction: Transaction, source: str) -> None:
    """Write what is known of entities where records do not show it yet."""
    connection, owner = transaction.connection, [transaction.org, source]
    [(known,)] = connection.execute(
        "SELECT count(*) FROM entities WHERE org_id = ? AND data_source = ?", owner
    ).fetchall()
    if not known:
        return
    for column, name in _NAMES.items():
        filled = {name: "k.name"} | ({_STATUS[column]: "k.status"} if column in _STATUS else {})
        assigned = ", ".join(f"{target} = coalesce(r.{target}, {value})" for target, value in filled.items())
        lacks = " OR ".join(f"(r.{target} IS NULL AND {value} IS NOT NULL)" for target, value in filled.items())
        if column == "campaign_id":
            assigned += ", audiences = coalesce(k.audiences, r.audiences)"
            lacks += " OR (k.audiences IS NOT NULL AND r.audiences IS DISTINCT FROM k.audiences)"
        told = (
            "r.org_id = $org AND r.data_source = $source AND k.org_id = r.org_id AND k.data_source = r.data_source "
            f"AND k.column_name = '{column}' AND k.entity_id = r.{column} AND ({lacks})"
        )
        named: dict[str, object] = {"org": transaction.org, "source": source}
        shown = ", ".join(f"r.{part}" for part in SCOPE)
        note_selected(transaction, f"SELECT {shown} FROM records r, entities k WHERE {told}", named)
        for table in ("records", "superseded"):
            connection.execute(f"UPDATE {table} AS r SET {assigned} FROM entities k WHERE {told}", named)
