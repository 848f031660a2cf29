"""The web application: GraphQL, pages and health on one address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphql_api.accept import wants_html
from graphql_api.context import Services
from graphql_api.downloads import download_routes
from graphql_api.endpoint import GraphQLEndpoint
from graphql_api.health import health_routes
from graphql_api.local.routes import local_routes
from graphql_api.local.search_routes import local_search_routes
from graphql_api.pages import EXAMPLE_TABS, ide_page, page_routes, report_layout
from graphql_api.schema import make_schema
from graphql_api.settings import ROOT, Settings
from graphql_api.uploads.door import upload_routes
from graphql_api.uploads.receiving import Bounds


def make_app(settings: Settings, services: Services, *, local_token: str | None = None) -> Starlette:
    """The application on ready services; they are closed when it stops.

    `local_token`: by which the command line of this machine hands in files; without one it cannot.
    """
    endpoint = GraphQLEndpoint(
        make_schema(introspection=settings.with_introspection),
        services,
        query_timeout_s=settings.query_timeout_s,
        max_concurrent=settings.max_concurrent,
    )
    ide = ide_page(EXAMPLE_TABS) if settings.with_ide else None

    async def graphql(request: Request) -> Response:
        if ide is not None and request.method == "GET" and "query" not in request.query_params and wants_html(request):
            return ide
        return await endpoint(request)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        services.close()

    routes = [
        Route("/graphql", graphql, methods=["GET", "POST"]),
        *upload_routes(services, Bounds(settings.max_upload_bytes), settings.max_uploads),
        *download_routes(services, report_layout(with_ide=settings.with_ide)),
        *health_routes(services.pings),
        *(local_routes(services, local_token, Bounds(settings.max_upload_bytes)) if local_token else ()),
        *(local_search_routes(services, local_token) if local_token else ()),
        *page_routes(with_ide=settings.with_ide, docs=ROOT / "docs", example_tabs=EXAMPLE_TABS),
    ]
    return Starlette(routes=routes, lifespan=lifespan)
