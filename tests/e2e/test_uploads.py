"""Files into a real server: by HTTP and by the command line, clients that go away, and the memory that a large one takes."""

import csv
import gzip
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zstandard

from benchmarks.upload import memory, upload, write_rows
from domain.vocabulary import Scope
from tests.api_requests import RECORDS, many_rows
from tests.e2e.server import Server, quick_key, run_command, serving

ORG = "alder-pine"
ROWS = many_rows(5)


def write_files(folder: Path) -> list[Path]:
    """The same five rows in four files."""
    text = json.dumps(ROWS).encode()
    (folder / "rows.json.gz").write_bytes(gzip.compress(text))
    (folder / "rows.dat").write_bytes(zstandard.compress("\n".join(map(json.dumps, ROWS)).encode()))
    for name, encoding, delimiter in (("rows.csv", "utf-8-sig", ";"), ("export.csv", "utf-16", "\t")):
        with (folder / name).open("w", encoding=encoding, newline="") as file:
            file.write("Campaign report\n")
            writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(ROWS)
    return [folder / name for name in ("rows.json.gz", "rows.dat", "rows.csv", "export.csv")]


def test_files_of_every_kind_go_in_beside_a_server_as_without_one(tmp_path: Path) -> None:
    files = [str(file) for file in write_files(tmp_path)]
    alone = run_command("ingest", *files, "--org", ORG, "--data", str(tmp_path / "alone"))
    data = tmp_path / "data"
    with serving(data):
        beside = run_command("ingest", *files, "--org", ORG, "--data", str(data))
        left = [
            path.name
            for path in data.iterdir()
            if not path.name.startswith(("records.", "control.", "server.", "search"))
        ]
    assert (beside.stdout, beside.stderr, beside.returncode) == (alone.stdout, alone.stderr, 0)
    counts = [line.split(": ", 1)[1] for line in alone.stdout.splitlines() if "rows received" in line]
    assert [line.split(", ")[:2] for line in counts] == [
        ["5 rows received", "5 inserted"],
        *[["5 rows received", "0 inserted"]] * 3,
    ]
    assert left == []


def held_by(server: Server) -> int:
    """Bytes of files without a name that the server has open."""
    sizes = 0
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        try:
            if "(deleted)" in str(link.readlink()):
                sizes += link.stat().st_size
        except FileNotFoundError:  # closed meanwhile
            continue
    return sizes


def test_a_client_that_goes_away_amid_its_file_leaves_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        key = quick_key(tmp_path, *Scope)
        address = urlsplit(server.base_url)
        with socket.create_connection((str(address.hostname), address.port or 0), timeout=20) as client:
            head = f"POST /ingest/meta_business HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
            client.sendall(f"{head}Content-Length: 50000000\r\n\r\n".encode() + json.dumps(ROWS).encode() * 5000)
            assert wait_until(lambda: held_by(server) > 1_000_000)
        assert wait_until(lambda: held_by(server) == 0)
        assert server.say(key, RECORDS, first=1)["records"]["totalCount"] == 0
        assert send(server, key, json.dumps(ROWS).encode()) == (200, 5)


def wait_until(holds: Callable[[], bool], timeout_s: float = 20.0) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return False


def send(server: Server, key: str, content: bytes | Iterator[bytes]) -> tuple[int, int | None]:
    """Status, and rows received."""
    address = urlsplit(server.base_url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
    try:
        connection.request("POST", "/ingest/META_BUSINESS", content, {"Authorization": f"Bearer {key}"})
        response = connection.getresponse()
        return response.status, json.loads(response.read()).get("received")
    finally:
        connection.close()


def test_a_slow_body_is_taken_as_long_as_it_moves_and_more_than_the_places_wait(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0", MARKETING_MEMORY_MAX_UPLOADS="1") as server:
        key = quick_key(tmp_path, *Scope)
        others: list[tuple[int, int | None]] = []

        def slowly() -> Iterator[bytes]:
            text = json.dumps(ROWS).encode()
            yield text[:50]
            time.sleep(0.5)
            others.append(send(server, key, b"[]"))
            yield text[50:]

        assert send(server, key, slowly()) == (200, 5)
        assert others == [(503, None)]
        assert send(server, key, b"[]") == (200, 0)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("layout", ["json", "ndjson", "envelope"])
def test_a_large_file_takes_bounded_memory(tmp_path: Path, layout: str) -> None:
    rows, file = 150_000, tmp_path / "rows"
    with file.open("wb") as opened:
        write_rows(opened, rows, layout)
    with serving(tmp_path / "data") as server:
        key = quick_key(tmp_path / "data", *Scope)
        idle = memory(server.process.pid)["VmRSS"]
        _, report = upload(server.base_url, key, file)
        peak = memory(server.process.pid)["VmHWM"]
    assert (report["received"], report["inserted"]) == (rows, rows)
    assert peak - idle < 600
