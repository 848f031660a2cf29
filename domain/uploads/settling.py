"""Records of several parts that share a key: as within one batch, identical ones count once, conflicting ones follow the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.issues import IssueLog
from domain.vocabulary import ConflictPolicy

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """`kept`: which records stay. `sums`: with SUM, the records that are added to the first one of them, which stays."""

    kept: Mask
    sums: list[list[int]]


def key_words(keys: pa.Array) -> Ints:
    """Keys as two columns of 64 bits."""
    storage = keys.storage
    words = np.frombuffer(storage.buffers()[1], np.int64).reshape(-1, 2)
    return words[storage.offset : storage.offset + len(storage)].copy()


def settle(keys: Ints, content: Ints, origin: Ints, policy: ConflictPolicy, log: IssueLog) -> Settled:
    """Which records of all parts stay; `origin` is the raw row of each. What is left out is noted in `log`."""
    kept = np.ones(len(keys), np.bool_)
    sums: list[list[int]] = []
    for members in _shared(keys):
        distinct = _drop_repeats(members, content, origin, kept, log)
        if policy is ConflictPolicy.LAST:  # what was sent last, also where it repeats an earlier row
            distinct.sort(key=lambda place: bool(content[place] == content[members[-1]]))
        if len(distinct) > 1:
            _settle_conflict(distinct, origin, kept, policy, log)
            if policy is ConflictPolicy.SUM:
                sums.append(distinct)
    if log.rejected:
        kept &= ~np.isin(origin, np.fromiter(log.rejected, np.int64, len(log.rejected)))
    return Settled(kept, sums)


def _shared(keys: Ints) -> Iterator[list[int]]:
    """Records of each key that several have, first ones first."""
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    starts = np.flatnonzero(np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1)))[: len(order)]
    ends = np.append(starts[1:], len(order))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield sorted(order[start:end].tolist())


def _drop_repeats(members: list[int], content: Ints, origin: Ints, kept: Mask, log: IssueLog) -> list[int]:
    first_with: dict[int, int] = {}
    for place in members:
        first = first_with.setdefault(int(content[place]), place)
        if first != place:
            kept[place] = False
            detail = f"Identical to row {origin[first]}: counted once."
            log.add("DUPLICATE_IN_BATCH", int(origin[place]), detail=detail)
    return list(first_with.values())


def _settle_conflict(members: list[int], origin: Ints, kept: Mask, policy: ConflictPolicy, log: IssueLog) -> None:
    if policy is ConflictPolicy.REJECT:
        rows = ", ".join(str(origin[place]) for place in members[:ROWS_NAMED])
        more = f" and {len(members) - ROWS_NAMED} more" if len(members) > ROWS_NAMED else ""
        for place in members:
            detail = f"Rows {rows}{more} share a key but not their figures."
            log.add("CONFLICT_IN_BATCH", int(origin[place]), detail=detail)
            kept[place] = False
        return
    stays = members[-1] if policy is ConflictPolicy.LAST else members[0]
    for place in members:
        kept[place] = place == stays
