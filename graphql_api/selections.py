"""What a query selects, so that only this is computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from strawberry.utils.str_converters import to_snake_case

from domain.metrics import METRIC_NAMES
from graphql_api.context import Info


def selects(info: Info, name: str) -> bool:
    """Whether the query asks for a field of that name anywhere below."""
    return name in set(_names(info))


def selected_metrics(info: Info) -> tuple[str, ...]:
    """Metrics that the query asks for anywhere below, in their own order."""
    names = {to_snake_case(name) for name in _names(info)}
    return tuple(name for name in METRIC_NAMES if name in names)


def _names(info: Info) -> Iterator[str]:
    layer: list[Any] = list(info.selected_fields)
    while layer:
        yield from (node.name for node in layer if getattr(node, "name", None) is not None)
        layer = [child for node in layer for child in node.selections]
