"""What one row tells about another: the parents and the currency that a row lacks and its siblings name.

A gap is filled only where all that is known agrees, so what is stored does not depend on the order of arrival.
Facts are kept as (kind of the child, its id, column of the parent, value).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.arrow import key_array
from domain.labels import Labels, joined, joint_codes
from domain.normalize.identity import natural_keys
from domain.vocabulary import OrgId

FACT_COLUMNS = ("data_source", "child_kind", "child_id", "column_name", "value")
ACCOUNT_DEFAULT = "account_default"
"""Kind of the facts that settings tell of an account: they come before what its rows state."""
_CHILDREN: dict[str, tuple[str, ...]] = {
    "account_id": ("ad_id", "ad_group_id", "campaign_id"),
    "campaign_id": ("ad_id", "ad_group_id"),
    "ad_group_id": ("ad_id",),
    "currency": (ACCOUNT_DEFAULT, "account_id"),
    "conversion_metric_name": ("conversion_metric",),
}
FILLABLE: tuple[str, ...] = tuple(_CHILDREN)
CHILD_KINDS: tuple[str, ...] = ("ad_id", "ad_group_id", "campaign_id", "account_id", "conversion_metric")
"""Columns that name what a stated fact is about."""
_COLUMN_OF = {kind: kind for kind in CHILD_KINDS} | {ACCOUNT_DEFAULT: "account_id"}
_BELOW = {
    "account_id": frozenset({"CAMPAIGN", "AD_GROUP", "ASSET_GROUP", "AD", "MESSAGE", "KEYWORD", "SEARCH_TERM"}),
    "campaign_id": frozenset({"AD_GROUP", "ASSET_GROUP", "AD", "MESSAGE", "KEYWORD", "SEARCH_TERM"}),
    "ad_group_id": frozenset({"AD"}),
}

Fact = tuple[str, str, str, str, str]


def facts_of(records: pa.Table) -> set[Fact]:
    """Everything that the records state about parents and currencies."""
    columns = {name: Labels.read(records[name]) for name in {"data_source", *FILLABLE, *CHILD_KINDS}}
    facts: set[Fact] = set()
    for column, children in _CHILDREN.items():
        for child in CHILD_KINDS:
            if child in children:
                facts |= _stated(column, child, columns)
    return facts


def _stated(column: str, child: str, columns: Mapping[str, Labels]) -> set[Fact]:
    sources, children, values = columns["data_source"], columns[child], columns[column]
    _, places = joint_codes(sources.codes, children.codes, values.codes)
    texts = (labels.taken(places).texts() for labels in (sources, children, values))
    return {(s, child, c, column, v) for s, c, v in zip(*texts, strict=True) if s and c is not None and v is not None}


def lacking_of(records: pa.Table) -> list[str | None]:
    """Names of the columns that each record lacks and that siblings may tell, joined by commas."""
    return lacking_labels(records).texts()


def lacking_labels(records: pa.Table) -> Labels:
    """As `lacking_of`."""
    metrics, columns = Labels.read(records["conversion_metric"]), [Labels.read(records["level"])]
    columns += [_stated_or_not(records[name]) for name in FILLABLE]
    return joined([*columns, Labels(metrics.known.astype(np.int64), [None, ""])], _lacking)


def _stated_or_not(column: pa.ChunkedArray) -> Labels:
    return Labels(column.is_valid().to_numpy().astype(np.int64), [None, ""])


def _lacking(level: str | None, *stated: str | None) -> str | None:
    """Names of what is missing (None) among the fillable columns; the last one says whether there is a metric."""
    missing = [
        n for n, value in zip(FILLABLE, stated, strict=False) if value is None and level in _BELOW.get(n, {level})
    ]
    if stated[-1] is None and "conversion_metric_name" in missing:
        missing.remove("conversion_metric_name")
    return ",".join(missing) or None


@dataclass(frozen=True, slots=True)
class Ancestry:
    """Known facts; answers only where they agree."""

    values: Mapping[tuple[str, str, str, str], frozenset[str]]

    @classmethod
    def of(cls, facts: Iterable[Sequence[str]]) -> Ancestry:
        """From facts as stored."""
        values: dict[tuple[str, str, str, str], frozenset[str]] = {}
        for source, kind, child, column, value in facts:
            place = (source, kind, child, column)
            values[place] = values.get(place, frozenset()) | {value}
        return cls(values)

    def parent(self, source: str, column: str, children: Mapping[str, str | None]) -> str | None:
        """The one value of `column` that the deepest known child has, or None; `children` by the columns that name them."""
        for kind in _CHILDREN[column]:
            child = children.get(_COLUMN_OF[kind])
            found = self.values.get((source, kind, child, column)) if child else None
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None


def currency_facts(data_source: str, currencies: Mapping[str, str | None]) -> frozenset[Fact]:
    """Facts from settings: the currency of accounts, where one is set. They come before what rows state of others."""
    return frozenset(
        (data_source, ACCOUNT_DEFAULT, account, "currency", code) for account, code in currencies.items() if code
    )


def settle(org: OrgId, records: pa.Table, ancestry: Ancestry) -> pa.Table:
    """The records with their gaps filled, and the natural keys that they have then; `lacking` must be there."""
    filled = fill_gaps(records, ancestry)
    keys = natural_keys(org, {name: filled[name] for name in filled.column_names if name != "key"})
    return filled.set_column(filled.schema.get_field_index("key"), "key", key_array(keys))


def fill_gaps(records: pa.Table, ancestry: Ancestry) -> pa.Table:
    """The records with what they lack filled in; `lacking` says what was missing, filled or not."""
    lacking = records["lacking"].to_pylist()
    gaps = [position for position, names in enumerate(lacking) if names]
    if not gaps:
        return records
    columns = {name: records[name].to_pylist() for name in {*FILLABLE, *CHILD_KINDS, "data_source"}}
    for position in gaps:
        missing = (lacking[position] or "").split(",")
        for column in missing:
            columns[column][position] = None
        for column in ("ad_group_id", "campaign_id", "account_id", "currency", "conversion_metric_name"):
            if column in missing:
                children = {_COLUMN_OF[kind]: columns[_COLUMN_OF[kind]][position] for kind in _CHILDREN[column]}
                columns[column][position] = ancestry.parent(columns["data_source"][position], column, children)
    for column in FILLABLE:
        records = records.set_column(
            records.schema.get_field_index(column), column, pa.array(columns[column], pa.string())
        )
    return records
