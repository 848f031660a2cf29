"""Setting what counts as a conversion."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain import vocabulary
from domain.errors import InvalidInputError
from domain.use_cases.audited_writes import rules_write
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.conversion_rules import (
    ConversionRulesInput,
    SetConversionRulesPayload,
    to_json,
    to_said_rules,
)
from graphql_api.types.enums import DataSource
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class ConversionRulesMutations:
    """The organization's conversion rules."""

    @strawberry.mutation(
        description="Keep the rules of a data source in place of all earlier ones; {} goes back to the defaults. "
        "Batches that follow meet them; stored rows take them when they are sent again. Needs the scope ADMIN."
    )
    async def set_conversion_rules(
        self,
        info: Info,
        data_source: Annotated[DataSource, strawberry.argument(description="Whose rules.")],
        rules: Annotated[ConversionRulesInput, strawberry.argument(description="The rules that differ from defaults.")],
    ) -> SetConversionRulesPayload | None:
        """The rules now in force."""
        require(info.context.principal, Scope.ADMIN)
        keep, org = info.context.services.set_conversion_rules, info.context.principal.org
        source = vocabulary.DataSource(data_source.value)
        try:
            said = to_said_rules(rules)
            kept = await audited(info, rules_write(source, said), keep, org, source, said)
        except InvalidInputError as error:
            return SetConversionRulesPayload(user_errors=to_user_errors(error))
        return SetConversionRulesPayload(rules=to_json(kept))
