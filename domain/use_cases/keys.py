"""API keys: make one, and tell from a request's header who is asking and what they may do.

A key reads `mm_<prefix>_<secret>`. The prefix is public: it finds the key and is its id. The secret is 256 random
bits; only the SHA-256 of its text is kept, which is enough for what nobody can guess.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import ForbiddenError, InvalidInputError, TooLargeError, UnauthenticatedError
from domain.ports import ApiKey, Clock, KeyStore
from domain.vocabulary import OrgId, Scope

DICE_BYTES = 32
PREFIX_CHARACTERS = 12
MOST_NAME_CHARACTERS = 100
MOST_LIVE_KEYS = 1000

ORG_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
BEARER_KEY = re.compile(r"(?i:bearer) +mm_(?P<prefix>[a-z2-7]{8,12})_(?P<secret>[A-Za-z0-9_-]{43})")

NO_KEY_HASH = bytes(32)
"""Compared with when the prefix is unknown, so that the answer takes as long as for a known one."""

HOW_TO_SEND = "Send 'Authorization: Bearer mm_<prefix>_<secret>'. Make a key: ./run keys create --org ORG"
HOW_TO_MAKE = "Make a new key: ./run keys create --org ORG"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made, with the one copy of its text: show it once, never log it."""

    key: ApiKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking. Scopes are literal: ADMIN includes neither READ nor WRITE."""

    org: OrgId
    key_id: str
    name: str
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class CreateKey:
    """Makes an API key. `secret` gives 32 fresh random bytes at each call."""

    keys: KeyStore
    clock: Clock
    secret: Callable[[], bytes]

    def __call__(
        self,
        org: str,
        name: str,
        scopes: Iterable[Scope],
        expires_at: datetime | None = None,
        granted_by: frozenset[Scope] | None = None,
    ) -> NewKey:
        """Give the new key of an organization, with its text.

        `granted_by`: the scopes of the key that asks for it; None when a person at the machine does.
        Raises `InvalidInputError` for an unusable argument, `ForbiddenError` for scopes beyond `granted_by`,
        `TooLargeError` where the organization has too many live keys.
        """
        created_at, wanted = self.clock.now(), frozenset(scopes)
        check_org(org)
        check_name(name)
        check_scopes(wanted, granted_by)
        check_expiry(expires_at, created_at)
        check_count(self.keys.list(OrgId(org)), created_at)
        prefix, secret = prefix_from(self.secret()), secret_from(self.secret())
        key = ApiKey(prefix, OrgId(org), name, wanted, created_at, expires_at)
        self.keys.add(key.org, key, hash_of(secret))
        return NewKey(key, f"mm_{prefix}_{secret}")


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Tells who sent a request from its `Authorization` header."""

    keys: KeyStore
    clock: Clock

    def __call__(self, authorization: str | None) -> Principal:
        """Give the owner of the key and note its use.

        Raises `UnauthenticatedError` for a key that is missing, unknown, revoked or expired. A caller without the
        secret learns nothing more: a wrong secret and an unknown prefix give the same answer, in the same time.
        """
        prefix, secret = split_bearer(authorization)
        key = self._verified(prefix, secret)
        now = self.clock.now()
        check_alive(key, now)
        self.keys.touch(key.org, key.key_id, now)
        return Principal(key.org, key.key_id, key.name, key.scopes)

    def _verified(self, prefix: str, secret: str) -> ApiKey:
        found = self.keys.find(prefix)
        kept_hash = NO_KEY_HASH if found is None else found[1]
        is_same = hmac.compare_digest(kept_hash, hash_of(secret))
        if found is None or not is_same:
            raise UnauthenticatedError("The API key is unknown.", hint=HOW_TO_MAKE)
        return found[0]


def require(principal: Principal, scope: Scope) -> None:
    """Raise `ForbiddenError` unless the principal has the scope."""
    if scope not in principal.scopes:
        raise ForbiddenError(
            f"This needs the scope {scope}; the key '{principal.name}' has {joined(principal.scopes)}.",
            hint=f"Use a key with the scope {scope}.",
        )


def check_org(org: str) -> None:
    """Raise `InvalidInputError` unless it can name an organization."""
    if ORG_NAME.fullmatch(org) is None:
        raise InvalidInputError(
            f"The organization is {shortened(org)}.",
            hint="Use 1 to 64 letters, digits, '_', '.' or '-', the first a letter or digit, such as 'acme'.",
            field=("input", "org"),
        )


def check_name(name: str) -> None:
    """Raise `InvalidInputError` unless it can name a key on one line."""
    if not name.strip() or len(name) > MOST_NAME_CHARACTERS or not name.isprintable():
        raise InvalidInputError(
            f"The key's name is {shortened(name)} ({len(name)} characters).",
            hint=f"Use 1 to {MOST_NAME_CHARACTERS} printable characters that say what the key is for, such as 'nightly ingest'.",
            field=("input", "name"),
        )


def check_scopes(wanted: frozenset[Scope], granted_by: frozenset[Scope] | None) -> None:
    """Raise `InvalidInputError` for no scopes, `ForbiddenError` for those that the granting key lacks."""
    if not wanted:
        raise InvalidInputError(
            "The key has no scopes.", hint=f"Use one or more of {', '.join(Scope)}.", field=("input", "scopes")
        )
    beyond = frozenset() if granted_by is None else wanted - granted_by
    if beyond:
        raise ForbiddenError(
            f"A key cannot grant scopes it lacks: {joined(beyond)}.",
            hint="Ask for fewer scopes, or use a key that has them.",
            field=("input", "scopes"),
        )


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Raise `InvalidInputError` unless it is an instant to come, or None for never."""
    if expires_at is None:
        return
    if expires_at.tzinfo is None:
        said = "which has no time zone"
    elif expires_at <= now:
        said = "which has passed"
    else:
        return
    raise InvalidInputError(
        f"The key would expire at {expires_at.isoformat()}, {said}.",
        hint=f"Use an instant after {now.isoformat()}, with its time zone, or leave it out for a key that stays.",
        field=("input", "expiresAt"),
    )


def check_count(keys: Iterable[ApiKey], now: datetime) -> None:
    """Raise `TooLargeError` where as many keys are live as an organization may have."""
    live = sum(key.revoked_at is None and (key.expires_at is None or key.expires_at > now) for key in keys)
    if live >= MOST_LIVE_KEYS:
        raise TooLargeError(
            f"The organization has {live} live keys; {MOST_LIVE_KEYS} are allowed.", hint="Revoke those not in use."
        )


def check_alive(key: ApiKey, now: datetime) -> None:
    """Raise `UnauthenticatedError` for a revoked or expired key."""
    if key.revoked_at is not None:
        raise UnauthenticatedError(
            f"The API key '{key.name}' was revoked at {key.revoked_at.isoformat()}.", hint=HOW_TO_MAKE
        )
    if key.expires_at is not None and key.expires_at <= now:
        raise UnauthenticatedError(
            f"The API key '{key.name}' expired at {key.expires_at.isoformat()}.", hint=HOW_TO_MAKE
        )


def split_bearer(authorization: str | None) -> tuple[str, str]:
    """Prefix and secret of a header; raises `UnauthenticatedError`, which never quotes it."""
    if not authorization:
        raise UnauthenticatedError("No API key was sent.", hint=HOW_TO_SEND)
    found = BEARER_KEY.fullmatch(authorization.strip())
    if found is None:
        raise UnauthenticatedError("The Authorization header holds no API key of ours.", hint=HOW_TO_SEND)
    return found["prefix"], found["secret"]


def prefix_from(dice: bytes) -> str:
    """Give the first 60 bits as 12 characters of lower-case base32."""
    return base64.b32encode(checked(dice)).decode()[:PREFIX_CHARACTERS].lower()


def secret_from(dice: bytes) -> str:
    """All 256 bits as 43 characters of url-safe base64."""
    return base64.urlsafe_b64encode(checked(dice)).decode().rstrip("=")


def checked(dice: bytes) -> bytes:
    """Give the same bytes, or `ValueError`: a shorter throw would make keys that can be guessed."""
    if len(dice) != DICE_BYTES:
        raise ValueError(f"The dice gave {len(dice)} bytes; a key needs {DICE_BYTES}, as of secrets.token_bytes(32).")
    return dice


def hash_of(secret: str) -> bytes:
    """SHA-256 of the secret's text."""
    return hashlib.sha256(secret.encode()).digest()


def joined(scopes: Iterable[Scope]) -> str:
    """Scopes in a sentence."""
    return ", ".join(sorted(scopes))


def shortened(text: str) -> str:
    """Quote a value, short enough for an error."""
    return repr(text if len(text) <= MOST_NAME_CHARACTERS else f"{text[:20]}…")
