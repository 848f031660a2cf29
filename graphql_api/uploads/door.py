"""POST /ingest/{data_source}: a file of any supported format as one batch, with the report of the `ingest` mutation."""

from __future__ import annotations

import secrets
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import IO, Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.audit import Actor
from domain.errors import (
    ForbiddenError,
    IdempotencyKeyInUseError,
    InvalidInputError,
    MarketingMemoryError,
    TooLargeError,
    UnauthenticatedError,
    UnreadableBatchError,
)
from domain.files.formats import FileFormat
from domain.sources.registry import SOURCES
from domain.uploads.upload import open_upload
from domain.use_cases.audited_writes import ingest_write
from domain.use_cases.ingest import IngestReport
from domain.use_cases.ingest_once import check_key
from domain.use_cases.keys import Principal, require
from domain.vocabulary import DataSource, OrgId, Scope
from graphql_api.context import Services, in_thread, in_thread_to_the_end
from graphql_api.json_out import encode_body
from graphql_api.outcomes import busy, mask, refusal, refuse, retry_after
from graphql_api.request_body import UnreadableRequestError
from graphql_api.types.ingest import IngestPayload, to_ingest_payload
from graphql_api.types.user_errors import to_user_errors
from graphql_api.uploads.answers import to_json
from graphql_api.uploads.media import check_packing, told_format
from graphql_api.uploads.options import UploadOptions, read_options
from graphql_api.uploads.receiving import Bounds, receive, too_large

PATH = "/ingest/{data_source}"
RETRY_AFTER_S = 5
log = structlog.get_logger()


@dataclass(slots=True)
class _Exchange:
    """One upload and what will be answered."""

    request: Request
    request_id: str = field(default_factory=lambda: secrets.token_hex(8))
    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    org_id: str | None = None
    size: int = 0
    outcome: str = "ok"

    def refuse(self, status: int, body: dict[str, Any], **headers: str) -> None:
        """Answer why nothing was stored."""
        self.status, self.body = status, body
        self.outcome = body["errors"][0]["extensions"]["code"]
        self.headers |= retry_after(body) | {name.replace("_", "-"): value for name, value in headers.items()}

    def report_error(self, status: int, error: MarketingMemoryError) -> None:
        """Answer with a report of nothing stored and why."""
        self.status, self.outcome = status, error.code
        self.body = to_json(IngestPayload(user_errors=to_user_errors(error)))


class UploadEndpoint:
    """The door, with room for some uploads at a time."""

    def __init__(self, services: Services, bounds: Bounds, places: int) -> None:
        self._services = services
        self._bounds = bounds
        self._places = places

    async def __call__(self, request: Request) -> Response:
        """Answer one upload; whatever happens, with JSON and a request id."""
        exchange, started = _Exchange(request), time.perf_counter()
        try:
            await self._answer(exchange)
        except Exception as error:  # noqa: BLE001 - the last place that can give a bug a request id and a JSON answer
            exchange.refuse(500, {"errors": [mask(error, exchange.request_id)]})
        _log(exchange, started)
        headers = {"X-Request-Id": exchange.request_id, "Cache-Control": "no-store", **exchange.headers}
        return Response(encode_body(exchange.body), exchange.status, headers, "application/json; charset=utf-8")

    async def _answer(self, exchange: _Exchange) -> None:
        request_id = exchange.request_id
        try:
            await self._take(exchange)
        except UnauthenticatedError as error:
            exchange.refuse(401, refuse(error, request_id), WWW_Authenticate="Bearer")
        except ForbiddenError as error:
            exchange.refuse(403, refuse(error, request_id))
        except UnreadableRequestError as error:
            exchange.refuse(error.status, refusal(error.code, error.message, request_id))
        except TooLargeError as error:
            exchange.report_error(413, error)
        except (InvalidInputError, UnreadableBatchError) as error:
            exchange.report_error(400, error)
        except IdempotencyKeyInUseError as error:
            exchange.report_error(409, error)
            exchange.headers["Retry-After"] = str(RETRY_AFTER_S)
        except MarketingMemoryError as error:
            exchange.refuse(503 if error.retryable else 500, refuse(error, request_id))

    async def _take(self, exchange: _Exchange) -> None:
        request = exchange.request
        principal = await in_thread(self._services.authenticate, request.headers.get("authorization"))
        exchange.org_id = principal.org
        require(principal, Scope.WRITE)
        source = DataSource(request.path_params["data_source"].lower())
        if source not in SOURCES:
            wrong = f"There is no data source {source[:64]!r}. Known: {', '.join(SOURCES)}."
            raise UnreadableRequestError(404, "NOT_FOUND", wrong)
        told, options = told_format(request), read_options(source, request.query_params)
        if options.idempotency_key is not None:
            check_key(options.idempotency_key)
        if self._places <= 0:
            exchange.refuse(503, busy("Too many uploads at a time.", exchange.request_id, RETRY_AFTER_S))
            return
        self._places -= 1
        try:
            await self._store(exchange, principal, told, options)
        finally:
            self._places += 1

    async def _store(
        self, exchange: _Exchange, principal: Principal, told: FileFormat | None, options: UploadOptions
    ) -> None:
        stated = exchange.request.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > self._bounds.file_bytes:
            raise too_large(self._bounds.file_bytes)
        with closing(self._services.spool.new_file()) as file:
            exchange.size = await receive(exchange.request, file, self._bounds)
            check_packing(file, exchange.request)
            work = partial(self._ingest, file, principal, told, options, exchange.request_id)
            exchange.body = to_json(to_ingest_payload(await in_thread_to_the_end(work)))

    def _ingest(
        self,
        file: IO[bytes],
        principal: Principal,
        told: FileFormat | None,
        options: UploadOptions,
        request_id: str,
    ) -> IngestReport:
        """Store the file, audited."""
        services, org = self._services, OrgId(principal.org)
        upload = open_upload(file, services.spool, self._bounds.file_bytes, told)
        with closing(upload):
            submission = replace(options.submission, payload=upload)
            store = partial(
                services.ingest, org, submission, options.observed_at, idempotency_key=options.idempotency_key
            )
            actor = Actor(principal.name, principal.key_id)
            return services.audit(org, actor, ingest_write(submission), store, request_id)


def upload_routes(services: Services, bounds: Bounds, places: int) -> list[Route]:
    """The door."""
    endpoint = UploadEndpoint(services, bounds, places)

    async def upload(request: Request) -> Response:
        return await endpoint(request)

    return [Route(PATH, upload, methods=["POST"])]


def _log(exchange: _Exchange, started: float) -> None:
    log.info(
        "upload",
        request_id=exchange.request_id,
        org_id=exchange.org_id,
        status=exchange.status,
        outcome=exchange.outcome,
        bytes=exchange.size,
        received=exchange.body.get("received", 0),
        rejected=exchange.body.get("rejected", 0),
        duration_ms=round((time.perf_counter() - started) * 1000, 1),
    )
