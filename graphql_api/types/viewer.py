"""Who asks."""

from __future__ import annotations

import strawberry

from graphql_api.types.enums import Scope
from graphql_api.types.given import describe


@strawberry.type(description="Who asks.")
class Viewer:
    organization_id: strawberry.ID = describe("The organization of the API key: every answer is about it alone.")
    subject: str = describe("Name of the API key.")
    scopes: list[Scope] = describe("What the key may do.")
