"""Making and revoking API keys."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain import vocabulary
from domain.errors import ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from domain.use_cases.audited_writes import new_key_write, revoked_key_write
from domain.use_cases.keys import require
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.api_keys import CreateApiKeyInput, CreateApiKeyPayload, RevokeApiKeyPayload, to_create_payload
from graphql_api.types.given import given
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class ApiKeyMutations:
    """Keys of the caller's organization."""

    @strawberry.mutation(
        description="Make an API key; needs the scope ADMIN. The secret is shown once and stored hashed."
    )
    async def create_api_key(
        self,
        info: Info,
        input: Annotated[CreateApiKeyInput, strawberry.argument(description="The key to make.")],  # noqa: A002 - the API's word
    ) -> CreateApiKeyPayload | None:
        """The new key."""
        principal, create_key = info.context.principal, info.context.services.create_key
        require(principal, vocabulary.Scope.ADMIN)
        scopes = [vocabulary.Scope(scope.value) for scope in input.scopes]
        expires_at = given(input.expires_at)
        write = new_key_write(scopes, expires_at)
        try:
            new = await audited(
                info, write, create_key, principal.org, input.name, scopes, expires_at, principal.scopes
            )
        except (InvalidInputError, ForbiddenError, TooLargeError) as error:
            return CreateApiKeyPayload(user_errors=to_user_errors(error))
        return to_create_payload(new)

    @strawberry.mutation(
        description="End an API key of the organization for good, the caller's own too; needs the scope ADMIN."
    )
    async def revoke_api_key(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the key, as listed.")],  # noqa: A002 - the API's word
    ) -> RevokeApiKeyPayload | None:
        """Whether it is revoked."""
        principal, services = info.context.principal, info.context.services
        require(principal, vocabulary.Scope.ADMIN)
        try:
            await audited(info, revoked_key_write(id), services.revoke_key, principal.org, id)
        except NotFoundError as error:
            return RevokeApiKeyPayload(user_errors=to_user_errors(error))
        return RevokeApiKeyPayload(revoked=True)
