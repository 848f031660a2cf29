"""docs/reference/columns.md: the columns of the record."""

from __future__ import annotations

from strawberry.utils.str_converters import to_camel_case

from domain.normalize.identity import KEY_COLUMNS
from domain.records import COLUMNS, Column, Kind, Role
from graphql_api.reference.tables import code, codes, meaning_of, page, section, table
from graphql_api.types.rows import Record

INTRO = (
    "One record is one entity, one period, one breakdown cell, one attribution basis. Frames, tables, exports and GraphQL fields "
    "have these columns in this order. A column without a GraphQL name is kept but not shown."
)
TYPES = {
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.INSTANT: "instant, UTC",
    Kind.INSTANTS: "list of instants, UTC",
    Kind.COUNT: "whole number",
    Kind.DECIMAL: "DECIMAL(18,6)",
    Kind.JSON: "JSON",
    Kind.FLAG: "true or false",
    Kind.KEY: "UUID",
}
ROLES = {
    Role.IDENTITY: "part of the natural key: two rows with equal identity are versions of one row",
    Role.ATTRIBUTE: "describes the row; the newest observation wins",
    Role.ADDITIVE: "a metric whose sum over rows means something: see [metrics](metrics.md)",
    Role.NON_ADDITIVE: "kept on the row, never summed",
    Role.PROVENANCE: "where the row came from and when it was known; not part of its content",
}
SHOWN = frozenset(field.python_name for field in Record.__strawberry_definition__.fields)


def columns_page() -> str:
    """The page's text."""
    header = ("Column", "GraphQL", "Type", "Role", "Unit", "Meaning")
    key = (
        f"`key` (in GraphQL `id`) comes first: 128 bits over the organization and {codes(KEY_COLUMNS)}. "
        "It is the same for every version of a row."
    )
    roles = table(("Role", "What it is for"), ((role.value, ROLES[role]) for role in Role))
    return page(
        "Columns of the record",
        INTRO,
        section("Columns", key, table(header, (_row(column) for column in COLUMNS))),
        section("Roles", roles),
    )


def _row(column: Column) -> tuple[str, ...]:
    return (
        code(column.name),
        code(to_camel_case(column.name) if column.name in SHOWN else ""),
        TYPES[column.kind],
        column.role.value,
        column.unit,
        meaning_of(column.meaning, f"Column {column.name}", "domain/records.py"),
    )
