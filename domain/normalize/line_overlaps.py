"""Lines of one batch that tell the same days twice: aggregates over windows that overlap, events beside reports.

Lines are no records yet, so that the looking over of records does not meet them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from domain.event_lines import EventLine
from domain.issue_log import IssueLog
from domain.vocabulary import DateBasis

Owners = set[tuple[str, str | None]]


def say_line_overlaps(lines: Sequence[EventLine], origin: Sequence[int], records: pa.Table, log: IssueLog) -> None:
    """Report raw rows of lines whose days are those of another aggregate's, or whose entity has reports by another basis."""
    kept = [(line, row) for line, row in zip(lines, origin, strict=True) if row not in log.rejected]
    _say_overlapping_windows(kept, log)
    _say_mixed_bases(kept, records, log)


def _say_overlapping_windows(lines: Sequence[tuple[EventLine, int]], log: IssueLog) -> None:
    if all(line.date_start == line.date_stop for line, _ in lines):
        return
    groups: dict[tuple[object, ...], list[tuple[date, date, int]]] = {}
    for line, row in lines:
        if line.is_aggregate:
            whose = (line.account_id, line.metric.casefold(), line.campaign_id, line.message_id, line.channel)
            windows = groups.setdefault((*whose, line.breakdowns), [])
            windows.append((line.date_start, line.date_stop, row))
    said: set[int] = set()
    for windows in groups.values():
        for (start, stop, row), other in _meeting(sorted(set(windows))):
            if row not in said:
                said.add(row)
                detail = f"Its days {start} to {stop} are also those of row {other}: totals count them once."
                log.add("OVERLAPPING_PERIODS", row, value=f"{start}..{stop}", detail=detail)


def _meeting(windows: Sequence[tuple[date, date, int]]) -> list[tuple[tuple[date, date, int], int]]:
    """Windows that share a day with a different one, each with that one's row; `windows` in the order of days."""
    found: dict[tuple[date, date, int], int] = {}
    last: tuple[date, date, int] | None = None
    for window in windows:
        if last is not None and window[0] <= last[1] and window[:2] != last[:2]:
            found.setdefault(window, last[2])
            found.setdefault(last, window[2])
        if last is None or window[1] > last[1]:
            last = window
    return list(found.items())


def _say_mixed_bases(lines: Sequence[tuple[EventLine, int]], records: pa.Table, log: IssueLog) -> None:
    """Events book to their own days: beside a report of the same campaign or message by the day of sending, say so."""
    reported = _owners_of_reports(records) if lines else set()
    if not reported:
        return
    said: set[int] = set()
    for line, row in lines:
        owners = {("campaign", line.campaign_id), ("message", line.message_id)} - {
            ("campaign", None),
            ("message", None),
        }
        if row not in said and (owners & reported or not owners):
            said.add(row)
            detail = "It books by EVENT, other rows of its campaign by SEND: the two are never added."
            log.add("MIXED_DATE_BASIS", row, value=DateBasis.EVENT.value, detail=detail)


def _owners_of_reports(records: pa.Table) -> Owners:
    names = ("date_basis", "campaign_id", "ad_id")
    rows = zip(*(records[name].to_pylist() for name in names), strict=True)
    found: Owners = set()
    for basis, campaign, message in rows:
        if basis == DateBasis.SEND:
            found |= {("campaign", campaign), ("message", message), ("any", None)}
    return found - {("campaign", None), ("message", None)}
