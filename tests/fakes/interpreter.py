"""An interpreter that says what a test tells it to."""

from datetime import date

from domain.errors import InterpreterUnavailableError
from domain.ports.health import Health
from domain.search.reading import Choices, LLMReading


class ToldInterpreter:
    """Implements `domain.ports.interpreter.Interpreter`; fails where it was told nothing."""

    def __init__(self, reading: LLMReading | None = None) -> None:
        self.reading = reading
        self.asked: list[tuple[str, date, Choices]] = []

    def read(self, query: str, as_of: date, choices: Choices) -> LLMReading:
        self.asked.append((query, as_of, choices))
        if self.reading is None:
            raise InterpreterUnavailableError("The language model was told nothing.")
        return self.reading

    def ping(self) -> Health:
        return Health("interpreter", ok=self.reading is not None)
