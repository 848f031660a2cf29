"""What the columns of an organization's own rows mean."""

from __future__ import annotations

import strawberry

from domain.column_map import stated_map
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.scalars import JsonValue


@strawberry.type
class ColumnMapQueries:
    """The organization's column map."""

    @strawberry.field(
        description="The map that the next batch of GENERIC rows meets: each column with its `column` (the target), "
        "`unit` and `dateFormat`. Empty where none is stored."
    )
    async def column_map(self, info: Info) -> JsonValue | None:
        """Every column by its header."""
        require(info.context.principal, Scope.READ)
        found = await in_thread(info.context.services.column_map, info.context.principal.org)
        return JsonValue(stated_map(found))
