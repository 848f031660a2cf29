"""./run accounts: what rows of an account that do not say take."""

from __future__ import annotations

from pathlib import Path

from domain.use_cases.accounts import KEPT, AccountChange, Said
from domain.use_cases.audited_writes import account_default_write
from domain.vocabulary import DataSource, OrgId
from graphql_api.audited import audited_command
from graphql_api.bootstrap import setting_accounts
from graphql_api.settings import load_settings

LATER = "Stored rows follow with the source's next ingest: a server uses the data folder."


def set_default(
    org: str, source: str, account_id: str, currency: str | None, timezone: str | None, *, data: Path | None
) -> None:
    """Keep the account's defaults, say what was kept and what became of stored rows."""
    folder = load_settings(data=data).data
    wanted = AccountChange(DataSource(source.lower()), account_id, _said(currency), _said(timezone))
    with setting_accounts(folder) as use_case:
        done = audited_command(folder, org, account_default_write(wanted), use_case, OrgId(org), wanted)
    kept = done.default
    said = f"currency {kept.currency or 'not set'}, time zone {kept.timezone or 'not set'}"
    followed = LATER if done.updated is None else f"Stored records changed: {done.updated:,}."
    print(f"Account {kept.account_id} of {kept.data_source}: {said}. {followed}")  # noqa: T201 - the command's answer


def _said(option: str | None) -> Said:
    """What was left out stays; an empty text clears."""
    return KEPT if option is None else option or None
