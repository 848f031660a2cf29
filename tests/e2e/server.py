"""The real server as a process of its own, on loopback and a data folder of the test's."""

import os
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_keys

ROOT = Path(__file__).resolve().parents[2]
STARTING_S = 30.0
STOPPING_S = 20.0
COMMAND_S = 60.0
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted: a client would read the system's certificates, which takes longer than the request."""
READY = re.compile(r"^Serving on (http://127\.0\.0\.1:\d+)$", re.MULTILINE)
OWN_VARIABLES = re.compile(r"MARKETING_MEMORY_|MEMORY_SERVICE_|LLM_|OPENAI_|PINECONE_")


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without the product's own variables, plus the given ones."""
    kept = {name: value for name, value in os.environ.items() if not OWN_VARIABLES.match(name)}
    return kept | {"PYTHONPATH": str(ROOT), "COLUMNS": "120"} | changes


def run_command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command of ./run to its end, as in a pipe."""
    command = [sys.executable, "-P", "-m", "graphql_api", *arguments]
    return subprocess.run(
        command, env=environment(**variables), capture_output=True, text=True, timeout=COMMAND_S, check=False
    )


def make_key(data: Path, *scopes: str, org: str = "alder-pine", name: str = "test") -> str:
    """A new key of the organization, as the command line makes it."""
    asked = [word for scope in scopes for word in ("--scope", scope)]
    made = run_command("keys", "create", "--org", org, "--name", name, *asked, "--data", str(data))
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def quick_key(data: Path, *scopes: Scope, org: str = "alder-pine") -> str:
    """As `make_key`, without a process of its own: for tests that need many."""
    keys, create_key = open_keys(data)
    try:
        return create_key(org, "test", scopes).secret
    finally:
        keys.close()


@dataclass(slots=True)
class Server:
    """A running server: `say` sends one operation."""

    process: subprocess.Popen[str]
    base_url: str
    log: Path
    ready_after_s: float

    def client(self, key: str | None = None, **headers: str) -> httpx2.Client:
        """A client that keeps its connection; close it."""
        own = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx2.Client(base_url=self.base_url, headers=own | headers, timeout=60, trust_env=False, verify=PLAIN)

    def post(self, key: str | None, query: str, variables: object = None, **more: object) -> httpx2.Response:
        with self.client(key) as client:
            return client.post("/graphql", json={"query": query, "variables": variables, **more})

    def say(self, key: str, query: str, **variables: object) -> dict[str, Any]:
        """The data of an operation that must succeed."""
        response = self.post(key, query, variables)
        body: dict[str, Any] = response.json()
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    def kill(self) -> None:
        """As kill -9 does."""
        self.process.kill()
        self.process.wait(STOPPING_S)

    def stop(self) -> int:
        """As Ctrl-C in a service manager does; killed when that takes too long. Gives the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(STOPPING_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def start(data: Path, *options: str, command: str = "serve", **variables: str) -> Server:
    """A server that is ready, of ./run serve or ./run demo; raises with its log when it does not come up."""
    log = data.parent / f"{data.name}.log"
    words = [sys.executable, "-P", "-m", "graphql_api", command, "--data", str(data), *(options or ("--port", "0"))]
    said = data.parent / f"{data.name}.out"
    started = time.monotonic()
    with log.open("a") as errors, said.open("w") as output:
        process = subprocess.Popen(words, env=environment(**variables), stdout=output, stderr=errors, text=True)
    deadline = started + STARTING_S
    while time.monotonic() < deadline and process.poll() is None:
        ready = READY.search(said.read_text())
        if ready:
            return Server(process, ready[1], log, time.monotonic() - started)
        time.sleep(0.01)
    process.kill()
    process.wait(STOPPING_S)
    raise AssertionError(f"The server did not come up within {STARTING_S:.0f} s:\n{log.read_text()[-4000:]}")


@contextmanager
def serving(data: Path, *options: str, command: str = "serve", **variables: str) -> Iterator[Server]:
    """A server that is gone at the end, whatever happens."""
    server = start(data, *options, command=command, **variables)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            if server.process.poll() is None:
                server.stop()
