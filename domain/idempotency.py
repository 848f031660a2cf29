"""Idempotency keys: which batch a key stands for, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.vocabulary import BatchId

REMEMBERED = timedelta(hours=24)
"""How long a key stands for its batch."""
LONGEST_INGEST = timedelta(hours=1)
"""A claim older than this is nobody's: no ingest takes so long."""
MOST_CLAIMS = 50_000
"""Keys that an organization may use within 24 hours."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish to ingest under a key. `holder`: the process that asks; one process at a time has the record store."""

    content_sha256: bytes
    batch_id: BatchId
    holder: str
    at: datetime


class Standing(Enum):
    """What a claim meets."""

    YOURS = "Ingest, under the batch id given: an attempt before yours may have stored it and not said so."
    HELD = "Another request of the same process is at it."
    ANSWERED = "It was done: the result is there."
    TAKEN = "The key stands for other content."


@dataclass(frozen=True, slots=True)
class Claimed:
    """The answer to a claim: the batch that the key stands for since `at`, and its result where there is one."""

    standing: Standing
    batch_id: BatchId
    at: datetime
    result: str | None = None
