"""What the caller can mend, as data."""

from __future__ import annotations

import strawberry

from domain.errors import MarketingMemoryError
from graphql_api.types.given import describe


@strawberry.type(description="Something the caller can mend.")
class UserError:
    code: str = describe("Stable code, e.g. INVALID_INPUT.")
    message: str = describe("What was wrong, with the value, and what to do.")
    field: list[str] | None = describe("Path of the argument.")


def to_user_errors(error: MarketingMemoryError) -> list[UserError]:
    """An error of the domain as data."""
    return [UserError(code=error.code, message=str(error), field=list(error.field) or None)]
