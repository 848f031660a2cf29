"""The command line: what is done with data; what is kept and looked after is in the files beside."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphql_api.cli_care import care
from graphql_api.cli_keeping import accounts_app, keys_app, rules_app
from graphql_api.cli_options import (
    AccountId,
    Currency,
    Data,
    DateRange,
    Host,
    Metadata,
    Org,
    Port,
    SourceOrTold,
    Timezone,
    guard,
)

app = typer.Typer(
    name="marketing-memory",
    help="Marketing Memory: raw rows of Meta, Google Ads, Klaviyo and other platforms in, right totals out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


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
    guard(lambda: command.run(files or [], said, once=once, data=data, host=host, port=port))


@app.command()
def serve(*, host: Host = None, port: Port = None, data: Data = None) -> None:
    """Serve the API, GraphiQL and the start page."""
    from graphql_api.commands import serve as command  # noqa: PLC0415 - as in demo

    guard(lambda: command.run(host=host, port=port, data=data))


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

    guard(run)


@app.command()
def search(  # noqa: PLR0913 - one option per field of the API's input
    query: Annotated[str, typer.Argument(help='Words or a question: "high performing campaigns with conversions"')],
    *,
    org: Org,
    limit: Annotated[int, typer.Option(help="How many: 1 to 100.")] = 10,
    search_type: Annotated[str, typer.Option("--type", help="HYBRID, NEURAL, CONCEPTUAL or KNOWLEDGE.")] = "HYBRID",
    period: Annotated[
        str | None, typer.Option("--date-range", help="Days that are searched: 2024-01-01..2024-01-31")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="The day that `last month` counts from: 2024-02-01. Default: today.", show_default=False),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(help="CAMPAIGN, AD_GROUP, AD or MESSAGE. Default: told by the question.", show_default=False),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only this source. May repeat. Default: all.", show_default=False),
    ] = None,
    campaign: Annotated[
        list[str] | None,
        typer.Option("--campaign", help="Only the campaign of this id. May repeat.", show_default=False),
    ] = None,
    data: Data = None,
) -> None:
    """Find campaigns, ads and emails by a question, with their figures and why they were found.

    Works while a server runs on the same folder of this machine: it answers then.
    """
    from graphql_api.commands import search as command  # noqa: PLC0415 - as in demo
    from graphql_api.local.searching import Question  # noqa: PLC0415 - as in demo

    only = (tuple(source or ()), tuple(campaign or ()))
    guard(lambda: command.run(Question(org, query, limit, search_type, period, as_of, level, *only), data=data))


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
    guard(lambda: command.run(file, org, said, data=data))


app.add_typer(keys_app, name="keys")
app.add_typer(accounts_app, name="accounts")
app.add_typer(rules_app, name="rules")
app.add_typer(care)
