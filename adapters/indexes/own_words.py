"""The words of an organization, over blocks of documents of which some places are dead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

from adapters.indexes.postings import Alive, Postings
from adapters.indexes.segment import VALUE_COLUMNS, Segment
from domain.search.documents import EntityKey
from domain.search.interpretation import Vocabulary


def vocabulary_of(segments: Sequence[Segment], alive: Sequence[Alive]) -> Vocabulary:
    """Give the words, names, concepts and values of the documents alive."""
    return Vocabulary(
        words=counted([block.words for block in segments], alive),
        names=LiveNames(segments, alive),
        concepts=counted([block.concepts for block in segments], alive),
        values={
            column: frozenset(counted([block.values[column] for block in segments], alive)) for column in VALUE_COLUMNS
        },
    )


def counted(tables: Sequence[Postings], alive: Sequence[Alive]) -> dict[str, int]:
    """Values that documents alive have, each with their number."""
    counts: dict[str, int] = {}
    for postings, mask in zip(tables, alive, strict=True):
        own = postings.counts(None if mask.all() else mask)
        present = dict(zip(compress(postings.index, own > 0), own[own > 0].tolist(), strict=True))
        if not counts:
            counts = present
            continue
        for value, count in present.items():
            counts[value] = counts.get(value, 0) + count
    return counts


class LiveNames(Mapping[str, tuple[EntityKey, ...]]):
    """Key of a name, or platform id, to the entities alive that bear it; looked up where it lies, never copied."""

    def __init__(self, segments: Sequence[Segment], alive: Sequence[Alive]) -> None:
        self._segments = segments
        self._alive = alive

    def __getitem__(self, name: str) -> tuple[EntityKey, ...]:
        found = tuple(
            block.keys[slot]
            for block, mask in zip(self._segments, self._alive, strict=True)
            for slot in block.names.of(name).tolist()
            if mask[slot]
        )
        if not found:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(counted([block.names for block in self._segments], self._alive))

    def __len__(self) -> int:
        return len(counted([block.names for block in self._segments], self._alive))
