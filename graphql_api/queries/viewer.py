"""Who asks."""

from __future__ import annotations

import strawberry

from graphql_api.context import Info
from graphql_api.types import enums
from graphql_api.types.viewer import Viewer


@strawberry.type
class ViewerQueries:
    """The caller."""

    @strawberry.field(description="Who asks, and what the key may do.")
    def viewer(self, info: Info) -> Viewer | None:
        """The caller."""
        principal = info.context.principal
        scopes = [enums.Scope(scope.value) for scope in sorted(principal.scopes)]
        return Viewer(organization_id=strawberry.ID(principal.org), subject=principal.name, scopes=scopes)
