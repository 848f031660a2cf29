"""GraphiQL at GET /graphql, from files of this server only."""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse, Response

from graphql_api.pages.assets import Asset
from graphql_api.pages.code_view import readable_json
from graphql_api.pages.examples import ExampleTab
from graphql_api.pages.headers import FOR_GRAPHIQL, page_headers
from graphql_api.pages.layout import Html, as_html, fill


def ide_response(assets: Mapping[str, Asset], example_tabs: Sequence[ExampleTab]) -> Response:
    """The page; `Vary` because the same address answers other callers with data."""
    headers = page_headers(FOR_GRAPHIQL) | {"Vary": "Accept"}
    return HTMLResponse(render_ide(assets, example_tabs), headers=headers)


def render_ide(assets: Mapping[str, Asset], example_tabs: Sequence[ExampleTab]) -> Html:
    """The page's HTML with the addresses of its files and the examples as data."""
    urls = {name.replace(".", "_").replace("-", "_"): Html(asset.url) for name, asset in assets.items()}
    return fill("ide.html", **urls, examples=json_in_html([editor_texts(tab) for tab in example_tabs]))


def editor_texts(tab: ExampleTab) -> dict[str, str]:
    """What GraphiQL's editors hold for an example; the tab's name is in the query."""
    query = f"# {tab.title}\n{tab.query.strip()}\n"
    return {"query": query, "variables": readable_json(tab.variables) if tab.variables else ""}


def ide_url(tab: ExampleTab) -> Html:
    """GraphiQL's address with the example in its fragment, which stays in the browser."""
    return as_html(f"/graphql#{urlencode(editor_texts(tab), quote_via=quote)}")


def json_in_html(value: object) -> Html:
    r"""JSON that cannot end the <script type="application/json"> around it.

    >>> print(json_in_html("</script>"))
    "\u003c/script>"
    """
    return Html(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026"))
