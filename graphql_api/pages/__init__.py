"""What a browser sees: the start page, the documentation, GraphiQL and the files behind them, all from this server."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from graphql_api.accept import wants_html
from graphql_api.pages.assets import IDE_ASSETS, OWN_ASSETS, REPORT_ASSETS, load_assets, send_asset, send_icon
from graphql_api.pages.docs import send_docs
from graphql_api.pages.examples import EXAMPLE_TABS, ExampleTab
from graphql_api.pages.ide import ide_response
from graphql_api.pages.layout import Layout
from graphql_api.pages.start import render_start, send_start

__all__ = ["EXAMPLE_TABS", "ExampleTab", "ide_page", "page_routes", "report_layout", "wants_html"]


def page_routes(*, with_ide: bool, docs: Path, example_tabs: Sequence[ExampleTab]) -> list[Route]:
    """Routes of every page but GraphiQL's, which shares /graphql with the API: see `ide_page` and `wants_html`.

    `docs` is the folder of Markdown files; `example_tabs` are offered on the start page when there is a GraphiQL.
    """
    assets = load_assets((*REPORT_ASSETS, *(IDE_ASSETS if with_ide else ())))
    layout = Layout(assets, with_ide=with_ide)
    start = render_start(layout, example_tabs)
    return [
        Route("/", partial(send_start, page=start)),
        Route("/docs/{path:path}", partial(send_docs, folder=docs, layout=layout)),
        Route("/assets/{name}", partial(send_asset, assets=assets)),
        Route("/favicon.ico", partial(send_icon, assets=assets)),
    ]


def report_layout(*, with_ide: bool) -> Layout:
    """The frame of reports of exports."""
    return Layout(load_assets(REPORT_ASSETS), with_ide=with_ide)


def ide_page(example_tabs: Sequence[ExampleTab]) -> Response:
    """GraphiQL with one tab per example: what the GraphQL endpoint answers a browser that opens its address."""
    return ide_response(load_assets((*OWN_ASSETS, *IDE_ASSETS)), example_tabs)
