"""What a shop calls its own products: words that several of its names share and that nobody else knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView, SearchScope
from domain.search.concepts.lexicon import abbreviations, concept_phrases
from domain.search.countries import country_phrases
from domain.search.documents import EntityDocument
from domain.search.searched import name_words
from domain.search.text import stem
from domain.search.understanding.attribute_words import CHANNELS, LEVELS, source_phrases
from domain.search.understanding.common_words import COMMON_WORDS

Mask = npt.NDArray[np.bool_]
_SHORTEST = 3
_MOST_WORDS = 12
_FEWEST, _MOST_SHARE = 2, 0.5
"""Entities that share a word, and the part of all of them from which on it says nothing."""


def own_products(view: CatalogView, seed: EntityDocument) -> Sequence[Mask]:
    """Documents that hold a word of the seed's name, for each word that names a product of the shop's own."""
    peers = view.within(SearchScope(levels=frozenset({seed.level})))
    told = frozenset(name_words(seed.account_name or ""))
    found = []
    for word in name_words(seed.name or "")[:_MOST_WORDS]:
        if word in told or not _may_name(word):
            continue
        holding = view.containing(word)
        number = int((holding & peers).sum())
        if _FEWEST <= number <= max(_FEWEST, _MOST_SHARE * int(peers.sum())):
            found.append(holding)
    return found


def _may_name(word: str) -> bool:
    """Whether a word is nobody's but the shop's."""
    if len(word) < _SHORTEST or not word.isalpha() or word in COMMON_WORDS:
        return False
    stems = [stem(word)]
    tables = (concept_phrases(), country_phrases(), source_phrases(), CHANNELS, LEVELS)
    return word not in abbreviations() and not any(table.at(stems, 0) for table in tables)
