"""Which rows totals count: recomputed for the campaigns and days that a batch touches.

Rows without a campaign hang on all campaigns of their account.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from adapters.stores.duckdb_transaction import SCOPE, Transaction, date_range
from domain.summation.candidates import GUARD_COLUMNS, read_candidates
from domain.summation.guard import plain_mask
from domain.vocabulary import Level

_ACCOUNT = "r.data_source, coalesce(r.account_id, '')"
_AROUND = (
    "FROM records r WHERE r.org_id = $org AND r.date_stop >= $first AND r.date_start <= $last AND ("
    f"({_ACCOUNT}, r.campaign_id) IN (SELECT (data_source, account_id, campaign_id) FROM touched) "
    f"OR (r.campaign_id IS NULL AND ({_ACCOUNT}) IN (SELECT (data_source, account_id) FROM touched)) "
    f"OR ({_ACCOUNT}) IN (SELECT (data_source, account_id) FROM touched WHERE campaign_id IS NULL))"
)


def choose_counted(transaction: Transaction, changed: pa.Table, appended: int) -> None:
    """Recompute the stored choice around the records that changed; write what changes by it.

    Nothing can have changed where all rows around are the `appended` ones: they were chosen together. Records that
    were only seen again move nothing, unless gaps of others were filled: then these are among the changed.
    """
    if not changed.num_rows:
        return
    parameters = {"org": transaction.org, **date_range(changed)}
    touched = _touched(transaction, changed)
    with transaction.table("touched", touched):
        [(rows_around,)] = transaction.connection.execute(f"SELECT count(*) {_AROUND}", parameters).fetchall()
        if rows_around == appended:
            return
        around = _around(transaction, parameters)
    orphaned = _orphaned_accounts(around)
    if orphaned.num_rows:  # they give way to any campaign of their account, whichever the batch touches
        with transaction.table("touched", pa.concat_tables([touched, orphaned.cast(touched.schema)])):
            around = _around(transaction, parameters)
    masks = pa.array(plain_mask(read_candidates(around)), pa.int64())
    differs = ~(around["counted_mask"].to_numpy() == masks.to_numpy())
    if differs.any():
        changed = around.select(["key", "date_start"]).append_column("mask", masks)
        _store_masks(transaction, changed.filter(pa.array(differs)))


def _around(transaction: Transaction, parameters: dict[str, object]) -> pa.Table:
    chosen = ", ".join(["key", "counted_mask", *GUARD_COLUMNS])
    return transaction.connection.sql(f"SELECT {chosen} {_AROUND}", params=parameters).to_arrow_table()


def _orphaned_accounts(around: pa.Table) -> pa.Table:
    """Accounts with rows below a campaign that nobody names, as scopes of the whole account."""
    orphans = pc.and_(pc.is_null(around["campaign_id"]), pc.not_equal(around["level"], Level.ACCOUNT.value))
    scopes = around.filter(orphans).select(SCOPE).group_by(SCOPE).aggregate([])
    accounts = pc.fill_null(scopes["account_id"], "")
    return scopes.set_column(SCOPE.index("account_id"), "account_id", accounts)


def _touched(transaction: Transaction, changed: pa.Table) -> pa.Table:
    """Distinct campaigns of the records, and those that rows left; an unknown account is the empty text."""
    scopes = pa.concat_tables([changed.select(SCOPE), *transaction.left_scopes])
    accounts = pc.fill_null(scopes["account_id"], "")
    return scopes.set_column(SCOPE.index("account_id"), "account_id", accounts).group_by(SCOPE).aggregate([])


def _store_masks(transaction: Transaction, masks: pa.Table) -> None:
    with transaction.table("masks", masks):
        transaction.connection.execute(
            "UPDATE records SET counted_mask = masks.mask FROM masks "
            "WHERE records.org_id = ? AND records.date_start = masks.date_start AND records.key = masks.key",
            [transaction.org],
        )
