"""API keys of the organization."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.api_keys import ApiKey, to_api_key

DEFAULT_FIRST = 100


@strawberry.type
class ApiKeyQueries:
    """Keys, never their secrets."""

    @strawberry.field(
        description="The organization's API keys, newest first, revoked and expired ones too; needs the scope ADMIN."
    )
    async def api_keys(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description="1 to 1,000.")] = DEFAULT_FIRST,
    ) -> list[ApiKey] | None:
        """The keys."""
        require(info.context.principal, Scope.ADMIN)
        use_case, org = info.context.services.api_keys, info.context.principal.org
        return [to_api_key(key) for key in await in_thread(use_case, org, DEFAULT_FIRST if first is None else first)]
