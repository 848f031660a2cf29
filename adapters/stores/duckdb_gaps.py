"""Ids and currencies that rows lack: facts are learned from the batch, and stored rows that they concern come back."""

from __future__ import annotations

import pyarrow as pa

from adapters.stores.duckdb_transaction import Transaction
from domain.ancestry import CHILD_KINDS, FACT_COLUMNS, Ancestry, Fact, facts_of, settle
from domain.records import Kind
from domain.restatement import DELETED_AT


def settle_gaps(transaction: Transaction, own: pa.Table, folded: pa.Table | None = None) -> pa.Table:
    """The batch's own records with their gaps filled, then all versions of stored rows that new facts moved.

    Those versions are taken out of the store: they are to be folded again. All rows carry `deleted_at`.
    `folded`: records of event lines, which state facts like any other.
    """
    fresh = _learn(transaction, facts_of(own) | (facts_of(folded) if folded is not None else set()))
    moved = _take_out(transaction, fresh) if fresh else None
    records = own.append_column(DELETED_AT, pa.nulls(own.num_rows, Kind.INSTANT.arrow))
    if moved is not None:
        records = pa.concat_tables([records.select(list(moved.column_names)), moved])
    if records["lacking"].null_count == records.num_rows:
        return records
    return settle(transaction.org, records, _ancestry(transaction, records))


def settle_folded(transaction: Transaction, records: pa.Table) -> pa.Table:
    """Records of event lines with their gaps filled; their facts are known by now."""
    if records["lacking"].null_count == records.num_rows:
        return records
    return settle(transaction.org, records, _ancestry(transaction, records))


def _learn(transaction: Transaction, stated: set[Fact]) -> set[Fact]:
    """Store the facts; those that were not known before."""
    if not stated:
        return set()
    rows = list(zip(*sorted(stated), strict=True))
    table = pa.table(dict(zip(FACT_COLUMNS, map(pa.array, rows), strict=True)))
    names = ", ".join(FACT_COLUMNS)
    with transaction.table("stated", table):
        fresh = transaction.connection.execute(
            f"SELECT {names} FROM stated ANTI JOIN (SELECT * FROM facts WHERE org_id = ?) known USING ({names})",
            [transaction.org],
        ).fetchall()
    if fresh:
        columns = list(zip(*fresh, strict=True))
        named = {"org_id": pa.array([transaction.org] * len(fresh), pa.string())}
        named |= {name: pa.array(values, pa.string()) for name, values in zip(table.column_names, columns, strict=True)}
        transaction.insert("facts", pa.table(named))
    return set(fresh)


def _take_out(transaction: Transaction, fresh: set[Fact]) -> pa.Table | None:
    """Remove and return all versions of stored rows that lack what the fresh facts tell."""
    columns = zip(*sorted({(source, kind, child, column) for source, kind, child, column, _ in fresh}), strict=True)
    told = pa.table(dict(zip(("data_source", "kind", "child", "gap"), map(pa.array, columns), strict=True)))
    matches = " UNION ".join(
        f"SELECT r.key FROM gaps r JOIN told ON told.kind = '{kind}' AND told.child = r.{kind} "
        "AND told.data_source = r.data_source AND list_contains(string_split(r.lacking, ','), told.gap)"
        for kind in CHILD_KINDS
    )
    told_of = ", ".join(["org_id", "key", "data_source", "lacking", *CHILD_KINDS])
    with transaction.table("told", told):
        transaction.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE moving AS WITH gaps AS (SELECT * FROM (SELECT {told_of} FROM records UNION ALL "
            f"SELECT {told_of} FROM superseded) WHERE org_id = ? AND lacking IS NOT NULL) {matches}",
            [transaction.org],
        )
    return transaction.take_out_moving()


def _ancestry(transaction: Transaction, records: pa.Table) -> Ancestry:
    sources = sorted(set(records["data_source"].to_pylist()))
    found = transaction.connection.execute(
        "SELECT data_source, child_kind, child_id, column_name, value FROM facts "
        "WHERE org_id = ? AND list_contains(?, data_source)",
        [transaction.org, sources],
    ).fetchall()
    return Ancestry.of(found)
