"""Which rows totals count: recomputed for the campaigns and days that a batch touches.

Rows without a campaign hang on all campaigns of their account.
"""

from __future__ import annotations

import pyarrow as pa

from adapters.stores.duckdb_transaction import SCOPE, Transaction, date_range
from domain.summation.guard import GUARD_COLUMNS, plain_mask, read_candidates

_AROUND = (
    "FROM records r SEMI JOIN touched t ON t.data_source = r.data_source "
    "AND t.account_id IS NOT DISTINCT FROM r.account_id "
    "AND (t.campaign_id = r.campaign_id OR t.campaign_id IS NULL OR r.campaign_id IS NULL) "
    "WHERE r.org_id = $org AND r.date_stop >= $first AND r.date_start <= $last"
)


def choose_counted(transaction: Transaction, incoming: pa.Table, appended: int) -> None:
    """Recompute the stored choice around the batch; write what changed.

    Nothing can have changed where all rows around are the `appended` ones: they were chosen together.
    """
    parameters = {"org": transaction.org, **date_range(incoming)}
    touched = pa.concat_tables([incoming.select(SCOPE), *transaction.left_scopes])
    with transaction.table("touched", touched):
        [(rows_around,)] = transaction.connection.execute(f"SELECT count(*) {_AROUND}", parameters).fetchall()
        if rows_around == appended:
            return
        chosen = ", ".join(["key", "counted_mask", *GUARD_COLUMNS])
        around = transaction.connection.sql(f"SELECT {chosen} {_AROUND}", params=parameters).to_arrow_table()
    masks = pa.array(plain_mask(read_candidates(around)), pa.int64())
    differs = ~(around["counted_mask"].to_numpy() == masks.to_numpy())
    if differs.any():
        changed = around.select(["key", "date_start"]).append_column("mask", masks)
        _store_masks(transaction, changed.filter(pa.array(differs)))


def _store_masks(transaction: Transaction, masks: pa.Table) -> None:
    with transaction.table("masks", masks):
        transaction.connection.execute(
            "UPDATE records SET counted_mask = masks.mask FROM masks "
            "WHERE records.org_id = ? AND records.date_start = masks.date_start AND records.key = masks.key",
            [transaction.org],
        )
