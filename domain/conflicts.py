"""Rows of one batch that share a key: identical ones count once, conflicting ones follow the caller's policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.arrow import shared_keys
from domain.vocabulary import ConflictPolicy

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Say = Callable[[str, int, str], None]
"""Hears the code of an issue, the place of its row, and the detail."""
ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """`kept`: which rows stay. `sums`: with SUM, the rows that are added to the first one of them, which stays."""

    kept: Mask
    sums: list[list[int]]


def settle(
    keys: npt.NDArray[np.uint64],
    content: Ints,
    origin: Ints,
    policy: ConflictPolicy,
    say: Say,
    alive: Mask | None = None,
) -> Settled:
    """Which of the `alive` rows stay, all of them where that is left out.

    `keys` as whole numbers, two each; rows with equal `content` are identical; `origin`: the raw row of each.
    """
    kept = np.ones(len(keys), np.bool_) if alive is None else alive.copy()
    sums: list[list[int]] = []
    for members in _sharing(keys, np.flatnonzero(kept)):
        distinct = _drop_repeats(members, content, origin, kept, say)
        if policy is ConflictPolicy.LAST:  # what was sent last, also where it repeats an earlier row
            distinct.sort(key=lambda place: bool(content[place] == content[members[-1]]))
        if len(distinct) > 1:
            _settle_conflict(distinct, origin, kept, policy, say)
            if policy is ConflictPolicy.SUM:
                sums.append(distinct)
    return Settled(kept, sums)


def _sharing(keys: npt.NDArray[np.uint64], places: Ints) -> list[list[int]]:
    """The places of each key that several of them have, first ones first."""
    shared = places[shared_keys(keys[places])]
    groups: dict[tuple[int, int], list[int]] = {}
    for place, (left, right) in zip(shared.tolist(), keys[shared].tolist(), strict=True):
        groups.setdefault((left, right), []).append(place)
    return list(groups.values())


def _drop_repeats(members: list[int], content: Ints, origin: Ints, kept: Mask, say: Say) -> list[int]:
    first_with: dict[int, int] = {}
    for place in members:
        first = first_with.setdefault(int(content[place]), place)
        if first != place:
            kept[place] = False
            say("DUPLICATE_IN_BATCH", place, f"Identical to row {origin[first]}: counted once.")
    return list(first_with.values())


def _settle_conflict(members: list[int], origin: Ints, kept: Mask, policy: ConflictPolicy, say: Say) -> None:
    if policy is ConflictPolicy.REJECT:
        rows = ", ".join(str(origin[place]) for place in members[:ROWS_NAMED])
        more = f" and {len(members) - ROWS_NAMED} more" if len(members) > ROWS_NAMED else ""
        for place in members:
            say("CONFLICT_IN_BATCH", place, f"Rows {rows}{more} share a key but not their figures.")
            kept[place] = False
        return
    stays = members[-1] if policy is ConflictPolicy.LAST else members[0]
    for place in members:
        kept[place] = place == stays
