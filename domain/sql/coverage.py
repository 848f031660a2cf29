"""What is stored, per data source and level, and on how many days between first and last nothing lies."""

from __future__ import annotations

from domain.reading import RowFilter
from domain.sql.dialect import Binder
from domain.sql.rows import attribute_conditions, scope_conditions
from domain.vocabulary import OrgId


def coverage_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str) -> str:
    """One line per data source and level; a day is missing where no row's period covers it.

    Periods are few, rows are many: rows fold to periods first, and each period then looks back at the furthest day
    that an earlier one reached.
    """
    conditions = [*scope_conditions(org, rows, binder, inside=True), *attribute_conditions(rows, binder)]
    return (
        "WITH spans AS (SELECT data_source, level, date_start, date_stop, count(*) AS span_rows, "
        f"max(ingested_at) AS span_ingested_at FROM {relation} WHERE {' AND '.join(conditions)} "
        "GROUP BY data_source, level, date_start, date_stop), "
        "gaps AS (SELECT *, date_start - 1 - max(date_stop) OVER (PARTITION BY data_source, level "
        "ORDER BY date_start, date_stop ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS gap_days FROM spans) "
        "SELECT data_source, level, CAST(sum(span_rows) AS BIGINT) AS row_count, min(date_start) AS first_date, "
        "max(date_stop) AS last_date, "
        "CAST(sum(CASE WHEN gap_days > 0 THEN gap_days ELSE 0 END) AS BIGINT) AS missing_days, "
        "max(span_ingested_at) AS last_ingested_at FROM gaps GROUP BY data_source, level ORDER BY data_source, level"
    )
