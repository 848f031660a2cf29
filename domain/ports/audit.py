"""Who wrote what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.audit import AuditEnd, AuditEntry, AuditLine
from domain.vocabulary import OrgId


class AuditLog(Protocol):
    """Who wrote what, for ever: lines are added, completed once, and never changed or removed."""

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        """Add a line about a write to come; when this returns its number, the line is on disk."""
        ...

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        """Say how the write ended; whether the organization had such a line that was open still."""
        ...

    def entries(self, org: OrgId, limit: int, before: int | None = None) -> Sequence[AuditLine]:
        """At most `limit` lines, newest first; those with numbers below `before`."""
        ...
