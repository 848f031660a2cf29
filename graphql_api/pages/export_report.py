"""The report of a causal export: a page of this server, and one file that needs nobody else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.responses import HTMLResponse, Response

from domain.causal.picture import Picture, picture_of
from domain.causal.report import CausalReport
from graphql_api.pages.assets import REPORT_ASSETS, Asset, load_assets
from graphql_api.pages.headers import FOR_PLOTLY, MAP_STYLE, page_headers
from graphql_api.pages.ide import json_in_html
from graphql_api.pages.layout import Html, Layout, fill, head_line, joined
from graphql_api.pages.report_data import drawing_data
from graphql_api.pages.report_sections import report_parts

REPORT_FILE: Final = "report.html"
"""Its name in the bundle."""
STYLES: Final = ("theme.css", "layout.css", "code.css", "report.css")
NOT_KEPT: Final = {"Cache-Control": "private, no-store"}


def report_page(report: CausalReport, layout: Layout, downloads: Mapping[str, str]) -> Response:
    """The page; `downloads`: what a file is called, and its address."""
    picture = picture_of(report)
    main = render_main(picture, downloads)
    plotly = Html(f'<script defer src="{layout.assets["plotly.min.js"].url}"></script>')
    whole = joined([main, plotly, head_line(layout.assets["report.js"])])  # in this order: the second needs the first
    page = layout.page(picture.title, whole, here="", assets=("report.css",))
    return HTMLResponse(page, headers=page_headers(FOR_PLOTLY) | NOT_KEPT)


def report_file(report: CausalReport) -> bytes:
    """The same as one HTML file with everything in it; it may run its own scripts and load nothing."""
    picture, assets = picture_of(report), load_assets(REPORT_ASSETS)
    style = Html("\n".join(_text(assets[name]) for name in STYLES))
    plotly, script = (Html(f"\n{_text(assets[name])}\n") for name in ("plotly.min.js", "report.js"))
    policy = {
        "default-src": "'none'",
        "script-src": f"{_hash(plotly)} {_hash(script)}",
        "style-src": f"{_hash(style)} {MAP_STYLE}",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    page = fill(
        "report_file.html",
        title=picture.title,
        policy="; ".join(f"{name} {sources}" for name, sources in policy.items()),
        icon=Html(f"data:image/svg+xml;base64,{base64.b64encode(assets['favicon.svg'].content).decode()}"),
        style=style,
        main=render_main(picture, {}),
        plotly=plotly,
        script=script,
    )
    return page.encode()


def report_refusal(layout: Layout, status: int, message: str, hint: str) -> Response:
    """What a person sees in place of a report."""
    main = fill("report_refusal.html", message=message, hint=hint)
    page = layout.page("No report here", main, here="", assets=("report.css",))
    return HTMLResponse(page, status_code=status, headers=page_headers() | NOT_KEPT)


def render_main(picture: Picture, downloads: Mapping[str, str]) -> Html:
    """Everything below the top bar."""
    return fill("report.html", **report_parts(picture, downloads), drawing=json_in_html(drawing_data(picture)))


def _text(asset: Asset) -> str:
    return asset.content.decode().replace("\r\n", "\n")


def _hash(text: str) -> str:
    """As a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
