"""The static files behind the pages: an allow-list, held in memory; each address changes when its file does.

GraphiQL and React come out of the installed package `graphene-django-graphiql-static`: it carries the upstream builds,
declares no dependencies, and only its data files are used (its Django modules are never imported). The charts of an
export's report are drawn by the plotly.min.js that the package `plotly` carries; its Python is never imported either.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

OWN_ASSETS: Final = (
    "api_key.js",
    "code.css",
    "data.css",
    "docs.css",
    "favicon.svg",
    "graphql_request.js",
    "json_view.js",
    "layout.css",
    "query_card.css",
    "report.css",
    "report.js",
    "server_status.js",
    "start.css",
    "start.js",
    "theme.css",
)
OWN_IDE_ASSETS: Final = ("ide.css", "ide.js")
VENDOR_ASSETS: Final = ("graphiql.min.css", "graphiql.min.js", "react-dom.production.min.js", "react.production.min.js")
IDE_ASSETS: Final = (*OWN_IDE_ASSETS, *VENDOR_ASSETS)
REPORT_ASSETS: Final = (*OWN_ASSETS, "plotly.min.js")

VENDOR_PACKAGE: Final = "graphene_django_graphiql_static"
MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
ONE_YEAR: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"  # keep it, but ask with If-None-Match whether it is still the same


class MissingAssetError(RuntimeError):
    """A file that a page needs is not installed; starting the server says so, not a blank page later."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file and the tag of its content."""

    name: str
    content: bytes
    tag: str

    @property
    def url(self) -> str:
        """The address for pages; the tag in it is what makes a long cache safe."""
        return f"/assets/{self.name}?v={self.tag}"

    @property
    def media_type(self) -> str:
        """By the file's ending."""
        return MEDIA_TYPES[PurePosixPath(self.name).suffix]


def load_assets(names: Iterable[str]) -> dict[str, Asset]:
    """The named files; raises `MissingAssetError` when one is not there."""
    return {name: load_asset(name) for name in names}


@cache
def load_asset(name: str) -> Asset:
    """One file of the allow-lists above, read once per process."""
    try:
        content = (folder_of(name) / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise MissingAssetError(
            f"No file {name!r} for the pages: {error}. Install requirements.lock again, or serve without GraphiQL."
        ) from error
    return Asset(name, content, hashlib.sha256(content).hexdigest()[:16])


def folder_of(name: str) -> Traversable:
    """Where a file lies: in the package that brings GraphiQL, or beside this module."""
    if name == "plotly.min.js":
        return folder_of_package("plotly") / "package_data"
    if name in VENDOR_ASSETS:
        return files(VENDOR_PACKAGE) / "static" / VENDOR_PACKAGE
    return files("graphql_api.pages") / "assets"


def folder_of_package(name: str) -> Traversable:
    """Where a package lies, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {name!r}")
    return Path(spec.submodule_search_locations[0])


async def send_asset(request: Request, *, assets: Mapping[str, Asset]) -> Response:
    """GET /assets/{name}: a file of the allow-list, or 404."""
    asset = assets.get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("No such file.\n", status_code=404, headers={"X-Content-Type-Options": "nosniff"})
    return answer_with(asset, request, ONE_YEAR if request.query_params.get("v") == asset.tag else ASK_AGAIN)


async def send_icon(request: Request, *, assets: Mapping[str, Asset]) -> Response:
    """GET /favicon.ico, which browsers ask for unbidden."""
    return answer_with(assets["favicon.svg"], request, ASK_AGAIN)


def answer_with(asset: Asset, request: Request, cache_control: str) -> Response:
    """The file, or 304 when the browser has it already."""
    etag = f'"{asset.tag}"'
    headers = {"Cache-Control": cache_control, "ETag": etag, "X-Content-Type-Options": "nosniff"}
    if has_already(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def has_already(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names this tag, weakly or not.

    >>> has_already('W/"a", "b"', '"a"'), has_already('"c"', '"a"')
    (True, False)
    """
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return bool(tags & {etag, "*"})
