"""Conditions on rows, from a filter."""

from __future__ import annotations

from domain.reading import RowFilter
from domain.sql.dialect import Binder
from domain.summation.needs import Depth
from domain.vocabulary import OrgId


def scope_conditions(org: OrgId, rows: RowFilter, binder: Binder, *, inside: bool) -> list[str]:
    """Conditions that decide between which rows the guards choose: whose data, which entities, which days.

    `inside`: the whole period within the range; otherwise any overlap.
    """
    found = [f"org_id = {binder.bind(org)}"]
    if rows.period is not None:
        start, end = binder.bind(rows.period.start), binder.bind(rows.period.end)
        first, last = ("date_start", "date_stop") if inside else ("date_stop", "date_start")
        found += [f"{first} >= {start}", f"{last} <= {end}"]
    for column, values in (
        ("data_source", rows.data_sources),
        ("account_id", rows.account_ids),
        ("campaign_id", rows.campaign_ids),
    ):
        if values is not None:
            found.append(f"{column} IN {binder.bind_list(values)}")
    return found


def attribute_conditions(rows: RowFilter, binder: Binder) -> list[str]:
    """Conditions on what a counted row is like; they do not change which rows are counted."""
    found: list[str] = []
    for column, values in (("channel", rows.channels), ("country", rows.countries), ("level", rows.levels)):
        if values is not None:
            found.append(f"{column} IN {binder.bind_list(values)}")
    if rows.currency is not None:
        found.append(f"currency = {binder.bind(rows.currency)}")
    for name, values in sorted(rows.breakdowns.items()):
        found.append(f"{binder.dialect.json_text('breakdowns', binder.bind(name))} IN {binder.bind_list(values)}")
    return found


def mask_reason(binder: Binder, depth: Depth) -> str:
    """The stored choice for one depth: 0 counted, 15 undecided, else a reason."""
    return f"({binder.dialect.shift_right('counted_mask', 4 * int(depth))} & 15)"
