"""Stored records."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.queries.selections import selects
from graphql_api.types.filter_input import RecordFilter, to_row_filter
from graphql_api.types.given import given
from graphql_api.types.records import RecordConnection, to_connection


@strawberry.type
class RecordQueries:
    """Records as they are stored."""

    @strawberry.field(description="Stored rows, newest first, keyset-paginated; `first` 1 to 1,000.")
    async def records(
        self,
        info: Info,
        filter: Annotated[RecordFilter | None, strawberry.argument(description="Which records.")] = UNSET,  # noqa: A002 - the API's word
        first: Annotated[int, strawberry.argument(description="1 to 1,000.")] = 100,
        after: Annotated[str | None, strawberry.argument(description="Cursor of the last record seen.")] = UNSET,
    ) -> RecordConnection | None:
        """One page."""
        require(info.context.principal, Scope.READ)
        use_case, org = info.context.services.records, info.context.principal.org
        page = await in_thread(use_case, org, to_row_filter(given(filter), ("filter",)), first, given(after))
        raw = await in_thread(use_case.raw_rows, org, page.records) if selects(info, "raw") else []
        return to_connection(page, raw)
