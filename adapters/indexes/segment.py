"""A block of documents in memory that never changes: arrays, vectors and postings, one slot per document."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from adapters.indexes.postings import Alive, Postings, Weights, merge, post, post_single, post_weighted
from adapters.indexes.rows import Kept, Matrix, matrix_of
from domain.search.documents import EntityDocument, EntityKey
from domain.search.text import name_keys, squeeze, stem

Days = npt.NDArray[np.int32]

VALUE_COLUMNS = ("data_source", "channel", "status", "objective", "country", "campaign_type", "level")
"""Columns of `Vocabulary.values`."""


@dataclass(frozen=True)
class Segment:
    """Documents by slot. `first` and `last` are days since year 1; rows of `vectors` are zeros where still to come."""

    keys: list[EntityKey]
    documents: list[bytes]
    """As JSON."""
    vectors: Matrix
    first: Days
    last: Days
    lengths: Weights
    """Weights of all words of a document, summed."""
    words: Postings
    concepts: Postings
    names: Postings
    """Keys of whole names, and platform ids."""
    campaigns: Postings
    """Ids of campaigns."""
    values: Mapping[str, Postings]
    """By column of VALUE_COLUMNS."""

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def slot_of(self) -> dict[EntityKey, int]:
        """Where each key is."""
        return {key: slot for slot, key in enumerate(self.keys)}

    @cached_property
    def stems(self) -> dict[str, list[int]]:
        """Stem to the numbers of the words that share it."""
        numbered: dict[str, list[int]] = {}
        for word, number in self.words.index.items():
            numbered.setdefault(stem(word), []).append(number)
        return numbered

    @cached_property
    def nbytes(self) -> int:
        """Size in memory, about."""
        arrays = self.vectors.nbytes + self.first.nbytes + self.last.nbytes + self.lengths.nbytes
        texts = sum(map(sys.getsizeof, self.documents)) + sum(map(sys.getsizeof, self.keys)) + 150 * len(self.keys)
        tables = (self.words, self.concepts, self.names, self.campaigns, *self.values.values())
        return arrays + texts + sum(table.nbytes for table in tables)


def segment_of(rows: Sequence[Kept]) -> Segment:
    """Make a block of documents, each key once."""
    documents = [row.document for row in rows]
    words = [row.words for row in rows]
    return Segment(
        keys=[document.key for document in documents],
        documents=[row.json for row in rows],
        vectors=matrix_of([row.vector for row in rows]),
        first=days_of([document.first_date for document in documents]),
        last=days_of([document.last_date for document in documents]),
        lengths=np.array([sum(counted.values()) for counted in words], np.float32),
        words=post_weighted(words),
        concepts=post([document.concepts for document in documents]),
        names=post(list(map(names_of, documents))),
        campaigns=post_single([document.campaign_id for document in documents]),
        values=values_of(documents),
    )


def days_of(dates: Sequence[date]) -> Days:
    """Dates as days since year 1."""
    return np.fromiter(map(date.toordinal, dates), np.int32, len(dates))


def merged(segments: Sequence[Segment], alive: Sequence[Alive]) -> Segment:
    """Make one block of what is alive in several, in their order."""
    places = [np.flatnonzero(mask) for mask in alive]
    blocks = list(zip(segments, places, strict=True))

    def together(table: str) -> Postings:
        return merge([(getattr(block, table), mask) for block, mask in zip(segments, alive, strict=True)])

    return Segment(
        keys=[block.keys[slot] for block, slots in blocks for slot in slots.tolist()],
        documents=[block.documents[slot] for block, slots in blocks for slot in slots.tolist()],
        vectors=stacked([(block.vectors, slots) for block, slots in blocks]),
        first=np.concatenate([block.first[slots] for block, slots in blocks]),
        last=np.concatenate([block.last[slots] for block, slots in blocks]),
        lengths=np.concatenate([block.lengths[slots] for block, slots in blocks]),
        words=together("words"),
        concepts=together("concepts"),
        names=together("names"),
        campaigns=together("campaigns"),
        values={
            column: merge([(block.values[column], mask) for block, mask in zip(segments, alive, strict=True)])
            for column in VALUE_COLUMNS
        },
    )


def stacked(parts: Sequence[tuple[Matrix, npt.NDArray[np.intp]]]) -> Matrix:
    """Make one matrix of these rows; a matrix of another width than the widest counts as zeros."""
    width = max(matrix.shape[1] for matrix, _ in parts)
    whole = np.zeros((sum(len(slots) for _, slots in parts), width), np.float32)
    first = 0
    for matrix, slots in parts:
        if matrix.shape[1] == width:
            whole[first : first + len(slots)] = matrix[slots]
        first += len(slots)
    return whole


def names_of(document: EntityDocument) -> list[str]:
    """Give the keys of the name of the entity, and its own platform id."""
    own_id = document.ad_id or document.ad_group_id or document.campaign_id or document.account_id
    return [*name_keys(document.name or ""), *([squeeze(own_id)] if own_id and squeeze(own_id) else [])]


def values_of(documents: Sequence[EntityDocument]) -> dict[str, Postings]:
    """Give what documents have in each of VALUE_COLUMNS."""
    single = [column for column in VALUE_COLUMNS if column != "country"]
    values = {column: post_single(list(map(attrgetter(column), documents))) for column in single}
    return {**values, "country": post([document.countries for document in documents])}
