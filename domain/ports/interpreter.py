"""A reader of what our own rules leave unread of a question."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from domain.ports.health import Health
from domain.search.reading import Choices, LLMReading


class Interpreter(Protocol):
    """Tells what words of a question mean, out of closed lists; it may be wrong, late or away.

    Nothing that it says is taken unseen: `domain.search.merging` checks each word of it.
    """

    def read(self, query: str, as_of: date, choices: Choices) -> LLMReading:
        """What the unread words of a question mean; `as_of`: the day it was asked.

        Raises InterpreterUnavailableError where there is no usable answer in time, for whatever reason.
        """
        ...

    def ping(self) -> Health:
        """Whether questions can be read."""
        ...
