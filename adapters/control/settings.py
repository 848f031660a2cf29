"""Organizations' settings in `control.sqlite`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adapters.control.database import ControlDatabase
from domain.ports import AccountDefault
from domain.vocabulary import DataSource, OrgId

LIST = "SELECT account_id, currency, timezone FROM account_defaults WHERE org_id = ? AND data_source = ? ORDER BY account_id"
SET = """
INSERT INTO account_defaults (org_id, data_source, account_id, currency, timezone) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (org_id, data_source, account_id) DO UPDATE SET currency = excluded.currency, timezone = excluded.timezone
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

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
