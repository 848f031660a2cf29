"""The audit log in memory."""

from collections.abc import Sequence
from dataclasses import replace

from domain.audit import AuditEnd, AuditEntry, AuditLine
from domain.vocabulary import OrgId


class InMemoryAuditLog:
    """An `AuditLog` that forgets at the end of a test."""

    def __init__(self) -> None:
        self.lines: dict[OrgId, list[AuditLine]] = {}

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        lines = self.lines.setdefault(org, [])
        lines.append(AuditLine(len(lines) + 1, entry))
        return len(lines)

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        lines = self.lines.get(org, [])
        if not 1 <= number <= len(lines) or lines[number - 1].end is not None:
            return False
        lines[number - 1] = replace(lines[number - 1], end=end)
        return True

    def entries(self, org: OrgId, limit: int, before: int | None = None) -> Sequence[AuditLine]:
        older = [line for line in self.lines.get(org, []) if before is None or line.number < before]
        return older[::-1][:limit]
