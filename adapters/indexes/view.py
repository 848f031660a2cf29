"""An organization's documents at one instant, as blocks that are shared by views after one another.

A write makes a small block of what changed and marks those places in older blocks as dead, so a view costs what was
written, not what there is. Blocks of like size are merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import repeat
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from adapters.indexes.lexical import bm25
from adapters.indexes.own_keys import LiveKeys
from adapters.indexes.own_words import vocabulary_of
from adapters.indexes.postings import Alive, Postings
from adapters.indexes.rows import blob_of, document_of
from adapters.indexes.segment import Segment, merged
from domain.ports.search import Mask, Positions, Scores, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.search.interpretation import Vocabulary
from domain.search.text import stem

Kind = TypeVar("Kind", bound=np.generic)

MERGE_FROM = 1 / 4
"""A block is merged with the one before it when it is at least this part of its size."""

FEW = 4
"""Vectors are picked before they are compared where less than one in this many is asked for."""

DEAD_AT_MOST = 1 / 3
"""A block with more dead places than this is made anew without them."""


class SegmentedView:
    """Implements `CatalogView`. Positions count the documents alive, block after block."""

    def __init__(self, version: int, segments: Sequence[Segment] = (), alive: Sequence[Alive] = ()) -> None:
        self._version = version
        self.segments = tuple(segments)
        self.alive = tuple(alive)

    @property
    def version(self) -> int:
        """Grows with every write of the organization's documents."""
        return self._version

    def __len__(self) -> int:
        return int(self._ends[-1]) if self.segments else 0

    @cached_property
    def keys(self) -> Sequence[EntityKey]:
        """Keys, by position."""
        return LiveKeys(self.segments, self._slots)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The organization's own words."""
        return vocabulary_of(self.segments, self.alive)

    def positions(self, keys: Sequence[EntityKey]) -> Positions:
        """Where these documents are; keys that there are not are left out."""
        found, first = np.full(len(keys), -1, np.int64), 0
        for block, mask, slots in zip(self.segments, self.alive, self._slots, strict=True):
            at = np.fromiter(map(block.slot_of.get, keys, repeat(-1)), np.int64, len(keys))
            here = np.flatnonzero(at >= 0)
            here = here[mask[at[here]]]
            found[here] = first + np.searchsorted(slots, at[here])
            first += len(slots)
        return found[found >= 0]

    def documents(self, positions: Sequence[int]) -> list[EntityDocument]:
        """Documents at these positions; IndexError where there is no such position."""
        return [document_of(json) for json in self._jsons(np.asarray(positions, np.int64))]

    def within(self, scope: SearchScope) -> Mask:
        """Which documents the scope takes; of a period only first and last day are compared, which may take too many."""
        return self._joined(lambda block: _within(block, scope), np.bool_)

    def with_value(self, column: str, values: Sequence[str]) -> Mask:
        """Which documents have one of these values in a column of `Vocabulary.values`."""
        return self._joined(lambda block: _marked(len(block), block.values[column], values), np.bool_)

    def tagged(self, concept: str) -> Mask:
        """Which documents carry a concept."""
        return self._joined(lambda block: _marked(len(block), block.concepts, [concept]), np.bool_)

    def containing(self, word: str) -> Mask:
        """Which documents hold a folded word, in the singular or the plural."""
        return self._joined(lambda block: _holding(block, word), np.bool_)

    def lexical(self, words: Sequence[str]) -> Scores:
        """BM25 of folded words, 0 where none occurs; singular and plural are one word."""
        scores = iter(bm25(self.segments, self.alive, words, self._mean_length))
        return self._joined(lambda _block: next(scores), np.float32)

    def similar_to(self, vector: npt.NDArray[np.float32], among: Mask | None = None) -> Scores:
        """Cosine of each document's vector with this one; 0 where a vector is still to come, or of another length.

        `among`: only of these documents, 0 for the others.
        """
        norm = float(np.linalg.norm(vector))
        unit = (vector / norm if norm else vector).astype(np.float32)
        if among is None or np.count_nonzero(among) * FEW > len(among):
            scores = self._joined(lambda block: _cosine(block, unit), np.float32)
            return scores if among is None else np.where(among, scores, np.float32(0))
        scores, first = np.zeros(len(self), np.float32), 0
        for block, slots in self._blocks():
            places = np.flatnonzero(among[first : first + len(slots)])
            if len(places) and block.vectors.shape[1] == len(unit):
                scores[first + places] = block.vectors[slots[places]] @ unit
            first += len(slots)
        return scores

    @cached_property
    def nbytes(self) -> int:
        """Size in memory, about."""
        return sum(block.nbytes for block in self.segments) + sum(mask.nbytes for mask in self.alive)

    def made_ready(self) -> SegmentedView:
        """This view, with what the first question would have to wait for."""
        self.lexical(list(self.vocabulary.words)[:1])
        self.positions(self.keys[:1])
        return self

    def vector_of(self, key: EntityKey) -> bytes | None:
        """The vector of a document as bytes; None where there is none."""
        for block, mask in self._masked():
            slot = block.slot_of.get(key)
            if slot is not None and mask[slot]:
                return blob_of(block.vectors[slot]) or None
        return None

    def with_changes(self, version: int, changed: Segment | None, removed: Iterable[EntityKey]) -> SegmentedView:
        """Make the view after a write: `changed` documents in the place of those with their keys, `removed` ones out."""
        gone = [*removed, *(changed.keys if changed else ())]
        alive = [_without(block, mask, gone) for block, mask in zip(self.segments, self.alive, strict=True)]
        segments = list(self.segments)
        if changed:
            segments.append(changed)
            alive.append(np.ones(len(changed), np.bool_))
        return _settled(version, segments, alive)

    @cached_property
    def _slots(self) -> list[npt.NDArray[np.intp]]:
        return [np.flatnonzero(mask) for mask in self.alive]

    @cached_property
    def _ends(self) -> npt.NDArray[np.int64]:
        return np.cumsum([len(slots) for slots in self._slots])

    @cached_property
    def _mean_length(self) -> float:
        total = sum(float(block.lengths[mask].sum(dtype=np.float64)) for block, mask in self._masked())
        return total / max(len(self), 1)

    def _blocks(self) -> Iterable[tuple[Segment, npt.NDArray[np.intp]]]:
        return zip(self.segments, self._slots, strict=True)

    def _masked(self) -> Iterable[tuple[Segment, Alive]]:
        return zip(self.segments, self.alive, strict=True)

    def _joined(self, told: Callable[[Segment], npt.NDArray[Kind]], kind: type[Kind]) -> npt.NDArray[Kind]:
        """What is told per slot of each block, by position."""
        parts = [
            values if len(slots) == len(block) else values[slots]
            for block, slots in self._blocks()
            for values in (told(block),)
        ]
        return np.concatenate(parts) if parts else np.empty(0, kind)

    def _jsons(self, positions: Positions) -> list[bytes]:
        wrong = positions[(positions < 0) | (positions >= len(self))]
        if len(wrong):
            raise IndexError(f"There is no position {wrong[0]} among {len(self)} documents.")
        numbers = np.searchsorted(self._ends, positions, side="right")
        told: list[bytes] = [b""] * len(positions)
        for number, (block, slots) in enumerate(self._blocks()):
            here = np.flatnonzero(numbers == number)
            first = int(self._ends[number]) - len(slots)
            for place, slot in zip(here.tolist(), slots[positions[here] - first].tolist(), strict=True):
                told[place] = block.documents[slot]
        return told


def _within(block: Segment, scope: SearchScope) -> Mask:
    taken = np.ones(len(block), np.bool_)
    if scope.levels is not None:
        taken &= _marked(len(block), block.values["level"], scope.levels)
    if scope.data_sources is not None:
        taken &= _marked(len(block), block.values["data_source"], scope.data_sources)
    if scope.campaign_ids is not None:
        taken &= _marked(len(block), block.campaigns, scope.campaign_ids)
    if scope.period is not None:
        taken &= (block.first <= scope.period.end.toordinal()) & (block.last >= scope.period.start.toordinal())
    return taken


def _marked(size: int, postings: Postings, values: Iterable[str]) -> Mask:
    marked = np.zeros(size, np.bool_)
    for value in values:
        marked[postings.of(value)] = True
    return marked


def _holding(block: Segment, word: str) -> Mask:
    marked = np.zeros(len(block), np.bool_)
    for number in block.stems.get(stem(word), ()):
        marked[block.words.numbered(number)] = True
    return marked


def _cosine(block: Segment, unit: npt.NDArray[np.float32]) -> Scores:
    if block.vectors.shape[1] != len(unit):
        return np.zeros(len(block), np.float32)
    return block.vectors @ unit


def _without(block: Segment, alive: Alive, gone: Iterable[EntityKey]) -> Alive:
    slots = [slot for key in gone if (slot := block.slot_of.get(key)) is not None]
    if not slots:
        return alive
    left = alive.copy()
    left[slots] = False
    return left


def _settled(version: int, segments: list[Segment], alive: list[Alive]) -> SegmentedView:
    """Merge from the end on, so that blocks stay few and mostly alive."""
    while len(segments) > 1 and _live(alive[-1]) >= MERGE_FROM * _live(alive[-2]):
        block = merged(segments[-2:], alive[-2:])
        segments[-2:], alive[-2:] = [block], [np.ones(len(block), np.bool_)]
    for n, mask in enumerate(alive):
        if _live(mask) < (1 - DEAD_AT_MOST) * len(mask):
            segments[n] = merged([segments[n]], [mask])
            alive[n] = np.ones(len(segments[n]), np.bool_)
    return SegmentedView(version, segments, alive)


def _live(alive: Alive) -> int:
    return int(np.count_nonzero(alive))
