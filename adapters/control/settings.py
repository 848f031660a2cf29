"""Organizations' settings in `control.sqlite`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from adapters.control.database import ControlDatabase
from domain.column_map import ColumnMap, column_map_of, stated_map
from domain.errors import InvalidInputError, StoreUnavailableError
from domain.ports import AccountDefault
from domain.said_rules import NOTHING_SAID, SaidRules
from domain.vocabulary import DataSource, OrgId

LIST = "SELECT account_id, currency, timezone FROM account_defaults WHERE org_id = ? AND data_source = ? ORDER BY account_id"
SET = """
INSERT INTO account_defaults (org_id, data_source, account_id, currency, timezone) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (org_id, data_source, account_id) DO UPDATE SET currency = excluded.currency, timezone = excluded.timezone
"""
RULES = "SELECT rules FROM conversion_rules WHERE org_id = ? AND data_source = ?"
SET_RULES = """
INSERT INTO conversion_rules (org_id, data_source, rules) VALUES (?, ?, ?)
ON CONFLICT (org_id, data_source) DO UPDATE SET rules = excluded.rules
"""

MAP = "SELECT column_map FROM column_maps WHERE org_id = ? AND data_source = ?"
SET_MAP = """
INSERT INTO column_maps (org_id, data_source, column_map) VALUES (?, ?, ?)
ON CONFLICT (org_id, data_source) DO UPDATE SET column_map = excluded.column_map
"""


class SqliteSettingsStore:
    """A `SettingsStore` in the control file at `path`; errors as those of `SqliteKeyStore`."""

    def __init__(self, path: Path) -> None:
        self._database = ControlDatabase(path)

    def account_defaults(self, org: OrgId, data_source: DataSource) -> Sequence[AccountDefault]:
        """Defaults of the organization's accounts of one data source, by account id."""
        with self._database.reading() as connection:
            rows = connection.execute(LIST, (org, data_source)).fetchall()
        return [AccountDefault(data_source, account, currency, zone) for account, currency, zone in rows]

    def set_account_default(self, org: OrgId, default: AccountDefault) -> None:
        """Keep a default in place of the account's earlier one."""
        with self._database.writing() as connection:
            row = (org, default.data_source, default.account_id, default.currency, default.timezone)
            connection.execute(SET, row)

    def conversion_rules(self, org: OrgId, data_source: DataSource) -> SaidRules:
        """What the organization says of a data source's conversions; raises `StoreUnavailableError` for spoiled text."""
        with self._database.reading() as connection:
            row = connection.execute(RULES, (org, data_source)).fetchone()
        if row is None:
            return NOTHING_SAID
        try:
            return msgspec.json.decode(row[0], type=SaidRules)
        except msgspec.DecodeError as error:
            raise StoreUnavailableError(
                f"The conversion rules of {data_source} in {self._database.path} cannot be read.",
                hint=f"Set them again: ./run rules set --org {org} --source {data_source} '{{}}'",
            ) from error

    def set_conversion_rules(self, org: OrgId, data_source: DataSource, rules: SaidRules) -> None:
        """Keep these rules in place of all earlier ones of the data source."""
        text = msgspec.json.encode(rules.stated).decode()
        with self._database.writing() as connection:
            connection.execute(SET_RULES, (org, data_source, text))

    def column_map(self, org: OrgId, data_source: DataSource) -> ColumnMap:
        """What the columns of the organization's own rows mean; raises `StoreUnavailableError` for spoiled text."""
        with self._database.reading() as connection:
            row = connection.execute(MAP, (org, data_source)).fetchone()
        if row is None:
            return {}
        try:
            return column_map_of(msgspec.json.decode(row[0]), ("columnMap",))
        except (msgspec.DecodeError, InvalidInputError) as error:
            raise StoreUnavailableError(
                f"The column map of {data_source} in {self._database.path} cannot be read.",
                hint="Set it again with the mutation setColumnMap.",
            ) from error

    def set_column_map(self, org: OrgId, data_source: DataSource, column_map: ColumnMap) -> None:
        """Keep this map in place of the earlier one."""
        text = msgspec.json.encode(stated_map(column_map)).decode()
        with self._database.writing() as connection:
            connection.execute(SET_MAP, (org, data_source, text))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
