"""Which rows a deletion takes, and which it only touches at the edges of its date range."""

from __future__ import annotations

from domain.reading import RowFilter
from domain.sql.dialect import Binder
from domain.sql.rows import attribute_conditions, scope_conditions
from domain.vocabulary import OrgId


def matched_conditions(org: OrgId, rows: RowFilter, binder: Binder) -> list[str]:
    """Rows that a deletion takes: those whose whole period lies inside the filter."""
    return [*scope_conditions(org, rows, binder, inside=True), *attribute_conditions(rows, binder)]


def matched_sql(org: OrgId, rows: RowFilter, binder: Binder) -> str:
    """Per data source and level: rows wholly inside the filter with their days, and rows that overlap its edges."""
    conditions = [*scope_conditions(org, rows, binder, inside=False), *attribute_conditions(rows, binder)]
    inside = _inside(rows, binder)
    return (
        f"WITH met AS (SELECT data_source, level, date_start, date_stop, {inside} AS is_inside "
        f"FROM records WHERE {' AND '.join(conditions)}) "
        "SELECT data_source, level, count(CASE WHEN is_inside THEN 1 END) AS matched, "
        "count(CASE WHEN NOT is_inside THEN 1 END) AS overlapping, "
        "min(CASE WHEN is_inside THEN date_start END) AS first_date, "
        "max(CASE WHEN is_inside THEN date_stop END) AS last_date "
        "FROM met GROUP BY data_source, level ORDER BY data_source, level"
    )


def _inside(rows: RowFilter, binder: Binder) -> str:
    if rows.period is None:
        return "TRUE"
    return f"(date_start >= {binder.bind(rows.period.start)} AND date_stop <= {binder.bind(rows.period.end)})"
