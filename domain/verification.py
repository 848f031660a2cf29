"""What must hold of stored data, in words: the checks of `verify`, what a breach means and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """One thing that must hold of an organization's stored data."""

    OWN_ROWS = "every row in its organization's tables"
    ONE_ROW_PER_KEY = "one current row per key"
    HISTORY = "versions in order"
    RAW_FRAMES = "raw rows readable"
    RAW_ROWS = "every version traced to its raw row"
    COUNTED = "stored choice of counted rows"
    CONTROL_FILE = "control.sqlite"


REMEDIES: dict[Check, str] = {
    Check.OWN_ROWS: "Restore the data folder from a backup: nothing of ours puts a row there.",
    Check.ONE_ROW_PER_KEY: "Totals count the row several times: delete the row with deleteRecords, then ingest it again.",
    Check.HISTORY: "asOf readings of this row cannot be trusted: restore from a backup, or delete it and ingest it again.",
    Check.RAW_FRAMES: "Records stay right, `raw` of this batch does not: restore from a backup, or ingest the batch again.",
    Check.RAW_ROWS: "The record stays right, its `raw` is missing: restore from a backup, or ingest the row again.",
    Check.COUNTED: "Totals may be off here: ingest a changed row of this campaign and day; the choice is made anew then.",
    Check.CONTROL_FILE: "Restore it from a backup, or move it away and make new keys: ./run keys create --org ORG",
}
"""What to do where a check fails."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a check fails: the key of a row or the name of a frame, and what is there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Examined:
    """How much a check looked at, how often it failed, and the first breaches."""

    looked_at: int
    failed: int
    breaches: tuple[Breach, ...] = ()
