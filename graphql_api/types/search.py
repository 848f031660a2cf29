"""What was found, why, and how the question was understood."""

from __future__ import annotations

from datetime import date

import strawberry

from domain.search.interpretation import Interpretation
from domain.search.request import SearchAnswer
from domain.search.shown import corrections_of, filters_of
from graphql_api.types.entity_rows import EntitySummary, SearchHit, to_hit
from graphql_api.types.enums import SearchType
from graphql_api.types.given import describe
from graphql_api.types.scalars import JsonValue


@strawberry.type(description="Both ends included.")
class DateSpan:
    start: date = describe("First day.")
    end: date = describe("Last day, included.")


@strawberry.type(description="What the engine understood; every part can be shown and edited.")
class SearchInterpretation:
    filters: JsonValue = describe("Predicates such as `roas > 3`, `status = PAUSED`, in words and as data.")
    date_range: DateSpan | None = describe("Days that were searched; null for all.")
    ranked_by: str | None = describe("By what hits are ordered, where by a metric.")
    concepts: list[str] = describe("Marketing concepts that were asked for.")
    residual_text: str = describe("Text that is left: it is compared as words and as a vector.")
    corrections: JsonValue = describe("Words that were read as others: `given`, `readAs`.")
    ignored: list[str] = describe("Words that say nothing; articles, prepositions and conjunctions are never listed.")
    confidence: float = describe("Share of the words that were understood, 0 to 1.")


@strawberry.type(description="Entities found, best first.")
class SearchResult:
    hits: list[SearchHit] = describe("Best first.")
    count: int = describe("Number of hits.")
    total_found: int = describe("Number of entities found before the limit.")
    search_type: SearchType = describe("How hits were found.")
    interpretation: SearchInterpretation = describe("The question as it was understood.")
    notice: str | None = describe("Said when nothing, or not what was asked, can be returned.")
    took_ms: float = describe("Time that the search took, in milliseconds.")


@strawberry.type(description="An entity in the tree of its account.")
class Entity:
    entity: EntitySummary = describe("The entity itself.")
    parents: list[EntitySummary] = describe("What it lies in, from the campaign down.")
    children: list[EntitySummary] = describe("What lies in it, of the next level; at most 100, by name.")
    children_count: int = describe("Number of all of them.")


def to_search_result(answer: SearchAnswer, took_ms: float) -> SearchResult:
    """An answer in the API's type."""
    return SearchResult(
        hits=[to_hit(hit) for hit in answer.hits],
        count=len(answer.hits),
        total_found=answer.found,
        search_type=SearchType(answer.search_type.value),
        interpretation=_to_interpretation(answer.interpretation, answer.ranked_by),
        notice=answer.notice,
        took_ms=round(took_ms, 3),
    )


def _to_interpretation(asked: Interpretation, ranked_by: str | None) -> SearchInterpretation:
    period = asked.period
    return SearchInterpretation(
        filters=JsonValue([dict(one) for one in filters_of(asked)]),
        date_range=None if period is None else DateSpan(start=period.start, end=period.end),
        ranked_by=ranked_by,
        concepts=list(asked.concepts),
        residual_text=asked.residual,
        corrections=JsonValue([dict(one) for one in corrections_of(asked)]),
        ignored=list(asked.ignored),
        confidence=asked.confidence,
    )
