"""`./run renormalize`: what it prints, what it leaves, and what it refuses."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.stores.duckdb_file import connect
from graphql_api.bootstrap import RECORDS_FILE, open_services
from graphql_api.cli import app
from graphql_api.settings import Settings
from tests.builders import meta_row

DRY = "Nothing was changed: this was a dry run."


def command(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(folder)])


def renormalize(folder: Path, *words: str) -> Result:
    return command(folder, "renormalize", *words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two organizations with a row of 10 dollars each; the first one's is stored as 4."""
    folder = tmp_path_factory.mktemp("made")
    file = folder / "rows.json"
    file.write_text(json.dumps([meta_row(spend="10.00")]))
    for org in ("acme", "beta"):
        assert command(folder, "ingest", str(file), "--org", org).exit_code == 0
    with closing(connect(folder / RECORDS_FILE)) as connection:
        connection.execute("UPDATE org_1.records SET spend = 4")
    return folder


@pytest.fixture
def folder(tmp_path: Path, made: Path) -> Path:
    """A copy of it for each test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def lines(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split() for line in result.output.splitlines()]


def test_a_dry_run_is_the_default_and_shows_both_sides(folder: Path) -> None:
    shown = lines(renormalize(folder))
    assert ["acme", "meta_business", "1", "1", "1", "0", "0", "0", "0"] in shown
    assert ["beta", "meta_business", "1", "1", "0", "0", "0", "0", "0"] in shown
    assert ["acme", "meta_business", "USD", "spend", "4", "10"] in shown
    assert ["beta", "meta_business", "USD", "spend", "10", "10"] in shown
    assert DRY in renormalize(folder).output


def test_records_are_replaced_when_told_and_the_second_time_nothing_is(folder: Path) -> None:
    assert "The records were replaced." in renormalize(folder, "--no-dry-run", "--org", "acme").output
    assert "nothing to change" in renormalize(folder, "--no-dry-run").output


def test_only_what_is_named_is_read_again(folder: Path) -> None:
    assert "nothing to change" in renormalize(folder, "--org", "beta").output
    assert "nothing to change" in renormalize(folder, "--since", "2999-01-01").output
    for words in (("--org", "nobody"), ("--source", "klaviyo")):
        assert "There are no batches to read again." in renormalize(folder, *words).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--source", "myspace"), "--source is 'myspace'. Give one of: meta_business"),
        (("--since", "yesterday"), "--since is 'yesterday'. Give a day: 2024-01-31"),
        (("--rules", "mine"), "--rules is 'mine'. Give one of: batch, current"),
        (("--org", "no such name!"), "no such name!"),
    ],
)
def test_what_cannot_be_meant_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    result = renormalize(folder, *words)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_folder_without_records_says_so(tmp_path: Path) -> None:
    result = renormalize(tmp_path / "nowhere")
    assert (result.exit_code, "There is no" in result.stderr) == (1, True)


def test_a_server_s_folder_is_left_alone_and_the_reason_said(folder: Path) -> None:
    from tests.e2e.server import run_command  # noqa: PLC0415 - a process of its own, for this test alone

    services = open_services(Settings(data=folder))
    try:
        done = run_command("renormalize", "--data", str(folder))
    finally:
        services.close()
    assert done.returncode == 1
    assert "in use by a server. Stop it, then run ./run renormalize again." in done.stderr


def test_the_audit_log_says_who_read_what_again(folder: Path) -> None:
    renormalize(folder, "--no-dry-run", "--rules", "current", "--org", "acme")
    output = command(folder, "audit", "--org", "acme", "--first", "1").output
    assert "renormalize" in output
    assert "changed" in output
