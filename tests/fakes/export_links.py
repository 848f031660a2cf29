"""Export links in memory."""

from datetime import datetime

from domain.ports.exports import MOST_LINKS
from domain.vocabulary import OrgId


class MemoryExportLinks:
    """An `ExportLinkStore` without a file."""

    def __init__(self, most_links: int = MOST_LINKS) -> None:
        self._kept: dict[str, tuple[OrgId, bytes, datetime]] = {}
        self._most_links = most_links

    def signing_key(self) -> bytes:
        return b"0123456789abcdef" * 2

    def keep(self, org: OrgId, export_id: str, request: bytes, now: datetime, ends_at: datetime) -> None:
        self._kept = {name: kept for name, kept in self._kept.items() if kept[2] > now}
        known = self._kept.get(export_id)
        self._kept[export_id] = (org, request, max(known[2], ends_at) if known else ends_at)
        mine = sorted(
            (name for name, kept in self._kept.items() if kept[0] == org), key=lambda name: self._kept[name][2]
        )
        for name in mine[: max(len(mine) - self._most_links, 0)]:
            del self._kept[name]

    def find(self, export_id: str) -> tuple[OrgId, bytes] | None:
        kept = self._kept.get(export_id)
        return None if kept is None else (kept[0], kept[1])
