"""Column maps as the API takes and shows them."""

from __future__ import annotations

import strawberry

from domain.column_map import ColumnMap, column_map_of
from graphql_api.types.given import describe, given
from graphql_api.types.scalars import JsonValue
from graphql_api.types.user_errors import UserError

COLUMN_MAP = (
    "What the columns of GENERIC rows mean: header to `{column, unit, dateFormat}`, or to the target alone. `column` is "
    "a field of a record (`spend`, `date`, `campaign_name`, ...), `breakdown:NAME`, `platformMetric:NAME` or `ignore`; "
    "`unit` of money is UNITS, CENTS, MILLIS or MICROS; `dateFormat` is e.g. DD.MM.YYYY."
)


@strawberry.type(description="The map now in force, or why it was not kept.")
class SetColumnMapPayload:
    column_map: JsonValue | None = describe("The map as it is kept.", default=None)
    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was kept; the stored map stays as it was.", default_factory=list
    )


def to_column_map(sent: object, field: tuple[str, ...]) -> ColumnMap | None:
    """The map that a request states, in the domain's words; None where it states none."""
    document: object = given(sent)
    return None if document is None else column_map_of(document, field)
