"""What must be known to read a total rightly, although nothing was left out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from domain.insights.day_labels import NOTHING_SAID, SaidCalendar, label_days, stored_dimensions
from domain.issues import ISSUE_CODES
from domain.ports import RecordStore
from domain.reading import Dimension
from domain.summation.needs import Bucket
from domain.summation.reading import Reading
from domain.vocabulary import OrgId

SUM_OF_DAILY_UNIQUES, RETAIL_EVENTS_UNKNOWN = "SUM_OF_DAILY_UNIQUES", "RETAIL_EVENTS_UNKNOWN"
_UNKNOWN = "are_events_unknown"
_BY_UNKNOWN = (Dimension("EVENTS_UNKNOWN", (_UNKNOWN,), "See the issue.", bucket=Bucket.DAY, of_day=_UNKNOWN),)


@dataclass(frozen=True, slots=True)
class Note:
    """A code of `domain.issues`, the counted rows that it is about, and what it means."""

    code: str
    rows: int
    message: str


def notes_of(
    store: RecordStore,
    org: OrgId,
    reading: Reading,
    dimensions: Iterable[Dimension] = (),
    calendar: SaidCalendar = NOTHING_SAID,
) -> list[Note]:
    """Notes on the counted rows of a reading; none where there is nothing to say."""
    found = {SUM_OF_DAILY_UNIQUES: store.repeated_uniques(org, reading.query())}
    if any(dimension.of_day == "retail_event" for dimension in dimensions):
        found[RETAIL_EVENTS_UNKNOWN] = _rows_without_events(store, org, reading, calendar)
    issues = [(ISSUE_CODES[code], rows) for code, rows in found.items() if rows]
    return [Note(issue.code, rows, f"{issue.meaning} {issue.remedy}") for issue, rows in issues]


def _rows_without_events(store: RecordStore, org: OrgId, reading: Reading, calendar: SaidCalendar) -> int:
    """Counted rows of years for which an event of their country is not announced."""
    parts: pa.Table = store.parts(org, reading.query(stored_dimensions(_BY_UNKNOWN, calendar), ()))
    labelled = label_days(parts, _BY_UNKNOWN, calendar)
    return int(pc.sum(labelled.filter(labelled[_UNKNOWN])["row_count_sum"]).as_py() or 0)
