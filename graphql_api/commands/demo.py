"""./run demo: raw rows of the three platforms, generated or the caller's own, ingested, summed up and served."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from domain.demo import DemoBatch, demo_batches
from domain.errors import InvalidInputError
from domain.issues import Severity
from domain.use_cases.ingest import IngestReport
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Period, Scope
from graphql_api.audited import command_line_actor
from graphql_api.bootstrap import CONTROL_FILE, RECORDS_FILE, SEARCH_FOLDER, open_services
from graphql_api.commands.demo_numbers import print_numbers, read_numbers, received_by_source
from graphql_api.commands.demo_questions import (
    print_questions,
    questions_of_any,
    questions_of_the_shop,
    say_how_to_ask,
)
from graphql_api.commands.ingest import ingest_files, on_store
from graphql_api.commands.search import DEMO_FOLDER
from graphql_api.commands.serve import ask_for_port, serve_services
from graphql_api.context import Services
from graphql_api.local.said import Said
from graphql_api.logs import configure_logs
from graphql_api.settings import Settings, load_settings

ORG = OrgId("demo")
SETTLED = timedelta(days=2)
"""The generated rows' last day lies far enough back for its look-back pull to be in the past."""
PAGE_WIDTH = 120
"""Width of what is printed into a pipe."""
REJECTED_SHOWN = 2
LAST_DAYS = timedelta(days=29)
"""The days searched end with the last day of any row, and are thirty."""


def run(
    files: Sequence[Path], said: Said, *, once: bool, data: Path | None, host: str | None, port: int | None
) -> None:
    """Fill `<data>/demo` afresh, print the numbers, then serve unless `once`.

    Without files the rows are generated. Leaves with 1 where no file could be read, with `once` where one could not.
    """
    _check(files, said)
    settings = load_settings(data=data, host=host, port=port)
    settings = settings.model_copy(update={"data": settings.data / DEMO_FOLDER})
    with ExitStack() as unless_served:
        bound = None if once else unless_served.enter_context(ask_for_port(settings))
        services = _open_afresh(settings)
        unless_served.callback(services.close)
        unread = _fill(settings, services, files, said, _console())
        if bound is None or unread == len(files) > 0:
            sys.exit(1 if unread else 0)
        secret = services.create_key(ORG, "demo", [Scope.READ, Scope.WRITE]).secret
        unless_served.pop_all()
    configure_logs(settings.log_format)
    serve_services(settings, services, bound, lambda url: _print_addresses(url, secret))


def _check(files: Sequence[Path], said: Said) -> None:
    said.check()
    if not files and said != Said(None, ORG):
        raise InvalidInputError(
            "Options say something about export files, and no file is named.",
            hint="Name the files: ./run demo export.json --currency EUR",
        )


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PAGE_WIDTH)


def _open_afresh(settings: Settings) -> Services:
    """The demo's own folder, emptied; refused while another demo runs on it."""
    if (settings.data / RECORDS_FILE).exists():
        open_services(settings).close()
        for name in (RECORDS_FILE, CONTROL_FILE):
            for file in settings.data.glob(f"{name}*"):
                file.unlink()
        shutil.rmtree(settings.data / SEARCH_FOLDER, ignore_errors=True)
    return open_services(settings)


def _fill(settings: Settings, services: Services, files: Sequence[Path], said: Said, console: Console) -> int:
    """Ingest, and print what came of it; gives the number of files that could not be read."""
    if files:
        by_hand = replace(said, actor=command_line_actor().name)
        done = ingest_files(files, by_hand, on_store(services, settings.max_upload_bytes), Console(soft_wrap=True))
        if done:
            received = received_by_source((one.data_source, one.report) for one in done)
            _print_all(settings, services, console, received)
        return len(files) - len(done)
    reports = _ingest_generated(services)
    received = received_by_source((DataSource(batch.data_source), report) for batch, report in reports)
    _print_all(settings, services, console, received, reports)
    return 0


def _print_all(
    settings: Settings,
    services: Services,
    console: Console,
    received: Mapping[DataSource, int],
    generated: Sequence[tuple[DemoBatch, IngestReport]] = (),
) -> None:
    """Tables, what was rejected of the generated rows, and questions."""
    numbers = read_numbers(services, ORG)
    took = print_numbers(console, numbers, received)
    if generated:
        _print_rejected(console, generated)
    console.print()
    questions = questions_of_any()
    if generated and numbers.days is not None:
        questions = questions_of_the_shop(Period(numbers.days[1] - LAST_DAYS, numbers.days[1]))
    asked = print_questions(console, services, ORG, questions)
    say_how_to_ask(console, ORG, settings.data)
    console.print(f"\n{took} {asked}\n")


def _ingest_generated(services: Services) -> list[tuple[DemoBatch, IngestReport]]:
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


def _print_rejected(console: Console, reports: Sequence[tuple[DemoBatch, IngestReport]]) -> None:
    console.print(f"Rejected raw rows: {sum(report.rejected for _, report in reports):,}, for example:")
    rejected = [(b, i) for b, report in reports for i in report.issues if i.severity is Severity.REJECTED]
    for batch, issue in rejected[:REJECTED_SHOWN]:
        console.print(f"  {batch.title}. {issue.message}", markup=False, soft_wrap=True)


def _print_addresses(url: str, secret: str) -> None:
    console = _console()
    console.print(f"Start page  {url}/#key={secret}", markup=False)
    console.print(f"GraphiQL    {url}/graphql#key={secret}", markup=False)
    console.print(f"API key     {secret}", markup=False)
    console.print(f"Serving on {url}", markup=False)
    console.print("Stop with Ctrl-C.", markup=False)
