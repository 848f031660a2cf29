"""Starting and stopping: ports that are taken, the older name of a setting, and nothing lost when told to stop."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

from domain.vocabulary import Scope
from tests.api_requests import INGEST, RECORDS, many_rows, meta_input
from tests.e2e.server import quick_key, run_command, serving, start


def test_a_busy_port_ends_with_two_and_names_a_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run_command("serve", "--port", str(port), "--data", str(tmp_path))
    assert refused.returncode == 2
    named = re.search(rf"Port {port} is in use\. Port (\d+) is free: --port \1\n", refused.stderr)
    assert named is not None
    with socket.create_server(("127.0.0.1", int(named[1]))):
        pass


def test_the_older_name_of_the_port_works(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(tmp_path / "data", "--host", "127.0.0.1", MEMORY_SERVICE_PORT=str(port)) as running:
        assert running.base_url == f"http://127.0.0.1:{port}"


def test_a_stop_finishes_what_was_accepted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    server = start(data)
    key = quick_key(data, Scope.READ, Scope.WRITE)
    answers: list[int] = []

    def ingest() -> None:
        answers.append(server.say(key, INGEST, input=meta_input(many_rows(20_000)))["ingest"]["inserted"])

    sending = threading.Thread(target=ingest)
    sending.start()
    wait_for_work(server.process)
    assert server.stop() in {0, -signal.SIGTERM}
    sending.join(30)
    assert answers == [20_000]
    with serving(data) as again:
        assert again.say(key, RECORDS, first=1)["records"]["totalCount"] == 20_000


def wait_for_work(process: subprocess.Popen[str]) -> None:
    """Returns once the process has been busy for a moment: the body has arrived and is being read."""
    ticks = os.sysconf("SC_CLK_TCK")
    idle = cpu_s(process.pid, ticks)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and cpu_s(process.pid, ticks) - idle < 0.15:
        time.sleep(0.01)


def cpu_s(pid: int, ticks: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / ticks


def test_a_server_that_says_so_is_ready(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        with running.client() as client:
            assert client.get("/healthz").json() == {"status": "ok"}
            ready = client.get("/readyz").json()
        assert [port["name"] for port in ready["ports"]] == ["records", "keys", "search", "embedder"]
        assert ready["down"] == []
