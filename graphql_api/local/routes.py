"""The server's side: files from the command line of the same machine, each as one batch, with news while it works.

Not part of the API: only for who can read `server.json`, and only without a proxy in between.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import IO, Any

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from domain.errors import MarketingMemoryError
from graphql_api.context import Services, in_thread_to_the_end
from graphql_api.local.presence import proof_of
from graphql_api.local.said import Ingested, Said, ingest_opened
from graphql_api.outcomes import mask
from graphql_api.request_body import UnreadableRequestError
from graphql_api.uploads.receiving import USUAL_BOUNDS, Bounds, chunks, too_large

SERVER_PATH = "/local/server"
INGEST_PATH = "/local/ingest"
SCHEME = "Local"
MAX_SAID_BYTES = 1024 * 1024
PLACES = 2
"""Files at a time."""
NONCE = re.compile(r"[0-9a-f]{32,128}")
THROUGH_A_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via", "origin")
Event = dict[str, Any]
log = structlog.get_logger()


class RefusedError(Exception):
    """The request is not taken: status and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def local_routes(services: Services, token: str, bounds: Bounds = USUAL_BOUNDS) -> list[Route]:
    """`/local/server` proves who answers, `/local/ingest` takes a file."""
    endpoint = LocalEndpoint(services, token, bounds)
    return [
        Route(SERVER_PATH, endpoint.show_proof, methods=["GET"]),
        Route(INGEST_PATH, endpoint.take_file, methods=["POST"]),
    ]


class LocalEndpoint:
    """Both, on one token."""

    def __init__(self, services: Services, token: str, bounds: Bounds) -> None:
        self._services = services
        self._bounds = bounds
        self._token = token
        self._places = PLACES
        self._working: set[asyncio.Task[None]] = set()

    async def show_proof(self, request: Request) -> Response:
        """Answer a nonce as only the server that wrote `server.json` can."""
        nonce = request.query_params.get("nonce", "")
        if not is_from_this_machine(request) or NONCE.fullmatch(nonce) is None:
            return _refusal(404, "Not found.")
        return JSONResponse({"proof": proof_of(self._token, nonce)})

    async def take_file(self, request: Request) -> Response:
        """Read the file to its end, then answer with events: stages, heartbeats, and what became of it."""
        try:
            self._admit(request)
        except RefusedError as refused:
            return _refusal(refused.status, refused.message)
        self._places -= 1
        file = self._services.spool.new_file()
        try:
            said = await _read_file(request, file, self._bounds)
        except BaseException as error:
            file.close()
            self._places += 1
            if isinstance(error, RefusedError | UnreadableRequestError):
                return _refusal(error.status, error.message)
            raise
        return StreamingResponse(
            lines_of_news(self._start(said, file), self._bounds.heartbeat_s), media_type="application/x-ndjson"
        )

    def _admit(self, request: Request) -> None:
        if not is_from_this_machine(request):
            raise RefusedError(404, "Not found.")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != SCHEME or not hmac.compare_digest(token.encode(), self._token.encode()):
            raise RefusedError(401, "The token is not the one in server.json.")
        if self._places <= 0:
            raise RefusedError(503, f"The server is taking {PLACES} files already. Run it again in a moment.")

    def _start(self, said: Said, file: IO[bytes]) -> asyncio.Queue[Event]:
        """Begin the work, which goes on to its end whoever listens, and give its news."""
        news: asyncio.Queue[Event] = asyncio.Queue()
        task = asyncio.create_task(self._work(said, file, news))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return news

    async def _work(self, said: Said, file: IO[bytes], news: asyncio.Queue[Event]) -> None:
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        event: Event

        def tell(stage: str) -> None:
            loop.call_soon_threadsafe(news.put_nowait, {"stage": stage})

        try:
            with closing(file):
                most = self._bounds.file_bytes
                done = await in_thread_to_the_end(ingest_opened, self._services, file, said, tell, most)
            event = {"done": _without_positions(done)}
        except MarketingMemoryError as error:
            event = {"error": Problem(error.code, error.message, error.hint)}
        except Exception as error:  # noqa: BLE001 - the last place that can give a bug an answer
            request_id = secrets.token_hex(8)
            event = {"error": Problem("INTERNAL", mask(error, request_id)["message"], f"Its log says {request_id}.")}
        finally:
            self._places += 1
        _log(said, event, started)
        news.put_nowait(event)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file was not stored."""

    code: str
    message: str
    hint: str


def is_from_this_machine(request: Request) -> bool:
    """Whether the peer is on loopback, or at the very address it speaks to, with nobody in between."""
    if request.client is None or any(name in request.headers for name in THROUGH_A_PROXY):
        return False
    peer, server = request.client.host, request.scope.get("server")
    try:
        return ip_address(peer).is_loopback or (server is not None and peer == server[0])
    except ValueError:
        return False


async def lines_of_news(news: asyncio.Queue[Event], heartbeat_s: float) -> AsyncIterator[bytes]:
    """One JSON object per line until the work is done; now and then one that says only that it goes on."""
    is_done = False
    while not is_done:
        try:
            event = await asyncio.wait_for(news.get(), heartbeat_s)
        except TimeoutError:
            event = {"alive": True}
        is_done = not event.keys() & {"stage", "alive"}
        yield msgspec.json.encode(event) + b"\n"


async def _read_file(request: Request, into: IO[bytes], bounds: Bounds) -> Said:
    """The first line of the body says what is said of the file, the rest is the file."""
    said, has_said = bytearray(), False
    async for chunk in chunks(request, bounds):
        rest = chunk
        if not has_said:
            line, newline, rest = chunk.partition(b"\n")
            said += line
            has_said = bool(newline)
        into.write(rest)
        if len(said) > MAX_SAID_BYTES or into.tell() > bounds.file_bytes:
            raise too_large(bounds.file_bytes)
    try:
        return msgspec.json.decode(said, type=Said)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RefusedError(400, f"The first line does not say what the file is: {error}.") from error


def _without_positions(done: Ingested) -> Ingested:
    """Positions of stale records were for this process alone."""
    return replace(done, report=replace(done.report, counts=replace(done.report.counts, stale_rows=())))


def _refusal(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status, {"Cache-Control": "no-store"})


def _log(said: Said, event: Event, started: float) -> None:
    error, done = event.get("error"), event.get("done")
    log.info(
        "local_ingest",
        org_id=said.org,
        data_source=done.data_source if done else said.source,
        outcome=error.code if error else "ok",
        received=done.report.received if done else 0,
        rejected=done.report.rejected if done else 0,
        duration_ms=round((time.perf_counter() - started) * 1000, 1),
    )
