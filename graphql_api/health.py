"""Whether the process lives, and whether what it stands on answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.ports import Health
from graphql_api.context import in_thread

Pings = Sequence[Callable[[], Health]]


def health_routes(pings: Pings) -> list[Route]:
    """`/healthz`: the process answers. `/readyz`: each port by name, with its time; 503 names what is down."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        ports = [await in_thread(_measure, ping) for ping in pings]
        down = [port["name"] for port in ports if not port["ok"]]
        body = {"status": "down" if down else "ok", "down": down, "ports": ports}
        return JSONResponse(body, 503 if down else 200)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


def _measure(ping: Callable[[], Health]) -> dict[str, Any]:
    started = time.perf_counter()
    health = ping()
    took_ms = round((time.perf_counter() - started) * 1000, 1)
    return {"name": health.name, "ok": health.ok, "ms": took_ms, "error": health.detail or None}
