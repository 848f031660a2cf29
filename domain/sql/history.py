"""Every stored version of one row."""

from __future__ import annotations

from datetime import datetime

from domain.sql.dialect import Binder
from domain.vocabulary import OrgId, RecordKey


def versions_sql(
    org: OrgId, key: RecordKey, as_of: datetime | None, limit: int, binder: Binder, columns: list[str]
) -> str:
    """The newest versions of a key that were known at an instant, oldest first, with when and how each ended.

    What was not known yet is not told: an end after `as_of` is null. Versions as they were read before a replay come
    besides, with `reread_at`, each before the version that took its place.
    """
    instant = None if as_of is None else binder.bind(as_of)
    ends = [_known(name, instant) for name in ("superseded_at", "removed_at")]
    shown, past = ", ".join(columns), ", ".join(ends)
    owner = f"org_id = {binder.bind(org)} AND key = CAST({binder.bind(key)} AS UUID)"
    known = owner if instant is None else f"{owner} AND observed_at <= {instant}"
    return (
        f"WITH versions AS (SELECT CAST(key AS VARCHAR) AS key, {shown}, CAST(NULL AS TIMESTAMPTZ) AS superseded_at, "
        f"CAST(NULL AS TIMESTAMPTZ) AS removed_at, CAST(NULL AS TIMESTAMPTZ) AS reread_at "
        f"FROM records WHERE {known} UNION ALL "
        f"SELECT CAST(key AS VARCHAR) AS key, {shown}, {past}, CAST(NULL AS TIMESTAMPTZ) FROM superseded WHERE {known} "
        f"UNION ALL SELECT CAST(key AS VARCHAR) AS key, {shown}, {past}, reread_at FROM earlier_readings WHERE {known}), "
        f"newest AS (SELECT * FROM versions ORDER BY revision DESC, reread_at DESC NULLS FIRST LIMIT {int(limit)}) "
        "SELECT * FROM newest ORDER BY revision, reread_at NULLS LAST"
    )


def _known(column: str, instant: str | None) -> str:
    return column if instant is None else f"CASE WHEN {column} <= {instant} THEN {column} END AS {column}"
