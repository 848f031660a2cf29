"""Looking at what is stored as a whole, without changing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from domain.verification import Check, Examined
from domain.vocabulary import OrgId


@dataclass(frozen=True, slots=True)
class RawFrameState:
    """A stored frame: the rows that it should hold, and those found in it; None where it cannot be opened."""

    batch_id: str
    frame: int
    row_count: int
    rows_found: int | None


class RecordInspection(Protocol):
    """A record store that nobody writes to, looked at whole; nothing of it is changed."""

    def organizations(self) -> Sequence[OrgId]:
        """Organizations that have data, by name."""
        ...

    def examine(self, org: OrgId, check: Check, most: int) -> Examined:
        """One of the checks that a store makes by itself, with the first `most` breaches."""
        ...

    def raw_frames(self, org: OrgId) -> Iterator[RawFrameState]:
        """Every frame, opened."""
        ...

    def choices(self, org: OrgId) -> Iterator[pa.Table]:
        """All current rows in pieces: `key, counted_mask`, the guard columns, `own`.

        A piece holds rows of one account, `own` ones and those of the same days beside them.
        """
        ...


class ControlInspection(Protocol):
    """The control file, looked at whole."""

    def faults(self) -> Sequence[str]:
        """What is wrong with it; empty where it is sound, or not there."""
        ...
