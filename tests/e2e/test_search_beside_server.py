"""./run search and ./run reindex on the folder of a running server: as without one, and searches go on meanwhile."""

import shutil
from pathlib import Path

import pytest

from domain.vocabulary import Scope
from tests.e2e.server import ROOT, quick_key, run_command, serving, start

Printed = list[tuple[int, str]]
ORG = "alder-pine"
FILE = str(ROOT / "tests" / "fixtures" / "meta" / "insights_rows.json")
ASK = 'query { search(input: {query: "campaigns", limit: 1}) { totalFound notice } }'


def both(data: Path) -> Printed:
    """What the two commands print."""
    asked = run_command("search", "campaigns by spend", "--org", ORG, "--data", str(data))
    remade = run_command("reindex", "--data", str(data))
    return [(done.returncode, done.stdout) for done in (asked, remade)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Printed]:
    """A folder with a file's rows, and what the commands print where no server runs on it."""
    folder = tmp_path_factory.mktemp("alone")
    ingested = run_command("ingest", FILE, "--org", ORG, "--data", str(folder))
    assert ingested.returncode == 0, ingested.stderr
    return folder, both(folder)


@pytest.fixture
def alone(made: tuple[Path, Printed], tmp_path: Path) -> Printed:
    """What they print; the folder of the test is like that one."""
    folder, printed = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return printed


def test_a_server_answers_the_commands_and_they_say_the_same_as_without_one(tmp_path: Path, alone: Printed) -> None:
    with serving(tmp_path) as server:
        beside = both(tmp_path)
        refused = run_command("search", "x", "--type", "MAGIC", "--org", ORG, "--data", str(tmp_path))
        refused_name = run_command("reindex", "--org", "no such name!", "--data", str(tmp_path))
        found = server.say(quick_key(tmp_path, Scope.READ), ASK)["search"]
        log = server.log.read_text()
    assert beside == alone
    assert [code for code, _ in alone] == [0, 0]
    assert f"{ORG}: " in alone[1][1]
    assert (refused.returncode, "--type is 'MAGIC'" in refused.stderr) == (1, True)
    assert (refused_name.returncode, "no such name!" in refused_name.stderr) == (1, True)
    assert found["totalFound"] > 0
    assert found["notice"] is None
    assert log.count(" reindexed ") == 2  # one of them found no organization of that name


def test_without_its_token_the_server_knows_no_such_door(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        answers = [client.post(f"/local/{name}", json={}, headers={"Authorization": "Local x"}) for name in DOORS]
    assert [answer.status_code for answer in answers] == [404, 404]


DOORS = ("search", "reindex")


def test_after_a_kill_the_commands_open_the_folder_themselves(tmp_path: Path, alone: Printed) -> None:
    server = start(tmp_path)
    server.kill()
    assert both(tmp_path) == alone
