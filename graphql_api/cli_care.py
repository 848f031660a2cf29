"""Commands that look after what is there: audit, verify, renormalize, reindex, config, schema, docs."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.sources.registry import SOURCES
from graphql_api.cli_options import Data, Host, Org, Port, guard

care = typer.Typer()


@care.command()
def audit(
    *,
    org: Org,
    first: Annotated[int, typer.Option(help="How many: 1 to 1,000.")] = 50,
    before: Annotated[str | None, typer.Option(help="Only those before the one of this number.")] = None,
    data: Data = None,
) -> None:
    """List who wrote what, newest first. Works while the server runs."""
    from graphql_api.commands import audit as command  # noqa: PLC0415 - each command loads only what it needs

    guard(lambda: command.show(org, first, before, data=data))


@care.command()
def verify(*, data: Data = None) -> None:
    """Check that what is stored is whole and in order; stop the server first. Leaves with 1 where something is wrong."""
    from graphql_api.commands import verify as command  # noqa: PLC0415 - as above

    guard(lambda: command.run(data=data))


@care.command()
def renormalize(
    *,
    org: Annotated[
        str | None, typer.Option("--org", help="One organization. Default: all.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help=f"One of: {', '.join(SOURCES)}. Default: all.", show_default=False)
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only batches observed from this day (UTC) on. Default: all.", show_default=False),
    ] = None,
    rules: Annotated[
        str, typer.Option(help="Conversion rules: batch, those each batch came with; current, those of today.")
    ] = "batch",
    dry_run: Annotated[bool, typer.Option("--dry-run/--no-dry-run", help="Only say what would change.")] = True,
    data: Data = None,
) -> None:
    """Read the raw batches that are kept once more by today's rules; stop the server first. A dry run unless told."""
    from graphql_api.commands import renormalize as command  # noqa: PLC0415 - as above

    guard(lambda: command.run(org, source, since, rules, dry_run=dry_run, data=data))


@care.command()
def reindex(
    *,
    org: Annotated[
        str | None, typer.Option("--org", help="One organization. Default: all.", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """Make what search answers from anew from the stored records; searches go on until all of it is done.

    Works while a server runs on the same folder of this machine: it does so then.
    """
    from graphql_api.commands import search as command  # noqa: PLC0415 - as above

    guard(lambda: command.run_reindex(org, data=data))


@care.command()
def config(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    data: Data = None,
    host: Host = None,
    port: Port = None,
) -> None:
    """Show every setting, its value and where it came from; works while a server runs, and with wrong values."""
    from graphql_api.commands import config as command  # noqa: PLC0415 - as above

    command.run(as_json=as_json, data=data, host=host, port=port)


@care.command()
def schema(
    *,
    check: Annotated[bool, typer.Option("--check", help="Fail unless schema.graphql is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write schema.graphql.")] = False,
) -> None:
    """Print the GraphQL schema."""
    from graphql_api.commands import schema as command  # noqa: PLC0415 - as above

    command.run(check=check, write=write)


@care.command()
def docs(
    *,
    check: Annotated[bool, typer.Option("--check", help="Fail unless docs/reference is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/reference.")] = False,
) -> None:
    """Print the reference pages: metrics, columns, data sources, settings, issues, errors."""
    from graphql_api.commands import docs as command  # noqa: PLC0415 - as above

    command.run(check=check, write=write)
