"""What must be known to read a total rightly, although nothing was left out of it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.issues import ISSUE_CODES
from domain.ports import RecordStore
from domain.summation.reading import Reading
from domain.vocabulary import OrgId

SUM_OF_DAILY_UNIQUES = "SUM_OF_DAILY_UNIQUES"


@dataclass(frozen=True, slots=True)
class Note:
    """A code of `domain.issues`, the counted rows that it is about, and what it means."""

    code: str
    rows: int
    message: str


def notes_of(store: RecordStore, org: OrgId, reading: Reading) -> list[Note]:
    """Notes on the counted rows of a reading; none where there is nothing to say."""
    rows = store.repeated_uniques(org, reading.query())
    if not rows:
        return []
    issue = ISSUE_CODES[SUM_OF_DAILY_UNIQUES]
    return [Note(SUM_OF_DAILY_UNIQUES, rows, f"{issue.meaning} {issue.remedy}")]
