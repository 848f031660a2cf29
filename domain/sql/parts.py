"""Counted rows summed to parts: one SELECT; groups and ratios come of the parts (`domain.insights.parts`)."""

from __future__ import annotations

from collections.abc import Sequence

from domain.metrics import paired_columns, sums_of
from domain.reading import Dimension, PartsQuery, key_names, label_names
from domain.sql.dialect import Binder
from domain.sql.rows import attribute_conditions, mask_reason, scope_conditions
from domain.vocabulary import OrgId

SELECTED = "selected"
"""Relation with the column `key`: rows counted besides those of the mask."""


def parts_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    """Parts of the counted rows of `relation`: keys, currency, data source, channel, labels, sums."""
    dialect = binder.dialect
    keys = [*_key_expressions(query.dimensions, binder), "currency"]
    keys += ["data_source AS part_source", "channel AS part_channel", f"{_reported(query)} AS reported"]
    labels = [
        part
        for name in label_names(query.dimensions)
        for part in (
            f"{dialect.latest(name, dialect.seen_order)} AS {name}",
            f"max(CASE WHEN {name} IS NOT NULL THEN {dialect.seen_order} END) AS {name}_seen",
        )
    ]
    sums = [f"sum({_summed(name, query, binder)}) AS {name}_sum" for name in sums_of(query.metrics)]
    grouping = ", ".join(str(place) for place in range(1, len(keys) + 1))
    chosen = ", ".join([*keys, *labels, *sums, "count(*) AS row_count_sum"])
    return f"SELECT {chosen} FROM {_counted(org, query, binder, relation)} GROUP BY {grouping}"


OF_A_METRIC = ("conversions", "revenue")
"""Columns that are of a row's conversion metric."""
_METRIC = "(data_source, coalesce(conversion_metric, ''), coalesce(conversion_metric_name, ''))"


def _summed(name: str, query: PartsQuery, binder: Binder) -> str:
    """A column, without what is of another conversion metric than the total's."""
    if name not in OF_A_METRIC or not query.other_metrics:
        return name
    others = ", ".join(f"({', '.join(map(binder.bind, metric))})" for metric in query.other_metrics)
    return f"CASE WHEN {_METRIC} NOT IN ({others}) THEN {name} END"


def metrics_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str, sources: Sequence[str]) -> str:
    """Conversion metrics of the counted rows that report conversions or revenue: `row_count` by metric and currency.

    Rows whose metric nobody names are of no one: leaving them out spares most readings the look at all rows.
    """
    names = "data_source, conversion_metric, conversion_metric_name, currency"
    reports = " OR ".join(f"{name} IS NOT NULL" for name in OF_A_METRIC)
    return (
        f"SELECT {names}, count(*) AS row_count FROM {_counted(org, query, binder, relation)} "
        f"AND (conversion_metric IS NOT NULL OR conversion_metric_name IS NOT NULL) "
        f"AND data_source IN {binder.bind_list(sources)} AND ({reports}) GROUP BY ALL"
    )


def _reported(query: PartsQuery) -> str:
    """Which of the paired columns a row gives, as one number: only rows that give the same share a part."""
    bits = [
        f"CASE WHEN {name} IS NULL THEN 0 ELSE {1 << place} END"
        for place, name in enumerate(paired_columns(query.metrics))
    ]
    return " + ".join(bits) or "0"


def repeated_uniques_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    """Number of counted rows with unique counts of whose entity another day is counted too."""
    reports = "(unique_opens IS NOT NULL OR unique_clicks IS NOT NULL)"
    return (
        "SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) AS row_count FROM (SELECT count(*) AS row_count "
        f"FROM {_counted(org, query, binder, relation)} AND {reports} "
        "GROUP BY data_source, account_id, level, entity_id, breakdowns HAVING count(DISTINCT date_start) > 1)"
    )


def group_count_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    """Number of groups before the limit."""
    keys = ", ".join([*_key_expressions(query.dimensions, binder), "currency"])
    rows = _counted(org, query, binder, relation)
    return f"SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {rows})"


def _key_expressions(dimensions: tuple[Dimension, ...], binder: Binder) -> list[str]:
    computed = {d.columns[0]: binder.dialect.calendar(d.expression) for d in dimensions if d.expression}
    computed |= {
        d.columns[0]: binder.dialect.json_text("breakdowns", binder.bind(d.cell)) for d in dimensions if d.cell
    }
    return [f"{computed[name]} AS {name}" if name in computed else name for name in key_names(dimensions)]


def _counted(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    conditions = [
        *scope_conditions(org, query.rows, binder, inside=True),
        *attribute_conditions(query.rows, binder),
        _counting(query, binder),
    ]
    return f"{relation} WHERE {' AND '.join(conditions)}"


def _counting(query: PartsQuery, binder: Binder) -> str:
    by_mask = f"{mask_reason(binder, query.depth)} = 0"
    selected = f"key IN (SELECT key FROM {SELECTED})"
    if not query.by_mask:
        return selected
    return by_mask if query.selected is None else f"({by_mask} OR {selected})"
