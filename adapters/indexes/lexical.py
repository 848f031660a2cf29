"""BM25 over weighted words, computed from postings when asked: nothing is precomputed that a write would spoil."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from adapters.indexes.postings import Alive
from adapters.indexes.segment import Segment
from domain.ports.search import Scores
from domain.search.text import stem

SATURATION = 1.2
"""How soon more of the same word stops to count (k1)."""

LENGTH_SHARE = 0.5
"""How far long documents are marked down (b); names differ less in length than texts do, so less than the usual 0.75."""


def bm25(segments: Sequence[Segment], alive: Sequence[Alive], words: Sequence[str], mean_length: float) -> list[Scores]:
    """Scores per block and slot, dead slots' included; words of one stem are one word.

    Each word adds idf * w * (k1 + 1) / (w + k1 * (1 - b + b * length / mean length)), where w is its weight in the
    document and idf = ln(1 + (n - df + 0.5) / (df + 0.5)) over the documents alive.
    """
    scores = [np.zeros(len(block), np.float32) for block in segments]
    total = sum(int(np.count_nonzero(mask)) for mask in alive)
    for wanted in dict.fromkeys(map(stem, words)):
        holding = [block.stems.get(wanted, []) for block in segments]
        found = sum(
            int(np.count_nonzero(mask[block.words.numbered(number)]))
            for block, mask, numbers in zip(segments, alive, holding, strict=True)
            for number in numbers
        )
        if found:
            rarity = log(1 + (total - min(found, total) + 0.5) / (min(found, total) + 0.5))
            for block, numbers, summed in zip(segments, holding, scores, strict=True):
                _add(block, numbers, summed, rarity, mean_length)
    return scores


def _add(block: Segment, numbers: Sequence[int], scores: Scores, rarity: float, mean_length: float) -> None:
    """Add what the words of these numbers are worth; each slot is at most once in one word's postings."""
    for number in numbers:
        slots, weights = block.words.numbered(number), block.words.weights_of(number)
        damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE / mean_length * block.lengths[slots])
        scores[slots] += np.float32(rarity * (SATURATION + 1)) * weights / (weights + damping)
