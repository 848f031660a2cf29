"""What setting an account's defaults did."""

from __future__ import annotations

import strawberry

from graphql_api.types.given import describe
from graphql_api.types.scalars import Long
from graphql_api.types.user_errors import UserError


@strawberry.type(description="What setting an account's defaults did.")
class SetAccountDefaultsPayload:
    updated: Long = describe("Stored records that took another currency at once.", default=Long(0))
    currency: str | None = describe("What the account's rows that do not say take now, ISO 4217.", default=None)
    timezone: str | None = describe(
        "Time zone of the account's rows that do not say, from the next ingest on.", default=None
    )
    user_errors: list[UserError] = strawberry.field(description="Why nothing was set.", default_factory=list)
