"""Organizations' settings in memory."""

from collections.abc import Sequence

from domain.column_map import ColumnMap
from domain.ports import AccountDefault
from domain.said_rules import NOTHING_SAID, SaidRules
from domain.vocabulary import DataSource, OrgId


class InMemorySettingsStore:
    """A `SettingsStore` that forgets at the end of a test."""

    def __init__(self) -> None:
        self._kept: dict[tuple[OrgId, DataSource, str], AccountDefault] = {}
        self._rules: dict[tuple[OrgId, DataSource], SaidRules] = {}
        self._maps: dict[tuple[OrgId, DataSource], ColumnMap] = {}

    def account_defaults(self, org: OrgId, data_source: DataSource) -> Sequence[AccountDefault]:
        return [self._kept[place] for place in sorted(self._kept) if place[:2] == (org, data_source)]

    def set_account_default(self, org: OrgId, default: AccountDefault) -> None:
        self._kept[org, default.data_source, default.account_id] = default

    def conversion_rules(self, org: OrgId, data_source: DataSource) -> SaidRules:
        return self._rules.get((org, data_source), NOTHING_SAID)

    def set_conversion_rules(self, org: OrgId, data_source: DataSource, rules: SaidRules) -> None:
        self._rules[org, data_source] = rules

    def column_map(self, org: OrgId, data_source: DataSource) -> ColumnMap:
        return self._maps.get((org, data_source), {})

    def set_column_map(self, org: OrgId, data_source: DataSource, column_map: ColumnMap) -> None:
        self._maps[org, data_source] = column_map
