"""./run config: values, where they came from, what is wrong with them, and who holds the data folder."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graphql_api.cli import app
from tests.e2e.server import OWN_VARIABLES, serving, start

runner = CliRunner()


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if OWN_VARIABLES.match(name)]:
        monkeypatch.delenv(name)


def config(*words: str, **variables: str) -> tuple[int, dict[str, Any], str]:
    result = runner.invoke(app, ["config", "--json", *words], env=variables)
    return result.exit_code, json.loads(result.stdout), result.stderr


def shown(data: Path) -> str:
    """What people read, on a wide terminal."""
    return runner.invoke(app, ["config", "--data", str(data)], env={"COLUMNS": "120"}).stdout


def setting(report: dict[str, Any], variable: str) -> tuple[object, str]:
    found = next(row for row in report["settings"] if row["variable"] == f"MARKETING_MEMORY_{variable}")
    return found["value"], found["came_from"]


def test_a_value_says_where_it_came_from(tmp_path: Path) -> None:
    code, report, _ = config("--data", str(tmp_path), MEMORY_SERVICE_PORT="8100", MARKETING_MEMORY_ENV="production")
    assert code == 0
    assert setting(report, "DATA") == (str(tmp_path), "option --data")
    assert setting(report, "PORT") == ("8100", "environment variable MEMORY_SERVICE_PORT")
    assert setting(report, "ENV") == ("production", "environment variable MARKETING_MEMORY_ENV")
    assert setting(report, "HOST") == ("127.0.0.1", "default")
    assert setting(report, "IDE") == (None, "default")


def test_all_wrong_values_are_named_at_once_and_the_others_are_shown() -> None:
    wrong = {"MARKETING_MEMORY_ENV": "prod", "MEMORY_SERVICE_PORT": "abc", "MARKETING_MEMORY_MAX_CONCURRENT": "7"}
    code, report, said = config(**wrong)
    assert code == 2
    [env, port] = report["wrong"]
    assert env.startswith("MARKETING_MEMORY_ENV is 'prod':")
    assert env.endswith("Send one of development, production.")
    assert port.startswith("MEMORY_SERVICE_PORT is 'abc':")
    assert port.endswith("Send a whole number from 0 up to 65535.")
    assert said == f"Error: {env}\nError: {port}\n"
    assert setting(report, "MAX_CONCURRENT")[0] == "7"
    assert [row["variable"] for row in report["settings"] if not row["usable"]] == [
        "MARKETING_MEMORY_ENV",
        "MARKETING_MEMORY_PORT",
    ]


def test_a_wrong_option_is_named_as_one() -> None:
    code, report, _ = config("--port", "70000")
    assert (code, report["wrong"][0][:18]) == (2, "--port is '70000':")


def test_a_name_that_is_no_setting_is_a_warning() -> None:
    code, report, said = config(MARKETING_MEMORY_PROT="hunter2")
    assert code == 0
    assert report["warnings"] == [
        "MARKETING_MEMORY_PROT is no setting and has no effect. Did you mean MARKETING_MEMORY_PORT?"
    ]
    assert said == f"Warning: {report['warnings'][0]}\n"


def test_keys_of_services_are_not_shown_and_half_of_one_is_wrong() -> None:
    code, report, said = config(LLM_API_KEY="hunter2", PINECONE_API_KEY="hunter3")
    shown = {row["variable"]: (row["value"], row["usable"]) for row in report["settings"]}
    assert shown["LLM_API_KEY"] == shown["PINECONE_API_KEY"] == ("(set, not shown)", True)
    assert shown["PINECONE_INDEX_HOST"] == (None, False)
    assert (code, "hunter" in f"{report} {said}") == (2, False)
    assert report["wrong"][0].startswith("PINECONE_API_KEY is set, but neither PINECONE_INDEX_HOST nor")


def test_the_text_shows_the_same(tmp_path: Path) -> None:
    shown = runner.invoke(app, ["config", "--data", str(tmp_path / "none")], env={"MARKETING_MEMORY_ENV": "x"})
    assert shown.exit_code == 2
    for line in (
        "MARKETING_MEMORY_ENV = not usable  (environment variable MARKETING_MEMORY_ENV)",
        "MARKETING_MEMORY_PORT = 8003  (default)",
        "    Port to listen on; 0 takes any free one. [whole number from 0 up to 65535]",
        f"Data folder: {tmp_path / 'none'} (not there yet)",
        "Server: none runs on this folder",
    ):
        assert f"{line}\n" in shown.stdout
    assert not (tmp_path / "none").exists()


def test_a_server_on_the_folder_is_shown_while_it_runs_and_called_gone_after_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as server:
        beside = config("--data", str(data))[1]
        text = shown(data)
    assert (beside["server"]["url"], beside["server"]["answers"]) == (server.base_url, True)
    assert f"Server: process {server.process.pid} at {server.base_url}, since " in text
    assert "token" not in beside["server"]
    assert config("--data", str(data))[1]["server"] is None
    killed = start(data)
    killed.kill()
    after = shown(data)
    assert f"Server: none answers; the last one was process {killed.process.pid}" in after
