"""Reindex: everything that search has of organizations, made anew from their records; searches go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.use_cases.catch_up import CatchUp
from domain.vocabulary import OrgId

Tell = Callable[[OrgId, int, int], None]
"""Hears of the organization, the campaigns done and how many there are."""


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What became of one organization: its documents, and whether all of them have their vectors everywhere."""

    org: OrgId
    documents: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Reindex:
    """Documents, words and vectors anew; what search answers from is exchanged at once, per organization."""

    catch_up: CatchUp

    def organizations(self) -> list[OrgId]:
        """Organizations that have records."""
        return self.catch_up.source.organizations()

    def __call__(self, org: OrgId, tell: Tell = lambda *_: None) -> Reindexed:
        """Raises StoreUnavailableError where records or documents cannot be read or written: the old ones stay then."""
        documents = self.catch_up.remake(org, lambda done, size: tell(org, done, size))
        return Reindexed(org, documents, self.catch_up.complete(org))
