"""What is asked of a search, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.search.documents import EntityDocument
from domain.search.interpretation import Interpretation
from domain.vocabulary import DataSource, Level, Period

MOST_CHARACTERS = 1_000
MOST_HITS = 100


class SearchType(StrEnum):
    """How hits are found."""

    NEURAL = "NEURAL"
    CONCEPTUAL = "CONCEPTUAL"
    KNOWLEDGE = "KNOWLEDGE"
    HYBRID = "HYBRID"


SEARCH_TYPE_MEANINGS = {
    SearchType.NEURAL: "Nearest neighbours of the text, as vectors, among what the filters leave.",
    SearchType.CONCEPTUAL: "Marketing concepts (retargeting = remarketing = RTG) and numeric standing.",
    SearchType.KNOWLEDGE: "The entity graph: account > campaign > ad group > ad; the same product, intent, event or country.",
    SearchType.HYBRID: "All of them, fused, with the predicates and the words of the question.",
}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question and what restricts its answer; what is given here wins over what the question says."""

    query: str
    data_sources: tuple[DataSource, ...] | None = None
    period: Period | None = None
    campaign_ids: tuple[str, ...] | None = None
    level: Level | None = None
    limit: int = 10
    search_type: SearchType = SearchType.HYBRID
    as_of: date | None = None
    """The day that relative dates count from."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity, why it was found, and its metrics over the days searched."""

    document: EntityDocument
    score: float
    scores: Mapping[str, float]
    reasons: tuple[str, ...]
    metrics: Mapping[str, float | None]
    currency: str | None
    """Of its money; None where nobody said, or there are several."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits, best first, and the question as it was understood."""

    hits: tuple[Hit, ...]
    found: int
    """Entities found before the limit."""
    search_type: SearchType
    interpretation: Interpretation
    ranked_by: str | None
    notice: str | None
