"""Ingest under an idempotency key: however often a request is sent, its batch is stored once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import datetime

import msgspec

from domain.errors import (
    IdempotencyKeyInUseError,
    IdempotencyKeyReusedError,
    InvalidInputError,
    MarketingMemoryError,
    StoreUnavailableError,
    TooLargeError,
    UnreadableBatchError,
)
from domain.idempotency import Claim, Standing
from domain.normalize.payloads import decode_payload
from domain.ports import Clock, IngestClaims
from domain.uploads.upload import Upload
from domain.use_cases.ingest import Ingest, IngestReport
from domain.use_cases.ingest_file import IngestFile
from domain.use_cases.searchable import SearchFollows, nothing_follows
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, OrgId

MOST_KEY_CHARACTERS = 200
FIELD = ("input", "idempotencyKey")


@dataclass(frozen=True, slots=True)
class IngestOnce:
    """Stores a batch and remembers its report under the caller's key; without a key it simply ingests.

    The batch id is kept before the batch is stored. An attempt that is cut off leaves it, and the next one with the
    key looks in the store: it finds the batch there, or stores it under the same id.

    `holder` names this process. `on_failure` hears of a report that could not be remembered: it stands all the same.
    """

    ingest: Ingest | IngestFile
    claims: IngestClaims
    clock: Clock
    holder: str
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]
    search_follows: SearchFollows = nothing_follows

    def __call__(
        self,
        org: OrgId,
        submission: Submission,
        observed_at: datetime | None = None,
        tell: Callable[[str], None] = lambda _stage: None,
        idempotency_key: str | None = None,
    ) -> IngestReport:
        """The report of the first request with this key within 24 hours; raises as ingest does.

        Also IdempotencyKeyReusedError for a key that stands for other content, and IdempotencyKeyInUseError while
        another request with it is being worked on.
        """
        if idempotency_key is None:
            return self._ingest(org, submission, observed_at, tell, None)
        check_key(idempotency_key)
        content, now = content_sha256(submission, observed_at), self.clock.now()
        claim = Claim(content, self.ingest.new_batch_id(), self.holder, now)
        claimed = self.claims.claim(org, idempotency_key, claim)
        if claimed.standing is Standing.ANSWERED and claimed.result is not None:
            return replace(report_of(claimed.result), repeated=True)
        if claimed.standing is Standing.TAKEN:
            raise _reused(idempotency_key, claimed.batch_id, claimed.at)
        if claimed.standing is Standing.HELD:
            raise _in_use(idempotency_key)
        held = replace(claim, batch_id=claimed.batch_id)
        with self._let_go_on_error(org, idempotency_key, held, is_first=held == claim):
            report = self._ingest(org, submission, observed_at, tell, held.batch_id)
        self._note(org, lambda: self.claims.answer(org, idempotency_key, held, text_of(report)))
        return report

    def _ingest(
        self,
        org: OrgId,
        submission: Submission,
        observed_at: datetime | None,
        tell: Callable[[str], None],
        batch_id: BatchId | None,
    ) -> IngestReport:
        report = self.ingest(org, submission, observed_at, tell, batch_id)
        tell("Making it searchable")
        return replace(report, notice=self.search_follows(org))

    @contextmanager
    def _let_go_on_error(self, org: OrgId, key: str, claim: Claim, *, is_first: bool) -> Iterator[None]:
        """Refused input was never stored, so its key is free again; of what broke nobody knows how far it came."""
        try:
            yield
        except (InvalidInputError, UnreadableBatchError, TooLargeError):
            self._note(org, lambda: (self.claims.forget if is_first else self.claims.let_go)(org, key, claim))
            raise
        except BaseException:
            self._note(org, lambda: self.claims.let_go(org, key, claim))
            raise

    def _note(self, org: OrgId, work: Callable[[], None]) -> None:
        try:
            work()
        except StoreUnavailableError as error:
            self.on_failure("idempotency_key_left_open", org, error)


def check_key(key: str) -> None:
    """Raise InvalidInputError unless it can be an idempotency key."""
    if not 1 <= len(key) <= MOST_KEY_CHARACTERS or not key.isprintable():
        raise InvalidInputError(
            f"idempotencyKey is {key[:64]!r} ({len(key)} characters).",
            hint=f"Send 1 to {MOST_KEY_CHARACTERS} printable characters, such as a UUID.",
            field=FIELD,
        )


def content_sha256(submission: Submission, observed_at: datetime | None) -> bytes:
    """SHA-256 over everything that the caller sent; the order of an object's names does not matter.

    What is left at its default is left out, so that a new field of a release changes no content.
    """
    said = {
        field.name: getattr(submission, field.name)
        for field in fields(submission)
        if field.default is MISSING or getattr(submission, field.name) != field.default
    }
    return hashlib.sha256(_canonical({**said, "observed_at": observed_at})).digest()


def _canonical(value: object) -> bytes:
    """JSON in ASCII, names sorted: it also takes half characters and NaN, which rows are rejected for later."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain).encode()
    except RecursionError as error:
        raise UnreadableBatchError("The rows are nested too deeply.", hint="Send report rows.") from error


def _plain(value: object) -> object:
    if isinstance(value, bytes):  # a payload is the same content, decoded or not
        return decode_payload(value)
    if isinstance(value, Upload):
        return value.sha256
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return dict(value) if isinstance(value, Mapping) else str(value)


def text_of(report: IngestReport) -> str:
    """The report as JSON; positions of stale rows are left out, for they are among its issues."""
    shown = replace(report, counts=replace(report.counts, stale_rows=()))
    return json.dumps(msgspec.to_builtins(shown))


def report_of(text: str) -> IngestReport:
    """The report that `text_of` wrote."""
    return msgspec.convert(json.loads(text), IngestReport, strict=False)


def _reused(key: str, batch_id: BatchId, at: datetime) -> IdempotencyKeyReusedError:
    return IdempotencyKeyReusedError(
        f"The idempotency key {key!r} stands for other content: batch {batch_id}, sent at {at.isoformat()}.",
        hint="Send a new key with new content; a key is free again 24 hours after its use.",
        field=FIELD,
    )


def _in_use(key: str) -> IdempotencyKeyInUseError:
    return IdempotencyKeyInUseError(
        f"Another request with the idempotency key {key!r} is being worked on.",
        hint="Send it again in a few seconds: it then gets the first one's result.",
        field=FIELD,
    )
