"""Commands that keep what an organization decided: keys, accounts' defaults, rules."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.vocabulary import Scope
from graphql_api.cli_options import Data, Org, SourceName, guard

keys_app = typer.Typer(help="API keys. Works while the server runs.", no_args_is_help=True)
accounts_app = typer.Typer(help="Accounts' defaults. Works while the server runs.", no_args_is_help=True)
rules_app = typer.Typer(help="What counts as a conversion. Works while the server runs.", no_args_is_help=True)


@keys_app.command("create")
def create_key(
    *,
    org: Org,
    scope: Annotated[list[Scope] | None, typer.Option(help="May repeat. Default: READ", show_default=False)] = None,
    name: Annotated[str, typer.Option(help="Name by which the key is listed.")] = "cli",
    expires_at: Annotated[str | None, typer.Option(help="When it ends, e.g. 2027-01-01T00:00:00Z")] = None,
    data: Data = None,
) -> None:
    """Make an API key and print its secret, alone, on standard output. It is shown once."""
    from graphql_api.commands import keys as command  # noqa: PLC0415 - each command loads only what it needs

    guard(lambda: command.create(org, scope or [Scope.READ], name, expires_at, data=data))


@keys_app.command("list")
def list_keys(*, org: Org, data: Data = None) -> None:
    """List an organization's keys, newest first, revoked and expired ones too; never a secret."""
    from graphql_api.commands import keys as command  # noqa: PLC0415 - as above

    guard(lambda: command.show(org, data=data))


@keys_app.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")],
    *,
    org: Org,
    data: Data = None,
) -> None:
    """End a key for good, from its next request on."""
    from graphql_api.commands import keys as command  # noqa: PLC0415 - as above

    guard(lambda: command.revoke(org, key_id, data=data))


@accounts_app.command("set")
def set_account(
    *,
    org: Org,
    source: SourceName,
    account_id: Annotated[str, typer.Option(help="Account of the platform.")],
    currency: Annotated[
        str | None, typer.Option(help="Currency (ISO 4217) of rows that do not say; '' for none.")
    ] = None,
    timezone: Annotated[str | None, typer.Option(help="Time zone (IANA) of rows that do not say; '' for none.")] = None,
    data: Data = None,
) -> None:
    """Keep what rows of an account that do not say take. While a server runs, stored rows follow with the next ingest."""
    from graphql_api.commands import accounts as command  # noqa: PLC0415 - as above

    guard(lambda: command.set_default(org, source, account_id, currency, timezone, data=data))


@rules_app.command("show")
def show_rules(*, org: Org, source: SourceName, data: Data = None) -> None:
    """Print what counts as a conversion in the next batch: rule, value, and whether it is stored or the default."""
    from graphql_api.commands import rules as command  # noqa: PLC0415 - as above

    guard(lambda: command.show(org, source, data=data))


@rules_app.command("set")
def set_rules(
    rules: Annotated[str, typer.Argument(help="""JSON, e.g. '{"attribution": "7D_CLICK"}'; '{}' for the defaults.""")],
    *,
    org: Org,
    source: SourceName,
    data: Data = None,
) -> None:
    """Keep what counts as a conversion, in place of all earlier rules; stored rows take it when sent again."""
    from graphql_api.commands import rules as command  # noqa: PLC0415 - as above

    guard(lambda: command.keep(org, source, rules, data=data))
