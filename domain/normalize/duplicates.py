"""Rows of one batch that share a key: identical ones count once, conflicting ones follow the caller's policy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.arrow import shared_keys
from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers, limit_of
from domain.records import ADDITIVE
from domain.vocabulary import ConflictPolicy

Mask = npt.NDArray[np.bool_]
KeyWords = npt.NDArray[np.uint64]


def settle_duplicates(
    draft: Draft, keys: KeyWords, content: npt.NDArray[np.int64], alive: Mask, policy: ConflictPolicy
) -> Mask:
    """Which of the `alive` flat rows stay; `keys` as whole numbers, two each. With SUM, the first row of a conflict takes the sum of all."""
    kept = alive.copy()
    positions = np.flatnonzero(alive)
    shared = positions[shared_keys(keys[positions])]
    groups: dict[tuple[int, int], list[int]] = {}
    for position, (left, right) in zip(shared.tolist(), keys[shared].tolist(), strict=True):
        groups.setdefault((left, right), []).append(position)
    for members in groups.values():
        distinct = _drop_repeats(draft, members, content, kept)
        if policy is ConflictPolicy.LAST:  # what was sent last, also where it repeats an earlier row
            distinct.sort(key=lambda position: bool(content[position] == content[members[-1]]))
        if len(distinct) > 1:
            _settle_conflict(draft, distinct, kept, policy)
    return kept


def _drop_repeats(draft: Draft, members: list[int], content: npt.NDArray[np.int64], kept: Mask) -> list[int]:
    first_with: dict[int, int] = {}
    for position in members:
        first = first_with.setdefault(int(content[position]), position)
        if first != position:
            kept[position] = False
            draft.report(
                "DUPLICATE_IN_BATCH",
                position,
                None,
                detail=f"Identical to row {draft.flat.origin[first]}: counted once.",
            )
    return list(first_with.values())


def _settle_conflict(draft: Draft, members: list[int], kept: Mask, policy: ConflictPolicy) -> None:
    if policy is ConflictPolicy.REJECT:
        rows = ", ".join(str(draft.flat.origin[position]) for position in members)
        for position in members:
            draft.report("CONFLICT_IN_BATCH", position, None, detail=f"Rows {rows} share a key but not their figures.")
            kept[position] = False
        return
    stays = members[-1] if policy is ConflictPolicy.LAST else members[0]
    if policy is ConflictPolicy.SUM:
        _add_up(draft, members)
    for position in members:
        kept[position] = position == stays


def _add_up(draft: Draft, members: list[int]) -> None:
    first = members[0]
    for column in ADDITIVE:
        if column.name in draft.numbers:
            numbers = draft.numbers[column.name]
            values, known = numbers.values.copy(), numbers.known.copy()
            total = sum(values[members][known[members]].tolist())
            if abs(total) > limit_of(column.kind):
                for position in members:
                    draft.report("OUT_OF_RANGE", position, None, name=column.name)
                total = 0
            values[first], known[first] = total, known[members].any()
            draft.numbers[column.name] = Numbers(values, known)  # a copy: two columns may share one array
    for name in ("platform_metrics", "conversions_by_type"):
        draft.texts[name][first] = None  # the first row's own: not those of the sum
