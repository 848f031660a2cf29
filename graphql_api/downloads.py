"""GET /exports/{export_id}/{file}: files of causal exports, and their report as a page, by signed addresses.

`downloadUrl` and `reportUrl` of `causalExport` give these.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.causal.files import FILES, ExportFormat, format_of
from domain.causal.request import CausalRequest
from domain.errors import (
    InvalidInputError,
    LinkEndedError,
    LinkRefusedError,
    MarketingMemoryError,
    NotFoundError,
    TooLargeError,
)
from domain.use_cases.export_links import REPORT, SignedLink, file_name
from domain.vocabulary import OrgId
from graphql_api.context import Services, in_thread
from graphql_api.export_files import make_file
from graphql_api.json_out import encode_body
from graphql_api.outcomes import busy, mask, refusal, refuse, retry_after
from graphql_api.pages.export_report import report_page, report_refusal
from graphql_api.pages.layout import Layout

PATH = "/exports/{export_id}/{file}"
PLACES = 4
"""Files made at a time."""
TIMEOUT_S = 60.0
LONGEST_NAME = 64
LONGEST_INSTANT = 12
RETRY_AFTER_S = 2
log = structlog.get_logger()


OFFERED = {
    "Download everything (zip)": ExportFormat.BUNDLE,
    "Panel (CSV)": ExportFormat.CSV,
    "Panel (Parquet)": ExportFormat.PARQUET,
}
"""What the report's page offers to fetch."""


def download_routes(services: Services, layout: Layout) -> list[Route]:
    """The one address; `layout` is the frame of the report's page."""
    endpoint = DownloadEndpoint(services, layout)

    async def download(request: Request) -> Response:
        return await endpoint(request)

    return [Route(PATH, download, methods=["GET"])]


class DownloadEndpoint:
    """Makes files, some at a time; whatever is wrong is said as JSON with a code and a request id."""

    def __init__(self, services: Services, layout: Layout, places: int = PLACES) -> None:
        self._services = services
        self._layout = layout
        self._places = places

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        request_id, started = secrets.token_hex(8), time.perf_counter()
        org: OrgId | None = None
        try:
            link = _link_of(request)
            owner, asked = await in_thread(self._services.export_links.open, link)
            org = owner
            response = await self._make(owner, asked, link, request_id)
        except MarketingMemoryError as error:
            response = self._refuse(request, error, request_id)
        except TimeoutError:
            late = "The file took too long. Ask for a shorter dateRange or coarser channels."
            response = _refused(503, refusal("TIMEOUT", late, request_id, retryable=True))
        except Exception as error:  # noqa: BLE001 - the last place that can give a bug a request id and a JSON answer
            response = _refused(500, {"errors": [mask(error, request_id)]})
        response.headers["X-Request-Id"] = request_id
        took_ms = round((time.perf_counter() - started) * 1000, 1)
        log.info("export_download", request_id=request_id, org_id=org, status=response.status_code, duration_ms=took_ms)
        return response

    def _refuse(self, request: Request, error: MarketingMemoryError, request_id: str) -> Response:
        """In words where a person would see the report, else as JSON."""
        status = _status_of(error)
        if request.path_params["file"] == REPORT:
            return report_refusal(self._layout, status, error.message, error.hint)
        return _refused(status, refuse(error, request_id))

    def _refuse_for_now(self, link: SignedLink, request_id: str) -> Response:
        body = busy("Too many files are being made.", request_id, RETRY_AFTER_S)
        if link.file != REPORT:
            return _refused(503, body)
        [said] = body["errors"]
        response = report_refusal(self._layout, 503, said["message"], said["extensions"]["hint"])
        response.headers.update(retry_after(body))
        return response

    async def _make(self, org: OrgId, asked: CausalRequest, link: SignedLink, request_id: str) -> Response:
        if self._places <= 0:
            return self._refuse_for_now(link, request_id)
        self._places -= 1
        try:
            async with asyncio.timeout(TIMEOUT_S):
                if link.file == REPORT:
                    return await in_thread(self._report, org, asked, link)
                return await in_thread(self._file, org, asked, link.file)
        finally:
            self._places += 1

    def _report(self, org: OrgId, asked: CausalRequest, link: SignedLink) -> Response:
        beside = self._services.export_links.beside
        offered = {name: beside(org, link, file_name(kind)).path for name, kind in OFFERED.items()}
        return report_page(self._services.causal_export(org, asked), self._layout, offered)

    def _file(self, org: OrgId, asked: CausalRequest, file: str) -> Response:
        file_format = format_of(file.rpartition(".")[2])
        if file_format is None or file != file_name(file_format):
            known = ", ".join(file_name(one) for one in FILES)
            raise NotFoundError(f"An export has no file {file[:LONGEST_NAME]!r}.", hint=f"It has: {known}.")
        body = make_file(self._services.causal_export(org, asked), file_format)
        headers = {
            "Content-Disposition": f'attachment; filename="{file}"',
            "Cache-Control": "private, no-store",
            "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
            "X-Content-Type-Options": "nosniff",
        }
        return Response(body, 200, headers, FILES[file_format].media_type)


def _link_of(request: Request) -> SignedLink:
    expires = request.query_params.get("expires", "")
    signature = request.query_params.get("signature", "")
    if not (expires.isascii() and expires.isdigit() and len(expires) <= LONGEST_INSTANT and signature):
        raise LinkRefusedError(
            "The address has no expires and signature, or not as they were given out.",
            hint="Use downloadUrl of causalExport as it is.",
        )
    places = request.path_params
    return SignedLink(places["export_id"], places["file"], int(expires), signature)


def _status_of(error: MarketingMemoryError) -> int:
    statuses = ((LinkEndedError, 410), (LinkRefusedError, 403), (NotFoundError, 404), (TooLargeError, 413))
    found = next((status for kind, status in statuses if isinstance(error, kind)), None)
    return found or (400 if isinstance(error, InvalidInputError) else 503 if error.retryable else 500)


def _refused(status: int, body: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store", **retry_after(body)}
    return Response(encode_body(body), status, headers, "application/json; charset=utf-8")
