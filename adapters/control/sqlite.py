"""API keys in `control.sqlite`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from adapters.control.database import ControlDatabase
from adapters.control.instants import instant_of, maybe_instant_of, maybe_micros_of, micros_of
from domain.errors import InvalidInputError, StoreUnavailableError
from domain.ports import ApiKey, Health
from domain.vocabulary import OrgId, Scope

TOUCH_EVERY = timedelta(minutes=1)
"""A key's last use is written at most this often."""

FIND = """
SELECT key_id, org_id, name, scopes, created_at_us, expires_at_us, last_used_at_us, revoked_at_us, secret_sha256
FROM api_keys WHERE key_id = ?
"""
LIST = """
SELECT key_id, org_id, name, scopes, created_at_us, expires_at_us, last_used_at_us, revoked_at_us
FROM api_keys WHERE org_id = ? ORDER BY created_at_us DESC, key_id
"""
ADD = """
INSERT INTO api_keys
    (key_id, org_id, name, scopes, created_at_us, expires_at_us, last_used_at_us, revoked_at_us, secret_sha256)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_id) DO NOTHING
"""
IS_DUE = """
SELECT 1 FROM api_keys WHERE org_id = ? AND key_id = ? AND (last_used_at_us IS NULL OR last_used_at_us <= ?)
"""
TOUCH = """
UPDATE api_keys SET last_used_at_us = ?
WHERE org_id = ? AND key_id = ? AND (last_used_at_us IS NULL OR last_used_at_us <= ?)
"""
REVOKE = "UPDATE api_keys SET revoked_at_us = ? WHERE org_id = ? AND key_id = ? AND revoked_at_us IS NULL"

KeyRow = tuple[str, str, str, str, int, int | None, int | None, int | None]
"""The columns of LIST, in its order."""


class SqliteKeyStore:
    """A `KeyStore` in the control file at `path`, which is made if missing (its folder is not).

    Threads and processes may use the file at once. Raises `StoreUnavailableError` with the path and what to do when
    the file is locked for long, corrupt, read-only or out of reach.
    """

    def __init__(self, path: Path) -> None:
        self._database = ControlDatabase(path)

    def add(self, org: OrgId, key: ApiKey, secret_sha256: bytes) -> None:
        """Keep a new key of `org`; raises `InvalidInputError` when its id is taken."""
        with self._database.writing() as connection:
            added = connection.execute(ADD, (*row_of(org, key), secret_sha256)).rowcount
        if not added:
            raise InvalidInputError(
                f"The key id '{key.key_id}' is taken.",
                hint="Make the key again: each draws a new id.",
            )

    def find(self, key_id: str) -> tuple[ApiKey, bytes] | None:
        """Give the key of a prefix with the hash of its secret; None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(FIND, (key_id,)).fetchone()
        return None if row is None else (key_of(row[:-1]), row[-1])

    def touch(self, org: OrgId, key_id: str, used_at: datetime) -> None:
        """Note the last use, unless one was noted less than a minute before.

        Never fails and never waits: while another process writes, or when the disk is full or read-only, the note is
        skipped, for it is not worth a failed request. The key's next use writes it.
        """
        due_before = micros_of(used_at - TOUCH_EVERY)
        with suppress(StoreUnavailableError):
            with self._database.reading(wait_ms=0) as connection:
                is_due = connection.execute(IS_DUE, (org, key_id, due_before)).fetchone()
            if is_due:  # asked first, since even an update of no row takes the one write lock
                with self._database.writing(wait_ms=0) as connection:
                    connection.execute(TOUCH, (micros_of(used_at), org, key_id, due_before))

    def list(self, org: OrgId) -> Sequence[ApiKey]:
        """All keys of the organization, revoked and expired ones too, newest first."""
        with self._database.reading() as connection:
            return [key_of(row) for row in connection.execute(LIST, (org,)).fetchall()]

    def revoke(self, org: OrgId, key_id: str, revoked_at: datetime) -> bool:
        """Whether the organization had such a key that was not yet revoked."""
        with self._database.writing() as connection:
            return connection.execute(REVOKE, (micros_of(revoked_at), org, key_id)).rowcount == 1

    def ping(self) -> Health:
        """Whether the file can be read; `detail` says why not."""
        try:
            with self._database.reading() as connection:
                connection.execute("SELECT 1 FROM api_keys LIMIT 1").fetchone()
        except StoreUnavailableError as error:
            return Health("keys", ok=False, detail=str(error))
        return Health("keys", ok=True)

    def close(self) -> None:
        """Give the file back; later use raises `StoreUnavailableError`."""
        self._database.close()


def row_of(org: OrgId, key: ApiKey) -> KeyRow:
    """Give the key as its columns."""
    return (
        key.key_id,
        org,
        key.name,
        " ".join(sorted(key.scopes)),
        micros_of(key.created_at),
        maybe_micros_of(key.expires_at),
        maybe_micros_of(key.last_used_at),
        maybe_micros_of(key.revoked_at),
    )


def key_of(row: KeyRow) -> ApiKey:
    """Give the columns as a key."""
    key_id, org, name, scopes, created_at, expires_at, last_used_at, revoked_at = row
    return ApiKey(
        key_id=key_id,
        org=OrgId(org),
        name=name,
        scopes=frozenset(Scope(scope) for scope in scopes.split()),
        created_at=instant_of(created_at),
        expires_at=maybe_instant_of(expires_at),
        last_used_at=maybe_instant_of(last_used_at),
        revoked_at=maybe_instant_of(revoked_at),
    )
