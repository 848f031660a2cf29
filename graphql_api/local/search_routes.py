"""The server's side of ./run search and ./run reindex; not part of the API, as the files' door is not."""

from __future__ import annotations

import asyncio
import hmac
import secrets

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from domain.errors import MarketingMemoryError
from graphql_api.context import Services, in_thread, in_thread_to_the_end
from graphql_api.local.routes import SCHEME, Event, Problem, is_from_this_machine, lines_of_news
from graphql_api.local.searching import Question, answer_question, reindex
from graphql_api.outcomes import mask

SEARCH_PATH = "/local/search"
REINDEX_PATH = "/local/reindex"
HEARTBEAT_S = 5.0
log = structlog.get_logger()


def local_search_routes(services: Services, token: str) -> list[Route]:
    """`/local/search` answers a question, `/local/reindex` makes search's documents anew with news of how far it is."""
    endpoint = _LocalSearch(services, token)
    return [
        Route(SEARCH_PATH, endpoint.search, methods=["POST"]),
        Route(REINDEX_PATH, endpoint.reindex, methods=["POST"]),
    ]


class _LocalSearch:
    def __init__(self, services: Services, token: str) -> None:
        self._services, self._token = services, token
        self._working: set[asyncio.Task[None]] = set()

    async def search(self, request: Request) -> Response:
        if not self._admits(request):
            return JSONResponse({"message": "Not found."}, 404)
        try:
            question = msgspec.json.decode(await request.body(), type=Question)
            found = await in_thread(answer_question, self._services, question)
        except (MarketingMemoryError, msgspec.DecodeError, ValueError) as error:
            code, hint = getattr(error, "code", "INVALID_INPUT"), getattr(error, "hint", "")
            return _json({"error": Problem(code, getattr(error, "message", str(error)), hint)})
        return _json({"found": found})

    async def reindex(self, request: Request) -> Response:
        if not self._admits(request):
            return JSONResponse({"message": "Not found."}, 404)
        org = request.query_params.get("org")
        news: asyncio.Queue[Event] = asyncio.Queue()
        task = asyncio.create_task(self._work(org, news))
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return StreamingResponse(lines_of_news(news, HEARTBEAT_S), media_type="application/x-ndjson")

    def _admits(self, request: Request) -> bool:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        is_known = scheme == SCHEME and hmac.compare_digest(token.encode(), self._token.encode())
        return is_from_this_machine(request) and is_known

    async def _work(self, org: str | None, news: asyncio.Queue[Event]) -> None:
        loop = asyncio.get_running_loop()

        def tell(owner: str, done: int, size: int) -> None:
            loop.call_soon_threadsafe(news.put_nowait, {"stage": [owner, done, size]})

        event: Event
        try:
            event = {"reindexed": await in_thread_to_the_end(reindex, self._services, org, tell)}
        except MarketingMemoryError as error:
            event = {"error": Problem(error.code, error.message, error.hint)}
        except Exception as error:  # noqa: BLE001 - the last place that can give a bug an answer
            request_id = secrets.token_hex(8)
            event = {"error": Problem("INTERNAL", mask(error, request_id)["message"], f"Its log says {request_id}.")}
        log.info("reindexed", org_id=org, outcome="ok" if "reindexed" in event else "failed")
        news.put_nowait(event)


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), media_type="application/json", headers={"Cache-Control": "no-store"})
