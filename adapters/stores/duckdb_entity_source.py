"""Entities out of DuckDB, and the campaigns that search has yet to take up."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from adapters.stores.duckdb_schema import DUCKDB
from adapters.stores.duckdb_store import DuckDbStore
from adapters.stores.duckdb_touched import TABLE, note_selected
from adapters.stores.duckdb_transaction import Transaction
from domain.ports.entities import ENTITY_LINES, CampaignScope, TouchedCampaign
from domain.sql.entities import describe_sql
from domain.vocabulary import DataSource, OrgId

_SCOPE = "data_source, account_id, campaign_id"


class DuckDbEntitySource:
    """`EntitySource` on the file that a store holds open."""

    def __init__(self, store: DuckDbStore) -> None:
        self._store = store

    def organizations(self) -> list[OrgId]:
        """Organizations that have tables, by name."""
        return self._store.organizations()

    def touched(self, org: OrgId, limit: int) -> list[TouchedCampaign]:
        """Noted campaigns, the oldest change first."""
        found = self._store.lines(
            org, f"SELECT number, {_SCOPE} FROM {TABLE} ORDER BY number LIMIT $limit", {"limit": limit}
        )
        return [TouchedCampaign(number, _scope(*names)) for number, *names in found]

    def settle(self, org: OrgId, taken_up: Sequence[TouchedCampaign]) -> None:
        """Forget these numbers: a campaign that changed again has another one."""
        numbers = [campaign.number for campaign in taken_up]
        if numbers:
            self._store.write(
                org,
                lambda connection: connection.execute(
                    f"DELETE FROM {TABLE} WHERE number IN (SELECT unnest(?))", [numbers]
                ),
                changes_records=False,
            )

    def touch_all(self, org: OrgId) -> None:
        """Note every campaign that has records."""
        self._store.write(
            org,
            lambda connection: note_selected(Transaction(connection, org), f"SELECT {_SCOPE} FROM records"),
            changes_records=False,
        )

    def campaigns(self, org: OrgId) -> list[CampaignScope]:
        """All campaigns that have records."""
        found = self._store.lines(org, f"SELECT DISTINCT {_SCOPE} FROM records ORDER BY {_SCOPE}", {})
        return [_scope(*names) for names in found]

    def describe(self, org: OrgId, scopes: Sequence[CampaignScope]) -> pa.Table:
        """Lines of the entities of these campaigns."""
        named = {
            "org": org,
            "sources": [scope.data_source for scope in scopes],
            "accounts": [scope.account_id or "" for scope in scopes],
            "campaigns": [scope.campaign_id or "" for scope in scopes],
        }
        return self._store.table(org, describe_sql("$org", DUCKDB), named).cast(ENTITY_LINES)

    def records_version(self, org: OrgId) -> int:
        """Number of writes of records since the file was opened."""
        return self._store.records_version(org)


def _scope(data_source: str, account_id: str | None, campaign_id: str | None) -> CampaignScope:
    return CampaignScope(DataSource(data_source), account_id, campaign_id)
