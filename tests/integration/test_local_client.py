"""The command line's side of ./run ingest: servers that are gone, strangers, or silent, and answers that are cut off."""

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import MarketingMemoryError, StoreUnavailableError, UnreadableBatchError
from graphql_api.local.client import LocalServer, find_server, is_ours
from graphql_api.local.presence import Presence, announce, proof_of
from graphql_api.local.said import Said

SAID = Said("meta_business", "acme")
TOKEN = "the-token-of-this-start"


class Stranger(http.server.BaseHTTPRequestHandler):
    """Answers whatever it is told to, and keeps what it heard."""

    status, body, heard = 200, b"", b""

    def do_GET(self) -> None:
        type(self).heard += self.path.encode() + str(self.headers).encode()
        self._answer()

    def do_POST(self) -> None:
        while (size := int(self.rfile.readline(), 16)) > 0:
            self.rfile.read(size + 2)
        self.rfile.readline()
        self._answer()

    def _answer(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def stranger(status: int, body: bytes) -> Iterator[tuple[Presence, type[Stranger]]]:
    """An HTTP server of somebody, on a port that server.json names."""
    handler = type("Told", (Stranger,), {"status": status, "body": body, "heard": b""})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield presence_at(server.server_address[1]), handler
        finally:
            server.shutdown()
            thread.join()


def presence_at(port: int) -> Presence:
    return Presence(1, "127.0.0.1", port, datetime(2024, 5, 1, tzinfo=UTC), TOKEN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "rows.json").write_text("[]")
    return tmp_path / "rows.json"


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_a_folder_without_a_server_has_none(tmp_path: Path) -> None:
    assert find_server(tmp_path) is None


def test_a_server_that_is_gone_is_not_found(tmp_path: Path) -> None:
    announce(tmp_path, presence_at(closed_port()))
    assert find_server(tmp_path) is None


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b'{"proof": "wrong"}', b'{"proof": 1}', b"\xff", b"{}"])
def test_a_stranger_on_the_port_is_not_taken_for_the_server_and_sees_no_token(tmp_path: Path, body: bytes) -> None:
    with stranger(200, body) as (presence, handler):
        announce(tmp_path, presence)
        assert find_server(tmp_path) is None
    assert b"/local/server?nonce=" in handler.heard
    assert TOKEN.encode() not in handler.heard


def test_a_proof_for_another_nonce_proves_nothing() -> None:
    with stranger(200, f'{{"proof": "{proof_of(TOKEN, "0" * 32)}"}}'.encode()) as (presence, _):
        assert not is_ours(presence)


def test_a_port_that_does_not_speak_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        assert not is_ours(presence_at(silent.getsockname()[1]), timeout_s=0.1)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "body",
    [b"", b'{"stage": "Normalizing"}\n', b'{"stage": "Normalizing"}\n{"done": {"data', b"<html>", b'{"done": 1}\n'],
)
def test_an_answer_that_ends_early_says_that_the_same_file_may_go_again(file: Path, body: bytes) -> None:
    with stranger(200, body) as (presence, _), pytest.raises(StoreUnavailableError) as gone:
        LocalServer(presence).ingest(file, SAID, lambda _stage: None)
    assert str(gone.value) == (
        f"The server at {presence.url} went away while it took {file}. "
        "Run the same command again: what was stored already comes back as unchanged."
    )


def test_a_server_that_falls_silent_is_given_up(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = LocalServer(presence_at(silent.getsockname()[1]), quiet_s=0.1)
        with pytest.raises(StoreUnavailableError, match="went away"):
            server.ingest(file, SAID, lambda _stage: None)


def test_a_server_that_is_gone_by_then_is_said_to_be(file: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="went away"):
        LocalServer(presence_at(closed_port())).ingest(file, SAID, lambda _stage: None)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, b'{"message": "Two files already."}', r"did not take the file \(503\)\. Two files already\."),
        (401, b'{"message": "Not the token."}', r"\(401\)\. Not the token\."),
        (500, b"<html>", r"\(500\)\. Run the same command again"),
    ],
)
def test_a_refusal_is_passed_on(file: Path, status: int, body: bytes, said: str) -> None:
    with stranger(status, body) as (presence, _), pytest.raises(StoreUnavailableError, match=said):
        LocalServer(presence).ingest(file, SAID, lambda _stage: None)


def test_a_file_that_is_too_large_is_a_fault_of_the_file(file: Path) -> None:
    answer = stranger(413, b'{"message": "Too large. Split it."}')
    with answer as (presence, _), pytest.raises(UnreadableBatchError, match=r"^Too large\. Split it\.$"):
        LocalServer(presence).ingest(file, SAID, lambda _stage: None)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("UNREADABLE_BATCH", UnreadableBatchError),
        ("UPSTREAM_ERROR", UnreadableBatchError),
        ("INVALID_INPUT", UnreadableBatchError),
        ("STORE_UNAVAILABLE", StoreUnavailableError),
        ("INTERNAL", MarketingMemoryError),
    ],
)
def test_errors_are_raised_as_they_are_without_a_server(file: Path, code: str, kind: type[Exception]) -> None:
    body = (
        f'{{"stage": "Normalizing"}}\n{{"error": {{"code": "{code}", "message": "It broke.", "hint": "Mend it."}}}}\n'
    )
    stages: list[str] = []
    with stranger(200, body.encode()) as (presence, _), pytest.raises(MarketingMemoryError) as raised:
        LocalServer(presence).ingest(file, SAID, stages.append)
    assert (type(raised.value), str(raised.value), stages) == (kind, "It broke. Mend it.", ["Normalizing"])


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_file_that_cannot_be_read_is_never_sent(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableBatchError, match="It cannot be read"):
        LocalServer(presence_at(closed_port())).ingest(tmp_path / name, SAID, lambda _stage: None)
