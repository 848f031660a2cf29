"""./run demo: generated raw rows of the three platforms, ingested, summed up and served."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.demo import DemoBatch, demo_batches
from domain.issues import Severity
from domain.sources.registry import SOURCES
from domain.summation.needs import REASON_MEANINGS
from domain.use_cases.ingest import IngestReport
from domain.use_cases.insights import InsightsReport, InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Period, Scope
from graphql_api.bootstrap import CONTROL_FILE, RECORDS_FILE, open_services
from graphql_api.commands.serve import ask_for_port, serve_services
from graphql_api.context import Services
from graphql_api.logs import configure_logs
from graphql_api.settings import Settings, load_settings

ORG = OrgId("demo")
FOLDER = "demo"
SETTLED = timedelta(days=2)
"""The demo's last day lies far enough back for its look-back pull to be in the past."""
BEST = 5
PAGE_WIDTH = 120
"""Width of what is printed into a pipe."""


def run(*, once: bool, data: Path | None, host: str | None, port: int | None) -> None:
    """Fill `<data>/demo` afresh, print the numbers, then serve unless `once`."""
    settings = load_settings(data=data, host=host, port=port)
    settings = settings.model_copy(update={"data": settings.data / FOLDER})
    bound = None if once else ask_for_port(settings)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PAGE_WIDTH)
    services = _open_afresh(settings)
    reports = _ingest_all(services)
    _print_numbers(console, services, reports)
    if bound is None:
        services.close()
        return
    secret = services.create_key(ORG, "demo", [Scope.READ, Scope.WRITE]).secret
    configure_logs(settings.log_format)
    serve_services(settings, services, bound, lambda url: _print_addresses(console, url, secret))


def _open_afresh(settings: Settings) -> Services:
    """The demo's own folder, emptied; refused while another demo runs on it."""
    if (settings.data / RECORDS_FILE).exists():
        open_services(settings).close()
        for name in (RECORDS_FILE, CONTROL_FILE):
            for file in settings.data.glob(f"{name}*"):
                file.unlink()
    return open_services(settings)


def _ingest_all(services: Services) -> list[tuple[DemoBatch, IngestReport]]:
    batches = demo_batches(last_day=services.clock.today() - SETTLED)
    console = Console(stderr=True)
    columns = (TextColumn("Ingesting"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        return [
            (batch, services.ingest(ORG, _submission(batch), batch.observed_at)) for batch in progress.track(batches)
        ]


def _submission(batch: DemoBatch) -> Submission:
    period = Period(*batch.date_range) if batch.date_range else None
    said = (batch.account_id, batch.currency, batch.timezone, batch.metadata or {})
    return Submission(DataSource(batch.data_source), batch.payload, period, *said)


def _print_numbers(console: Console, services: Services, reports: list[tuple[DemoBatch, IngestReport]]) -> None:
    started = time.perf_counter()
    by_source = services.insights(ORG, InsightsRequest())
    best = services.insights(ORG, InsightsRequest(group_by=("CAMPAIGN",), order_by="roas", limit=BEST))
    took_ms = (time.perf_counter() - started) * 1000
    first, last = _days(services)
    console.print(f"\n[bold]Marketing Memory demo[/]: raw rows of {first} to {last}, three platforms, one record\n")
    console.print(_sources_table(by_source, reports))
    console.print()
    console.print(_campaigns_table(best))
    console.print()
    for left in by_source.excluded:
        meaning = REASON_MEANINGS[left.reason]
        line = f"Left out so that nothing counts twice: {left.rows:,} rows ({left.reason.name}). {meaning}"
        console.print(line, soft_wrap=True)
    console.print(f"Rejected raw rows: {sum(report.rejected for _, report in reports):,}, for example:")
    rejected = [(b, i) for b, report in reports for i in report.issues if i.severity is Severity.REJECTED]
    for batch, issue in rejected[:2]:
        console.print(f"  {batch.title}. {issue.message}", markup=False, soft_wrap=True)
    console.print(f"Both tables computed in {took_ms:.0f} ms.\n")


def _days(services: Services) -> tuple[object, object]:
    last = services.clock.today() - SETTLED
    return last - timedelta(days=179), last


def _sources_table(report: InsightsReport, reports: list[tuple[DemoBatch, IngestReport]]) -> Table:
    received = dict.fromkeys(SOURCES, 0)
    for batch, result in reports:
        received[DataSource(batch.data_source)] += result.received
    table = Table("Data source", box=None, padding=(0, 2), title_justify="left")
    for heading in ("Raw rows", "Spend", "Revenue", "ROAS"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in report.totals.by_data_source.to_pylist():
        source = SOURCES[row["data_source"]]
        figures = (_money(row["spend"], row["currency"]), _money(row["revenue"], row["currency"]), _ratio(row["roas"]))
        table.add_row(source.title, f"{received[source.name]:,}", *figures)
    totals, currency = report.totals.overall, report.totals.by_currency[0].currency
    figures = (_money(totals["spend"], currency), _money(totals["revenue"], currency), _ratio(totals["roas"]))
    table.add_row("[bold]Together[/]", f"{sum(received.values()):,}", *figures)
    return table


def _campaigns_table(report: InsightsReport) -> Table:
    table = Table(box=None, padding=(0, 2))
    table.add_column("Best campaigns by ROAS", no_wrap=True)
    table.add_column("Data source")
    for heading in ("Spend", "Revenue", "ROAS"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in report.rows.to_pylist():
        figures = (_money(row["spend"], row["currency"]), _money(row["revenue"], row["currency"]), _ratio(row["roas"]))
        table.add_row(row["campaign_name"], SOURCES[row["data_source"]].title, *figures)
    return table


def _money(value: float | None, currency: str | None) -> str:
    return "-" if value is None else f"{value:,.0f} {currency or ''}".rstrip()


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _print_addresses(console: Console, url: str, secret: str) -> None:
    console.print(f"Start page  {url}/#key={secret}", markup=False)
    console.print(f"GraphiQL    {url}/graphql#key={secret}", markup=False)
    console.print(f"API key     {secret}", markup=False)
    console.print(f"Serving on {url}", markup=False)
    console.print("Stop with Ctrl-C.", markup=False)
