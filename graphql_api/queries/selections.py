"""What a query asks for below a field."""

from __future__ import annotations

from graphql_api.context import Info


def selects(info: Info, name: str) -> bool:
    """Whether the query asks for a field of that name anywhere below."""
    layer = list(info.selected_fields)
    while layer:
        if any(getattr(node, "name", None) == name for node in layer):
            return True
        layer = [child for node in layer for child in node.selections]
    return False
