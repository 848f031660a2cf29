"""GraphQL over HTTP: one endpoint, JSON in and out.

Follows the GraphQL-over-HTTP specification: status 400 without `data` where nothing was executed, 200 otherwise;
`application/graphql-response+json` where the client prefers it; mutations never over GET; other content types 415.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from domain.errors import MarketingMemoryError, TooLargeError, UnauthenticatedError
from graphql_api.accept import DATA, PLAIN_JSON, preferred
from graphql_api.context import RequestContext, Services, in_thread
from graphql_api.json_out import encode_body
from graphql_api.limits import check_document, check_operation
from graphql_api.outcomes import busy, describe_errors, mask, refusal, refuse, retry_after
from graphql_api.request_body import GraphQLRequest, UnreadableRequestError, read_request
from graphql_api.schema import Schema

ROWS_TIMEOUT_S = 120.0
RETRY_AFTER_S = 1
MAX_LOGGED_NAME = 100
log = structlog.get_logger()


@dataclass(slots=True)
class Exchange:
    """One request and what will be answered."""

    request: Request
    request_id: str = field(default_factory=lambda: secrets.token_hex(8))
    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    org_id: str | None = None
    operation_name: str | None = None

    def refuse(self, status: int, body: dict[str, Any], **headers: str) -> None:
        """Answer without executing anything."""
        self.status, self.body = status, body
        self.headers |= retry_after(body) | {name.replace("_", "-"): value for name, value in headers.items()}


class GraphQLEndpoint:
    """POST and GET at /graphql."""

    def __init__(self, schema: Schema, services: Services, *, query_timeout_s: float, max_concurrent: int) -> None:
        self._schema = schema
        self._services = services
        self._timeout_s = query_timeout_s
        self._places = max_concurrent

    async def __call__(self, request: Request) -> Response:
        """Answer one request; whatever happens, with JSON and a request id."""
        exchange, started = Exchange(request), time.perf_counter()
        media_type = preferred(request, DATA)
        if media_type is None:
            exchange.refuse(406, refusal("NOT_ACCEPTABLE", "Accept application/json.", exchange.request_id))
        elif self._places <= 0:
            exchange.refuse(503, busy("Too many operations at a time.", exchange.request_id, RETRY_AFTER_S))
        else:
            await self._answer_in_place(exchange)
        _log(exchange, started)
        content_type = f"{media_type or PLAIN_JSON}; charset=utf-8"
        headers = {"X-Request-Id": exchange.request_id, "Cache-Control": "no-store", **exchange.headers}
        return Response(encode_body(exchange.body), exchange.status, headers, content_type)

    async def _answer_in_place(self, exchange: Exchange) -> None:
        self._places -= 1
        try:
            await self._answer(exchange)
        finally:
            self._places += 1

    async def _answer(self, exchange: Exchange) -> None:
        request_id = exchange.request_id
        try:
            principal = await in_thread(self._services.authenticate, exchange.request.headers.get("authorization"))
            exchange.org_id = principal.org
            sent = await read_request(exchange.request)
            exchange.operation_name = sent.operation_name
            check_operation(check_document(sent.query), sent.operation_name)
            base_url = str(exchange.request.base_url)
            await self._execute(
                exchange, sent, RequestContext(request_id, principal, self._services, base_url=base_url)
            )
        except UnauthenticatedError as error:
            exchange.refuse(401, refuse(error, request_id), WWW_Authenticate="Bearer")
        except UnreadableRequestError as error:
            exchange.refuse(error.status, refusal(error.code, error.message, request_id))
        except TooLargeError as error:
            exchange.refuse(400, refuse(error, request_id))
        except GraphQLError as error:
            exchange.refuse(400, {"errors": describe_errors([error], request_id)})
        except MarketingMemoryError as error:
            exchange.refuse(503 if error.retryable else 500, refuse(error, request_id))
        except TimeoutError:
            late = "The operation took too long. Narrow the date range or group by less."
            exchange.refuse(503, refusal("TIMEOUT", late, request_id, retryable=True))
        except Exception as error:  # noqa: BLE001 - the last place that can give a bug a request id and a JSON answer
            exchange.refuse(500, {"errors": [mask(error, request_id)]})

    async def _execute(self, exchange: Exchange, sent: GraphQLRequest, context: RequestContext) -> None:
        over_get = exchange.request.method == "GET"
        allowed = {OperationType.QUERY} if over_get else {OperationType.QUERY, OperationType.MUTATION}
        try:
            async with asyncio.timeout(ROWS_TIMEOUT_S if sent.takes_rows else self._timeout_s + 1):
                result = await self._schema.execute(
                    sent.query,
                    variable_values=sent.variables,
                    context_value=context,
                    operation_name=sent.operation_name,
                    allowed_operation_types=allowed,
                )
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION:
                exchange.refuse(400, refusal("BAD_REQUEST", "There are no subscriptions.", exchange.request_id))
            else:
                wrong = refusal("METHOD_NOT_ALLOWED", "Send mutations by POST.", exchange.request_id)
                exchange.refuse(405, wrong, Allow="POST")
            return
        errors = list(result.errors or ())
        if result.data is None and all(error.path is None for error in errors):
            exchange.refuse(400, {"errors": describe_errors(errors, exchange.request_id, self._schema.hint_of)})
            return
        exchange.body = {"data": result.data}
        if errors:
            exchange.body["errors"] = describe_errors(errors, exchange.request_id)


def _log(exchange: Exchange, started: float) -> None:
    errors = exchange.body.get("errors")
    log.info(
        "graphql_request",
        request_id=exchange.request_id,
        org_id=exchange.org_id,
        operation_name=exchange.operation_name[:MAX_LOGGED_NAME] if exchange.operation_name else None,
        status=exchange.status,
        outcome=errors[0]["extensions"]["code"] if errors else "ok",
        duration_ms=round((time.perf_counter() - started) * 1000, 1),
    )
