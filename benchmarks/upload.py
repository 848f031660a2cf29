"""The bulk door: rows per second and memory of a real server that takes one large file of Meta rows.

python -m benchmarks.upload [rows] [json|ndjson|envelope|mutation]   `mutation` sends at most 12,000 rows to /graphql. 400,000 rows are about 500 MB. The peak is the process's largest resident size less its
size before the upload, generated rows and the sender being in another process.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from benchmarks.meta_rows import meta_rows
from domain.vocabulary import Scope
from graphql_api.bootstrap import open_keys

ROWS = 400_000
STEP = 10_000
CHUNK_BYTES = 1024 * 1024
MUTATION = "mutation($input: IngestInput!) { ingest(input: $input) { received inserted rejected } }"
LAYOUTS = {
    "json": ("[", ",", "]"),
    "ndjson": ("", "\n", ""),
    "envelope": ('{"data":[', ",", "]}"),
    "mutation": (
        f'{{"query":"{MUTATION}","variables":{{"input":{{"dataSource":"META_BUSINESS","dataEntries":[',
        ",",
        "]}}}",
    ),
}
MEMORY = re.compile(r"^(VmHWM|VmRSS|RssAnon):\s+(\d+) kB", re.MULTILINE)


def write_rows(file: IO[bytes], count: int, layout: str) -> None:
    before, between, after = LAYOUTS[layout]
    file.write(before.encode())
    for place, row in enumerate(_distinct_rows(count)):
        file.write((between if place else "").encode() + json.dumps(row, separators=(",", ":")).encode())
    file.write(after.encode())


def _distinct_rows(count: int) -> Iterator[dict[str, object]]:
    """Pieces of generated rows, each of ads of its own."""
    for first in range(0, count, STEP):
        for row in meta_rows(min(STEP, count - first), seed=first):
            yield row | {name: str(int(str(row[name])) + first) for name in ("campaign_id", "adset_id", "ad_id")}


def memory(pid: int) -> dict[str, float]:
    found = MEMORY.findall(Path(f"/proc/{pid}/status").read_text())
    return {name: int(size) / 1024 for name, size in found}


def upload(url: str, key: str, file: Path, layout: str = "json") -> tuple[float, dict[str, object]]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=3600)
    started = time.perf_counter()
    with closing(connection), file.open("rb") as opened:
        headers = {"Authorization": f"Bearer {key}", "Content-Length": str(file.stat().st_size)}
        headers["Content-Type"] = "application/x-ndjson" if layout == "ndjson" else "application/json"
        path = "/graphql" if layout == "mutation" else "/ingest/meta_business"
        connection.request("POST", path, opened, headers)
        with connection.getresponse() as response:
            answer = json.loads(response.read())
    return time.perf_counter() - started, answer["data"]["ingest"] if layout == "mutation" else answer


def processor_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(rows: int, layout: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, file = Path(folder) / "data", Path(folder) / "rows"
        with file.open("wb") as opened:
            write_rows(opened, rows, layout)
        keys, create_key = open_keys(data)
        key = create_key("bench", "bench", [Scope.WRITE]).secret
        keys.close()
        command = [sys.executable, "-P", "-m", "graphql_api", "serve", "--port", "0", "--data", str(data)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - our own program
        try:
            url = (server.stdout.readline() if server.stdout else "").split()[-1]
            idle, busy = memory(server.pid), processor_s(server.pid)
            seconds, answer = upload(url, key, file, layout)
            peak, busy = memory(server.pid), processor_s(server.pid) - busy
        finally:
            server.terminate()
            server.wait(60)
        size = file.stat().st_size / 1e6
        if "received" not in answer:
            sys.exit(f"Not stored: {answer}")
        counts = {name: answer[name] for name in ("received", "inserted", "rejected")}
        print(f"{layout}: {size:.0f} MB, {counts}")
        print(f"{seconds:.1f} s, {busy:.1f} CPU s: {rows / busy:,.0f} rows per CPU second")
        print(
            f"resident: idle {idle['VmRSS']:.0f} MB, peak {peak['VmHWM']:.0f} MB, over idle {peak['VmHWM'] - idle['VmRSS']:.0f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, sys.argv[2] if len(sys.argv) > 2 else "json")
