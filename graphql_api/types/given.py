"""Fields of inputs: their descriptions, and what was left out."""

from __future__ import annotations

from typing import Any, TypeVar

import strawberry
from strawberry import UNSET

T = TypeVar("T")


def describe(text: str, **how: Any) -> Any:
    """An input field with its description."""
    return strawberry.field(description=text, **how)


def given(value: T | None) -> T | None:
    """The value of an optional field; None where it was left out."""
    return None if value is UNSET else value
