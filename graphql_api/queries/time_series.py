"""KPIs over time."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.selections import selected_metrics
from graphql_api.types.time_series import TimeSeries, to_time_series
from graphql_api.types.time_series_input import TimeSeriesInput, to_time_series_request


@strawberry.type
class TimeSeriesQueries:
    """KPIs per calendar bucket."""

    @strawberry.field(description="Gap-free metrics per calendar bucket.")
    async def time_series(
        self,
        info: Info,
        input: Annotated[TimeSeriesInput, strawberry.argument(description="What to show.")],  # noqa: A002 - the API's word
    ) -> TimeSeries | None:
        """One row for every bucket of every group."""
        require(info.context.principal, Scope.READ)
        request = to_time_series_request(input, selected_metrics(info))
        return to_time_series(await in_thread(info.context.services.time_series, info.context.principal.org, request))
