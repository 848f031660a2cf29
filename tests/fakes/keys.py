"""API keys in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.errors import InvalidInputError
from domain.ports import ApiKey, Health
from domain.vocabulary import OrgId


class InMemoryKeyStore:
    """Implements `domain.ports.KeyStore`; `tests/contract/test_key_store_fake.py` holds it to the contract."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[ApiKey, bytes]] = {}

    def add(self, org: OrgId, key: ApiKey, secret_sha256: bytes) -> None:
        kept = (replace(key, org=org), secret_sha256)
        if self.rows.setdefault(key.key_id, kept) is not kept:
            raise InvalidInputError(f"The key id '{key.key_id}' is taken.")

    def find(self, key_id: str) -> tuple[ApiKey, bytes] | None:
        return self.rows.get(key_id)

    def touch(self, org: OrgId, key_id: str, used_at: datetime) -> None:
        key = self._owned(org, key_id)
        if key and (key.last_used_at is None or used_at - key.last_used_at >= timedelta(minutes=1)):
            self._put(replace(key, last_used_at=used_at))

    def list(self, org: OrgId) -> Sequence[ApiKey]:
        owned = sorted((key for key, _ in self.rows.values() if key.org == org), key=lambda key: key.key_id)
        return sorted(owned, key=lambda key: key.created_at, reverse=True)

    def revoke(self, org: OrgId, key_id: str, revoked_at: datetime) -> bool:
        key = self._owned(org, key_id)
        if key is None or key.revoked_at is not None:
            return False
        self._put(replace(key, revoked_at=revoked_at))
        return True

    def ping(self) -> Health:
        return Health("keys", ok=True)

    def _owned(self, org: OrgId, key_id: str) -> ApiKey | None:
        key, _ = self.rows.get(key_id, (None, b""))
        return key if key and key.org == org else None

    def _put(self, key: ApiKey) -> None:
        self.rows[key.key_id] = (key, self.rows[key.key_id][1])
