"""The tutorial, followed to the letter: files saved, commands run, queries asked, every figure shown compared."""

import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from starlette.testclient import TestClient
from typer.testing import CliRunner

from graphql_api.app import make_app
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.settings import load_settings
from tests.docs_pages import DOCS, Ask, Block, Command, ask_at, blocks_of, commands_of

BLOCKS = blocks_of(DOCS / "tutorial.md")


@dataclass
class Reader:
    """Somebody who follows the page in the current folder."""

    runner: CliRunner = field(default_factory=CliRunner)
    client: TestClient | None = None
    opened: ExitStack = field(default_factory=ExitStack)
    done: list[str] = field(default_factory=list)

    def follow(self, place: int, block: Block) -> None:
        if block.language == "graphql":
            self.ask(ask_at(BLOCKS, place))
        elif block.language == "console":
            for command in commands_of(block):
                self.run(command)
        elif block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")

    def run(self, command: Command) -> None:
        words = shlex.split(command.line)
        self.done.append(" ".join(words[1:3]))
        assert words.pop(0) == "./run", command.line
        if words == ["serve"]:
            self.serve(command)
            return
        target = words[words.index(">") + 1] if ">" in words else None
        result = self.runner.invoke(app, words[: words.index(">")] if target else words)
        assert result.exit_code == 0, result.output
        lines = [line.rstrip() for line in result.stdout.splitlines()]
        if target:
            Path(target).write_text(result.stdout, encoding="utf-8")
        else:
            assert lines[: len(command.printed)] == list(command.printed)

    def serve(self, command: Command) -> None:
        settings = load_settings()
        assert command.printed == (f"Serving on http://{settings.host}:{settings.port}",)
        key = Path("key.txt").read_text(encoding="utf-8").strip()
        made = make_app(settings, open_services(settings))
        self.client = self.opened.enter_context(TestClient(made, headers={"Authorization": f"Bearer {key}"}))

    def ask(self, ask: Ask) -> None:
        assert self.client is not None, "the page asks before it serves"
        self.done.append("ask")
        answer = self.client.post("/graphql", json={"query": ask.query, "variables": ask.variables})
        assert ask.answer is not None, f"the page shows no answer to {ask.query}"
        assert answer.json() == ask.answer


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.chdir(tmp_path)
    found = Reader()
    with found.opened:
        yield found
    structlog.reset_defaults()


def test_following_the_tutorial_gives_every_figure_that_it_shows(reader: Reader) -> None:
    for place, block in enumerate(BLOCKS):
        reader.follow(place, block)
    assert reader.done == [
        *("ingest meta.json", "ingest google.json", "ingest google.json", "accounts set", "keys create", "serve"),
        *["ask"] * 6,
    ]


def test_the_rejected_row_of_the_tutorial_is_named_with_field_and_value(reader: Reader) -> None:
    reader.follow(0, BLOCKS[0])
    result = reader.runner.invoke(app, ["ingest", "meta.json", "--source", "meta_business", "--org", "acme"])
    assert "Row 4: spend is 'about 40'. A metric is not a number." in result.output
