"""./run ingest: export files into an organization."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.errors import IdempotencyKeyInUseError, InvalidInputError, UnreadableBatchError
from domain.issues import Severity
from domain.use_cases.audited_writes import ingest_write
from domain.use_cases.ingest import IngestReport
from domain.use_cases.ingest_once import IngestOnce, check_key
from domain.use_cases.keys import check_org
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.audited import audited_command
from graphql_api.bootstrap import open_services
from graphql_api.commands.instants import read_instant, read_period
from graphql_api.commands.rules import read_rules
from graphql_api.exports import read_export
from graphql_api.settings import load_settings

ISSUES_SHOWN = 10
STAGES = 3
"""Reading, normalizing, storing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the caller says about the files."""

    source: str
    org: str
    account_id: str | None
    currency: str | None
    timezone: str | None
    period: str | None
    observed_at: str | None
    metadata: str | None
    strict: bool
    idempotency_key: str | None = None
    rules: str | None = None

    def submission(self, payload: object) -> Submission:
        """One file's payload with what is said of it."""
        return Submission(
            DataSource(self.source.lower()),
            payload,
            read_period(self.period, "--date-range"),
            self.account_id,
            self.currency,
            self.timezone,
            _read_metadata(self.metadata),
            self.strict,
            rules=read_rules(self.rules, "--rules"),
        )


def run(files: Sequence[Path], said: Said, *, data: Path | None) -> None:
    """Ingest each file as a batch and print what became of it.

    Leaves with 1 where a file could not be read, or all of its rows were rejected.
    """
    check_org(said.org)
    observed_at = read_instant(said.observed_at, "--observed-at")
    said.submission([])
    _check_key(said.idempotency_key, files)
    settings = load_settings(data=data)
    services = open_services(settings)
    console = Console(soft_wrap=True)
    failed = False
    try:
        for file in files:
            try:
                report = _ingest(services.ingest, file, said, observed_at, settings.data)
            except (UnreadableBatchError, InvalidInputError, IdempotencyKeyInUseError) as error:
                Console(stderr=True, soft_wrap=True, markup=False).print(f"{file}: {error}", style="red")
                failed = True
            else:
                show_report(console, str(file), report)
                failed |= 0 < report.received == report.rejected
    finally:
        services.close()
    if failed:
        sys.exit(1)


def _ingest(ingest: IngestOnce, file: Path, said: Said, observed_at: datetime | None, data: Path) -> IngestReport:
    columns = (TextColumn(file.name), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Reading", total=STAGES)

        def tell(stage: str) -> None:
            progress.update(task, description=stage, advance=1)

        submission = said.submission(read_export(file))
        write = ingest_write(submission)
        org, key = OrgId(said.org), said.idempotency_key
        return audited_command(data, org, write, ingest, org, submission, observed_at, tell, key)


def show_report(console: Console, title: str, report: IngestReport) -> None:
    """Counts in one line, then what was found, rejections first."""
    counts = report.counts
    line = (
        f"{title}: {report.received:,} rows received, {counts.inserted:,} inserted, {counts.updated:,} updated, "
        f"{counts.unchanged:,} unchanged, {counts.stale:,} stale, {report.rejected:,} rejected"
    )
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
    if report.unmapped:
        console.print(f"  Kept but not mapped: {', '.join(report.unmapped)}", markup=False, highlight=False)


def _check_key(key: str | None, files: Sequence[Path]) -> None:
    if key is None:
        return
    check_key(key)
    if len(files) > 1:
        raise InvalidInputError(
            f"--idempotency-key is {key!r} for {len(files)} files, and each file is a batch of its own.",
            hint="Give one file with each key.",
        )


def _read_metadata(text: str | None) -> dict[str, object]:
    if text is None:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise InvalidInputError(f"--metadata is {text[:64]!r}.", hint="Give a JSON object.") from error
