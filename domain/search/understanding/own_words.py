"""An organization's words as a key of a cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OwnWords:
    """A mapping of words as a key of a cache: the same object, not an equal one."""

    mapping: Mapping[str, int]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OwnWords) and self.mapping is other.mapping

    def __hash__(self) -> int:
        return id(self.mapping)
