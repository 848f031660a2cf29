"""Exports for which download addresses were given out, in `control.sqlite`."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from adapters.control.database import ControlDatabase
from adapters.control.instants import micros_of
from domain.ports.exports import MOST_LINKS
from domain.vocabulary import OrgId

KEY_BYTES = 32
PURPOSE = "export_links"

FIND_KEY = "SELECT secret FROM signing_keys WHERE purpose = ?"
ADD_KEY = "INSERT INTO signing_keys (purpose, secret) VALUES (?, ?) ON CONFLICT (purpose) DO NOTHING"
KEEP = """
INSERT INTO export_requests (export_id, org_id, request, ends_at_us) VALUES (?, ?, ?, ?)
ON CONFLICT (export_id) DO UPDATE SET ends_at_us = max(ends_at_us, excluded.ends_at_us)
"""
FORGET_ENDED = "DELETE FROM export_requests WHERE ends_at_us <= ?"
FORGET_SURPLUS = """
DELETE FROM export_requests WHERE export_id IN (
    SELECT export_id FROM export_requests WHERE org_id = ? ORDER BY ends_at_us DESC, export_id LIMIT -1 OFFSET ?
)
"""
FIND = "SELECT org_id, request FROM export_requests WHERE export_id = ?"


class SqliteExportLinks:
    """`ExportLinkStore` in the control file at `path`; errors as those of `SqliteKeyStore`."""

    def __init__(self, path: Path, *, most_links: int = MOST_LINKS) -> None:
        self._database = ControlDatabase(path)
        self._most_links = most_links
        self._key: bytes | None = None

    def signing_key(self) -> bytes:
        """The key, made where there is none."""
        if self._key is None:
            self._key = self._read_key() or self._make_key()
        return self._key

    def keep(self, org: OrgId, export_id: str, request: bytes, now: datetime, ends_at: datetime) -> None:
        """Keep an export, and forget the ended ones and those over the limit."""
        with self._database.writing() as connection:
            connection.execute(FORGET_ENDED, (micros_of(now),))
            connection.execute(KEEP, (export_id, org, request.decode(), micros_of(ends_at)))
            connection.execute(FORGET_SURPLUS, (org, self._most_links))

    def find(self, export_id: str) -> tuple[OrgId, bytes] | None:
        """Whose an export is and what was asked for."""
        with self._database.reading() as connection:
            row = connection.execute(FIND, (export_id,)).fetchone()
        return None if row is None else (OrgId(row[0]), row[1].encode())

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _read_key(self) -> bytes | None:
        with self._database.reading() as connection:
            row = connection.execute(FIND_KEY, (PURPOSE,)).fetchone()
        return None if row is None else bytes(row[0])

    def _make_key(self) -> bytes:
        with self._database.writing() as connection:
            connection.execute(ADD_KEY, (PURPOSE, secrets.token_bytes(KEY_BYTES)))
            return bytes(connection.execute(FIND_KEY, (PURPOSE,)).fetchone()[0])
