"""Pages of the documentation as tests read them: fenced blocks in order, and what they ask."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
_FENCE = re.compile(r"(?P<before>[^\n]*)\n+```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `before` is the line of text above it."""

    language: str
    text: str
    before: str = ""

    @property
    def file(self) -> str | None:
        """The file as which the page says to save it: "Save this as `rows.json`:"."""
        named = re.search(r"as `([\w./-]+)`", self.before)
        return named[1] if named else None

    @property
    def answer(self) -> dict[str, Any] | None:
        """The answer that it shows; None where it shows something else."""
        value = json.loads(self.text) if self.language == "json" and self.file is None else None
        return value if isinstance(value, dict) and "data" in value else None

    @property
    def variables(self) -> dict[str, Any] | None:
        """The variables of a query that it shows; None where it shows something else."""
        value = json.loads(self.text) if self.language == "json" and self.file is None else None
        return value if isinstance(value, dict) and "data" not in value else None


@dataclass(frozen=True, slots=True)
class Ask:
    """A GraphQL block with the variables and the answer that stand below it, where there are any."""

    query: str
    variables: dict[str, Any] | None = None
    answer: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A line after `$ ` with the lines that it prints."""

    line: str
    printed: tuple[str, ...]


def blocks_of(page: Path) -> list[Block]:
    """Every fenced block of a page, in order."""
    found = _FENCE.finditer(page.read_text(encoding="utf-8"))
    return [Block(match["language"], match["text"], match["before"]) for match in found]


def asks_of(blocks: list[Block]) -> Iterator[Ask]:
    """Every GraphQL block with what belongs to it."""
    for place, block in enumerate(blocks):
        if block.language == "graphql":
            yield ask_at(blocks, place)


def ask_at(blocks: list[Block], place: int) -> Ask:
    """The GraphQL block at a place with the JSON blocks right behind it."""
    variables = answer = None
    for following in blocks[place + 1 : place + 3]:
        if following.language != "json":
            break
        variables = variables or (following.variables if answer is None else None)
        answer = answer or following.answer
    return Ask(blocks[place].text, variables, answer)


def commands_of(block: Block) -> list[Command]:
    """The commands of a console block; a line that ends in a backslash goes on below."""
    parts = re.split(r"^\$ ", block.text.replace("\\\n", " "), flags=re.MULTILINE)[1:]
    lines = [part.splitlines() for part in parts]
    return [Command(line, tuple(text.rstrip() for text in printed if text.strip())) for line, *printed in lines]
