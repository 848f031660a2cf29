"""The time of day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """The time of day, given from outside."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...

    def today(self) -> date:
        """The day of `now`."""
        ...
