"""What a killed process was told and what it acknowledged; kept by the one who kills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ORGANIZATIONS = ("alder", "birch")
Names = dict[str, str]
"""Campaign id to name."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One write: the names that campaigns of an organization have after it; None where the campaign is removed."""

    organization: str
    names: Mapping[str, str | None]

    def applied(self, before: Mapping[str, str]) -> Names:
        """Names after the write."""
        after = {**before, **self.names}
        return {campaign: name for campaign, name in after.items() if name is not None}


@dataclass(slots=True)
class Ledger:
    """Names of all campaigns by what was acknowledged, and the batch that was begun and not acknowledged."""

    names: dict[str, Names] = field(default_factory=lambda: {organization: {} for organization in ORGANIZATIONS})
    doubt: Batch | None = None

    @property
    def campaigns(self) -> int:
        """Campaigns of all organizations."""
        return sum(map(len, self.names.values()))

    def begin(self, batch: Batch) -> None:
        """A batch is handed in."""
        self.doubt = batch

    def settle(self, *, is_stored: bool) -> None:
        """The batch in doubt was stored, as an acknowledgement or a check says, or was not."""
        if self.doubt is not None and is_stored:
            self.names[self.doubt.organization] = self.doubt.applied(self.names[self.doubt.organization])
        self.doubt = None

    def possible(self, organization: str) -> dict[bool, Names]:
        """What the organization may have, by whether the batch in doubt was stored."""
        names = self.names[organization]
        if self.doubt is None or self.doubt.organization != organization:
            return {False: names}
        return {False: names, True: self.doubt.applied(names)}
