"""The command line's side: the server that holds the folder, if one runs, and handing it a file."""

from __future__ import annotations

import hmac
import http
import http.client
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from domain.errors import MarketingMemoryError, StoreUnavailableError, UnreadableBatchError
from graphql_api.exports import unreadable
from graphql_api.local.presence import Presence, proof_of, read_presence
from graphql_api.local.routes import INGEST_PATH, SCHEME, SERVER_PATH, Problem
from graphql_api.local.said import Ingested, Said, Tell

PROBE_TIMEOUT_S = 5.0
QUIET_S = 60.0
"""Longest silence while sending, and between two news of a server at work; it says every few seconds that it lives."""
CHUNK_BYTES = 1024 * 1024
MAX_ANSWER_BYTES = 16 * 1024 * 1024
OF_THE_FILE = {"INVALID_INPUT", "UNREADABLE_BATCH", "UPSTREAM_ERROR", "MORE_PAGES", "TOO_LARGE"}
"""Codes that concern one file: the others can still go in."""
AGAIN = "Run the same command again: what was stored already comes back as unchanged."


class News(msgspec.Struct):
    """One line of the answer."""

    stage: str | None = None
    alive: bool = False
    done: Ingested | None = None
    error: Problem | None = None


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A running server that has proven to be the one of `server.json`."""

    presence: Presence
    quiet_s: float = QUIET_S

    def ingest(self, file: Path, said: Said, tell: Tell) -> Ingested:
        """Send a file as one batch; raises as an ingest without a server does, and where the server goes away."""
        with closing(connect(self.presence, self.quiet_s)) as connection:
            try:
                _send(connection, self.presence, file, said)
                with connection.getresponse() as response:
                    return _await_end(response, tell)
            except (OSError, http.client.HTTPException) as error:
                raise StoreUnavailableError(
                    f"The server at {self.presence.url} went away while it took {file}.", hint=AGAIN
                ) from error


def find_server(data: Path) -> LocalServer | None:
    """The server that holds the folder; None where none runs, whatever a server that was killed has left behind."""
    presence = read_presence(data)
    return LocalServer(presence) if presence is not None and is_ours(presence) else None


def is_ours(presence: Presence, timeout_s: float = PROBE_TIMEOUT_S) -> bool:
    """Whether what answers at the address knows the token, which is not shown to it."""
    nonce = secrets.token_hex(16)
    with closing(connect(presence, timeout_s)) as connection:
        try:
            connection.request("GET", f"{SERVER_PATH}?nonce={nonce}")
            with connection.getresponse() as response:
                answer = msgspec.json.decode(response.read(1024), type=dict[str, str])
        except (OSError, http.client.HTTPException, msgspec.DecodeError, UnicodeDecodeError):
            return False
    return hmac.compare_digest(answer.get("proof", "").encode(), proof_of(presence.token, nonce).encode())


def connect(presence: Presence, timeout_s: float) -> http.client.HTTPConnection:
    """A connection to the server, opened with the first request."""
    return http.client.HTTPConnection(presence.address, presence.port, timeout=timeout_s)


def _send(connection: http.client.HTTPConnection, presence: Presence, file: Path, said: Said) -> None:
    headers = {"Authorization": f"{SCHEME} {presence.token}", "Content-Type": "application/octet-stream"}
    try:
        opened = file.open("rb")
    except OSError as error:
        raise unreadable(error) from error
    with opened, suppress(BrokenPipeError, ConnectionResetError):  # refused half-way: the answer says why
        chunks = _chunks(opened.read, msgspec.json.encode(said) + b"\n")
        connection.request("POST", INGEST_PATH, chunks, headers)


def _chunks(read: Callable[[int], bytes], first: bytes) -> Iterator[bytes]:
    yield first
    try:
        while chunk := read(CHUNK_BYTES):
            yield chunk
    except OSError as error:
        raise unreadable(error) from error


def _await_end(response: http.client.HTTPResponse, tell: Tell) -> Ingested:
    if response.status != http.HTTPStatus.OK:
        raise _refused(response.status, response.read(MAX_ANSWER_BYTES))
    while line := response.readline(MAX_ANSWER_BYTES):
        news = _read_news(line)
        if news.stage is not None:
            tell(news.stage)
        if news.done is not None:
            return news.done
        if news.error is not None:
            raise _as_raised(news.error)
    raise http.client.IncompleteRead(b"")


def _read_news(line: bytes) -> News:
    try:
        return msgspec.json.decode(line, type=News)
    except msgspec.DecodeError as error:
        raise http.client.HTTPException(f"an answer that is cut off: {error}") from error


def _refused(status: int, body: bytes) -> MarketingMemoryError:
    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        message = msgspec.json.decode(body, type=dict[str, str]).get("message", "")
        if status == http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return UnreadableBatchError(message)
        return StoreUnavailableError(f"The running server did not take the file ({status}). {message}", hint=AGAIN)
    return StoreUnavailableError(f"The running server did not take the file ({status}).", hint=AGAIN)


def _as_raised(problem: Problem) -> MarketingMemoryError:
    """The error as it would be raised without a server in between."""
    if problem.code in OF_THE_FILE:
        return UnreadableBatchError(problem.message, hint=problem.hint)
    if problem.code == MarketingMemoryError.code:
        return MarketingMemoryError(problem.message, hint=problem.hint)
    return StoreUnavailableError(problem.message, hint=problem.hint)
