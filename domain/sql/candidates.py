"""Reading what the guards must know, what the mask leaves out, and pages of records."""

from __future__ import annotations

from domain.reading import PageRequest, RowFilter
from domain.sql.dialect import Binder
from domain.sql.rows import attribute_conditions, mask_reason, scope_conditions
from domain.summation.candidates import GUARD_COLUMNS, LATER_BASES
from domain.summation.needs import Depth, Reason
from domain.vocabulary import OrgId

_OF_BASES = (
    *("data_source", "account_id", "campaign_id", "ad_group_id", "entity_id", "level", "channel", "breakdown_set"),
    "date_basis",
)


def candidates_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str, *, undecided_only: bool) -> str:
    """Rows that overlap the filter: key, guard columns, money, and whether the row `matches` the attributes asked for."""
    conditions = scope_conditions(org, rows, binder, inside=False)
    if undecided_only:
        conditions.append(f"{mask_reason(binder, Depth.CAMPAIGN)} = {int(Reason.UNDECIDED)}")
    matches = " AND ".join(attribute_conditions(rows, binder)) or "TRUE"
    chosen = ", ".join([*GUARD_COLUMNS, "currency"])
    return (
        f"SELECT CAST(key AS VARCHAR) AS key, {chosen}, coalesce({matches}, FALSE) AS matches "
        f"FROM {relation} WHERE {' AND '.join(conditions)}"
    )


def mixed_bases_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str) -> str:
    """What the choice of a date basis must know of campaigns with several: one of each kind of their rows.

    Single days are all 1970-01-01; periods of several are told, since they may not fit what is grouped by.
    """
    conditions = " AND ".join(scope_conditions(org, rows, binder, inside=False))
    campaign = "data_source, coalesce(account_id, ''), coalesce(campaign_id, '')"
    later = binder.bind_list(LATER_BASES)
    day = "CAST('1970-01-01' AS DATE)"
    periods = [f"CASE WHEN date_start < date_stop THEN {n} ELSE {day} END AS {n}" for n in ("date_start", "date_stop")]
    chosen = ", ".join([*_OF_BASES, *periods])
    return (
        f"SELECT DISTINCT {chosen} FROM {relation} WHERE {conditions} AND ({campaign}) IN (SELECT ({campaign}) "
        f"FROM {relation} WHERE {conditions} GROUP BY {campaign} "
        f"HAVING count(DISTINCT date_basis) > 1 AND count(CASE WHEN date_basis IN {later} THEN 1 END) > 0)"
    )


def occupied_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str) -> str:
    """Periods of rows below account level, per account."""
    conditions = [*scope_conditions(org, rows, binder, inside=False), "level <> 'ACCOUNT'"]
    return f"SELECT DISTINCT data_source, account_id, level, date_start, date_stop FROM {relation} WHERE {' AND '.join(conditions)}"


def left_out_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str, depth: Depth) -> str:
    """What the mask leaves out, by reason and currency, and the rows that it leaves to the reader.

    Those may lie across the edge of the date range and need not match the attributes; the others are of single days.
    """
    reason = mask_reason(binder, depth)
    matches = " AND ".join(attribute_conditions(rows, binder))
    conditions = [*scope_conditions(org, rows, binder, inside=False), f"{reason} <> {int(Reason.COUNTED)}"]
    if matches:
        conditions.append(f"({reason} = {int(Reason.UNDECIDED)} OR ({matches}))")
    money = binder.dialect.floating("sum(spend)")
    return (
        f"SELECT {reason} AS reason, currency, count(*) AS row_count, {money} AS spend_sum "
        f"FROM {relation} WHERE {' AND '.join(conditions)} GROUP BY 1, 2"
    )


def page_sql(org: OrgId, request: PageRequest, binder: Binder, relation: str, columns: list[str]) -> str:
    """One page of records and one row more, newest day first."""
    conditions = _listed(org, request.rows, binder)
    if request.after is not None:
        day, key = binder.bind(request.after[0]), binder.bind(request.after[1])
        conditions.append(f"(date_start < {day} OR (date_start = {day} AND CAST(key AS VARCHAR) > {key}))")
    chosen = ", ".join(["CAST(key AS VARCHAR) AS key", *columns])
    return (
        f"SELECT {chosen} FROM {relation} WHERE {' AND '.join(conditions)} "
        f"ORDER BY date_start DESC, CAST(key AS VARCHAR) LIMIT {int(request.first) + 1}"
    )


def count_sql(org: OrgId, rows: RowFilter, binder: Binder, relation: str) -> str:
    """Number of records that a listing has in all."""
    return f"SELECT count(*) FROM {relation} WHERE {' AND '.join(_listed(org, rows, binder))}"


def _listed(org: OrgId, rows: RowFilter, binder: Binder) -> list[str]:
    return [*scope_conditions(org, rows, binder, inside=False), *attribute_conditions(rows, binder)]
