"""Queries: map the input, call one use case, map the answer."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.errors import MarketingMemoryError
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types import enums
from graphql_api.types.inputs import (
    InsightsInput,
    RecordFilter,
    TransformInput,
    given,
    to_insights_request,
    to_row_filter,
    to_submission,
)
from graphql_api.types.reports import (
    Insights,
    RecordConnection,
    TransformPreview,
    Viewer,
    to_connection,
    to_insights,
    to_transform_preview,
    to_user_errors,
)


@strawberry.type(description="Reads. Every query acts for the caller's organization only.")
class Query:
    @strawberry.field(description="Who asks, and what the key may do.")
    def viewer(self, info: Info) -> Viewer | None:
        """The caller."""
        principal = info.context.principal
        scopes = [enums.Scope(scope.value) for scope in sorted(principal.scopes)]
        return Viewer(organization_id=strawberry.ID(principal.org), subject=principal.name, scopes=scopes)

    @strawberry.field(description="KPIs across platforms.")
    async def insights(
        self,
        info: Info,
        input: Annotated[InsightsInput, strawberry.argument(description="What to show.")],  # noqa: A002 - the API's word
    ) -> Insights | None:
        """Groups, totals, and what was left out."""
        require(info.context.principal, Scope.READ)
        request = to_insights_request(input)
        return to_insights(await in_thread(info.context.services.insights, info.context.principal.org, request))

    @strawberry.field(description="Normalize raw rows without storing anything.")
    async def transform_preview(
        self,
        info: Info,
        input: Annotated[TransformInput, strawberry.argument(description="Raw rows, and what is said of them.")],  # noqa: A002
    ) -> TransformPreview | None:
        """What ingest would store."""
        require(info.context.principal, Scope.READ)
        try:
            submission = to_submission(input)
            return to_transform_preview(
                await in_thread(info.context.services.preview, info.context.principal.org, submission)
            )
        except MarketingMemoryError as error:
            return TransformPreview(user_errors=to_user_errors(error))

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
        raw = await in_thread(use_case.raw_rows, org, page.records) if _selects(info, "raw") else []
        return to_connection(page, raw)


def _selects(info: Info, name: str) -> bool:
    """Whether the query asks for a field of that name anywhere below."""
    layer = list(info.selected_fields)
    while layer:
        if any(getattr(node, "name", None) == name for node in layer):
            return True
        layer = [child for node in layer for child in node.selections]
    return False
