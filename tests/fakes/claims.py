"""Idempotency keys in memory."""

import threading
from dataclasses import dataclass, replace
from datetime import UTC

from domain.errors import TooLargeError
from domain.idempotency import LONGEST_INGEST, MOST_CLAIMS, REMEMBERED, Claim, Claimed, Standing
from domain.vocabulary import OrgId


@dataclass(frozen=True)
class Kept:
    """A key's claim, whether somebody is at it, and the answer."""

    claim: Claim
    held: bool = True
    result: str | None = None


class InMemoryIngestClaims:
    """`IngestClaims` that forget at the end of a test."""

    def __init__(self, *, most_claims: int = MOST_CLAIMS) -> None:
        self.kept: dict[tuple[OrgId, str], Kept] = {}
        self._most_claims = most_claims
        self._lock = threading.Lock()

    def claim(self, org: OrgId, key: str, claim: Claim) -> Claimed:
        claim = replace(claim, at=claim.at.astimezone(UTC))
        with self._lock:
            self.kept = {place: kept for place, kept in self.kept.items() if kept.claim.at > claim.at - REMEMBERED}
            kept = self.kept.get((org, key))
            if kept is None:
                if sum(place[0] == org for place in self.kept) >= self._most_claims:
                    raise TooLargeError("The organization has used too many idempotency keys within 24 hours.")
                self.kept[org, key] = Kept(claim)
                return Claimed(Standing.YOURS, claim.batch_id, claim.at)
            first = kept.claim
            if first.content_sha256 != claim.content_sha256:
                return Claimed(Standing.TAKEN, first.batch_id, first.at, kept.result)
            if kept.result is not None:
                return Claimed(Standing.ANSWERED, first.batch_id, first.at, kept.result)
            if kept.held and first.holder == claim.holder and claim.at - first.at < LONGEST_INGEST:
                return Claimed(Standing.HELD, first.batch_id, first.at)
            self.kept[org, key] = Kept(replace(claim, batch_id=first.batch_id))
            return Claimed(Standing.YOURS, first.batch_id, claim.at)

    def answer(self, org: OrgId, key: str, claim: Claim, result: str) -> None:
        if open_claim := self._open(org, key, claim):
            self.kept[org, key] = replace(open_claim, held=False, result=result)

    def let_go(self, org: OrgId, key: str, claim: Claim) -> None:
        if open_claim := self._open(org, key, claim):
            self.kept[org, key] = replace(open_claim, held=False)

    def forget(self, org: OrgId, key: str, claim: Claim) -> None:
        if self._open(org, key, claim):
            del self.kept[org, key]

    def _open(self, org: OrgId, key: str, claim: Claim) -> Kept | None:
        kept = self.kept.get((org, key))
        same = kept and (kept.claim.batch_id, kept.claim.holder) == (claim.batch_id, claim.holder)
        return kept if kept and same and kept.held else None
