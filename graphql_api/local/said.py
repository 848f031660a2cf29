"""What the caller of ./run ingest says about files, and ingesting the content of one, in whichever process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from domain.errors import InvalidInputError
from domain.sources.detect import detect_source
from domain.use_cases.ingest import Ingest, IngestReport
from domain.use_cases.keys import check_org
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.commands.instants import read_instant, read_period
from graphql_api.exports import decode_export

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

    def check(self) -> None:
        """Raise InvalidInputError for an option that fits no file at all."""
        check_org(self.org)
        read_instant(self.observed_at, "--observed-at")
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
        )


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a file, and the data source it was taken for."""

    data_source: DataSource
    report: IngestReport


def ingest_content(ingest: Ingest, content: bytes, said: Said, tell: Tell) -> Ingested:
    """Store the content of an export file as one batch; raises as `Ingest` and `decode_export` do."""
    payload = decode_export(content)
    data_source = DataSource(said.source.lower()) if said.source else detect_source(payload)
    submission = said.submission(payload, data_source)
    report = ingest(OrgId(said.org), submission, read_instant(said.observed_at, "--observed-at"), tell)
    return Ingested(data_source, report)


def _read_metadata(text: str | None) -> dict[str, object]:
    if text is None:
        return {}
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise InvalidInputError(f"--metadata is {text[:64]!r}.", hint="Give a JSON object.") from error
