"""Defaults of accounts."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import InvalidInputError
from domain.use_cases.accounts import KEPT, AccountChange, Said
from domain.use_cases.audited_writes import account_default_write
from domain.use_cases.keys import require
from domain.vocabulary import DataSource as SourceName
from domain.vocabulary import Scope
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.accounts import SetAccountDefaultsPayload
from graphql_api.types.enums import DataSource
from graphql_api.types.scalars import Long
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class AccountMutations:
    """What rows that do not say take."""

    @strawberry.mutation(
        description="What rows of this account that do not say take: currency, time zone; needs ADMIN. Stored rows follow "
        "the currency at once, in every version; rows that said their own never change."
    )
    async def set_account_defaults(
        self,
        info: Info,
        data_source: Annotated[DataSource, strawberry.argument(description="The system that the rows come from.")],
        account_id: Annotated[strawberry.ID, strawberry.argument(description="Account of the platform.")],
        currency: Annotated[
            str | None, strawberry.argument(description="ISO 4217. Left out: stays as it is; null: none.")
        ] = strawberry.UNSET,
        timezone: Annotated[
            str | None, strawberry.argument(description="IANA time zone. Left out: stays as it is; null: none.")
        ] = strawberry.UNSET,
    ) -> SetAccountDefaultsPayload | None:
        """What is kept, and how many stored records it changed."""
        require(info.context.principal, Scope.ADMIN)
        use_case, org = info.context.services.set_account_defaults, info.context.principal.org
        change = AccountChange(SourceName(data_source.value), account_id, _said(currency), _said(timezone))
        try:
            done = await audited(info, account_default_write(change), use_case, org, change)
        except InvalidInputError as error:
            return SetAccountDefaultsPayload(user_errors=to_user_errors(error))
        kept, updated = done.default, Long(done.updated or 0)
        return SetAccountDefaultsPayload(updated=updated, currency=kept.currency, timezone=kept.timezone)


def _said(value: str | None) -> Said:
    return KEPT if value is strawberry.UNSET else value
