"""What every port can tell of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """Answer to a ping: `detail` says what is wrong when not `ok`."""

    name: str
    ok: bool
    detail: str = ""
