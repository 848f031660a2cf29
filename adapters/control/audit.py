"""The audit log in `control.sqlite`; triggers of the file keep anybody from changing or removing a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adapters.control.database import ControlDatabase
from adapters.control.instants import instant_of, micros_of
from domain.audit import Actor, AuditEnd, AuditEntry, AuditLine, AuditOutcome
from domain.vocabulary import OrgId

BEGIN = """
INSERT INTO audit_log (org_id, number, at_us, actor, key_id, action, detail, request_id)
SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM audit_log WHERE org_id = ?1
RETURNING number
"""
FINISH = """
UPDATE audit_log SET ended_at_us = ?, outcome = ?, result = ?, error_code = ?
WHERE org_id = ? AND number = ? AND outcome IS NULL
"""
LIST = """
SELECT number, at_us, actor, key_id, action, detail, request_id, ended_at_us, outcome, result, error_code
FROM audit_log WHERE org_id = ? AND number < ? ORDER BY number DESC LIMIT ?
"""
BEYOND_ALL = 2**63 - 1

LineRow = tuple[int, int, str, str | None, str, str, str | None, int | None, str | None, str | None, str | None]
"""The columns of LIST, in its order."""


class SqliteAuditLog:
    """An `AuditLog` in the control file at `path`; errors as those of `SqliteKeyStore`."""

    def __init__(self, path: Path) -> None:
        self._database = ControlDatabase(path)

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        """Add a line about a write to come."""
        actor = entry.actor
        row = (org, micros_of(entry.at), actor.name, actor.key_id, entry.action, entry.detail, entry.request_id)
        with self._database.writing() as connection:
            return int(connection.execute(BEGIN, row).fetchall()[0][0])

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        """Say how the write ended; whether the line was open."""
        row = (micros_of(end.at), end.outcome.value, end.result, end.error_code, org, number)
        with self._database.writing() as connection:
            return connection.execute(FINISH, row).rowcount == 1

    def entries(self, org: OrgId, limit: int, before: int | None = None) -> Sequence[AuditLine]:
        """At most `limit` lines, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(LIST, (org, BEYOND_ALL if before is None else before, limit)).fetchall()
        return [line_of(row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def line_of(row: LineRow) -> AuditLine:
    """Give the columns as a line."""
    number, at, actor, key_id, action, detail, request_id, ended_at, outcome, result, error_code = row
    entry = AuditEntry(instant_of(at), Actor(actor, key_id), action, detail, request_id)
    if ended_at is None or outcome is None:
        return AuditLine(number, entry)
    return AuditLine(number, entry, AuditEnd(instant_of(ended_at), AuditOutcome(outcome), result or "{}", error_code))
