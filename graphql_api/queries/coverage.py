"""What is stored."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.coverage import Coverage, to_coverage
from graphql_api.types.filter_input import RecordFilter, to_row_filter
from graphql_api.types.given import given


@strawberry.type
class CoverageQueries:
    """From when to when rows are stored."""

    @strawberry.field(description="What is stored per data source and level, and the days on which nothing lies.")
    async def coverage(
        self,
        info: Info,
        filter: Annotated[  # noqa: A002 - the API's word
            RecordFilter | None, strawberry.argument(description="Only rows wholly inside; asOf: as it was known then.")
        ] = UNSET,
    ) -> list[Coverage] | None:
        """One line per data source and level."""
        require(info.context.principal, Scope.READ)
        rows = to_row_filter(given(filter), ("filter",))
        return to_coverage(await in_thread(info.context.services.coverage, info.context.principal.org, rows))
