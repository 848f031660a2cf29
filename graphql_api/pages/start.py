"""The start page: is the server well, what is in it, and three questions to ask it."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from graphql_api.pages.code_view import coloured, readable_json
from graphql_api.pages.examples import ROWS_PER_SOURCE, START_QUERIES, ExampleTab
from graphql_api.pages.ide import ide_url
from graphql_api.pages.layout import PRODUCT, Html, Layout, fill, joined, page_response


def render_start(layout: Layout, example_tabs: Sequence[ExampleTab]) -> Html:
    """The page's HTML: the same for everybody, since what a key may see is asked for by the browser."""
    main = fill(
        "start.html",
        rows_query=coloured(ROWS_PER_SOURCE),
        cards=joined(query_card(query, with_ide=layout.with_ide) for query in START_QUERIES),
        more=more_examples(example_tabs) if layout.with_ide else Html(),
    )
    return layout.page(PRODUCT, main, here="/", assets=("start.css", "data.css", "query_card.css", "start.js"))


async def send_start(_request: Request, *, page: Html) -> Response:
    """GET /."""
    return page_response(page)


def query_card(tab: ExampleTab, *, with_ide: bool) -> Html:
    """One query that can be run on the page."""
    ide_link = Html(f'<a class="button quiet" href="{ide_url(tab)}">Open in GraphiQL</a>' if with_ide else "")
    return fill(
        "query_card.html",
        name=tab.name,
        title=tab.title,
        about=tab.about,
        ide_link=ide_link,
        query=coloured(tab.query),
        variables=coloured(readable_json(tab.variables)),
    )


def more_examples(example_tabs: Sequence[ExampleTab]) -> Html:
    """Links that open GraphiQL with one of its example tabs in front."""
    return fill("more.html", items=joined(example_link(tab) for tab in example_tabs)) if example_tabs else Html()


def example_link(tab: ExampleTab) -> Html:
    """One of them, as a list item."""
    return fill("example.html", url=ide_url(tab), name=tab.name, title=tab.title)
