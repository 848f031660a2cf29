"""Raw batches that are kept, and reading them once more beside what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ports.records import RecordStore
from domain.vocabulary import BatchId, DataSource, OrgId


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """A batch as it was stored: its raw rows in their frames, and `context`, what was said about it, as JSON.

    `replaced_window`: whether it removed what its window lacked.
    """

    batch_id: BatchId
    observed_at: datetime
    ingested_at: datetime
    context: str
    frames: Sequence[Sequence[bytes]]
    replaced_window: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What a replay has made of the records: `before` of them, those `changed`, `added` and `gone`.

    `past`: rows whose superseded versions differ. `restamped`: versions that say the same, but bear other rules'
    version, warnings or hash.
    """

    before: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0
    past: int = 0
    restamped: int = 0

    @property
    def is_none(self) -> bool:
        """Whether all is as it was."""
        return not (self.changed or self.added or self.gone or self.past or self.restamped)


class Replay(Protocol):
    """The records of one organization and data source, made anew in a store of their own."""

    @property
    def store(self) -> RecordStore:
        """Where replayed batches go; it begins with what no batch tells. Closed by `difference`."""
        ...

    @property
    def size(self) -> int:
        """Number of batches to replay."""
        ...

    def batches(self) -> Iterator[KeptBatch]:
        """The batches to replay, one at a time, in the order in which they were ingested."""
        ...

    def carry_deletions(self) -> None:
        """Delete in the new store what was deleted in the old one; a row whose key has changed, by its raw row."""
        ...

    def difference(self) -> Difference:
        """The new store compared with the old one, which is the same until `adopt`."""
        ...

    def adopt(self, at: datetime) -> None:
        """Let the new records take the place of the old, in one transaction; earlier readings are kept as of `at`."""
        ...


class Replays(Protocol):
    """Everything that can be replayed."""

    def organizations(self) -> Sequence[OrgId]:
        """Organizations that have data, by name."""
        ...

    def data_sources(self, org: OrgId) -> Sequence[DataSource]:
        """Data sources of which the organization has batches."""
        ...

    def replay(self, org: OrgId, data_source: DataSource, since: datetime | None) -> AbstractContextManager[Replay]:
        """A replay of the batches observed from `since` on; what was observed before stays as it was read."""
        ...
