"""The how-to pages: what they tell to do works, and what they name exists."""

import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from domain.ports import RecordStore
from domain.sources.spec import SourceSpec
from domain.use_cases.insights import InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Scope
from graphql_api.bootstrap import CONTROL_FILE, RECORDS_FILE, open_services
from graphql_api.cli import app
from graphql_api.settings import Settings
from tests.builders import meta_row
from tests.docs_pages import DOCS, PAGES, ROOT, Block, blocks_of, commands_of

SOURCE_PAGE, STORE_PAGE = DOCS / "how-to" / "add-a-source.md", DOCS / "how-to" / "add-a-store.md"
MAP_PAGE = DOCS / "how-to" / "map-your-own-columns.md"
BACKUP_PAGE = DOCS / "how-to" / "upgrade-and-back-up.md"
PACKAGES = ("domain", "adapters", "graphql_api")
REGISTRY = Path("domain/sources/registry.py")
ACME = OrgId("acme")
BY_SOURCE = "{ insights(input: {groupBy: [DATA_SOURCE]}) { rows { dataSource currency spend revenue roas } } }"


def shell_commands() -> set[str]:
    """What `./run` itself knows besides the commands of the application."""
    return set(re.findall(r"^    (\w+)\)", (ROOT / "run").read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_runs_exists(page: Path) -> None:
    known = set(getattr(get_command(app), "commands", ())) | shell_commands()
    lines = [command.line for block in blocks_of(page) for command in commands_of(block) if block.language == "console"]
    named = {shlex.split(line)[1] for line in lines if line.startswith("./run")}
    assert named <= known


# --- add a source ---


def saved(blocks: list[Block]) -> dict[str, str]:
    """Files that a page says to save, by name."""
    return {block.file: block.text for block in blocks if block.file}


@pytest.fixture
def with_source(tmp_path: Path) -> Path:
    """A copy of the code in which the page was followed."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    blocks = blocks_of(SOURCE_PAGE)
    for name, text in saved(blocks).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    [line] = [block.text.removeprefix("+") for block in blocks if block.language == "diff"]
    registry = (tmp_path / REGISTRY).read_text(encoding="utf-8")
    followed = registry.replace("    for spec in (\n", f"    for spec in (\n{line}").replace(
        "from domain.sources import (\n", "from domain.sources import (\n    example_ads,\n"
    )
    assert followed.count("example_ads") == 2, "the registry looks different from what the page says"
    (tmp_path / REGISTRY).write_text(followed, encoding="utf-8")
    return tmp_path


def run_in(folder: Path, *words: str, code: Path | None = None) -> str:
    """The standard output of a command in that folder, of the code there or elsewhere."""
    environment = os.environ | {"PYTHONPATH": str(code or folder)}
    done = subprocess.run(
        [sys.executable, "-P", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


ASK = """
import asyncio, json, sys
from pathlib import Path
from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.context import RequestContext
from graphql_api.schema import make_schema
from graphql_api.settings import Settings
from domain.use_cases.keys import Principal
services = open_services(Settings(data=Path("data")))
context = RequestContext("1", Principal("acme", "k", "k", frozenset(Scope)), services)
result = asyncio.run(make_schema().execute(sys.argv[1], context_value=context))
services.close()
print(json.dumps({"data": result.data, "errors": [str(error) for error in result.errors or ()]}))
"""


@pytest.mark.timeout(120)
def test_a_source_added_as_the_page_says_is_ingested_and_asked_for(with_source: Path) -> None:
    console = next(block for block in blocks_of(SOURCE_PAGE) if block.language == "console")
    [command] = commands_of(console)
    printed = run_in(with_source, "-m", "graphql_api", *shlex.split(command.line)[1:])
    assert [line.rstrip() for line in printed.splitlines() if line.strip()] == list(command.printed)
    answer = json.loads(run_in(with_source, "-c", ASK, BY_SOURCE))
    assert answer["errors"] == []
    [row] = answer["data"]["insights"]["rows"]
    assert row == {"dataSource": "EXAMPLE_ADS", "currency": "EUR", "spend": 20.0, "revenue": 49.9, "roas": 2.495}


@pytest.mark.timeout(120)
def test_a_source_added_as_the_page_says_is_in_schema_and_reference(with_source: Path) -> None:
    assert "EXAMPLE_ADS" in run_in(with_source, "-m", "graphql_api", "schema")
    (with_source / "docs").mkdir()
    run_in(with_source, "-m", "graphql_api", "docs", "--write")
    pages = with_source / "docs" / "reference"
    assert "`cost_cents`" not in (pages / "sources.md").read_text(encoding="utf-8").split("## Example Ads")[0]
    assert "| `revenue` | `order_value` | currency units |" in (pages / "sources.md").read_text(encoding="utf-8")
    spend = next(line for line in (pages / "metrics.md").read_text().splitlines() if line.startswith("| `SPEND` |"))
    assert "Example Ads" in spend


def test_the_page_on_sources_says_what_every_part_of_a_source_is_for() -> None:
    text = SOURCE_PAGE.read_text(encoding="utf-8")
    obvious = {"name", "title", "meaning", "default_channel", "channels", "breakdown_prefix", "account_noise"}
    assert [name for name in SourceSpec.__dataclass_fields__ if name not in obvious and f"`{name}`" not in text] == []


# --- map your own columns ---


def test_rows_go_in_by_headers_and_by_map_as_the_page_says(tmp_path: Path) -> None:
    blocks = blocks_of(MAP_PAGE)
    for name, text in saved(blocks).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for command in [command for block in blocks if block.language == "console" for command in commands_of(block)]:
        printed = run_in(tmp_path, "-m", "graphql_api", *shlex.split(command.line)[1:], code=ROOT)
        assert [line.rstrip() for line in printed.splitlines() if line.strip()] == list(command.printed)
    services = open_services(Settings(data=tmp_path / "data"))
    try:
        spend = services.insights(ACME, InsightsRequest()).totals.overall["spend"]
    finally:
        services.close()
    assert spend == 2012.5


# --- add a store ---


def test_the_page_on_stores_names_every_method_of_the_port() -> None:
    methods = {name for name, value in vars(RecordStore).items() if inspect.isfunction(value) and name[0] != "_"}
    named = set(re.findall(r"^\| `(\w+)` \|", STORE_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named == methods


def test_the_page_on_stores_names_classes_and_functions_that_exist() -> None:
    text = STORE_PAGE.read_text(encoding="utf-8")
    for name, file in {
        "RecordStoreContract": "tests/contract/record_store.py",
        "fold_versions": "domain/restatement.py",
        "fold": "domain/insights/parts.py",
        "open_services": "graphql_api/bootstrap.py",
        "Dialect": "domain/sql/dialect.py",
        "StoreLockedError": "domain/errors.py",
    }.items():
        assert f"`{name}`" in text
        assert re.search(rf"^(class|def) {name}\b", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)


# --- upgrade and back up ---


def spend_in(folder: Path) -> object:
    services = open_services(Settings(data=folder))
    try:
        services.ingest(ACME, Submission(DataSource("meta_business"), [meta_row()], None, None, None, None, {}, False))
        return services.insights(ACME, InsightsRequest()).totals.overall["spend"]
    finally:
        services.close()


def test_a_copied_folder_answers_like_the_first(tmp_path: Path) -> None:
    first = spend_in(tmp_path / "data")
    services = open_services(Settings(data=tmp_path / "data"))
    key = services.create_key("acme", "k", [Scope.READ]).secret
    services.close()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    assert spend_in(tmp_path / "copy") == first == 1250.5
    copied = open_services(Settings(data=tmp_path / "copy"))
    assert copied.authenticate(f"Bearer {key}").org == "acme"
    copied.close()


def test_the_page_on_backups_names_every_file_of_the_folder(tmp_path: Path) -> None:
    text = BACKUP_PAGE.read_text(encoding="utf-8")
    services = open_services(Settings(data=tmp_path))
    while_open = {file.name for file in tmp_path.iterdir()}
    services.close()
    assert {RECORDS_FILE, CONTROL_FILE} <= while_open
    assert [name for name in sorted(while_open) if f"`{name}`" not in text] == []
    assert {file.name for file in tmp_path.iterdir()} == {RECORDS_FILE, CONTROL_FILE}
