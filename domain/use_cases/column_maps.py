"""Column maps of an organization: what the columns of its own rows mean where a batch does not say."""

from __future__ import annotations

from dataclasses import dataclass

from domain.column_map import ColumnMap
from domain.ports import SettingsStore
from domain.sources.registry import SOURCES
from domain.use_cases.keys import check_org
from domain.vocabulary import OrgId

MAPPED = next(name for name, spec in SOURCES.items() if spec.takes_any)
"""The data source whose rows have columns of the caller's own."""


@dataclass(frozen=True, slots=True)
class ShowColumnMap:
    """The map that the next batch of the caller's own rows meets."""

    settings: SettingsStore

    def __call__(self, org: OrgId) -> ColumnMap:
        """Every column that the organization explained."""
        check_org(org)
        return self.settings.column_map(org, MAPPED)


@dataclass(frozen=True, slots=True)
class SetColumnMap:
    """Keeps a map in place of the earlier one; what is stored takes it when sent again."""

    settings: SettingsStore

    def __call__(self, org: OrgId, column_map: ColumnMap) -> ColumnMap:
        """The map now in force."""
        check_org(org)
        self.settings.set_column_map(org, MAPPED, column_map)
        return column_map
