"""Settings of organizations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.column_map import ColumnMap
from domain.said_rules import SaidRules
from domain.vocabulary import DataSource, OrgId


@dataclass(frozen=True, slots=True)
class AccountDefault:
    """What rows of an account that do not say take."""

    data_source: DataSource
    account_id: str
    currency: str | None = None
    timezone: str | None = None


class SettingsStore(Protocol):
    """Settings of organizations. Shared by several processes."""

    def account_defaults(self, org: OrgId, data_source: DataSource) -> Sequence[AccountDefault]:
        """Defaults of the organization's accounts of one data source, by account id."""
        ...

    def set_account_default(self, org: OrgId, default: AccountDefault) -> None:
        """Keep a default in place of the account's earlier one."""
        ...

    def conversion_rules(self, org: OrgId, data_source: DataSource) -> SaidRules:
        """What the organization says of a data source's conversions; nothing where it said nothing."""
        ...

    def set_conversion_rules(self, org: OrgId, data_source: DataSource, rules: SaidRules) -> None:
        """Keep these rules in place of all earlier ones of the data source."""
        ...

    def column_map(self, org: OrgId, data_source: DataSource) -> ColumnMap:
        """What the columns of the organization's own rows mean; empty where it said nothing."""
        ...

    def set_column_map(self, org: OrgId, data_source: DataSource, column_map: ColumnMap) -> None:
        """Keep this map in place of the earlier one."""
        ...
