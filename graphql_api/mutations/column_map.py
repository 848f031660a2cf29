"""Setting what the columns of an organization's own rows mean."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.column_map import column_map_of, stated_map
from domain.errors import InvalidInputError
from domain.use_cases.audited_writes import column_map_write
from domain.use_cases.column_maps import MAPPED
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.column_map import COLUMN_MAP, SetColumnMapPayload
from graphql_api.types.scalars import JsonValue
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class ColumnMapMutations:
    """The organization's column map."""

    @strawberry.mutation(
        description="Keep the column map of GENERIC rows in place of the earlier one; {} goes back to guesses. "
        "Batches that follow meet it; stored rows take it when they are sent again. Needs the scope ADMIN."
    )
    async def set_column_map(
        self, info: Info, column_map: Annotated[JsonValue, strawberry.argument(description=COLUMN_MAP)]
    ) -> SetColumnMapPayload | None:
        """The map now in force."""
        require(info.context.principal, Scope.ADMIN)
        keep, org = info.context.services.set_column_map, info.context.principal.org
        try:
            said = column_map_of(column_map, ("columnMap",))
            kept = await audited(info, column_map_write(MAPPED, said), keep, org, said)
        except InvalidInputError as error:
            return SetColumnMapPayload(user_errors=to_user_errors(error))
        return SetColumnMapPayload(column_map=JsonValue(stated_map(kept)))
