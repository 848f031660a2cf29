"""API keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ports.health import Health
from domain.vocabulary import OrgId, Scope


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as listed: never its secret."""

    key_id: str
    org: OrgId
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


class KeyStore(Protocol):
    """API keys by public prefix and the SHA-256 of their secret. Shared by several processes."""

    def add(self, org: OrgId, key: ApiKey, secret_sha256: bytes) -> None:
        """Keep a new key; its `key_id` is the prefix inside the secret."""
        ...

    def find(self, key_id: str) -> tuple[ApiKey, bytes] | None:
        """The key of a prefix with its hash: authentication comes before the organization is known."""
        ...

    def touch(self, org: OrgId, key_id: str, used_at: datetime) -> None:
        """Note the last use."""
        ...

    def list(self, org: OrgId) -> Sequence[ApiKey]:
        """All keys of the organization, newest first."""
        ...

    def revoke(self, org: OrgId, key_id: str, revoked_at: datetime) -> bool:
        """Whether the organization had such a live key."""
        ...

    def ping(self) -> Health:
        """Whether the store answers."""
        ...
