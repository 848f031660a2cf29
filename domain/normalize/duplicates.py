"""Flat rows of one batch that share a key, settled before they are records."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.conflicts import settle
from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers, limit_of
from domain.records import ADDITIVE, NOT_OF_A_SUM
from domain.vocabulary import ConflictPolicy

Mask = npt.NDArray[np.bool_]
KeyWords = npt.NDArray[np.uint64]


def settle_duplicates(
    draft: Draft, keys: KeyWords, content: npt.NDArray[np.int64], alive: Mask, policy: ConflictPolicy
) -> Mask:
    """Which of the `alive` flat rows stay; `keys` as whole numbers, two each. With SUM, the first row of a conflict takes the sum of all."""

    def say(code: str, place: int, detail: str) -> None:
        draft.report(code, place, None, detail=detail)

    settled = settle(keys, content, draft.origin, policy, say, alive)
    for members in settled.sums:
        _add_up(draft, members)
    return settled.kept


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
    for name in NOT_OF_A_SUM:
        draft.texts[name][first] = None
