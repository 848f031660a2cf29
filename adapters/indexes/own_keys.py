"""The keys of an organization by position, over blocks of documents; nothing is copied until all are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from adapters.indexes.segment import Segment
from domain.search.documents import EntityKey

Slots = npt.NDArray[np.intp]


class LiveKeys(Sequence[EntityKey]):
    """Keys of the documents alive, block after block."""

    def __init__(self, segments: Sequence[Segment], slots: Sequence[Slots]) -> None:
        self._blocks = list(zip(segments, slots, strict=True))
        self._size = sum(map(len, slots))

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> EntityKey: ...

    @overload
    def __getitem__(self, place: slice) -> list[EntityKey]: ...

    def __getitem__(self, place: int | slice) -> EntityKey | list[EntityKey]:
        if isinstance(place, slice):
            return list(self)[place]
        left = int(place) + self._size if place < 0 else int(place)
        for block, slots in self._blocks:
            if 0 <= left < len(slots):
                return block.keys[int(slots[left])]
            left -= len(slots)
        raise IndexError(f"There is no position {place} among {self._size} documents.")

    def __iter__(self) -> Iterator[EntityKey]:
        for block, slots in self._blocks:
            yield from map(block.keys.__getitem__, slots.tolist())
