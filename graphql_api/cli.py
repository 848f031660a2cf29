"""The command line: demo, serve, ingest, search, export, keys, accounts, audit, config, verify, renormalize, reindex, schema, docs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from domain.errors import MarketingMemoryError
from domain.sources.registry import SOURCES
from domain.vocabulary import Scope

app = typer.Typer(
    name="marketing-memory",
    help="Marketing Memory: raw rows of Meta, Google Ads, Klaviyo and other platforms in, right totals out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
keys_app = typer.Typer(help="API keys. Works while the server runs.", no_args_is_help=True)
app.add_typer(keys_app, name="keys")

accounts_app = typer.Typer(help="Accounts' defaults. Works while the server runs.", no_args_is_help=True)
app.add_typer(accounts_app, name="accounts")

rules_app = typer.Typer(help="What counts as a conversion. Works while the server runs.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder that holds everything. Default: ./data", show_default=False)
]
Host = Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1", show_default=False)]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes any free one. Default: 8003", show_default=False)]
SourceName = Annotated[str, typer.Option("--source", help=f"One of: {', '.join(SOURCES)}.")]
SourceOrTold = Annotated[
    str | None,
    typer.Option("--source", help=f"One of: {', '.join(SOURCES)}. Default: told by the rows.", show_default=False),
]
Org = Annotated[str, typer.Option("--org", help="Organization that owns the rows.")]
AccountId = Annotated[str | None, typer.Option(help="Account of rows that do not say.")]
Currency = Annotated[str | None, typer.Option(help="Currency (ISO 4217) of rows that do not say.")]
Timezone = Annotated[str | None, typer.Option(help="Time zone (IANA) of rows that do not say.")]
DateRange = Annotated[
    str | None, typer.Option("--date-range", help="Period of rows without a date: 2024-01-01..2024-01-31")
]
Metadata = Annotated[str | None, typer.Option(help="JSON with what the report does not say.")]


@app.command()
def demo(  # noqa: PLR0913 - as in ingest
    files: Annotated[
        list[Path] | None, typer.Argument(help="Your own exports. Default: 180 generated days.", show_default=False)
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="End after printing the numbers.")] = False,
    source: SourceOrTold = None,
    account_id: AccountId = None,
    currency: Currency = None,
    timezone: Timezone = None,
    period: DateRange = None,
    metadata: Metadata = None,
    data: Data = None,
    host: Host = None,
    port: Port = None,
) -> None:
    """Ingest raw rows, yours or generated ones, for a demo organization, print its KPIs, and serve them.

    They go into a folder of the demo's own, which each demo empties; what else is stored stays as it is.
    """
    from graphql_api.commands import demo as command  # noqa: PLC0415 - each command loads only what it needs
    from graphql_api.local.said import Said  # noqa: PLC0415 - as above

    said = Said(source, command.ORG, account_id, currency, timezone, period, metadata=metadata)
    _guard(lambda: command.run(files or [], said, once=once, data=data, host=host, port=port))


@app.command()
def serve(*, host: Host = None, port: Port = None, data: Data = None) -> None:
    """Serve the API, GraphiQL and the start page."""
    from graphql_api.commands import serve as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.run(host=host, port=port, data=data))


@app.command()
def config(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    data: Data = None,
    host: Host = None,
    port: Port = None,
) -> None:
    """Show every setting, its value and where it came from; works while a server runs, and with wrong values."""
    from graphql_api.commands import config as command  # noqa: PLC0415 - as in demo

    command.run(as_json=as_json, data=data, host=host, port=port)


@app.command()
def ingest(  # noqa: PLR0913 - one option per thing the files may not say
    files: Annotated[list[Path], typer.Argument(help="JSON, NDJSON, CSV or Parquet; plain, gzip, zstd or zip.")],
    *,
    org: Org,
    source: SourceOrTold = None,
    data: Data = None,
    account_id: AccountId = None,
    currency: Currency = None,
    timezone: Timezone = None,
    period: DateRange = None,
    observed_at: Annotated[
        str | None, typer.Option(help="When the platform was asked, e.g. 2024-02-01T06:00:00Z")
    ] = None,
    metadata: Metadata = None,
    strict: Annotated[bool, typer.Option("--strict", help="Reject ambiguous rows.")] = False,
    on_conflict: Annotated[
        str, typer.Option(help="Rows that share a key but not their figures: REJECT, LAST or SUM.")
    ] = "REJECT",
    idempotency_key: Annotated[
        str | None, typer.Option(help="The same key and file within 24 hours give the first result.")
    ] = None,
    rules: Annotated[
        str | None, typer.Option(help="JSON of what counts as a conversion, as `rules set` takes.")
    ] = None,
    number_locale: Annotated[
        str | None, typer.Option(help="Locale in which texts write numbers, e.g. de-DE: it settles 1,234.")
    ] = None,
    column_map: Annotated[
        str | None, typer.Option(help="What columns of your own mean: JSON, or a file that holds it.")
    ] = None,
    replace_window: Annotated[
        bool,
        typer.Option(
            "--replace-window",
            help="Also remove stored rows of the account and --date-range that the file lacks; for complete pulls only.",
        ),
    ] = False,
) -> None:
    """Ingest export files into an organization; each file is one batch, stored whole or not at all.

    Works while a server runs on the same folder of this machine: it takes them then.
    """
    from graphql_api.commands import ingest as command  # noqa: PLC0415 - as in demo
    from graphql_api.commands.column_map import column_map_text  # noqa: PLC0415 - as in demo
    from graphql_api.local.said import Said  # noqa: PLC0415 - as in demo

    def run() -> None:
        columns = column_map_text(column_map)
        said = Said(
            *(source, org, account_id, currency, timezone, period, observed_at, metadata, strict),
            *(idempotency_key, rules),
            replace_window=replace_window,
            on_conflict=on_conflict,
            number_locale=number_locale,
            column_map=columns,
        )
        command.run(files, said, data=data)

    _guard(run)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words or a question: "high performing campaigns with conversions"')],
    *,
    org: Org,
    limit: Annotated[int, typer.Option(help="How many: 1 to 100.")] = 10,
    search_type: Annotated[str, typer.Option("--type", help="HYBRID, NEURAL, CONCEPTUAL or KNOWLEDGE.")] = "HYBRID",
    period: Annotated[
        str | None, typer.Option("--date-range", help="Days that are searched: 2024-01-01..2024-01-31")
    ] = None,
    data: Data = None,
) -> None:
    """Find campaigns, ads and emails by a question, with their figures and why they were found.

    Works while a server runs on the same folder of this machine: it answers then.
    """
    from graphql_api.commands import search as command  # noqa: PLC0415 - as in demo
    from graphql_api.local.searching import Question  # noqa: PLC0415 - as in demo

    _guard(lambda: command.run(Question(org, query, limit, search_type.upper(), period), data=data))


@app.command()
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
    from graphql_api.commands import search as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.run_reindex(org, data=data))


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
    from graphql_api.commands import keys as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.create(org, scope or [Scope.READ], name, expires_at, data=data))


@keys_app.command("list")
def list_keys(*, org: Org, data: Data = None) -> None:
    """List an organization's keys, newest first, revoked and expired ones too; never a secret."""
    from graphql_api.commands import keys as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.show(org, data=data))


@keys_app.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")],
    *,
    org: Org,
    data: Data = None,
) -> None:
    """End a key for good, from its next request on."""
    from graphql_api.commands import keys as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.revoke(org, key_id, data=data))


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
    from graphql_api.commands import accounts as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.set_default(org, source, account_id, currency, timezone, data=data))


@rules_app.command("show")
def show_rules(*, org: Org, source: SourceName, data: Data = None) -> None:
    """Print what counts as a conversion in the next batch: rule, value, and whether it is stored or the default."""
    from graphql_api.commands import rules as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.show(org, source, data=data))


@rules_app.command("set")
def set_rules(
    rules: Annotated[str, typer.Argument(help="""JSON, e.g. '{"attribution": "7D_CLICK"}'; '{}' for the defaults.""")],
    *,
    org: Org,
    source: SourceName,
    data: Data = None,
) -> None:
    """Keep what counts as a conversion, in place of all earlier rules; stored rows take it when sent again."""
    from graphql_api.commands import rules as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.keep(org, source, rules, data=data))


@app.command()
def export(  # noqa: PLR0913 - one option per field of the API's input
    file: Annotated[Path, typer.Argument(help="Its ending says the format: .csv .json .jsonl .parquet .arrow .zip")],
    *,
    org: Org,
    granularity: Annotated[str, typer.Option(help="DAY or WEEK.")] = "WEEK",
    week_start: Annotated[str, typer.Option(help="MONDAY or SUNDAY.")] = "MONDAY",
    channel_by: Annotated[str, typer.Option(help="DATA_SOURCE, CHANNEL or CAMPAIGN.")] = "DATA_SOURCE",
    geo: Annotated[str, typer.Option(help="NATIONAL, GEO, COUNTRY or REGION.")] = "NATIONAL",
    target: Annotated[str, typer.Option(help="The KPI, e.g. CONVERSIONS or REVENUE.")] = "CONVERSIONS",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only this source. May repeat. Default: all.", show_default=False),
    ] = None,
    date_range: Annotated[str | None, typer.Option(help="2024-01-01..2024-12-31. Default: all.")] = None,
    currency: Annotated[str | None, typer.Option(help="Only money of this currency.")] = None,
    country: Annotated[str, typer.Option(help="Whose holidays a national panel has.")] = "US",
    subdivision: Annotated[str | None, typer.Option(help="Its part, e.g. CA.")] = None,
    spread: Annotated[
        str, typer.Option(help="Rows of several periods: NONE leaves them out, EVEN spreads them.")
    ] = "NONE",
    population: Annotated[str | None, typer.Option(help="""JSON: '{"us": 331000000}'.""")] = None,
    controls: Annotated[str | None, typer.Option(help="""JSON: '{"promo": {"2024-01-01": 1}}'.""")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a panel with errors.")] = False,
    data: Data = None,
) -> None:
    """Write a panel for causal models to a file; stop the server first, or ask it for `causalExport`."""
    from graphql_api.commands import export as command  # noqa: PLC0415 - as in demo

    said = command.Said(
        *(granularity, week_start, channel_by, geo, target, tuple(source or ()), date_range, currency, country),
        *(subdivision, spread, population, controls, strict),
    )
    _guard(lambda: command.run(file, org, said, data=data))


@app.command()
def audit(
    *,
    org: Org,
    first: Annotated[int, typer.Option(help="How many: 1 to 1,000.")] = 50,
    before: Annotated[str | None, typer.Option(help="Only those before the one of this number.")] = None,
    data: Data = None,
) -> None:
    """List who wrote what, newest first. Works while the server runs."""
    from graphql_api.commands import audit as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.show(org, first, before, data=data))


@app.command()
def verify(*, data: Data = None) -> None:
    """Check that what is stored is whole and in order; stop the server first. Leaves with 1 where something is wrong."""
    from graphql_api.commands import verify as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.run(data=data))


@app.command()
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
    from graphql_api.commands import renormalize as command  # noqa: PLC0415 - as in demo

    _guard(lambda: command.run(org, source, since, rules, dry_run=dry_run, data=data))


@app.command()
def schema(
    *,
    check: Annotated[bool, typer.Option("--check", help="Fail unless schema.graphql is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write schema.graphql.")] = False,
) -> None:
    """Print the GraphQL schema."""
    from graphql_api.commands import schema as command  # noqa: PLC0415 - as in demo

    command.run(check=check, write=write)


@app.command()
def docs(
    *,
    check: Annotated[bool, typer.Option("--check", help="Fail unless docs/reference is up to date.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/reference.")] = False,
) -> None:
    """Print the reference pages: metrics, columns, data sources, settings, issues, errors."""
    from graphql_api.commands import docs as command  # noqa: PLC0415 - as in demo

    command.run(check=check, write=write)


def _guard(work: object) -> None:
    """Run a command; say an error of ours in one line and leave with its exit code."""
    from graphql_api.serving import PortBusyError  # noqa: PLC0415 - as in demo

    try:
        work()  # type: ignore[operator]
    except PortBusyError as error:
        _fail(str(error), 2)
    except MarketingMemoryError as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(message: str, code: int) -> NoReturn:
    Console(stderr=True, soft_wrap=True, highlight=False).print(
        f"[bold red]Error:[/] {message.replace('[', chr(92) + '[')}"
    )
    sys.exit(code)
