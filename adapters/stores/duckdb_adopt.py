"""A replay's records beside the stored ones: what differs, and taking them over with the earlier readings kept."""

from __future__ import annotations

from datetime import datetime

import duckdb

from adapters.stores.duckdb_schema import RECORD_COLUMNS
from adapters.stores.duckdb_touched import note_selected
from adapters.stores.duckdb_transaction import SCOPE, Transaction
from domain.ports import Difference
from domain.records import CONTENT
from domain.vocabulary import OrgId

TAKEN_OVER = ("records", "superseded", "facts", "replaced_windows", "events", "entities")
"""Tables that batches make; each names its data source. The others are the batches themselves and what was kept of earlier readings."""
_ENDS = ("superseded_at", "removed_at", "deleted_at")
_SAID = ("observed_at", "superseded_at", "removed_at", *(column.name for column in CONTENT))
"""What makes a version what it is, besides its key."""
_STAMPS = ("content", "normalizer_version", "warnings")
_NAMES = ", ".join(RECORD_COLUMNS)


def compare_with_replay(connection: duckdb.DuckDBPyConnection, replayed: str, source: str) -> Difference:
    """What differs between the organization's tables and those of the schema `replayed`."""
    named = {"source": source}
    differs = " OR ".join(f"o.{column.name} IS DISTINCT FROM n.{column.name}" for column in CONTENT)
    [(before, changed, added, gone)] = connection.execute(
        f"SELECT count(o.key), count(CASE WHEN o.key = n.key AND ({differs}) THEN 1 END), "
        "count(CASE WHEN o.key IS NULL THEN 1 END), count(CASE WHEN n.key IS NULL THEN 1 END) "
        "FROM (SELECT * FROM records WHERE data_source = $source) o "
        f"FULL JOIN (SELECT * FROM {replayed}.records WHERE data_source = $source) n ON o.key = n.key",
        named,
    ).fetchall()
    was, now = (_said(table) for table in ("superseded", f"{replayed}.superseded"))
    [(past,)] = connection.execute(
        f"SELECT count(DISTINCT key) FROM (({was} EXCEPT {now}) UNION ALL ({now} EXCEPT {was}))", named
    ).fetchall()
    stamped = " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in _STAMPS)
    [(restamped,)] = connection.execute(
        f"SELECT count(*) FROM {_versions()} o JOIN {_versions(replayed)} n "
        f"ON o.key = n.key AND o.observed_at = n.observed_at WHERE {stamped}",
        named,
    ).fetchall()
    return Difference(before, changed, added, gone, past, restamped)


def adopt(connection: duckdb.DuckDBPyConnection, org: OrgId, replayed: str, source: str, at: datetime) -> None:
    """Replace the data source's rows by the replayed ones; versions that are no longer so are kept as of `at`."""
    named = {"source": source}
    said = ", ".join(["key", *_SAID])
    connection.execute(
        f"INSERT INTO earlier_readings BY NAME SELECT o.*, $at AS reread_at FROM {_versions()} o SEMI JOIN "
        f"(SELECT {said} FROM {_versions()} EXCEPT SELECT {said} FROM {_versions(replayed)}) lost "
        "ON o.key = lost.key AND o.observed_at = lost.observed_at",
        {**named, "at": at},
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE ended_lines AS SELECT event_id, observed_at, max(removed_at) AS removed_at "
        "FROM events WHERE data_source = $source AND removed_at IS NOT NULL GROUP BY event_id, observed_at",
        named,
    )
    _note_campaigns(connection, org, replayed, source)
    for table in TAKEN_OVER:
        order = " ORDER BY date_start" if table in {"records", "superseded"} else ""
        chosen = (
            "DISTINCT *" if table == "replaced_windows" else "*"
        )  # a pull stands for what it stood for then, and now
        connection.execute(f"DELETE FROM {table} WHERE data_source = $source", named)
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {chosen} FROM {replayed}.{table} WHERE data_source = $source{order}",
            named,
        )
    connection.execute(  # lines that ended with a deletion of their day stay ended
        "UPDATE events AS e SET removed_at = ended.removed_at FROM ended_lines ended WHERE e.data_source = $source "
        "AND e.event_id = ended.event_id AND e.observed_at = ended.observed_at",
        named,
    )


def _note_campaigns(connection: duckdb.DuckDBPyConnection, org: OrgId, replayed: str, source: str) -> None:
    """All campaigns of the data source, as they were read before and as they are read now."""
    scope = ", ".join(SCOPE)
    both = " UNION ".join(
        f"SELECT {scope} FROM {table} WHERE data_source = $source" for table in ("records", f"{replayed}.records")
    )
    note_selected(Transaction(connection, org), both, {"source": source})


def _said(table: str) -> str:
    return f"SELECT key, {', '.join(_SAID)} FROM {table} WHERE data_source = $source"


def _versions(schema: str | None = None) -> str:
    """All versions, current ones without an end."""
    prefix = f"{schema}." if schema else ""
    never = ", ".join(f"CAST(NULL AS TIMESTAMPTZ) AS {name}" for name in _ENDS)
    return (
        f"(SELECT org_id, {_NAMES}, {never} FROM {prefix}records WHERE data_source = $source UNION ALL "
        f"SELECT org_id, {_NAMES}, {', '.join(_ENDS)} FROM {prefix}superseded WHERE data_source = $source)"
    )
