"""Writing versions: appended, touched or superseded where that is plain, refolded from observations where it is not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adapters.stores.duckdb_compare import Comparison, Mask
from adapters.stores.duckdb_schema import RECORD_COLUMNS
from adapters.stores.duckdb_transaction import Transaction, date_range, own_keys
from domain.arrow import key_words, picked, shared_keys
from domain.records import COLUMNS, Kind
from domain.restatement import ABSENCES, DELETED_AT, REMOVED_AT, Outcome, fold_versions, with_deletions
from domain.sql.windows import absences_sql
from domain.summation.candidates import read_candidates
from domain.summation.guard import plain_mask
from domain.windows import WINDOW_COLUMNS

_NAMES = ", ".join(RECORD_COLUMNS)
_OLD_NAMES = ", ".join(f"r.{name}" for name in RECORD_COLUMNS)
_ASSIGNED = ", ".join(f"{column.name} = c.{column.name}" for column in COLUMNS if column.name != "revision")


@dataclass(frozen=True, slots=True)
class Written:
    """`appended`: how many records were simply appended. `changed`: those that are not just seen again."""

    appended: int
    changed: pa.Table


def write_versions(transaction: Transaction, incoming: pa.Table, own: int, compared: Comparison) -> Written:
    """Write each record its way."""
    outcomes = compared.outcomes
    plain = _is_plain(incoming, own, compared)
    same = plain & (outcomes == Outcome.UNCHANGED)
    _touch(transaction, picked(incoming, same))
    _supersede(transaction, picked(incoming, plain & (outcomes == Outcome.UPDATED)))
    new = picked(incoming, plain & (outcomes == Outcome.INSERTED))
    _append(transaction, new)
    _refold(transaction, picked(incoming, ~plain))
    return Written(int(new.num_rows), picked(incoming, ~same))


def _is_plain(incoming: pa.Table, own: int, compared: Comparison) -> Mask:
    """Newer than what is stored, alone with its key, never removed, and no stored version that was taken out."""
    outcomes = compared.outcomes
    plain: Mask = ~shared_keys(key_words(incoming["key"]))
    plain &= np.arange(incoming.num_rows) < own
    plain &= outcomes != Outcome.STALE
    plain &= ~(compared.at_once & (outcomes == Outcome.UPDATED))
    plain &= ~compared.removed
    return plain


def _touch(transaction: Transaction, same: pa.Table) -> None:
    if not same.num_rows:
        return
    with transaction.table("same", same.select(["key", "observed_at", "date_start"])):
        transaction.connection.execute(
            "UPDATE records SET last_observed_at = greatest(last_observed_at, same.observed_at), "
            "seen_at = list_append(seen_at, same.observed_at) FROM same "
            "WHERE records.org_id = $org AND records.date_start BETWEEN $first AND $last AND records.key = same.key "
            "AND NOT list_contains(records.seen_at, same.observed_at) AND records.last_observed_at < same.observed_at",
            {"org": transaction.org, **date_range(same)},
        )


def _supersede(transaction: Transaction, changed: pa.Table) -> None:
    if not changed.num_rows:
        return
    with transaction.table("changed", changed):
        span = {"org": transaction.org, **date_range(changed)}
        where = "r.org_id = $org AND r.date_start BETWEEN $first AND $last"
        transaction.connection.execute(
            f"INSERT INTO superseded (org_id, {_NAMES}, superseded_at) "
            f"SELECT r.org_id, {_OLD_NAMES}, c.observed_at FROM records r JOIN changed c ON c.key = r.key WHERE {where}",
            span,
        )
        transaction.connection.execute(
            f"MERGE INTO records AS r USING changed AS c ON {where} AND r.key = c.key "
            f"WHEN MATCHED THEN UPDATE SET {_ASSIGNED}, revision = r.revision + 1, counted_mask = NULL",
            span,
        )


def _append(transaction: Transaction, new: pa.Table) -> None:
    if new.num_rows:
        masked = new.drop_columns(DELETED_AT).append_column(
            "counted_mask", pa.array(plain_mask(read_candidates(new)), pa.int64())
        )
        transaction.insert_records("records", masked)


def _refold(transaction: Transaction, rows: pa.Table) -> None:
    """Rebuild all versions of the keys from their observations: the way that does not depend on order."""
    if not rows.num_rows:
        return
    with transaction.table("again", rows.select(["key"])):
        transaction.connection.execute("CREATE OR REPLACE TEMP TABLE moving AS SELECT DISTINCT key FROM again")
    fold_moving(transaction, rows)


def fold_moving(transaction: Transaction, rows: pa.Table | None = None, deletions: pa.Table | None = None) -> pa.Table:
    """Fold all versions of the keys in the temporary table `moving` anew, with further `rows` and `deletions` of them.

    Gives all that was folded.
    """
    pieces = [piece for piece in (transaction.take_out_moving(), rows) if piece is not None]
    together = pa.concat_tables([piece.select(pieces[-1].column_names) for piece in pieces])
    fold_rows(transaction, together if deletions is None else with_deletions(together, deletions))
    return together


def fold_rows(transaction: Transaction, rows: pa.Table) -> None:
    """Store the versions of keys of which nothing is stored."""
    folded = fold_versions(rows, _absences(transaction, rows))
    current = folded.table.drop_columns([DELETED_AT, REMOVED_AT]).filter(pa.array(folded.current))
    transaction.insert_records("records", current.append_column("counted_mask", pa.nulls(current.num_rows, pa.int64())))
    older = folded.table.append_column("superseded_at", folded.superseded_at).filter(pa.array(~folded.current))
    transaction.insert_records("superseded", older)


def _absences(transaction: Transaction, rows: pa.Table) -> pa.Table:
    """Instants at which complete pulls were made of what the rows are."""
    [(windows,)] = transaction.connection.execute("SELECT count(*) FROM replaced_windows").fetchall()
    if not windows:
        return ABSENCES.empty_table()
    with transaction.table(
        "placed", rows.select(["key", "observed_at", "data_source", "date_start", "date_stop", *WINDOW_COLUMNS])
    ):
        found: pa.Table = transaction.connection.execute(
            f"SELECT CAST(key AS VARCHAR) AS key, absent_at FROM ({absences_sql('placed')})"
        ).to_arrow_table()
    keys, instants = own_keys(found["key"]), found["absent_at"].cast(Kind.INSTANT.arrow)
    return pa.table([keys, instants], schema=ABSENCES)
