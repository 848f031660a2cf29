"""What a request would rather have: which kind of JSON, or a page."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

HTML = "text/html"
PLAIN_JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
DATA = (PLAIN_JSON, GRAPHQL_JSON)


def wants_html(request: Request) -> bool:
    """True when the Accept header prefers HTML over JSON, as a browser's address bar does; a tie means data."""
    return preferred(request, (*DATA, HTML)) == HTML


def preferred(request: Request, offered: tuple[str, ...]) -> str | None:
    """The offered media type that the request likes best, earlier ones on a tie; None where it takes none."""
    weights = parse_accept(",".join(request.headers.getlist("accept")) or "*/*")
    best = max(offered, key=lambda media_type: weight_of(media_type, weights))
    return best if weight_of(best, weights) > 0 else None


def parse_accept(header: str) -> dict[str, float]:
    """Weight 0..1 of each media range of an Accept header (RFC 9110, 12.5.1).

    >>> parse_accept("text/html, application/json;q=0.9, */*;q=0.1")
    {'text/html': 1.0, 'application/json': 0.9, '*/*': 0.1}
    """
    ranges = [part.split(";") for part in header.lower().split(",") if part.strip()]
    return {name.strip(): parse_weight(parameters) for name, *parameters in ranges}


def parse_weight(parameters: list[str]) -> float:
    """The q of a media range: 1 when it has none, 0 when nobody can read it.

    >>> parse_weight([" level=1", " q=0.5"]), parse_weight([]), parse_weight(["q=high"])
    (0.5, 1.0, 0.0)
    """
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return as_weight(value.strip())
    return 1.0


def as_weight(text: str) -> float:
    """A number from 0 to 1; 0 for anything else, NaN included."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def weight_of(media_type: str, weights: Mapping[str, float]) -> float:
    """The weight of a media type: the most specific range that names it counts.

    >>> weight_of("text/html", {"text/*": 0.3, "*/*": 1.0})
    0.3
    """
    family = media_type.partition("/")[0]
    for media_range in (media_type, f"{family}/*", "*/*"):
        if media_range in weights:
            return weights[media_range]
    return 0.0
