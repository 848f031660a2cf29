"""./run accounts: what rows of an account that do not say take."""

from __future__ import annotations

from pathlib import Path

from domain.ports import AccountDefault
from domain.use_cases.accounts import SetAccountDefault
from domain.use_cases.audited_writes import account_default_write
from domain.vocabulary import DataSource, OrgId
from graphql_api.audited import audited_command
from graphql_api.bootstrap import open_settings_store
from graphql_api.settings import load_settings


def set_default(
    org: str, source: str, account_id: str, currency: str | None, timezone: str | None, *, data: Path | None
) -> None:
    """Keep the account's defaults and say what was kept."""
    folder = load_settings(data=data).data
    store = open_settings_store(folder)
    try:
        wanted = AccountDefault(DataSource(source.lower()), account_id, currency, timezone)
        kept = audited_command(folder, org, account_default_write(wanted), SetAccountDefault(store), OrgId(org), wanted)
    finally:
        store.close()
    said = f"currency {kept.currency or 'not set'}, time zone {kept.timezone or 'not set'}"
    print(f"Account {kept.account_id} of {kept.data_source}: {said}.")  # noqa: T201 - the command's answer
