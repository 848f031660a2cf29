"""Idempotency keys."""

from __future__ import annotations

from typing import Protocol

from domain.idempotency import Claim, Claimed
from domain.vocabulary import OrgId


class IngestClaims(Protocol):
    """Which batch an idempotency key of an organization stands for, for 24 hours.

    The last three verbs act where the key is held still by this claim's holder, for its batch; elsewhere on nothing.
    """

    def claim(self, org: OrgId, key: str, claim: Claim) -> Claimed:
        """Claim a key, in one step: of several at once, one alone is told YOURS. What this says is on disk.

        Forgets what is older than 24 hours. A claim without an answer passes on, with its batch id, once it was let
        go, its holder is another process (which ended: one at a time has the records), or an hour went by. Raises
        TooLargeError where the organization has used too many keys.
        """
        ...

    def answer(self, org: OrgId, key: str, claim: Claim, result: str) -> None:
        """Keep the result of the batch: it was stored."""
        ...

    def let_go(self, org: OrgId, key: str, claim: Claim) -> None:
        """Nobody is at it any more, and whether the batch was stored is not known: the next one looks."""
        ...

    def forget(self, org: OrgId, key: str, claim: Claim) -> None:
        """The batch was never stored: the key is free again."""
        ...
