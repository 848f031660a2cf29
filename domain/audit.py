"""Lines of the audit log: who wrote what, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditOutcome(StrEnum):
    """How a write ended, as far as the log knows."""

    STARTED = "STARTED"
    DONE = "DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"


OUTCOME_MEANINGS = {
    AuditOutcome.STARTED: "It runs still, or was cut off: whether it was done has to be looked up.",
    AuditOutcome.DONE: "It was done and answered.",
    AuditOutcome.REFUSED: "The caller was told what to mend; nothing was changed.",
    AuditOutcome.FAILED: "It broke on our side; the caller was told so.",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: an API key by its name and id, or a person at the command line, who has no key."""

    name: str
    key_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What is known before a write. `detail`: JSON of what it is about, never rows, secrets or addresses."""

    at: datetime
    actor: Actor
    action: str
    detail: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEnd:
    """What is known after it. `result`: JSON of counts, and of ids that were made."""

    at: datetime
    outcome: AuditOutcome
    result: str = "{}"
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A line of the log; numbers rise by one within an organization."""

    number: int
    entry: AuditEntry
    end: AuditEnd | None = None

    @property
    def outcome(self) -> AuditOutcome:
        """How the write ended; STARTED where nobody said."""
        return self.end.outcome if self.end else AuditOutcome.STARTED
