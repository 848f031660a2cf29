"""What the caller of ./run ingest says about files, and ingesting the content of one, in whichever process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import IO

import msgspec

from domain.audit import Actor
from domain.errors import InvalidInputError
from domain.files.formats import first_entries
from domain.files.requests import request_in
from domain.sources.detect import MOST_ROWS, detect_source
from domain.uploads.upload import Upload, open_upload
from domain.use_cases.audited_writes import ingest_write
from domain.use_cases.filed_request import source_said
from domain.use_cases.ingest import IngestReport
from domain.use_cases.keys import check_org
from domain.use_cases.submission import Submission
from domain.vocabulary import ConflictPolicy, DataSource, OrgId
from graphql_api.commands.column_map import read_column_map
from graphql_api.commands.instants import read_instant, read_period
from graphql_api.commands.rules import read_rules
from graphql_api.context import Services

Tell = Callable[[str], None]
"""Hears of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Said:
    """The options as they were given; a `source` that is left out is told by the rows."""

    source: str | None
    org: str
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    period: str | None = None
    observed_at: str | None = None
    metadata: str | None = None
    strict: bool = False
    idempotency_key: str | None = None
    rules: str | None = None
    number_locale: str | None = None
    column_map: str | None = None
    replace_window: bool = False
    on_conflict: str = ConflictPolicy.REJECT.value
    actor: str = "command line"
    """Who runs the command, for the audit log."""

    def check(self) -> None:
        """Raise InvalidInputError for an option that fits no file at all."""
        check_org(self.org)
        read_instant(self.observed_at, "--observed-at")
        if self.replace_window and self.period is None:
            raise InvalidInputError(
                "--replace-window is given without --date-range: which days the pull covers is not known.",
                hint="Give the pull's --date-range.",
            )
        self.submission([], DataSource(self.source or ""))

    def submission(self, payload: object, data_source: DataSource) -> Submission:
        """A payload with what is said of it."""
        return Submission(
            data_source,
            payload,
            read_period(self.period, "--date-range"),
            self.account_id,
            self.currency,
            self.timezone,
            _read_metadata(self.metadata),
            self.strict,
            _read_policy(self.on_conflict),
            rules=read_rules(self.rules, "--rules"),
            number_locale=self.number_locale,
            column_map=read_column_map(self.column_map),
            replace_window=self.replace_window,
        )


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a file, and the data source it was taken for."""

    data_source: DataSource
    report: IngestReport


def ingest_opened(services: Services, file: IO[bytes], said: Said, tell: Tell, most_bytes: int) -> Ingested:
    """Store an export file as one batch, audited; raises as `IngestOnce` and `open_upload` do."""
    with closing(open_upload(file, services.spool, most_bytes)) as upload:
        return _ingest(services, upload, said, tell)


def _ingest(services: Services, upload: Upload, said: Said, tell: Tell) -> Ingested:
    data_source = DataSource(said.source.lower()) if said.source else _source_of(upload)
    submission = said.submission(upload, data_source)
    org, observed_at = OrgId(said.org), read_instant(said.observed_at, "--observed-at")
    work = partial(services.ingest, org, submission, observed_at, tell, said.idempotency_key)
    report = services.audit(org, Actor(said.actor), ingest_write(submission), work)
    return Ingested(data_source, report)


def _source_of(upload: Upload) -> DataSource:
    """The data source that the file names, where it holds a request, or that its rows tell."""
    first = next(upload.parts())
    request = request_in(first)
    rows = first if request is None else request.rows
    return source_said(first) or detect_source(first_entries(rows, MOST_ROWS))


def _read_policy(text: str) -> ConflictPolicy:
    try:
        return ConflictPolicy(text.upper())
    except ValueError as error:
        raise InvalidInputError(
            f"--on-conflict is {text[:64]!r}.", hint=f"Give one of: {', '.join(ConflictPolicy)}."
        ) from error


def _read_metadata(text: str | None) -> dict[str, object]:
    if text is None:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise InvalidInputError(f"--metadata is {text[:64]!r}.", hint="Give a JSON object.") from error
