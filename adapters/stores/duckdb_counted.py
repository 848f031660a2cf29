"""Which rows totals count: recomputed for the campaigns and days that a batch touches.

Rows without a campaign hang on all campaigns of their account. Where a campaign has several date bases, the choice
of one is for all of its days, so all of them are recomputed.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from adapters.stores.duckdb_touched import note_touched
from adapters.stores.duckdb_transaction import SCOPE, Transaction, date_range
from domain.summation.candidates import GUARD_COLUMNS, LATER_BASES, read_candidates
from domain.summation.guard import plain_mask
from domain.summation.needs import Reason
from domain.vocabulary import Level

_ACCOUNT = "r.data_source, coalesce(r.account_id, '')"
_CAMPAIGN = f"{_ACCOUNT}, coalesce(r.campaign_id, '')"
_AS_SCOPE = "r.data_source AS source, coalesce(r.account_id, '') AS account, coalesce(r.campaign_id, '') AS campaign"
_AFTER_LATER = "F"
"""Later bases come before it in the alphabet, the others after it: a comparison passes over blocks of them."""
_AROUND = (
    "FROM records r WHERE r.org_id = $org AND r.date_stop >= $first AND r.date_start <= $last AND ("
    f"({_ACCOUNT}, r.campaign_id) IN (SELECT (data_source, account_id, campaign_id) FROM touched) "
    f"OR (r.campaign_id IS NULL AND ({_ACCOUNT}) IN (SELECT (data_source, account_id) FROM touched)) "
    f"OR ({_ACCOUNT}) IN (SELECT (data_source, account_id) FROM touched WHERE campaign_id IS NULL))"
)


def choose_counted(transaction: Transaction, changed: pa.Table, appended: int) -> None:
    """Recompute the stored choice around the records that changed; write what changes by it, and note their campaigns.

    Nothing can have changed where all rows around are the `appended` ones: they were chosen together. Records that
    were only seen again move nothing, unless gaps of others were filled: then these are among the changed.
    """
    if not changed.num_rows:
        return
    parameters = {"org": transaction.org, **date_range(changed)}
    touched = _touched(transaction, changed)
    note_touched(transaction, touched)
    with transaction.table("touched", touched):
        [(rows_around,)] = transaction.connection.execute(f"SELECT count(*) {_AROUND}", parameters).fetchall()
        if rows_around == appended and not _several_bases(transaction, touched).num_rows:
            return
        around = _around(transaction, parameters)
    orphaned = _orphaned_accounts(around)
    if orphaned.num_rows:  # they give way to any campaign of their account, whichever the batch touches
        with transaction.table("touched", pa.concat_tables([touched, orphaned.cast(touched.schema)])):
            around = _around(transaction, parameters)
    around = _with_all_days(transaction, around, touched)
    masks = pa.array(plain_mask(read_candidates(around)), pa.int64())
    differs = ~(around["counted_mask"].to_numpy() == masks.to_numpy())
    if differs.any():
        changed = around.select(["key", "date_start"]).append_column("mask", masks)
        _store_masks(transaction, changed.filter(pa.array(differs)))


def _around(transaction: Transaction, parameters: dict[str, object]) -> pa.Table:
    chosen = ", ".join(["key", "counted_mask", *GUARD_COLUMNS])
    return transaction.connection.sql(f"SELECT {chosen} {_AROUND}", params=parameters).to_arrow_table()


def _with_all_days(transaction: Transaction, around: pa.Table, touched: pa.Table) -> pa.Table:
    """The rows, and every other one of campaigns with several date bases."""
    mixed = _several_bases(
        transaction, pa.concat_tables([around.select(SCOPE), touched.select(SCOPE).cast(around.select(SCOPE).schema)])
    )
    if not mixed.num_rows:
        return around
    chosen = ", ".join(["r.key", "r.counted_mask", *(f"r.{name}" for name in GUARD_COLUMNS)])
    near = around.select(["key", "date_start"])
    with transaction.table("mixed", mixed), transaction.table("near", near):
        more: pa.Table = transaction.connection.execute(
            f"SELECT {chosen} FROM records r WHERE r.org_id = $org AND r.key NOT IN (SELECT CAST(key AS UUID) FROM near) AND ("
            f"({_CAMPAIGN}) IN (SELECT (source, account, campaign) FROM mixed) OR "  # beside rows of no campaign
            f"({_ACCOUNT}) IN (SELECT (source, account) FROM mixed WHERE campaign = ''))",  # lie those of all
            {"org": transaction.org},
        ).to_arrow_table()
    return pa.concat_tables([around, more.cast(around.schema)])


def _several_bases(transaction: Transaction, scopes: pa.Table) -> pa.Table:
    """Those of the campaigns that have several date bases, or had: `source, account, campaign`, empty where unknown.

    A later basis must be among them: in stores without any, the smallest and largest value of blocks tell so at once.
    """
    distinct = scopes.group_by(SCOPE).aggregate([])
    filled = [pc.fill_null(distinct[name], "") for name in SCOPE]
    named = pa.table(filled, names=["source", "account", "campaign"])
    later, gave_way = ", ".join(f"'{basis}'" for basis in LATER_BASES), int(Reason.MIXED_DATE_BASIS)
    inside = f"r.org_id = $org AND ({_CAMPAIGN})"
    with transaction.table("scopes", named):
        having: pa.Table = transaction.connection.execute(
            f"SELECT DISTINCT {_AS_SCOPE} FROM records r WHERE r.date_basis < '{_AFTER_LATER}' "
            f"AND r.date_basis IN ({later}) AND {inside} IN (SELECT (source, account, campaign) FROM scopes)",
            {"org": transaction.org},
        ).to_arrow_table()
    if not having.num_rows:
        return having
    undecided = int(Reason.UNDECIDED)
    with transaction.table("having_later", having):
        found: pa.Table = transaction.connection.execute(
            f"SELECT {_AS_SCOPE} FROM records r WHERE {inside} IN (SELECT (source, account, campaign) FROM having_later) "
            "GROUP BY ALL HAVING count(DISTINCT r.date_basis) > 1 "
            f"OR bool_or((r.counted_mask & 15) IN ({gave_way}, {undecided}))",
            {"org": transaction.org},
        ).to_arrow_table()
    return found


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
