"""Who wrote what."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.audit import AuditPage, to_audit_page
from graphql_api.types.given import given

DEFAULT_PAGE = 100


@strawberry.type
class AuditQueries:
    """The audit log."""

    @strawberry.field(
        description="Every write of the organization, newest first; needs the scope ADMIN. A line is begun before "
        "the write and completed after it."
    )
    async def audit_log(
        self,
        info: Info,
        first: Annotated[int | None, strawberry.argument(description="1 to 1,000.")] = DEFAULT_PAGE,
        before: Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")] = UNSET,
    ) -> AuditPage | None:
        """One page."""
        require(info.context.principal, Scope.ADMIN)
        use_case, org = info.context.services.audit_lines, info.context.principal.org
        return to_audit_page(await in_thread(use_case, org, DEFAULT_PAGE if first is None else first, given(before)))
