"""What HEALTHCHECK says: well only while the server of the data folder answers 200."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphql_api.local.answers import VARIABLE, find_trouble, main
from graphql_api.local.presence import Presence, announce


def presence(port: int) -> Presence:
    return Presence(1, "0.0.0.0", port, datetime(2024, 1, 1, tzinfo=UTC), "token")  # noqa: S104 - as in an image; nothing binds to it


@contextmanager
def answering(answer: bytes | None) -> Iterator[int]:
    """A port that takes one request and answers it; None: never."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def serve() -> None:
            taken, _ = listening.accept()
            with taken:
                taken.recv(1000)
                if answer is None:
                    done.wait(10)
                else:
                    taken.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        done.set()
        thread.join(10)


def test_a_server_that_answers_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as port:
        announce(tmp_path, presence(port))
        main()


def test_a_folder_without_a_server_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(SystemExit, match=f"No server has said in {tmp_path} where it listens"):
        main()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "answers 503"),
        (b"SSH-2.0\r\n", "does not answer: BadStatusLine"),
        (b"", "does not answer: RemoteDisconnected"),
        (None, "does not answer: TimeoutError"),
    ],
)
def test_any_other_answer_or_none_is_said(answer: bytes | None, said: str) -> None:
    with answering(answer) as port:
        assert said in (find_trouble(presence(port), timeout_s=0.5) or "")


def test_a_port_where_nobody_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert f"http://127.0.0.1:{port}/healthz does not answer: ConnectionRefusedError" in str(
        find_trouble(presence(port), timeout_s=0.5)
    )
