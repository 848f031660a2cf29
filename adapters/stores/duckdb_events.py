"""Event lines in DuckDB: kept once each, and folded into the versions of the records of the days that they touch.

The versions of such a record follow from its lines alone: every one of them is written anew where a line comes, so
that neither the order nor the splitting nor the repetition of batches matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import pyarrow as pa

from adapters.stores.duckdb_events_versions import EventVersions, versions_of
from adapters.stores.duckdb_transaction import SCOPE, Transaction
from domain.event_lines import EVENT_KINDS, EventState, Group
from domain.ports import EventBatch
from domain.sql.events import GROUP_COLUMNS, resolved_sql, states_sql, touched_sql

_FIGURES = ("event_count", "event_value", "unique_count", "apple_count")
_STATE = ("metric", "metric_id", "measure", "is_aggregate", "currency", *_FIGURES)
AROUND = [*SCOPE, "date_start", "date_stop"]
"""What must be known of rows to choose anew around them."""
_EVENT = "date_basis = 'EVENT'"
_ENTITY = "CASE WHEN ad_id IS NOT NULL THEN 'm' || ad_id WHEN level = 'ACCOUNT' THEN '' ELSE 'c' || campaign_id END"
"""What a record is about, as `entity` of event lines says it."""
_SAME_FIGURES = " AND ".join(f"e.{name} IS NOT DISTINCT FROM i.{name}" for name in _FIGURES)
_PLACE = ("observed_at", "ingested_at", "batch_id", "raw_frame", "raw_row", "normalizer_version")


@dataclass(frozen=True, slots=True)
class FoldedEvents:
    """Records of all groups that a batch's lines touch, one line per version, with their provenance."""

    versions: EventVersions
    source: str


def fold_events(transaction: Transaction, source: str, events: EventBatch) -> FoldedEvents:
    """Store the lines, and fold what they touch; the records are written by `replace_folded`."""
    _keep_lines(transaction, source, events.lines)
    connection, owner = transaction.connection, {"org": transaction.org, "source": source}
    connection.execute(f"CREATE OR REPLACE TEMP TABLE event_scopes AS {touched_sql()}", owner)
    _end_late_lines(transaction, owner)
    states = connection.sql(states_sql(), params=owner).to_arrow_table()
    return FoldedEvents(versions_of(list(_groups(states)), events.fold), source)


def _keep_lines(transaction: Transaction, source: str, lines: pa.Table) -> None:
    """Insert what is new; an earlier observation of a known event takes the place of the later one."""
    size = lines.num_rows
    owned = lines.append_column("org_id", pa.array([transaction.org] * size, pa.string()))
    owned = owned.append_column("data_source", pa.array([source] * size, pa.string()))
    connection, owner = transaction.connection, {"org": transaction.org, "source": source}
    names = ", ".join(["org_id", "data_source", *EVENT_KINDS, *_PLACE])
    with transaction.table("lines_in", owned.append_column("place", pa.array(range(size), pa.int64()))):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE incoming_lines AS SELECT {names} FROM lines_in "
            "QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY CASE WHEN is_aggregate THEN -place ELSE place END) = 1"
        )
    mine = "e.org_id = $org AND e.data_source = $source AND e.event_id = i.event_id"
    moved = ", ".join(f"{name} = i.{name}" for name in _PLACE)
    connection.execute(
        f"UPDATE events AS e SET {moved} FROM incoming_lines i WHERE {mine} AND NOT e.is_aggregate AND e.observed_at > i.observed_at "
        "AND NOT EXISTS (SELECT 1 FROM events o WHERE o.org_id = $org AND o.data_source = $source "
        "AND o.event_id = e.event_id AND o.observed_at < e.observed_at)",
        owner,
    )
    connection.execute(
        f"DELETE FROM events AS e USING incoming_lines i WHERE {mine} AND e.is_aggregate AND e.observed_at = i.observed_at",
        owner,
    )
    counting = "e.observed_at <= i.observed_at AND coalesce(e.removed_at >= i.observed_at, TRUE)"
    newest = (
        "NOT EXISTS (SELECT 1 FROM events o WHERE o.org_id = $org AND o.data_source = $source "
        "AND o.event_id = e.event_id AND o.observed_at > e.observed_at AND o.observed_at <= i.observed_at)"
    )
    connection.execute(
        f"INSERT INTO events ({names}) SELECT {names} FROM incoming_lines i WHERE NOT EXISTS ("
        f"SELECT 1 FROM events e WHERE {mine} AND {counting} AND (NOT e.is_aggregate OR ({_SAME_FIGURES} AND {newest})))",
        owner,
    )


def _end_late_lines(transaction: Transaction, owner: dict[str, str]) -> None:
    """Lines observed before their record was removed, and arriving after that, stay removed with it."""
    [(removals,)] = transaction.connection.execute(
        "SELECT count(*) FROM events WHERE org_id = $org AND data_source = $source AND removed_at IS NOT NULL", owner
    ).fetchall()
    if not removals:
        return
    on_days = "(date_start, date_stop) IN (SELECT (date_start, date_stop) FROM event_scopes)"
    same = " AND ".join(f"o.{name} IS NOT DISTINCT FROM n.{name}" for name in GROUP_COLUMNS)
    transaction.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE late_lines AS {resolved_sql(on_days)} "
        "SELECT n.event_id, n.observed_at, min(o.removed_at) AS ended FROM resolved n "
        f"JOIN resolved o ON {same} AND o.removed_at >= n.observed_at "
        "WHERE n.removed_at IS NULL AND n.event_id IN (SELECT event_id FROM incoming_lines) GROUP BY ALL",
        owner,
    )
    transaction.connection.execute(
        "UPDATE events AS e SET removed_at = late.ended FROM late_lines AS late WHERE e.org_id = $org AND e.data_source = $source "
        "AND e.event_id = late.event_id AND e.observed_at = late.observed_at",
        owner,
    )


def _groups(states: pa.Table) -> Iterator[tuple[tuple[object, ...], dict[str, object], Group]]:
    """Identity, provenance and what it came to, of each group and instant, in order."""
    columns = states.to_pydict()
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for identity, found in groupby(rows, key=lambda row: (*(row[name] for name in GROUP_COLUMNS), row["changed_at"])):
        members = list(found)
        told = [EventState(**{name: row[name] for name in _STATE}) for row in members if row["metric"] is not None]
        yield identity[:-1], members[0], (members[0], told)


def replace_folded(
    transaction: Transaction, folded: FoldedEvents, settled: pa.Table
) -> tuple[pa.Table, dict[str, int]]:
    """Write the versions in place of those that the scopes had; gives the rows around which to choose anew, and counts.

    `settled`: the versions' records with their gaps filled.
    """
    owner = {"org": transaction.org, "source": folded.source}
    of_scope = f"({_ENTITY}, date_start, date_stop) IN (SELECT (entity, date_start, date_stop) FROM event_scopes)"
    where = f"org_id = $org AND data_source = $source AND {_EVENT} AND {of_scope}"
    transaction.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE moving AS SELECT DISTINCT key FROM (SELECT key FROM records WHERE {where} "
        f"UNION ALL SELECT key FROM superseded WHERE {where})",
        owner,
    )
    before = dict(
        transaction.connection.execute(
            "SELECT CAST(key AS VARCHAR), content FROM records WHERE org_id = $org AND key IN (SELECT key FROM moving)",
            {"org": transaction.org},
        ).fetchall()
    )
    old = transaction.take_out_moving()
    current, older = folded.versions.split(settled)
    transaction.insert_records("records", current.append_column("counted_mask", pa.nulls(current.num_rows, pa.int64())))
    transaction.insert_records("superseded", older)
    around = [table.select(AROUND) for table in (settled, old) if table is not None]
    return pa.concat_tables(around), _counts(before, current)


def _counts(before: dict[str, int], current: pa.Table) -> dict[str, int]:
    after = {
        str(key): content
        for key, content in zip(current["key"].to_pylist(), current["content"].to_pylist(), strict=True)
    }
    same = sum(before.get(key) == content for key, content in after.items())
    new = len(after.keys() - before.keys())
    return {"inserted": new, "updated": len(after) - new - same, "unchanged": same}


def end_lines_of_going(transaction: Transaction, removed_at: datetime) -> None:
    """Lines of the records in the temporary table `going` end with them: a later event begins the day anew.

    An account that lines do not name is the one that their records were found to be of.
    """
    connection = transaction.connection
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE event_scopes AS SELECT data_source, account_id, {_ENTITY} AS entity, channel, date_start, "
        "date_stop, hour, breakdowns, greatest($removed_at, last_observed_at) AS ends FROM records "
        f"WHERE org_id = $org AND {_EVENT} AND key IN (SELECT key FROM going)",
        {"org": transaction.org, "removed_at": removed_at},
    )
    on_days = "removed_at IS NULL AND (date_start, date_stop) IN (SELECT (date_start, date_stop) FROM event_scopes)"
    same = " AND ".join(f"l.{name} IS NOT DISTINCT FROM s.{name}" for name in GROUP_COLUMNS if name != "account_id")
    for (source,) in connection.execute("SELECT DISTINCT data_source FROM event_scopes").fetchall():
        owner = {"org": transaction.org, "source": source}
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE ending_lines AS {resolved_sql(on_days)} SELECT l.event_id, l.observed_at, s.ends "
            f"FROM resolved l JOIN event_scopes s ON s.data_source = $source AND {same} "
            "AND coalesce(l.account_id = s.account_id, TRUE) WHERE l.observed_at <= s.ends",
            owner,
        )
        connection.execute(
            "UPDATE events AS e SET removed_at = ending.ends FROM ending_lines AS ending WHERE e.org_id = $org AND e.data_source = $source "
            "AND e.removed_at IS NULL AND e.event_id = ending.event_id AND e.observed_at = ending.observed_at",
            owner,
        )
