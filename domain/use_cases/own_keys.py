"""The API keys that an organization has: list them, revoke one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import InvalidInputError, NotFoundError
from domain.ports import ApiKey, Clock, KeyStore
from domain.vocabulary import OrgId

MAX_LISTED = 1000
KEY_ID = re.compile(r"[a-z2-7]{8,12}")


@dataclass(frozen=True, slots=True)
class ListKeys:
    """The organization's keys, revoked and expired ones too; never a secret."""

    keys: KeyStore

    def __call__(self, org: OrgId, first: int = 100) -> Sequence[ApiKey]:
        """At most `first` keys, newest first."""
        if not 1 <= first <= MAX_LISTED:
            raise InvalidInputError(f"first is {first}.", hint=f"Send 1 to {MAX_LISTED}.", field=("first",))
        return self.keys.list(org)[:first]


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """Ends a key for good, from its next request on."""

    keys: KeyStore
    clock: Clock

    def __call__(self, org: OrgId, key_id: str) -> str:
        """The id of the key that is revoked; raises NotFoundError where the organization has no such live key."""
        if not is_key_id(key_id):
            raise NotFoundError(
                "That is not the id of a key.",  # and not quoted: it may be the key's text, with its secret
                hint="Send the id as listed: the part between the underscores of mm_<id>_<secret>.",
                field=("id",),
            )
        if not self.keys.revoke(org, key_id, self.clock.now()):
            raise NotFoundError(
                f"No key '{key_id}' that could be revoked is in this organization.",
                hint="See which there are: query apiKeys, or ./run keys list --org ORG",
                field=("id",),
            )
        return key_id


def is_key_id(text: str) -> bool:
    """Whether it can be the id of a key.

    >>> is_key_id("aeaqcaibaeaq"), is_key_id("mm_aeaqcaibaeaq_secret")
    (True, False)
    """
    return KEY_ID.fullmatch(text) is not None
