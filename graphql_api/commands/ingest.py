"""./run ingest: export files into an organization, through the server where one runs on the folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.errors import (
    IdempotencyKeyInUseError,
    InvalidInputError,
    StoreLockedError,
    TooLargeError,
    UnreadableBatchError,
)
from domain.issues import Severity
from domain.use_cases.ingest import IngestReport
from domain.use_cases.ingest_once import check_key
from domain.wording import counted
from graphql_api.audited import command_line_actor
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.exports import open_export
from graphql_api.local.client import find_server
from graphql_api.local.presence import read_presence
from graphql_api.local.said import Ingested, Said, Tell, ingest_opened
from graphql_api.settings import Settings, load_settings

ISSUES_SHOWN = 10
STAGES = 4
"""Reading, normalizing, storing."""
IngestFile = Callable[[Path, Said, Tell], Ingested]


def run(files: Sequence[Path], said: Said, *, data: Path | None) -> None:
    """Ingest each file as a batch and print what became of it.

    Leaves with 1 where a file could not be read, or all of its rows were rejected.
    """
    said.check()
    said = replace(said, actor=command_line_actor().name)
    _check_key(said.idempotency_key, files)
    _check_window(said, files)
    with open_ingest(load_settings(data=data)) as ingest_file:
        done = ingest_files(files, said, ingest_file, Console(soft_wrap=True))
    if len(done) < len(files) or any(0 < one.report.received == one.report.rejected for one in done):
        sys.exit(1)


@contextmanager
def open_ingest(settings: Settings) -> Iterator[IngestFile]:
    """Through the server that holds the folder, or else on the folder itself."""
    server = find_server(settings.data)
    if server is not None:
        yield server.ingest
        return
    services = _open(settings)
    try:
        yield on_store(services, settings.max_upload_bytes)
    finally:
        services.close()


def _open(settings: Settings) -> Services:
    try:
        return open_services(settings)
    except StoreLockedError as error:
        presence = read_presence(settings.data)
        if presence is None:
            raise
        raise StoreLockedError(
            f"{error.message} Its server should be process {presence.pid} at {presence.url}, which does not answer.",
            hint="Run this again in a moment; where that does not help, stop that process.",
        ) from error


def on_store(services: Services, most_bytes: int) -> IngestFile:
    """Ingest in this process."""

    def ingest_file(file: Path, said: Said, tell: Tell) -> Ingested:
        with open_export(file) as opened:
            return ingest_opened(services, opened, said, tell, most_bytes)

    return ingest_file


def ingest_files(files: Sequence[Path], said: Said, ingest_file: IngestFile, console: Console) -> list[Ingested]:
    """Ingest and report on each file; those that cannot be read are named on standard error and left out."""
    done: list[Ingested] = []
    for file in files:
        try:
            one = _ingest(ingest_file, file, said)
        except (UnreadableBatchError, TooLargeError, InvalidInputError, IdempotencyKeyInUseError) as error:
            Console(stderr=True, soft_wrap=True, markup=False).print(f"{file}: {error}", style="red")
        else:
            title = str(file) if said.source else f"{file} ({one.data_source})"
            show_report(console, title, one.report)
            done.append(one)
    return done


def _ingest(ingest_file: IngestFile, file: Path, said: Said) -> Ingested:
    columns = (TextColumn(file.name), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Reading", total=STAGES)

        def tell(stage: str) -> None:
            progress.update(task, description=stage, advance=1)

        return ingest_file(file, said, tell)


def show_report(console: Console, title: str, report: IngestReport) -> None:
    """Counts in one line, then what was found, rejections first."""
    counts = report.counts
    line = (
        f"{title}: {counted(report.received, 'row', 'rows')} received, {counts.inserted:,} inserted, {counts.updated:,} updated, "
        f"{counts.unchanged:,} unchanged, {counts.stale:,} stale, {report.rejected:,} rejected"
    )
    line += f", {counts.removed:,} removed" if counts.removed else ""
    line += " (the first result of this idempotency key; nothing was stored again)" if report.repeated else ""
    console.print(line, markup=False, highlight=False)
    if report.issue_counts:
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
        for count in report.issue_counts:
            style = "red" if count.severity is Severity.REJECTED else "yellow"
            table.add_row(f"[{style}]{count.severity.value.lower()}[/]", count.code, f"{count.count:,}")
        console.print(table)
    for issue in [i for i in report.issues if i.severity is Severity.REJECTED][:ISSUES_SHOWN]:
        console.print(f"    {issue.message}", markup=False, highlight=False)
    if report.notice:
        console.print(f"  {report.notice}", style="yellow", markup=False, highlight=False)
    if report.unmapped:
        console.print(f"  Kept but not mapped: {', '.join(report.unmapped)}", markup=False, highlight=False)


def _check_window(said: Said, files: Sequence[Path]) -> None:
    if said.replace_window and len(files) > 1:
        raise InvalidInputError(
            f"--replace-window is given for {len(files)} files: each would remove what the others brought.",
            hint="Put all pages of the pull into one file, and give that.",
        )


def _check_key(key: str | None, files: Sequence[Path]) -> None:
    if key is None:
        return
    check_key(key)
    if len(files) > 1:
        raise InvalidInputError(
            f"--idempotency-key is {key!r} for {len(files)} files, and each file is a batch of its own.",
            hint="Give one file with each key.",
        )
