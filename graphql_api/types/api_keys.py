"""API keys."""

from __future__ import annotations

from datetime import datetime

import strawberry
from strawberry import UNSET

from domain.ports import ApiKey as KeptKey
from domain.use_cases.keys import NewKey
from graphql_api.types.enums import Scope
from graphql_api.types.given import describe
from graphql_api.types.user_errors import UserError


@strawberry.type(description="An API key as listed: never its secret.")
class ApiKey:
    id: strawberry.ID = describe("The public part of the key, between its underscores.")
    name: str = describe("What the key is for.")
    scopes: list[Scope] = describe("What the key may do.")
    created_at: datetime = describe("When it was made.")
    expires_at: datetime | None = describe("When it ends by itself; null for a key that stays.")
    last_used_at: datetime | None = describe("Its last use, to the minute; null where it was never used.")
    revoked_at: datetime | None = describe("When it was revoked; null for a key that was not.")


@strawberry.input(description="An API key to make.")
class CreateApiKeyInput:
    name: str = describe("1 to 100 printable characters that say what the key is for.")
    scopes: list[Scope] = strawberry.field(
        description="What it may do: only what the key that asks may do, too.", default_factory=lambda: [Scope.READ]
    )
    expires_at: datetime | None = describe("When it ends by itself. Default: never.", default=UNSET)


@strawberry.type(description="The key that was made, with its secret.")
class CreateApiKeyPayload:
    api_key: ApiKey | None = describe("The key; null where none was made.", default=None)
    secret: str | None = describe(
        "The whole key, for `Authorization: Bearer`. It is shown only now: keep it.", default=None
    )
    user_errors: list[UserError] = strawberry.field(description="Why no key was made.", default_factory=list)


@strawberry.type(description="Whether a key was revoked.")
class RevokeApiKeyPayload:
    revoked: bool = describe("Whether the organization had such a key, and it is revoked now.", default=False)
    user_errors: list[UserError] = strawberry.field(description="Why nothing was revoked.", default_factory=list)


def to_api_key(key: KeptKey) -> ApiKey:
    """A key in the API's type."""
    return ApiKey(
        id=strawberry.ID(key.key_id),
        name=key.name,
        scopes=[Scope(scope.value) for scope in sorted(key.scopes)],
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )


def to_create_payload(new: NewKey) -> CreateApiKeyPayload:
    """A new key in the API's type."""
    return CreateApiKeyPayload(api_key=to_api_key(new.key), secret=new.secret)
