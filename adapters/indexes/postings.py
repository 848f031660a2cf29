"""Values to the documents that have them, as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

import numpy as np
import numpy.typing as npt

Slots = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
Alive = npt.NDArray[np.bool_]

MOST_SHORT = 2**16
"""Values whose numbers fit two bytes."""

NONE: Slots = np.empty(0, np.int32)
NO_WEIGHTS: Weights = np.empty(0, np.float32)


@dataclass(frozen=True)
class Postings:
    """For each value the slots that have it, ascending; with how much it counts there, or 1 where there are no weights."""

    index: Mapping[str, int]
    """Value to its number; numbers are places in `starts`, in order."""
    starts: npt.NDArray[np.int64]
    """One more than values: slots of value n are `slots[starts[n]:starts[n + 1]]`."""
    slots: Slots
    weights: Weights | None = None

    def of(self, value: str) -> Slots:
        """Slots that have the value."""
        number = self.index.get(value)
        return NONE if number is None else self.numbered(number)

    def numbered(self, number: int) -> Slots:
        """Slots that have the value of this number."""
        return self.slots[self.starts[number] : self.starts[number + 1]]

    def weights_of(self, number: int) -> Weights:
        """How much the value of this number counts, by slot."""
        assert self.weights is not None  # noqa: S101 - asked of words only
        return self.weights[self.starts[number] : self.starts[number + 1]]

    def counts(self, alive: Alive | None) -> npt.NDArray[np.int64]:
        """Number of slots that have each value; of those alive only, where that is told."""
        whole = np.diff(self.starts)
        if alive is None or not len(self.index):
            return whole
        gone = np.flatnonzero(~alive[self.slots])
        numbers = np.searchsorted(self.starts, gone, side="right") - 1
        return whole - np.bincount(numbers, minlength=len(self.index))

    @cached_property
    def nbytes(self) -> int:
        """Size in memory: arrays, and about what the dictionary takes."""
        texts = sum(map(len, self.index)) + 150 * len(self.index)
        return self.slots.nbytes + self.starts.nbytes + texts + (0 if self.weights is None else self.weights.nbytes)


def post(values_by_slot: Sequence[Collection[str]]) -> Postings:
    """Postings of values told per slot, in order of slots; a value told twice of one slot counts once."""
    index, numbers = _numbered(list(chain.from_iterable(values_by_slot)))
    return _once(_arranged(index, numbers, _slots_of(list(map(len, values_by_slot))), None))


def post_single(values: Sequence[str | None]) -> Postings:
    """Postings of at most one value per slot, in order of slots."""
    numbers_of: dict[str | None, int] = dict(zip(dict.fromkeys(values), count(), strict=False))
    numbers = np.fromiter(map(numbers_of.__getitem__, values), np.int32, len(values))
    if (missing := numbers_of.pop(None, None)) is not None:
        numbers = np.where(numbers > missing, numbers - 1, np.where(numbers == missing, -1, numbers)).astype(np.int32)
    index = {value: number for number, value in enumerate(numbers_of) if value is not None}
    slots = np.flatnonzero(numbers >= 0).astype(np.int32)
    return _arranged(index, numbers[slots], slots, None)


def post_weighted(weights_by_slot: Sequence[Mapping[str, float]]) -> Postings:
    """Postings of words with weights, told per slot, in order of slots."""
    index, numbers = _numbered(list(chain.from_iterable(weights_by_slot)))
    weights = np.fromiter(chain.from_iterable(words.values() for words in weights_by_slot), np.float32, len(numbers))
    return _arranged(index, numbers, _slots_of(list(map(len, weights_by_slot))), weights)


def merge(parts: Sequence[tuple[Postings, Alive]]) -> Postings:
    """Give postings of those alive in all parts, part after part; slots are counted anew, and dead ones left out."""
    index: dict[str, int] = dict(parts[0][0].index)
    numbers, slots, weights = [], [], []
    first = 0
    for postings, alive in parts:
        taken = alive[postings.slots]
        names = np.array([index.setdefault(value, len(index)) for value in postings.index], np.int32)
        numbers.append(np.repeat(names, np.diff(postings.starts))[taken])
        places = (np.cumsum(alive) - 1 + first).astype(np.int32)
        slots.append(places[postings.slots[taken]])
        weights.append(NO_WEIGHTS if postings.weights is None else postings.weights[taken])
        first += int(np.count_nonzero(alive))
    joined = None if parts[0][0].weights is None else np.concatenate(weights)
    return _without_empty(_arranged(index, np.concatenate(numbers), np.concatenate(slots), joined))


def _numbered(values: Sequence[str]) -> tuple[dict[str, int], Numbers]:
    """Number each value by where it comes first."""
    index = dict(zip(dict.fromkeys(values), count(), strict=False))
    return index, np.fromiter(map(index.__getitem__, values), np.int32, len(values))


def _slots_of(sizes: Sequence[int]) -> Slots:
    return np.repeat(np.arange(len(sizes), dtype=np.int32), np.array(sizes, np.int64))


def _arranged(index: Mapping[str, int], numbers: Numbers, slots: Slots, weights: Weights | None) -> Postings:
    short = numbers.astype(np.uint16) if len(index) <= MOST_SHORT else numbers
    order = np.argsort(short, kind="stable")  # of short numbers it is a radix sort, eight times as fast
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=len(index)), dtype=np.int64)])
    return Postings(index, starts.astype(np.int64), slots[order], None if weights is None else weights[order])


def _once(postings: Postings) -> Postings:
    """Slots that have a value twice are told once; no weights."""
    again = postings.slots[1:] == postings.slots[:-1]
    firsts = postings.starts[1:-1]
    again[firsts[(firsts > 0) & (firsts < len(postings.slots))] - 1] = False  # another value's
    if not again.any():
        return postings
    kept = np.concatenate([[True], ~again])
    starts = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])[postings.starts]
    return Postings(postings.index, starts, postings.slots[kept])


def _without_empty(postings: Postings) -> Postings:
    """Values that no slot has any more are left out."""
    counts = np.diff(postings.starts)
    if counts.all():
        return postings
    kept = [value for value, count in zip(postings.index, counts.tolist(), strict=True) if count]
    starts = np.concatenate([[0], np.cumsum(counts[counts > 0])]).astype(np.int64)
    return Postings({value: n for n, value in enumerate(kept)}, starts, postings.slots, postings.weights)
