"""Currencies that settings tell: stored rows that do not say their own follow, in every version, when those change.

Currency is no part of a key and decides nothing about what is counted: the rows change where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from adapters.stores.duckdb_transaction import Transaction
from domain.ancestry import ACCOUNT_DEFAULT, FACT_COLUMNS, Ancestry, Fact


def follow_defaults(transaction: Transaction, data_source: str, told: frozenset[Fact]) -> int:
    """Keep what settings tell of the source's accounts in place of what they told; gives the records changed."""
    changed = sorted({account for _, _, account, _, _ in told ^ _told_before(transaction, data_source)})
    if not changed:
        return 0
    _keep(transaction, data_source, changed, told)
    return _follow(transaction, data_source, _currencies(transaction, data_source, changed))


def _told_before(transaction: Transaction, data_source: str) -> frozenset[Fact]:
    found = transaction.connection.execute(
        f"SELECT {', '.join(FACT_COLUMNS)} FROM facts WHERE org_id = ? AND data_source = ? AND child_kind = ?",
        [transaction.org, data_source, ACCOUNT_DEFAULT],
    ).fetchall()
    return frozenset(found)


def _keep(transaction: Transaction, data_source: str, changed: list[str], told: frozenset[Fact]) -> None:
    transaction.connection.execute(
        "DELETE FROM facts WHERE org_id = ? AND data_source = ? AND child_kind = ? AND list_contains(?, child_id)",
        [transaction.org, data_source, ACCOUNT_DEFAULT, changed],
    )
    kept = sorted(fact for fact in told if fact[2] in set(changed))
    columns = {name: pa.array([fact[n] for fact in kept], pa.string()) for n, name in enumerate(FACT_COLUMNS)}
    transaction.insert("facts", pa.table({"org_id": pa.array([transaction.org] * len(kept), pa.string()), **columns}))


def _currencies(transaction: Transaction, data_source: str, accounts: list[str]) -> dict[str, str | None]:
    """What rows of these accounts that do not say take now."""
    facts = transaction.connection.execute(
        "SELECT data_source, child_kind, child_id, column_name, value FROM facts "
        "WHERE org_id = ? AND data_source = ? AND column_name = 'currency' AND list_contains(?, child_id)",
        [transaction.org, data_source, accounts],
    ).fetchall()
    ancestry = Ancestry.of(facts)
    return {account: ancestry.parent(data_source, "currency", {"account_id": account}) for account in accounts}


def _follow(transaction: Transaction, data_source: str, currencies: Mapping[str, str | None]) -> int:
    """Write the currencies into every version that lacked one; gives the number of current records."""
    table = pa.table({"account": list(currencies), "code": pa.array(list(currencies.values()), pa.string())})
    with transaction.table("follow", table):
        counts = [
            transaction.connection.execute(
                f"UPDATE {versions} SET currency = follow.code FROM follow "
                "WHERE org_id = ? AND data_source = ? AND account_id = follow.account "
                "AND list_contains(string_split(lacking, ','), 'currency') AND currency IS DISTINCT FROM follow.code",
                [transaction.org, data_source],
            ).fetchall()
            for versions in ("superseded", "records")
        ]
    return int(counts[-1][0][0])
