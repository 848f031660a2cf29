"""The pages before a toy of the API: schema.graphql with canned answers, one key, and both health addresses.

The toy answers by schema.graphql itself, so a query that runs here is a valid one.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema, graphql_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graphql_api.pages import EXAMPLE_TABS, ExampleTab, ide_page, page_routes, wants_html

ROOT = Path(__file__).resolve().parents[2]
KEY = "mm_toy_reads_everything"
ROWS = {"META_BUSINESS": 12480, "GOOGLE_ADS": 9310, "KLAVIYO": 642}
TOTALS = {"spend": 96204.12, "revenue": 331870.4, "roas": 3.45}
BY_SOURCE: list[dict[str, object]] = [
    {"dataSource": "GOOGLE_ADS", "spend": 55012.02, "impressions": 2410300, "clicks": 61207, "revenue": 205113.9},
    {"dataSource": "META_BUSINESS", "spend": 41192.1, "impressions": 3870112, "clicks": 50114, "revenue": 126756.5},
    {"dataSource": "KLAVIYO", "spend": None, "clicks": 18402, "conversions": 611.0, "revenue": 48120.0},
]


@cache
def contract() -> GraphQLSchema:
    """The product's own schema."""
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def records(_info: object, first: int, filter: dict[str, list[str]] | None = None, **_: object) -> dict[str, Any]:  # noqa: A002
    sources = (filter or {}).get("dataSources", list(ROWS))
    rows = sum(ROWS.get(source, 0) for source in sources)
    page = {"hasNextPage": rows > first, "hasPreviousPage": False, "endCursor": None}
    return {"totalCount": rows, "nodes": [], "edges": [], "pageInfo": page}


def insights(_info: object, **_: object) -> dict[str, Any]:
    rows = [row | {"currency": "USD"} for row in BY_SOURCE]
    by_currency = [{"currency": "USD", "totals": TOTALS}]
    left_out = [{"reason": "LEVEL_OVERLAP", "rows": 2204, "spend": 41192.1}]
    return {"rows": rows, "totalRows": 3, "totals": TOTALS, "totalsByCurrency": by_currency, "excluded": left_out}


ANSWERS = {
    "viewer": {"organizationId": "alder-and-pine", "subject": "key:toy", "scopes": ["READ", "WRITE"]},
    "records": records,
    "insights": insights,
}


def answer_graphql(request_body: bytes) -> dict[str, Any]:
    body = json.loads(request_body)
    names = {"variable_values": body.get("variables"), "operation_name": body.get("operationName")}
    return dict(graphql_sync(contract(), body["query"], ANSWERS, **names).formatted)


async def toy_graphql(request: Request) -> Response:
    if request.method == "GET" and wants_html(request):
        return ide_page(EXAMPLE_TABS)
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return JSONResponse({"errors": [{"message": "The toy does not know this key."}]}, status_code=401)
    return JSONResponse(answer_graphql(await request.body()))


async def toy_health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def toy_app(docs: Path, *, with_ide: bool = True, example_tabs: Sequence[ExampleTab] = EXAMPLE_TABS) -> Starlette:
    """The pages and the toy behind them."""
    return Starlette(
        routes=[
            *page_routes(with_ide=with_ide, docs=docs, example_tabs=example_tabs),
            Route("/graphql", toy_graphql, methods=["GET", "POST"]),
            Route("/healthz", toy_health),
            Route("/readyz", toy_health),
        ]
    )
