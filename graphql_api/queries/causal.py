"""The causal export."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.causal import CausalExport, to_causal_export
from graphql_api.types.causal_input import CausalExportInput, to_causal_request


@strawberry.type
class CausalQueries:
    """Panels for causal models."""

    @strawberry.field(description="Panel, diagnostics and graph for causal models.")
    async def causal_export(
        self,
        info: Info,
        input: Annotated[CausalExportInput, strawberry.argument(description="What panel to build.")],  # noqa: A002 - the API's word
    ) -> CausalExport | None:
        """One complete panel and what explains it."""
        require(info.context.principal, Scope.READ)
        asked = to_causal_request(input)
        report = await in_thread(info.context.services.causal_export, info.context.principal.org, asked)
        return await in_thread(to_causal_export, report, asked)
