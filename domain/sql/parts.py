"""The table of metrics as one SELECT: rows to parts (data source, channel), parts to groups with ratios."""

from __future__ import annotations

from domain.metrics import PAIRED_SUMS, RATIOS, Ratio, ends_of
from domain.reading import Dimension, PartsQuery
from domain.records import ADDITIVE
from domain.sql.dialect import Binder, Dialect
from domain.sql.rows import attribute_conditions, mask_reason, scope_conditions
from domain.vocabulary import OrgId

SELECTED = "selected"
"""Relation with the column `key`: rows counted besides those of the mask."""


def parts_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    """Groups (or parts) of the counted rows of `relation`, ordered and limited."""
    parts = _parts(org, query, binder, relation)
    if not query.fold:
        return parts
    return (
        f"WITH parts AS ({parts}), folded AS ({_folded(query, binder.dialect)}) "
        f"SELECT * FROM folded ORDER BY {_order(query)} LIMIT {int(query.limit)}"
    )


def group_count_sql(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    """Number of groups before the limit."""
    keys = ", ".join([*_key_expressions(query.dimensions, binder.dialect), "currency"])
    rows = _counted(org, query, binder, relation)
    return f"SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {rows})"


def key_names(dimensions: tuple[Dimension, ...]) -> list[str]:
    """Columns that hold the dimensions, once each."""
    return list(dict.fromkeys(column for dimension in dimensions for column in dimension.columns))


def label_names(dimensions: tuple[Dimension, ...]) -> list[str]:
    """Columns that label the dimensions, once each."""
    return list(dict.fromkeys(label for dimension in dimensions for label in dimension.labels))


def _key_expressions(dimensions: tuple[Dimension, ...], dialect: Dialect) -> list[str]:
    computed = {d.columns[0]: dialect.calendar(d.expression) for d in dimensions if d.expression}
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


def _parts(org: OrgId, query: PartsQuery, binder: Binder, relation: str) -> str:
    dialect = binder.dialect
    keys = [*_key_expressions(query.dimensions, dialect), "currency"]
    keys += ["data_source AS part_source", "channel AS part_channel"]
    labels = [
        part
        for name in label_names(query.dimensions)
        for part in (
            f"{dialect.latest(name, dialect.seen_order)} AS {name}_label",
            f"max(CASE WHEN {name} IS NOT NULL THEN {dialect.seen_order} END) AS {name}_seen",
        )
    ]
    sums = [f"sum({column.name}) AS {column.name}_sum" for column in ADDITIVE]
    sums += [
        f"sum(CASE WHEN {pair.reported} IS NOT NULL THEN {pair.summed} END) AS {pair.name}_sum" for pair in PAIRED_SUMS
    ]
    grouping = ", ".join(str(place) for place in range(1, len(keys) + 1))
    chosen = ", ".join([*keys, *labels, *sums, "count(*) AS row_count"])
    return f"SELECT {chosen} FROM {_counted(org, query, binder, relation)} GROUP BY {grouping}"


def _folded(query: PartsQuery, dialect: Dialect) -> str:
    keys = [*key_names(query.dimensions), "currency"]
    labels = [f"{dialect.latest(f'{name}_label', f'{name}_seen')} AS {name}" for name in label_names(query.dimensions)]
    sums = [f"{dialect.floating(f'sum({column.name}_sum)')} AS {column.name}" for column in ADDITIVE]
    ratios = [f"{_ratio(ratio, dialect)} AS {ratio.name}" for ratio in RATIOS]
    chosen = ", ".join([*keys, *labels, *sums, *ratios, "sum(row_count) AS row_count"])
    return f"SELECT {chosen} FROM parts GROUP BY {', '.join(keys)}"


def _ratio(ratio: Ratio, dialect: Dialect) -> str:
    first, *others = [_ends(ratio, numerator) for numerator in ratio.numerators]
    quotient = _quotient(ratio, *first, dialect)
    for other in others:
        top, bottom = first
        quotient = (
            f"CASE WHEN {top} IS NULL OR {bottom} IS NULL THEN {_quotient(ratio, *other, dialect)} ELSE {quotient} END"
        )
    return quotient


def _ends(ratio: Ratio, numerator: str) -> tuple[str, str]:
    top, bottom = ends_of(ratio, numerator)
    both = f"{top}_sum IS NOT NULL AND {bottom}_sum IS NOT NULL"
    if ratio.excluding:
        both += f" AND {ratio.excluding}_sum IS NULL"
    return f"sum(CASE WHEN {both} THEN {top}_sum END)", f"sum(CASE WHEN {both} THEN {bottom}_sum END)"


def _quotient(ratio: Ratio, top: str, bottom: str, dialect: Dialect) -> str:
    factor = f"{ratio.factor} * " if ratio.factor != 1 else ""
    return f"{factor}{dialect.floating(top)} / nullif({dialect.floating(bottom)}, 0)"


def _order(query: PartsQuery) -> str:
    ties = [*reversed(key_names(query.dimensions)), "currency"]
    return ", ".join(
        [f"{query.order_by} {query.direction.value} NULLS LAST", *(f"{tie} ASC NULLS LAST" for tie in ties)]
    )
