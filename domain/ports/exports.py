"""Download addresses that were given out: what each stands for, and the key that signs them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.vocabulary import OrgId

MOST_LINKS = 500
"""Exports of an organization that are kept; those that end first go first."""


class ExportLinkStore(Protocol):
    """Exports for which addresses were given out. Shared by several processes."""

    def signing_key(self) -> bytes:
        """The key that signs addresses, made at the first call: the same for all processes and for good."""
        ...

    def keep(self, org: OrgId, export_id: str, request: bytes, now: datetime, ends_at: datetime) -> None:
        """Keep what an export is until `ends_at` at least; forget what ended before `now`, and all over MOST_LINKS."""
        ...

    def find(self, export_id: str) -> tuple[OrgId, bytes] | None:
        """Whose an export is and what was asked for; None where it is not kept."""
        ...
