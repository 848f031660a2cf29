"""./run ingest on the folder of a running server: as without one, and whole or not at all when the server dies."""

import json
import stat
import threading
from pathlib import Path

import pytest

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.local.presence import FILE, read_presence
from graphql_api.settings import Settings
from tests.api_requests import RECORDS, many_rows
from tests.e2e.server import ROOT, quick_key, run_command, serving, start
from tests.e2e.test_stopping import wait_for_work

FIXTURES = ROOT / "tests" / "fixtures"
GOOD = ("meta/insights_rows.json", "meta/insights_pages.ndjson", "google_ads/search_stream.json")
BAD = ("meta/error.json", "missing.json")
ORG = "alder-pine"


def words(data: Path, *files: str) -> list[str]:
    return ["ingest", *(str(FIXTURES / file) for file in files), "--org", ORG, "--data", str(data)]


def test_a_server_takes_the_files_and_the_report_is_the_same_as_without_one(tmp_path: Path) -> None:
    alone = run_command(*words(tmp_path / "alone", *GOOD, *BAD))
    data = tmp_path / "data"
    with serving(data) as server:
        beside = run_command(*words(data, *GOOD, *BAD))
        key = quick_key(data, Scope.READ)
        records = server.say(key, RECORDS, first=100)["records"]["totalCount"]
        log = server.log.read_text()
        presence = read_presence(data)
    assert (beside.stdout, beside.stderr, beside.returncode) == (alone.stdout, alone.stderr, 1)
    assert "3 rows received, 3 inserted" in beside.stdout
    assert records > 0
    assert presence is not None
    assert log.count("local_ingest") == len(GOOD) + 1
    assert presence.token not in log


def test_the_presence_is_for_the_owner_and_gone_after_a_stop(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = start(data)
    found = read_presence(data)
    mode = stat.S_IMODE((data / FILE).stat().st_mode)
    server.stop()
    assert found is not None
    assert (found.pid, found.url, mode) == (server.process.pid, server.base_url, 0o600)
    assert not (data / FILE).exists()


def test_after_a_kill_the_command_opens_the_folder_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = start(data)
    server.kill()
    assert (data / FILE).exists()
    done = run_command(*words(data, GOOD[0]))
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 inserted" in done.stdout
    with serving(data) as again:
        assert again.say(quick_key(data, Scope.READ), RECORDS, first=1)["records"]["totalCount"] == 3


def test_a_folder_held_by_a_server_that_does_not_answer_is_said_to_be(tmp_path: Path) -> None:
    server = start(tmp_path)
    server.kill()
    services = open_services(Settings(data=tmp_path))
    try:
        done = run_command(*words(tmp_path, GOOD[0]))
    finally:
        services.close()
    assert (done.returncode, done.stdout) == (1, "")
    assert f"process {server.process.pid} at {server.base_url}, which does not answer" in done.stderr


@pytest.mark.timeout(120)
def test_a_server_killed_amid_a_file_leaves_all_or_nothing_and_the_same_file_goes_again(tmp_path: Path) -> None:
    data, rows = tmp_path / "data", 60_000
    file = tmp_path / "large.json"
    file.write_text(json.dumps(many_rows(rows)))
    server, answers = start(data), []
    sending = threading.Thread(
        target=lambda: answers.append(run_command("ingest", str(file), "--org", ORG, "--data", str(data)))
    )
    sending.start()
    wait_for_work(server.process)
    server.kill()
    sending.join(60)
    [cut_off] = answers
    assert (cut_off.returncode, cut_off.stdout) == (1, "")
    assert f"went away while it took {file}. Run the same command again" in cut_off.stderr
    done = run_command("ingest", str(file), "--org", ORG, "--data", str(data))
    assert done.returncode == 0
    assert f"{rows:,} rows received, {rows:,} inserted" in done.stdout
