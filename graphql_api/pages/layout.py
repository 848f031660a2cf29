"""The frame around our pages, and the filling of templates in which whatever is not `Html` gets escaped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from starlette.responses import HTMLResponse, Response

from graphql_api.pages.assets import Asset
from graphql_api.pages.headers import page_headers

PRODUCT: Final = "Marketing Memory"
SHARED_ASSETS: Final = ("theme.css", "layout.css", "code.css")
LINKS: Final = {"/": "Start", "/graphql": "GraphiQL", "/docs/": "Docs"}


class Html(str):
    """Text that is HTML already; any other text is escaped where it enters a template."""

    __slots__ = ()


@cache
def template(name: str) -> Template:
    """One file of the templates folder, read once per process."""
    return Template((files("graphql_api.pages") / "templates" / name).read_text(encoding="utf-8"))


def fill(template_name: str, /, **parts: str) -> Html:
    """The template with its $names replaced."""
    return Html(template(template_name).substitute({part: as_html(text) for part, text in parts.items()}))


def as_html(text: str) -> Html:
    """The text for a template: `Html` as it is, everything else escaped.

    >>> as_html("R&D <3")
    'R&amp;D &lt;3'
    """
    return text if isinstance(text, Html) else Html(escape(text))


def joined(parts: Iterable[str], between: str = "\n") -> Html:
    """Several pieces as one."""
    return Html(between.join(as_html(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Layout:
    """Head, top bar and footer; `with_ide` says whether there is a GraphiQL to link to."""

    assets: Mapping[str, Asset]
    with_ide: bool

    def page(self, title: str, main: Html, *, here: str, assets: Iterable[str]) -> Html:
        """A whole page: `here` is its place in the top bar, `assets` its own style sheets and scripts."""
        return fill(
            "layout.html",
            title=title if title == PRODUCT else f"{title} · {PRODUCT}",
            icon=self.assets["favicon.svg"].url,
            head=joined(head_line(self.assets[name]) for name in (*SHARED_ASSETS, *assets)),
            links=self._links(here),
            main=main,
        )

    def _links(self, here: str) -> Html:
        shown = {href: text for href, text in LINKS.items() if self.with_ide or href != "/graphql"}
        return joined(top_link(href, text, is_here=href == here) for href, text in shown.items())


def top_link(href: str, text: str, *, is_here: bool) -> Html:
    """One link of the top bar."""
    current = Html(' aria-current="page"' if is_here else "")
    return Html(f'<a href="{href}"{current}>{text}</a>')


def head_line(asset: Asset) -> Html:
    """The element that loads a style sheet or a script."""
    if asset.name.endswith(".css"):
        return Html(f'<link rel="stylesheet" href="{asset.url}">')
    return Html(f'<script type="module" src="{asset.url}"></script>')


def page_response(page: Html, *, status_code: int = 200) -> Response:
    """A page of ours with the headers that all of them have."""
    return HTMLResponse(page, status_code=status_code, headers=page_headers())
