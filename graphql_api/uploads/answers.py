"""Answers of the API's types as JSON, in the names that GraphQL gives them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from strawberry.utils.str_converters import to_camel_case


def to_json(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the API's types
    """The fields of one of the API's types."""
    return {to_camel_case(field.name): _plain(getattr(answer, field.name)) for field in fields(answer)}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return to_json(value) if is_dataclass(value) else value
