"""KPIs."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.selections import selected_metrics
from graphql_api.types.insights import Insights, to_insights
from graphql_api.types.insights_input import InsightsInput, to_insights_request


@strawberry.type
class InsightQueries:
    """KPIs grouped as asked."""

    @strawberry.field(description="KPIs across platforms.")
    async def insights(
        self,
        info: Info,
        input: Annotated[InsightsInput, strawberry.argument(description="What to show.")],  # noqa: A002 - the API's word
    ) -> Insights | None:
        """Groups, totals, and what was left out."""
        require(info.context.principal, Scope.READ)
        request = to_insights_request(input, selected_metrics(info))
        return to_insights(
            await in_thread(info.context.services.insights, info.context.principal.org, request), request
        )
