"""Finding entities."""

from __future__ import annotations

import time
from typing import Annotated

import strawberry

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.entity_rows import SearchHit, to_entity, to_hit
from graphql_api.types.search import Entity, SearchResult, to_search_result
from graphql_api.types.search_input import SearchInput, to_search_request

EntityId = Annotated[strawberry.ID, strawberry.argument(description="`entityId` of a hit.")]


@strawberry.type
class SearchQueries:
    """Campaigns, ads and emails by question, by id and by likeness."""

    @strawberry.field(description="Hybrid search over campaigns, ads and emails.")
    async def search(
        self,
        info: Info,
        input: Annotated[SearchInput, strawberry.argument(description="What to search for.")],  # noqa: A002 - the API's word
    ) -> SearchResult | None:
        """Hits with their metrics and reasons, and the question as it was understood."""
        require(info.context.principal, Scope.READ)
        request, started = to_search_request(input), time.perf_counter()
        answer = await in_thread(info.context.services.search, info.context.principal.org, request)
        return to_search_result(answer, 1000 * (time.perf_counter() - started))

    @strawberry.field(description="An entity with what lies above and below it; null where there is no such entity.")
    async def entity(self, info: Info, id: EntityId) -> Entity | None:  # noqa: A002 - the API's word
        """The entity in the tree of its account."""
        require(info.context.principal, Scope.READ)
        shown = await in_thread(info.context.services.show_entity, info.context.principal.org, str(id))
        if shown is None:
            return None
        return Entity(
            entity=to_entity(shown.document),
            parents=[to_entity(one) for one in shown.parents],
            children=[to_entity(one) for one in shown.children],
            children_count=shown.children_count,
        )

    @strawberry.field(
        description="Entities of the same level that are like one, by what they are about and by their texts, with "
        "metrics over all days; null where there is no such entity."
    )
    async def similar(
        self,
        info: Info,
        entity_id: EntityId,
        limit: Annotated[int, strawberry.argument(description="1 to 100.")] = 10,
    ) -> list[SearchHit] | None:
        """Hits, the most similar first."""
        require(info.context.principal, Scope.READ)
        services, org = info.context.services, info.context.principal.org
        hits = await in_thread(services.find_similar, org, str(entity_id), limit)
        return None if hits is None else [to_hit(hit) for hit in hits]
