"""The versions of one record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.selections import selects
from graphql_api.types.given import given
from graphql_api.types.records import to_records
from graphql_api.types.rows import Record


@strawberry.type
class HistoryQueries:
    """One row through time."""

    @strawberry.field(
        description="Every stored version of one row, oldest first; null for an id that the organization does not have. "
        "Of more than 1,000 versions the newest."
    )
    async def record_history(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="`id` of a record.")],  # noqa: A002 - the API's word
        as_of: Annotated[
            datetime | None, strawberry.argument(description="Only versions and ends of versions known then.")
        ] = UNSET,
    ) -> list[Record] | None:
        """Versions as records."""
        require(info.context.principal, Scope.READ)
        services, org = info.context.services, info.context.principal.org
        versions = await in_thread(services.history, org, str(id), given(as_of))
        if versions is None:
            return None
        raw = await in_thread(services.records.raw_rows, org, versions) if selects(info, "raw") else []
        return to_records(versions, raw)
