"""docs/how-to/load-files.md: its table goes in as it says, and what it lists is what there is."""

import shlex
from pathlib import Path

from typer.testing import CliRunner

from domain.files.formats import BY_MEDIA_TYPE
from domain.files.parts import MOST_ROWS
from domain.use_cases.filed_request import NAMES
from graphql_api.cli import app
from graphql_api.uploads.options import PARAMETERS
from tests.docs_pages import DOCS, blocks_of, commands_of

PAGE = DOCS / "how-to" / "load-files.md"


def test_the_table_goes_in_as_the_page_says(tmp_path: Path) -> None:
    blocks = blocks_of(PAGE)
    [table] = [block for block in blocks if block.file]
    [command] = [one for block in blocks if block.language == "console" for one in commands_of(block) if one.printed]
    file = tmp_path / (table.file or "")
    file.write_text(table.text)
    words = [str(file) if word == table.file else word for word in shlex.split(command.line)[1:]]
    done = CliRunner().invoke(app, [*words, "--data", str(tmp_path / "data")])
    assert done.exit_code == 0, done.output
    printed = done.output.splitlines()
    assert printed[0].removeprefix(f"{tmp_path}/") == command.printed[0]
    [rejected] = [line.strip() for line in printed if "line 6" in line]
    assert rejected.startswith("Row 2 (line 6): The line has 4 cells, and the header has 6.")


def test_every_parameter_media_type_and_bound_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in PARAMETERS if f"`{name}`" not in text] == []
    assert [name for name in BY_MEDIA_TYPE if f"`{name}`" not in text] == []
    assert [name for name in NAMES if f"`{name}`" not in text] == []
    assert f"{MOST_ROWS:,}" in text
