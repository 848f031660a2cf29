"""What the catalog's parts find by themselves: words alone, vectors alone, and the two fused by rank."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from benchmarks.search_world.facts import Identity
from benchmarks.search_world.questions import Question
from domain.ports.embedder import Embedder
from domain.ports.search import CatalogView, EntityCatalog, Mask, Scores, SearchScope
from domain.vocabulary import DataSource, Level, OrgId, Period
from graphql_api.context import Services

RRF_K = 60
WORD = re.compile(r"[^\W_]+")
PARTS = ("lexical", "dense", "fused")


@dataclass(frozen=True, slots=True)
class Parts:
    """The catalog and the embedder behind search."""

    catalog: EntityCatalog
    embedder: Embedder

    def find(self, question: Question, limit: int = 20) -> dict[str, list[Identity]]:
        """What each part finds, best first, among what the arguments allow."""
        view = self.catalog.view(OrgId(question.organization))
        mask = view.within(scope_of(question))
        lexical = view.lexical(words_of(question.text))
        dense = view.similar_to(self.embedder.embed([question.text])[0])
        fused = by_rank(np.where(mask, lexical, 0)) + by_rank(np.where(mask, dense, 0))
        found = zip(PARTS, (lexical, dense, fused), strict=True)
        return {name: _best(view, mask, np.asarray(scores, np.float32), limit) for name, scores in found}


def open_parts(services: Services) -> Parts:
    """The parts behind the search of a running application."""
    return Parts(services.search.catalog, services.search.embedder)


def scope_of(question: Question) -> SearchScope:
    """What the question's arguments allow; campaigns where no level is given, as `SearchInput` says."""
    return SearchScope(
        levels=frozenset({Level(question.level or "CAMPAIGN")}),
        data_sources=frozenset(DataSource(source) for source in question.sources) or None,
        period=Period(*question.period) if question.period else None,
    )


def words_of(text: str) -> list[str]:
    """Words without accents, in lower case.

    >>> words_of("Más clics, PMax_2024")
    ['mas', 'clics', 'pmax', '2024']
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return WORD.findall(plain.casefold())


def by_rank(scores: Scores) -> Scores:
    """Reciprocal rank of each place whose score is above 0, as float32; 0 elsewhere."""
    ranks = np.empty(len(scores), np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, 1 / (RRF_K + ranks), 0).astype(np.float32)


def _best(view: CatalogView, mask: Mask, scores: Scores, limit: int) -> list[Identity]:
    allowed = np.where(mask & (scores > 0), scores, 0)
    order = np.argsort(-allowed, kind="stable")[:limit]
    documents = view.documents([int(place) for place in order if allowed[place] > 0])
    return [
        Identity(d.data_source, d.account_id, d.level.value, d.campaign_id, d.ad_group_id, d.ad_id) for d in documents
    ]
