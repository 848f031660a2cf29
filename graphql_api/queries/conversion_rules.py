"""What counts as a conversion."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain import vocabulary
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.conversion_rules import to_json
from graphql_api.types.enums import DataSource
from graphql_api.types.scalars import JsonValue


@strawberry.type
class ConversionRulesQueries:
    """The organization's conversion rules."""

    @strawberry.field(
        description="The rules that the next batch of a data source meets: each with its `value`, and `origin` stored "
        "or default."
    )
    async def conversion_rules(
        self,
        info: Info,
        data_source: Annotated[DataSource, strawberry.argument(description="Whose rules.")],
    ) -> JsonValue | None:
        """Every rule by name."""
        require(info.context.principal, Scope.READ)
        show, org = info.context.services.conversion_rules, info.context.principal.org
        return to_json(await in_thread(show, org, vocabulary.DataSource(data_source.value)))
