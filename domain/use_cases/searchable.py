"""What a write does for search before it is acknowledged; it never fails because of search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import MarketingMemoryError
from domain.use_cases.catch_up import CatchUp
from domain.vocabulary import OrgId
from domain.wording import counted

LATER = "The records are stored. Search does not show all of them yet: it catches up by itself."
REMOTE_LATER = "The records are stored and searchable. The vector index gets their vectors in the background."
SearchFollows = Callable[[OrgId], str | None]
"""Lets search follow an organization's records; gives what to tell the caller where it could not wholly."""


def nothing_follows(_org: OrgId) -> str | None:
    """Where there is no search."""
    return None


@dataclass(frozen=True, slots=True)
class MakeSearchable:
    """Lets search follow what was written. `wake` is told of an organization for which something is left to do."""

    catch_up: CatchUp
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]
    wake: Callable[[OrgId], None]

    def __call__(self, org: OrgId) -> str | None:
        """A notice where documents or vectors are still to come, here or in the remote index."""
        try:
            notice = self._follow(org)
        except MarketingMemoryError as error:
            self.on_failure("search_lags", org, error)
            notice = LATER
        except Exception as error:  # noqa: BLE001 - what was stored is stored: a bug of search must not say otherwise
            self.on_failure("search_lags", org, MarketingMemoryError(f"Search broke: {type(error).__name__}."))
            notice = LATER
        if notice is not None:
            self.wake(org)
        return notice

    def _follow(self, org: OrgId) -> str | None:
        if not self.catch_up(org):
            return LATER
        notice = REMOTE_LATER if self.catch_up.is_remote_behind(org) else None
        refused = self.catch_up.refused(org)
        return f"{notice or ''} {_set_aside(refused)}".strip() if refused else notice


def _set_aside(count: int) -> str:
    return (
        f"The vector index refuses {counted(count, 'vector', 'vectors')} of earlier writes: search compares them here."
    )
