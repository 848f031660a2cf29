"""Queries that find what must not be: each gives `place` and `what` of every breach."""

from __future__ import annotations

from domain.sql.dialect import Binder
from domain.verification import Check
from domain.vocabulary import OrgId

TABLES = (
    *("records", "superseded", "batches", "raw_frames", "facts", "events", "entities"),
    *("replaced_windows", "earlier_readings", "touched_campaigns"),
)
"""Tables of an organization."""


def looked_at_sql(check: Check, org: OrgId, binder: Binder) -> str:
    """How many rows a check looks at."""
    tables = {Check.OWN_ROWS: TABLES, Check.ONE_ROW_PER_KEY: ("records",)}.get(check, ("records", "superseded"))
    where = "" if check is Check.OWN_ROWS else f" WHERE org_id = {binder.bind(org)}"
    counts = " + ".join(f"(SELECT count(*) FROM {table}{where})" for table in tables)
    return f"SELECT {counts} AS looked_at"


def breaches_sql(check: Check, org: OrgId, binder: Binder) -> str:
    """Breaches of one check, in the order of their places."""
    owner = binder.bind(org)
    if check is Check.OWN_ROWS:
        return _strangers(owner)
    if check is Check.ONE_ROW_PER_KEY:
        return (
            f"SELECT CAST(key AS VARCHAR) AS place, count(*) || ' current rows' AS what "
            f"FROM records WHERE org_id = {owner} GROUP BY key HAVING count(*) > 1"
        )
    return _disorder(owner) if check is Check.HISTORY else _untraced(owner)


def _strangers(owner: str) -> str:
    return " UNION ALL ".join(
        f"SELECT '{table}' AS place, count(*) || ' rows of organization ' || org_id AS what "
        f"FROM {table} WHERE org_id <> {owner} GROUP BY org_id"
        for table in TABLES
    )


def _disorder(owner: str) -> str:
    """Versions of a key whose numbers or times do not follow one another.

    A version ends when the next one begins or when the row is removed; the current one has not ended.
    """
    names = "key, revision, observed_at, last_observed_at, seen_at"
    never = "CAST(NULL AS TIMESTAMPTZ)"
    wrong = (
        "CASE WHEN revision <> place_in_order THEN 'revision ' || revision || ' is the ' || place_in_order || '. version' "
        "WHEN observed_at > last_observed_at OR observed_at IS DISTINCT FROM list_min(seen_at) "
        "OR last_observed_at IS DISTINCT FROM list_max(seen_at) "
        "THEN 'revision ' || revision || ': the instants at which it was seen contradict one another' "
        "WHEN ended_at < last_observed_at THEN 'revision ' || revision || ' was seen after its end' "
        "WHEN removed_at <> ended_at THEN 'revision ' || revision || ' ends before or after its removal' "
        "WHEN is_current AND next_at IS NOT NULL THEN 'revision ' || revision || ' is current, yet a later one is there' "
        "WHEN NOT is_current AND removed_at IS NULL AND next_at IS NULL "
        "THEN 'revision ' || revision || ' ended, yet no later one is there' "
        "WHEN next_at < ended_at OR next_at <= last_observed_at "
        "THEN 'revision ' || revision || ' overlaps the next one' "
        "WHEN removed_at IS NULL AND next_at > ended_at "
        "THEN 'revision ' || revision || ' ends before the next one begins' END"
    )
    return (
        f"WITH versions AS (SELECT {names}, {never} AS ended_at, {never} AS removed_at, TRUE AS is_current "
        f"FROM records WHERE org_id = {owner} UNION ALL "
        f"SELECT {names}, superseded_at, removed_at, FALSE FROM superseded WHERE org_id = {owner}), "
        "ordered AS (SELECT *, row_number() OVER following AS place_in_order, lead(observed_at) OVER following AS next_at "
        "FROM versions WINDOW following AS (PARTITION BY key ORDER BY revision, observed_at)), "
        f"told AS (SELECT CAST(key AS VARCHAR) AS place, {wrong} AS what FROM ordered) "
        "SELECT place, what FROM told WHERE what IS NOT NULL"
    )


def _untraced(owner: str) -> str:
    """Versions whose batch, frame or row in the frame is not there."""
    names = "key, revision, batch_id, raw_frame, raw_row"
    place = "'batch ' || v.batch_id || ', frame ' || v.raw_frame || ', row ' || v.raw_row"
    return (
        f"WITH versions AS (SELECT {names} FROM records WHERE org_id = {owner} UNION ALL "
        f"SELECT {names} FROM superseded WHERE org_id = {owner}) "
        f"SELECT CAST(v.key AS VARCHAR) AS place, "
        f"'revision ' || v.revision || ' comes from ' || coalesce({place}, 'nowhere') || ', which is not there' AS what "
        f"FROM versions v WHERE NOT EXISTS (SELECT 1 FROM raw_frames f WHERE f.org_id = {owner} "
        "AND f.batch_id = v.batch_id AND f.frame = v.raw_frame AND v.raw_row >= 0 AND v.raw_row < f.row_count)"
    )
